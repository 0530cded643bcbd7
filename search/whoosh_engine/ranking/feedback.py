"""Feedback: documents about the same as the first hits move up, where words of the query may be
missing.

A document that holds half of the words may be about the matter or about another. The leading
documents say what the matter is (pseudo-relevance feedback, Rocchio 1971): those whose most used
words are theirs are about it too.
"""

import numpy as np

from search.whoosh_engine.reading.scoring import leading
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.arrays import Array

__all__ = ["add_feedback"]

CANDIDATES = 50
LEADERS = 3
WEIGHT = 0.7
"""A document with all the words of the leaders gains so much of the highest score."""


def add_feedback(snapshot: Snapshot, docs: Array, weights: Array) -> Array:
    """Return the scores of documents with, for the leading ones, a share for their likeness to the
    first."""
    best = leading(weights, CANDIDATES)
    if len(best) < 2:
        return weights
    words = snapshot.topics.words(docs[best])
    vectors = snapshot.topics.rarity(words)
    vectors /= np.maximum(np.sqrt((vectors * vectors).sum(axis=1, keepdims=True)), 1e-6)
    scores = weights[best]
    first = np.argsort(-scores, kind="stable")[:LEADERS]
    sharpened = weights.copy()
    sharpened[best] += WEIGHT * scores[first[0]] * _likeness(words, vectors, first, scores)
    return sharpened


def _likeness(words: Array, vectors: Array, first: Array, scores: Array) -> Array:
    """Return of each document the cosine of its words with those of the first, these weighted by
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
