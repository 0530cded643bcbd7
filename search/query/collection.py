"""What a collection knows of words, values and codes: what an engine tells whoever reads or
corrects a query."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from corpus.codes import CodeQuery

__all__ = ["Collection", "Words"]


class Words(Protocol):
    """What the collection knows of words: all that corrections need."""

    def frequency(self, term: str) -> int:
        """Return the number of documents that hold a term."""

    def forms(self, folded: str) -> list[str]:
        """Return the terms of a folded form."""

    def expect(self, terms: Iterable[str] = (), folded: Iterable[str] = ()) -> None:
        """Be told what will be asked for next; where each question is a round trip, they are
        fetched together."""


class Collection(Words, Protocol):
    """What the collection knows of words, and of the values of its facets."""

    def values(self, facet: str) -> Sequence[str]:
        """Return all values of a facet."""

    def codes(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes of the collection that a code in a query can mean."""

    def explained(self, short: str) -> str:
        """Return what its articles explain an abbreviation as, "" where they do not, or not as one
        thing."""
