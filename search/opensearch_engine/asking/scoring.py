"""What conditions score, as the embedded engine has it: BM25F of terms, the best of several
spellings, and the rarity of what stands side by side.

A term is scored by the cluster itself. What is made of several is worth what its rarity says, which
takes the number of articles that hold it: asked of the cluster at once for all, and kept with the
snapshot.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import log1p, sqrt

from corpus.vietnamese.text import fold
from search.opensearch_engine.asking.queries import (
    NOTHING,
    Query,
    frequencies_of,
    least,
    node_query,
    side_by_side,
)
from search.opensearch_engine.asking.snapshot import Snapshot
from search.opensearch_engine.mapping import FIELDS, field_of, saturation_of
from search.query.plan import And, Node, Or, Phrase, Plan, Prefix, Term, Values
from search.ranking.weighting import BM25F, NEAR_CANDIDATES, NEARNESS, VALUES, best_score, idf

__all__ = ["node_scored", "plan_query"]

OTHER_FIELDS = 0.3
"""What other fields add to the one where words stand side by side most often: about what they do
where places are counted over all fields."""

OF_INTERVALS = 0.92
"""c / (1 + c), what an interval scores that is there c times, to c / (k1 + c)."""

BEGINS = 0.55
"""How much of the highest score a word has that only begins as typed: the cluster does not count
how often."""


def node_scored(snapshot: Snapshot, node: Node) -> Query:
    """Return the query for the documents for which a condition holds, with what it scores."""
    return _Scoring(snapshot, [node]).scored(node)


def plan_query(snapshot: Snapshot, plan: Plan, words: int) -> Query:
    """Return the query of a plan of whose words so many must be there, with the scores that order
    its documents."""
    boosted = [node for node, _ in plan.should]
    asked = plan.words if words == len(plan.words) else plan.counted
    scoring = _Scoring(snapshot, (*asked, *plan.required, *boosted))
    held = [scoring.scored(node) for node in asked]
    missing = range(words + 1, len(asked) + 1)
    scored = [_shared(held, [node_query(node) for node in asked], missing)] if held else []
    scored += [scoring.scored(node) for node in plan.required]
    scored += [_boosted(scoring.scored(node), weight) for node, weight in plan.should]
    matching = [least(plan, words)]
    query: Query = {"bool": {"filter": matching, "should": scored}}
    pairs = [Phrase(pair) for pair in plan.pairs]
    if not pairs:
        return query
    rarities = snapshot.remembered((plan, words), lambda: _rarities(snapshot, query, pairs))
    near = map(_in_fields, pairs, (NEARNESS * rarity for rarity in rarities))
    return {"bool": {"filter": matching, "should": [*scored, *near]}}


def _rarities(snapshot: Snapshot, query: Query, pairs: Sequence[Phrase]) -> list[float]:
    """Return how rare it is that the words of each pair stand side by side, as the leading
    documents of a query tell it."""
    asked = {str(place): node_query(pair) for place, pair in enumerate(pairs)}
    leading = {
        "sampler": {"shard_size": NEAR_CANDIDATES},
        "aggs": {"pairs": {"filters": {"filters": asked}}},
    }
    body = {"size": 0, "query": query, "track_total_hits": True, "aggs": {"leading": leading}}
    found = snapshot.search(body, ranked=True)
    sample = found["aggregations"]["leading"]
    stands_for = max(found["hits"]["total"]["value"] // max(sample["doc_count"], 1), 1)
    counts = [sample["pairs"]["buckets"][name]["doc_count"] for name in asked]
    return [log1p(snapshot.articles / max(count * stands_for, 1)) for count in counts]


def _in_fields(phrase: Phrase, score: float) -> Query:
    """Return the query that scores a phrase by how often it stands somewhere, at most so much."""
    fields = [phrase.field] if phrase.field else FIELDS
    queries = [side_by_side(field, phrase.terms) for field in fields]
    return {
        "dis_max": {
            "queries": queries,
            "tie_breaker": OTHER_FIELDS,
            "boost": OF_INTERVALS * score,
        }
    }


def _shared(scored: Sequence[Query], words: Sequence[Query], numbers: Iterable[int]) -> Query:
    """Return what words score together; of a document that lacks some, by the square root of the
    share that it holds. `numbers` are the words that one may hold above the fewest."""
    together: Query = {"bool": {"should": list(scored)}}
    steps = [
        {
            "filter": {"bool": {"should": list(words), "minimum_should_match": number}},
            "weight": sqrt(number / (number - 1)),
        }
        for number in numbers
        if number > 1
    ]
    if not steps:
        return together
    combined = {"query": together, "functions": steps, "score_mode": "multiply"}
    return {"function_score": combined | {"boost_mode": "multiply"}}


def _boosted(query: Query, boost: float) -> Query:
    return {"bool": {"must": [query], "boost": boost}}


class _Scoring:
    """Some conditions of one search, with the numbers of documents that their scores take."""

    def __init__(self, snapshot: Snapshot, nodes: Iterable[Node]) -> None:
        self._size = snapshot.articles
        self._with_k1 = snapshot.scores_with_k1
        self._counts = snapshot.numbers_holding(
            {leaf: node_query(leaf) for node in nodes for leaf in _leaves(node)}
        )

    def most(self, node: Node) -> float:
        """Return what a condition scores at most, 0 where no document holds it."""
        match node:
            case And(nodes):
                return sum(map(self.most, nodes))
            case Or(nodes, common):
                return (min if common else max)(filter(None, map(self.most, nodes)), default=0.0)
            case Phrase(()):
                return 0.0
            case Values():
                count = self._counts[node]
                return VALUES * idf(count, self._size) if count else 0.0
        count = self._counts[node]
        return best_score(count, self._size, BM25F.k1) if count else 0.0

    def scored(self, node: Node) -> Query:
        """Return the query with the score of a condition."""
        match node:
            case Term(text, folded, field):
                name = field_of(field, folded=folded) if field else frequencies_of(folded=folded)
                value = fold(text) if folded else text
                return {"term": {name: {"value": value, "boost": self._boost(field)}}}
            case Phrase((term,), field):
                return self.scored(Term(term.text, term.folded, field))
            case Phrase(()):
                return NOTHING
            case Phrase():
                return _in_fields(node, self.most(node))
            case Prefix():
                return self._constant(node, self.most(node) * BEGINS)
            case Values():
                return self._constant(node, self.most(node))
            case And(nodes):
                return {"bool": {"must": [self.scored(part) for part in nodes]}}
            case Or(nodes):
                return self._best(nodes, self.most(node))

    def _boost(self, field: str) -> float:
        """Return what makes the cluster's score of a term that of the embedded engine."""
        k1 = saturation_of(field)
        return (BM25F.k1 + 1) / (k1 + 1 if self._with_k1 else 1)

    def _best(self, nodes: Sequence[Node], best: float) -> Query:
        """Score several spellings of one thing as one: by the best of those there are, each by its
        share of what it could score."""
        parts = [(node, most) for node in nodes if (most := self.most(node))]
        scored = [_boosted(self.scored(node), best / most) for node, most in parts]
        return {"dis_max": {"queries": scored}} if scored else NOTHING

    def _constant(self, node: Node, score: float) -> Query:
        return {"constant_score": {"filter": node_query(node), "boost": score}}


def _leaves(node: Node) -> Iterator[Node]:
    """Yield the conditions whose number of documents a score takes: all in an `Or`, and what is no
    single term."""
    match node:
        case And(nodes):
            for part in nodes:
                yield from _leaves(part)
        case Or(nodes):
            for part in nodes:
                yield from _all_leaves(part)
        case Term() | Phrase(()) | Phrase((_,)):
            return
        case _:
            yield node


def _all_leaves(node: Node) -> Iterator[Node]:
    match node:
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from _all_leaves(part)
        case Phrase(()):
            return
        case _:
            yield node
