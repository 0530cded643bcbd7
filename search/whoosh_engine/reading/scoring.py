"""Scores: the documents of a condition with what each scores, by BM25F (`ranking/weighting.py`)."""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from search.ranking.weighting import best_score
from search.whoosh_engine.storage.arrays import Array

__all__ = [
    "LazyScores",
    "Scores",
    "WholeScores",
    "leading",
    "saturated",
]

DENSE_SHARE = 64
"""A term that is in more than one of so many documents also gets one weight a document, for look-up
in one step."""


LOOK_UP_SHARE = 8
"""Looking a document up takes as long as reading so many postings in sequence."""


def saturated(frequencies: Array, most: float, k1: float) -> Array:
    """Return f4: the scores of weighted frequencies."""
    weights = frequencies * np.float32(most)
    weights /= frequencies + np.float32(k1)
    return weights.astype(np.float32, copy=False)


def leading(weights: Array, count: int) -> Array:
    """Return i8, ascending: the indices of the `count` highest scores, of all when there are no
    more."""
    if len(weights) <= count:
        return np.arange(len(weights))
    best: Array = np.sort(np.argpartition(-weights, count)[:count])
    return best


class Scores(Protocol):
    """Documents with what each scores, however they are come by."""

    most: float
    """The highest score one could have."""

    @property
    def count(self) -> int:
        """Return the number of documents."""

    @property
    def docs(self) -> Array:
        """Return the documents, ascending."""

    @property
    def weights(self) -> Array:
        """Return the score of each document."""

    def at(self, docs: Array) -> Array:
        """Return the score of each of some ascending documents, 0 where it is absent."""


class WholeScores:
    """Documents (i8, sorted) and what each scores (f4, more than 0); `most` is the highest score
    one could have, `likeness` what of the scores is likeness to the first, if that was added."""

    __slots__ = ("_size", "dense", "docs", "likeness", "most", "weights")

    def __init__(self, docs: Array, weights: Array, size: int, most: float = 0.0) -> None:
        self.docs = docs
        self.weights = weights
        self.most = most
        self._size = size
        self.dense: Array | None = None
        self.likeness: WholeScores | None = None

    @property
    def count(self) -> int:
        """Return the number of documents."""
        return len(self.docs)

    def at(self, docs: Array) -> Array:
        """Return the score of each of some ascending documents, 0 where it is absent."""
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


class LazyScores:
    """Scores worked out whole only when they have to be; a few documents are looked up where the
    index keeps them.

    `look_up` gives the weighted frequencies of a term in some documents, `make` the whole.
    """

    __slots__ = ("_k1", "_look_up", "_made", "_make", "count", "most")

    def __init__(
        self,
        count: int,
        look_up: Callable[[Array], Array],
        make: Callable[[], WholeScores],
        size: int,
        k1: float,
    ) -> None:
        self.count = count
        self.most = best_score(count, size, k1)
        self._look_up = look_up
        self._make = make
        self._made: WholeScores | None = None
        self._k1 = k1

    @property
    def whole(self) -> WholeScores:
        """Return all of it."""
        made = self._made = self._made or self._make()
        return made

    @property
    def docs(self) -> Array:
        """Return the documents."""
        return self.whole.docs

    @property
    def weights(self) -> Array:
        """Return the score of each document."""
        return self.whole.weights

    def at(self, docs: Array) -> Array:
        """Return the score of each of some ascending documents, 0 where it is absent."""
        if self._made or len(docs) * LOOK_UP_SHARE > self.count:
            return self.whole.at(docs)
        return saturated(self._look_up(docs), self.most, self._k1)
