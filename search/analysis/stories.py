"""Near-duplicates: which articles tell one story in nearly the same words, as several papers print
it.

Min-hashing (Broder 1997) over runs of three syllables: each article has eight keys of four minima
each. Two that share six runs in ten share a key with a probability of two thirds, two that share
one in ten hardly ever.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["KEYS", "story_keys", "story_numbers"]

Array = NDArray[Any]

KEYS = 8
_ROWS = 4
_RUN = 3
_SHIFT = np.uint64(32)


@cache
def _factors() -> Array:
    rng = np.random.default_rng(20250109)
    return rng.integers(1, 1 << 63, KEYS * _ROWS, np.uint64) | np.uint64(1)


def story_keys(terms: Sequence[str], numbers: Array, docs: Array, count: int) -> Array:
    """Return u4 [count * KEYS]: the keys of each document, from its syllables in order; 0 where it
    has too few."""
    keys = np.zeros((count, KEYS), "<u4")
    hashes = np.array([crc32(term.encode()) for term in terms], np.uint64)[numbers]
    if len(hashes) < _RUN:
        return keys.reshape(-1)
    runs: Array = hashes[:-2] * np.uint64(1_000_003) + hashes[1:-1] * np.uint64(8_191) + hashes[2:]
    inside = docs[:-2] == docs[2:]
    runs, owners = runs[inside], docs[:-2][inside]
    if not len(runs):
        return keys.reshape(-1)
    begins = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    minima = [np.minimum.reduceat(runs * factor >> _SHIFT, begins) for factor in _factors()]
    for key in range(KEYS):
        mixed: Array = np.zeros(len(begins), np.uint64)
        for minimum in minima[key * _ROWS : (key + 1) * _ROWS]:
            mixed = (mixed ^ minimum) * np.uint64(0x9E3779B97F4A7C15)
        keys[owners[begins], key] = (mixed >> _SHIFT) | np.uint64(1)
    return keys.reshape(-1)


def story_numbers(keys: Array) -> Array:
    """Return i8 [N]: the story of each document, which is the first document that it shares keys
    with, link by link."""
    groups = [group for column in keys.reshape(-1, KEYS).T if len((group := _sharing(column))[0])]
    story = np.arange(len(keys) // KEYS)
    for _ in range(KEYS):
        before = story.copy()
        for docs, begins in groups:
            lowest = np.minimum.reduceat(story[docs], begins)
            story[docs] = np.repeat(lowest, np.diff(np.r_[begins, len(docs)]))
        if (story == before).all():
            break
    return story


def _sharing(keys: Array) -> tuple[Array, Array]:
    """Return the documents that share a key with another, those of one key together, and where each
    key begins; a key of 0 joins nothing."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    alike = ordered[1:] == ordered[:-1]
    shared = (np.r_[False, alike] | np.r_[alike, False]) & (ordered > 0)
    ordered, order = ordered[shared], order[shared]
    return order, np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(order)])
