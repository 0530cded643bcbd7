"""The postings of very many terms taken as one: all that begin alike, of a segment, gathered in one
step and not term by term.
"""

from typing import NamedTuple

import numpy as np

from search.whoosh_engine.reading.term_runs import Boosts
from search.whoosh_engine.storage.arrays import Array
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.postings import FIELDS, Postings, spread

__all__ = ["JointRun"]


class JointRun(NamedTuple):
    """The postings of some terms of a segment of `size` documents, by their numbers (i8,
    ascending); `base` is added to the segment's documents."""

    postings: Postings
    base: int
    size: int
    numbers: Array

    def _gathered(self) -> tuple[Array, Array]:
        """Return the places of the postings, and the segment's document of each. Raises ValueError
        for what is none."""
        starts, ends = (
            self.postings.term_starts[self.numbers + end].astype(np.int64) for end in (0, 1)
        )
        if (ends < starts).any() or int(ends.max(initial=0)) > len(self.postings.docs):
            raise ValueError("a term has postings that are none")
        places = spread(starts, ends - starts)
        docs = self.postings.docs[places]
        if len(docs) and int(docs.max()) >= self.size:
            raise ValueError("a posting is of no document")
        return places, docs

    @damage_named()
    def docs(self, field: str) -> Array:
        """Return i8, ascending: the documents that hold any of the terms in a field, "" for any."""
        held = np.zeros(self.size, bool)
        places, docs = self._gathered()
        if field:
            docs = docs[self.postings.frequencies[FIELDS.index(field)][places] > 0]
        held[docs] = True
        found: Array = held.nonzero()[0] + self.base
        return found

    @damage_named()
    def add_frequencies(self, wanted: Array, sums: Array, boosts: Boosts, field: str) -> None:
        """Add the weighted frequencies in some ascending documents to `sums`, one a document."""
        low, high = np.searchsorted(wanted, (self.base, self.base + self.size)).tolist()
        wanted, sums = wanted[low:high], sums[low:high]
        places, docs = self._gathered()
        if len(wanted) < self.size:
            is_wanted = np.zeros(self.size, bool)
            is_wanted[wanted - self.base] = True
            keep = is_wanted[docs].nonzero()[0]
            places, docs = places[keep], docs[keep]
        for name, frequency, boost in zip(FIELDS, self.postings.frequencies, boosts, strict=True):
            if field in ("", name):
                held = frequency[places]
                some = held.nonzero()[0]
                totals = np.bincount(docs[some], held[some], self.size)
                sums += totals[wanted - self.base] * boost[wanted]
