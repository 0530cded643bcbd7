"""Across the reform of 2025: a search by a district also has the wards that came from it, and the
other way round."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.places.reform import Area, area_of
from search.engine import Engine
from search.query.offers import offers
from search.request import MAX_VALUES, SearchRequest

__all__ = ["Related", "related"]

MOST = 3


@dataclass(frozen=True, slots=True)
class Related:
    """The same search with the units of an area in place of one of its own, and how many articles
    it finds."""

    area: Area
    request: SearchRequest
    total: int


def related(request: SearchRequest, engine: Engine) -> list[Related]:
    """Return the areas of the places that a search chooses or names, at most `MOST`, without those
    that find nothing.

    None of them is part of the search's own results or total.
    """
    found = []
    for area, wanted in list(_areas(request))[:MOST]:
        if total := engine.search(wanted).total:
            found.append(Related(area, wanted, total))
    return found


def _areas(request: SearchRequest) -> Iterator[tuple[Area, SearchRequest]]:
    """Yield areas and their searches: of the districts and wards chosen, without any of those in
    the query."""
    seen: set[tuple[str, ...]] = set()
    places = len(request.districts) + len(request.wards)
    room = MAX_VALUES - sum(len(values) for _, values in request.choices()) + places
    for value, q in _chosen(request) or _typed(request):
        area = area_of(value)
        if area and area.values not in seen and len(area.values) <= room:
            seen.add(area.values)
            yield area, _in_area(request.with_(q=q), area)


def _chosen(request: SearchRequest) -> list[tuple[str, str]]:
    return [(value, request.q) for value in (*request.districts, *request.wards)]


def _typed(request: SearchRequest) -> list[tuple[str, str]]:
    named = offers(request.q)
    return [(one.value, one.rest) for one in named if one.kind in ("district", "ward")]


def _in_area(request: SearchRequest, area: Area) -> SearchRequest:
    if area.facet == "ward":
        return request.with_(districts=(), wards=area.values)
    return request.with_(wards=(), districts=area.values)
