"""The distributed engine: an index on an OpenSearch cluster, searched by its alias."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from threading import Lock
from time import monotonic, perf_counter

from opensearchpy import OpenSearch

from search.engine import FRESH_SECONDS
from search.errors import IndexMissing, SearchError
from search.model import Completion, Hit, IndexedArticle, SearchPage, Status
from search.opensearch_engine import answering
from search.opensearch_engine.asking.collection import ClusterCollection
from search.opensearch_engine.asking.completion import ClusterCompletions
from search.opensearch_engine.asking.similarity import most_similar
from search.opensearch_engine.asking.snapshot import Snapshot
from search.opensearch_engine.connection.cluster import Found, connect, find_index
from search.opensearch_engine.connection.failures import failures_named
from search.opensearch_engine.connection.location import Location
from search.opensearch_engine.mapping import require_current
from search.opensearch_engine.wire import key_of, stored_article
from search.query.completion import complete
from search.request import SearchRequest

__all__ = ["OpenSearchEngine", "open_snapshot", "status_of"]


def open_snapshot(client: OpenSearch, location: Location) -> Snapshot:
    """Open the current snapshot. Raises `IndexMissing`, `IndexStale` or `IndexUnreachable`."""
    with failures_named(location):
        found = find_index(client, location)
    if not found.snapshot:
        raise IndexMissing(f"nothing was ever committed to {location}; run `index add FILES`")
    require_current(dict(found.meta))
    return Snapshot(client, location, found)


def status_of(client: OpenSearch, found: Found) -> Status:
    """Describe an index by its own memory and the cluster's figures."""
    figures = client.indices.stats(index=found.index, metric="docs,store,segments")["_all"]
    primaries = figures["primaries"]
    updated = found.meta.get("updated")
    return Status(
        articles=client.count(index=found.index)["count"],
        segments=primaries["segments"]["count"],
        size_bytes=figures["total"]["store"]["size_in_bytes"],
        snapshot=found.snapshot,
        schema=found.meta.get("schema", ""),
        analysis=found.meta.get("analysis", ""),
        updated=datetime.fromisoformat(updated) if updated else None,
    )


class OpenSearchEngine:
    """A `search.engine.Engine` over an index on a cluster."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self._client = connect(location)
        self._lock = Lock()
        self._opened = self._open()
        self._looked = monotonic()

    def _open(self) -> tuple[ClusterCollection, Status]:
        snapshot = open_snapshot(self._client, self._location)
        with failures_named(self._location):
            return ClusterCollection(snapshot), status_of(self._client, snapshot.found)

    def _current(self) -> tuple[ClusterCollection, Status]:
        """Return the snapshot in use, a newer one when there is one."""
        if monotonic() - self._looked > FRESH_SECONDS and self._lock.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._opened

    def _refresh(self) -> None:
        """Look for a newer snapshot; one that cannot be used now is looked for again later."""
        try:
            with failures_named(self._location):
                found = find_index(self._client, self._location)
            if found.snapshot != self._opened[0].snapshot.name:
                self._opened = self._open()
        except SearchError:
            if not self._opened[0].snapshot.is_usable():
                raise
        self._looked = monotonic()

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one request."""
        start = perf_counter()
        return answering.answer(self._current()[0], request, start)

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        """Yield every hit of a request in its order."""
        yield from answering.scan(self._current()[0], request)

    def article(self, id: str) -> IndexedArticle | None:
        """Return a stored article."""
        return next(iter(self.articles([id])), None)

    def articles(self, ids: Sequence[str]) -> list[IndexedArticle]:
        """Return stored articles, in one round trip."""
        keys = [key_of(id) for id in ids]
        body = {"size": len(keys), "query": {"ids": {"values": keys}}}
        hits = self._current()[0].snapshot.search(body)["hits"]["hits"]
        found = {hit["_id"]: stored_article(hit["_source"]) for hit in hits}
        return [found[key] for key in keys if key in found]

    def similar(self, id: str, limit: int = 5) -> Sequence[Hit]:
        """Return the articles most like one."""
        return most_similar(self._current()[0].snapshot, id, limit)

    def suggest(self, text: str, limit: int = 8) -> Sequence[Completion]:
        """Return completions."""
        return complete(ClusterCompletions(self._current()[0]), text, limit)

    def status(self) -> Status:
        """Describe the snapshot in use."""
        return self._current()[1]

    def span(self) -> tuple[date, date] | None:
        """Return the first and last day of the collection."""
        return self._current()[0].snapshot.span

    def close(self) -> None:
        """Let go of the connections; the point in time goes with the last answer that uses it."""
