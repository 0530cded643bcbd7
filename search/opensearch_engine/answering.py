"""One answer: understand the query, match, filter, order on the cluster; hits and facets come as
they are read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import Any

from search.answer.explaining import asked_about, explain, is_relaxed, tell_missing
from search.model import Hit, SearchPage
from search.opensearch_engine.asking.collection import ClusterCollection
from search.opensearch_engine.asking.explaining import scores_in
from search.opensearch_engine.asking.feedback import likeness_of_leading, with_likeness
from search.opensearch_engine.asking.grouping import count_stories, others_of, stories_of
from search.opensearch_engine.asking.queries import (
    EVERYTHING,
    SORTS,
    Query,
    is_scored,
    least,
    node_query,
    words_held,
)
from search.opensearch_engine.asking.scoring import plan_query
from search.opensearch_engine.asking.selection import ClusterFacets, Selection
from search.opensearch_engine.asking.snapshot import Snapshot
from search.opensearch_engine.wire import hit_of, key_of
from search.query.plan import Node, Plan, enough_hits, fewest_of
from search.query.running import PRINTED
from search.query.suggesting import suggestions
from search.query.understanding import Understood, understand
from search.request import SearchRequest

__all__ = ["answer", "scan"]


@dataclass(frozen=True, slots=True)
class Matches:
    """The documents with so many words of a plan.

    `count` is their number, or a lower bound that is enough not to relax further; `page` what was
    asked for, if known.
    """

    words: int
    count: int
    page: Any = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request over a snapshot."""

    snapshot: Snapshot
    request: SearchRequest

    def body(self, plan: Plan, words: int, filters: Sequence[Query]) -> dict[str, Any]:
        """Return the search for the hits of a plan in their order."""
        sort = SORTS[plan.order(self.request.sort)]
        query = plan_query(self.snapshot, plan, words)
        if sort is SORTS["relevance"] and (gains := self.likeness(plan, words)):
            query = with_likeness(query, gains)
        query = {"bool": {"must": [query], "filter": list(filters)}}
        return {"query": query, "sort": sort, "track_scores": plan.is_ranked}

    def likeness(self, plan: Plan, words: int) -> Mapping[str, float]:
        """Return what likeness to the first hits adds where words may be missing, by article's
        key."""
        if words == len(plan.words):
            return {}
        return self.snapshot.remembered(
            ("likeness", plan, words),
            lambda: likeness_of_leading(self.snapshot, plan_query(self.snapshot, plan, words)),
        )

    def window(self) -> dict[str, Any]:
        """Return what cuts the page asked for out of a search."""
        size = self.request.per_page
        return {"from": (self.request.page - 1) * size, "size": size, "track_total_hits": True}

    def match(self, plan: Plan) -> Matches:
        """Return the documents with all words of a plan, and at once the page that these make if
        nothing is relaxed."""
        words = len(plan.words)
        if self.request.group != "none" or self.request.page > 1:
            return Matches(words, self.snapshot.counts([least(plan, words)])[0])
        body = self.body(plan, words, ()) | self.window()
        body |= {"aggs": {"matching": {"filter": EVERYTHING}}}
        body |= {
            "post_filter": {
                "bool": {"filter": Selection(self.snapshot, self.request, EVERYTHING).filters()}
            }
        }
        found = self.snapshot.search(body, ranked=is_scored(body))
        return Matches(words, found["aggregations"]["matching"]["doc_count"], found["hits"])

    def count(self, matches: Matches) -> int:
        """Return the number of documents, or what is enough not to relax."""
        return matches.count

    def holding(self, nodes: Sequence[Node]) -> list[int]:
        """Return in how many documents each of some conditions holds."""
        return self.snapshot.counts([node_query(node) for node in nodes])

    def printed(self, plan: Plan, matches: Matches) -> list[str]:
        """Return title and summary of the newest documents of a plan."""
        body = self.body(plan, matches.words, ()) | {"size": PRINTED, "sort": SORTS["newest"]}
        hits = self.snapshot.search(body)["hits"]["hits"]
        found = [hit_of(hit["_source"], 0.0, (), ()) for hit in hits]
        return [f"{hit.title}\n{hit.summary}" for hit in found]

    def run(self, plan: Plan, strict: Matches) -> tuple[Matches, int]:
        """Let words be missing until there are enough hits; what is required stays so."""
        words = len(plan.words)
        if not plan.relax or strict.count >= enough_hits(words):
            return strict, words
        body = {"size": enough_hits(words), "query": words_held(plan), "_source": False}
        held = [round(hit["_score"]) for hit in self.snapshot.search(body)["hits"]["hits"]]
        fewest = fewest_of(plan, [held.count(number) for number in range(words + 1)])
        return (
            strict if fewest == words else Matches(fewest, sum(own >= fewest for own in held))
        ), fewest


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The documents that answer a request, and how they are to be ordered and shown."""

    asked: _Asked
    read: Understood[Matches]
    selection: Selection

    def body(self) -> dict[str, Any]:
        """Return the search for the hits in their order."""
        read = self.read
        return self.asked.body(read.plan, read.matches.words, self.selection.filters())

    def page(self) -> Any:
        """Return the hits of the page asked for, and their total."""
        if self.read.matches.page and not any(self.read.interpretation.days):
            return self.read.matches.page
        collapse = {"collapse": {"field": "story"}} if self.asked.request.group == "story" else {}
        body = self.body() | self.asked.window() | collapse
        return self.asked.snapshot.search(body, ranked=is_scored(body))["hits"]

    def hits(self, found: Sequence[Any], similar: Mapping[str, Sequence[str]]) -> list[Hit]:
        """Return what was found as hits, explained if that was asked for."""
        marks = self.read.interpretation.marks
        hits = [
            hit_of(one["_source"], one["_score"] or 0.0, marks, similar.get(one["_id"], ()))
            for one in found
        ]
        if self.asked.request.explain and hits:
            scores = scores_in(self.asked.snapshot, asked_about(self.read.plan), hits)
            gains = self.asked.likeness(self.read.plan, self.read.matches.words)
            likeness = {hit.id: gains.get(key_of(hit.id), 0.0) for hit in hits}
            explain(hits, self.read.interpretation, self.read.plan, scores, likeness)
        if hits and is_relaxed(self.read.interpretation):
            words = self.read.plan.words
            tell_missing(hits, self.read.plan, scores_in(self.asked.snapshot, words, hits))
        return hits


def _ranking(collection: ClusterCollection, request: SearchRequest) -> _Ranking:
    asked = _Asked(collection.snapshot, request)
    read = understand(request, collection, asked)
    query = least(read.plan, read.matches.words)
    return _Ranking(
        asked, read, Selection(collection.snapshot, request, query, read.interpretation.days)
    )


def _beyond(ranking: _Ranking, room: int) -> tuple[list[Hit], int]:
    """Return some of what is nearest without the numbers of the query, less what has them, and the
    number of all."""
    read, asked = ranking.read, ranking.asked
    if read.beyond is None:
        return [], 0
    plan, matches = read.beyond
    had = ranking.selection.query
    filters = [*ranking.selection.filters(), {"bool": {"must_not": [had]}}]
    body = asked.body(plan, matches.words, filters) | {"size": room, "track_total_hits": True}
    found = asked.snapshot.search(body, ranked=is_scored(body))["hits"]
    nearest = replace(ranking, read=replace(read, plan=plan, beyond=None))
    return nearest.hits(found["hits"], {}), found["total"]["value"]


def _count_loose(ranking: _Ranking) -> int:
    """Return how many articles hold the syllables of the query's words, side by side or not."""
    loose = ranking.read.loose
    if loose is None or ranking.asked.request.group != "none":
        return 0  # stories are not compared with articles
    asked, selection = ranking.asked, ranking.selection
    words = asked.run(loose, asked.match(loose))[0].words
    query = {"bool": {"filter": [least(loose, words), *selection.filters()]}}
    return asked.snapshot.counts([query])[0]


