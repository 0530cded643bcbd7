"""Where an index is opened: a path is the embedded Whoosh index, an http(s) address an index on an
OpenSearch cluster. Nothing else knows.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from corpus.article import Article
from search.engine import Engine, Writer
from search.errors import SearchError
from search.model import Status

__all__ = [
    "Backend",
    "check_index",
    "index_status",
    "open_engine",
    "open_writer",
    "shown_location",
    "stored_articles",
]


class Backend(Protocol):
    """An index by its location, however it is kept; nothing is opened before it is asked for."""

    @property
    def shown(self) -> str:
        """Return the location as it may be printed: without user and password."""

    def engine(self) -> Engine:
        """Open the index for reading."""

    def writer(self, *, memory_mb: int, rebuild: bool) -> Writer:
        """Open the index for writing."""

    def articles(self) -> Iterator[Article]:
        """Yield the stored articles."""

    def status(self) -> Status:
        """Describe the index."""

    def check(self, *, deep: bool) -> list[str]:
        """Return what is damaged, a line each."""


def _backend_of(location: str | Path) -> Backend:
    """Return what keeps the index at a location. Raises `SearchError` for a wrong address."""
    if not str(location).lower().startswith(("http://", "https://")):
        from search.whoosh_engine.backend import FolderBackend

        return FolderBackend(Path(location))
    if not find_spec("opensearchpy"):
        raise SearchError(
            "an index on a cluster needs one package more: pip install '.[opensearch]'"
        )
    from search.opensearch_engine.backend import ClusterBackend
    from search.opensearch_engine.connection.location import read_location

    return ClusterBackend(read_location(str(location)))


def shown_location(location: str | Path) -> str:
    """Return a location as it may be printed: without user and password."""
    return _backend_of(location).shown


def open_engine(location: str | Path) -> Engine:
    """Open an index for reading. Raises `IndexMissing`, `IndexStale`, `IndexDamaged` or
    `IndexUnreadable`."""
    return _backend_of(location).engine()


def open_writer(location: str | Path, *, memory_mb: int = 512, rebuild: bool = False) -> Writer:
    """Open an index for writing, made when it is missing; `rebuild` starts it anew at the first
    commit.

    Raises `Busy`, `IndexUnreadable`, and `IndexStale` or `IndexDamaged` unless `rebuild`.
    """
    return _backend_of(location).writer(memory_mb=memory_mb, rebuild=rebuild)


def stored_articles(location: str | Path) -> Iterator[Article]:
    """Yield the articles of an index, also of a stale one. Raises `IndexMissing` or
    `IndexDamaged`."""
    return _backend_of(location).articles()


def index_status(location: str | Path) -> Status:
    """Describe an index, also a stale or damaged one. Raises `IndexMissing`."""
    return _backend_of(location).status()


def check_index(location: str | Path, *, deep: bool = False) -> list[str]:
    """Return what is damaged, a line each; empty when all is well. Raises `IndexMissing`."""
    return _backend_of(location).check(deep=deep)
