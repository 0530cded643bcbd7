"""The codes of a collection by what a query can know of them: the whole code, or its type and
number."""

import re
from collections.abc import Iterable

import corpus.codes
from corpus.codes import CodeKey, CodeQuery, code_key
from corpus.vietnamese.ordering import natural_key

__all__ = ["CodeIndex"]


_YEARLY = frozenset(["NĐ", "TT", "TTLT", ""])
"""Types that have a year in every code (Nghị định 30/2020/NĐ-CP), so that one without has lost it;
15/NQ-HĐND and 15/2021/NQ-HĐND are two documents."""

_NUMBER = re.compile(r"[\W_]*+0*+([0-9]*+)")
"""The number of a code without zeros before it: 05-CT/TW, 189a/UBND."""


def _number(code: str) -> str:
    found = _NUMBER.match(code)
    return found[1] if found else ""


class _SameNumber:
    """The codes of one number by `code_key` and by their `number_key`, in natural order."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.by_key: dict[CodeKey, list[str]] = {}
        self.without_year: dict[CodeKey, list[str]] = {}
        self.by_number: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
        for code in sorted(codes, key=natural_key):
            self.by_key.setdefault(code_key(code), []).append(code)
            try:
                document = corpus.codes.parse_code(code)
            except ValueError:
                continue
            self.by_number.setdefault(document.number_key, []).append((code, document.year))
            if document.year and document.type_symbol in _YEARLY:
                number, _, letters = code_key(code)
                self.without_year.setdefault((number, "", letters), []).append(code)

    def of_key(self, key: CodeKey) -> tuple[str, ...]:
        """Return the codes of a key, with those of all years for a decree without its year."""
        return (*self.by_key.get(key, ()), *self.without_year.get(key, ()))


class CodeIndex:
    """Canonical codes by their number; those of one number are taken apart when a query has it."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes: dict[str, list[str]] = {}
        self._read: dict[str, _SameNumber] = {}
        for code in codes:
            self._codes.setdefault(_number(code), []).append(code)

    def find(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes that a code in a query can mean; a decree without its year is those of
        all years."""
        if query.key is not None:
            return self._of_key(query.key) or self._of_key(query.fallback or query.key)
        found = dict.fromkeys(
            pair for key in query.number_keys for pair in self._with(key[1]).by_number.get(key, ())
        )
        return tuple(code for code, year in found if query.year in (None, year))

    def _of_key(self, key: CodeKey) -> tuple[str, ...]:
        return self._with(key[0]).of_key(key)

    def _with(self, number: str) -> _SameNumber:
        number = _number(number)
        read = self._read.get(number)
        if read is None:
            read = _SameNumber(self._codes.get(number, ()))
            if number in self._codes:  # so that what is asked for does not grow it without end
                self._read[number] = read
        return read
