"""Completions of what is being typed: codes, places, and words that the collection holds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from corpus.codes import CodeQuery, find_code_queries
from corpus.vietnamese.ordering import natural_key
from corpus.vietnamese.text import clean, fold, place_tones, present_tones
from search.analysis import is_folded, syllables
from search.model import Completion
from search.query.beginnings import CodeNames, PlaceNames
from search.query.continuing import Printed, continued
from search.query.correction import printed_form
from search.query.plan import Phrase, Term

__all__ = ["MOST_WORDS", "CompletionSource", "complete"]

MOST_WORDS = 200
"""So many words that begin with what is typed are looked at."""

FEWEST = 3
"""A word that fewer articles hold is not offered."""


_TYPE_NUMBER = re.compile(r"([^\W\d_]{1,6})[ .-]{1,2}(\d{1,4})")
"""A type with the beginning of a number: "kh 05", "KH-0"."""


class CompletionSource(Printed, Protocol):
    """What a collection has to offer."""

    def codes(self) -> CodeNames:
        """Return the codes."""

    def places(self) -> PlaceNames:
        """Return the districts."""

    def meant(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes that a code in a query can mean."""

    def words(self, typed: str) -> Iterable[tuple[str, int]]:
        """Return up to `MOST_WORDS` of the segmenter's words that begin so, with their articles.

        Typed without marks a word may have any.
        """

    def count(self, phrase: Phrase) -> int:
        """Return the number of articles that hold a phrase."""


def complete(known: CompletionSource, text: str, limit: int) -> list[Completion]:
    """Return at most `limit` completions, those with most articles first: codes, then places, then
    words and phrases.

    Where there are words too, places take no more than half of the room.
    """
    typed = clean(text).lower()
    if len(typed) < 2:
        return []
    codes, words = _best(_codes(known, typed), limit), _best(_all_words(known, typed, limit), limit)
    places = _best(_districts(known, typed), max(limit // 2, limit - len(codes) - len(words)))
    return (codes + places + words)[:limit]


def _best(found: Iterator[Completion], limit: int) -> list[Completion]:
    return sorted(found, key=lambda one: -one.count)[:limit]


def _all_words(known: CompletionSource, typed: str, limit: int) -> Iterator[Completion]:
    """Yield words that begin so, and phrases; where there are none, words that begin as the last
    word does, behind what is typed before it."""
    found: dict[tuple[str, ...], Completion] = {}
    for one in (*_words(known, typed), *_phrases(known, typed, limit)):
        found.setdefault(tuple(syllables(one.text)), one)
    head, _, last = typed.rpartition(" ")
    if not found and head and len(last) > 1:
        yield from (replace(one, text=f"{head} {one.text}") for one in _words(known, last))
    yield from found.values()


def _phrases(known: CompletionSource, typed: str, limit: int) -> Iterator[Completion]:
    phrases = continued(known, typed, limit)
    for printed, terms in phrases.found:
        held = known.count(Phrase(tuple(map(Term, terms))))
        if held >= FEWEST:
            yield Completion(phrases.head + printed, "phrase", held)


def _codes(known: CompletionSource, typed: str) -> Iterator[Completion]:
    """Yield the codes that begin so, and those that are meant by a type and a number: "chỉ thị
    05"."""
    if not any(map(str.isdecimal, typed)):
        return
    names, found = known.codes(), dict[str, int]()
    if begun := _TYPE_NUMBER.fullmatch(typed):
        found |= names.of_type(fold(begun[1]), begun[2])
    for query in find_code_queries(typed):
        if query.printed == typed:
            found |= names.among(known.meant(query))
    found |= names.begun(typed)
    for code in sorted(found, key=natural_key):
        yield Completion(code, "code", found[code])


def _districts(known: CompletionSource, typed: str) -> Iterator[Completion]:
    """Yield the places of which a word begins so: as typed where it has marks, else by letters
    alone."""
    for value, count in known.places().begun(present_tones(typed), is_folded(typed)):
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
