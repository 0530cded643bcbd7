"""The table as a page, as JSON and as CSV, under the parameters of a search."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from flask import Blueprint, Response, g, render_template, request

from search import QueryError
from search.request import SearchRequest
from webui.formats.api import json_response
from webui.formats.own_address import file_name
from webui.formats.spreadsheets import sheet
from webui.heat.columns import UNITS
from webui.heat.crosstab import ORDERS, ROWS, Crosstab, Row, crosstab
from webui.heat.shown import shown
from webui.links import Link, Links
from webui.pages import results
from webui.pages.labels import short_place
from webui.params import PARAMETERS
from webui.query_strings import known, read_request
from webui.reader import engine
from webui.texts import Texts

__all__ = ["blueprint"]

blueprint = Blueprint("heat", __name__)

_OWN = {"rows": ROWS, "columns": UNITS, "order": ORDERS}


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
        shown=shown(table, links, t),
        silent=[
            Link(
                short_place(value),
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
