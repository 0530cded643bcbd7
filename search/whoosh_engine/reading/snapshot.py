"""One snapshot of the index as one body of arrays, however many segments it has.

Documents are numbered through all segments. What depends on a term is worked out when the term is
first asked for and kept in a bounded cache; dead documents are left out there, so that nothing
behind it has to think of them.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from search.errors import IndexDamaged
from search.model import IndexedArticle
from search.query.plan import Prefix, Term
from search.ranking.weighting import BM25F, Weighting, best_score
from search.whoosh_engine.reading.cache import Cache
from search.whoosh_engine.reading.document_columns import DocumentColumns
from search.whoosh_engine.reading.joint_runs import JointRun
from search.whoosh_engine.reading.scoring import LazyScores, Scores, WholeScores, saturated
from search.whoosh_engine.reading.term_numbers import numbers_begun, term_numbers
from search.whoosh_engine.reading.term_runs import (
    POSITION_BITS,
    Run,
    Runs,
    all_frequencies,
    all_places,
    are_few,
    docs_with_headlines,
    frequencies_at,
    places_at,
    places_in,
)
from search.whoosh_engine.storage.arrays import Array, distinct
from search.whoosh_engine.storage.living import open_live
from search.whoosh_engine.storage.manifest import Manifest
from search.whoosh_engine.storage.segment import SegmentData, open_segment

__all__ = ["Snapshot"]

T = TypeVar("T")

CACHE_BYTES = 96 << 20
CACHE_PER_DOCUMENT = 400
"""A larger collection has more to keep of the same terms."""

HOT = 3
"""A term asked for so often is worked out whole and kept, if there is room."""

MOST_COUNTS = 100_000
MOST_RUNS = 20_000
"""Of so many terms it is known where their postings lie, some 300 bytes each."""

BYTES_A_LETTER = 4
"""What an article at hand takes for a letter of its text, its mentions counted in."""


class Snapshot(DocumentColumns):
    """What a search needs of a snapshot. Numbers of documents run through all segments, in
    order."""

    def __init__(self, folder: Path, manifest: Manifest, weighting: Weighting = BM25F) -> None:
        self.manifest = manifest
        self.name = manifest.snapshot
        self.trouble = ""
        """Why this is not the newest snapshot, if it is not."""
        segments = [open_segment(folder, entry.name) for entry in manifest.segments]
        for entry, segment in zip(manifest.segments, segments, strict=True):
            if len(segment) != entry.documents:
                raise IndexDamaged(
                    f"{entry.name} holds {len(segment)} documents, {entry.documents} expected"
                )
        live: Array | None = None
        if any(entry.live for entry in manifest.segments):
            live = np.concatenate([open_live(folder, entry) for entry in manifest.segments])
        super().__init__(segments, live, weighting)
        self.bases: list[int] = np.cumsum([0, *map(len, segments)]).tolist()
        self._cache = Cache(CACHE_BYTES + CACHE_PER_DOCUMENT * self.size)
        self._counts: dict[Term, int] = {}
        self._runs: dict[tuple[str, bool], Runs] = {}
        self.letters: dict[int, str] = {}
        """Of documents whose headlines were looked through, the letters (see `newest`)."""

    def __len__(self) -> int:
        return self.manifest.articles

    def retire(self) -> None:
        """Keep no more memory than whoever still reads this snapshot needs: there is a newer
        one."""
        self._cache.close()

    def locate(self, doc: int) -> tuple[SegmentData, int]:
        """Return the segment of a document and its number there."""
        index = bisect_right(self.bases, doc) - 1
        return self.segments[index], doc - self.bases[index]

    def runs(self, node: Term) -> Runs:
        """Return the postings of a condition's terms, segment by segment."""
        key = (node.text, node.folded)
        if (found := self._runs.get(key)) is None:
            found = tuple(
                Run.of(segment.postings, number, base, len(segment))
                for segment, base in zip(self.segments, self.bases, strict=False)
                for number in term_numbers(segment, node)
            )
            if len(self._runs) < MOST_RUNS:
                self._runs[key] = found
        return found

    def scores(self, node: Term | Prefix) -> Scores:
        """Return the scored documents of a condition: those kept, or looked up where they are asked
        for."""
        kept: WholeScores | None = self._cache.peek(node)
        if kept is not None:
            return kept
        if isinstance(node, Prefix):
            return self._begun(node)
        runs = self.runs(node)
        whole = partial(self._whole, node, runs)
        count = self._count(node, runs)
        if count is None or self._cache.is_worth(node, HOT, 12 * count):
            return whole()
        look_up = partial(frequencies_at, runs, boosts=self.boosts, field=node.field)
        return LazyScores(count, look_up, whole, self.size, self.weighting.k1)

    def _holding(self, runs: Sequence[JointRun], field: str) -> Array:
        docs = np.concatenate([np.empty(0, np.int64), *(run.docs(field) for run in runs)])
        return docs if self.live is None else docs[self.live[docs]]

    def _begun(self, node: Prefix) -> Scores:
        """Return the scored documents of all that begins so; where few are asked for only these are
        looked up."""
        runs = [
            JointRun(segment.postings, base, len(segment), numbers_begun(segment, node))
            for segment, base in zip(self.segments, self.bases, strict=False)
        ]
        docs = self._cache.get(
            ("begun", node), lambda: self._holding(runs, node.field), lambda docs: docs.nbytes
        )

        def look_up(wanted: Array) -> Array:
            sums = np.zeros(len(wanted), np.float32)
            for run in runs:
                run.add_frequencies(wanted, sums, self.boosts, node.field)
            return sums

        def whole() -> WholeScores:
            scores = self.score(docs, look_up(docs))
            return self._cache.put(node, scores, lambda scores: scores.nbytes)

        return LazyScores(len(docs), look_up, whole, self.size, self.weighting.k1)

    def _count(self, node: Term, runs: Runs) -> int | None:
        """Return the number of living documents of a condition, None when it is not known yet."""
        if not node.field and self.live is None and len(runs) == len({run.base for run in runs}):
            return sum(run.end - run.start for run in runs)
        return self._counts.get(node)

    def _whole(self, node: Term, runs: Runs) -> WholeScores:
        docs, frequencies = all_frequencies(runs, self.boosts, node.field)
        if self.live is not None:
            docs, frequencies = docs[self.live[docs]], frequencies[self.live[docs]]
        if len(self._counts) >= MOST_COUNTS:
            self._counts = {}
        self._counts[node] = len(docs)
        return self._cache.put(node, self.score(docs, frequencies), lambda scores: scores.nbytes)

    def frequency(self, term: str) -> int:
        """Return the number of documents that hold a term, dead ones included."""
        return sum(segment.frequency(term) for segment in self.segments)

    def kept(self, key: object, make: Callable[[], WholeScores]) -> WholeScores:
        """Return scores made by `make`, kept in the same cache."""
        return self._cache.get(key, make, lambda scores: scores.nbytes)

    def headlines_with(self, term: Term) -> Array:
        """Return i8, ascending: the documents that hold a term in title or summary."""

        def living() -> Array:
            docs = docs_with_headlines(self.runs(term))
            return docs if self.live is None else docs[self.live[docs]]

        return self._cache.get(("headlines", term), living, lambda docs: docs.nbytes)

    def remembered(self, key: object, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return something made by `make`, of so many bytes, kept in the same cache."""
        return self._cache.get(key, make, size)

    def remembers(self, key: object) -> bool:
        """Say whether something is kept under a key."""
        return self._cache.holds(key)

    def kept_article(
        self, id: str, read: Callable[[], IndexedArticle | None]
    ) -> IndexedArticle | None:
        """Return an article, kept in the same cache: a page about a document quotes the same ones
        several times."""
        key = ("article", id)
        kept: IndexedArticle | None = self._cache.peek(key)
        if kept is None and (kept := read()) is not None:
            self._cache.put(key, kept, lambda one: BYTES_A_LETTER * len(one.article.text))
        return kept

    def places(self, term: Term) -> Array:
        """Return i8, ascending: every place of a term, whatever its field (see `term_runs`)."""
        return self._cache.get(
            _places_of(term), lambda: all_places(self.runs(term)), lambda array: array.nbytes
        )

    def occurrences(self, term: Term) -> int:
        """Return the number of places of a term."""
        return sum(run.occurrences for run in self.runs(term))

    def places_beside(self, term: Term, places: Array) -> Array:
        """Return the places of a term; if they are not kept and many, those in the documents of
        some other ascending places."""
        if self.remembers(_places_of(term)) or not are_few(len(places), self.occurrences(term)):
            return self.places(term)
        docs = distinct(places >> POSITION_BITS)
        here = self.places_at(term, docs)
        mask = (1 << POSITION_BITS) - 1
        found: Array = (docs[here >> POSITION_BITS] << POSITION_BITS) + (here & mask)
        return found

    def places_at(self, term: Term, docs: Array) -> Array:
        """Return the places of a term in some ascending documents (see `term_runs.places_at`)."""
        name = _places_of(term)
        places: Array | None = self._cache.peek(name)
        if places is None:
            runs = self.runs(term)
            if not self._cache.is_worth(name, HOT, 8 * sum(run.occurrences for run in runs)):
                return places_at(runs, docs)
            places = self._cache.put(name, all_places(runs), lambda array: array.nbytes)
        return places_in(places, docs)

    def score(self, docs: Array, frequencies: Array) -> WholeScores:
        """Turn weighted frequencies into BM25F scores."""
        most = best_score(len(docs), self.size, self.weighting.k1)
        return WholeScores(docs, saturated(frequencies, most, self.weighting.k1), self.size, most)


def _places_of(term: Term) -> object:
    """Return the name under which all places of a term are kept."""
    return "places", term.text, term.folded
