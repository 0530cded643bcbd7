"""Running a plan over whole arrays: which documents, and with what score.

Nothing walks postings one document at a time. The conditions of a conjunction are taken rarest first: its documents
are the candidates, and each further condition is looked up at them.
"""

from collections.abc import Callable, Sequence

import numpy as np

from corpus.text import fold
from search.analysis import is_folded
from search.plan import All, Any, Node, Phrase, Plan, Prefix, Term, Values
from search.whoosh_engine.arrays import Array
from search.whoosh_engine.segment import SegmentData
from search.whoosh_engine.snapshot import POSITION_BITS, Posting, Snapshot

__all__ = ["MAX_EXPANSION", "match", "run_node"]

MAX_EXPANSION = 1_000
"""Most terms that one prefix stands for in a segment: the first ones in order."""

VALUES_WEIGHT = 2.0


def _numbers(term: Term) -> Callable[[SegmentData], Sequence[int]]:
    def exact(segment: SegmentData) -> Sequence[int]:
        number = segment.terms.find(term.text)
        return () if number < 0 else (number,)

    def folded(segment: SegmentData) -> Sequence[int]:
        return segment.folds.terms(fold(term.text)) if segment.folds else ()

    return folded if term.folded else exact


def _prefixed(prefix: str) -> Callable[[SegmentData], Sequence[int]]:
    def exact(segment: SegmentData) -> Sequence[int]:
        start, end = segment.terms.prefix_range(prefix)
        return range(start, min(end, start + MAX_EXPANSION))

    def folded(segment: SegmentData) -> Sequence[int]:
        if not segment.folds:
            return ()
        start, end = segment.folds.forms.prefix_range(fold(prefix))
        runs = range(start, min(end, start + MAX_EXPANSION))
        return [number for form in runs for number in segment.folds.of(form)]

    return folded if is_folded(prefix) else exact


def run_node(snapshot: Snapshot, node: Node) -> Posting:
    """Return the documents for which a condition holds, with their scores."""
    match node:
        case Term(text, folded, field):
            return snapshot.posting(("term", text, folded), _numbers(node), field)
        case Prefix(text, field):
            return snapshot.posting(("prefix", text), _prefixed(text), field)
        case Phrase():
            return snapshot.kept(node, lambda: _phrase(snapshot, node))
        case Values(facet, values):
            return _values(snapshot, facet, values)
        case All(nodes):
            return _all([run_node(snapshot, part) for part in nodes], snapshot.size)
        case Any(nodes):
            return snapshot.kept(node, lambda: _any([run_node(snapshot, part) for part in nodes], snapshot.size))


def _values(snapshot: Snapshot, facet: str, values: Sequence[str]) -> Posting:
    docs = snapshot.facet(facet).documents(values)
    idf = np.log1p((snapshot.size - len(docs) + 0.5) / (len(docs) + 0.5))
    return Posting(docs, np.full(len(docs), VALUES_WEIGHT * idf, np.float32), snapshot.size)


def _all(postings: Sequence[Posting], size: int) -> Posting:
    ordered = sorted(postings, key=lambda posting: len(posting.docs))
    docs, weights = ordered[0].docs, ordered[0].weights
    for posting in ordered[1:]:
        more = posting.at(docs)
        keep = more.nonzero()[0]
        if len(keep) < len(docs):
            docs, weights, more = docs[keep], weights[keep], more[keep]
        weights = weights + more
    return Posting(docs, weights, size)


def _any(postings: Sequence[Posting], size: int) -> Posting:
    sums = np.zeros(size, np.float32)
    for posting in postings:
        sums[posting.docs] += posting.weights
    docs = np.flatnonzero(sums)
    return Posting(docs, sums[docs], size)


def _at_least(postings: Sequence[Posting], minimum: int, size: int) -> Posting:
    """Return the documents for which at least `minimum` of the conditions hold."""
    sums = np.zeros(size, np.float32)
    counts = np.zeros(size, np.uint8)
    for posting in postings:
        sums[posting.docs] += posting.weights
        counts[posting.docs] += 1
    docs = np.flatnonzero(counts >= minimum)
    return Posting(docs, sums[docs], size)


def _phrase(snapshot: Snapshot, phrase: Phrase) -> Posting:
    """Keep the places of the rarest term at which every other term stands where it should."""
    runs = []
    for offset, term in enumerate(phrase.terms):
        runs.append((offset, snapshot.places(("term", term.text, term.folded), _numbers(term))))
    runs.sort(key=lambda run: len(run[1]))
    first, found = runs[0]
    for offset, places in runs[1:]:
        found = _standing(found, places, offset - first)
    starts = found - first
    docs, counts = np.unique(starts >> POSITION_BITS, return_counts=True)
    if phrase.field:
        keep = np.isin(docs, _in_field(snapshot, phrase, starts))
        docs, counts = docs[keep], counts[keep]
    if snapshot.live is not None:
        keep = snapshot.live[docs]
        docs, counts = docs[keep], counts[keep]
    return snapshot.score(docs, counts.astype(np.float32))


def _standing(found: Array, places: Array, step: int) -> Array:
    """Return those of `found` with a place `step` behind."""
    if not len(places):
        return found[:0]
    wanted = found + step
    at = np.searchsorted(places, wanted)
    at[at == len(places)] = 0
    standing: Array = found[places[at] == wanted]
    return standing


def _in_field(snapshot: Snapshot, phrase: Phrase, starts: Array) -> Array:
    """Return the documents in which the phrase begins inside its field."""
    docs = starts >> POSITION_BITS
    positions = starts & ((1 << POSITION_BITS) - 1)
    first, last = snapshot.field_range(phrase.field, docs)
    return docs[(positions >= first) & (positions < last)]


def match(snapshot: Snapshot, plan: Plan) -> Posting:
    """Return the documents of a plan with their scores; all of them, score 0, for a plan that asks nothing."""
    postings = [run_node(snapshot, node) for node in plan.must]
    if not postings:
        every = snapshot.everything
        found = Posting(every, np.zeros(len(every), np.float32), snapshot.size)
    elif plan.minimum is not None and plan.minimum < len(postings):
        found = _at_least(postings, plan.minimum, snapshot.size)
    else:
        found = _all(postings, snapshot.size)
    return _adjust(snapshot, plan, found)


def _adjust(snapshot: Snapshot, plan: Plan, found: Posting) -> Posting:
    docs, weights = found.docs, found.weights
    for node in plan.must_not:
        keep = run_node(snapshot, node).at(docs) == 0
        docs, weights = docs[keep], weights[keep]
    for node, boost in plan.should:
        more = run_node(snapshot, node)
        if len(more.docs):
            weights = weights + np.float32(boost) * more.at(docs)
    return Posting(docs, weights, snapshot.size)
