"""A table of places and times as a page shows it: texts, links, shades."""

from collections.abc import Iterator
from dataclasses import dataclass

from webui.heat.columns import Period
from webui.heat.crosstab import Crosstab, Row
from webui.heat.shades import step
from webui.links import Link, Links
from webui.pages.labels import short_place
from webui.texts import Texts

__all__ = ["Cell", "HeatRow", "Shown", "shown"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number, how dark it is (0 to the darkest), and the search that it counts."""

    text: str
    step: int
    href: str
    words: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row as it is shown; `bars` are heights in percent, for the small multiple."""

    name: str
    href: str
    cells: tuple[Cell, ...]
    total: str
    bars: tuple[int, ...]
    below: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """The table: what its rows are, its columns with the searches they lead to, rows and sums."""

    heading: str
    columns: tuple[Link, ...]
    rows: tuple[HeatRow, ...]
    sums: tuple[str, ...]
    total: str


def shown(table: Crosstab, links: Links, t: Texts) -> Shown:
    """Return a table as it is shown; its cells lead to searches like `links`."""
    columns = tuple(
        Link(column_name(one, t), links.put(from_=one.first.isoformat(), to=one.last.isoformat()))
        for one in table.columns
    )
    return Shown(
        t(f"facet.{table.rows_of}"),
        columns,
        tuple(heat_rows(table, links, t)),
        tuple(t.number(total) for total in table.sums),
        t.number(table.total),
    )


def column_name(period: Period, t: Texts) -> str:
    """Return how a column is headed: 2025, Q3/2025, 7/2025."""
    if period.unit == "year":
        return str(period.first.year)
    if period.unit == "quarter":
        return t(
            "heat.quarter.short",
            quarter=str((period.first.month + 2) // 3),
            year=str(period.first.year),
        )
    return f"{period.first.month}/{period.first.year}"


def heat_rows(table: Crosstab, links: Links, t: Texts) -> Iterator[HeatRow]:
    """Yield the rows as they are shown, wards under the district they came from."""
    for row in table.rows:
        yield _heat_row(row, table.rows_of, table, links, t)
        for ward in row.below:
            yield _heat_row(ward, "ward", table, links, t, below=True)


def _heat_row(
    row: Row, facet: str, table: Crosstab, links: Links, t: Texts, below: bool = False
) -> HeatRow:
    own = Links(
        links.path, (*(pair for pair in links.args if pair[0] != facet), (facet, row.value))
    )
    name = short_place(row.value)
    cells = tuple(
        _cell(name, cell, column, table.top, own, t)
        for cell, column in zip(row.cells, table.columns, strict=True)
    )
    top = max((cell or 0 for cell in row.cells), default=0) or 1
    bars = tuple(round(100 * (cell or 0) / top) for cell in row.cells)
    return HeatRow(name, own.here(), cells, t.number(row.total), bars, below)


def _cell(name: str, count: int | None, column: Period, top: int, own: Links, t: Texts) -> Cell:
    if count is None:
        return Cell("", 0, "", t("heat.ended"), ended=True)
    period = column_name(column, t)
    href = own.put(from_=column.first.isoformat(), to=column.last.isoformat()) if count else ""
    words = f"{name}, {t('bar', period=period, n=count)}"
    return Cell(t.number(count), step(count, top), href, words)
