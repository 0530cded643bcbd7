"""A search as a table for a spreadsheet (CSV, RFC 4180): one page of it, or all of it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain, islice

from flask import Blueprint, Response, request, stream_with_context

from search.model import Hit
from webui.formats.own_address import base_url, file_name
from webui.links import article_path
from webui.query_strings import read_export
from webui.reader import engine

__all__ = ["CSV_HEADER", "blueprint", "safe_cell", "sheet"]

blueprint = Blueprint("spreadsheets", __name__)

CSV_HEADER = (
    "id",
    "title",
    "summary",
    "source",
    "url",
    "published",
    "districts",
    "codes",
    "score",
    "event_date",
    "date_inferred",
    "provinces",
    "wards",
    "sentence",
    "address",
)
_FORMULA = ("=", "+", "-", "@", ";", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_TAGS = re.compile("</?mark>")


@blueprint.get("/search.csv")
def as_csv() -> Response:
    """Return the page of the JSON, or with `all=1` the whole set, as it is counted."""
    wanted, whole = read_export(request.args.items(multi=True))
    hits = engine().scan(wanted) if whole else iter(engine().search(wanted).results)
    root = base_url()
    lines: Iterator[str] = sheet(chain([list(CSV_HEADER)], (_row(hit, root) for hit in hits)))
    first = "".join(islice(lines, 2))  # a wrong request fails here, before the answer begins
    lines = chain([first], lines)
    response = Response(
        stream_with_context(lines) if whole else "".join(lines), mimetype="text/csv"
    )
    response.headers["Content-Disposition"] = file_name(wanted, "csv")
    return response


def sheet(rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield the lines of a sheet, after the byte order mark by which Excel knows UTF-8.

    What a spreadsheet would run is made text.
    """
    line = io.StringIO()
    writer = csv.writer(line)
    line.write("\ufeff")
    for row in rows:
        writer.writerow(map(safe_cell, row))
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _row(hit: Hit, root: str) -> list[str]:
    sentence = next(iter(hit.highlights["body"]), "")
    cells = (
        hit.id,
        hit.title,
        hit.summary,
        hit.source,
        hit.url,
        hit.published.isoformat() if hit.published else "",
        "; ".join(hit.districts),
        "; ".join(hit.codes),
    )
    more = (
        hit.event_date.isoformat() if hit.event_date else "",
        "1" if hit.date_inferred else "0",
        "; ".join(hit.provinces),
        "; ".join(hit.wards),
        unescape(_TAGS.sub("", sentence)),
        root + article_path(hit.id),
    )
    return [*cells, f"{hit.score:.4f}", *more]


def safe_cell(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return "'" + text if text.lstrip(" \u00a0").startswith(_FORMULA) else text
