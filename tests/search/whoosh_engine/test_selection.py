"""Filters, facets and order against the obvious rules: counts are exact, each facet without the
values chosen in it (what is excluded stays excluded, so that a count is what a click would
leave)."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_model import CODES, DAYS, DISTRICTS, document, documents, write

from search import SearchRequest, open_engine
from search.model import IndexedArticle
from search.opening import open_writer
from search.whoosh_engine.storage import parts

days = st.none() | st.sampled_from((*DAYS, date(2020, 2, 29), date(2025, 1, 5)))
choices = st.lists(st.sampled_from((*DISTRICTS, "Quận 99, Thành phố Hồ Chí Minh")), max_size=2)
codes = st.lists(st.sampled_from(CODES), max_size=2)


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    """Draw a request with filters of every kind."""
    first, last = sorted((draw(days), draw(days)), key=lambda day: day or date.min)
    if first is None and draw(st.booleans()):
        first, last = last, first
    return SearchRequest(
        q=draw(
            st.sampled_from(("", "đảng", "quan", "uỷ -đảng", "hoà bình", "05-CT/TW", "từ:2024"))
        ),
        districts=tuple(draw(choices)),
        not_districts=tuple(draw(choices)),
        codes=tuple(draw(codes)),
        not_codes=tuple(draw(codes)),
        date_from=first,
        date_to=last,
        sort=draw(st.sampled_from(("relevance", "newest", "oldest"))),
        per_page=100,
        off=("relax",),
    )


def _day(doc: IndexedArticle) -> date | None:
    return doc.article.published or doc.event_date


def _passes(doc: IndexedArticle, request: SearchRequest, without: str = "") -> bool:
    """Say whether a document passes every filter but those of one facet."""
    for choice, values in request.choices():
        having = bool(set(values) & set(doc.facets.get(choice.facet, ())))
        if choice.name != without and having == choice.excluded:
            return False
    if without == "date" or not (request.date_from or request.date_to):
        return True
    day = _day(doc)
    return day is not None and (request.date_from or date.min) <= day <= (
        request.date_to or date.max
    )


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.lists(documents(), min_size=1, max_size=6), min_size=1, max_size=3),
    st.sets(st.sampled_from("abcdefgh"), max_size=3),
    st.lists(requests(), min_size=1, max_size=6),
)
def test_filters_facets_and_order(
    monkeypatch: pytest.MonkeyPatch,
    written: list[list[IndexedArticle]],
    removed: set[str],
    asked: list[SearchRequest],
) -> None:
    """Totals, hits, order by date and every facet count are those of the obvious rules."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    monkeypatch.setattr(parts, "MERGE_RATIO", 0)
    with TemporaryDirectory() as name:
        _check(name, written, removed, asked)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.lists(documents(), min_size=1, max_size=6), min_size=1, max_size=3),
    st.sets(st.sampled_from("abcdefgh"), max_size=3),
    st.lists(requests(), min_size=6, max_size=12),
)
def test_filters_facets_and_order_on_a_cluster(
    opensearch: Callable[[], str],
    written: list[list[IndexedArticle]],
    removed: set[str],
    asked: list[SearchRequest],
) -> None:
    """The same rules, on a cluster."""
    _check(opensearch(), written, removed, asked)


def _check(
    place: str, written: list[list[IndexedArticle]], removed: set[str], asked: list[SearchRequest]
) -> None:
    living = {
        doc.article.id: doc for group in written for doc in group if doc.article.id not in removed
    }
    write(place, *written)
    with open_writer(place) as writer:
        for id in removed:
            writer.remove(id)
        writer.commit()
    engine = open_engine(place)
    for request in asked:
        plain = SearchRequest(q=request.q, per_page=100, off=request.off)
        matching = [living[hit.id] for hit in engine.search(plain).results]
        page = engine.search(request)
        expected = [doc for doc in matching if _passes(doc, request)]
        assert page.total == len(expected)
        assert {hit.id for hit in page.results} == {doc.article.id for doc in expected}
        assert [hit.id for hit in page.results] == [hit.id for hit in engine.scan(request)]
        _check_order(page.results, request)
        for facet in ("district", "code"):
            _check_facet(page.facets[facet], facet, matching, request)
        _check_months(page.facets["date"], matching, request)


def _check_order(hits: Any, request: SearchRequest) -> None:
    dated = [hit.day for hit in hits if hit.day]
    if request.sort == "relevance" and request.q not in ("", "từ:2024"):
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        return
    assert dated == sorted(dated, reverse=request.sort != "oldest")
    assert [hit.day for hit in hits][: len(dated)] == dated, "what has no day comes last"


def _check_facet(
    found: Any, facet: str, matching: list[IndexedArticle], request: SearchRequest
) -> None:
    left = [doc for doc in matching if _passes(doc, request, without=facet)]
    counts = Counter(value for doc in left for value in doc.facets.get(facet, ()))
    chosen = {value for choice, own in request.choices() if choice.facet == facet for value in own}
    assert {row.value: row.count for row in found} == {**dict.fromkeys(chosen, 0), **counts}
    for row in found:
        assert row.selected == (row.value in getattr(request, f"{facet}s"))
        assert row.excluded == (row.value in getattr(request, f"not_{facet}s"))


