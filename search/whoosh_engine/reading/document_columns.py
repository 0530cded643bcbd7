"""What does not depend on a query: the columns of a snapshot's documents."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np

from search.analysis.stories import story_numbers
from search.facets import FACETS
from search.query.code_index import CodeIndex
from search.query.explained import ExplainedIndex
from search.ranking.weighting import BM25F, Weighting
from search.whoosh_engine.reading.facet_index import FacetIndex
from search.whoosh_engine.reading.term_runs import Boosts
from search.whoosh_engine.reading.topic_index import TopicIndex
from search.whoosh_engine.storage.arrays import Array
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.doctable import NO_DAY
from search.whoosh_engine.storage.postings import FIELDS
from search.whoosh_engine.storage.segment import GAP, SegmentData

__all__ = ["DocumentColumns"]

_EPOCH = date(1970, 1, 1).toordinal()
_FAR = date.max.toordinal() + 1


def _ranks(order: Array) -> Array:
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


class DocumentColumns:
    """Columns over the documents of some segments, each made when it is first read.

    `live` is bool [N], None where no document was removed.
    """

    def __init__(
        self, segments: Sequence[SegmentData], live: Array | None, weighting: Weighting = BM25F
    ) -> None:
        self.segments = segments
        self.live = live
        self.weighting = weighting
        self.size = sum(map(len, segments))
        self._facets: dict[str, FacetIndex] = {}

    @cached_property
    @damage_named()
    def days(self) -> Array:
        """Return i8 [N]: the day each document counts under, -1 for none."""
        days = self._joined([segment.docs.days for segment in self.segments]).astype(np.int64)
        if not ((days == NO_DAY) | ((days >= 1) & (days < _FAR))).all():
            raise ValueError("a day is none of the calendar")
        return days

    @cached_property
    def _month_numbers(self) -> tuple[Array, int]:
        """Return the month of each document counted from the month before the first, 0 for none;
        and the first."""
        known = self.days >= 0
        since_1970 = (self.days - _EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int64)
        months = np.where(known, since_1970 + 1970 * 12, 0)
        first = int(months[known].min()) if known.any() else 0
        return np.where(known, months - first + 1, 0), first

    @property
    def months(self) -> Array:
        """Return i8 [N]: the month of each document, 1 for `first_month`, 0 for no day."""
        return self._month_numbers[0]

    @property
    def first_month(self) -> int:
        """Return the first month of the collection, counted from January of year 0."""
        return self._month_numbers[1]

    @cached_property
    def newest_rank(self) -> Array:
        """Return i8 [N]: the place of each document when the newest comes first; without a day it
        comes last."""
        return _ranks(np.lexsort((-np.arange(self.size), -self.days)))

    @cached_property
    def oldest_rank(self) -> Array:
        """Return i8 [N]: the place of each document when the oldest comes first; without a day it
        comes last."""
        return _ranks(np.lexsort((np.arange(self.size), np.where(self.days < 0, _FAR, self.days))))

    @cached_property
    def lengths(self) -> tuple[Array, Array, Array]:
        """Return three f4 [N]: syllables of title, summary, body."""
        columns = [
            self._joined([segment.docs.lengths[field] for segment in self.segments])
            for field in range(3)
        ]
        first, second, third = (column.astype(np.float32) for column in columns)
        return first, second, third

    @cached_property
    def boosts(self) -> Boosts:
        """Return three f4 [N]: what one occurrence in a field is worth, by field weight and
        length."""
        parts = []
        for lengths, weight, b in zip(
            self.lengths, self.weighting.weights, self.weighting.b, strict=True
        ):
            average = max(float(lengths.mean()) if len(lengths) else 0.0, 1.0)
            parts.append((weight / (1 - b + b * lengths / average)).astype(np.float32))
        return parts[0], parts[1], parts[2]

    @cached_property
    def stories(self) -> Array:
        """Return i8 [N]: the story of each document; those that tell one have one number."""
        return story_numbers(self._joined([segment.docs.stories for segment in self.segments]))

    @cached_property
    def topics(self) -> TopicIndex:
        """Return what the documents are about."""
        return TopicIndex(self.segments)

    @cached_property
    def everything(self) -> Array:
        """Return i8: every living document."""
        return np.arange(self.size) if self.live is None else np.flatnonzero(self.live)

    def _joined(self, arrays: Sequence[Array]) -> Array:
        return np.concatenate([np.empty(0, np.int64), *arrays]) if len(arrays) != 1 else arrays[0]

    def facet(self, name: str) -> FacetIndex:
        """Return a facet's values and who has them."""
        if name not in self._facets:
            if name not in FACETS:
                raise KeyError(name)
            tables = [segment.docs.facets[name] for segment in self.segments]
            self._facets[name] = FacetIndex(tables, self.live)
        return self._facets[name]

    def field_range(self, field: str, docs: Array) -> tuple[Array, Array]:
        """Return the first position of a field in some documents, and the one behind its last."""
        index = FIELDS.index(field)
        lengths = [column[docs].astype(np.int64) for column in self.lengths]
        first = sum(lengths[:index], np.full(len(docs), index * GAP))
        return first, first + lengths[index]

    @cached_property
    def codes(self) -> CodeIndex:
        """Return the codes of the collection, for reading queries."""
        tables = (segment.docs.facets["code"] for segment in self.segments)
        return CodeIndex({code for table in tables for code in table.values})

    @cached_property
    def abbreviations(self) -> ExplainedIndex:
        """Return what the articles explain, for reading queries."""
        found = self.facet("abbreviation")
        return ExplainedIndex(zip(found.values, found.totals.tolist(), strict=True))
