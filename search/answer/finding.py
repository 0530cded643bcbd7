"""Where the words of a query stand in a text: all of them in one pass over it.

The words of the text, in lower case or folded, keep every offset, and each word of the query is
looked for in them in all its spellings: as it is where it was typed with diacritics, else folded.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import ahocorasick_rs

from corpus.vietnamese.text import fold_words, lower_words

__all__ = ["GAP", "Finder", "Found", "Word"]

MAX_SCANNED = 200_000
MAX_PLACES = 20_000
"""Places of words in a text that are looked at."""

GAP = 3
"""Most characters between the words of a phrase, the parts of a code, or neighbours of the
query."""

_JOINS = "/.,-–:"
"""Between a number and what stands behind it these make one token of both: 1/3, 05-CT, 1.000."""

Found = tuple[int, int, int]
"""Start, end, and number of the word that stands there."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, phrase or code in parts, in each of its spellings: as they stand if it is `exact`,
    else folded."""

    number: int
    spellings: tuple[tuple[str, ...], ...]
    exact: bool
    prefix: bool = False
    is_number: bool = False


class Finder:
    """Finds some words in texts."""

    def __init__(self, words: Sequence[Word]) -> None:
        exact = [word for word in words if word.exact]
        folded = [word for word in words if not word.exact]
        self._scans = [_Scan(lower_words, exact)] if exact else []
        self._scans += [_Scan(fold_words, folded)] if folded else []
        self._overlap = any(word.prefix or len(word.spellings[0]) > 1 for word in words)

    def find(self, text: str) -> list[Found]:
        """Return where the words stand, in order; those that overlap are one."""
        text = text[:MAX_SCANNED]
        found = [place for scan in self._scans for place in scan.find(text)]
        found.sort()
        return _apart(found) if self._overlap else found


class _Scan:
    """Finds words of one writing by the first two parts of each spelling."""

    def __init__(self, written: Callable[[str], str], words: Iterable[Word]) -> None:
        self._written = written
        begun: dict[str, list[tuple[Word, tuple[str, ...]]]] = {}
        for word in words:
            for pattern, others in _patterns(word):
                begun.setdefault(pattern, []).append((word, others))
        self._automaton = ahocorasick_rs.AhoCorasick(list(begun))
        self._begun = list(begun.values())
        self._numbers = [
            one[0][0].number if len(one) == 1 and _is_plain(*one[0]) else -1 for one in self._begun
        ]

    def find(self, text: str) -> list[Found]:
        """Return where the words stand in a text, in any order."""
        words = f" {self._written(text)} "
        matches = self._automaton.find_matches_as_indexes(words, overlapping=True)
        numbers = self._numbers
        found: list[Found] = []
        for pattern, start, end in islice(matches, MAX_PLACES):
            number = numbers[pattern]
            if number >= 0:
                found.append((start, end - 2, number))
            else:
                found += self._whole(pattern, start, end - 2, words, text)
        return found

    def _whole(self, pattern: int, start: int, end: int, words: str, text: str) -> Iterable[Found]:
        """Yield the words that go on so, not counting the leading space."""
        for word, others in self._begun[pattern]:
            after = words.index(" ", end + 1) - 1 if word.prefix else _behind(words, end, others)
            if after and not (word.is_number and _is_part(text, start, after)):
                yield start, after, word.number


def _patterns(word: Word) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield how each spelling begins, and the parts that must follow: two parts with each number of
    spaces between, for the first alone stands in many places."""
    for first, *others in word.spellings:
        if word.prefix:
            yield f" {first}", ()
        elif not others:
            yield f" {first} ", ()
        else:
            for gap in range(1, GAP + 1):
                yield f" {first}{' ' * gap}{others[0]} ", tuple(others[1:])


def _is_plain(word: Word, others: Sequence[str]) -> bool:
    return not (others or word.prefix or word.is_number)


def _behind(words: str, end: int, parts: Sequence[str]) -> int:
    """Return the end of the parts that stand one after another behind a place, at most `GAP`
    characters apart, 0 if they do not."""
    for part in parts:
        behind = words[end + 1 : end + GAP + len(part) + 2]
        rest = behind.lstrip(" ")
        gap = len(behind) - len(rest)
        if gap > GAP or not rest.startswith(f"{part} "):
            return 0
        end += gap + len(part)
    return end


def _is_part(text: str, start: int, end: int) -> bool:
    """Say whether a number is part of another token: the 1 of "1/3", the 05 of "05-CT/TW"."""
    return _is_joined(text[end : end + 2]) or _is_joined(text[max(0, start - 2) : start][::-1])


def _is_joined(beside: str) -> bool:
    return len(beside) == 2 and beside[0] in _JOINS and beside[1].isalnum()


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
