"""Marking what matched in the original text: escaped HTML with <mark>, and the best snippet of a
body.

The words of the text, in lower case or folded, keep every offset, and each word of the query is
looked for in them in all its spellings: as it is where it was typed with diacritics, else folded.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import islice, product
from typing import NamedTuple

from corpus.vietnamese.text import fold, fold_words, lower_words
from search.analysis import spellings

__all__ = ["Mark", "Marker"]

SNIPPET = 220
MAX_SCANNED = 200_000
MAX_PLACES = 2_000
"""Places at which one word is looked for in a text."""

GAP = 3
"""Most characters between the words of a phrase or the parts of a code."""

MAX_SPELLINGS = 16
_WORD = re.compile(r"\w+")
_SPECIAL = re.compile("[&<>\"']")


class Mark(NamedTuple):
    """A word, phrase or code to be marked; without diacritics it stands for every form, unless
    `exact`.

    With `prefix` a single word stands for all that begin so.
    """

    text: str
    exact: bool = False
    prefix: bool = False


Found = tuple[int, int, int]
"""Start, end, and number of the word that stands there."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, phrase or code in parts, in each of its spellings: as they stand if it is `exact`,
    else folded."""

    number: int
    spellings: tuple[tuple[str, ...], ...]
    exact: bool
    prefix: bool = False

    def find(self, words: str) -> list[Found]:
        """Return its places in the words of a text with a space at both ends."""
        if self.prefix:
            return [
                place for parts in self.spellings for place in _begun(words, parts[0], self.number)
            ]
        return [place for parts in self.spellings for place in _places(words, parts, self.number)]


def _places(words: str, parts: Sequence[str], number: int) -> list[Found]:
    """Return where the parts stand in sequence, not counting the leading space."""
    first, *others = parts
    needle, size = f" {first} ", len(first)
    places: list[Found] = []
    at = words.find(needle)
    while at >= 0 and len(places) < MAX_PLACES:
        places.append((at, at + size, number))
        at = words.find(needle, at + size + 1)
    for part in others:
        places = [
            (start, after, number)
            for start, end, _ in places
            if (after := _part_end(words, end, part))
        ]
    return places


def _begun(words: str, prefix: str, number: int) -> list[Found]:
    """Return the words that begin so."""
    places: list[Found] = []
    at = words.find(f" {prefix}")
    while at >= 0 and len(places) < MAX_PLACES:
        end = words.index(" ", at + 1)
        places.append((at, end - 1, number))
        at = words.find(f" {prefix}", end)
    return places


def _part_end(words: str, end: int, part: str) -> int:
    """Return the end of a part that stands at most `GAP` characters behind the part before it, 0 if
    it does not."""
    gaps = (gap for gap in range(1, GAP + 1) if words.startswith(f"{' ' * gap}{part} ", end + 1))
    return next((end + gap + len(part) for gap in gaps), 0)


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds a query's words in texts."""

    words: tuple[_Word, ...]

    @staticmethod
    def of(marks: Iterable[Mark]) -> "Marker":
        """Make the marker of what is to be marked."""
        return _marker(tuple(marks))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the words stand in a text, in order, not overlapping, neighbours as one."""
        return _joined(text, self._found(text))

    def _found(self, text: str) -> list[Found]:
        """Return where the words stand, in order; those that overlap are one."""
        text = text[:MAX_SCANNED]
        found: list[Found] = []
        for exact, of_text in ((True, lower_words), (False, fold_words)):
            if looked_for := [word for word in self.words if word.exact == exact]:
                words = f" {of_text(text)} "
                for word in looked_for:
                    found += word.find(words)
        found.sort()
        overlap = any(word.prefix or len(word.spellings[0]) > 1 for word in self.words)
        return _apart(found) if overlap else found

    def title(self, text: str) -> str:
        """Return a whole short text with marks."""
        return _marked(text, 0, len(text), self.spans(text))

    def body(self, text: str, count: int = 2) -> list[str]:
        """Return up to `count` snippets with marks, the one with most different words first."""
        found = self._found(text)
        spans = _joined(text, found)
        if not spans:
            end = _word_end(text, SNIPPET)
            return [_marked(text, 0, end, []) + ("…" if end < len(text) else "")] if text else []
        worth_at = {place[0]: worth for place, worth in zip(found, _worths(found), strict=True)}
        worth = [worth_at[start] for start, _ in spans]
        best = max(range(len(spans)), key=worth.__getitem__)
        first = spans[best][0]
        chosen = [best]
        far = [i for i, (start, _) in enumerate(spans) if not -SNIPPET <= start - first <= SNIPPET]
        if far and count > 1:
            chosen.append(max(far, key=worth.__getitem__))
        return [_snippet(text, spans, spans[index][0]) for index in chosen]


@lru_cache(maxsize=256)
def _marker(marks: tuple[Mark, ...]) -> Marker:
    """Of one word typed with diacritics and without, those with diacritics count."""
    wanted: dict[tuple[tuple[str, ...], bool], set[tuple[str, ...]]] = {}
    for mark in marks:
        parts = tuple(_WORD.findall(mark.text.lower()))
        folded = tuple(map(fold, parts))
        if parts:
            exact = {parts} if mark.exact else {parts} - {folded}
            wanted.setdefault((folded, mark.prefix and len(parts) == 1), set()).update(exact)
    return Marker(
        tuple(_word(number, *word, exact) for number, (word, exact) in enumerate(wanted.items()))
    )


def _word(number: int, folded: tuple[str, ...], begun: bool, exact: set[tuple[str, ...]]) -> _Word:
    ways = dict.fromkeys(way for parts in exact or {folded} for way in _ways(parts))
    return _Word(number, tuple(ways), bool(exact), begun)


def _ways(parts: Sequence[str]) -> list[tuple[str, ...]]:
    return list(islice(product(*map(spellings, parts)), MAX_SPELLINGS))


def _apart(found: Sequence[Found]) -> list[Found]:
    """Return sorted places without overlaps: of those at one place the longest, and where two
    overlap both as one."""
    apart: list[Found] = []
    start = end = -1
    for place in found:
        if place[0] == start:
            apart.pop()
        elif place[0] < end:
            if place[1] > end:
                apart[-1] = (start, end := place[1], apart[-1][2])
            continue
        apart.append(place)
        start, end, _ = place
    return apart


def _joined(text: str, found: Sequence[Found]) -> list[tuple[int, int]]:
    """Make one span of those with only a space between."""
    joined: list[tuple[int, int]] = []
    last = -2
    for start, end, _ in found:
        if start == last + 1 and text[last] == " ":
            start = joined.pop()[0]
        joined.append((start, end))
        last = end
    return joined


def _worths(found: Sequence[Found]) -> list[tuple[int, int]]:
    """Return, of a snippet from each place on, how many different words and how many at all it
    would show."""
    shown: dict[int, int] = {}
    worths = []
    last, size = 0, len(found)
    for index, (first, _, word) in enumerate(found):
        while last < size and (found[last][1] - first <= SNIPPET or last == index):
            shown[found[last][2]] = shown.get(found[last][2], 0) + 1
            last += 1
        worths.append((len(shown), last - index))
        if shown[word] == 1:
            del shown[word]
        else:
            shown[word] -= 1
    return worths


def _word_end(text: str, at: int) -> int:
    """Return the end of the word at a place, so that none is cut."""
    if at >= len(text):
        return len(text)
    space = text.find(" ", at, at + 40)
    return space if space >= 0 else at


def _snippet(text: str, spans: Sequence[tuple[int, int]], first: int) -> str:
    start = max(0, first - SNIPPET // 4)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = _word_end(text, start + SNIPPET)
    marked = _marked(text, start, end, spans).strip()
    return ("…" if start else "") + marked + ("…" if end < len(text) else "")


def _marked(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    html = escape if _SPECIAL.search(text, start, end) else str
    parts: list[str] = []
    at = start
    for first, last in spans:
        if first >= at and last <= end:
            parts += (html(text[at:first]), "<mark>", html(text[first:last]), "</mark>")
            at = last
    return "".join((*parts, html(text[at:end])))
