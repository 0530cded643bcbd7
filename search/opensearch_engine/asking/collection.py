"""What an index on a cluster knows of words and values, for reading queries.

Folded forms are looked up in the index's list of terms; in how many articles a term is, is asked of
the articles themselves, so that the two can never disagree. Answers are kept with the snapshot.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from corpus.codes import CodeQuery
from corpus.vietnamese.ordering import natural_key
from search.opensearch_engine.asking.queries import encodable
from search.opensearch_engine.asking.snapshot import MOST_KEPT, Snapshot
from search.opensearch_engine.connection.failures import failures_named
from search.opensearch_engine.mapping import FREQUENCIES, vocabulary_of
from search.query.code_index import CodeIndex
from search.query.explained import ExplainedIndex

__all__ = ["ClusterCollection"]

TOGETHER = 500
"""Questions in one request."""

MOST_FORMS = 10_000


class ClusterCollection:
    """A `search.query.collection.Collection` over one snapshot, as long-lived as it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._sorted: dict[str, Sequence[str]] = {}

    def frequency(self, term: str) -> int:
        """Return the number of documents that hold a term."""
        known = self.snapshot.frequencies.get(term)
        return self._count([term]).get(term, 0) if known is None else known

    def forms(self, folded: str) -> list[str]:
        """Return the terms of a folded form."""
        known = self.snapshot.forms.get(folded)
        return self._look_up([folded]).get(folded, []) if known is None else known

    def expect(self, terms: Iterable[str] = (), folded: Iterable[str] = ()) -> None:
        """Look up what will be asked for next, all in one round trip."""
        self._count(
            [term for term in dict.fromkeys(terms) if term not in self.snapshot.frequencies]
        )
        self._look_up([form for form in dict.fromkeys(folded) if form not in self.snapshot.forms])

    def _count(self, terms: Sequence[str]) -> dict[str, int]:
        """Ask in how many documents some terms are; keep the answer until another thread makes
        room."""
        snapshot, found = self.snapshot, dict[str, int]()
        new = encodable(terms)
        for start in range(0, len(new), TOGETHER):
            some = new[start : start + TOGETHER]
            counts = snapshot.counts([{"term": {FREQUENCIES: term}} for term in some])
            found |= dict(zip(some, counts, strict=True))
        if len(snapshot.frequencies) > MOST_KEPT:
            snapshot.frequencies = {}
        snapshot.frequencies.update(found)
        return found

    def _look_up(self, folded: Sequence[str]) -> dict[str, list[str]]:
        """Ask for the terms of some folded forms; keep the answer until another thread makes
        room."""
        snapshot, found = self.snapshot, dict[str, list[str]]()
        new = encodable(folded)
        for start in range(0, len(new), TOGETHER):
            found |= self._forms_of(new[start : start + TOGETHER])
        if len(snapshot.forms) > MOST_KEPT:
            snapshot.forms = {}
        snapshot.forms.update(found)
        return found

    def _forms_of(self, folded: Sequence[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {form: [] for form in folded}
        body = {"size": MOST_FORMS, "query": {"terms": {"folded": list(folded)}}, "sort": ["term"]}
        with failures_named(self.snapshot.location):
            answer = self.snapshot.client.search(
                index=vocabulary_of(self.snapshot.found.index), body=body
            )
        for hit in answer["hits"]["hits"]:
            found[hit["_source"]["folded"]].append(hit["_source"]["term"])
        return found

    def values(self, facet: str) -> Sequence[str]:
        """Return all values of a facet."""
        if facet not in self._sorted:
            self._sorted[facet] = sorted(self.snapshot.values(facet), key=natural_key)
        return self._sorted[facet]

    def codes(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes of the collection that a code in a query can mean."""
        return self._codes.find(query)

    def explained(self, short: str) -> str:
        """Return what the articles explain an abbreviation as."""
        return self._abbreviations.find(short)

    @cached_property
    def _codes(self) -> CodeIndex:
        return CodeIndex(self.values("code"))

    @cached_property
    def _abbreviations(self) -> ExplainedIndex:
        return ExplainedIndex(self.snapshot.values("abbreviation").items())
