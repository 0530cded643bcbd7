"""Completions of what is being typed: codes, places, and words that the collection holds."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from corpus.codes import code_key
from corpus.text import fold
from search.model import Phrase
from search.whoosh_engine.segment import SegmentData
from search.whoosh_engine.snapshot import Snapshot

__all__ = ["complete"]

MOST_WORDS = 200
FEWEST = 3


def complete(snapshot: Snapshot, text: str, limit: int) -> list[Phrase]:
    """Return at most `limit` completions, those with most articles first, codes and places before words."""
    typed = fold(text.strip())
    if len(typed) < 2:
        return []
    found = [*_best(_codes(snapshot, typed), limit), *_best(_districts(snapshot, typed), limit)]
    return (found + _best(_words(snapshot, text.strip()), limit))[:limit]


def _best(phrases: Iterator[Phrase], limit: int) -> list[Phrase]:
    return sorted(phrases, key=lambda phrase: -phrase.count)[:limit]


def _codes(snapshot: Snapshot, typed: str) -> Iterator[Phrase]:
    key = code_key(typed)
    index = snapshot.facet("code")
    if not any(char.isdigit() for char in typed):
        return
    for value, folded, count in zip(index.values, snapshot.folded_codes, index.totals.tolist(), strict=True):
        if folded.startswith(key) and count:
            yield Phrase(value, "code", count)


def _districts(snapshot: Snapshot, typed: str) -> Iterator[Phrase]:
    index = snapshot.facet("district")
    for value, folded, count in zip(index.values, snapshot.folded_districts, index.totals.tolist(), strict=True):
        if count and (folded.startswith(typed) or f" {typed}" in folded.split(",")[0]):
            yield Phrase(value, "district", count)


def _words(snapshot: Snapshot, text: str) -> Iterator[Phrase]:
    """Yield the segmenter's words that begin with what is typed, with marks as typed or without."""
    typed = "_".join(text.lower().split())
    if len(typed) < 3:
        return
    counts: Counter[str] = Counter()
    for segment in snapshot.segments:
        starts = segment.postings.term_starts
        for number in islice(_beginning(segment, typed), MOST_WORDS):
            counts[segment.terms[number]] += int(starts[number + 1]) - int(starts[number])
    yield from (Phrase(word.replace("_", " "), "phrase", count) for word, count in counts.items() if count >= FEWEST)


def _beginning(segment: SegmentData, typed: str) -> Iterator[int]:
    """Yield the numbers of the words of a segment that begin so."""
    if fold(typed) == typed and segment.folds:
        start, end = segment.folds.forms.prefix_range(typed)
        numbers: Iterator[int] = chain.from_iterable(map(segment.folds.of, range(start, end)))
    else:
        numbers = iter(range(*segment.terms.prefix_range(typed)))
    return (number for number in numbers if "_" in segment.terms[number])
