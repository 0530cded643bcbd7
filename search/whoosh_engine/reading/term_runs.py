"""The postings of some terms taken as one, where they lie in the mapped files of each segment.

They are read whole, to be kept for hot terms, or looked up at a few candidates, which needs nothing
worked out before.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from search.whoosh_engine.storage.arrays import Array, distinct
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.postings import FIELDS, Postings, spread

__all__ = [
    "POSITION_BITS",
    "Boosts",
    "Run",
    "Runs",
    "all_frequencies",
    "all_places",
    "are_few",
    "docs_with_headlines",
    "frequencies_at",
    "places_at",
    "places_in",
]

POSITION_BITS = 24
"""A place in the collection is (document << 24) + position."""

LOOKUP_COST = 8
"""To look up one place takes as long as to read so many in their order."""

Boosts = tuple[Array, Array, Array]
"""What one occurrence in a title, summary, body is worth, for each document."""


class Run(NamedTuple):
    """The postings of one term in one segment of `size` documents, `start` to `end`, and where its
    positions are; `base` is added to the segment's documents."""

    postings: Postings
    base: int
    size: int
    start: int
    end: int
    first_position: int
    last_position: int

    @classmethod
    @damage_named()
    def of(cls, postings: Postings, number: int, base: int, size: int) -> "Run":
        """Return the run of a term by its number, once it is inside the postings."""
        ends = (int(postings.term_starts[number]), int(postings.term_starts[number + 1]))
        places = (int(postings.position_starts[number]), int(postings.position_starts[number + 1]))
        if not ends[0] <= ends[1] <= len(postings.docs) or not places[0] <= places[1]:
            raise ValueError("a term has postings that are none")
        return cls(postings, base, size, *ends, *places)

    @property
    def occurrences(self) -> int:
        """Return the number of places."""
        return self.last_position - self.first_position

    @property
    def docs(self) -> Array:
        """Return i8: the documents. Raises ValueError for one that is not in the segment."""
        held = self.postings.docs[self.start : self.end]
        if len(held) and int(held.max()) >= self.size:
            raise ValueError("a posting is of no document")
        found: Array = held.astype(np.int64) + self.base
        return found

    def positions_at(self, places: Array | slice) -> Array:
        """Return some of the segment's positions. Raises ValueError for one that no text has."""
        found = self.postings.positions[places]
        if len(found) and int(found.max()) >> POSITION_BITS:
            raise ValueError("a position is behind the end of any text")
        return found

    def find(self, docs: Array) -> tuple[Array, Array]:
        """Return which of some ascending documents are here (indexes into `docs`), and the posting
        of each."""
        held = self.postings.docs[self.start : self.end]
        low, high = np.searchsorted(docs, (self.base + int(held[0]), self.base + int(held[-1]) + 1))
        wanted = (docs[low:high] - self.base).astype(held.dtype)
        places = np.searchsorted(held, wanted)
        found = (held[places] == wanted).nonzero()[0]
        return found + low, places[found] + self.start


Runs = Sequence[Run]


def _frequencies(
    run: Run, postings: Array | slice, docs: Array, boosts: Boosts, field: str
) -> Array:
    """Return f4: the weighted frequency in each of some documents; field "" is all."""
    sums = np.zeros(len(docs), np.float32)
    for name, frequency, boost in zip(FIELDS, run.postings.frequencies, boosts, strict=True):
        if field in ("", name):
            sums += frequency[postings] * boost[docs]
    return sums


def _by_segment(runs: Runs) -> Iterator[list[Run]]:
    """Yield the runs of each segment; they come segment by segment."""
    return (list(group) for _, group in groupby(runs, key=lambda run: run.base))


def _found(runs: Runs, docs: Array) -> Iterator[tuple[Run, Array, Array]]:
    """Yield, for each segment, which of some documents are in its runs (with repetition), and their
    postings."""
    for group in _by_segment(runs):
        found = [run.find(docs) for run in group]
        at, postings = (
            found[0] if len(found) == 1 else map(np.concatenate, zip(*found, strict=True))
        )
        yield group[0], at, postings


@damage_named()
def frequencies_at(runs: Runs, docs: Array, boosts: Boosts, field: str) -> Array:
    """Return f4: the weighted frequency in each of some ascending documents, 0 where there is
    none."""
    sums = np.zeros(len(docs), np.float32)
    for run, at, postings in _found(runs, docs):
        sums += np.bincount(at, _frequencies(run, postings, docs[at], boosts, field), len(docs))
    return sums


@damage_named()
def all_frequencies(runs: Runs, boosts: Boosts, field: str) -> tuple[Array, Array]:
    """Return the documents, ascending, and their weighted frequencies."""
    found = []
    for run in runs:
        docs = run.docs
        found.append((docs, _frequencies(run, slice(run.start, run.end), docs, boosts, field)))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    docs, sums = (
        (np.concatenate(column) for column in zip(*found, strict=True))
        if len(found) > 1
        else found[0]
    )
    if len({run.base for run in runs}) < len(runs):
        totals = np.bincount(docs, sums)
        docs = np.flatnonzero(totals)
        sums = totals[docs].astype(np.float32)
    elif field:
        docs, sums = docs[sums > 0], sums[sums > 0]
    return docs, sums


@damage_named()
def docs_with_headlines(runs: Runs) -> Array:
    """Return i8, ascending: the documents that hold the terms in title or summary."""
    found = [np.empty(0, np.int64)]
    for run in runs:
        title, summary, _ = (column[run.start : run.end] for column in run.postings.frequencies)
        found.append(run.docs[(title > 0) | (summary > 0)])
    return distinct(np.concatenate(found))


def _require(fits: bool) -> None:
    """Raise ValueError before room is made for positions that there are not."""
    if not fits:
        raise ValueError("postings have positions that are none")


@damage_named()
def are_few(places: int, of: int) -> bool:
    """Say whether some places are sooner looked up than all of so many read."""
    return places * LOOKUP_COST < of


def all_places(runs: Runs) -> Array:
    """Return i8, ascending: every place where the terms stand (see `POSITION_BITS`)."""
    found = [np.empty(0, np.int64)]
    for run in runs:
        positions = run.positions_at(slice(run.first_position, run.last_position))
        lengths = run.postings.totals(run.start, run.end)
        _require(int(lengths.sum()) == len(positions))
        found.append(np.repeat(run.docs << POSITION_BITS, lengths) + positions)
    return np.sort(np.concatenate(found), kind="stable") if len(runs) > 1 else found[-1]


@damage_named()
def places_at(runs: Runs, docs: Array) -> Array:
    """Return i8, ascending: (index in `docs` << 24) + position, for the places of the terms in some
    documents."""
    found = [np.empty(0, np.int64)]
    for run, at, postings in _found(runs, docs):
        firsts, lengths = run.postings.positions_of(postings)
        _require(int(lengths.sum()) <= len(run.postings.positions))
        positions = run.positions_at(spread(firsts, lengths))
        found.append((np.repeat(at, lengths) << POSITION_BITS) + positions)
    return np.sort(np.concatenate(found), kind="stable") if len(runs) > 1 else found[-1]


def places_in(places: Array, docs: Array) -> Array:
    """Return the same as `places_at`, from all places of the terms."""
    first, last = np.searchsorted(places, (docs << POSITION_BITS, (docs + 1) << POSITION_BITS))
    counts = last - first
    moved = np.repeat((np.arange(len(docs)) - docs) << POSITION_BITS, counts)
    moved += places[spread(first, counts)]
    return moved
