"""The deep check of a segment: everything that follows from its stored articles is worked out again
and compared.

The articles are analysed and inverted anew, a few at a time. A segment's postings lie by term, not
by document, so each document's postings are summed up to one number on both sides.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import islice, pairwise

import numpy as np

from search.analysis.stories import KEYS
from search.analysis.topics import WORDS
from search.model import IndexedArticle
from search.whoosh_engine.storage.arrays import Array, run_lengths
from search.whoosh_engine.storage.doctable import DocTable, FacetTable
from search.whoosh_engine.storage.postings import MARKED, Postings, write_marks
from search.whoosh_engine.storage.segment import SegmentData, fold_terms, invert_documents

__all__ = ["verify_segment"]

CHUNK_DOCUMENTS = 500
CHUNK_POSTINGS = 1 << 20


def verify_segment(name: str, segment: SegmentData) -> Iterator[str]:
    """Yield a line for everything that does not follow from the stored articles."""
    if not _is_whole(segment):
        yield f"{name}: postings, positions and documents do not fit together"
        return
    if not _has_right_folds(segment):
        yield f"{name}: the folded terms are not those of the terms"
    sums = _sums(segment)
    documents = segment.articles.articles()
    start = 0
    while chunk := list(islice(documents, CHUNK_DOCUMENTS)):
        expected = invert_documents(chunk)
        yield from _differences(
            name, chunk, sums[start : start + len(chunk)] == _sums(expected), "postings"
        )
        yield from _differences(
            name, chunk, _equal_rows(segment.docs, expected.docs, start), "fields or facets"
        )
        start += len(chunk)


def _differences(
    name: str, documents: Sequence[IndexedArticle], equal: Array, what: str
) -> Iterator[str]:
    for document, same in zip(documents, equal.tolist(), strict=True):
        if not same:
            yield (
                f"{name}: the {what} of article {document.article.id!r} "
                "are not those of its stored text"
            )


def _is_whole(segment: SegmentData) -> bool:
    postings, size = segment.postings, len(segment)
    runs = (
        (postings.term_starts, len(segment.terms), len(postings.docs)),
        (postings.position_starts, len(segment.terms), len(postings.positions)),
        (segment.docs.shown.offsets, size, len(segment.docs.shown.blob)),
        (
            segment.articles.blocks.offsets,
            len(segment.articles.blocks),
            len(segment.articles.blocks.blob),
        ),
        *(
            (bodies.offsets, size, len(bodies.blob))
            for bodies in (segment.articles.bodies,)
            if bodies
        ),
        *((table.starts, size, len(table.numbers)) for table in segment.docs.facets.values()),
    )
    return (
        all(_are_starts(*run) for run in runs)
        and segment.has_one_size()
        and int(postings.docs.max(initial=0)) < max(size, 1)
        and all(_is_ordered(postings, first, end) for first, end in _term_ranges(postings))
        and _has_right_marks(postings)
    )


def _has_right_marks(postings: Postings) -> bool:
    right = np.empty(-(-len(postings.docs) // MARKED), "<u8")
    write_marks(postings.frequencies, right)
    return np.array_equal(postings.marks, right)


def _are_starts(starts: Array, count: int, total: int) -> bool:
    return (
        len(starts) == count + 1
        and int(starts[0]) == 0
        and int(starts[-1]) == total
        and bool((np.diff(starts.astype(np.int64)) >= 0).all())
    )


def _term_ranges(postings: Postings) -> Iterator[tuple[int, int]]:
    """Cut the terms into ranges of a bounded number of postings."""
    first, terms = 0, len(postings.term_starts) - 1
    while first < terms:
        full = int(postings.term_starts[first]) + CHUNK_POSTINGS
        end = max(int(np.searchsorted(postings.term_starts, full, side="right")) - 1, first + 1)
        yield first, end
        first = end


def _is_ordered(postings: Postings, first: int, end: int) -> bool:
    """Say whether each term has documents, ascending, and each document its positions,
    ascending."""
    starts = postings.term_starts[first : end + 1].astype(np.int64)
    rows, low = slice(int(starts[0]), int(starts[-1])), int(postings.position_starts[first])
    totals = postings.totals(rows.start, rows.stop)
    position_ends = np.cumsum(totals) + low
    if (run_lengths(starts) < 1).any() or (totals < 1).any():
        return False
    if (
        position_ends[starts[1:] - starts[0] - 1] != postings.position_starts[first + 1 : end + 1]
    ).any():
        return False
    return _ascends(postings.docs[rows], starts[1:-1] - starts[0]) and _ascends(
        postings.positions[low : int(position_ends[-1])], position_ends[:-1] - low
    )


def _ascends(values: Array, borders: Array) -> bool:
    """Say whether values ascend, but for the steps at the borders of runs."""
    steps = np.diff(values.astype(np.int64))
    steps[borders - 1] = 1
    return bool((steps > 0).all())


def _has_right_folds(segment: SegmentData) -> bool:
    terms = list(segment.terms)
    folds, right = segment.folds, fold_terms(terms)
    return (
        folds is not None
        and all(one < other for one, other in pairwise(terms))
        and list(folds.forms) == list(right.forms)
        and np.array_equal(folds.starts, right.starts)
        and np.array_equal(folds.numbers, right.numbers)
    )


def _sums(segment: SegmentData) -> Array:
    """Return u8 [N]: of each document a sum over its terms, their frequencies and positions."""
    postings = segment.postings
    hashes = np.array(
        [
            int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")
            for term in segment.terms
        ],
        "<u8",
    )
    sums = np.zeros(len(segment), "<u8")
    for first, end in _term_ranges(postings):
        starts = postings.term_starts[first : end + 1].astype(np.int64)
        rows = slice(int(starts[0]), int(starts[-1]))
        values = np.repeat(hashes[first:end], run_lengths(starts))
        docs, totals = postings.docs[rows], postings.totals(rows.start, rows.stop)
        for frequency in postings.frequencies:
            values = _mixed(values + frequency[rows])
        np.add.at(sums, docs, values)
        low = int(postings.position_starts[first])
        positions = postings.positions[low : low + int(totals.sum())].astype("<u8")
        np.add.at(sums, np.repeat(docs, totals), _mixed(np.repeat(values, totals) ^ positions))
    return sums


def _mixed(values: Array) -> Array:
    """Scatter the bits of 64-bit numbers (the finisher of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Array = values ^ (values >> np.uint64(31))
    return mixed


def _equal_rows(table: DocTable, expected: DocTable, start: int) -> Array:
    """Return a boolean a document of `expected`: whether `table` holds the same from `start` on."""
    rows = slice(start, start + len(expected))
    equal: Array = (table.days[rows] == expected.days) & (table.hashes[rows] == expected.hashes)
    for found, right in zip(table.lengths, expected.lengths, strict=True):
        equal &= found[rows] == right
    for found, right, width in (
        (table.stories, expected.stories, KEYS),
        (table.topics, expected.topics, WORDS),
    ):
        equal &= (found.reshape(-1, width)[rows] == right.reshape(-1, width)).all(axis=1)
    for doc in range(len(expected)):
        equal[doc] &= table.digest(start + doc) == expected.digest(doc)
        equal[doc] &= table.shown.raw(start + doc) == expected.shown.raw(doc)
        equal[doc] &= all(
            _values(table.facets[name], start + doc) == _values(right, doc)
            for name, right in expected.facets.items()
        )
    return equal


def _values(table: FacetTable, doc: int) -> list[str]:
    return [
        table.values[int(number)]
        for number in table.numbers[int(table.starts[doc]) : int(table.starts[doc + 1])]
    ]
