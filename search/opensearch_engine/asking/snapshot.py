"""One snapshot of an index on a cluster: a point in time, so that all questions of an answer see
the same articles.

What is asked again and again of a snapshot (words, values of facets) is kept beside it, within
bounds.
"""

import weakref
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from itertools import chain
from threading import Lock
from time import sleep
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionTimeout, OpenSearchException

from search.errors import SearchError
from search.opensearch_engine.asking.queries import EVERYTHING
from search.opensearch_engine.connection.cluster import Found
from search.opensearch_engine.connection.failures import failures_named, is_passing
from search.opensearch_engine.connection.location import Location
from search.query.plan import Node

__all__ = ["MOST_KEPT", "Snapshot"]

KEEP_ALIVE = "5m"
WAITS = (0.1, 0.5, 1.5)
"""Seconds before a search that failed in passing is asked again, each time in a point in time taken
anew."""

MOST_KEPT, MOST_REMEMBERED = 200_000, 10_000
PAGE = 1_000
MOST_BUCKETS = 10_000

T = TypeVar("T")

_STRICT = {"allow_partial_search_results": "false"}
_DFS = _STRICT | {"search_type": "dfs_query_then_fetch"}


class Snapshot:
    """The articles of an index as they were when it was taken. Safe to share between threads."""

    def __init__(self, client: OpenSearch, location: Location, found: Found) -> None:
        self.client = client
        self.location = location
        self.found = found
        self.name = found.snapshot
        self.frequencies: dict[str, int] = {}
        self.forms: dict[str, list[str]] = {}
        self.topics: dict[str, int] = {}
        self._holding: dict[Node, int] = {}
        self._remembered: dict[Hashable, Any] = {}
        self._values: dict[str, dict[str, int]] = {}
        self._lock = Lock()
        with failures_named(location):
            self._points = [self._open()]
        weakref.finalize(self, _close, client, self._points)

    def _open(self) -> str:
        params = {"keep_alive": KEEP_ALIVE, "allow_partial_pit_creation": "false"}
        return str(self.client.create_pit(index=self.found.index, params=params)["pit_id"])

    def _renew(self, point: str) -> None:
        """Take the point in time anew, once for all who saw it fail: a node with parts of it may be
        gone."""
        with self._lock:
            if self._points[0] == point:
                self._points[0] = self._open()

    def _asked(self, ask: Any) -> Any:
        """Ask in the point in time; when that fails in passing, again in a new one."""
        with failures_named(self.location):
            for wait in WAITS:
                point = self._points[0]
                try:
                    return ask(point)
                except OpenSearchException as exc:
                    if not is_passing(exc) or isinstance(exc, ConnectionTimeout):
                        raise
                sleep(wait)
                with suppress(OpenSearchException):
                    self._renew(point)
            return ask(self._points[0])

    def search(self, body: Mapping[str, Any], *, ranked: bool = False) -> Any:
        """Return the answer to one search, from all shards or not at all; `ranked` makes scores
        equal on all shards."""
        params = _DFS if ranked else _STRICT
        return self._asked(
            lambda point: self.client.search(
                body={**body, "pit": {"id": point, "keep_alive": KEEP_ALIVE}}, params=params
            )
        )

    def search_all(self, bodies: Sequence[Mapping[str, Any]], *, ranked: bool = False) -> list[Any]:
        """Return the answers to several searches sent at once."""
        if len(bodies) == 1:
            return [self.search(bodies[0], ranked=ranked)]
        header: dict[str, Any] = {"allow_partial_search_results": False}
        if ranked:
            header |= {"search_type": "dfs_query_then_fetch"}

        def ask(point: str) -> list[Any]:
            lines: list[Any] = []
            for body in bodies:
                lines += [header, {**body, "pit": {"id": point, "keep_alive": KEEP_ALIVE}}]
            answers: list[Any] = self.client.msearch(body=lines)["responses"]
            for answer in answers:
                if "error" in answer:
                    raise _failure(answer)
            return answers

        found: list[Any] = self._asked(ask)
        return found

    def counts(self, queries: Sequence[Mapping[str, Any]]) -> list[int]:
        """Return how many documents each of some queries finds."""
        bodies = [{"size": 0, "track_total_hits": True, "query": query} for query in queries]
        return [answer["hits"]["total"]["value"] for answer in self.search_all(bodies)]

    def pages(self, body: Mapping[str, Any], *, ranked: bool = False) -> Iterator[list[Any]]:
        """Yield every hit of a search in its order, many at a time; its `sort` must tell any two
        documents apart."""
        after: Mapping[str, Any] = {}
        while True:
            page = {**body, "size": PAGE, "track_total_hits": False, **after}
            hits = self.search(page, ranked=ranked)["hits"]["hits"]
            yield hits
            if len(hits) < PAGE:
                return
            after = {"search_after": hits[-1]["sort"]}

    def scan(self, body: Mapping[str, Any], *, ranked: bool = False) -> Iterator[Any]:
        """Yield the hits of `pages` one by one."""
        return chain.from_iterable(self.pages(body, ranked=ranked))

    def buckets(self, field: str, query: Mapping[str, Any]) -> dict[str, int]:
        """Return every value of a keyword field among some documents with its exact count, however
        many there are."""
        counts: dict[str, int] = {}
        source = {"sources": [{"value": {"terms": {"field": field}}}], "size": MOST_BUCKETS}
        after: dict[str, Any] = {}
        while True:
            body = {"size": 0, "query": query, "aggs": {"values": {"composite": source | after}}}
            found = self.search(body)["aggregations"]["values"]
            counts |= {bucket["key"]["value"]: bucket["doc_count"] for bucket in found["buckets"]}
            if "after_key" not in found:
                return counts
            after = {"after": found["after_key"]}

    @cached_property
    def articles(self) -> int:
        """Return the number of articles."""
        return self.counts([EVERYTHING])[0]

    @cached_property
    def scores_with_k1(self) -> bool:
        """Say whether the cluster's BM25 multiplies by k1 + 1, as it did before version 3."""
        with failures_named(self.location):
            return int(self.client.info()["version"]["number"].partition(".")[0]) < 3

    def numbers_holding(self, queries: Mapping[Node, Mapping[str, Any]]) -> dict[Node, int]:
        """Return in how many articles each of some conditions holds, by their queries; the new ones
        are asked of the cluster at once."""
        known = {node: self._holding[node] for node in queries if node in self._holding}
        new = [node for node in queries if node not in known]
        if not new:
            return known
        counts = self.counts([queries[node] for node in new])
        found = dict(zip(new, counts, strict=True))
        if len(self._holding) > MOST_KEPT:
            self._holding = {}
        self._holding.update(found)
        return known | found

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return something made by `make`, kept until another thread makes room."""
        found: T | None = self._remembered.get(key)
        if found is None:
            found = make()
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered = {}
            self._remembered[key] = found
        return found

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """Return the first and the last day, None when no article has one."""
        body = {"size": 1, "query": {"exists": {"field": "day"}}, "_source": False}
        formatted = {"field": "day", "format": "strict_date"}
        orders = [
            {**body, "sort": [{"day": order}], "docvalue_fields": [formatted]}
            for order in ("asc", "desc")
        ]
        hits = [hit for answer in self.search_all(orders) for hit in answer["hits"]["hits"]]
        days = [date.fromisoformat(hit["fields"]["day"][0]) for hit in hits]
        return (days[0], days[1]) if days else None

    def is_usable(self) -> bool:
        """Say whether the point in time still answers."""
        try:
            self.counts([EVERYTHING])
        except SearchError:
            return False
        return True

    def values(self, facet: str) -> dict[str, int]:
        """Return all values of a facet with the number of articles of each."""
        if facet not in self._values:
            self._values[facet] = self.buckets(f"facet.{facet}", EVERYTHING)
        return self._values[facet]


def _failure(answer: Mapping[str, Any]) -> OpenSearchException:
    from opensearchpy.exceptions import HTTP_EXCEPTIONS, TransportError

    status = answer.get("status", 500)
    return HTTP_EXCEPTIONS.get(status, TransportError)(status, "search", dict(answer))


def _close(client: OpenSearch, points: list[str]) -> None:
    with suppress(Exception):
        client.delete_pit(body={"pit_id": points[:1]}, params={"request_timeout": 1})
