"""Scores: BM25F, and the documents of a condition with what each scores."""

from dataclasses import dataclass

import numpy as np

from search.whoosh_engine.arrays import Array

__all__ = ["BM25F", "Posting", "Weighting"]

DENSE_SHARE = 64
"""A term that is in more than one of so many documents also gets one weight a document, for look-up in one step."""


@dataclass(frozen=True, slots=True)
class Weighting:
    """BM25F (Robertson & Zaragoza 2009): a weight and a length normalisation b for each field, one saturation k1."""

    k1: float = 1.2
    weights: tuple[float, float, float] = (2.5, 1.5, 1.0)
    b: tuple[float, float, float] = (0.5, 0.6, 0.75)


BM25F = Weighting()


class Posting:
    """Documents (i8, sorted) and what each scores (f4, more than 0); `most` is the highest score one could have."""

    __slots__ = ("_size", "dense", "docs", "most", "weights")

    def __init__(self, docs: Array, weights: Array, size: int, most: float = 0.0) -> None:
        self.docs = docs
        self.weights = weights
        self.most = most
        self._size = size
        self.dense: Array | None = None

    def at(self, docs: Array) -> Array:
        """Return the score of each of some documents, 0 where it is absent."""
        if self.dense is None and len(self.docs) * DENSE_SHARE > self._size:
            dense = np.zeros(self._size, np.float32)
            dense[self.docs] = self.weights
            self.dense = dense  # only when it is whole: other threads read it
        if self.dense is not None:
            found: Array = self.dense[docs]
            return found
        if not len(self.docs):
            return np.zeros(len(docs), np.float32)
        places = np.searchsorted(self.docs, docs)
        places[places == len(self.docs)] = 0
        return np.where(self.docs[places] == docs, self.weights[places], np.float32(0))

    @property
    def nbytes(self) -> int:
        """Return the bytes it may come to hold."""
        dense = 4 * self._size if len(self.docs) * DENSE_SHARE > self._size else 0
        return self.docs.nbytes + self.weights.nbytes + dense
