"""The OpenAPI 3.1 description, made from the parameter table that the server reads."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from webui.formats import document_feeds, documents
from webui.formats.api import json_response
from webui.formats.schemas import SCHEMAS, STRING, reference
from webui.guard.problems import is_json
from webui.params import LANGUAGES, PARAMETERS, Parameter

__all__ = ["ADDRESSES", "blueprint", "describe"]

blueprint = Blueprint("openapi", __name__)

_JSON = "application/json"
_FEED = {"type": "object", "description": "JSON Feed 1.1, see jsonfeed.org."}
_ALL = {
    "name": "all",
    "in": "query",
    "schema": {"type": "string", "enum": ["", "0", "1", "false", "true"], "default": "0"},
    "description": "The whole set as it is counted, not one page.",
    "allowEmptyValue": True,
}
_WITH_ALL = ("/search.csv", "/search.bib", "/search.ris")

ADDRESSES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "/api/v1/search": ("Search. The same answer at /search.json.", _JSON, reference("SearchPage")),
    "/search.json": ("Search, at the address of the page.", _JSON, reference("SearchPage")),
    "/search.csv": (
        "The same page of results for a spreadsheet; all=1: the whole set.",
        "text/csv",
        STRING,
    ),
    "/search.bib": ("The same as BibTeX; all=1: the whole set.", "application/x-bibtex", STRING),
    "/search.ris": (
        "The same as RIS; all=1: the whole set.",
        "application/x-research-info-systems",
        STRING,
    ),
    "/search.feed.json": ("The same page of results as a feed.", "application/feed+json", _FEED),
    "/search.atom": ("The same page of results as a feed.", "application/atom+xml", STRING),
    "/search.ndjson": (
        "Every result, one JSON object a line, streamed.",
        "application/x-ndjson",
        STRING,
    ),
    "/api/v1/articles/{id}": (
        "One article with what was found in it.",
        _JSON,
        reference("Article"),
    ),
    "/api/v1/documents": (
        "The documents that articles name: those that q means, or all, of the articles kept.",
        _JSON,
        reference("DocumentList"),
    ),
    "/api/v1/documents/{name}": (
        "All that is said of one document, each with its sentence.",
        _JSON,
        reference("Dossier"),
    ),
    "/api/v1/documents/{name}/csv": (
        "Who did what with a document, a line each with its sentence, for a spreadsheet.",
        "text/csv",
        STRING,
    ),
    "/api/v1/documents/{name}/graphml": (
        "What is told of a document as a graph, each edge with its sentence and day.",
        "application/graphml+xml",
        STRING,
    ),
    "/api/v1/documents/{name}/svg": ("Its tree as a picture.", "image/svg+xml", STRING),
    "/documents.atom": (
        "The newest sentences that name a document, or (only=relations) relate it, to follow.",
        "application/atom+xml",
        STRING,
    ),
    "/documents.feed.json": ("The same sentences as JSON Feed.", "application/feed+json", _FEED),
    "/api/v1/suggest": ("Completions of what is being typed.", _JSON, reference("Suggestions")),
    "/healthz": ("Whether the process answers.", _JSON, reference("Health")),
    "/readyz": (
        "Whether searches can be answered, and how old the index is.",
        _JSON,
        reference("Ready"),
    ),
    "/metrics": ("Numbers for Prometheus.", "text/plain", STRING),
}
"""Path -> (what it answers, media type, schema)."""

_LANG = {
    "name": "lang",
    "in": "query",
    "schema": {"type": "string", "enum": ["", *LANGUAGES]},
    "description": "The language of the interface.",
}


def _query_parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(parameter.schema)
    if "enum" in schema:
        schema["enum"] = ["", *schema["enum"]]  # an empty value counts as absent
    if parameter.repeats:
        # 200 in all facets together, blank ones not counted
        schema = {"type": "array", "items": schema}
    described = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "allowEmptyValue": True,
        "schema": schema,
    }
    return described | ({"example": parameter.example} if parameter.example else {})


def _text_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": STRING, "allowEmptyValue": True}


def _parameters(path: str) -> list[dict[str, Any]]:
    if path.endswith("{id}"):
        return [{"name": "id", "in": "path", "required": True, "schema": STRING}, _LANG]
    if "{name}" in path:
        named = {"name": "name", "in": "path", "required": True, "schema": STRING}
        return [named, *map(_text_parameter, documents.ASKED), _LANG]
    if path in ("/documents.atom", "/documents.feed.json"):
        return [*map(_text_parameter, document_feeds.NAMES), _LANG]
    if path == "/api/v1/documents":
        return [*map(_query_parameter, map(PARAMETERS.__getitem__, documents.LISTED)), _LANG]
    if path == "/api/v1/suggest":
        return [
            {"name": "q", "in": "query", "schema": STRING, "description": "What is typed so far."},
            _LANG,
        ]
    if "search" in path:
        more = [_ALL, _LANG] if path in _WITH_ALL else [_LANG]
        return [*map(_query_parameter, PARAMETERS.values()), *more]
    return []


def _responses(path: str, media: str, schema: dict[str, Any], summary: str) -> dict[str, Any]:
    def answer(text: str, media: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        return {"description": text, "content": {media: {"schema": schema}}}

    problem = (
        ("application/problem+json", reference("Problem"))
        if is_json(path)
        else ("text/html", STRING)
    )
    responses = {
        "200": answer(summary, media, schema),
        "429": answer("Too many requests from this address, when a rate is configured.", *problem),
        "431": {"description": "The address or the headers are longer than 64 kB."},
    }
    if "search" in path or path.startswith(("/api/", "/documents")):
        responses["304"] = {"description": "The index has not changed since the ETag sent."}
        responses["400"] = answer("A parameter cannot be used.", *problem)
        responses["503"] = answer(
            "There is no index that can be used, or too many exports are at work.", *problem
        )
    if "{" in path or path.startswith("/documents"):
        responses["404"] = answer("There is nothing of that name.", *problem)
    if path == "/readyz":
        responses["503"] = answer("Searches cannot be answered.", _JSON, schema)
    return responses


def _operation(path: str) -> dict[str, Any]:
    summary, media, schema = ADDRESSES[path]
    name = (
        path.strip("/")
        .replace("{id}", "")
        .replace("{name}", "named")
        .replace(".", "_")
        .replace("/", "_")
        .strip("_")
    )
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": _parameters(path),
            "responses": _responses(path, media, schema, summary),
        }
    }


def describe(root: str = "") -> dict[str, Any]:
    """Return the description of the API served under a path."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "timtin",
            "version": "1.0.0",
            "description": "Search Vietnamese party news. "
            "Version 1 only grows: nothing is taken away.",
        },
        "servers": [{"url": root or "/"}],
        "paths": {path: _operation(path) for path in ADDRESSES},
        "components": {"schemas": SCHEMAS | documents.SCHEMAS},
    }


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe the API to programs."""
    return json_response(describe(request.script_root))
