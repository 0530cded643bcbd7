"""What an index on a cluster has to offer while somebody types."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.codes import CodeQuery
from corpus.vietnamese.text import fold
from search.opensearch_engine.asking.collection import ClusterCollection
from search.opensearch_engine.asking.queries import is_text
from search.opensearch_engine.connection.failures import failures_named
from search.opensearch_engine.mapping import vocabulary_of
from search.query.completion import MOST_WORDS

__all__ = ["ClusterCompletions"]


@dataclass(frozen=True, slots=True)
class ClusterCompletions:
    """A `search.query.completion.CompletionSource` over an index on a cluster."""

    collection: ClusterCollection

    def values(self, facet: str) -> Iterable[tuple[str, int]]:
        """Yield each value of a facet with its number of articles."""
        counts = self.collection.snapshot.values(facet)
        return ((value, counts[value]) for value in self.collection.values(facet))

    def meant(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes that a code in a query can mean."""
        return self.collection.codes(query)

    def words(self, typed: str) -> Iterable[tuple[str, int]]:
        """Yield the first words of the collection that begin so, with their articles."""
        words = self._beginning(typed) if is_text(typed) else []
        self.collection.expect(terms=words)
        return ((word, self.collection.frequency(word)) for word in words)

    def _beginning(self, typed: str) -> list[str]:
        field = "folded" if fold(typed) == typed else "term"
        query = {"bool": {"filter": [{"prefix": {field: typed}}, {"term": {"word": True}}]}}
        snapshot = self.collection.snapshot
        with failures_named(snapshot.location):
            answer = snapshot.client.search(
                index=vocabulary_of(snapshot.found.index),
                body={
                    "size": MOST_WORDS,
                    "query": query,
                    "sort": [field, "term"],
                    "_source": ["term"],
                },
            )
        return [hit["_source"]["term"] for hit in answer["hits"]["hits"]]
