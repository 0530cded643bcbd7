"""Likeness to the first hits: what an article gains whose most used words are those of the leading
ones (pseudo-relevance feedback, Rocchio 1971)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["CANDIDATES", "likeness_gains"]

Array = NDArray[Any]

CANDIDATES = 50
"""So many leading articles are compared."""

LEADERS = 3
WEIGHT = 0.7
"""An article with all the words of the leaders gains so much of the highest score."""


def likeness_gains(words: Array, rarities: Array, scores: Array) -> Array:
    """Return f4 [n]: what each of n articles gains, of the topic words of each (see `topics.py`)
    [n, WORDS], how rare these are [n, WORDS], and the scores [n]."""
    norms = np.sqrt((rarities * rarities).sum(axis=1, keepdims=True))
    vectors = rarities / np.maximum(norms, 1e-6)
    first = np.argsort(-scores, kind="stable")[:LEADERS]
    gains: Array = WEIGHT * scores[first[0]] * _likeness(words, vectors, first, scores)
    return gains


def _likeness(words: Array, vectors: Array, first: Array, scores: Array) -> Array:
    """Return of each article the cosine of its words with those of the first, these weighted by
    their scores."""
    shares = np.exp(scores[first] - scores[first[0]])
    shares /= shares.sum()
    known, places = np.unique(words[first], return_inverse=True)
    profile = np.bincount(
        places.reshape(-1), (shares[:, None] * vectors[first]).reshape(-1)
    ).astype(np.float32)
    at = np.minimum(np.searchsorted(known, words), len(known) - 1)
    likeness: Array = (vectors * np.where(known[at] == words, profile[at], np.float32(0))).sum(
        axis=1
    )
    return likeness
