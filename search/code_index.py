"""The codes of a collection by what a query can know of them: the whole code, or its type and number."""

from collections.abc import Sequence

from corpus.codes import CodeQuery, code_key, number_key

__all__ = ["CodeIndex"]


class CodeIndex:
    """Canonical codes by `code_key` and by `number_key`."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._by_key: dict[str, list[str]] = {}
        self._by_number: dict[tuple[str, str], list[str]] = {}
        for code in codes:
            self._by_key.setdefault(code_key(code), []).append(code)
            try:
                self._by_number.setdefault(number_key(code), []).append(code)
            except ValueError:
                continue

    def find(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes that a code in a query can mean."""
        if query.key is not None:
            return tuple(self._by_key.get(query.key, ()))
        found = (code for key in query.number_keys for code in self._by_number.get(key, ()))
        return tuple(code for code in dict.fromkeys(found) if query.matches(code))
