"""From the state to the index: articles that wait are written, those that the site took back can be
removed."""

from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article
from indexer.fetching.state import State
from indexer.fetching.tally import Tally
from indexer.pipeline import ingest_articles
from search.errors import Busy
from search.opening import open_writer

__all__ = ["Delivery"]

ENOUGH = 256
"""Articles that wait before the index is written within a run."""


class Delivery:
    """Hands articles over to the index."""

    def __init__(self, state: State, location: str | Path, tally: Tally) -> None:
        self._state = state
        self._location = location
        self._tally = tally
        self._next = ENOUGH

    def taken(self) -> None:
        """Hand over when enough articles wait; when another writer is at work, they go on
        waiting."""
        if self._state.waiting() >= self._next:
            try:
                self.deliver()
                self._next = ENOUGH
            except Busy:
                self._next = self._state.waiting() + ENOUGH

    def deliver(self) -> None:
        """Hand over all that wait. Raises `Busy`, and then they go on waiting."""
        waiting = self._state.waiting()
        if not waiting:
            return
        last = 0

        def articles() -> Iterator[Article]:
            nonlocal last
            for last, article in self._state.waiting_articles():  # noqa: B007  # read after the loop
                yield article

        try:
            with open_writer(self._location) as writer:
                done = ingest_articles(articles(), writer)
                refused = list(writer.counts.refused)
        except Busy as busy:
            message = (
                f"{busy}; {waiting:,} fetched articles are kept, `index fetch` hands them over"
            )
            raise Busy(message) from None
        self._state.arrived(last)
        self._tally.added += done.added
        self._tally.replaced += done.replaced
        self._tally.unchanged += done.unchanged
        self._tally.rejected += len(refused)
        for id, reason in refused:
            self._tally.note(
                "refused by the index", f"article {id}: the index refused it: {reason}"
            )

    def prune(self) -> None:
        """Remove the articles of pages that are gone from their site. Raises `Busy`."""
        gone = self._state.gone()
        if not gone:
            return
        with open_writer(self._location) as writer:
            self._tally.removed += sum([writer.remove(id) for id in gone])
            writer.commit()
        self._state.pruned(gone)
