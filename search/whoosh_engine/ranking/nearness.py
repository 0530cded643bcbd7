"""Nearness: how often neighbours of the query stand side by side in the best candidates.

Without diacritics a syllable says little, for ten words may hide behind it; two side by side say
nearly all. Looking at positions costs, so only the candidates that lead without them are looked at.
"""

from collections.abc import Sequence

import numpy as np

from search.query.plan import Term
from search.ranking.weighting import NEAR_CANDIDATES, NEARNESS
from search.whoosh_engine.reading.scoring import leading
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.reading.term_runs import POSITION_BITS
from search.whoosh_engine.storage.arrays import Array

__all__ = ["add_nearness"]


def add_nearness(
    snapshot: Snapshot, pairs: Sequence[tuple[Term, Term]], docs: Array, weights: Array
) -> Array:
    """Return the scores of documents with a BM25 share for each pair, counted as one term, in the
    leading ones."""
    best = leading(weights, NEAR_CANDIDATES)
    candidates = docs[best]
    terms = dict.fromkeys(term for pair in pairs for term in pair)
    places = {term: snapshot.places_at(term, candidates) for term in terms}
    counts = _side_by_side(
        [(places[first], places[second]) for first, second in pairs], len(candidates)
    )
    having = np.maximum(np.count_nonzero(counts, axis=1) * max(len(docs) // NEAR_CANDIDATES, 1), 1)
    rarity = np.log1p(snapshot.size / having)
    sharpened = weights.copy()
    sharpened[best] += NEARNESS * rarity @ (counts / (counts + snapshot.weighting.k1))
    return sharpened


def _side_by_side(pairs: Sequence[tuple[Array, Array]], size: int) -> Array:
    """Return i8 [pairs, size]: in each candidate, how often a place of the second is right behind
    one of the first.

    All pairs at once: each has its own range of places.
    """
    ranges = np.arange(len(pairs)) * size << POSITION_BITS
    first = np.concatenate(
        [places + start for (places, _), start in zip(pairs, ranges, strict=True)]
    )
    second = np.concatenate(
        [places + start for (_, places), start in zip(pairs, ranges, strict=True)]
    )
    if not len(first):
        return np.zeros((len(pairs), size), np.int64)
    at = np.searchsorted(first, second - 1)
    at[at == len(first)] = 0
    found = second[first[at] == second - 1] >> POSITION_BITS
    return np.bincount(found, minlength=len(pairs) * size).reshape(len(pairs), size)
