"""What a collection knows of words, without a collection."""

from collections.abc import Sequence

from corpus.codes import CodeQuery
from corpus.vietnamese.text import fold

__all__ = ["Words"]


class Words:
    """A collection of words, each in so many articles."""

    def __init__(self, **words: int) -> None:
        self._words = words

    def frequency(self, term: str) -> int:
        return self._words.get(term, 0)

    def forms(self, folded: str) -> list[str]:
        return [word for word in self._words if fold(word) == folded]

    def expect(self, **asked: Sequence[str]) -> None:
        """Know everything beforehand."""

    def values(self, facet: str) -> Sequence[str]:
        return ()

    def codes(self, query: CodeQuery) -> tuple[str, ...]:
        return ()

    def explained(self, short: str) -> str:
        return ""
