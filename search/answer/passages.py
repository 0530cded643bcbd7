"""Which passage of a text is shown: cut at sentences or clauses, with as many of the query's words
as any sentence holds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import reduce
from itertools import islice
from operator import or_
from typing import NamedTuple

from search.answer.finding import Found

__all__ = ["SNIPPET", "Passage", "Wanted", "passages"]

SNIPPET = 220
"""Characters to which a short sentence is filled up with those beside it."""

LONGEST = 290
"""Characters that a passage may have before it is cut at a word."""

BEGINNING = 600
"""Characters of a text that are looked through first: most articles say in their first sentences
what they are about, and what is as good as can be needs no look at the rest."""

_CLAUSE = ",;:–)\n"

Find = Callable[[str], Sequence[Found]]
"""Finds the places of the query's words in a text, in order."""

Beside = Callable[[Sequence[Found]], Sequence[int]]
"""Says of places in order which are marked: alone (1) or as neighbours (2)."""


class Wanted(NamedTuple):
    """The bits of each word, the same for two writings of one; those of the words for which a
    passage is chosen, and of those that may stand side by side."""

    bits: tuple[int, ...]
    counted: int
    joining: int


class Passage(NamedTuple):
    """A stretch of a text, and where the query's words stand in it."""

    start: int
    end: int
    places: Sequence[Found]


class _Window(NamedTuple):
    """A stretch of one sentence from its first to its last place of a word, the words between as
    bits, and of them those that stand side by side and those that are marked."""

    start: int
    end: int
    words: int
    joined: int
    marked: int


def passages(
    text: str, ends: Sequence[int], wanted: Wanted, find: Find, beside: Beside
) -> list[Passage]:
    """Return the passage to show, and a second that adds words; nothing of no text.

    Its sentences end at `ends`.
    """
    if not text:
        return []
    bits, counted = wanted.bits, wanted.counted
    seen = ends[min(bisect_left(ends, BEGINNING), len(ends) - 1)]
    found = find(text[:seen])
    held = _by_sentence(found, ends, bits)
    first = _best(held, counted, bits, beside)
    if seen < len(text) and (first is None or not _has_all(first, wanted)):
        seen, found = len(text), find(text)
        held = _by_sentence(found, ends, bits)
        first = _best(held, counted, bits, beside)
    if first is None:
        return [Passage(0, _cut_end(text, 0, len(text), SNIPPET), [])]
    lacking = counted & ~first.words
    second = _best(held, lacking, bits, beside) if lacking else None
    extents = [_extent(text, one.start, one.end, ends) for one in (first, second) if one]
    return [
        Passage(
            start, end, _inside(found, start, end) if end <= seen else _at(find, text, start, end)
        )
        for start, end in extents
    ]


def _inside(found: Sequence[Found], start: int, end: int) -> list[Found]:
    return [place for place in found if start <= place[0] and place[1] <= end]


def _at(find: Find, text: str, first: int, last: int) -> list[Found]:
    """Return the places in a stretch of a text, counted from the text's beginning."""
    found = find(text[first:last])
    return [(start + first, end + first, word) for start, end, word in found]


def _by_sentence(
    found: Sequence[Found], ends: Sequence[int], bits: Sequence[int]
) -> list[tuple[int, list[Found]]]:
    """Return the places in order by sentence, each with the bits of its words; a place that two
    sentences share is in none."""
    held: list[tuple[int, list[Found]]] = []
    stops = words = 0
    places: list[Found] = []
    for place in found:
        start, end, word = place
        if start >= stops:
            if places:
                held.append((words, places))
            stops = ends[min(bisect_right(ends, start), len(ends) - 1)]
            places, words = [], 0
        if end <= stops:
            places.append(place)
            words |= bits[word]
    if places:
        held.append((words, places))
    return held


