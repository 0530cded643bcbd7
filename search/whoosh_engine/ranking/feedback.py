"""Feedback: documents about the same as the first hits move up, where words of the query may be
missing.

A document that holds half of the words may be about the matter or about another. The leading
documents say what the matter is: those whose most used words are theirs are about it too.
"""

from search.ranking.feedback import CANDIDATES, likeness_gains
from search.whoosh_engine.reading.scoring import leading
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.arrays import Array

__all__ = ["add_feedback"]


def add_feedback(snapshot: Snapshot, docs: Array, weights: Array) -> Array:
    """Return the scores of documents with, for the leading ones, a share for their likeness to the
    first."""
    best = leading(weights, CANDIDATES)
    if len(best) < 2:
        return weights
    words = snapshot.topics.words(docs[best])
    sharpened = weights.copy()
    sharpened[best] += likeness_gains(words, snapshot.topics.rarity(words), weights[best])
    return sharpened
