"""What an index on a cluster has to offer while somebody types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.article import Article
from corpus.codes import CodeQuery
from corpus.vietnamese.text import fold
from search.opensearch_engine.asking.collection import ClusterCollection
from search.opensearch_engine.asking.queries import SORTS, is_text, least
from search.opensearch_engine.connection.failures import failures_named
from search.opensearch_engine.mapping import vocabulary_of
from search.opensearch_engine.wire import stored_article
from search.query.completion import MOST_WORDS
from search.query.plan import Plan

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

    def headlines(self, plan: Plan, most: int) -> Sequence[str]:
        """Return title and summary of the newest articles of a plan."""
        return [f"{one.title}\n{one.summary}" for one in self._newest(plan, most)]

    def texts(self, plan: Plan, most: int) -> Sequence[str]:
        """Return title, summary and body of the newest articles of a plan."""
        return [f"{one.title}\n{one.summary}\n{one.body}" for one in self._newest(plan, most)]

    def _newest(self, plan: Plan, most: int) -> list[Article]:
        body = {"query": least(plan, 0), "size": most, "sort": SORTS["newest"]}
        hits = self.collection.snapshot.search(body)["hits"]["hits"]
        return [stored_article(hit["_source"]).article for hit in hits]

    def count(self, plan: Plan) -> int:
        """Return the number of articles of a plan."""
        return self.collection.snapshot.counts([least(plan, 0)])[0]

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
