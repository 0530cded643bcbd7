"""Completions of what is being typed: codes, places, and words that the collection holds."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from corpus.codes import code_key
from corpus.text import clean, fold
from search.analysis import syllables
from search.correction import printed_form
from search.model import Completion

__all__ = ["MOST_WORDS", "Known", "complete"]

MOST_WORDS = 200
"""So many words that begin with what is typed are looked at."""

FEWEST = 3
"""A word that fewer articles hold is not offered."""


class Known(Protocol):
    """What a collection has to offer."""

    def codes(self) -> Iterable[tuple[str, str, int]]:
        """Yield each code with its key (see `corpus.codes.code_key`) and its number of articles."""

    def districts(self) -> Iterable[tuple[str, str, int]]:
        """Yield each district, folded too, with its number of articles."""

    def words(self, typed: str) -> Iterable[tuple[str, int]]:
        """Return up to `MOST_WORDS` of the segmenter's words that begin so, with their articles.

        Typed without marks a word may have any.
        """


def complete(known: Known, text: str, limit: int) -> list[Completion]:
    """Return at most `limit` completions, those with most articles first, codes and places before words."""
    typed = fold(text.strip())
    if len(typed) < 2:
        return []
    found = [*_best(_codes(known, typed), limit), *_best(_districts(known, typed), limit)]
    return (found + _best(_words(known, text), limit))[:limit]


def _best(found: Iterator[Completion], limit: int) -> list[Completion]:
    return sorted(found, key=lambda one: -one.count)[:limit]


def _codes(known: Known, typed: str) -> Iterator[Completion]:
    if any(char.isdigit() for char in typed):
        begin = code_key(typed)
        for value, key, count in known.codes():
            if count and key.startswith(begin):
                yield Completion(value, "code", count)


def _districts(known: Known, typed: str) -> Iterator[Completion]:
    for value, folded, count in known.districts():
        if count and (folded.startswith(typed) or f" {typed}" in folded.split(",")[0]):
            yield Completion(value, "district", count)


def _words(known: Known, text: str) -> Iterator[Completion]:
    """Yield words as most papers print them; they are kept in one spelling of tones and i, and typed in any."""
    typed = clean(text).lower()
    begun = dict.fromkeys("_".join(parts) for parts in (typed.split(), syllables(typed)))
    found = {word: count for start in begun if len(start) >= 3 for word, count in known.words(start)}
    for word, count in found.items():
        if count >= FEWEST:
            yield Completion(" ".join(map(printed_form, word.split("_"))), "phrase", count)
