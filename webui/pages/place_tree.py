"""The places of a search as one tree: province, district (until it ended), ward."""

from collections.abc import Iterable, Iterator, Sequence

from corpus.places.units import gazetteer
from search.model import FacetCount, SearchPage
from webui.links import Links
from webui.pages.values import Value, value_of
from webui.texts import Texts

__all__ = ["LEVELS", "place_tree"]

LEVELS = ("province", "district", "ward")
_DISTRICTS, _WARDS = 6, 3


def place_tree(page: SearchPage, links: Links, t: Texts) -> tuple[tuple[Value, ...], int]:
    """Return the values in the order of the tree, each with its depth, and how many districts are
    shown.

    Of each level the most named stand there, with all that are chosen, under what they belong to.
    """
    provinces = {one.value: one for one in page.facets.get("province", ())}
    districts = _first(page.facets.get("district", ()), _DISTRICTS)
    wards = _first(page.facets.get("ward", ()), _WARDS)
    named = [one.value for one in districts] + [one.value for one in wards]
    chosen = [one.value for one in provinces.values() if _is_chosen(one)]
    order = dict.fromkeys([*chosen, *(_parent(_top(value)) for value in named)])
    rows: list[Value] = []
    for province in order:
        rows += _branch(province, provinces.get(province), districts, wards, links, t)
    return tuple(rows), len(districts)


def _first(counts: Sequence[FacetCount], most: int) -> list[FacetCount]:
    return [one for place, one in enumerate(counts) if place < most or _is_chosen(one)]


def _is_chosen(one: FacetCount) -> bool:
    return one.selected or one.excluded


def _parent(value: str) -> str:
    return value.partition(", ")[2]


def _top(value: str) -> str:
    """Return the district of a ward of old, the value itself for districts and wards of today."""
    return _parent(value) if value.count(", ") == 2 else value


def _branch(
    province: str,
    count: FacetCount | None,
    districts: Iterable[FacetCount],
    wards: Sequence[FacetCount],
    links: Links,
    t: Texts,
) -> Iterator[Value]:
    if count:
        yield value_of("province", count, links, t)._replace(exclude="")
    own = [one for one in districts if _parent(one.value) == province]
    for district in own:
        shown = value_of("district", district, links, t)
        yield shown._replace(depth=1, note=_ended(district.value, t))
        for ward in wards:
            if _parent(ward.value) == district.value:
                yield value_of("ward", ward, links, t)._replace(depth=2)
    below = {one.value for one in own}
    for ward in wards:
        if _parent(_top(ward.value)) == province and _parent(ward.value) not in below:
            yield value_of("ward", ward, links, t)._replace(depth=1)


def _ended(district: str, t: Texts) -> str:
    """Return until when a district was there, "" for one that is unknown or goes on."""
    unit = gazetteer().by_name.get(district)
    if unit is None or not unit.until:
        return ""
    year, month, day = unit.until.split("-")
    return t("place.until", day=f"{int(day)}/{int(month)}/{year}")
