"""One snapshot of the index as one body of arrays, however many segments it has.

Documents are numbered through all segments. What depends on a term is worked out when the term is first asked for and
kept in a bounded cache; dead documents are left out there, so that nothing behind it has to think of them.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.codes import code_key
from corpus.text import fold
from search.code_index import CodeIndex
from search.errors import IndexDamaged
from search.request import FACETS
from search.stories import story_numbers
from search.whoosh_engine.arrays import Array, ArrayFile
from search.whoosh_engine.cache import Cache
from search.whoosh_engine.facets import FacetIndex
from search.whoosh_engine.manifest import Manifest, SegmentEntry
from search.whoosh_engine.postings import FIELDS
from search.whoosh_engine.scoring import BM25F, Posting, Weighting
from search.whoosh_engine.segment import GAP, SegmentData, open_segment
from search.whoosh_engine.topic_index import TopicIndex

__all__ = ["POSITION_BITS", "Snapshot", "open_live"]

POSITION_BITS = 24
"""A place in the collection is (document << 24) + position."""

CACHE_BYTES = 96 << 20
_EPOCH = date(1970, 1, 1).toordinal()
_FAR = date.max.toordinal() + 1


def _ranks(order: Array) -> Array:
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


@dataclass(frozen=True, slots=True)
class Rows:
    """Postings of one segment, sorted by document: documents, where the positions of each begin, and how many."""

    docs: Array
    firsts: Array
    lengths: Array


def open_live(folder: Path, entry: SegmentEntry) -> Array:
    """Return a boolean a document of a segment: whether it lives."""
    if not entry.live:
        return np.ones(entry.documents, bool)
    live = ArrayFile(folder / entry.live)["live"]
    if len(live) != entry.documents:
        raise IndexDamaged(f"{entry.live} is of another segment")
    return live.astype(bool)


class Snapshot:
    """What a search needs of a snapshot. Numbers of documents run through all segments, in order."""

    def __init__(self, folder: Path, manifest: Manifest, weighting: Weighting = BM25F) -> None:
        self.manifest = manifest
        self.name = manifest.snapshot
        self.trouble = ""
        """Why this is not the newest snapshot, if it is not."""
        self.weighting = weighting
        self.segments: list[SegmentData] = [open_segment(folder, entry.name) for entry in manifest.segments]
        for entry, segment in zip(manifest.segments, self.segments, strict=True):
            if len(segment) != entry.documents:
                raise IndexDamaged(f"{entry.name} holds {len(segment)} documents, {entry.documents} expected")
        self.bases: list[int] = np.cumsum([0, *map(len, self.segments)]).tolist()
        self.size = self.bases[-1]
        self.live: Array | None = None
        if any(entry.live for entry in manifest.segments):
            self.live = np.concatenate([open_live(folder, entry) for entry in manifest.segments])
        self._cache = Cache(CACHE_BYTES)
        self._facets: dict[str, FacetIndex] = {}

    def __len__(self) -> int:
        return self.manifest.articles

    @cached_property
    def days(self) -> Array:
        """Return i8 [N]: the day each document counts under, -1 for none."""
        return self._joined([segment.docs.days for segment in self.segments]).astype(np.int64)

    @cached_property
    def _month_numbers(self) -> tuple[Array, int]:
        """Return the month of each document counted from the month before the first, 0 for none; and the first."""
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
        """Return i8 [N]: the place of each document when the newest comes first; without a day it comes last."""
        return _ranks(np.lexsort((-np.arange(self.size), -self.days)))

    @cached_property
    def oldest_rank(self) -> Array:
        """Return i8 [N]: the place of each document when the oldest comes first; without a day it comes last."""
        return _ranks(np.lexsort((np.arange(self.size), np.where(self.days < 0, _FAR, self.days))))

    @cached_property
    def lengths(self) -> tuple[Array, Array, Array]:
        """Return three f4 [N]: syllables of title, summary, body."""
        columns = [self._joined([segment.docs.lengths[field] for segment in self.segments]) for field in range(3)]
        first, second, third = (column.astype(np.float32) for column in columns)
        return first, second, third

    @cached_property
    def boosts(self) -> tuple[Array, Array, Array]:
        """Return three f4 [N]: what one occurrence in a field is worth, by field weight and length."""
        parts = []
        for lengths, weight, b in zip(self.lengths, self.weighting.weights, self.weighting.b, strict=True):
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
        return CodeIndex(self.facet("code").values)

    @cached_property
    def folded_codes(self) -> list[str]:
        """Return the key of each code of the collection, in the order of the facet's values."""
        return [code_key(code) for code in self.facet("code").values]

    @cached_property
    def folded_districts(self) -> list[str]:
        """Return each district of the collection folded, in the order of the facet's values."""
        return [fold(district) for district in self.facet("district").values]

    def locate(self, doc: int) -> tuple[SegmentData, int]:
        """Return the segment of a document and its number there."""
        index = bisect_right(self.bases, doc) - 1
        return self.segments[index], doc - self.bases[index]

    def posting(self, key: object, numbers: Callable[[SegmentData], Sequence[int]], field: str = "") -> Posting:
        """Return the scored documents of some terms taken as one; `numbers` names them in each segment."""
        return self._cache.get(
            (key, field),
            lambda: self._weighted([numbers(segment) for segment in self.segments], field),
            lambda p: p.nbytes,
        )

    def frequency(self, term: str) -> int:
        """Return the number of documents that hold a term, dead ones included."""
        return sum(segment.frequency(term) for segment in self.segments)

    def term(self, text: str) -> Posting:
        """Return the scored documents of one term."""

        def numbers(segment: SegmentData) -> Sequence[int]:
            number = segment.terms.find(text)
            return () if number < 0 else (number,)

        return self.posting(("term", text, False), numbers)

    def kept(self, key: object, make: Callable[[], Posting]) -> Posting:
        """Return a posting made by `make`, kept in the same cache."""
        return self._cache.get(key, make, lambda posting: posting.nbytes)

    def places(self, key: object, numbers: Callable[[SegmentData], Sequence[int]]) -> Array:
        """Return i8, sorted: every place of some terms taken as one (see `POSITION_BITS`)."""
        return self._cache.get(
            ("places", key),
            lambda: self._places([numbers(segment) for segment in self.segments]),
            lambda array: array.nbytes,
        )

    def rows(self, key: object, numbers: Callable[[SegmentData], Sequence[int]]) -> list[Rows]:
        """Return, of each segment, the postings of some terms taken as one."""
        return self._cache.get(
            ("rows", key),
            lambda: [self._rows(index, numbers(segment)) for index, segment in enumerate(self.segments)],
            lambda rows: sum(own.docs.nbytes * 3 for own in rows),
        )

    def _rows(self, index: int, numbers: Sequence[int]) -> Rows:
        postings = self.segments[index].postings
        columns: list[list[Array]] = [[np.empty(0, np.int64)] for _ in range(3)]
        for number in numbers:
            start, end = int(postings.term_starts[number]), int(postings.term_starts[number + 1])
            lengths = postings.totals(start, end)
            firsts = np.cumsum(lengths) - lengths + int(postings.position_starts[number])
            docs = postings.docs[start:end].astype(np.int64) + self.bases[index]
            for column, values in zip(columns, (docs, firsts, lengths), strict=True):
                column.append(values)
        docs, firsts, lengths = (np.concatenate(column) for column in columns)
        order = np.argsort(docs, kind="stable")
        return Rows(docs[order], firsts[order], lengths[order])

    def _weighted(self, numbers: Sequence[Sequence[int]], field: str) -> Posting:
        runs = [run for index, own in enumerate(numbers) for number in own for run in [self._run(index, number, field)]]
        if not runs:
            return self.score(np.empty(0, np.int64), np.empty(0, np.float32))
        docs = np.concatenate([docs for docs, _ in runs]) if len(runs) > 1 else runs[0][0]
        weights = np.concatenate([weights for _, weights in runs]) if len(runs) > 1 else runs[0][1]
        if max(map(len, numbers)) > 1:
            sums = np.bincount(docs, weights, minlength=self.size)
            docs = np.flatnonzero(sums)
            weights = sums[docs].astype(np.float32)
        if self.live is not None:
            keep = self.live[docs]
            docs, weights = docs[keep], weights[keep]
        return self.score(docs, weights)

    def _run(self, index: int, number: int, field: str) -> tuple[Array, Array]:
        """Return the documents of one term in one segment and their weighted frequencies."""
        postings = self.segments[index].postings
        start, end = int(postings.term_starts[number]), int(postings.term_starts[number + 1])
        docs = postings.docs[start:end].astype(np.int64) + self.bases[index]
        weights = np.zeros(end - start, np.float32)
        for name, frequency, boosts in zip(FIELDS, postings.frequencies, self.boosts, strict=True):
            if field in ("", name):
                weights += frequency[start:end] * boosts[docs]
        if field:
            keep = weights > 0
            docs, weights = docs[keep], weights[keep]
        return docs, weights

    def score(self, docs: Array, frequencies: Array) -> Posting:
        """Turn weighted frequencies into BM25F scores."""
        idf = np.log1p((self.size - len(docs) + 0.5) / (len(docs) + 0.5))
        most = float(idf * (self.weighting.k1 + 1))
        weights = frequencies * np.float32(most)
        weights /= frequencies + np.float32(self.weighting.k1)
        return Posting(docs, weights.astype(np.float32, copy=False), self.size, most)

    def _places(self, numbers: Sequence[Sequence[int]]) -> Array:
        runs = []
        for index, own in enumerate(numbers):
            postings = self.segments[index].postings
            for number in own:
                start, end = int(postings.term_starts[number]), int(postings.term_starts[number + 1])
                docs = (postings.docs[start:end].astype(np.int64) + self.bases[index]) << POSITION_BITS
                first, last = int(postings.position_starts[number]), int(postings.position_starts[number + 1])
                runs.append(np.repeat(docs, postings.totals(start, end)) + postings.positions[first:last])
        if not runs:
            return np.empty(0, np.int64)
        return runs[0] if len(runs) == 1 else np.sort(np.concatenate(runs), kind="stable")
