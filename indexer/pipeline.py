"""From files to an index: read, skip what is unchanged, prepare in worker processes, write in
order, commit.

The batches, their order and so the index do not depend on the number of processes.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from time import perf_counter
from typing import Any

from corpus.article import Article
from indexer import workers
from indexer.account import Told
from search.engine import Writer

__all__ = ["Progress", "Summary", "ingest_articles"]

BATCH_ARTICLES = 128
BATCH_CHARACTERS = 2_000_000
AHEAD_ARTICLES = 64
"""Articles whose stored versions are looked up together."""

WORTH_A_POOL = 4
"""Batches that are done sooner in this process than a pool of others is started."""

Progress = Callable[[int], None]
Prepared = Generator[tuple[list[Article], Any], None, None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What an ingest did, in articles."""

    added: int
    replaced: int
    unchanged: int
    rejected: int
    seconds: float
    told: Told = field(default_factory=Told)
    read: int | None = None
    """Articles that were read and not written, of a trial; None for an ingest."""

    @property
    def accepted(self) -> int:
        """Return how many articles could be read."""
        return self.added + self.replaced + self.unchanged + (self.read or 0)

    def with_account(self, told: Told) -> "Summary":
        """Return the summary with what was told while reading; refusals of the index are among
        them."""
        return replace(self, rejected=told.rejected, told=told)


class _Selection:
    """Passes over articles whose newest version is the same already, in the index or on its way
    there."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._coming: dict[str, Article] = {}
        self.unchanged = 0

    def changed(self, articles: Iterable[Article]) -> Iterator[Article]:
        for some in _batches(articles, AHEAD_ARTICLES):
            self._writer.expect(some)
            yield from filter(self._is_changed, some)

    def _is_changed(self, article: Article) -> bool:
        newest = self._coming.get(article.id)
        if newest == article or (newest is None and self._writer.is_unchanged(article)):
            self.unchanged += 1
            return False
        self._coming[article.id] = article
        return True

    def arrived(self, batch: Sequence[Article]) -> None:
        for article in batch:
            if self._coming.get(article.id) is article:
                del self._coming[article.id]


def ingest_articles(
    articles: Iterable[Article],
    writer: Writer,
    *,
    jobs: int = 1,
    commit_every: int | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Write articles to an index, of equal ids the last; `progress` is told how many have been
    read.

    `rejected` are those that the index would not take; `writer.counts.refused` says why.
    Commits at the end, and each time about `commit_every` articles have been added, if given.
    """
    started = perf_counter()
    selection = _Selection(writer)
    size = _batch_size(commit_every) if commit_every else BATCH_ARTICLES
    batches = _batches(selection.changed(_counted(articles, progress)), size)
    waiting = 0
    with closing(_prepared(batches, writer, jobs)) as ready:
        for batch, prepared in ready:
            writer.add(prepared)
            selection.arrived(batch)
            waiting += len(batch)
            if commit_every and waiting >= commit_every:
                writer.commit()
                waiting = 0
    if waiting:  # a rebuild for which nothing could be read leaves the old index alone
        writer.commit()
    counts = writer.counts
    refused = len(counts.refused)
    return Summary(
        counts.added, counts.replaced, selection.unchanged, refused, perf_counter() - started
    )


def _batch_size(commit_every: int) -> int:
    """Return the largest size of equal batches that make up the articles of one commit."""
    batches = -(-commit_every // BATCH_ARTICLES)
    return -(-commit_every // batches)


def _counted(articles: Iterable[Article], progress: Progress | None) -> Iterator[Article]:
    for number, article in enumerate(articles, 1):
        if progress:
            progress(number)
        yield article


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    batch: list[Article] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article.body)
        if len(batch) == size or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _prepared(batches: Iterator[list[Article]], writer: Writer, jobs: int) -> Prepared:
    head = list(islice(batches, WORTH_A_POOL + 1)) if jobs > 1 else []
    batches = chain(head, batches)
    if len(head) > WORTH_A_POOL:
        yield from _prepared_in_pool(batches, writer, jobs)
    else:
        for batch in batches:
            yield batch, workers.prepare(writer.prepare, batch)


def _prepared_in_pool(batches: Iterator[list[Article]], writer: Writer, jobs: int) -> Prepared:
    with workers.pool(jobs) as submit:
        ahead = deque((batch, submit(writer.prepare, batch)) for batch in islice(batches, jobs + 2))
        while ahead:
            batch, future = ahead.popleft()
            yield batch, workers.result(future)
            ahead.extend((batch, submit(writer.prepare, batch)) for batch in islice(batches, 1))
