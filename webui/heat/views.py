"""The table as a page, as JSON and as CSV, under the parameters of a search."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from flask import Blueprint, Response, g, render_template, request

from search import QueryError
from search.request import SearchRequest
from webui.formats.addresses import file_name
from webui.formats.api import json_response
from webui.formats.tables import sheet
from webui.heat.crosstab import ORDERS, ROWS, Crosstab, Row, crosstab
from webui.heat.periods import UNITS, Period
from webui.heat.shades import step
from webui.links import Links
from webui.pages import results
from webui.pages.results import Link
from webui.params import PARAMETERS, known, read_request
from webui.reader import engine
from webui.texts import Texts

__all__ = ["blueprint", "heat_rows"]

blueprint = Blueprint("heat", __name__)

_OWN = {"rows": ROWS, "columns": UNITS, "order": ORDERS}


@dataclass(frozen=True, slots=True)
class Cell:
    """One number, how dark it is (0 to `STEPS`), and the search that it counts."""

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


def _asked(strict: bool) -> tuple[Crosstab, dict[str, str]]:
    pairs = list(request.args.items(multi=True))
    own = {name: value for name, value in pairs if name in _OWN and value}
    for name, value in own.items():
        if value not in _OWN[name]:
            raise QueryError(name, f"{name} must be one of {', '.join(_OWN[name])}")
    rest = [pair for pair in pairs if pair[0] not in _OWN]
    wanted = read_request(rest if strict else known(rest, tuple(PARAMETERS)))
    table = crosstab(
        engine(),
        wanted,
        own.get("rows", ROWS[0]),
        own.get("columns", ""),
        own.get("order", ORDERS[0]),
    )
    return table, own


@blueprint.get("/bang")
def page() -> str:
    """Show a search as a table of places and times."""
    table, own = _asked(strict=False)
    site, t = g.site, g.texts
    links = site.search(table.request)
    here = Links(links.at(f"{site.root}/bang").path, (*links.args, *own.items()))
    return render_template(
        "heat.html",
        title=" · ".join(filter(None, (table.request.q, t("heat")))),
        table=table,
        row_title=t(f"facet.{table.rows_of}"),
        columns=[t_period(column, t) for column in table.columns],
        column_links=[
            links.put(from_=one.first.isoformat(), to=one.last.isoformat()) for one in table.columns
        ],
        rows=list(heat_rows(table, links, t)),
        sums=[t.number(total) for total in table.sums],
        silent=[
            Link(
                results.short_place(value),
                site.everything().plus(table.rows_of, value),
                note=t.number(n),
            )
            for value, n in table.silent
        ],
        choices=_choices(table, own, here, t),
        back=links.here(),
        chips=results.chips(table.request, here, t),
        forms=[
            Link("CSV", here.at(f"{site.root}/bang.csv").here()),
            Link("JSON", here.at(f"{site.root}/bang.json").here()),
        ],
        hidden=here.without("q").args,
    )


def _choices(
    table: Crosstab, own: dict[str, str], here: Links, t: Texts
) -> list[tuple[str, list[Link]]]:
    unit = table.columns[0].unit if table.columns else ""
    return [
        (
            t("heat.rows"),
            [Link(t(f"facet.{name}"), here.put(rows=name), name == table.rows_of) for name in ROWS],
        ),
        (
            t("heat.columns"),
            [Link(t(f"heat.{one}"), here.put(columns=one), one == unit) for one in UNITS],
        ),
        (
            t("sort"),
            [
                Link(
                    t(f"heat.order.{one}"), here.put(order=one), one == own.get("order", ORDERS[0])
                )
                for one in ORDERS
            ],
        ),
    ]


def t_period(period: Period, t: Texts) -> str:
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
    name = results.short_place(row.value)
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
    period = t_period(column, t)
    href = own.put(from_=column.first.isoformat(), to=column.last.isoformat()) if count else ""
    words = f"{name}, {t('bar', period=period, n=count)}"
    return Cell(t.number(count), step(count, top), href, words)


@blueprint.get("/bang.json")
def as_json() -> Response:
    """Return the table as it is counted."""
    table, _ = _asked(strict=True)
    return json_response(
        {
            "rows": table.rows_of,
            "total": table.total,
            "columns": [
                {
                    "name": one.name,
                    "from": one.first.isoformat(),
                    "to": one.last.isoformat(),
                    "total": total,
                }
                for one, total in zip(table.columns, table.sums, strict=True)
            ],
            "table": [_record(row) for row in table.rows],
            "left_out": table.left_out,
            "silent": [{"value": value, "articles": count} for value, count in table.silent],
        }
    )


def _record(row: Row) -> dict[str, Any]:
    record: dict[str, Any] = {"value": row.value, "cells": list(row.cells), "total": row.total}
    return record | ({"below": [_record(one) for one in row.below]} if row.below else {})


@blueprint.get("/bang.csv")
def as_csv() -> Response:
    """Return the table for a spreadsheet; a cell is empty where the unit had ended."""
    table, _ = _asked(strict=True)
    head = [table.rows_of, *(column.name for column in table.columns), "total"]
    body = chain.from_iterable(_lines(row) for row in table.rows)
    lines = sheet(chain([head], body))
    response = Response("".join(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = file_name(_named(table.request), "csv")
    return response


def _named(wanted: SearchRequest) -> SearchRequest:
    return wanted.with_(q=f"bang {wanted.q}"[:200])


def _lines(row: Row) -> Iterable[list[str]]:
    for one in (row, *row.below):
        yield [
            one.value,
            *("" if cell is None else str(cell) for cell in one.cells),
            str(one.total),
        ]
