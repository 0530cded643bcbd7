"""What is told of a document as a table for a spreadsheet (CSV, RFC 4180): a line a relation."""

from collections.abc import Iterator

from flask import Blueprint, Response

from search.answer.dossier import Dossier, Edge
from search.documents import UNDECIDED, read_value
from search.request import SearchRequest
from webui.formats.documents import asked_dossier
from webui.formats.own_address import base_url, file_name
from webui.formats.spreadsheets import sheet
from webui.links import article_path

__all__ = ["blueprint"]

blueprint = Blueprint("document_tables", __name__)

_DOCUMENT_HEADER = (
    "actor",
    "place",
    "relation",
    "document",
    "document_place",
    "document_period",
    "sentence",
    "day",
    "article",
    "id",
    "address",
    "articles",
)


@blueprint.get("/api/v1/documents/<text:name>/csv")
def as_csv(name: str) -> Response:
    """Return who did what with a document and what it carries out, each with its sentence."""
    found = asked_dossier(name)
    response = Response("".join(sheet(_rows(found, base_url()))), mimetype="text/csv")
    response.headers["Content-Disposition"] = file_name(SearchRequest(q=found.name), "csv")
    return response


def _rows(found: Dossier, root: str) -> Iterator[list[str]]:
    yield list(_DOCUMENT_HEADER)
    told = (*found.done, *found.carries_out, *found.carried_out_by, *found.others)
    for edge in {(one.source, one.type, one.target): one for one in told}.values():
        yield _row(edge, root)


def _row(edge: Edge, root: str) -> list[str]:
    source, target, said = read_value(edge.source), read_value(edge.target), edge.sentence
    acting = edge.place if edge.actor else _known(source.place)
    cells = [edge.actor or source.name, acting, edge.type]
    cells += [target.name, _known(target.place), _known(target.period)]
    if said is None:
        return [*cells, "", "", "", "", "", str(edge.articles)]
    address = root + article_path(said.id)
    return [*cells, said.text, said.day, said.title, said.id, address, str(edge.articles)]


def _known(part: str) -> str:
    return "chưa rõ" if part == UNDECIDED else part
