"""Nearness: how often neighbours of the query stand side by side in the best candidates.

Without diacritics a syllable says little, for ten words may hide behind it; two side by side say nearly all. Looking at
positions costs, so only the candidates that lead without them are looked at.
"""

from collections.abc import Sequence

import numpy as np

from search.plan import Term
from search.whoosh_engine.arrays import Array
from search.whoosh_engine.postings import Postings
from search.whoosh_engine.snapshot import POSITION_BITS, Snapshot
from search.whoosh_engine.terms import term_numbers

__all__ = ["CANDIDATES", "add_nearness"]

CANDIDATES = 200
WEIGHT = 0.7


def add_nearness(snapshot: Snapshot, pairs: Sequence[tuple[Term, Term]], docs: Array, weights: Array) -> Array:
    """Return the scores of documents with a BM25 share for each pair, counted as one term, in the leading ones."""
    leading = np.arange(len(docs))
    if len(docs) > CANDIDATES:
        leading = np.sort(np.argpartition(-weights, CANDIDATES)[:CANDIDATES])
    candidates = docs[leading]
    places = {term: _places(snapshot, term, candidates) for term in dict.fromkeys(t for pair in pairs for t in pair)}
    bonus = np.zeros(len(candidates), np.float32)
    k1 = snapshot.weighting.k1
    for first, second in pairs:
        counts = _side_by_side(places[first], places[second], len(candidates))
        having = max(np.count_nonzero(counts) * max(len(docs) // CANDIDATES, 1), 1)
        bonus += np.log1p(snapshot.size / having) * (counts / (counts + k1))
    sharpened = weights.copy()
    sharpened[leading] += WEIGHT * bonus
    return sharpened


def _side_by_side(first: Array, second: Array, size: int) -> Array:
    """Return of each candidate how often a place of `second` is right behind one of `first`."""
    if not len(first) or not len(second):
        return np.zeros(size, np.int64)
    at = np.searchsorted(first, second - 1)
    at[at == len(first)] = 0
    return np.bincount(second[first[at] == second - 1] >> POSITION_BITS, minlength=size)


def _places(snapshot: Snapshot, term: Term, candidates: Array) -> Array:
    """Return, sorted, (index of the candidate << 24) + position for each place of a term in the candidates."""
    numbers = term_numbers(term)
    found = [
        _run(snapshot, index, number, candidates)
        for index, segment in enumerate(snapshot.segments)
        for number in numbers(segment)
    ]
    if len(found) == 1:
        return found[0]
    return np.sort(np.concatenate([np.empty(0, np.int64), *found]))


def _run(snapshot: Snapshot, index: int, number: int, candidates: Array) -> Array:
    postings = snapshot.segments[index].postings
    start, end = int(postings.term_starts[number]), int(postings.term_starts[number + 1])
    docs = postings.docs[start:end]
    wanted = candidates - snapshot.bases[index]
    rows = np.searchsorted(docs, wanted)
    rows[rows == len(docs)] = 0
    here = (docs[rows] == wanted).nonzero()[0]
    if not len(here):
        return np.empty(0, np.int64)
    rows = rows[here]
    ends = snapshot.position_ends(index, number)
    lengths = postings.totals(start, end)[rows] if len(rows) * 4 > len(docs) else _totals(postings, rows + start)
    firsts = ends[rows] - lengths
    spread = np.repeat(firsts - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))
    return (np.repeat(here, lengths) << POSITION_BITS) + postings.positions[spread]


def _totals(postings: Postings, rows: Array) -> Array:
    first, second, third = (frequency[rows].astype(np.int64) for frequency in postings.frequencies)
    totals: Array = first + second + third
    return totals
