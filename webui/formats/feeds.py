"""A search to follow (Atom, RFC 4287; JSON Feed 1.1) and as lines of JSON, all of it."""

import json
import re
import uuid
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import chain
from typing import Any

from flask import Blueprint, Response, g, render_template, request, stream_with_context

from search.answer.presentation import hit_record, to_args
from search.model import Hit, SearchPage
from webui.formats.own_address import base_url
from webui.links import Links, article_path
from webui.query_strings import read_request
from webui.reader import engine

__all__ = ["atom", "blueprint", "json_feed", "moment"]

blueprint = Blueprint("feeds", __name__)

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_VIETNAM = timezone(timedelta(hours=7))


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
    return atom(_feed(page, "/search.atom"))


def atom(feed: dict[str, Any]) -> Response:
    """Return a feed as Atom."""
    body = render_template("atom.xml", **feed)
    return Response(_NOT_XML.sub("", body), mimetype="application/atom+xml")


@blueprint.get("/search.feed.json")
def as_json_feed() -> Response:
    """Return the same page as a JSON Feed, with the ids of the Atom feed."""
    page = engine().search(read_request(request.args.items(multi=True)))
    return json_feed(_feed(page, "/search.feed.json"))


def json_feed(feed: dict[str, Any]) -> Response:
    """Return a feed as JSON Feed."""
    record = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed["title"],
        "home_page_url": feed["page"],
        "feed_url": feed["here"],
        "language": "vi",
        "items": [_item(entry) for entry in feed["entries"]],
    } | ({"next_url": feed["next"]} if feed["next"] else {})
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return Response(body, mimetype="application/feed+json")


def _item(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": entry["id"],
        "url": entry["href"],
        "title": entry["title"],
        "content_text": entry["summary"] or entry["title"],
        "date_modified": entry["updated"],
        "authors": [{"name": entry["source"] or "timtin"}],
        "tags": list(entry["terms"]),
    } | ({"date_published": entry["published"]} if entry["published"] else {})


def _feed(page: SearchPage, path: str) -> dict[str, Any]:
    """Return what both feeds say of a page of results."""
    root = base_url()
    links = Links(root + "/search", tuple(to_args(page.request.with_())))
    updated = engine().status().updated or datetime(1970, 1, 1, tzinfo=UTC)
    return {
        "title": page.request.q or g.texts("home.title"),
        "id": uuid.uuid5(uuid.NAMESPACE_URL, "timtin:" + links.at("").here()).urn,
        "here": links.at(root + path).here(),
        "page": links.here(),
        "updated": updated.astimezone(UTC).isoformat(timespec="seconds"),
        "next": Links(root + path, tuple(to_args(page.next))).here() if page.next else "",
        "entries": [_entry(hit, root, updated) for hit in page.results],
    }


def _entry(hit: Hit, root: str, updated: datetime) -> dict[str, Any]:
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, "timtin:article:" + hit.id).urn,
        "title": hit.title or hit.id,
        "href": root + article_path(hit.id),
        "updated": moment(hit.day)
        if hit.day
        else updated.astimezone(UTC).isoformat(timespec="seconds"),
        "published": moment(hit.published) if hit.published else "",
        "summary": hit.summary,
        "source": hit.source,
        "terms": (*hit.codes, *hit.districts),
    }


def moment(day: date) -> str:
    """Return the beginning of a day in Vietnam, as feeds write it."""
    return datetime.combine(day, time(), _VIETNAM).isoformat()
