"""What an index on a cluster has to offer while somebody types."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.codes import CodeQuery
from corpus.vietnamese.text import fold
from search.opensearch_engine.asking.collection import ClusterLexicon
from search.opensearch_engine.asking.queries import is_text
from search.opensearch_engine.connection.failures import failures_named
from search.opensearch_engine.mapping import vocabulary_of
from search.query.completion import MOST_WORDS

__all__ = ["ClusterKnown"]


@dataclass(frozen=True, slots=True)
class ClusterKnown:
    """A `search.query.completion.Known` over an index on a cluster."""

    lexicon: ClusterLexicon

    def values(self, facet: str) -> Iterable[tuple[str, int]]:
        """Yield each value of a facet with its number of articles."""
        counts = self.lexicon.snapshot.values(facet)
        return ((value, counts[value]) for value in self.lexicon.values(facet))

    def meant(self, query: CodeQuery) -> tuple[str, ...]:
        """Return the codes that a code in a query can mean."""
        return self.lexicon.codes(query)

    def words(self, typed: str) -> Iterable[tuple[str, int]]:
        """Yield the first words of the collection that begin so, with their articles."""
        words = self._beginning(typed) if is_text(typed) else []
        self.lexicon.expect(terms=words)
        return ((word, self.lexicon.frequency(word)) for word in words)

    def _beginning(self, typed: str) -> list[str]:
        field = "folded" if fold(typed) == typed else "term"
        query = {"bool": {"filter": [{"prefix": {field: typed}}, {"term": {"word": True}}]}}
        snapshot = self.lexicon.snapshot
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
