"""The seam between timtin and an engine: two protocols and the functions that open one by its
location.

A path is the embedded Whoosh index, an http(s) address an index on an OpenSearch cluster. Nothing
else knows.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from corpus.article import Article
from search.errors import SearchError
from search.model import Completion, Hit, IndexedArticle, SearchPage, Status
from search.request import SearchRequest

__all__ = [
    "Counts",
    "Engine",
    "Writer",
    "check_index",
    "index_status",
    "open_engine",
    "open_writer",
    "shown_location",
    "stored_articles",
]

Batch = Any


class Engine(Protocol):
    """An index open for reading. Safe to share between threads; follows new snapshots by itself."""

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one request."""

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        """Yield every hit of a request in its order, all of one snapshot, whatever its page."""

    def document(self, id: str) -> IndexedArticle | None:
        """Return the stored article with what was found in it, None when the id is unknown."""

    def similar(self, id: str, limit: int = 5) -> Sequence[Hit]:
        """Return the articles most like one, best first; none when the id is unknown."""

    def suggest(self, text: str, limit: int = 8) -> Sequence[Completion]:
        """Return completions of what is being typed: codes, districts, frequent phrases."""

    def status(self) -> Status:
        """Describe the snapshot in use."""

    def span(self) -> tuple[date, date] | None:
        """Return the first and last day of the collection, None when nothing has a day."""

    def close(self) -> None:
        """Let go of files and connections."""


class Counts:
    """How many articles a writer has taken so far."""

    def __init__(self) -> None:
        self.added = self.replaced = self.removed = 0
        self.refused: list[tuple[str, str]] = []
        """(id, reason) of each article that the engine would not take."""


class Writer(Protocol):
    """An index open for writing; a context manager: what was not committed when it is left is not
    searchable.

    A folder drops it; on a cluster, which is sent articles all the time, another writer's commit
    may show it.
    """

    counts: Counts

    @staticmethod
    def prepare(documents: Sequence[IndexedArticle]) -> Batch:
        """Do the heavy work for some documents; runs in worker processes, so the batch can be
        pickled."""

    def expect(self, articles: Sequence[Article]) -> None:
        """Be told which articles will be asked about next; where each look-up is a journey, they
        are taken together."""

    def is_unchanged(self, article: Article) -> bool:
        """Say whether the index already holds exactly this article."""

    def add(self, batch: Batch) -> None:
        """Take a prepared batch; of equal ids the last wins."""

    def remove(self, id: str) -> bool:
        """Take an article out; False when the id is unknown."""

    def commit(self) -> None:
        """Make all that was added and removed searchable, durably and at once."""

    def compact(self) -> None:
        """Merge to one segment without deleted articles and drop every older snapshot."""

    def __enter__(self) -> "Writer": ...

    def __exit__(self, *exc: object) -> None: ...


def _address(location: str | Path) -> Any:
    """Return the address of an index on a cluster, None for a folder. Raises `SearchError` for a
    wrong one."""
    if not str(location).lower().startswith(("http://", "https://")):
        return None
    if not find_spec("opensearchpy"):
        raise SearchError(
            "an index on a cluster needs one package more: pip install 'timtin[opensearch]'"
        )
    from search.opensearch_engine.connection.location import read_location

    return read_location(str(location))


def shown_location(location: str | Path) -> str:
    """Return a location as it may be printed: without user and password."""
    return str(_address(location) or location)


def open_engine(location: str | Path) -> Engine:
    """Open an index for reading. Raises `IndexMissing`, `IndexStale`, `IndexDamaged` or
    `IndexUnreadable`."""
    if address := _address(location):
        from search.opensearch_engine.engine import OpenSearchEngine

        return OpenSearchEngine(address)
    from search.whoosh_engine.engine import WhooshEngine

    return WhooshEngine(Path(location))


def open_writer(location: str | Path, *, memory_mb: int = 512, rebuild: bool = False) -> Writer:
    """Open an index for writing, made when it is missing; `rebuild` starts it anew at the first
    commit.

    Raises `Busy`, `IndexUnreadable`, and `IndexStale` or `IndexDamaged` unless `rebuild`.
    """
    if address := _address(location):
        from search.opensearch_engine.writer import OpenSearchWriter

        return OpenSearchWriter(address, memory_mb=memory_mb, rebuild=rebuild)
    from search.whoosh_engine.writer import WhooshWriter

    return WhooshWriter(Path(location), memory_mb=memory_mb, rebuild=rebuild)


def stored_articles(location: str | Path) -> Iterator[Article]:
    """Yield the articles of an index, also of a stale one. Raises `IndexMissing` or
    `IndexDamaged`."""
    if address := _address(location):
        from search.opensearch_engine import maintenance

        return maintenance.stored_articles(address)
    from search.whoosh_engine import maintenance as embedded

    return embedded.stored_articles(Path(location))


def index_status(location: str | Path) -> Status:
    """Describe an index, also a stale or damaged one. Raises `IndexMissing`."""
    if address := _address(location):
        from search.opensearch_engine import maintenance

        return maintenance.index_status(address)
    from search.whoosh_engine import maintenance as embedded

    return embedded.index_status(Path(location))


def check_index(location: str | Path, *, deep: bool = False) -> list[str]:
    """Return what is damaged, a line each; empty when all is well. Raises `IndexMissing`."""
    if address := _address(location):
        from search.opensearch_engine import maintenance

        return maintenance.check_index(address, deep=deep)
    from search.whoosh_engine import maintenance as embedded

    return embedded.check_index(Path(location), deep=deep)
