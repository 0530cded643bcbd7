"""What a snapshot knows of words and values, for reading queries."""

from collections.abc import Iterable, Sequence

from corpus.codes import CodeQuery
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.damage import damage_named

__all__ = ["SnapshotCollection"]


class SnapshotCollection:
    """A `search.query.collection.Collection` over one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def frequency(self, term: str) -> int:
        """Return the number of documents that hold a term, dead ones included."""
        return self._snapshot.frequency(term)

    @damage_named()
    def forms(self, folded: str) -> list[str]:
        """Return the terms of a folded form."""
        held = [(segment, segment.folds) for segment in self._snapshot.segments if segment.folds]
        return list(
            dict.fromkeys(
                segment.terms[number] for segment, folds in held for number in folds.terms(folded)
            )
        )

    def expect(self, terms: Iterable[str] = (), folded: Iterable[str] = ()) -> None:
        """Do nothing: every answer is at hand."""

    def values(self, facet: str) -> Sequence[str]:
        """Return all values of a facet."""
        return self._snapshot.facet(facet).values

    def codes(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes of the collection that a code in a query can mean."""
        return self._snapshot.codes.find(query)

    def explained(self, short: str) -> str:
        """Return what the articles explain an abbreviation as."""
        return self._snapshot.abbreviations.find(short)
