"""What a snapshot has to offer while somebody types."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import islice
from typing import TypeVar

import numpy as np

from corpus.codes import CodeQuery
from corpus.vietnamese.text import fold
from search.model import Completion
from search.query.beginnings import CodeNames, PlaceNames
from search.query.completion import MOST_WORDS, complete
from search.query.continuing import FEWEST_HEADLINES, letters_of
from search.query.plan import Phrase, Term
from search.whoosh_engine.newest import headline, headlines_with
from search.whoosh_engine.ranking.executor import count
from search.whoosh_engine.ranking.phrases import phrase_docs
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.arrays import Array
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.segment import SegmentData

__all__ = ["SnapshotCompletions", "completions"]

Names = TypeVar("Names", CodeNames, PlaceNames)

MOST_FREQUENT = 50
"""So many words of each segment are counted in all of them."""

MOST_READ = 1_000
"""So many of the newest headlines are looked through for what is typed; and a twentieth of it of
whole texts, which take twenty times as long."""

BYTES_A_NAME = 400
"""What a name takes among those that are looked through, its folded form counted in."""


def completions(snapshot: Snapshot, text: str, limit: int) -> list[Completion]:
    """Return completions; what was typed before is answered from memory."""
    return snapshot.remembered(
        ("completions", text, limit),
        lambda: complete(SnapshotCompletions(snapshot), text, limit),
        lambda found: BYTES_A_NAME * len(found),
    )


@dataclass(frozen=True, slots=True)
class SnapshotCompletions:
    """A `search.query.completion.CompletionSource` over a snapshot."""

    snapshot: Snapshot

    def codes(self) -> CodeNames:
        """Return the codes."""
        return self._kept("code", CodeNames)

    def places(self) -> PlaceNames:
        """Return the districts."""
        return self._kept("district", PlaceNames)

    def _kept(self, facet: str, make: Callable[[Iterable[tuple[str, int]]], Names]) -> Names:
        index = self.snapshot.facet(facet)
        return self.snapshot.remembered(
            ("names", facet),
            lambda: make(zip(index.values, index.totals.tolist(), strict=True)),
            lambda _: BYTES_A_NAME * len(index.values),
        )

    def meant(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes that a code in a query can mean."""
        return self.snapshot.codes.find(query)

    def words(self, typed: str) -> Iterable[tuple[str, int]]:
        """Return the words that are most frequent in any segment, with their articles, dead ones
        included."""
        found = dict.fromkeys(
            word for segment in self.snapshot.segments for word in _most_frequent(segment, typed)
        )
        return [(word, self.snapshot.frequency(word)) for word in islice(found, MOST_WORDS)]

    def headlines(self, whole: Sequence[Term], last: str) -> Iterator[str]:
        """Yield title and summary of the newest documents that hold some terms in these."""
        docs = self.snapshot.remembered(
            ("newest headlines", *whole), lambda: self._headlines(whole), lambda docs: docs.nbytes
        )
        letters = letters_of(" ".join((*(term.text for term in whole), last)))
        return headlines_with(self.snapshot, docs.tolist(), letters)

    def _headlines(self, whole: Sequence[Term]) -> Array:
        held = [self.snapshot.headlines_with(term) for term in whole]
        docs = reduce(partial(np.intersect1d, assume_unique=True), sorted(held, key=len))
        return self._newest(docs, MOST_READ)

    def texts(self, whole: Sequence[Term], last: str) -> Iterator[str]:
        """Yield title, summary and body of the newest documents that hold some terms side by
        side."""
        found = phrase_docs(self.snapshot, tuple(whole))
        for doc in self._newest(found, MOST_READ // 20).tolist():
            segment, own = self.snapshot.locate(doc)
            yield f"{headline(segment, own)}\n{segment.articles.body(own)[0]}"

    def _newest(self, docs: Array, most: int) -> Array:
        """Return the newest of some documents, none where they are too few for any phrase."""
        if len(docs) < FEWEST_HEADLINES:
            return docs[:0]
        rank = self.snapshot.newest_rank[docs]
        if len(docs) > most:
            near = np.argpartition(rank, most)[:most]
            docs, rank = docs[near], rank[near]
        return docs[np.argsort(rank)]

    def count(self, phrase: Phrase) -> int:
        """Return the number of documents that hold a phrase."""
        return count(self.snapshot, phrase)


@damage_named()
def _most_frequent(segment: SegmentData, typed: str) -> list[str]:
    """Return words of a segment that begin so, those in most documents first."""
    starts = segment.postings.term_starts
    numbers = _beginning(segment, typed)
    counts = starts[numbers + 1] - starts[numbers]
    ordered = (
        segment.terms[number]
        for number in numbers[np.argsort(counts, kind="stable")[::-1]].tolist()
    )
    return list(islice((term for term in ordered if "_" in term), MOST_FREQUENT))


def _beginning(segment: SegmentData, typed: str) -> Array:
    """Return i8: the numbers of the terms that begin so."""
    if fold(typed) == typed and segment.folds:
        return segment.folds.among(np.arange(*segment.folds.forms.prefix_range(typed)))
    return np.arange(*segment.terms.prefix_range(typed))
