"""Marking what matched in the original text: escaped HTML with <mark>, and the passage of a body
that holds most of the query.

The words of the text, in lower case or folded, keep every offset, and each word of the query is
looked for in them in all its spellings: as it is where it was typed with diacritics, else folded.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import compress, islice, product

from corpus.vietnamese.sentences import sentence_ends
from corpus.vietnamese.text import fold, fold_words, lower_words
from search.analysis import spellings
from search.answer.passages import SNIPPET, Found, passages
from search.query.mark import Mark

__all__ = ["SNIPPET", "Marker"]

MAX_SCANNED = 200_000
MAX_PLACES = 2_000
"""Places at which one word is looked for in a text."""

GAP = 3
"""Most characters between the words of a phrase, the parts of a code, or neighbours of the
query."""

MAX_SPELLINGS = 16
_Key = tuple[tuple[str, ...], bool]
_WORD = re.compile(r"\w+")
_STOPPED = re.compile(r"[.!?][\"”’»)]?$")
"""The end of a sentence: "họp." is followed by " …", not by a fourth dot."""

_SPECIAL = re.compile("[&<>\"']")
_JOINS = "/.,-–:"
"""Between a number and what stands behind it these make one token of both: 1/3, 05-CT, 1.000."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, phrase or code in parts, in each of its spellings: as they stand if it is `exact`,
    else folded."""

    number: int
    spellings: tuple[tuple[str, ...], ...]
    exact: bool
    prefix: bool = False
    is_number: bool = False

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
    find, needle, size = words.find, f" {first} ", len(first)
    places: list[Found] = []
    at = find(needle)
    while at >= 0 and len(places) < MAX_PLACES:
        places.append((at, at + size, number))
        at = find(needle, at + size + 1)
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
    behind = words[end + 1 : end + GAP + len(part) + 2]
    rest = behind.lstrip(" ")
    gap = len(behind) - len(rest)
    return end + gap + len(part) if gap <= GAP and rest.startswith(f"{part} ") else 0


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds a query's words in texts.

    Words are told by their numbers: `alone` are those marked wherever they stand, `pairs` those
    marked side by side; `bits` are those of each word, the same for two writings of one, and
    `counted` of those for which a passage is chosen.
    """

    words: tuple[_Word, ...]
    alone: frozenset[int]
    pairs: frozenset[tuple[int, int]]
    bits: tuple[int, ...]
    counted: int

    @staticmethod
    def of(marks: Iterable[Mark]) -> "Marker":
        """Make the marker of what is to be marked."""
        return _marker(tuple(marks))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where marks belong in a text, in order, not overlapping, neighbours as one."""
        return self._marked(text, self._found(text))

    def _found(self, text: str) -> list[Found]:
        """Return where the words stand, in order; those that overlap are one."""
        text = text[:MAX_SCANNED]
        found: list[Found] = []
        for exact, of_text in ((True, lower_words), (False, fold_words)):
            if looked_for := [word for word in self.words if word.exact == exact]:
                words = f" {of_text(text)} "
                for word in looked_for:
                    places = word.find(words)
                    found += _whole_numbers(text, places) if word.is_number else places
        found.sort()
        overlap = any(word.prefix or len(word.spellings[0]) > 1 for word in self.words)
        return _apart(found) if overlap else found

    def _marked(self, text: str, found: Sequence[Found]) -> list[tuple[int, int]]:
        if not self.pairs and len(self.alone) == len(self.words):
            return _joined(text, found)
        return _joined(text, list(compress(found, self._is_marked(found))))

    def _is_marked(self, found: Sequence[Found]) -> list[int]:
        """Say of places in order which are marked: words alone (1), and neighbours of the query
        that are neighbours (2)."""
        alone, pairs, counted = self.alone, self.pairs, self.counted
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
        return _shown(text, self.spans(text))

    def body(self, text: str, ends: Sequence[int] | None = None) -> list[str]:
        """Return the passage of a text that holds most words of the query, with marks, and a second
        if it adds words; `ends` of its sentences if they are known."""
        known = sentence_ends(text) if ends is None else ends
        chosen = passages(text, known, self.counted, self.bits, self._found, self._is_marked)
        return [self._passage(text, start, end) for start, end in chosen]

    def text(self, summary: str, body: str, ends: Sequence[int] | None = None) -> list[str]:
        """Return the passage of a text, or of its summary where only that holds what was asked."""
        shown = self.body(body, ends)
        if summary and not any("<mark>" in passage for passage in shown):
            lead = self.body(summary)
            return lead if any("<mark>" in passage for passage in lead) else shown
        return shown

    def _passage(self, text: str, start: int, end: int) -> str:
        shown = text[start:end].strip()
        more = "" if shown.endswith("…") else " …" if _STOPPED.search(shown) else "…"
        less = "" if shown.startswith("…") else "…"
        return (less if start else "") + self.title(shown) + (more if end < len(text) else "")


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
    return Marker(tuple(words), frozenset(alone), frozenset(pairs), bits, counted)


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


def _word(number: int, folded: tuple[str, ...], begun: bool, exact: set[tuple[str, ...]]) -> _Word:
    ways = dict.fromkeys(way for parts in exact or {folded} for way in _ways(parts))
    is_number = not begun and len(folded) == 1 and folded[0].isdigit()
    return _Word(number, tuple(ways), bool(exact), begun, is_number)


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
    """Make one span of those with only a space or a point between: TP.HCM."""
    joined: list[tuple[int, int]] = []
    last = -2
    for start, end, _ in found:
        if start == last + 1 and text[last] in " .":
            start = joined.pop()[0]
        joined.append((start, end))
        last = end
    return joined


def _whole_numbers(text: str, places: Iterable[Found]) -> list[Found]:
    """Leave out numbers that are part of another token: the 1 of "1/3", the 05 of "05-CT/TW"."""
    return [
        place
        for place in places
        if not _is_joined(text[place[1] : place[1] + 2])
        and not _is_joined(text[max(0, place[0] - 2) : place[0]][::-1])
    ]


def _is_joined(beside: str) -> bool:
    return len(beside) == 2 and beside[0] in _JOINS and beside[1].isalnum()


def _shown(text: str, spans: Sequence[tuple[int, int]]) -> str:
    html = escape if _SPECIAL.search(text) else str
    parts: list[str] = []
    at = 0
    for first, last in spans:
        parts += (html(text[at:first]), "<mark>", html(text[first:last]), "</mark>")
        at = last
    return "".join((*parts, html(text[at:])))
