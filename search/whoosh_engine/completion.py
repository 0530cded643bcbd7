"""What a snapshot has to offer while somebody types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from corpus.codes import CodeQuery
from corpus.vietnamese.text import fold
from search.query.completion import MOST_WORDS
from search.query.plan import Plan
from search.whoosh_engine.newest import headline, newest
from search.whoosh_engine.ranking.executor import match
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.arrays import Array
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.segment import SegmentData

__all__ = ["SnapshotCompletions"]

MOST_FREQUENT = 50
"""So many words of each segment are counted in all of them."""


@dataclass(frozen=True, slots=True)
class SnapshotCompletions:
    """A `search.query.completion.CompletionSource` over a snapshot."""

    snapshot: Snapshot

    def values(self, facet: str) -> Iterable[tuple[str, int]]:
        """Yield each value of a facet with its number of articles."""
        index = self.snapshot.facet(facet)
        return zip(index.values, index.totals.tolist(), strict=True)

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

    def headlines(self, plan: Plan, most: int) -> Sequence[str]:
        """Return title and summary of the newest documents of a plan."""
        return [headline(*one) for one in newest(self.snapshot, match(self.snapshot, plan), most)]

    def texts(self, plan: Plan, most: int) -> Sequence[str]:
        """Return title, summary and body of the newest documents of a plan."""
        found = newest(self.snapshot, match(self.snapshot, plan), most)
        return [f"{headline(one, own)}\n{one.articles.body(own)}" for one, own in found]

    def count(self, plan: Plan) -> int:
        """Return the number of documents of a plan."""
        return match(self.snapshot, plan).count


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
