"""Near-duplicates: which articles tell one story in nearly the same words, as several papers print
it.

Min-hashing (Broder 1997) over runs of three syllables: an article has twelve keys of five minima
each, so two articles that share a share J of their runs have a key in common with a probability of
1 - (1 - J^5)^12: 1.00 where they share nine runs in ten, .89 for seven, .03 for three.
Forecasts and prices of different days are one text with other figures: of an article that states
many, the runs with figures have minima of their own in each key, and must be shared too.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["KEYS", "story_keys", "story_numbers"]

Array = NDArray[Any]

KEYS = 12
_MINIMA, _ROWS = 32, 5
"""Each key is made of some of the minima."""

_OF_FIGURES, _FIGURE_ROWS = 8, 2
_MANY_FIGURES = 6
"""Runs with figures from which on they must be shared."""

_RUN = 3
_SHIFT = np.uint64(32)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@cache
def _factors() -> Array:
    rng = np.random.default_rng(20250109)
    return rng.integers(1, 1 << 63, _MINIMA + _OF_FIGURES, np.uint64) | np.uint64(1)


@cache
def _rows() -> list[tuple[list[int], list[int]]]:
    """Return which minima each key is made of, and which of those of figures."""
    rng = np.random.default_rng(20250110)
    return [
        (
            rng.permutation(_MINIMA)[:_ROWS].tolist(),
            rng.permutation(_OF_FIGURES)[:_FIGURE_ROWS].tolist(),
        )
        for _ in range(KEYS)
    ]


def story_keys(terms: Sequence[str], numbers: Array, docs: Array, count: int) -> Array:
    """Return i8 [count * KEYS]: the keys of each document, from its syllables in order; 0 where it
    has too few. With 32 bits some of a million articles would share one by chance."""
    keys = np.zeros((count, KEYS), "<i8")
    if len(numbers) < _RUN:
        return keys.reshape(-1)
    hashes = np.array([crc32(term.encode()) for term in terms], np.uint64)[numbers]
    figures = np.array([term[0].isdigit() for term in terms])[numbers]
    runs: Array = hashes[:-2] * np.uint64(1_000_003) + hashes[1:-1] * np.uint64(8_191) + hashes[2:]
    with_figure = figures[:-2] | figures[1:-1] | figures[2:]
    inside = docs[:-2] == docs[2:]
    runs, owners, with_figure = runs[inside], docs[:-2][inside], with_figure[inside]
    if not len(runs):
        return keys.reshape(-1)
    having = np.unique(owners)
    minima = _minima(runs, owners, count, _factors()[:_MINIMA])
    stating = np.bincount(owners[with_figure], minlength=count) >= _MANY_FIGURES
    kept = with_figure & stating[owners]
    of_figures = _minima(runs[kept], owners[kept], count, _factors()[_MINIMA:])
    for key, (rows, figure_rows) in enumerate(_rows()):
        mixed: Array = np.zeros(len(having), np.uint64)
        for row in [*(minima[row] for row in rows), *(of_figures[row] for row in figure_rows)]:
            mixed = (mixed ^ row[having]) * _MIX
        keys[having, key] = (mixed >> np.uint64(1)) | np.uint64(1)
    return keys.reshape(-1)


def _minima(runs: Array, owners: Array, count: int, factors: Array) -> list[Array]:
    """Return for each factor u8 [count]: the lowest hash of each document's runs, 0 without any."""
    begins = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]][: len(owners)])
    found = []
    for factor in factors:
        lowest = np.zeros(count, np.uint64)
        if len(begins):
            lowest[owners[begins]] = np.minimum.reduceat(runs * factor >> _SHIFT, begins)
        found.append(lowest)
    return found


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
