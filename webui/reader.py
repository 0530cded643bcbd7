"""The engine as the pages use it: opened when first needed, opened anew after it failed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import monotonic

from flask import current_app

from search import SearchError, open_engine
from search.engine import Engine
from search.model import Status
from search.opening import index_status

__all__ = ["Reader", "engine"]


REOPEN_SECONDS = 5.0
"""How long an engine is kept at least: opening anew loses all that it holds in memory, and may mend
nothing."""


class Reader:
    """One engine shared by all requests. An index that appears or is repaired later is picked
    up."""

    def __init__(
        self, location: str | Path, opener: Callable[[str | Path], Engine] = open_engine
    ) -> None:
        self.location = location
        self._opener = opener
        self._engine: Engine | None = None
        self._opened = 0.0
        self._lock = Lock()

    @property
    def engine(self) -> Engine:
        """Return the engine. Raises as `open_engine` does; each call tries."""
        engine = self._engine
        if engine is None:
            with self._lock:
                if self._engine is None:
                    self._engine = self._opener(self.location)
                    self._opened = monotonic()
                engine = self._engine
        return engine

    def status(self) -> Status:
        """Describe what answers; not ok as well when what lies on the disk by now could not be
        opened anew.

        Raises as `engine` does.
        """
        status = self.engine.status()
        if status.state != "ok" or self._opener is not open_engine:
            return status
        try:
            found = index_status(self.location)
        except SearchError as error:
            return replace(status, state="damaged", detail=str(error))
        return replace(status, state=found.state, detail=found.detail)

    def reopen(self) -> None:
        """Let the next request open the index anew, unless that was just done. Those at work keep
        the old engine."""
        if monotonic() - self._opened > REOPEN_SECONDS:
            self._engine = None


def engine() -> Engine:
    """Return the engine of the application that answers. Raises as `Reader.engine` does."""
    reader: Reader = current_app.extensions["reader"]
    return reader.engine
