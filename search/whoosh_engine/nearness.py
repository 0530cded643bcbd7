"""Nearness: how often neighbours of the query stand side by side in the best candidates.

Without diacritics a syllable says little, for ten words may hide behind it; two side by side say nearly all. Looking at
positions costs, so only the candidates that lead without them are looked at.
"""

from collections.abc import Sequence

import numpy as np

from search.plan import Term
from search.whoosh_engine.arrays import Array
from search.whoosh_engine.scoring import leading
from search.whoosh_engine.snapshot import Snapshot
from search.whoosh_engine.term_runs import POSITION_BITS

__all__ = ["CANDIDATES", "add_nearness"]

CANDIDATES = 200
WEIGHT = 0.7


def add_nearness(snapshot: Snapshot, pairs: Sequence[tuple[Term, Term]], docs: Array, weights: Array) -> Array:
    """Return the scores of documents with a BM25 share for each pair, counted as one term, in the leading ones."""
    best = leading(weights, CANDIDATES)
    candidates = docs[best]
    terms = dict.fromkeys(term for pair in pairs for term in pair)
    places = {term: snapshot.places_at(term, candidates) for term in terms}
    bonus = np.zeros(len(candidates), np.float32)
    k1 = snapshot.weighting.k1
    for first, second in pairs:
        counts = _side_by_side(places[first], places[second], len(candidates))
        having = max(np.count_nonzero(counts) * max(len(docs) // CANDIDATES, 1), 1)
        bonus += np.log1p(snapshot.size / having) * (counts / (counts + k1))
    sharpened = weights.copy()
    sharpened[best] += WEIGHT * bonus
    return sharpened


def _side_by_side(first: Array, second: Array, size: int) -> Array:
    """Return of each candidate how often a place of `second` is right behind one of `first`."""
    if not len(first) or not len(second):
        return np.zeros(size, np.int64)
    at = np.searchsorted(first, second - 1)
    at[at == len(first)] = 0
    return np.bincount(second[first[at] == second - 1] >> POSITION_BITS, minlength=size)