def _check_months(found: Any, matching: list[IndexedArticle], request: SearchRequest) -> None:
    left = [day for doc in matching if _passes(doc, request, without="date") if (day := _day(doc))]
    if request.q == "từ:2024":
        left = [day for day in left if day.year >= 2024]
    counts = Counter(f"{day:%Y-%m}" for day in left)
    assert {row.value: row.count for row in found if row.count} == counts
    if left:
        span = (max(left).year - min(left).year) * 12 + max(left).month - min(left).month + 1
        assert len(found) == span, "empty months between the first and the last are kept"
        assert [row.value for row in found] == sorted(row.value for row in found)


@pytest.fixture
def many(place: str | Path) -> str | Path:
    """Twelve districts, district n in n articles."""
    write(
        place,
        [
            document(
                f"{n}-{copy}",
                "đảng",
                districts=[f"Quận {n}, TP"],
                published=date(2024, n, copy + 1),
            )
            for n in range(1, 13)
            for copy in range(n if n > 2 else 2)
        ],
    )
    return place


def test_facets_come_by_count_then_naturally(many: str | Path) -> None:
    """Most articles first; of equal counts Quận 1 before Quận 2; no more than the limit, but every
    chosen value."""
    page = open_engine(many).search(SearchRequest(facet_limit=4, districts=("Quận 1, TP",)))
    assert [row.value.partition(",")[0] for row in page.facets["district"]] == [
        "Quận 12",
        "Quận 11",
        "Quận 10",
        "Quận 9",
        "Quận 1",
    ]
    page = open_engine(many).search(SearchRequest(facet_limit=12))
    assert [row.value.partition(",")[0] for row in page.facets["district"]][-2:] == [
        "Quận 1",
        "Quận 2",
    ]
    assert page.facet_totals["district"] == 12


def test_facet_values_can_be_searched_for(many: str | Path) -> None:
    """`facet_q` keeps the values that hold some letters, marks left out."""
    page = open_engine(many).search(SearchRequest(facet_q="quan 1"))
    assert {row.value.partition(",")[0] for row in page.facets["district"]} == {
        "Quận 1",
        "Quận 10",
        "Quận 11",
        "Quận 12",
    }
    assert page.facet_totals["district"] == 4


def test_pages_cut_one_order(many: str | Path) -> None:
    """Page after page gives every hit once, in the order of one long page; a page past the end is
    empty."""
    engine = open_engine(many)
    for sort in ("relevance", "newest", "oldest"):
        whole = [
            hit.id
            for hit in engine.search(SearchRequest(q="đảng", sort=sort, per_page=100)).results
        ]
        pages = [
            engine.search(SearchRequest(q="đảng", sort=sort, per_page=7, page=n))
            for n in range(1, 14)
        ]
        assert [hit.id for page in pages for hit in page.results] == whole
        assert pages[-1].results == [] and pages[-1].total == len(whole)
        assert {page.pages for page in pages} == {-(-len(whole) // 7)}


def test_months_carry_their_days_and_the_choice(many: str | Path) -> None:
    """A bucket says its first and last day, February in a leap year too, and whether the chosen
    range touches it."""
    page = open_engine(many).search(SearchRequest(date_from="2024-02-10", date_to="2024-03-01"))
    rows = {row.value: row for row in page.facets["date"]}
    assert (rows["2024-02"].first, rows["2024-02"].last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (rows["2024-12"].first, rows["2024-12"].last) == (date(2024, 12, 1), date(2024, 12, 31))
    assert [value for value, row in rows.items() if row.selected] == ["2024-02", "2024-03"]


def test_days_at_the_ends_of_time(place: str | Path) -> None:
    """The first and the last possible day are counted and found, without filling the centuries
    between."""
    write(
        place,
        [
            document("a", "đảng", published=date.min),
            document("z", "đảng", published=date.max),
            document("n", "đảng"),
        ],
    )
    engine = open_engine(place)
    assert [hit.id for hit in engine.search(SearchRequest(sort="newest")).results] == [
        "z",
        "a",
        "n",
    ]
    assert [hit.id for hit in engine.search(SearchRequest(sort="oldest")).results] == [
        "a",
        "z",
        "n",
    ]
    rows = engine.search(SearchRequest()).facets["date"]
    assert [(row.value, row.first, row.last) for row in rows if row.count] == [
        ("0001-01", date.min, date(1, 1, 31)),
        ("9999-12", date(9999, 12, 1), date.max),
    ]
    assert len(rows) == 2
    assert engine.search(SearchRequest(date_from=date.max)).total == 1


def test_stories_are_not_promised_as_articles(place: str | Path) -> None:
    """Where hits are grouped, the count of articles without a filter would be another number than
    is found."""
    write(
        place,
        [
            document(str(n), "Một chuyện", "Cùng một câu chuyện được ba tờ báo in lại.")
            for n in range(3)
        ],
    )
    for group, expected in (("none", 3), ("story", None)):
        page = open_engine(place).search(SearchRequest(q="chuyện", group=group, districts="Quận 9"))
        assert [one.total for one in page.suggestions if one.reason == "filter"] == [expected]
