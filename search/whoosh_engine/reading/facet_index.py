"""Facets: who has which value, and exact counts of the values among some documents in one pass over
arrays."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from corpus.vietnamese.ordering import natural_key
from corpus.vietnamese.text import fold
from search.whoosh_engine.storage.arrays import Array, distinct, run_lengths
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.doctable import FacetTable

__all__ = ["FacetIndex"]

FEW = 4
"""With so many times fewer documents than values held, each document's values are looked up instead
of all counted."""


class FacetIndex:
    """One facet over all segments: V `values` in natural order, and pairs (value, document) sorted
    by value.

    docs i8 [P], starts i8 [V+1]: the documents of value v are docs[starts[v]:starts[v+1]].
    """

    @damage_named()
    def __init__(self, tables: Sequence[FacetTable], live: Array | None) -> None:
        self.values = sorted({value for table in tables for value in table.values}, key=natural_key)
        self.numbers = {value: number for number, value in enumerate(self.values)}
        pairs: list[Array] = [np.empty(0, np.int64)]
        docs: list[Array] = [np.empty(0, np.int64)]
        base = 0
        for table in tables:
            own = np.array([self.numbers[value] for value in table.values], np.int64)
            pairs.append(own[table.numbers])
            counts = run_lengths(table.starts)
            docs.append(np.repeat(np.arange(base, base + len(counts)), counts))
            base += len(counts)
        self._size = base
        self._living = base if live is None else int(live.sum())
        self._sort(np.concatenate(pairs), np.concatenate(docs), live)

    def _sort(self, numbers: Array, docs: Array, live: Array | None) -> None:
        if live is not None:
            keep = live[docs]
            numbers, docs = numbers[keep], docs[keep]
        order = np.argsort(numbers, kind="stable")
        self.docs: Array = docs[order]
        self.pairs: Array = numbers[order]
        self.starts: Array = np.searchsorted(self.pairs, np.arange(len(self.values) + 1))

    @cached_property
    def folded(self) -> list[str]:
        """Return the values without case and diacritics, to look for letters in them."""
        return [fold(value) for value in self.values]

    @cached_property
    def totals(self) -> Array:
        """Return i8 [V]: the number of documents of each value."""
        return run_lengths(self.starts)

    def documents(self, values: Sequence[str]) -> Array:
        """Return i8, sorted: the documents that have one of some values."""
        known = [self.numbers[value] for value in values if value in self.numbers]
        runs = [self.docs[self.starts[number] : self.starts[number + 1]] for number in known]
        if len(runs) == 1:
            return runs[0]
        return distinct(np.concatenate([np.empty(0, np.int64), *runs]))

    def count(self, docs: Array, flags: Callable[[], Array]) -> Array:
        """Return i8 [V]: how many of some documents have each value; `flags` gives them as a
        boolean a document."""
        if len(docs) == self._living:
            return self.totals
        if len(docs) * FEW < len(self.docs):
            return np.bincount(self._values_of(docs), minlength=len(self.values))
        return np.bincount(self.pairs[flags()[self.docs]], minlength=len(self.values))

    def _values_of(self, docs: Array) -> Array:
        starts, numbers = self._by_document
        first = starts[docs]
        counts = starts[docs + 1] - first
        having = counts.nonzero()[0]
        first, counts = first[having], counts[having]
        ends = np.cumsum(counts)
        places = np.repeat(first - ends + counts, counts) + np.arange(ends[-1] if len(ends) else 0)
        found: Array = numbers[places]
        return found

    @cached_property
    def _by_document(self) -> tuple[Array, Array]:
        """Return where the values of each document begin, and the values, sorted by document."""
        order = np.argsort(self.docs, kind="stable")
        return np.searchsorted(self.docs[order], np.arange(self._size + 1)), self.pairs[order]
