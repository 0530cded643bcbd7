"""Posting lists: inverting, leaving documents out, and merging in any grouping come to the same
arrays."""

import tracemalloc
from contextlib import AbstractContextManager
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.whoosh_engine.storage import postings as module
from search.whoosh_engine.storage.postings import Postings, invert, merge_postings

TERMS = 4
Occurrence = tuple[int, int]
"""(term, field)"""

documents = st.lists(
    st.lists(st.tuples(st.integers(0, TERMS - 1), st.integers(0, 2)), max_size=8), max_size=8
)
fast = settings(deadline=None)


def _invert(docs: list[list[Occurrence]]) -> Postings:
    rows = [
        (term, doc, position, field)
        for doc, own in enumerate(docs)
        for position, (term, field) in enumerate(own)
    ]
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    return invert(columns[0], columns[1], columns[2], columns[3], TERMS)


def _lists(held: Postings) -> list[list[tuple[int, tuple[int, ...], list[int]]]]:
    """Return of each term its (document, frequencies, positions)."""
    lists = []
    for term in range(len(held.term_starts) - 1):
        at, rows = int(held.position_starts[term]), []
        for row in range(int(held.term_starts[term]), int(held.term_starts[term + 1])):
            counts = tuple(int(column[row]) for column in held.frequencies)
            rows.append(
                (int(held.docs[row]), counts, held.positions[at : at + sum(counts)].tolist())
            )
            at += sum(counts)
        assert at == int(held.position_starts[term + 1])
        lists.append(rows)
    return lists


def _expected(docs: list[list[Occurrence]]) -> list[list[tuple[int, tuple[int, ...], list[int]]]]:
    return [
        [
            (
                doc,
                tuple(sum(own == (term, field) for own in held) for field in range(3)),
                [position for position, (other, _) in enumerate(held) if other == term],
            )
            for doc, held in enumerate(docs)
            if any(other == term for other, _ in held)
        ]
        for term in range(TERMS)
    ]


def _chunks_of(items: int) -> AbstractContextManager[object]:
    return patch.object(module, "_CHUNK", items)


@fast
@given(documents)
def test_inverting(docs: list[list[Occurrence]]) -> None:
    """Each term's documents ascend, with frequencies by field and ascending positions."""
    assert _lists(_invert(docs)) == _expected(docs)


@fast
@given(documents, st.data(), st.integers(1, 40))
def test_leaving_documents_out(
    docs: list[list[Occurrence]], data: st.DataObject, chunk: int
) -> None:
    """Without some documents the postings are those of the others alone, numbered without gaps."""
    live = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(docs), max_size=len(docs))), bool
    )
    kept = [own for own, lives in zip(docs, live.tolist(), strict=True) if lives]
    with _chunks_of(chunk):
        assert _lists(_invert(docs).without(live)) == _expected(kept)


def test_leaving_documents_out_takes_little_memory() -> None:
    """Beside what is left only a range of terms is held: a fraction of the postings, not a multiple
    of them."""
    terms, docs = 200, 2_000
    held = invert(
        np.repeat(np.arange(terms), docs),
        np.tile(np.arange(docs), terms),
        np.zeros(terms * docs, int),
        np.full(terms * docs, 2),
        terms,
    )
    live = np.arange(docs) % 10 > 0
    with _chunks_of(4 * docs):
        tracemalloc.start()
        left = held.without(live)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    kept = sum(array.nbytes for array in left.to_arrays().values())
    assert len(left.docs) == terms * int(live.sum())
    assert peak - kept < kept / 4


@fast
@given(st.lists(documents, min_size=1, max_size=4), st.integers(1, 3), st.integers(1, 40))
def test_merging_in_any_grouping(
    groups: list[list[list[Occurrence]]], cut: int, chunk: int
) -> None:
    """One merge, merges of merges, and no merge at all give the same arrays, however small the
    chunks."""
    whole = _invert([own for group in groups for own in group])
    parts = [_invert(group) for group in groups]
    sizes = [len(group) for group in groups]
    with _chunks_of(chunk):
        at_once = _merge(parts, sizes)
        left, right = parts[:cut], parts[cut:]
        in_steps = _merge([_merge(left, sizes[:cut]), *right], [sum(sizes[:cut]), *sizes[cut:]])
    for merged in (at_once, in_steps):
        for name, array in whole.to_arrays().items():
            assert array.tolist() == merged.to_arrays()[name].tolist(), name


def _merge(parts: list[Postings], sizes: list[int]) -> Postings:
    bases = np.cumsum([0, *sizes])[:-1].tolist()
    return merge_postings(parts, [np.arange(TERMS)] * len(parts), bases, TERMS)


def test_terms_find_their_place() -> None:
    """Parts with terms of their own are merged through the map from their numbers to the merged
    ones."""
    first = invert(np.array([0, 1]), np.array([0, 0]), np.array([0, 1]), np.array([2, 2]), 2)
    second = invert(np.array([0]), np.array([0]), np.array([5]), np.array([0]), 1)
    merged = merge_postings([first, second], [np.array([0, 2]), np.array([1])], [0, 1], 3)
    assert _lists(merged) == [[(0, (0, 0, 1), [0])], [(1, (1, 0, 0), [5])], [(0, (0, 0, 1), [1])]]


def test_numbers_over_a_byte() -> None:
    """Frequencies and positions over 255 survive beside small ones."""
    many = invert(np.zeros(300, int), np.zeros(300, int), np.arange(300), np.full(300, 2), 1)
    few = invert(np.zeros(1, int), np.zeros(1, int), np.zeros(1, int), np.zeros(1, int), 1)
    merged = merge_postings([few, many], [np.array([0])] * 2, [0, 1], 1)
    assert _lists(merged) == [[(0, (1, 0, 0), [0]), (1, (0, 0, 300), list(range(300)))]]
