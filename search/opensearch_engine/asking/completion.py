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
from search.query.beginnings import CodeNames, PlaceNames
from search.query.completion import MOST_WORDS
from search.query.continuing import MOST_HEADLINES, MOST_TEXTS
from search.query.plan import And, Node, Or, Phrase, Plan, Prefix, Term

__all__ = ["ClusterCompletions"]


@dataclass(frozen=True, slots=True)
class ClusterCompletions:
    """A `search.query.completion.CompletionSource` over an index on a cluster."""

    collection: ClusterCollection

    def codes(self) -> CodeNames:
        """Return the codes."""
        return CodeNames(self._counted("code"))

    def places(self) -> PlaceNames:
        """Return the districts."""
        return PlaceNames(self._counted("district"))

    def _counted(self, facet: str) -> Iterable[tuple[str, int]]:
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

    def headlines(self, whole: Sequence[Term], last: str) -> Sequence[str]:
        """Return title and summary of the newest articles that may go on so in one of these."""
        plan = _going_on(whole, last, ("title", "summary"))
        return [f"{one.title}\n{one.summary}" for one in self._newest(plan, MOST_HEADLINES)]

    def texts(self, whole: Sequence[Term], last: str) -> Sequence[str]:
        """Return title, summary and body of the newest articles that may go on so."""
        found = self._newest(_going_on(whole, last, ("",)), MOST_TEXTS)
        return [f"{one.title}\n{one.summary}\n{one.body}" for one in found]

    def _newest(self, plan: Plan, most: int) -> list[Article]:
        body = {"query": least(plan, 0), "size": most, "sort": SORTS["newest"]}
        hits = self.collection.snapshot.search(body)["hits"]["hits"]
        return [stored_article(hit["_source"]).article for hit in hits]

    def count(self, phrase: Phrase) -> int:
        """Return the number of articles that hold a phrase."""
        return self.collection.snapshot.counts([least(Plan(required=(phrase,)), 0)])[0]

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


def _going_on(whole: Sequence[Term], last: str, fields: Sequence[str]) -> Plan:
    """Return what holds for articles that have some terms side by side in one of some fields, and
    there one that begins so too."""
    held: list[Node] = []
    for field in fields:
        terms = tuple(Term(term.text, term.folded, field) for term in whole)
        side_by_side = terms[0] if len(terms) == 1 else Phrase(terms, field)
        held.append(And((side_by_side, *([Prefix(fold(last), field)] if last else []))))
    return Plan(required=(Or(tuple(held)),))
