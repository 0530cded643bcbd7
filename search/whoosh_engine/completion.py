"""What a snapshot has to offer while somebody types."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from corpus.text import fold
from search.completion import MOST_WORDS
from search.whoosh_engine.segment import SegmentData
from search.whoosh_engine.snapshot import Snapshot

__all__ = ["SnapshotKnown"]


@dataclass(frozen=True, slots=True)
class SnapshotKnown:
    """A `search.completion.Known` over a snapshot."""

    snapshot: Snapshot

    def codes(self) -> Iterable[tuple[str, str, int]]:
        """Yield each code with its key and its number of articles."""
        return self._values("code", self.snapshot.folded_codes)

    def districts(self) -> Iterable[tuple[str, str, int]]:
        """Yield each district, folded too, with its number of articles."""
        return self._values("district", self.snapshot.folded_districts)

    def _values(self, facet: str, keys: list[str]) -> Iterable[tuple[str, str, int]]:
        index = self.snapshot.facet(facet)
        return zip(index.values, keys, index.totals.tolist(), strict=True)

    def words(self, typed: str) -> Iterable[tuple[str, int]]:
        """Return the first words of each segment that begin so, with their articles, dead ones included."""
        counts: Counter[str] = Counter()
        for segment in self.snapshot.segments:
            starts = segment.postings.term_starts
            for number in islice(_beginning(segment, typed), MOST_WORDS):
                counts[segment.terms[number]] += int(starts[number + 1]) - int(starts[number])
        return counts.items()


def _beginning(segment: SegmentData, typed: str) -> Iterator[int]:
    """Yield the numbers of the words of a segment that begin so."""
    if fold(typed) == typed and segment.folds:
        start, end = segment.folds.forms.prefix_range(typed)
        numbers: Iterator[int] = chain.from_iterable(map(segment.folds.of, range(start, end)))
    else:
        numbers = iter(range(*segment.terms.prefix_range(typed)))
    return (number for number in numbers if "_" in segment.terms[number])
