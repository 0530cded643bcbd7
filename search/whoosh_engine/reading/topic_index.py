"""What the documents of a snapshot are about, and how rare each of those words is."""

from collections.abc import Sequence

import numpy as np

from search.analysis.topics import WORDS
from search.whoosh_engine.storage.arrays import Array
from search.whoosh_engine.storage.segment import SegmentData

__all__ = ["TopicIndex"]

SAMPLE = 20_000
"""So many documents tell how rare a word is."""

RARITIES = 1 << 20
"""Rarity is kept by some bits of a word's hash."""


class TopicIndex:
    """The topic words (see `search.analysis.topics`) of all documents; reads them where the
    segments are mapped."""

    def __init__(self, segments: Sequence[SegmentData]) -> None:
        self._tables = [segment.docs.topics.reshape(-1, WORDS) for segment in segments]
        self._bases: list[int] = np.cumsum([0, *map(len, self._tables)]).tolist()
        step = max(self._bases[-1] // SAMPLE, 1)
        sample = np.concatenate(
            [np.empty((0, WORDS), "<u4")]
            + [
                table[-base % step :: step]
                for base, table in zip(self._bases, self._tables, strict=False)
            ]
        )
        counts = np.bincount(_bits(sample.reshape(-1)), minlength=RARITIES)
        held = np.maximum(np.arange(int(counts.max()) + 1), 1)
        self._rarities = np.log(max(len(sample), 1) / held).astype(np.float32)[counts]

    def words(self, docs: Array) -> Array:
        """Return u4 [len(docs), WORDS]: hashes of the words of some documents, 0 for none."""
        found = np.zeros((len(docs), WORDS), "<u4")
        for base, table in zip(self._bases, self._tables, strict=False):
            own = (docs >= base) & (docs < base + len(table))
            found[own] = table[docs[own] - base]
        return found

    def rarity(self, words: Array) -> Array:
        """Return f4: the idf of words, 0 for none."""
        return np.where(words == 0, np.float32(0), self._rarities[_bits(words)])


def _bits(words: Array) -> Array:
    found: Array = (words >> 1) & (RARITIES - 1)  # the last bit of every hash is 1
    return found
