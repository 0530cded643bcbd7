"""Posting lists as arrays, and their merge.

One posting is a (term, document) pair. The postings of all terms are concatenated, sorted
by term, then by document; so do their positions. A document's title, summary and body share one
position axis (see `analysis`), and a posting holds its term frequency in each of the three.

Merging needs no comparison of postings: where a part's postings of a term go is known from counts
alone, so each part is moved to its place by one scatter (the counting step of a radix sort).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.whoosh_engine.storage.arrays import (
    Allocate,
    Array,
    in_memory,
    run_lengths,
    smallest_dtype,
)

__all__ = ["FIELDS", "MARKED", "Postings", "invert", "merge_postings", "spread", "write_marks"]

FIELDS = ("title", "summary", "body")
TF = tuple(f"tf_{field}" for field in FIELDS)
_CHUNK = 1 << 21
MARKED = 32


@dataclass(slots=True)
class Postings:
    """The postings of V terms.

    term_starts u8 [V+1] and position_starts u8 [V+1]: where each term's postings and positions
    begin; docs u4 [P], frequencies three arrays [P] (title, summary, body), positions [T]; marks u8
    [P/32]: where the positions of every 32nd posting begin.
    """

    term_starts: Array
    position_starts: Array
    docs: Array
    frequencies: tuple[Array, Array, Array]
    positions: Array
    marks: Array

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "Postings":
        """Take the arrays by the names under which `to_arrays` gives them."""
        return cls(
            arrays["term_starts"],
            arrays["position_starts"],
            arrays["docs"],
            (arrays[TF[0]], arrays[TF[1]], arrays[TF[2]]),
            arrays["positions"],
            arrays["marks"],
        )

    def to_arrays(self) -> dict[str, Array]:
        """Return the arrays by name, as they are kept in a file."""
        return {
            "term_starts": self.term_starts,
            "position_starts": self.position_starts,
            "docs": self.docs,
            **dict(zip(TF, self.frequencies, strict=True)),
            "positions": self.positions,
            "marks": self.marks,
        }

    def totals(self, start: int = 0, end: int | None = None) -> Array:
        """Return i8: the number of positions of each posting, for a range of postings."""
        first, second, third = (frequency[start:end] for frequency in self.frequencies)
        return first.astype(np.int64) + second + third

    def positions_of(self, postings: Array) -> tuple[Array, Array]:
        """Return where the positions of some postings begin, and how many each has."""
        blocks, rest = np.divmod(postings, MARKED)
        steps = np.arange(MARKED)
        near = np.minimum((blocks * MARKED)[:, None] + steps, len(self.docs) - 1)
        first, second, third = (frequency[near] for frequency in self.frequencies)
        totals = first.astype(np.int64) + second + third
        firsts = self.marks[blocks].astype(np.int64) + np.where(
            steps < rest[:, None], totals, 0
        ).sum(axis=1)
        return firsts, totals[np.arange(len(rest)), rest]

    def without(self, live: Array) -> "Postings":
        """Return the postings of the documents for which `live` holds, those renumbered without
        gaps.

        Beside the result it takes the memory of one range of terms at a time.
        """
        numbers = (np.cumsum(live) - 1).astype("<u4")
        ranges = list(_chunks(self.position_starts))
        starts = [np.zeros(len(self.term_starts), "<u8") for _ in range(2)]
        for first, end in ranges:
            for counts, kept in zip(starts, self._kept(first, end, live), strict=True):
                counts[first + 1 : end + 1] = kept
        for counts in starts:
            np.cumsum(counts, out=counts)
        left = _empty_like(self, *starts)
        for first, end in ranges:
            self._copy_kept(left, first, end, live, numbers)
        write_marks(left.frequencies, left.marks)
        return left

    def _rows(self, first: int, end: int) -> slice:
        return slice(int(self.term_starts[first]), int(self.term_starts[end]))

    def _kept(self, first: int, end: int, live: Array) -> Iterator[Array]:
        """Yield the numbers of living postings and of their positions, of each of a range of
        terms."""
        rows = self._rows(first, end)
        keep = live[self.docs[rows]]
        bounds = self.term_starts[first : end + 1] - self.term_starts[first]
        for counts in (keep, np.where(keep, self.totals(rows.start, rows.stop), 0)):
            before = np.zeros(len(keep) + 1, np.int64)
            np.cumsum(counts, out=before[1:])
            yield np.diff(before[bounds])

    def _copy_kept(
        self, target: "Postings", first: int, end: int, live: Array, numbers: Array
    ) -> None:
        """Copy the living postings of a range of terms to their place in `target`."""
        rows, places = (
            self._rows(first, end),
            slice(int(self.position_starts[first]), int(self.position_starts[end])),
        )
        keep = live[self.docs[rows]]
        into = target._rows(first, end)
        target.docs[into] = numbers[self.docs[rows][keep]]
        for old, new in zip(self.frequencies, target.frequencies, strict=True):
            new[into] = old[rows][keep]
        into = slice(int(target.position_starts[first]), int(target.position_starts[end]))
        target.positions[into] = self.positions[places][
            np.repeat(keep, self.totals(rows.start, rows.stop))
        ]


def _empty_like(postings: Postings, term_starts: Array, position_starts: Array) -> Postings:
    """Return room for as many postings and positions as the starts say."""
    count = int(term_starts[-1])
    first, second, third = (np.empty(count, frequency.dtype) for frequency in postings.frequencies)
    docs, marks = np.empty(count, "<u4"), np.empty(-(-count // MARKED), "<u8")
    positions = np.empty(int(position_starts[-1]), postings.positions.dtype)
    return Postings(term_starts, position_starts, docs, (first, second, third), positions, marks)


def spread(starts: Array, counts: Array) -> Array:
    """Return start, start + 1, ... for each of the runs that begin at `starts` and are `counts`
    long."""
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def _chunks(starts: Array) -> Iterator[tuple[int, int]]:
    """Cut the terms into ranges of about `_CHUNK` items each, so that a merge's memory is
    bounded."""
    first, terms = 0, len(starts) - 1
    while first < terms:
        end = int(np.searchsorted(starts, int(starts[first]) + _CHUNK, side="right")) - 1
        end = min(max(end, first + 1), terms)
        yield first, end
        first = end


def _scatter(
    source: Array, target: Array, starts: Array, cursor: Array, terms: Array, shift: int = 0
) -> None:
    """Copy each term's run of `source` to where `cursor` says in `target`."""
    for first, end in _chunks(starts):
        counts = run_lengths(starts[first : end + 1])
        block = source[int(starts[first]) : int(starts[end])]
        target[spread(cursor[terms[first:end]], counts)] = (
            block + block.dtype.type(shift) if shift else block
        )


