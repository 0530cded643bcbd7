"""Codes and places of a collection by how they begin."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from corpus.codes import code_key
from corpus.vietnamese.text import fold

__all__ = ["CodeNames", "PlaceNames"]

Counted = tuple[str, int]
"""A value, and the number of articles that have it."""

_CODE = re.compile(r"(\d{1,6})(?:/\d{4})?[-/]([^\W\d_]{1,6})")
"""The number and the type of a folded code: 05-ct/tw, 30/2020/nd-cp."""

_LAST = "\U0010ffff"


class CodeNames:
    """Codes by the letters of their key, and by their type."""

    def __init__(self, codes: Iterable[Counted]) -> None:
        """Take codes; those that no article has are left out."""
        self._codes = [(code, count) for code, count in codes if count]

    @cached_property
    def _by_key(self) -> tuple[list[str], list[Counted]]:
        pairs = sorted(("".join(code_key(code[0])), code) for code in self._codes)
        return [key for key, _ in pairs], [code for _, code in pairs]

    @cached_property
    def _by_type(self) -> dict[str, list[tuple[str, Counted]]]:
        """Return folded type -> the number of each code of that type, and the code."""
        found: dict[str, list[tuple[str, Counted]]] = {}
        for code in self._codes:
            if parts := _CODE.match(fold(code[0])):
                found.setdefault(parts[2], []).append((parts[1], code))
        return found

    def begun(self, typed: str) -> Iterator[Counted]:
        """Yield the codes that begin as typed, in any spelling: 5/ct begins 05-CT/TW."""
        keys, codes = self._by_key
        start = "".join(code_key(typed))
        yield from codes[bisect_left(keys, start) : bisect_left(keys, start + _LAST)]

    def of_type(self, symbol: str, number: str) -> Iterator[Counted]:
        """Yield the codes of a folded type with a number that begins so: kh, 05."""
        for held, code in self._by_type.get(symbol, ()):
            own = held.lstrip("0")
            if own.zfill(2).startswith(number) or own == number.lstrip("0"):
                yield code

    def among(self, wanted: Iterable[str]) -> Iterator[Counted]:
        """Yield some codes, as far as articles have them."""
        counts = dict(self._codes)
        return ((code, counts[code]) for code in wanted if code in counts)


class PlaceNames:
    """Places by how a word of their own name begins, or the whole with what it lies in."""

    def __init__(self, places: Iterable[Counted]) -> None:
        """Take full names; those that no article has are left out."""
        self._places = [(name, count) for name, count in places if count]
        self._folded = _Lines([fold(name) for name, _ in self._places])
        self._typed = _Lines([name.lower() for name, _ in self._places])

    def begun(self, typed: str, is_folded: bool) -> Iterator[Counted]:
        """Yield the places that begin as typed, in lower case; `is_folded` compares letters
        alone."""
        lines = self._folded if is_folded else self._typed
        return (self._places[place] for place in lines.begun(typed))


class _Lines:
    """Names as two texts, a line each: looking through a text takes a thousandth of looking at
    names one by one."""

    def __init__(self, names: Sequence[str]) -> None:
        self._whole = _text(names)
        self._own = _text([name.split(",")[0] for name in names])

    def begun(self, typed: str) -> list[int]:
        """Return the numbers of the names that begin so, or have a word of their own that does."""
        if "\n" in typed:
            return []
        return sorted({*_found(f"\n{typed}", *self._whole), *_found(f" {typed}", *self._own)})


def _text(lines: Sequence[str]) -> tuple[str, list[int]]:
    """Return lines behind line ends, and where each line end is."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return "".join(f"\n{line}" for line in lines), starts[:-1]


def _found(wanted: str, text: str, starts: list[int]) -> Iterator[int]:
    """Yield the numbers of the lines in which something is, with repetition."""
    at = text.find(wanted)
    while at >= 0:
        yield bisect_left(starts, at + 1) - 1
        at = text.find(wanted, at + 1)
