"""Marking what matched in the original text: escaped HTML with <mark>, and the passage of a body
that holds most of the query.

The words of the text, in lower case or folded, keep every offset, and each word of the query is
looked for in them in all its spellings: as it is where it was typed with diacritics, else folded.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from html import escape
from itertools import compress, islice, product
from operator import or_

from corpus.vietnamese.sentences import sentence_ends
from corpus.vietnamese.text import fold
from search.analysis import spellings
from search.answer.finding import GAP, Finder, Found, Word
from search.answer.passages import SNIPPET, Passage, Wanted, passages
from search.query.mark import Mark

__all__ = ["SNIPPET", "Marker"]

MAX_SPELLINGS = 16
_Key = tuple[tuple[str, ...], bool]
_WORD = re.compile(r"\w+")
_STOPPED = re.compile(r"[.!?][\"”’»)]?$")
"""The end of a sentence: "họp." is followed by " …", not by a fourth dot."""

_SPECIAL = re.compile("[&<>\"']")


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds a query's words in texts.

    Words are told by their numbers: `alone` are those marked wherever they stand, `pairs` those
    marked side by side; `wanted` says what a passage should hold.
    """

    finder: Finder
    alone: frozenset[int]
    pairs: frozenset[tuple[int, int]]
    wanted: Wanted

    @staticmethod
    def of(marks: Iterable[Mark]) -> "Marker":
        """Make the marker of what is to be marked."""
        return _marker(tuple(marks))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where marks belong in a text, in order, not overlapping, neighbours as one."""
        return self._marked(text, self.finder.find(text))

    def _marked(self, text: str, found: Sequence[Found]) -> list[tuple[int, int]]:
        if not self.pairs and len(self.alone) == len(self.wanted.bits):
            return _joined(text, found)
        return _joined(text, list(compress(found, self._is_marked(found))))

    def _is_marked(self, found: Sequence[Found]) -> list[int]:
        """Say of places in order which are marked: words alone (1), and neighbours of the query
        that are neighbours (2)."""
        alone, pairs, counted = self.alone, self.pairs, self.wanted.counted
        marked = [int(number in alone) for _, _, number in found]
        was_pair, end, before = False, -GAP - 1, -1
        for place, (start, after, number) in enumerate(found):
            is_pair = start - end <= GAP and (before, number) in pairs
            if is_pair and counted >> before & counted >> number & 1:
                marked[place - 1] = marked[place] = 2
            elif is_pair and was_pair:  # "của" between the words it belongs to
                marked[place - 2] = marked[place - 1] = marked[place] = 2
            was_pair, end, before = is_pair, after, number
        return marked

    def title(self, text: str) -> str:
        """Return a whole short text with marks."""
        return _marked_up(text, self.spans(text))

    def body(self, text: str, ends: Sequence[int] | None = None) -> list[str]:
        """Return the passage of a text that holds most words of the query, with marks, and a second
        if it adds words; `ends` of its sentences if they are known."""
        known = sentence_ends(text) if ends is None else ends
        chosen = passages(text, known, self.wanted, self.finder.find, self._is_marked)
        return [self._shown(text, passage) for passage in chosen]

    def text(self, summary: str, body: str, ends: Sequence[int] | None = None) -> list[str]:
        """Return the passage of a text, or of its summary where only that holds what was asked."""
        shown = self.body(body, ends)
        if summary and not any("<mark>" in passage for passage in shown):
            lead = self.body(summary)
            return lead if any("<mark>" in passage for passage in lead) else shown
        return shown

    def _shown(self, text: str, passage: Passage) -> str:
        start, end, places = passage
        shown = text[start:end].rstrip()
        last = start + len(shown)
        shown = shown.lstrip()
        first = last - len(shown)
        more = "" if shown.endswith("…") else " …" if _STOPPED.search(shown) else "…"
        less = "" if shown.startswith("…") else "…"
        spans = self._marked(text, places)
        marked = _marked_up(shown, [(begin - first, after - first) for begin, after in spans])
        return (less if start else "") + marked + (more if end < len(text) else "")


@lru_cache(maxsize=256)
def _marker(marks: tuple[Mark, ...]) -> Marker:
    """Of one word typed with diacritics and without, those with diacritics count."""
    wanted: dict[_Key, set[tuple[str, ...]]] = {}
    numbers: dict[_Key, int] = {}
    alone: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    counted, last = 0, -1
    for mark in marks:
        parts = _parts(mark.text)
        if not parts:
            last = -1
            continue
        key = _key(parts, prefix=mark.prefix)
        exact = {parts} if mark.exact else {parts} - {key[0]}
        wanted.setdefault(key, set()).update(exact)
        number = numbers.setdefault(key, len(numbers))
        if mark.alone:
            alone.add(number)
        if mark.follows and last >= 0:
            pairs.add((last, number))
        counted |= mark.counts << number
        last = number
    words = [_word(number, *word, exact) for number, (word, exact) in enumerate(wanted.items())]
    bits = _bits(marks, numbers)
    joining = reduce(or_, (bits[number] for pair in pairs for number in pair), 0)
    of_passage = Wanted(bits, counted, joining)
    return Marker(Finder(words), frozenset(alone), frozenset(pairs), of_passage)


def _bits(marks: Sequence[Mark], numbers: Mapping[_Key, int]) -> tuple[int, ...]:
    """Return the bits of each word: its own, or of another writing those of what it stands for."""
    bits = [1 << number for number in range(len(numbers))]
    for mark in marks:
        keys = (_key(_parts(text)) for text in mark.instead_of)
        if same := {numbers[key] for key in keys if key in numbers}:
            bits[numbers[_key(_parts(mark.text))]] = sum(1 << number for number in same)
    return tuple(bits)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def _key(parts: Sequence[str], *, prefix: bool = False) -> _Key:
    """Return what tells a word: its parts folded, and whether all that begin so are meant."""
    return tuple(map(fold, parts)), prefix and len(parts) == 1


def _word(number: int, folded: tuple[str, ...], begun: bool, exact: set[tuple[str, ...]]) -> Word:
    ways = dict.fromkeys(way for parts in exact or {folded} for way in _ways(parts))
    is_number = not begun and len(folded) == 1 and folded[0].isdigit()
    return Word(number, tuple(ways), bool(exact), begun, is_number)


def _ways(parts: Sequence[str]) -> list[tuple[str, ...]]:
    return list(islice(product(*map(spellings, parts)), MAX_SPELLINGS))


def _joined(text: str, found: Sequence[Found]) -> list[tuple[int, int]]:
    """Make one span of those with only a space or a point between: TP.HCM."""
    joined: list[tuple[int, int]] = []
    last = -2
    for start, end, _ in found:
        if start == last + 1 and text[last] in " .":
            start = joined.pop()[0]
        joined.append((start, end))
        last = end
    return joined


def _marked_up(text: str, spans: Sequence[tuple[int, int]]) -> str:
    html = escape if _SPECIAL.search(text) else str
    parts: list[str] = []
    at = 0
    for first, last in spans:
        parts += (html(text[at:first]), "<mark>", html(text[first:last]), "</mark>")
        at = last
    return "".join((*parts, html(text[at:])))
