"""Completions of what is being typed: codes, places, and words that the collection holds."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from corpus.codes import CodeQuery, code_key, find_code_queries
from corpus.vietnamese.text import clean, fold, place_tones, present_tones
from search.analysis import is_folded, syllables
from search.model import Completion
from search.query.continuing import continued
from search.query.correction import printed_form
from search.query.plan import Phrase, Plan, Term

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

_TYPE_NUMBER = re.compile(r"([^\W\d_]{1,6})[ .-]{1,2}(\d{1,4})")
_CODE = re.compile(r"(\d{1,6})(?:/\d{4})?[-/]([^\W\d_]{1,6})")


def _begins_with(code: str, type_symbol: str, number: str) -> bool:
    """Say whether a code is of a type, with a number that begins so: KH 05."""
    parts = _CODE.match(_folded(code))
    if parts is None or parts[2] != type_symbol:
        return False
    held = parts[1].lstrip("0")
    return held.zfill(2).startswith(number) or held == number.lstrip("0")


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

    def headlines(self, plan: Plan, most: int) -> Sequence[str]:
        """Return title and summary of the newest articles of a plan."""

    def texts(self, plan: Plan, most: int) -> Sequence[str]:
        """Return title, summary and body of the newest articles of a plan."""

    def count(self, plan: Plan) -> int:
        """Return the number of articles of a plan."""


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
    phrases = continued(known.headlines, known.texts, typed, limit)
    for printed, terms in phrases.found:
        held = known.count(Plan(required=(Phrase(tuple(map(Term, terms))),)))
        if held >= FEWEST:
            yield Completion(phrases.head + printed, "phrase", held)


def _codes(known: CompletionSource, typed: str) -> Iterator[Completion]:
    """Yield the codes that begin so, and those that are meant by a type and a number: "chỉ thị
    05"."""
    if not any(map(str.isdecimal, typed)):
        return
    begun = _TYPE_NUMBER.fullmatch(typed)
    whole = [query for query in find_code_queries(typed) if query.printed == typed]
    meant, begin = {code for query in whole for code in known.meant(query)}, _key_of(typed)
    for value, count in known.values("code"):
        is_begun = begun and _begins_with(value, fold(begun[1]), begun[2])
        if count and (is_begun or value in meant or _key_of(value).startswith(begin)):
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
