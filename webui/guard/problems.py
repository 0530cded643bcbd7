"""Every error in one shape: problem+json (RFC 9457) under /api and for .json, a page elsewhere."""

import json
import logging
from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, Response, current_app, g, redirect, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

from search import (
    Busy,
    IndexDamaged,
    IndexMissing,
    IndexStale,
    IndexUnreachable,
    IndexUnreadable,
    Overtime,
    QueryError,
    SearchError,
)
from webui.guard.logs import failure, log
from webui.links import Link

__all__ = ["KINDS", "Problem", "answer", "init_problems", "is_json"]

KINDS = {
    "parameter": "A parameter is unknown, malformed or over a limit; `field` names it.",
    "not-found": "There is nothing at this address.",
    "method": "Only GET, HEAD and OPTIONS are answered.",
    "request": "The request cannot be read.",
    "host": "The server is not known by this host name; its operator adds it to the setting HOSTS.",
    "rate": "Too many requests from this address; try again after the seconds of Retry-After.",
    "busy": "Too many exports are at work; try again after the seconds of Retry-After.",
    "index-missing": "There is no index yet; make one: index add FILES",
    "index-stale": "Another version built the index; build it anew: index add --rebuild",
    "index-damaged": "The index is damaged; look with index check, then: index add --rebuild",
    "index-unreadable": "The system does not let the server read the index; "
    "its operator looks at the permissions.",
    "index-busy": "The index is busy; try again in a moment.",
    "index-unreachable": "The cluster that holds the index cannot be used now; "
    "try again in a moment.",
    "overtime": "The search took more work than one request may; "
    "ask for fewer words, prefixes or fields.",
    "internal": "The server failed; it has been logged.",
}
"""What can go wrong, as `type` of a problem and id in the texts, and what it means."""

_UNAVAILABLE: dict[type[SearchError], str] = {
    IndexMissing: "index-missing",
    IndexStale: "index-stale",
    IndexDamaged: "index-damaged",
    IndexUnreadable: "index-unreadable",
    Busy: "index-busy",
    IndexUnreachable: "index-unreachable",
}
_STATUS = {404: "not-found", 405: "method", 429: "rate"}
_NEXT_STEPS = {
    "index-missing": "index add FILES",
    "index-stale": "index add --rebuild",
    "index-damaged": "index add --rebuild",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong; `kind` names it in the texts and in the problem's type."""

    status: int
    kind: str
    title: str
    detail: str
    field: str = ""


def init_problems(app: Flask) -> None:
    """Hook the one error handler of each kind into an application."""
    app.register_error_handler(QueryError, _bad_request)
    app.register_error_handler(SearchError, _unavailable)
    app.register_error_handler(Overtime, _overtime)
    app.register_error_handler(HTTPException, _http_error)


def _bad_request(error: QueryError) -> Response:
    return answer(Problem(400, "parameter", "A parameter cannot be used", str(error), error.field))


def _unavailable(error: SearchError) -> Response:
    current_app.extensions["reader"].reopen()
    kind = _UNAVAILABLE.get(type(error), "index-damaged")
    cause = failure(error.__cause__, current_app.config["LOG"] == "queries")
    log(logging.WARNING, kind, reason=str(error), **cause)
    return answer(Problem(503, kind, "The search is not available now", KINDS[kind]), retry=30)


def _overtime(error: Overtime) -> Response:
    log(logging.WARNING, "overtime", reason=str(error))
    return answer(Problem(503, "overtime", "The search was stopped", KINDS["overtime"]))


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status in (301, 308):
        return error.get_response()  # type: ignore[return-value]
    if status == 404 and (shorter := _without_slash()):
        return redirect(shorter, 301)  # type: ignore[return-value]
    kind = _STATUS.get(status, "request" if status < 500 else "internal")
    if isinstance(error, SecurityError):
        kind = "host"
    wait = getattr(error, "retry_after", None)
    response = answer(
        Problem(status, kind, error.name, error.description or error.name), retry=wait or 0
    )
    if status == 405:
        response.headers["Allow"] = "GET, HEAD, OPTIONS"
    return response


def _without_slash() -> str:
    """Return the address without the slash at its end where there is something, "" elsewhere."""
    path = request.path.rstrip("/")
    if not path or path == request.path or path.startswith("//"):
        return ""
    try:
        current_app.create_url_adapter(request).match(path, "GET")  # type: ignore[union-attr]
    except HTTPException:
        return ""
    query = request.query_string.decode("ascii", "replace")
    address = quote(request.script_root + path, safe="/,:@")
    return f"{address}?{query}" if query else address


def is_json(path: str) -> bool:
    """Say whether a path is one that programs read."""
    return path.startswith("/api/") or path.endswith(".json")


def wants_json() -> bool:
    """Say whether the address is one that programs read."""
    return is_json(request.path)


def answer(problem: Problem, retry: int = 0) -> Response:
    """Return a problem in the form that its address asks for; `retry`: the seconds after which to
    try again."""
    response = _as_json(problem) if wants_json() else _as_page(problem)
    response.status_code = problem.status
    if retry:
        response.headers["Retry-After"] = str(retry)
    return response


def _as_json(problem: Problem) -> Response:
    record = {
        "type": f"{request.script_root}/api#{problem.kind}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.field:
        record["field"] = problem.field
    if problem.status >= 500:
        record["request_id"] = g.get("request_id", "")
    return Response(json.dumps(record, ensure_ascii=False), mimetype="application/problem+json")


def _as_page(problem: Problem) -> Response:
    t = g.texts
    rule = f"rule.{problem.field}"
    missing = g.get("missing")  # what was looked for: (text key, query that may find it)
    page = render_template(
        "problem.html",
        title=t(f"problem.{problem.kind}"),
        detail=t(missing[0])
        if missing
        else t(f"problem.{problem.kind}.detail", field=problem.field),
        rule=t(rule) if rule in t else "",
        hint=_NEXT_STEPS.get(problem.kind, ""),
        search=Link(t("problem.search", text=missing[1]), _search_for(missing[1]))
        if missing
        else None,
        status=problem.status,
    )
    return Response(page, mimetype="text/html")


def _search_for(text: str) -> str:
    href: str = g.site.everything().put(q=text)
    return href
