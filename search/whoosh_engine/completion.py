"""Completions of what is being typed: codes, places, and words that the collection holds."""

from collections.abc import Iterator

from corpus.codes import code_key
from corpus.text import fold
from search.model import Phrase
from search.whoosh_engine.snapshot import Snapshot

__all__ = ["complete"]


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
    folded = fold(typed) == typed
    for segment in snapshot.segments[:1]:
        terms, folds = segment.terms, segment.folds
        if folds is None or len(typed) < 3:
            return
        strings = folds.forms if folded else terms
        start, end = strings.prefix_range(typed)
        for place in range(start, min(end, start + 200)):
            for number in folds.of(place) if folded else (place,):
                count = int(segment.postings.term_starts[number + 1] - segment.postings.term_starts[number])
                term = terms[number]
                if "_" in term and count > 2:
                    yield Phrase(term.replace("_", " "), "phrase", count)
