"""Answers of any length: so few at a time that slow readers of them never keep a search waiting."""

import weakref
from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore

from flask import Flask, Response, g, request

from webui.guard.problems import Problem, answer

__all__ = ["EXPORTS", "MAX_EXPORTS", "WHOLE", "init_exports"]

EXPORTS = {"feeds.as_ndjson", "crawlers.sitemap"}
"""The endpoints whose answers are streamed."""

WHOLE = {"spreadsheets.as_csv", "citations.as_bibtex", "citations.as_ris"}
"""Those whose answers are streamed when the whole set is asked for (`all=1`)."""

MAX_EXPORTS = 3
"""Streams at a time in each process; each keeps a thread of the server (8) while its reader is
slow."""

_RETRY_SECONDS = 10


class _Export(Iterator[str | bytes]):
    """Rows on their way out; `leave` is called once: at their end, when their reader goes, or when
    all forget them."""

    def __init__(self, rows: Iterable[str | bytes], leave: Callable[[], None]) -> None:
        self._rows, self._close = iter(rows), getattr(rows, "close", None)
        self._leave = weakref.finalize(self, leave)

    def __next__(self) -> str | bytes:
        try:
            return next(self._rows)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of rows that nobody reads any more."""
        if self._close:
            self._close()
        self._leave()


def _is_export() -> bool:
    return request.endpoint in EXPORTS or (
        request.endpoint in WHOLE and request.args.get("all") in ("1", "true")
    )


def init_exports(app: Flask) -> None:
    """Limit the exports of an application; one more is 503 before anything is looked for."""
    places = BoundedSemaphore(MAX_EXPORTS)

    @app.before_request
    def _enter() -> Response | None:
        if not _is_export():
            return None
        if not places.acquire(blocking=False):
            return answer(
                Problem(
                    503,
                    "busy",
                    "Too many exports at a time",
                    f"{MAX_EXPORTS} are at work; try again",
                ),
                retry=_RETRY_SECONDS,
            )
        g.leave_export = places.release
        return None

    @app.after_request
    def _hand_over(response: Response) -> Response:
        if response.is_streamed and "leave_export" in g:
            response.response = _Export(response.response, g.pop("leave_export"))  # type: ignore[assignment]
        return response

    @app.teardown_request
    def _leave(error: BaseException | None) -> None:
        if leave := g.pop(
            "leave_export", None
        ):  # nothing is on its way: wrong parameters, a failure
            leave()
