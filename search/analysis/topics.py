"""What an article is about: the words it uses most, by which others about the same matter are
known.

Only words of two and more syllables are taken; they carry a matter, and a syllable alone hardly
does.
"""

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["WORDS", "topic_words"]

Array = NDArray[Any]

WORDS = 48
TITLE_SHARE = 3
"""A word in a title or summary counts as so many in the body."""


def topic_words(
    terms: Sequence[str], numbers: Array, docs: Array, in_body: Array, count: int
) -> Array:
    """Return u4 [count * WORDS]: hashes of the most used words of each document, the most used
    first, 0 behind them.

    numbers, docs, in_body: one item an occurrence of a word (its number in `terms`, its document,
    whether it is in the body). Of words used as often the one with the higher hash comes first,
    whatever the order of the terms.
    """
    topics = np.zeros((count, WORDS), "<u4")
    hashes = np.array([crc32(term.encode()) | 1 for term in terms], np.int64)
    pairs, places = np.unique(docs * len(terms) + numbers, return_inverse=True)
    uses = np.bincount(places, np.where(in_body, 1, TITLE_SHARE))
    owners, words = np.divmod(pairs, max(len(terms), 1))
    order = np.lexsort((-hashes[words], -uses, owners))
    owners = owners[order]
    ranks = np.arange(len(owners)) - np.searchsorted(owners, owners)
    kept = ranks < WORDS
    topics[owners[kept], ranks[kept]] = hashes[words[order[kept]]]
    return topics.reshape(-1)
