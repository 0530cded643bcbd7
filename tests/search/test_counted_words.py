"""What is counted is what was meant: words as such, numbers as an order, the place that is
named."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sample_index import indexed

from corpus import Article
from corpus.vietnamese.text import fold
from search import SearchRequest
from search.engine import Engine

TOGETHER, APART = 60, 30
TERM = 14
"""More than a page."""


def _articles() -> list[Article]:
    """Articles with the word công đoàn, with its syllables apart, and with a number and a ward."""
    many = [
        Article(id=f"t{n}", title=f"Tin {n}", body=f"Hội nghị công đoàn lần thứ {n} đã họp.")
        for n in range(TOGETHER)
    ]
    apart = [
        Article(id=f"a{n}", title=f"Bài {n}", body=f"Cả đoàn xe chở công nhân, số {n}.")
        for n in range(APART)
    ]
    numbered = [
        Article(
            id="n1",
            title="Tổ 3",
            body="Tổ 3 nhận được giấy khen về phòng cháy, cải cách hành chính.",
        ),
        Article(
            id="n2",
            title="Khen",
            body="Nhận được giấy khen về phòng cháy, cải cách hành chính, tổ 7.",
        ),
        Article(
            id="n3",
            title="Khen",
            body="Ba tổ nhận được khen thưởng của chính quyền, hành khách là 3 người.",
        ),
    ]
    return [*many, *apart, *numbered]


TERMS = {
    "người có công": "Thăm {} nhân ngày kỷ niệm, bài {}.",
    "hội nông dân": "Cuộc họp của {} bàn việc vay vốn, bài {}.",
    "dân vận": "Công tác {} được khen ngợi, bài {}.",
    "tết trồng cây": "Phát động {} ven sông, bài {}.",
}
"""Terms that the segmenter leaves as single syllables, wholly or in part."""


def _terms() -> list[Article]:
    """Each term side by side in a few articles, and its syllables apart in more."""
    held, number = [], 0
    for term, told in TERMS.items():
        first, *others = term.split()
        for number in range(TERM):
            held.append(Article(id=f"{term}{number}", title="Tin", body=told.format(term, number)))
        for number in range(APART):
            apart = " rồi ".join(reversed(others)) + f" gặp nhau, {first} khác đến, bài {number}."
            held.append(Article(id=f"{term} apart{number}", title="Tin", body=apart))
    return [
        *held,
        *(
            Article(id=f"c{n}", title="Tin", body=f"Chăm lo hộ nghèo ở xã, đợt {n} của quỹ.")
            for n in range(TOGETHER)
        ),
        *(
            Article(id=f"d{n}", title="Tin", body=f"Quỹ của xã thăm hộ khác, nghèo đi, đợt {n}.")
            for n in range(APART)
        ),
    ]


@pytest.fixture(scope="module")
def terms(places: Callable[[], str | Path]) -> Engine:
    """Articles with those terms."""
    return indexed(_terms(), places())


@pytest.fixture(scope="module")
def engine(places: Callable[[], str | Path]) -> Engine:
    """Those articles."""
    return indexed(_articles(), places())


def _ids(engine: Engine, q: str, **more: object) -> set[str]:
    return {hit.id for hit in engine.scan(SearchRequest(q, **more))}  # type: ignore[arg-type]


@pytest.mark.parametrize("q", ["công đoàn", "CÔNG ĐOÀN", "cong doan", "Công Đoàn"])
def test_a_word_counts_where_its_syllables_stand_side_by_side(engine: Engine, q: str) -> None:
    """total, facets and export are those of the word, typed in any way; the rest is one named step
    away and has its own count."""
    page = engine.search(SearchRequest(q))
    (reading,) = (one for one in page.readings if one.kind == "word")
    assert page.total == len(_ids(engine, q)) == TOGETHER
    assert (reading.value.lower(), reading.off) == ("công đoàn", "word")
    assert page.loose == APART
    assert engine.search(SearchRequest(q, off=("word",))).total == TOGETHER + APART


def test_what_counts_is_told_once(engine: Engine) -> None:
    """A word that is typed twice once, and not beside itself with its number."""
    for q, told in (("công đoàn, công đoàn", "công đoàn"), ("công đoàn họp", "công đoàn")):
        readings = engine.search(SearchRequest(q)).readings
        assert [one.value for one in readings if one.kind == "word"] == [told]


def test_where_few_hold_the_word_all_stay_in_one_list(engine: Engine) -> None:
    """Below fifty articles the loose set is ranked as one, and the answer says so."""
    page = engine.search(SearchRequest("hành chính"))
    (reading,) = (one for one in page.readings if one.kind == "word")
    assert (page.total, page.loose, reading.value) == (3, 0, "")
    assert {hit.id for hit in page.results[:2]} == {"n1", "n2"}, "those that hold it lead"


def test_filters_only_remove_from_what_is_counted(engine: Engine) -> None:
    """How a query is read is decided before any filter: a filter never brings the loose set
    back."""
    everything = _ids(engine, "công đoàn")
    assert _ids(engine, "công đoàn", date_from="2020-01-01") <= everything


def test_a_noun_with_its_number_comes_first(engine: Engine) -> None:
    """ "tổ 3" is the third team, not a team and three persons; what lacks the number is no hit."""
    page = engine.search(SearchRequest("tổ 3 nhận được giấy khen"))
    assert page.results[0].id == "n1"
    assert "n2" not in {hit.id for hit in page.results}


def test_what_is_nearest_without_the_number_follows_apart(engine: Engine) -> None:
    """Where fewer than a page hold the number, the nearest without are shown, counted apart, and in
    no facet; off=relax stops it."""
    page = engine.search(SearchRequest("tổ 3 nhận được giấy khen phòng cháy"))
    assert "n2" in {hit.id for hit in page.nearest}
    assert page.beyond >= 1 and page.total == len(page.results)
    assert not engine.search(SearchRequest(page.request.q, off=("relax",))).nearest


def _folded(q: str) -> str:
    return fold(q.lower())


@pytest.mark.parametrize("q", TERMS)
@pytest.mark.parametrize("typed", [str, str.upper, str.title, _folded])
def test_a_query_that_is_one_term_counts_where_it_stands(
    terms: Engine, q: str, typed: Callable[[str], str]
) -> None:
    """What the segmenter leaves as syllables is one word where more articles than a page shows hold
    it side by side; the rest is one step away."""
    page = terms.search(SearchRequest(typed(q)))
    (reading,) = (one for one in page.readings if one.kind == "word")
    assert (page.total, reading.value, reading.off) == (TERM, q, "word")
    assert {hit.id for hit in terms.scan(SearchRequest(typed(q)))} == {
        f"{q}{number}" for number in range(TERM)
    }
    apart = terms.search(SearchRequest(typed(q), off=("word",))).total
    assert page.loose == apart - TERM >= APART
    assert sum(row.count for row in page.facets["date"]) <= page.total


def test_a_filter_only_removes_from_a_term(terms: Engine) -> None:
    """What counts as one word is decided before any filter."""
    q = "người có công"
    none = terms.search(SearchRequest(q, date_from=date(2020, 1, 1)))
    assert (none.total, none.loose) == (0, 0)
    assert [one.value for one in none.readings if one.kind == "word"] == [q]


def test_a_body_before_a_place_is_that_of_the_place(places: Callable[[], str | Path]) -> None:
    """HĐND TP.HCM is not the council of another city in an article that names both."""
    texts = [f"Kỳ họp {n} của HĐND TP.HCM." for n in range(TERM)]
    texts += [f"HĐND TP. Cần Thơ đón khách của TP.HCM, lần {n}." for n in range(TERM)]
    articles = [Article(id=str(n), title="Tin", body=text) for n, text in enumerate(texts)]
    engine = indexed(articles, places())
    for q in ("HĐND TP.HCM", "hdnd tp hcm", "Hội đồng nhân dân thành phố Hồ Chí Minh"):
        page = engine.search(SearchRequest(q))
        assert (page.total, page.loose) == (TERM, TERM)


def test_a_run_of_syllables_inside_a_query_is_a_term(terms: Engine) -> None:
    """Beside other words a run of syllables is one where fifty articles hold it so; words that only
    say how others belong together are no part of it."""
    page = terms.search(SearchRequest("quỹ của xã hộ nghèo đợt"))
    (reading,) = (one for one in page.readings if one.kind == "word")
    assert (page.total, page.loose) == (TOGETHER, APART)
    assert "hộ nghèo" in reading.value.split(", ")
    assert not any(set(part.split()) == {"của", "quỹ"} for part in reading.value.split(", "))


def test_syllables_that_no_page_of_articles_holds_so_stay_loose(terms: Engine) -> None:
    """Two syllables side by side in no more than a page are no word: all stay in one list, and the
    answer says so."""
    page = terms.search(SearchRequest("bàn vay"))
    assert [one.value for one in page.readings if one.kind == "word"] == [""]
    assert (page.total, page.loose) == (TERM, 0)
    few = terms.search(SearchRequest("khác đến bài 7"))
    assert few.total == len(TERMS) and not few.loose
