"""A document to follow: every sentence that names it, everywhere or in a place, or that relates
it to others."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, Response, abort, request

from corpus.vietnamese.sentences import sentence_around
from search import QueryError
from search.answer.alike import choose
from search.answer.dossier import whole_sentence
from search.documents import relation_of
from search.facets import FACETS
from search.model import IndexedArticle
from search.request import SearchRequest
from webui.formats.feeds import atom, json_feed, moment
from webui.formats.own_address import base_url
from webui.links import Links, article_path, code_path
from webui.query_strings import check_names
from webui.reader import engine

__all__ = ["NAMES", "blueprint"]

blueprint = Blueprint("document_feeds", __name__)

ENTRIES = 50
PLACES = ("province", "district", "ward")
NAMES = ("name", "place", "term", "only", *PLACES)
_MOST_AROUND = 240


@blueprint.get("/documents.atom")
def as_atom() -> Response:
    """Return what is said of a document as Atom, the newest first."""
    return atom(_feed("/documents.atom"))


@blueprint.get("/documents.feed.json")
def as_json_feed() -> Response:
    """Return the same as JSON Feed."""
    return json_feed(_feed("/documents.feed.json"))


def _feed(path: str) -> dict[str, Any]:
    given = check_names(request.args.items(multi=True), (*NAMES, "lang"))
    name, place, term, only = (given.get(one, [""])[0] for one in NAMES[:4])
    if only not in ("", "relations"):
        raise QueryError("only", "only must be relations")
    chosen = choose(engine(), name[:500], place, term).chosen
    if not chosen:
        abort(404, f"No article names the document {name[:80]!r}")
    kept: dict[str, Any] = {
        FACETS[facet].attribute: tuple(given.get(facet, ())) for facet in PLACES
    }
    asked = SearchRequest(documents=chosen, sort="newest", per_page=ENTRIES, facet_limit=1, **kept)
    articles = engine().articles([hit.id for hit in engine().search(asked).results])
    said = _relations if only else _namings
    updated = engine().status().updated or datetime(1970, 1, 1, tzinfo=UTC)
    own = tuple((one, value) for one in NAMES for value in given.get(one, ()))
    root = base_url()
    which = tuple((one, value) for one, value in own if one in ("place", "term"))
    return {
        "title": ", ".join([name, *(value for values in kept.values() for value in values)]),
        "id": uuid.uuid5(uuid.NAMESPACE_URL, "timtin:" + Links("/documents", own).here()).urn,
        "here": Links(root + path, own).here(),
        "page": Links(root + code_path(name), which).here(),
        "updated": updated.astimezone(UTC).isoformat(timespec="seconds"),
        "next": "",
        "entries": [entry for one in articles for entry in said(one, chosen, root, updated)],
    }


def _namings(
    article: IndexedArticle, chosen: tuple[str, ...], root: str, updated: datetime
) -> Iterator[dict[str, Any]]:
    """Yield the first sentence of an article that names a document, for each of those chosen."""
    for one in article.documents:
        if one.value in chosen and one.spots:
            start, end = sentence_around(article.article.text, *one.spots[0], _MOST_AROUND)
            what = f"document:{one.value}:{article.article.id}:{start}"
            yield _entry(article, what, (start, end), root, updated)


def _relations(
    article: IndexedArticle, chosen: tuple[str, ...], root: str, updated: datetime
) -> Iterator[dict[str, Any]]:
    """Yield each sentence of an article that relates one of the documents chosen."""
    for one in article.relations:
        told = relation_of(one.value)
        if told and (told.source in chosen or told.target in chosen):
            what = f"relation:{one.value}:{article.article.id}:{one.start}"
            spot = whole_sentence(article.article.text, one.start, one.end)
            yield _entry(article, what, spot, root, updated)


def _entry(
    article: IndexedArticle, what: str, spot: tuple[int, int], root: str, updated: datetime
) -> dict[str, Any]:
    own = article.article
    day: date | None = own.published or article.event_date
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, f"timtin:{what}").urn,
        "title": own.title or own.id,
        "href": root + article_path(own.id),
        "updated": moment(day) if day else updated.astimezone(UTC).isoformat(timespec="seconds"),
        "published": moment(own.published) if own.published else "",
        "summary": own.text[spot[0] : spot[1]].strip(),
        "source": own.source,
        "terms": article.facets.get("district", ()),
    }