def _starts(
    parts: Sequence["Postings"], maps: Sequence[Array], terms: int, attribute: str
) -> Array:
    counts = np.zeros(terms, np.int64)
    for part, numbers in zip(parts, maps, strict=True):
        counts[numbers] += run_lengths(getattr(part, attribute))
    starts = np.zeros(terms + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def _room(parts: Sequence[Postings], terms: int, allocate: Allocate) -> Postings:
    postings = sum(len(part.docs) for part in parts)
    dtypes = [np.result_type(*(part.frequencies[field] for part in parts)) for field in range(3)]
    first, second, third = (
        allocate(name, dtype, postings) for name, dtype in zip(TF, dtypes, strict=True)
    )
    return Postings(
        allocate("term_starts", "<u8", terms + 1),
        allocate("position_starts", "<u8", terms + 1),
        allocate("docs", "<u4", postings),
        (first, second, third),
        allocate(
            "positions",
            np.result_type(*(part.positions for part in parts)),
            sum(len(part.positions) for part in parts),
        ),
        allocate("marks", "<u8", -(-postings // MARKED)),
    )


def write_marks(frequencies: Sequence[Array], marks: Array) -> None:
    """Write where the positions of every 32nd posting begin; in pieces, so that memory is
    bounded."""
    total, blocks = 0, max(_CHUNK // MARKED, 1)
    for start in range(0, len(marks), blocks):
        postings = slice(start * MARKED, (start + blocks) * MARKED)
        first, second, third = (frequency[postings] for frequency in frequencies)
        totals = first.astype(np.int64) + second + third
        ends = np.cumsum(totals) + total
        marks[start : start + blocks] = (ends - totals)[::MARKED]
        total = int(ends[-1])


def merge_postings(
    parts: Sequence[Postings],
    maps: Sequence[Array],
    bases: Sequence[int],
    terms: int,
    allocate: Allocate = in_memory,
) -> Postings:
    """Merge the postings of several parts into those of `terms` terms.

    `maps[i]` gives the merged term number of each term of part i, `bases[i]` is added to its
    documents; bases ascend, so documents of a term stay sorted.
    """
    target = _room(parts, terms, allocate)
    for attribute, source in (("term_starts", "docs"), ("position_starts", "positions")):
        starts = _starts(parts, maps, terms, attribute)
        getattr(target, attribute)[:] = starts
        cursor = starts[:-1].copy()
        for part, numbers, base in zip(parts, maps, bases, strict=True):
            runs = getattr(part, attribute)
            if source == "docs":
                _scatter(part.docs, target.docs, runs, cursor, numbers, base)
                for old, new in zip(part.frequencies, target.frequencies, strict=True):
                    _scatter(old, new, runs, cursor, numbers)
            else:
                _scatter(part.positions, target.positions, runs, cursor, numbers)
            cursor[numbers] += run_lengths(runs)
    write_marks(target.frequencies, target.marks)
    return target


def invert(terms: Array, docs: Array, positions: Array, fields: Array, count: int) -> Postings:
    """Sort occurrences into postings.

    terms, docs, positions, fields: one item an occurrence (term number < `count`, document,
    position, field number), ordered by document, then by position, as far as they are of one term.
    """
    order = np.argsort(terms.astype(smallest_dtype(count)), kind="stable")  # 16 bits: a radix sort
    terms, docs, positions, fields = terms[order], docs[order], positions[order], fields[order]
    new = np.ones(len(terms), bool)
    new[1:] = (terms[1:] != terms[:-1]) | (docs[1:] != docs[:-1])
    posting = np.cumsum(new) - 1
    total = int(posting[-1]) + 1 if len(posting) else 0
    tf = [np.bincount(posting[fields == field], minlength=total) for field in range(3)]
    first, second, third = (
        counts.astype(smallest_dtype(int(counts.max(initial=0)))) for counts in tf
    )
    marks = np.empty(-(-total // MARKED), "<u8")
    write_marks((first, second, third), marks)
    bounds = np.arange(count + 1)
    return Postings(
        np.searchsorted(terms[new], bounds).astype("<u8"),
        np.searchsorted(terms, bounds).astype("<u8"),
        docs[new].astype("<u4"),
        (first, second, third),
        positions.astype(smallest_dtype(int(positions.max(initial=0)))),
        marks,
    )
