"""The documents of a collection as a list: those that a code, a name or a search means."""

from dataclasses import dataclass

from search.answer.alike import candidates
from search.answer.dossier_parts import Candidate
from search.engine import Engine
from search.request import SearchRequest

__all__ = ["MAX_LISTED", "DocumentList", "list_documents"]

MAX_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Documents, those in most articles first; `total` counts also those not listed.

    `by` says how the query was taken: "code", "name" (its letters stand in the document's), or
    "articles": the documents of the articles that it finds. "" for no query.
    """

    query: str
    by: str
    total: int
    documents: tuple[Candidate, ...]


def list_documents(engine: Engine, request: SearchRequest) -> DocumentList:
    """Return the documents that a request's query means, of the articles that its filters keep;
    at most `MAX_LISTED`."""
    asked = request.with_(facet_limit=MAX_LISTED, per_page=1, sort="newest", facet_q="", q="")
    if not request.q.strip():
        return _list(engine, asked, request.q, "")
    found = engine.search(asked.with_(q=request.q))
    meant = {code for one in found.readings if one.kind == "code" for code in one.value.split(", ")}
    coded = [one for one in candidates(found) if one.name in meant]
    lettered = _list(engine, asked.with_(facet_q=request.q), request.q, "name")
    rest = [one for one in lettered.documents if one.name not in meant]
    if coded:
        return DocumentList(request.q, "code", len(coded) + len(rest), (*coded, *rest))
    if rest:
        return lettered
    return _list(engine, asked.with_(q=request.q), request.q, "articles")


def _list(engine: Engine, asked: SearchRequest, query: str, by: str) -> DocumentList:
    page = engine.search(asked)
    listed = tuple(candidates(page))
    return DocumentList(query, by, page.facet_totals.get("document", len(listed)), listed)