def _best(
    held: Sequence[tuple[int, Sequence[Found]]],
    counted: int,
    bits: Sequence[int],
    beside: Beside,
) -> _Window | None:
    """Return the window with most of some words, then of all, then most side by side, then most
    marked, then the first; None where none has any of them, whichever where there are none to
    have."""
    candidates = sorted(
        (
            (-(words & counted).bit_count(), -words.bit_count(), number)
            for number, (words, _) in enumerate(held)
            if words & counted or not counted
        )
    )
    best, worth = None, (0, 0, 0, 0, 0)
    for most, all_words, number in candidates:
        if (-most, -all_words, -all_words, -all_words, -number) <= worth:
            break
        window = _window(held[number][1], bits, beside)
        this = (
            (window.words & counted).bit_count(),
            window.words.bit_count(),
            window.joined.bit_count(),
            window.marked.bit_count(),
            -number,
        )
        if best is None or this > worth:
            best, worth = window, this
    return best if best and (best.words & counted or not counted) else None


def _has_all(window: _Window, wanted: Wanted) -> bool:
    """Say whether a window holds every word, each marked, and side by side what can be: none is
    better."""
    every = reduce(or_, wanted.bits, 0)
    return window.words == window.marked == every and window.joined == wanted.joining


def _window(found: Sequence[Found], bits: Sequence[int], beside: Beside) -> _Window:
    """Return the window of a sentence, of the places in it."""
    first, last = _stretch(found)
    words = joined = marked = 0
    for (_, _, word), mark in islice(zip(found, beside(found), strict=True), first, last + 1):
        words |= bits[word]
        joined |= bits[word] if mark > 1 else 0
        marked |= bits[word] if mark else 0
    return _Window(found[first][0], found[last][1], words, joined, marked)


def _stretch(found: Sequence[Found]) -> tuple[int, int]:
    """Return the first and the last place of what is shown of a sentence: all, or of a long one the
    stretch with most different words."""
    if found[-1][1] - found[0][0] <= LONGEST:
        return 0, len(found) - 1
    shown: dict[int, int] = {}
    best, most, end, size = (0, 0), 0, 0, len(found)
    for start in range(size):
        while end < size and (found[end][1] - found[start][0] <= LONGEST or end == start):
            shown[found[end][2]] = shown.get(found[end][2], 0) + 1
            end += 1
        if len(shown) > most:
            best, most = (start, end - 1), len(shown)
        number = found[start][2]
        if shown[number] == 1:
            del shown[number]
        else:
            shown[number] -= 1
    return best


def _extent(text: str, first: int, last: int, ends: Sequence[int]) -> tuple[int, int]:
    """Return the passage around what it must hold: whole sentences, of a long one some clauses."""
    sentence = min(bisect_right(ends, first), len(ends) - 1)
    start = ends[sentence - 1] if sentence else 0
    end = max(ends[sentence], last)
    if end - start > LONGEST:
        left = max(start, first - max(0, LONGEST - (last - first)) // 3)
        start = left if left == start else _cut_start(text, left, first)
        return start, _cut_end(text, last, end, LONGEST - (last - start))
    for following in ends[sentence + 1 :]:
        if following - start > SNIPPET:
            break
        end = following
    while sentence and end - (ends[sentence - 2] if sentence > 1 else 0) <= SNIPPET:
        sentence -= 1
        start = ends[sentence - 1] if sentence else 0
    return start, end


def _cut_start(text: str, left: int, first: int) -> int:
    """Return where a clause begins between two places, else a word."""
    for place in range(left, first):
        is_clause = text[place] in _CLAUSE and text[place + 1 : place + 2].isspace()
        if is_clause and not _closes(text, place + 2, first):
            return place + 2
    space = text.find(" ", left, first)
    return space + 1 if space >= 0 else first


def _closes(text: str, start: int, end: int) -> bool:
    """Say whether a bracket closes in a stretch that was opened before it: (khóa XI, | XII)."""
    closed, opened = text.find(")", start, end), text.find("(", start, end)
    return closed >= 0 and not 0 <= opened < closed


def _cut_end(text: str, last: int, end: int, room: int) -> int:
    """Return where a clause ends in the room behind a place, else a word."""
    limit = last + max(room, 0)
    if end <= limit:
        return end
    for place in range(limit, last, -1):
        if text[place - 1] in _CLAUSE and text[place : place + 1].isspace():
            return place
    space = text.find(" ", limit, limit + 40)
    return space if space >= 0 else limit
