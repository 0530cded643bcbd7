"""Completions of what is being typed: codes, places, and words that the collection holds."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Protocol

from corpus.codes import CodeQuery, code_key, find_code_queries
from corpus.vietnamese.text import clean, fold, place_tones, present_tones
from search.analysis import is_folded, syllables
from search.model import Completion
from search.query.correction import printed_form

__all__ = ["MOST_WORDS", "CompletionSource", "complete"]

MOST_WORDS = 200
"""So many words that begin with what is typed are looked at."""

FEWEST = 3
"""A word that fewer articles hold is not offered."""


@lru_cache(maxsize=100_000)
def _key_of(code: str) -> str:
    """Return the key of a code as one text, whose beginning is the key of the code's beginning."""
    return "".join(code_key(code))


_folded = lru_cache(maxsize=10_000)(fold)


class CompletionSource(Protocol):
    """What a collection has to offer."""

    def values(self, facet: str) -> Iterable[tuple[str, int]]:
        """Yield each value of a facet with its number of articles."""

    def meant(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes that a code in a query can mean."""

    def words(self, typed: str) -> Iterable[tuple[str, int]]:
        """Return up to `MOST_WORDS` of the segmenter's words that begin so, with their articles.

        Typed without marks a word may have any.
        """


def complete(known: CompletionSource, text: str, limit: int) -> list[Completion]:
    """Return at most `limit` completions, those with most articles first: codes, then places, then
    words.

    Where there are words too, places take no more than half of the room.
    """
    typed = clean(text).lower()
    if len(typed) < 2:
        return []
    codes, words = _best(_codes(known, typed), limit), _best(_words(known, typed), limit)
    places = _best(_districts(known, typed), max(limit // 2, limit - len(codes) - len(words)))
    return (codes + places + words)[:limit]


def _best(found: Iterator[Completion], limit: int) -> list[Completion]:
    return sorted(found, key=lambda one: -one.count)[:limit]


def _codes(known: CompletionSource, typed: str) -> Iterator[Completion]:
    """Yield the codes that begin so, and those that are meant by a type and a number: "chỉ thị
    05"."""
    if not any(map(str.isdecimal, typed)):
        return
    whole = [query for query in find_code_queries(typed) if query.printed == typed]
    meant, begin = {code for query in whole for code in known.meant(query)}, _key_of(typed)
    for value, count in known.values("code"):
        if count and (_key_of(value).startswith(begin) or value in meant):
            yield Completion(value, "code", count)


def _districts(known: CompletionSource, typed: str) -> Iterator[Completion]:
    """Yield the places of which a word begins so: as typed where it has marks, else by letters
    alone."""
    compared: Callable[[str], str] = _folded if is_folded(typed) else str.lower
    wanted = present_tones(typed)
    for value, count in known.values("district"):
        name = compared(value)
        if count and (name.startswith(wanted) or f" {wanted}" in name.split(",")[0]):
            yield Completion(value, "district", count)


def _words(known: CompletionSource, typed: str) -> Iterator[Completion]:
    """Yield words as most papers print them; they are kept in one spelling of tones and i, and
    typed in any.

    The last letter may still lose its tone to the next: "đảng ủ" begins "đảng uỷ".
    """
    begun = dict.fromkeys("_".join(parts) for parts in (typed.split(), syllables(typed)))
    if not is_folded(typed[-1]):
        begun["_".join(typed[:-1].split(" "))] = None
    found = {
        word: count for start in begun if len(start) >= 3 for word, count in known.words(start)
    }
    for word, count in sorted(found.items()):
        shown = " ".join(map(printed_form, word.split("_")))
        if count >= FEWEST and _begins(word, shown, typed):
            yield Completion(shown, "phrase", count)


def _begins(word: str, shown: str, typed: str) -> bool:
    """Say whether a word begins as typed in any spelling, in that typed without marks by its
    letters alone."""
    forms = {shown, place_tones(shown), word.replace("_", " ")}
    return any(form.startswith(typed) for form in (map(fold, forms) if is_folded(typed) else forms))
