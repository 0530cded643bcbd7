"""Documents for programs: the list, and all that is said of one."""

from typing import Any

import msgspec
from flask import Blueprint, Response, abort, g, request

from search.answer.document_list import MAX_LISTED, DocumentList, list_documents
from search.answer.dossier import Dossier, dossier
from webui.links import code_path
from webui.params import PARAMETERS
from webui.query_strings import check_names, read_request
from webui.reader import engine

__all__ = ["ASKED", "LISTED", "SCHEMAS", "asked_dossier", "blueprint"]

blueprint = Blueprint("documents", __name__)

ASKED = ("place", "term")
"""Which of the documents of one name: where its issuer is; its term or year."""

LISTED = tuple(
    name
    for name in PARAMETERS
    if name not in ("sort", "page", "per_page", "group", "facet_limit", "facet_q", "explain", "all")
)
"""Parameters of a search that choose the articles whose documents are listed."""

SCHEMAS: dict[str, Any] = msgspec.json.schema_components(
    [DocumentList, Dossier], ref_template="#/components/schemas/{name}"
)[1]
"""What the answers look like: made from the classes that are encoded, said once."""


def _json(record: object) -> Response:
    return Response(msgspec.json.encode(record), mimetype="application/json")


@blueprint.get("/api/v1/documents")
def documents() -> Response:
    """List the documents that a query means, or all; `page` counts thousands."""
    args = list(request.args.items(multi=True))
    given = check_names(args, (*LISTED, *ASKED, "page", "lang"))
    own = {name: given[name][0] for name in ASKED if given.get(name)}
    wanted = read_request([pair for pair in args if pair[0] not in ASKED])
    start = (wanted.page - 1) * MAX_LISTED
    return _json(list_documents(engine(), wanted, own, start=start))


@blueprint.get("/api/v1/documents/<text:name>")
def document(name: str) -> Response:
    """Return all that is said of one document, or of those of one name."""
    found = asked_dossier(name)
    page = g.site.to(code_path(found.name))
    return _json(msgspec.to_builtins(found) | {"page": page})


def asked_dossier(name: str) -> Dossier:
    """Return what the address asks for; an error of the request when no article names it."""
    given = check_names(request.args.items(multi=True), (*ASKED, "lang"))
    place, term = (given.get(one, [""])[0] for one in ASKED)
    found = dossier(engine(), name[:500], place, term)
    if not found:
        abort(404, f"No article names the document {name[:80]!r}")
    return found
