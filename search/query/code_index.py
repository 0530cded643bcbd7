"""The codes of a collection by what a query can know of them: the whole code, or its type and
number."""

from collections.abc import Sequence

from corpus.codes import CodeKey, CodeQuery, code_key, parse_code

__all__ = ["CodeIndex"]


_YEARLY = frozenset(["NĐ", "TT", "TTLT", ""])
"""Types that have a year in every code (Nghị định 30/2020/NĐ-CP), so that one without has lost it;
15/NQ-HĐND and 15/2021/NQ-HĐND are two documents."""


class CodeIndex:
    """Canonical codes by `code_key` and by their `number_key`."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._by_key: dict[CodeKey, list[str]] = {}
        self._without_year: dict[CodeKey, list[str]] = {}
        self._by_number: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
        for code in codes:
            self._by_key.setdefault(code_key(code), []).append(code)
            try:
                document = parse_code(code)
            except ValueError:
                continue
            self._by_number.setdefault(document.number_key, []).append((code, document.year))
            if document.year and document.type_symbol in _YEARLY:
                number, _, letters = code_key(code)
                self._without_year.setdefault((number, "", letters), []).append(code)

    def find(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes that a code in a query can mean; a decree without its year is those of
        all years."""
        if query.key is not None:
            return self._of_key(query.key) or self._of_key(query.fallback or query.key)
        found = dict.fromkeys(
            pair for key in query.number_keys for pair in self._by_number.get(key, ())
        )
        return tuple(code for code, year in found if query.year in (None, year))

    def _of_key(self, key: CodeKey) -> tuple[str, ...]:
        return (*self._by_key.get(key, ()), *self._without_year.get(key, ()))
