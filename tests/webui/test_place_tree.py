"""Places as one tree beside the results."""

from datetime import date

import pytest

from search.model import FacetCount, SearchPage
from search.request import SearchRequest
from webui.links import Site
from webui.pages.place_tree import place_tree
from webui.texts import texts_in

CITY = "Thành phố Hồ Chí Minh"


def page(**facets: list[tuple[str, int]]) -> SearchPage:
    counts = {
        name: [FacetCount(value, value, count) for value, count in values]
        for name, values in facets.items()
    }
    return SearchPage(SearchRequest(q="x"), 9, 1, 10, 0.0, "s", (), counts)


def shown(found: SearchPage) -> list[tuple[int, str, str]]:
    values, _ = place_tree(found, Site("").search(found.request), texts_in("vi"))
    return [(value.depth, value.text, value.note) for value in values]


def test_a_tree_of_three_levels() -> None:
    """Districts stand under their province with the day on which they ended, wards of old under
    their district, wards of today under the province."""
    found = page(
        province=[(CITY, 9), ("Thành phố Hà Nội", 1)],
        district=[(f"Quận 1, {CITY}", 5), ("Quận Ba Đình, Thành phố Hà Nội", 1)],
        ward=[(f"Phường Bến Nghé, Quận 1, {CITY}", 3), (f"Phường Sài Gòn, {CITY}", 2)],
    )
    assert shown(found) == [
        (0, CITY, ""),
        (1, "Quận 1", "đến 30/6/2025"),
        (2, "Phường Bến Nghé, Quận 1", ""),
        (1, "Phường Sài Gòn", ""),
        (0, "Thành phố Hà Nội", ""),
        (1, "Quận Ba Đình", "đến 30/6/2025"),
    ]


@pytest.mark.parametrize(
    ("district", "until"),
    [(f"Quận 2, {CITY}", date(2020, 12, 31)), ("Quận 99, Tỉnh Không Có", None)],
)
def test_when_a_district_ended(district: str, until: date | None) -> None:
    """A district merged before the reform ended then; of an unknown one nothing is said."""
    note = shown(page(district=[(district, 1)]))[-1][2]
    assert note == (f"đến {until.day}/{until.month}/{until.year}" if until else "")


def test_every_value_can_be_chosen() -> None:
    """Each value of the tree leads to the search with it."""
    found = page(province=[(CITY, 9)], ward=[(f"Phường Sài Gòn, {CITY}", 2)])
    values, _ = place_tree(found, Site("").search(found.request), texts_in("vi"))
    assert ["province=" in values[0].href, "ward=" in values[1].href] == [True, True]
