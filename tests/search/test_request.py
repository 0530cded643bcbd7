"""What may be asked, and its limits, each an error that names its field."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import QueryError, SearchRequest
from search.request import SORTS

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.dates(),
)
values = (
    scalars
    | st.lists(scalars, max_size=3)
    | st.tuples(scalars)
    | st.dictionaries(st.text(max_size=2), scalars, max_size=2)
)
FIELDS = sorted(SearchRequest.__dataclass_fields__)


@given(st.dictionaries(st.sampled_from(FIELDS), values, max_size=4))
def test_any_values(changes: dict[str, Any]) -> None:
    """A request takes its values or raises `QueryError` for one of its fields; it can then be asked
    again unchanged."""
    try:
        request = SearchRequest(**changes)
    except QueryError as error:
        assert error.field in {*FIELDS, "from", "to"}
        assert str(error)
        return
    assert request.with_(page=request.page) == request
    hash(request)
    assert all(isinstance(value, str) for _, chosen in request.choices() for value in chosen)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"q": "a" * 1001}, "q"),
        ({"q": 5}, "q"),
        ({"facet_q": "a" * 1001}, "facet_q"),
        ({"page": 0}, "page"),
        ({"page": -1}, "page"),
        ({"page": True}, "page"),
        ({"page": "2"}, "page"),
        ({"page": 1001, "per_page": 10}, "page"),
        ({"page": 10**30}, "page"),
        ({"per_page": 0}, "per_page"),
        ({"per_page": 101}, "per_page"),
        ({"facet_limit": 0}, "facet_limit"),
        ({"facet_limit": 1001}, "facet_limit"),
        ({"sort": "best"}, "sort"),
        ({"group": "all"}, "group"),
        ({"off": ("all",)}, "off"),
        ({"date_from": "2024-13-01"}, "from"),
        ({"date_to": "2024"}, "to"),
        ({"date_to": 5}, "to"),
        ({"date_from": date(2024, 2, 2), "date_to": date(2024, 2, 1)}, "to"),
        ({"districts": ("x" * 501,)}, "districts"),
        ({"districts": 5}, "districts"),
        ({"districts": (5,)}, "districts"),
        ({"codes": tuple(map(str, range(201)))}, "q"),
    ],
)
def test_limits(changes: dict[str, Any], field: str) -> None:
    """Each limit is told with the name of the field that is over it."""
    with pytest.raises(QueryError) as caught:
        SearchRequest(**changes)
    assert caught.value.field == field


@pytest.mark.parametrize(
    "changes",
    [
        {"q": "a" * 1000},
        {"page": 1000, "per_page": 10},
        {"page": 100, "per_page": 100},
        {"facet_limit": 1000},
        {"codes": tuple(map(str, range(200)))},
        {"districts": ("x" * 500,)},
        *({"sort": sort} for sort in SORTS),
    ],
)
def test_just_inside_the_limits(changes: dict[str, Any]) -> None:
    """The limits themselves are allowed."""
    SearchRequest(**changes)


def test_values_are_brought_to_their_types() -> None:
    """A single value is a list of one, a list a tuple without repeats, an ISO text a day, an empty
    day none."""
    given_ = {
        "districts": "Quận 1",
        "codes": ["b", "a", "b"],
        "date_from": "2024-02-29",
        "date_to": "",
    }
    request = SearchRequest(**given_)  # type: ignore[arg-type]
    assert request.districts == ("Quận 1",)
    assert request.codes == ("b", "a")
    assert (request.date_from, request.date_to) == (date(2024, 2, 29), None)


def test_choices_name_the_facets() -> None:
    """Chosen and excluded values come by the facet's name, in the order of the facets."""
    request = SearchRequest(codes=("x",), not_codes=("y",), districts=("z",))
    assert [(choice.facet, choice.excluded, values) for choice, values in request.choices()] == [
        ("district", False, ("z",)),
        ("code", False, ("x",)),
        ("code", True, ("y",)),
    ]


def test_an_empty_request() -> None:
    """Nothing asked is empty; any value is not; changing one goes back to the first page."""
    assert SearchRequest().is_empty()
    assert not SearchRequest(page=2).is_empty()
    assert SearchRequest(page=3).with_(q="x").page == 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_values_are_cleaned_as_articles_are(form: str) -> None:
    """A district typed with loose marks or spaces is the district; an excluded one too, and it is
    chosen once."""
    name = "Quận Bình Thạnh, Thành phố Hồ Chí Minh"
    typed = unicodedata.normalize(form, f"  {name} ")
    request = SearchRequest(districts=(typed, name), not_districts=typed)
    assert (request.districts, request.not_districts) == ((name,), (name,))
