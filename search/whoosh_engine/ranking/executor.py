"""Running a plan over whole arrays: which documents, and with what score.

Nothing walks postings one document at a time. The conditions of a conjunction are taken rarest
first: its documents are the candidates, and each further condition is looked up at them.
"""

from collections.abc import Sequence

import numpy as np

from search.deadline import check
from search.query.plan import (
    And,
    Node,
    Or,
    Phrase,
    Plan,
    Prefix,
    Term,
    Values,
    enough_hits,
    fewest_of,
)
from search.ranking.weighting import VALUES, idf
from search.whoosh_engine.ranking.feedback import add_feedback
from search.whoosh_engine.ranking.nearness import add_nearness
from search.whoosh_engine.ranking.phrases import phrase_at, phrase_docs, phrase_places
from search.whoosh_engine.reading.scoring import Scores, WholeScores
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.reading.term_runs import POSITION_BITS
from search.whoosh_engine.storage.arrays import Array, distinct

__all__ = ["count", "match", "matched", "run", "run_node", "together"]


def run_node(snapshot: Snapshot, node: Node) -> Scores:
    """Return the documents for which a condition holds, with their scores."""
    check()
    match node:
        case Term() | Prefix():
            return snapshot.scores(node)
        case Phrase(()) | And(()):
            return _or((), snapshot.size)
        case Phrase():
            return snapshot.kept(node, lambda: _phrase(snapshot, node))
        case Values(facet, values):
            return _values(snapshot, facet, values)
        case And(nodes):
            return _and([run_node(snapshot, part) for part in nodes], snapshot.size)
        case Or(nodes, common):
            return snapshot.kept(
                node,
                lambda: _or([run_node(snapshot, part) for part in nodes], snapshot.size, common),
            )


def _values(snapshot: Snapshot, facet: str, values: Sequence[str]) -> WholeScores:
    docs = snapshot.facet(facet).documents(values)
    weight = VALUES * idf(len(docs), snapshot.size)
    return WholeScores(docs, np.full(len(docs), weight, np.float32), snapshot.size, weight)


def _and(parts: Sequence[Scores], size: int) -> WholeScores:
    if not parts:
        return WholeScores(np.empty(0, np.int64), np.empty(0, np.float32), size)
    first, *others = sorted(parts, key=lambda part: part.count)
    found = _narrowed(first.docs, first.weights, others)
    return WholeScores(*found, size, sum(part.most for part in parts))


def _narrowed(docs: Array, weights: Array, parts: Sequence[Scores]) -> tuple[Array, Array]:
    for part in parts:
        if not len(docs):
            break
        more = part.at(docs)
        keep = more.nonzero()[0]
        if len(keep) < len(docs):
            docs, weights, more = docs[keep], weights[keep], more[keep]
        weights = weights + more
    return docs, weights


def _or(parts: Sequence[Scores], size: int, common: bool = False) -> WholeScores:
    """Score several spellings of one thing as one: by the best of those there are, each by what it
    could score; that is what the rarest could, or the most `common`."""
    shares = np.zeros(size, np.float32)
    for part in parts:
        if len(part.docs):
            shares[part.docs] = np.maximum(shares[part.docs], part.weights / np.float32(part.most))
    docs = np.flatnonzero(shares)
    held = [part.most for part in parts if len(part.docs)]
    most = (min if common else max)(held, default=0.0)
    return WholeScores(docs, shares[docs] * np.float32(most), size, most)


def _counted(parts: Sequence[Scores], size: int) -> tuple[WholeScores, Array]:
    """Return the documents for which any of the conditions holds, and of each how many do."""
    sums = np.zeros(size, np.float32)
    counts = np.zeros(size, np.uint16)
    for part in parts:
        sums[part.docs] += part.weights
        counts[part.docs] += 1
    docs = np.flatnonzero(counts)
    return WholeScores(docs, sums[docs], size), counts[docs]


def _phrase(snapshot: Snapshot, phrase: Phrase) -> WholeScores:
    starts = phrase_places(snapshot, phrase.terms)
    if phrase.field:
        starts = _in_field(snapshot, phrase, starts)
    docs, counts = np.unique(starts >> POSITION_BITS, return_counts=True)
    if snapshot.live is not None:
        keep = snapshot.live[docs]
        docs, counts = docs[keep], counts[keep]
    return snapshot.score(docs, counts.astype(np.float32))


def _in_field(snapshot: Snapshot, phrase: Phrase, starts: Array) -> Array:
    """Return those of the places where the phrase begins that are inside its field."""
    positions = starts & ((1 << POSITION_BITS) - 1)
    first, last = snapshot.field_range(phrase.field, starts >> POSITION_BITS)
    inside: Array = starts[(positions >= first) & (positions < last)]
    return inside


def count(snapshot: Snapshot, node: Node) -> int:
    """Return in how many documents a condition holds, without scoring them."""
    return snapshot.remembered(("count", node), lambda: len(_holding(snapshot, node)), lambda _: 0)


