"""From the documents that match to those of one page: filters, order, and the facets around
them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from corpus.vietnamese.text import fold
from search.answer.facet_counts import months, with_choices
from search.deadline import check
from search.facets import FACETS
from search.model import DateBucket, FacetCount
from search.request import SearchRequest
from search.whoosh_engine.reading.facet_index import FacetIndex
from search.whoosh_engine.reading.scoring import WholeScores
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.arrays import Array

__all__ = ["LazyFacets", "Selection", "ranked", "top"]

SORTED_WHOLE = 256
"""So few items are sorted as fast as the best of them are found."""


class Selection:
    """The documents that match a query, and which of them each filter keeps.

    A facet is counted without the values chosen in it, but with those excluded, so that a count
    tells what a click on the value would leave.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        request: SearchRequest,
        found: WholeScores,
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
        """Return b1, one a matched document: does it pass all filters but those of one facet? None
        when there are no others."""
        masks = [mask for name, mask in self._masks.items() if name != without]
        if not masks:
            return None
        return masks[0] if len(masks) == 1 else np.logical_and.reduce(masks)

    def filtered(self) -> tuple[Array, Array]:
        """Return the documents that pass all filters, and their scores."""
        keep = self.kept()
        return (self.docs, self.weights) if keep is None else (self.docs[keep], self.weights[keep])

    def passing(self, without: str = "") -> Array:
        """Return, sorted, the documents that pass all filters but those of one facet."""
        keep = self.kept(without)
        return self.docs if keep is None else self.docs[keep]

    def is_filtered(self, name: str) -> bool:
        """Say whether a filter of this name, a facet's or the days', leaves documents out."""
        return name in self._masks

    def count_without(self, name: str) -> int | None:
        """Return how many documents pass all filters but one, None when there is no such filter."""
        return len(self.passing(name)) if self.is_filtered(name) else None


def _filters(
    snapshot: Snapshot, request: SearchRequest, docs: Array
) -> Iterator[tuple[str, Array]]:
    for choice, values in request.choices():
        having = np.zeros(snapshot.size, bool)
        having[snapshot.facet(choice.facet).documents(values)] = True
        yield choice.name, having[docs] != choice.excluded


def _within(snapshot: Snapshot, docs: Array, first: date | None, last: date | None) -> Array | None:
    if first is None and last is None:
        return None
    days = snapshot.days[docs]
    mask = days >= (first.toordinal() if first else 0)
    return mask & (days <= last.toordinal()) if last else mask


def ranked(snapshot: Snapshot, docs: Array, weights: Array, sort: str, count: int) -> Array:
    """Return the indices of the first `count` documents in the order asked for; the newest decide
    between equals."""
    if sort == "relevance":
        return top(weights, count, lambda near: snapshot.newest_rank[docs[near]])
    rank = snapshot.oldest_rank if sort == "oldest" else snapshot.newest_rank
    return top(-rank[docs], count)


def top(worth: Array, count: int, between: Callable[[Array], Array] | None = None) -> Array:
    """Return the indices of the `count` items of most worth, in order, without sorting the rest.

    Among equals the lower of `between` (of some indices) comes first, else the lower index.
    """
    if between is None and len(worth) <= SORTED_WHOLE:
        order: Array = np.argsort(-worth, kind="stable")[:count]
        return order
    near = np.arange(len(worth))
    if count < len(worth):
        bound = np.partition(worth, len(worth) - count)[len(worth) - count]
        near = (worth >= bound).nonzero()[0]
    first: Array = near[np.lexsort((between(near) if between else near, -worth[near]))][:count]
    return first


class LazyFacets(Mapping[str, Sequence[Any]]):
    """The facets of an answer; each is counted when it is first read."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._read: dict[str, Sequence[Any]] = {}
        self._all: Array | None = None
        self._flagged: Array | None = None
        self.totals: dict[str, int] = {}

    def __iter__(self) -> Iterator[str]:
        return iter((*FACETS, "date"))

    def __len__(self) -> int:
        return len(FACETS) + 1

    def __getitem__(self, name: str) -> Sequence[Any]:
        if name not in self._read:
            self._read[name] = self._months() if name == "date" else self._values(name)
        return self._read[name]

    def _passing(self, name: str) -> tuple[Array, Callable[[], Array]]:
        """Return the documents to count for a facet, and a way to get them as a boolean a
        document."""
        if self._selection.is_filtered(name):
            docs = self._selection.passing(name)
            return docs, lambda: self._flags(docs)
        if self._all is None:
            self._all = self._selection.passing()
        return self._all, self._all_flags

    def _all_flags(self) -> Array:
        if self._flagged is None and self._all is not None:
            self._flagged = self._flags(self._all)
        assert self._flagged is not None  # noqa: S101
        return self._flagged

    def _flags(self, docs: Array) -> Array:
        flags = np.zeros(self._selection.snapshot.size, bool)
        flags[docs] = True
        return flags

    def _values(self, name: str) -> list[FacetCount]:
        check()
        selection, request = self._selection, self._selection.request
        index = selection.snapshot.facet(name)
        counts = index.count(*self._passing(name))
        used = _named(counts.nonzero()[0], index, request.facet_q)
        self.totals[name] = len(used)
        shown = used[
            top(counts[used], request.facet_limit)
        ]  # of equal counts the first in the order of values
        largest = dict(
            zip(map(index.values.__getitem__, shown.tolist()), counts[shown].tolist(), strict=True)
        )
        number = index.numbers.get
        return with_choices(
            request,
            name,
            largest,
            lambda value: 0 if (n := number(value)) is None else int(counts[n]),
        )

    def every(self, name: str) -> dict[str, int]:
        """Return the count of each value of a facet, most first; `name` is none of "date"."""
        check()
        index = self._selection.snapshot.facet(name)
        counts = index.count(*self._passing(name))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        values = map(index.values.__getitem__, order.tolist())
        return dict(zip(values, counts[order].tolist(), strict=True))

    def _months(self) -> list[DateBucket]:
        snapshot, request = self._selection.snapshot, self._selection.request
        counts = np.bincount(snapshot.months[self._passing("date")[0]], minlength=1)
        counts[0] = 0
        used = counts.nonzero()[0]
        self.totals["date"] = len(used)
        first = snapshot.first_month - 1
        return months(
            request, dict(zip((used + first).tolist(), counts[used].tolist(), strict=True))
        )


def _named(numbers: Array, index: FacetIndex, wanted: str) -> Array:
    """Return those of some values that hold the letters asked for."""
    letters = fold(wanted)
    return (
        np.array([n for n in numbers.tolist() if letters in index.folded[n]], np.int64)
        if letters
        else numbers
    )
