"""What the server tells of itself: a JSON object a line on standard error, and a request id to find
it by.

What was searched for is in none of them unless asked: a request is named by its route, an exception
by its type and where it came up.
"""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO, cast

from flask import Flask, Response, current_app, g, has_request_context, request
from flask.logging import wsgi_errors_stream

__all__ = ["LOGS", "Application", "failure", "init_logs", "log"]

LOGS = ("errors", "requests", "queries")
"""What is told: failures only, every request too, its address with what was searched for too."""

_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_FRAMES = 12
_MAX_TEXT = 2_000


class Application(Flask):
    """A Flask application that logs a failure without the text that it failed on, and in which
    nothing is a coroutine."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return what is called as it is; Flask would look at every hook again with each
        request."""
        return func

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        """Log an exception that no handler took."""
        log(logging.ERROR, "failed", **failure(exc_info[1], self.config["LOG"] == "queries"))


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        fields = getattr(record, "fields", None)
        if fields is not None:
            return json.dumps(line | {"event": record.msg} | fields)
        line["event"] = record.name
        if record.exc_info:  # messages about exceptions quote paths
            return json.dumps(line | failure(record.exc_info[1], told=False))
        return json.dumps(line | {"message": record.getMessage()[:_MAX_TEXT]})


def failure(error: BaseException | None, told: bool) -> dict[str, Any]:
    """Return the fields of a line about an exception: its type and the places it came by; its text
    only if `told`."""
    if error is None:
        return {}
    frames = traceback.extract_tb(error.__traceback__, limit=-_FRAMES)
    places = [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames
    ]
    return {"error": type(error).__name__, "at": places} | (
        {"message": str(error)[:_MAX_TEXT]} if told else {}
    )


def log(level: int, event: str, **fields: object) -> None:
    """Write a line about what happened, with the id and route of the request at work."""
    if has_request_context():
        rule = request.url_rule
        fields = {"request_id": g.get("request_id"), "route": rule.rule if rule else None} | fields
    current_app.logger.log(level, event, extra={"fields": fields})


def init_logs(app: Flask) -> None:
    """Give each request an id, and write the lines that `LOG` asks for. Raises `ValueError` for an
    unknown `LOG`."""
    told = app.config["LOG"]
    if told not in LOGS:
        raise ValueError(f"LOG must be one of {', '.join(LOGS)}: {str(told)[:80]!r}")
    handler = logging.StreamHandler(cast(TextIO, wsgi_errors_stream))
    handler.setFormatter(_JsonLines())
    for logger in (app.logger, logging.getLogger("_granian")):
        logger.handlers, logger.propagate = [handler], False
    app.logger.setLevel(logging.INFO)
    app.before_request(_begin)

    @app.after_request
    def _end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        if told != "errors":
            log(logging.INFO, "request", **_account(response, told == "queries"))
        return response


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
    g.began = time.perf_counter()


def _account(response: Response, with_query: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "method": request.method[:20],
        "status": response.status_code,
        "ms": round(1_000 * (time.perf_counter() - g.began), 1),
        "address": request.remote_addr,
    }
    return told | ({"url": request.full_path.rstrip("?")[:_MAX_TEXT]} if with_query else {})
