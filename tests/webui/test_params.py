"""The parameter table: from a query string to a `SearchRequest` and back."""

from dataclasses import fields
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.text import clean
from search import QueryError, SearchRequest
from search.answer.presentation import query_string, to_args
from search.facets import CHOICES, FACETS
from search.request import OFF, SORTS
from search.written_values import whole_value
from webui.params import PARAMETERS
from webui.query_strings import read_page_request, read_request

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
VALUES = st.lists(TEXT.filter(lambda text: clean(text).strip()), max_size=3).map(tuple)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    first, last = sorted([draw(DAYS), draw(DAYS)], key=lambda day: day or date.min)
    names = draw(st.lists(st.sampled_from(list(CHOICES)), max_size=3, unique=True))
    chosen = {CHOICES[name]: draw(VALUES) for name in names}
    return SearchRequest(
        q=draw(TEXT.filter(lambda text: text.strip() or not text)),
        **{
            choice.attribute: tuple(whole_value(choice.facet, value) for value in values)
            for choice, values in chosen.items()
        },
        date_from=first,
        date_to=last,
        sort=draw(st.sampled_from(SORTS)),
        page=draw(st.integers(1, 100)),
        per_page=draw(st.integers(1, 100)),
        group=draw(st.sampled_from(("none", "story"))),
        off=draw(st.lists(st.sampled_from(OFF), max_size=3).map(tuple)),
        facet_limit=draw(st.integers(1, 1000)),
        facet_q=draw(TEXT.filter(lambda text: text.strip() or not text)),
        explain=draw(st.booleans()),
    )


@given(requests())
def test_round_trip(request: SearchRequest) -> None:
    """The arguments of a request with whole values read back as it, and give the same arguments
    again."""
    args = to_args(request)
    assert read_request(args) == request
    assert to_args(read_request(args)) == args
    assert parse_qsl(query_string(request)[1:]) == args


def test_default_request_has_no_arguments() -> None:
    """The shortest address of an empty search has no query string."""
    assert to_args(SearchRequest()) == []


def test_every_field_has_a_parameter() -> None:
    """Whatever can be asked in Python can be asked in a URL."""
    assert {p.attribute for p in PARAMETERS.values()} == {
        field.name for field in fields(SearchRequest)
    }


@pytest.mark.parametrize(
    ("args", "field"),
    [
        ([("page", "0")], "page"),
        ([("page", "1.5")], "page"),
        ([("page", "２")], "page"),
        ([("page", "9" * 5000)], "page"),
        ([("page", "1"), ("page", "2")], "page"),
        ([("per_page", "101")], "per_page"),
        ([("page", "101"), ("per_page", "100")], "page"),
        ([("from", "2024-13-01")], "from"),
        ([("to", "31/02/2025")], "to"),
        ([("from", "2025"), ("to", "2024")], "to"),
        ([("sort", "best")], "sort"),
        ([("off", "everything")], "off"),
        ([("explain", "maybe")], "explain"),
        ([("lang", "fr")], "lang"),
        ([("q", "x" * 1001)], "q"),
        ([("district", "x" * 501)], "district"),
        ([("not_code", "x" * 501)], "not_code"),
        ([("date_from", "2025-01-01")], "date_from"),
        ([("colour", "")], "colour"),
    ],
)
def test_bad_values_name_their_parameter(args: list[tuple[str, str]], field: str) -> None:
    """A wrong value or name is refused under the name it has in the URL."""
    with pytest.raises(QueryError) as refused:
        read_request(args)
    assert refused.value.field == field


def test_blank_and_foreign_parameters_count_as_absent() -> None:
    """Empty fields of a form and what other sites add to links change nothing."""
    args = [("q", " "), ("from", ""), ("utm_source", "x"), ("fbclid", "1"), ("gclid", "2")]
    assert read_request(args) == SearchRequest()


BLANKS = (
    "\u200b",
    "\0",
    "\ufeff\u200d",
    "\u00ad",
    "\x1f",
    "\u00a0",
    "\u3000",
    "\u2028",
    "\u202e \u2066",
    "\x85",
)


@pytest.mark.parametrize("value", BLANKS)
@pytest.mark.parametrize("name", [*CHOICES, "off", "from", "sort", "page"])
def test_a_value_that_cannot_be_seen_is_refused(name: str, value: str) -> None:
    """Nothing is left of it when it is cleaned, and without the filter all articles would be
    shown."""
    for args in (
        [(name, value)],
        [(name, "x"), (name, value)] if name in FACETS else [(name, value)],
    ):
        for read in (read_request, read_page_request):
            with pytest.raises(QueryError) as refused:
                read(args)
            assert refused.value.field == name


FOREIGN = (
    "zarsrc",
    "gidzl",
    "mibextid",
    "igshid",
    "ttclid",
    "msclkid",
    "_gl",
    "gbraid",
    "srsltid",
    "mc_cid",
    "amp;x",
    "x",
)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_page_passes_over_what_it_does_not_know(name: str) -> None:
    """A link that a chat has lengthened shows what it showed; programs are told of the name."""
    args = [("q", "đảng"), (name, "30"), ("district", "Quận 1")]
    assert read_page_request(args) == SearchRequest(
        q="đảng", districts=("Quận 1, Thành phố Hồ Chí Minh",)
    )
    with pytest.raises(QueryError) as refused:
        read_request(args)
    assert refused.value.field == name


@pytest.mark.parametrize("escaped", ["amp;", "amp;amp;"])
def test_a_link_escaped_too_often_keeps_its_filters(escaped: str) -> None:
    """`&amp;district=` in an address, or escaped once more, is `&district=` to a page: no filter is
    lost."""
    args = [("q", "đảng"), (f"{escaped}district", "Quận 1"), (f"{escaped}page", "2")]
    assert read_page_request(args) == SearchRequest(
        q="đảng", districts=("Quận 1, Thành phố Hồ Chí Minh",), page=2
    )
    with pytest.raises(QueryError):
        read_page_request([(f"{escaped}page", "0")])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-01-09", date(2025, 1, 9), date(2025, 1, 9)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("9/1/2025", date(2025, 1, 9), date(2025, 1, 9)),
        ("02/2023", date(2023, 2, 1), date(2023, 2, 28)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    """A month or year means its first day in `from` and its last in `to`."""
    request = read_request([("from", text), ("to", text)])
    assert (request.date_from, request.date_to) == (first, last)
