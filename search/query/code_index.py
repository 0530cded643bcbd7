"""The codes of a collection by what a query can know of them: the whole code, or its type and
number."""

from collections.abc import Sequence

from corpus.codes import CodeKey, CodeQuery, code_key, parse_code

__all__ = ["CodeIndex"]


class CodeIndex:
    """Canonical codes by `code_key` and by their `number_key`."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._by_key: dict[CodeKey, list[str]] = {}
        self._by_number: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
        for code in codes:
            self._by_key.setdefault(code_key(code), []).append(code)
            try:
                document = parse_code(code)
            except ValueError:
                continue
            self._by_number.setdefault(document.number_key, []).append((code, document.year))

    def find(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes that a code in a query can mean."""
        if query.key is not None:
            return tuple(self._by_key.get(query.key, ()))
        found = dict.fromkeys(
            pair for key in query.number_keys for pair in self._by_number.get(key, ())
        )
        return tuple(code for code, year in found if query.year in (None, year))