def answer(collection: ClusterCollection, request: SearchRequest, start: float) -> SearchPage:
    """Answer a request; `start` is when its time began to count."""
    ranking = _ranking(collection, request)
    found = ranking.page()
    total = found["total"]["value"]
    similar: Mapping[str, Sequence[str]] = {}
    if request.group == "story":
        total = count_stories(ranking.selection, total)
        similar = others_of(collection.snapshot, ranking.body(), found["hits"])
    hits = ranking.hits(found["hits"], similar)
    nearest, beyond = (
        _beyond(ranking, max(request.per_page - len(hits), 0))
        if (request.page - 1) * request.per_page < max(total, 1)
        else ([], 0)
    )
    facets = ClusterFacets(ranking.selection)
    return SearchPage(
        request=request,
        total=total,
        page=request.page,
        per_page=request.per_page,
        took_ms=(perf_counter() - start) * 1000,
        snapshot=collection.snapshot.name,
        results=hits,
        facets=facets,
        readings=ranking.read.interpretation.readings,
        facet_totals=facets.totals,
        count_values=facets.every,
        beyond=beyond,
        nearest=nearest,
        count_loose=partial(_count_loose, ranking) if ranking.read.loose else None,
        suggester=partial(
            suggestions,
            request,
            collection,
            ranking.read.interpretation,
            hits,
            total,
            ranking.selection.count_without,
            lambda other: int(_ranking(collection, other).page()["total"]["value"]),
            ranking.asked.holding,
        ),
    )


def scan(collection: ClusterCollection, request: SearchRequest) -> Iterator[Hit]:
    """Yield every hit of a request in its order."""
    ranking = _ranking(collection, request)
    grouped, told = request.group == "story", set[str]()
    body = ranking.body()
    groups = stories_of(collection.snapshot, body) if grouped else {}

    def is_new(found: Mapping[str, Any]) -> bool:
        known = len(told)
        told.add(found["_source"]["story"])
        return len(told) > known

    for page in collection.snapshot.pages(body, ranked=is_scored(body)):
        shown = list(filter(is_new, page)) if grouped else page
        yield from ranking.hits(
            shown, {one["_id"]: groups.get(one["_source"]["story"], [""])[1:] for one in shown}
        )
