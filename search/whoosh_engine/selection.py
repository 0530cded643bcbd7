"""From the documents that match to those of one page: filters, order, and the facets around them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from corpus.text import fold
from search.model import DateBucket, FacetCount
from search.request import FACETS, SearchRequest
from search.whoosh_engine.arrays import Array
from search.whoosh_engine.snapshot import Posting, Snapshot

__all__ = ["LazyFacets", "Selection", "order", "top"]

MAX_MONTHS = 600
"""Over so many months the empty ones are left out."""


class Selection:
    """The documents that match a query, and which of them each filter keeps."""

    def __init__(
        self,
        snapshot: Snapshot,
        request: SearchRequest,
        found: Posting,
        days: tuple[date | None, date | None],
    ) -> None:
        self.snapshot = snapshot
        self.request = request
        self.docs = found.docs
        self.weights = found.weights
        self._masks = dict(_filters(snapshot, request, found.docs))
        if (mask := _within(snapshot, found.docs, request.date_from, request.date_to)) is not None:
            self._masks["date"] = mask
        if (mask := _within(snapshot, found.docs, *days)) is not None:
            self._masks["query"] = mask

    def kept(self, without: str = "") -> Array | None:
        """Return which documents pass all filters but those of one facet; None when all do."""
        masks = [mask for name, mask in self._masks.items() if name != without]
        if not masks:
            return None
        return masks[0] if len(masks) == 1 else np.logical_and.reduce(masks)

    def filtered(self) -> tuple[Array, Array]:
        """Return the documents that pass all filters, and their scores."""
        keep = self.kept()
        return (self.docs, self.weights) if keep is None else (self.docs[keep], self.weights[keep])

    def chosen(self, without: str = "") -> Array:
        """Return a boolean a document of the snapshot: whether it passes all filters but those of one facet."""
        keep = self.kept(without)
        chosen = np.zeros(self.snapshot.size, bool)
        chosen[self.docs if keep is None else self.docs[keep]] = True
        return chosen

    def is_filtered(self, name: str) -> bool:
        """Say whether a facet has a choice made."""
        return name in self._masks


def _filters(snapshot: Snapshot, request: SearchRequest, docs: Array) -> Iterator[tuple[str, Array]]:
    masks: dict[str, Array] = {}
    for facet, excluded, values in request.choices():
        having = np.zeros(snapshot.size, bool)
        having[snapshot.facet(facet).documents(values)] = True
        mask = having[docs] != excluded
        masks[facet] = masks[facet] & mask if facet in masks else mask
    yield from masks.items()


def _within(snapshot: Snapshot, docs: Array, first: date | None, last: date | None) -> Array | None:
    if first is None and last is None:
        return None
    days = snapshot.days[docs]
    mask = days >= (first.toordinal() if first else 0)
    return mask & (days <= last.toordinal()) if last else mask


def order(snapshot: Snapshot, docs: Array, weights: Array, sort: str) -> tuple[Array, ...]:
    """Return the sort keys of documents, most important first, smaller is better."""
    rank = snapshot.newest_rank[docs]
    if sort == "oldest":
        return (snapshot.oldest_rank[docs],)
    return (rank,) if sort == "newest" else (-weights, rank)


def top(keys: Sequence[Array], count: int) -> Array:
    """Return the indices of the first `count` items by the keys, in order, without sorting the rest."""
    first = keys[0]
    if count < len(first):
        bound = np.partition(first, count - 1)[count - 1]
        near = (first <= bound).nonzero()[0]
    else:
        near = np.arange(len(first))
    first_ones: Array = near[np.lexsort([key[near] for key in reversed(keys)])][:count]
    return first_ones


class LazyFacets(Mapping[str, Sequence[Any]]):
    """The facets of an answer; each is counted when it is first read."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._read: dict[str, Sequence[Any]] = {}
        self._chosen: Array | None = None
        self.totals: dict[str, int] = {}

    def __iter__(self) -> Iterator[str]:
        return iter((*FACETS, "date"))

    def __len__(self) -> int:
        return len(FACETS) + 1

    def __getitem__(self, name: str) -> Sequence[Any]:
        if name not in self._read:
            self._read[name] = self._months() if name == "date" else self._values(name)
        return self._read[name]

    def _documents(self, name: str) -> Array:
        if self._selection.is_filtered(name):
            return self._selection.chosen(name)
        if self._chosen is None:
            self._chosen = self._selection.chosen()
        return self._chosen

    def _values(self, name: str) -> list[FacetCount]:
        selection, request = self._selection, self._selection.request
        index = selection.snapshot.facet(name)
        counts = index.count(self._documents(name))
        self.totals[name] = int(np.count_nonzero(counts))
        selected = getattr(request, FACETS[name])
        excluded = getattr(request, f"not_{FACETS[name]}")
        chosen = dict.fromkeys((*selected, *excluded))
        shown = _largest(counts, index.values, request.facet_limit, request.facet_q)
        rows = [
            FacetCount(value, value, count, value in selected, value in excluded)
            for value, count in ((index.values[number], int(counts[number])) for number in shown)
        ]
        listed = {row.value for row in rows}
        for value in chosen:
            if value not in listed:
                count = int(counts[index.numbers[value]]) if value in index.numbers else 0
                rows.append(FacetCount(value, value, count, value in selected, value in excluded))
        return rows

    def _months(self) -> list[DateBucket]:
        snapshot, request = self._selection.snapshot, self._selection.request
        counts = np.bincount(snapshot.months[self._documents("date")], minlength=1)
        counts[0] = 0
        used = counts.nonzero()[0]
        self.totals["date"] = len(used)
        if not len(used):
            return []
        span = range(int(used[0]), int(used[-1]) + 1)
        numbers = span if len(span) <= MAX_MONTHS else used.tolist()
        return [_bucket(number + snapshot.first_month - 1, int(counts[number]), request) for number in numbers]


def _largest(counts: Array, values: Sequence[str], limit: int, wanted: str) -> list[int]:
    """Return the values with most documents; of equal counts the natural order, which is that of `values`, decides."""
    used = counts.nonzero()[0]
    if wanted:
        letters = fold(wanted)
        used = np.array([number for number in used.tolist() if letters in fold(values[number])], np.int64)
    numbers: list[int] = used[top((-counts[used], used), limit)].tolist() if len(used) else []
    return numbers


def _bucket(month: int, count: int, request: SearchRequest) -> DateBucket:
    """Return the bucket of a month, counted from January of year 0."""
    first = date(month // 12, month % 12 + 1, 1)
    after = month + 1
    last = date.fromordinal((date(after // 12, after % 12 + 1, 1) if after < 120_000 else date.max).toordinal() - 1)
    inside = (request.date_from is None or request.date_from <= last) and (
        request.date_to is None or request.date_to >= first
    )
    selected = inside and (request.date_from is not None or request.date_to is not None)
    return DateBucket(
        f"{first:%Y-%m}" if first.year > 999 else f"{first.year:04}-{first.month:02}",
        first,
        last,
        count,
        selected,
    )