def _holding(snapshot: Snapshot, node: Node) -> Array:
    match node:
        case Phrase(terms, "") if terms:
            return phrase_docs(snapshot, terms)
        case Or(nodes):
            empty = np.empty(0, np.int64)
            return distinct(np.concatenate([empty, *(_holding(snapshot, one) for one in nodes)]))
    return run_node(snapshot, node).docs


def _holds(snapshot: Snapshot, node: Node, docs: Array) -> Array:
    """Return of each of some ascending living documents whether a condition holds."""
    match node:
        case Phrase(terms, "") if terms:
            return phrase_at(snapshot, terms, docs)
        case Or(nodes) if nodes:
            holds: Array = np.logical_or.reduce([_holds(snapshot, one, docs) for one in nodes])
            return holds
    holds = run_node(snapshot, node).at(docs) > 0
    return holds


def run(
    snapshot: Snapshot, plan: Plan, strict: WholeScores | None = None
) -> tuple[WholeScores, int]:
    """Return the documents of a plan with scores, and how many of its words each of them holds at
    least.

    `strict` is what `match` gave for the plan, if that is known already.
    """
    found, least = matched(snapshot, plan, strict)
    found = _sharpened(snapshot, plan, found)
    if least < len(plan.words):
        before, size = found.weights, snapshot.size
        found = WholeScores(found.docs, add_feedback(snapshot, found.docs, before), size)
        found.likeness = WholeScores(found.docs, found.weights - before, size)
    return found, least


def matched(
    snapshot: Snapshot, plan: Plan, strict: WholeScores | None = None
) -> tuple[WholeScores, int]:
    """Return the same as `run`, not yet in its final order: what is enough to count them."""
    found, least = strict or together(snapshot, plan, match(snapshot, plan)), len(plan.words)
    if plan.relax and len(found.docs) < enough_hits(least):
        found, least = _relaxed(snapshot, plan)
    return found, least


def match(snapshot: Snapshot, plan: Plan) -> WholeScores:
    """Return the documents for which all of a plan holds, side by side or not (`together`), with
    scores; all documents, score 0, if it asks nothing."""
    nodes = (*plan.required, *plan.words)
    if nodes:
        found = _and([run_node(snapshot, node) for node in nodes], snapshot.size)
        return _without(snapshot, plan, found)
    every = snapshot.everything
    return _without(
        snapshot, plan, WholeScores(every, np.zeros(len(every), np.float32), snapshot.size)
    )


def _relaxed(snapshot: Snapshot, plan: Plan) -> tuple[WholeScores, int]:
    """Let words be missing until there are enough hits; what is required stays so.

    A document with half of the words is worth less than half: a share of them counts by its square
    root besides.
    """
    found, counts = _counted([run_node(snapshot, node) for node in plan.counted], snapshot.size)
    found.weights *= np.sqrt(counts / np.float32(len(plan.words)), dtype=np.float32)
    held = np.zeros(snapshot.size, np.uint16)
    held[found.docs] = counts
    if plan.required:
        found = _and([found, *(run_node(snapshot, node) for node in plan.required)], snapshot.size)
    found = _without(snapshot, plan, together(snapshot, plan, found))
    counts = held[found.docs]
    least = fewest_of(plan, np.bincount(counts, minlength=len(plan.words) + 1).tolist())
    keep = counts >= least
    return WholeScores(found.docs[keep], found.weights[keep], snapshot.size), least


def together(snapshot: Snapshot, plan: Plan, found: WholeScores) -> WholeScores:
    """Return those of some documents that hold what a plan asks for side by side."""
    if not plan.together or not plan.is_ranked:
        return found
    docs, weights = found.docs, found.weights
    for node in plan.together:
        if not len(docs):
            break
        keep = _holds(snapshot, node, docs)
        docs, weights = docs[keep], weights[keep]
    return WholeScores(docs, weights, snapshot.size, found.most)


def _without(snapshot: Snapshot, plan: Plan, found: WholeScores) -> WholeScores:
    docs, weights = found.docs, found.weights
    for node in plan.must_not:
        if not len(docs):
            break
        keep = run_node(snapshot, node).at(docs) == 0
        docs, weights = docs[keep], weights[keep]
    return WholeScores(docs, weights, snapshot.size)


def _sharpened(snapshot: Snapshot, plan: Plan, found: WholeScores) -> WholeScores:
    """Return documents with what only changes their order: words of the segmenter, and pairs side
    by side."""
    weights = found.weights
    for node, boost in plan.should:
        more = run_node(snapshot, node)
        if more.count:
            weights = weights + np.float32(boost) * more.at(found.docs)
    if plan.pairs and len(found.docs):
        weights = add_nearness(snapshot, plan.pairs, found.docs, weights)
    return WholeScores(found.docs, weights, snapshot.size)
