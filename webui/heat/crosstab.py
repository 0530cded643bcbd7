"""Counting a search by the values of one facet and by time: one search a column, whose facet counts
are the cells, so both engines count as they always do and every cell is a search of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.places.reform import predecessors
from corpus.places.units import LAST_DAY, REFORM, gazetteer
from corpus.vietnamese.ordering import natural_key
from search.engine import Engine
from search.facets import CHOICES
from search.model import FacetCount
from search.request import MAX_FACET_VALUES, SearchRequest
from webui.heat.columns import Period, periods

__all__ = ["ORDERS", "ROWS", "Crosstab", "Row", "crosstab"]

ROWS = ("district", "ward", "province", "issuer", "type", "code")
"""The facets whose values can be rows."""

ORDERS = ("count", "name")
MOST_ROWS = 60
_ENDED = date.fromisoformat(REFORM)


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its counts by column, None where the unit had ended, and its total.

    `total` counts articles without a day too; `below` are the wards that came from a district.
    """

    value: str
    cells: tuple[int | None, ...]
    total: int
    below: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True)
class Crosstab:
    """The table. `sums` are the articles of each column; `silent` the places of the level without
    an article in the search, each with the number it has in the whole collection."""

    rows_of: str
    request: SearchRequest
    columns: tuple[Period, ...]
    rows: tuple[Row, ...]
    sums: tuple[int, ...]
    total: int
    left_out: int
    silent: tuple[tuple[str, int], ...] = field(default=())

    @property
    def top(self) -> int:
        """Return the largest cell."""
        every = (row.cells for one in self.rows for row in (one, *one.below))
        return max((cell for cells in every for cell in cells if cell), default=0)


def crosstab(
    engine: Engine,
    request: SearchRequest,
    rows_of: str = "district",
    unit: str = "",
    order: str = "count",
    most: int = MOST_ROWS,
    silence: bool = True,
) -> Crosstab:
    """Count a search by a facet and by time; `silence`: also look for places without articles."""
    whole = engine.search(_counting(request))
    columns = periods(whole.facets.get("date", ()), request.date_from, request.date_to, unit)
    pages = [
        engine.search(_counting(request, date_from=one.first, date_to=one.last)) for one in columns
    ]
    counted = [_by_value(page.facets.get(rows_of, ())) for page in pages]
    values = [one for one in whole.facets.get(rows_of, ()) if one.count and not one.excluded]
    kept = _chosen(request, rows_of, values)
    shown = (
        sorted(kept[:most], key=lambda one: natural_key(one.value))
        if order == "name"
        else kept[:most]
    )
    wards = [_by_value(page.facets.get("ward", ())) for page in pages]
    rows = [_row(one, rows_of, columns, counted, wards) for one in shown]
    return Crosstab(
        rows_of,
        request,
        tuple(columns),
        tuple(rows),
        tuple(page.total for page in pages),
        whole.total,
        len(kept) - len(shown),
        tuple(_silent(engine, rows_of, request, {one.value for one in values})) if silence else (),
    )


def _counting(request: SearchRequest, **days: date) -> SearchRequest:
    return request.with_(
        per_page=1, facet_limit=MAX_FACET_VALUES, facet_q="", explain=False, **days
    )


def _by_value(counts: Iterable[FacetCount]) -> dict[str, int]:
    return {one.value: one.count for one in counts}


def _chosen(request: SearchRequest, rows_of: str, values: list[FacetCount]) -> list[FacetCount]:
    """Where values of the facet are chosen, only they are rows: its counts are without that
    choice."""
    if request.chosen(CHOICES[rows_of].name):
        return [one for one in values if one.selected]
    return values


def _row(
    one: FacetCount,
    rows_of: str,
    columns: list[Period],
    counted: list[dict[str, int]],
    wards: list[dict[str, int]],
) -> Row:
    cells = tuple(
        None if _has_ended(one.value, rows_of, column) else counts.get(one.value, 0)
        for column, counts in zip(columns, counted, strict=True)
    )
    below = _wards_of(one.value, wards) if rows_of == "district" and None in cells else ()
    return Row(one.value, cells, one.count, tuple(below))


def _has_ended(value: str, rows_of: str, column: Period) -> bool:
    return rows_of == "district" and column.first >= _ENDED and value in gazetteer().by_name


def _wards_of(district: str, wards: list[dict[str, int]]) -> Iterable[Row]:
    """Return rows of the wards of today that came from a district and have articles."""
    named = dict.fromkeys(value for counts in wards for value in counts)
    for ward in sorted(named, key=natural_key):
        if any(old == district for old, _ in predecessors(ward)):
            cells = tuple(counts.get(ward, 0) for counts in wards)
            yield Row(ward, cells, sum(cells))


def _silent(
    engine: Engine, rows_of: str, request: SearchRequest, present: set[str]
) -> Iterable[tuple[str, int]]:
    """Yield places of the level, in the provinces of those present, that have no article here."""
    provinces = set(request.provinces) or {_province(value) for value in present}
    known = _places(rows_of, provinces)
    if not known:
        return
    everywhere = engine.search(SearchRequest(per_page=1, facet_limit=MAX_FACET_VALUES))
    counts: Mapping[str, int] = _by_value(everywhere.facets.get(rows_of, ()))
    for value in sorted(known - present, key=natural_key):
        yield value, counts.get(value, 0)


def _province(value: str) -> str:
    return value.rpartition(", ")[2]


def _places(rows_of: str, provinces: set[str]) -> set[str]:
    """Return the districts that stood on 30 June 2025, or the wards of today, of some provinces."""
    units = gazetteer()
    if rows_of == "district":
        last = LAST_DAY
        stood = (unit for unit in units.by_name.values() if unit.in_force(last))
        return {unit.name for unit in stood if unit.province in provinces}
    if rows_of == "ward":
        every = (unit for group in units.wards.values() for unit in group)
        return {u.name for u in every if u.since == REFORM and u.province in provinces}
    return set()
