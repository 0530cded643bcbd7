"""One answer: understand the query, match, filter, order; hits and facets are worked out when they
are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial
from time import perf_counter

import numpy as np

from search.answer.explaining import asked_about, explain, is_relaxed, tell_missing
from search.answer.highlight import Marker
from search.model import Hit, SearchPage, Status
from search.query.plan import Node, Plan
from search.query.running import PRINTED
from search.query.suggesting import suggestions
from search.query.understanding import Understood, understand
from search.request import SearchRequest
from search.whoosh_engine.collection import SnapshotCollection
from search.whoosh_engine.hits import hit_of
from search.whoosh_engine.newest import headline, newest
from search.whoosh_engine.ranking.executor import (
    count,
    match,
    matched,
    run,
    run_node,
    together,
)
from search.whoosh_engine.ranking.selection import LazyFacets, Selection, ranked
from search.whoosh_engine.reading.scoring import WholeScores
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.arrays import Array
from search.whoosh_engine.storage.manifest import Manifest

__all__ = ["answer", "scan", "status"]

TOGETHER = 1_000
"""So many hits of an export are made, and explained, at a time."""


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The documents that answer a request, and how they are to be ordered and shown."""

    snapshot: Snapshot
    request: SearchRequest
    read: Understood[WholeScores]
    selection: Selection
    docs: Array
    weights: Array
    stands_for: dict[int, list[int]]

    def hits(self, skipped: int, count: int) -> Iterator[Hit]:
        """Yield some hits in their order."""
        order = self.read.plan.order(self.request.sort)
        places = ranked(self.snapshot, self.docs, self.weights, order, skipped + count)[skipped:]
        for start in range(0, len(places), TOGETHER):
            some = places[start : start + TOGETHER]
            yield from self._made(self.docs[some], self.weights[some])

    def _made(self, docs: Array, scores: Array) -> list[Hit]:
        """Return documents as hits, explained if that was asked for."""
        read, marker = self.read, cache(partial(Marker.of, self.read.interpretation.marks))
        hits = [
            hit_of(self.snapshot, doc, score, marker, self.stands_for.get(doc, ()))
            for doc, score in zip(docs.tolist(), scores.tolist(), strict=True)
        ]
        ids = [hit.id for hit in hits]
        if self.request.explain:
            held = self._scores_in(docs, ids, asked_about(read.plan))
            likeness = self._likeness_in(docs, ids)
            explain(hits, read.interpretation, read.plan, held, likeness)
        if is_relaxed(read.interpretation):
            tell_missing(hits, read.plan, self._scores_in(docs, ids, read.plan.words))
        return hits

    def _likeness_in(self, docs: Array, ids: Sequence[str]) -> dict[str, float]:
        likeness = self.read.matches.likeness
        if likeness is None:
            return {}
        order = np.argsort(docs)
        values = likeness.at(docs[order]).tolist()
        return {ids[place]: value for place, value in zip(order.tolist(), values, strict=True)}

    def _scores_in(
        self, docs: Array, ids: Sequence[str], nodes: Sequence[Node]
    ) -> dict[Node, dict[str, float]]:
        """Return what each of some conditions scores in some documents, by their ids."""
        order = np.argsort(docs)
        ordered, names = docs[order], [ids[place] for place in order.tolist()]
        return {
            node: dict(zip(names, run_node(self.snapshot, node).at(ordered).tolist(), strict=True))
            for node in nodes
        }


@dataclass(frozen=True, slots=True)
class _Matching:
    """A `search.query.understanding.Matcher` over a snapshot; what it found for one plan it narrows
    for others that ask for the same words side by side."""

    snapshot: Snapshot
    found: dict[tuple[tuple[Node, ...], ...], WholeScores] = field(default_factory=dict)

    def match(self, plan: Plan) -> WholeScores:
        """Return the documents for which all of a plan holds."""
        asked = plan.required, plan.words, plan.must_not, plan.together
        if asked not in self.found:
            if plan.together:
                apart = self.match(replace(plan, together=()))
                self.found[asked] = together(self.snapshot, plan, apart)
            else:
                self.found[asked] = match(self.snapshot, plan)
        return self.found[asked]

    def count(self, matches: WholeScores) -> int:
        """Return their number."""
        return matches.count

    def run(self, plan: Plan, matches: WholeScores) -> tuple[WholeScores, int]:
        """Let words be missing, and sharpen the order."""
        return run(self.snapshot, plan, matches)

    def holding(self, nodes: Sequence[Node]) -> list[int]:
        """Return in how many documents each of some conditions holds."""
        return [count(self.snapshot, node) for node in nodes]

    def printed(self, plan: Plan, matches: WholeScores) -> list[str]:
        """Return title and summary of the newest documents of a plan."""
        return [headline(*one) for one in newest(self.snapshot, matches, PRINTED)]


