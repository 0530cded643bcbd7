"""A search in forms for other programs: CSV (RFC 4180), Atom (RFC 4287), NDJSON for all of it."""

import csv
import io
import json
import re
import uuid
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import chain

from flask import Blueprint, Response, current_app, g, render_template, request, stream_with_context

from search.answer.presentation import hit_record, to_args
from search.model import Hit
from webui.links import Links, article_path
from webui.params import read_request
from webui.reader import engine

__all__ = ["CSV_HEADER", "blueprint"]

blueprint = Blueprint("feeds", __name__)

CSV_HEADER = ("id", "title", "summary", "source", "url", "published", "districts", "codes", "score")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_VIETNAM = timezone(timedelta(hours=7))


@blueprint.get("/search.csv")
def as_csv() -> Response:
    """Return the same page as the JSON, for a spreadsheet: with a byte order mark, formulas made
    text."""
    page = engine().search(read_request(request.args.items(multi=True)))
    sheet = io.StringIO()
    sheet.write("\ufeff")
    rows = csv.writer(sheet)
    rows.writerow(CSV_HEADER)
    rows.writerows(map(_row, page.results))
    response = Response(sheet.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="timtin.csv"'
    return response


def _row(hit: Hit) -> list[str]:
    published = hit.published.isoformat() if hit.published else ""
    cells = (
        hit.id,
        hit.title,
        hit.summary,
        hit.source,
        hit.url,
        published,
        "; ".join(hit.districts),
        "; ".join(hit.codes),
    )
    return [*map(_safe_cell, cells), f"{hit.score:.4f}"]


def _safe_cell(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


@blueprint.get("/search.ndjson")
def as_ndjson() -> Response:
    """Stream every result beyond all page limits, one JSON object a line."""
    wanted = read_request(request.args.items(multi=True))
    lines = map(_line, engine().scan(wanted))
    first = next(lines, "")  # what is wrong with the request comes out before the answer has begun
    return Response(stream_with_context(chain([first], lines)), mimetype="application/x-ndjson")


def _line(hit: Hit) -> str:
    return json.dumps(hit_record(hit), ensure_ascii=False, separators=(",", ":")) + "\n"


@blueprint.get("/search.atom")
def as_atom() -> Response:
    """Return the same page as a feed; entries keep their ids wherever the site moves."""
    page = engine().search(read_request(request.args.items(multi=True)))
    root = base_url()
    links = Links(root + "/search", tuple(to_args(page.request.with_())))
    updated = engine().status().updated or datetime(1970, 1, 1, tzinfo=UTC)
    body = render_template(
        "atom.xml",
        title=page.request.q or g.texts("home.title"),
        id=uuid.uuid5(uuid.NAMESPACE_URL, "timtin:" + links.at("").here()).urn,
        here=links.at(root + "/search.atom").here(),
        page=links.here(),
        updated=updated.astimezone(UTC).isoformat(timespec="seconds"),
        next=Links(root + "/search.atom", tuple(to_args(page.next))).here() if page.next else "",
        entries=[_entry(hit, root, updated) for hit in page.results],
    )
    return Response(_NOT_XML.sub("", body), mimetype="application/atom+xml")


def _entry(hit: Hit, root: str, updated: datetime) -> dict[str, object]:
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, "timtin:article:" + hit.id).urn,
        "title": hit.title or hit.id,
        "href": root + article_path(hit.id),
        "updated": _moment(hit.day)
        if hit.day
        else updated.astimezone(UTC).isoformat(timespec="seconds"),
        "published": _moment(hit.published) if hit.published else "",
        "summary": hit.summary,
        "source": hit.source,
        "terms": (*hit.codes, *hit.districts),
    }


def _moment(day: date) -> str:
    return datetime.combine(day, time(), _VIETNAM).isoformat()


def base_url() -> str:
    """Return the site's address without a slash at the end: as configured, else as the browser
    called it."""
    configured: str = current_app.config["BASE_URL"]
    return configured.rstrip("/") or request.url_root.rstrip("/")
