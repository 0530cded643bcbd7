"""Which passage of a text is shown: cut at sentences or clauses, with as many of the query's words
as any sentence holds.

What a sentence may hold is told by its sign, so that words are looked for only in the few sentences
that may be the best.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from search.analysis.sentences import Sentences

__all__ = ["SNIPPET", "Found", "Wanted", "passages"]

SNIPPET = 220
"""Characters to which a short sentence is filled up with those beside it."""

LONGEST = 290
"""Characters that a passage may have before it is cut at a word."""

_CLAUSE = ",;:–)\n"

Found = tuple[int, int, int]
"""Start, end, and number of the word that stands there."""

Find = Callable[[str], Sequence[Found]]
"""Finds the places of the query's words in a text, in order."""

Beside = Callable[[Sequence[Found]], Sequence[bool]]
"""Says of places in order which are marked."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: (bit, sign) of each word of the query, the sign 0 where any sentence may
    hold it; and the bits of those for which a passage is chosen."""

    words: Sequence[tuple[int, int]]
    counted: int

    def possible(self, held: int) -> int:
        """Return the words that a sentence with this sign may hold, a bit each."""
        found = 0
        for bit, own in self.words:
            if held & own == own:
                found |= bit
        return found


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of one sentence from its first to its last place of a word, the words between as
    bits, and of them those that are marked."""

    start: int
    end: int
    words: int
    marked: int


def passages(
    text: str, sentences: Sentences, wanted: Wanted, find: Find, beside: Beside
) -> list[tuple[int, int]]:
    """Return (start, end) of the passage to show, and of a second that adds words; nothing of no
    text."""
    if not text:
        return []
    look = _Look(text, sentences, wanted, find, beside)
    first = look.best(wanted.counted)
    if first is None:
        return [(0, _cut_end(text, 0, len(text), SNIPPET))]
    lacking = wanted.counted & ~first.words
    second = look.best(lacking) if lacking else None
    chosen = [first, second] if second and second.words & lacking else [first]
    return [_extent(text, one.start, one.end, sentences.ends) for one in chosen]


class _Look:
    """Looks into the sentences of a text, those first that may hold most."""

    def __init__(
        self, text: str, sentences: Sentences, wanted: Wanted, find: Find, beside: Beside
    ) -> None:
        self._text, self._sentences, self._wanted = text, sentences, wanted
        self._find, self._beside = find, beside
        possible = map(wanted.possible, sentences.signs)
        self._possible = [(words, number) for number, words in enumerate(possible) if words]
        self._seen: dict[int, _Window | None] = {} if sentences.signs else dict(self._all())

    def best(self, counted: int) -> _Window | None:
        """Return the window with most of some words, then of all, then most of them marked, then
        the first."""
        best, worth = None, (0, 0, 0, 0)
        for most, words, number in self._candidates(counted):
            if (most, words, words, -number) <= worth:
                break
            window = self._window(number)
            if window is None:
                continue
            this = (
                (window.words & counted).bit_count(),
                window.words.bit_count(),
                window.marked.bit_count(),
                -number,
            )
            if best is None or this > worth:
                best, worth = window, this
        return best

    def _candidates(self, counted: int) -> list[tuple[int, int, int]]:
        """Return how many of the counted words, and of all, each sentence may hold; most first."""
        possible = self._possible or [
            (window.words, number) for number, window in self._seen.items() if window
        ]
        found = [
            ((words & counted).bit_count(), words.bit_count(), number)
            for words, number in possible
            if words & counted or not counted
        ]
        found.sort(key=lambda one: (-one[0], -one[1], one[2]))
        return found

    def _window(self, number: int) -> _Window | None:
        if number not in self._seen:
            start, end = self._sentences.bounds(number)
            self._seen[number] = self._of(start, self._find(self._text[start:end]))
        return self._seen[number]

    def _of(self, start: int, found: Sequence[Found]) -> _Window | None:
        """Return the window of a sentence that begins at `start`, of the places in it."""
        if not found:
            return None
        first, last = _stretch(found)
        words = marked = 0
        marks = self._beside(found)
        for place in range(first, last + 1):
            words |= 1 << found[place][2]
            marked |= marks[place] << found[place][2]
        return _Window(start + found[first][0], start + found[last][1], words, marked)

    def _all(self) -> Iterator[tuple[int, _Window | None]]:
        """Yield the window of every sentence that holds a word, the text looked through once."""
        places: dict[int, list[Found]] = {}
        ends = self._sentences.ends
        for start, end, word in self._find(self._text):
            number = min(bisect_right(ends, start), len(ends) - 1)
            begins, stops = self._sentences.bounds(number)
            if end <= stops:
                places.setdefault(number, []).append((start - begins, end - begins, word))
        for number, found in places.items():
            yield number, self._of(self._sentences.bounds(number)[0], found)


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
        if text[place] in _CLAUSE and text[place + 1 : place + 2].isspace():
            return place + 2
    space = text.find(" ", left, first)
    return space + 1 if space >= 0 else first


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
