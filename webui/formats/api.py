"""The JSON API: search, articles, suggestions, health."""

from datetime import UTC, datetime

import msgspec
from flask import Blueprint, Response, abort, current_app, g, jsonify, request

from search import SearchError
from search.answer.presentation import article_record, page_record, to_args
from search.request import SearchRequest
from webui.areas import Related, related
from webui.links import Links, article_path
from webui.query_strings import check_names, read_request
from webui.reader import engine

__all__ = ["blueprint", "json_response"]

blueprint = Blueprint("api", __name__)

_MAX_SUGGEST = 200


def json_response(record: object, status: int = 200) -> Response:
    """Return compact JSON in UTF-8."""
    return Response(msgspec.json.encode(record), status=status, mimetype="application/json")


@blueprint.get("/search.json")
@blueprint.get("/api/v1/search")
def search() -> Response:
    """Answer a search in the shape of the search page's record."""
    page = engine().search(read_request(request.args.items(multi=True)))
    record = page_record(page, _address(page.next), _address)
    for suggestion, shown in zip(page.suggestions, record["suggestions"], strict=True):
        shown["url"] = _address(suggestion.request)
    record["related"] = [_related_record(one) for one in related(page.request, engine())]
    return json_response(record)


def _related_record(one: Related) -> dict[str, object]:
    area = one.area
    units = [{"value": value, "partial": value in area.partial} for value in area.values]
    return {
        "label": area.label,
        "total": one.total,
        "url": _address(one.request),
        "facet": area.facet,
        "units": units,
    }


def _address(wanted: SearchRequest | None) -> str | None:
    if wanted is None:
        return None
    return Links(request.script_root + request.path, tuple(to_args(wanted))).here()


@blueprint.get("/api/v1/articles/<text:id>")
def article(id: str) -> Response:
    """Return one article with what was found in it."""
    check_names(request.args.items(multi=True), ("lang",))
    document = engine().article(id)
    if document is None:
        abort(404, f"There is no article with the id {id[:80]!r}")
    return json_response(article_record(document) | {"page": g.site.to(article_path(id))})


@blueprint.get("/api/v1/suggest")
def suggest() -> Response:
    """Complete what is being typed: document codes, units of every level, frequent phrases.

    `complete` says that nothing goes on so, whatever letters of the word follow.
    """
    given = check_names(request.args.items(multi=True), ("q", "lang"))
    text = given.get("q", [""])[0][:_MAX_SUGGEST]
    phrases = engine().suggest(text) if text else ()
    rows = [{"text": phrase.text, "kind": phrase.kind, "count": phrase.count} for phrase in phrases]
    return json_response({"q": text, "suggestions": rows, "complete": bool(text) and not rows})


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process answers, whatever the state of the index."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether all is well, of which snapshot, and how old it is in seconds.

    503 when it is not; `answering` tells an index that is damaged while its last good snapshot goes
    on answering.
    """
    try:
        status = current_app.extensions["reader"].status()
    except SearchError as error:
        current_app.extensions["reader"].reopen()
        state = type(error).__name__.removeprefix("Index").lower()
        return json_response({"state": state, "answering": False}, 503)
    updated = status.updated
    age = (datetime.now(UTC) - updated.astimezone(UTC)).total_seconds() if updated else None
    return json_response(
        {
            "state": status.state,
            "answering": True,
            "snapshot": status.snapshot,
            "articles": status.articles,
            "updated": updated.isoformat() if updated else None,
            "age_seconds": round(age) if age is not None else None,
        },
        200 if status.state == "ok" else 503,
    )
