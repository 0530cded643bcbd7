"""The seam between timtin and an engine: what one is asked, and what an index is written with."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from corpus.article import Article
from search.model import Completion, Hit, IndexedArticle, SearchPage, Status
from search.request import SearchRequest

__all__ = ["FRESH_SECONDS", "Counts", "Engine", "Writer"]

FRESH_SECONDS = 0.5
"""How long an engine answers from its snapshot before it looks for a newer one."""

Batch = Any


class Engine(Protocol):
    """An index open for reading. Safe to share between threads; follows new snapshots by itself."""

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one request."""

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        """Yield every hit of a request in its order, all of one snapshot, whatever its page."""

    def article(self, id: str) -> IndexedArticle | None:
        """Return the stored article with what was found in it, None when the id is unknown."""

    def articles(self, ids: Sequence[str]) -> list[IndexedArticle]:
        """Return stored articles by their ids, in that order; unknown ones are left out."""

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
        """Be told which articles will be asked about next; where each look-up is a round trip, they
        are fetched together."""

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