def _ranking(snapshot: Snapshot, request: SearchRequest) -> _Ranking:
    read = understand(request, SnapshotCollection(snapshot), _Matching(snapshot))
    return _selected(snapshot, request, read)


def _selected(
    snapshot: Snapshot, request: SearchRequest, read: Understood[WholeScores]
) -> _Ranking:
    selection = Selection(snapshot, request, read.matches, read.interpretation.days)
    ranking = _Ranking(snapshot, request, read, selection, *selection.filtered(), {})
    return _one_a_story(ranking) if request.group == "story" else ranking


def _beyond(ranking: _Ranking) -> _Ranking | None:
    """Return what is nearest without the numbers of the query, less what has them."""
    read = ranking.read
    if read.beyond is None:
        return None
    plan, found = read.beyond
    new = np.isin(found.docs, read.matches.docs, invert=True, assume_unique=True)
    others = WholeScores(found.docs[new], found.weights[new], ranking.snapshot.size)
    others.likeness = found.likeness
    return _selected(
        ranking.snapshot, ranking.request, replace(read, plan=plan, matches=others, beyond=None)
    )


def _count_loose(ranking: _Ranking) -> int:
    """Return how many articles hold the syllables of the query's words, side by side or not."""
    snapshot, loose = ranking.snapshot, ranking.read.loose
    if loose is None or ranking.request.group != "none":  # stories are not compared with articles
        return 0
    found, days = matched(snapshot, loose)[0], ranking.read.interpretation.days
    return len(Selection(snapshot, ranking.request, found, days).passing())


def answer(snapshot: Snapshot, request: SearchRequest, start: float) -> SearchPage:
    """Answer a request; `start` is when its time began to count."""
    ranking = _ranking(snapshot, request)
    skipped = (request.page - 1) * request.per_page
    hits = list(ranking.hits(skipped, request.per_page))
    facets = LazyFacets(ranking.selection)
    beyond = _beyond(ranking)
    room = request.per_page - len(hits) if skipped < max(len(ranking.docs), 1) else 0
    found, total, count_without = (
        ranking.read.interpretation,
        len(ranking.docs),
        ranking.selection.count_without,
    )
    return SearchPage(
        request=request,
        total=total,
        page=request.page,
        per_page=request.per_page,
        took_ms=(perf_counter() - start) * 1000,
        snapshot=snapshot.name,
        results=hits,
        facets=facets,
        readings=found.readings,
        facet_totals=facets.totals,
        count_values=facets.every,
        beyond=len(beyond.docs) if beyond else 0,
        nearest=list(beyond.hits(0, room)) if beyond and room else (),
        count_loose=partial(_count_loose, ranking) if ranking.read.loose else None,
        suggester=partial(
            suggestions,
            request,
            SnapshotCollection(snapshot),
            found,
            hits,
            total,
            count_without,
            lambda other: len(_ranking(snapshot, other).docs),
            _Matching(snapshot).holding,
        ),
    )


def scan(snapshot: Snapshot, request: SearchRequest) -> Iterator[Hit]:
    """Yield every hit of a request in its order."""
    ranking = _ranking(snapshot, request)
    return ranking.hits(0, len(ranking.docs))


def _one_a_story(ranking: _Ranking) -> _Ranking:
    """Keep the best document of each story, and of each kept one those it stands for."""
    docs, weights = ranking.docs, ranking.weights
    order = ranked(
        ranking.snapshot, docs, weights, ranking.read.plan.order(ranking.request.sort), len(docs)
    )
    stories = ranking.snapshot.stories[docs[order]]
    _, first = np.unique(stories, return_index=True)
    best = dict(zip(stories[first].tolist(), docs[order[first]].tolist(), strict=True))
    stands_for: dict[int, list[int]] = {}
    for place in np.setdiff1d(np.arange(len(order)), first, assume_unique=True).tolist():
        stands_for.setdefault(best[int(stories[place])], []).append(int(docs[order[place]]))
    keep = np.sort(order[first])
    return replace(ranking, docs=docs[keep], weights=weights[keep], stands_for=stands_for)


def status(manifest: Manifest, state: str = "ok", detail: str = "", name: str = "") -> Status:
    """Describe an index by its manifest, with the snapshot's name if that is known already."""
    return Status(
        articles=manifest.articles,
        segments=len(manifest.segments),
        size_bytes=manifest.size_bytes,
        snapshot=name or manifest.snapshot,
        schema=manifest.schema,
        analysis=manifest.analysis,
        updated=datetime.fromisoformat(manifest.updated) if manifest.updated else None,
        state=state,
        detail=detail,
    )
