"""Answers of any length: so few at a time that slow readers of them never keep a search waiting."""

import weakref
from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore

from flask import Flask, Response

from webui.problems import Problem, answer

__all__ = ["MAX_EXPORTS", "init_exports"]

MAX_EXPORTS = 3
"""Streams at a time; each keeps a thread of the server (8 by default) while its reader is slow."""

_RETRY_SECONDS = 10


class _Export(Iterator[str | bytes]):
    """Rows on their way out; `leave` is called once: at their end, when their reader goes, or when all forget them."""

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


def init_exports(app: Flask) -> None:
    """Limit the streamed answers of an application; one more is 503."""
    places = BoundedSemaphore(MAX_EXPORTS)

    @app.after_request
    def _limit(response: Response) -> Response:
        if not response.is_streamed or response.direct_passthrough:
            return response
        if not places.acquire(blocking=False):
            response.close()
            return answer(Problem(503, "busy", "Too many exports at a time", f"{MAX_EXPORTS} are at work; try again"),
                          retry=_RETRY_SECONDS)  # fmt: skip
        response.response = _Export(response.response, places.release)  # type: ignore[assignment]
        return response
