"""Looking after an index on a cluster: its status, its check, and the articles stored in it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from opensearchpy import OpenSearch

from corpus.article import Article
from search.errors import IndexMissing, IndexStale
from search.model import Status
from search.opensearch_engine.asking.queries import EVERYTHING, Query
from search.opensearch_engine.asking.snapshot import Snapshot
from search.opensearch_engine.connection import cluster
from search.opensearch_engine.connection.cluster import Found
from search.opensearch_engine.connection.failures import failures_named
from search.opensearch_engine.connection.location import Location
from search.opensearch_engine.engine import status_of
from search.opensearch_engine.mapping import (
    FREQUENCIES,
    index_body,
    require_current,
    vocabulary_of,
)
from search.opensearch_engine.wire import Prepared, prepare, stored_article

__all__ = ["check_index", "index_status", "stored_articles"]

_IN_ORDER = [{"added": "asc"}, {"id": "asc"}]


def _committed(client: OpenSearch, location: Location) -> Found:
    found = cluster.find_index(client, location)
    if not found.snapshot:
        raise IndexMissing(f"nothing was ever committed to {location}; run `index add FILES`")
    return found


def index_status(location: Location) -> Status:
    """Describe an index, also a stale one or one whose cluster is not whole. Raises
    `IndexMissing`."""
    client = cluster.connect(location)
    with failures_named(location):
        found = _committed(client, location)
        health, lacking = cluster.health_of(client, found.index)
        if health == "red":
            meta = found.meta
            return Status(
                0,
                0,
                0,
                found.snapshot,
                meta["schema"],
                meta["analysis"],
                None,
                "damaged",
                _red(lacking),
            )
        status = status_of(client, found)
    try:
        require_current(dict(found.meta))
    except IndexStale as exc:
        return replace(status, state="stale", detail=str(exc))
    return (
        replace(status, detail=f"the cluster is yellow: {lacking}")
        if health == "yellow"
        else status
    )


def _red(lacking: str) -> str:
    return f"the cluster is red: {lacking}; bring its nodes back, then run `index status`"


def stored_articles(location: Location) -> Iterator[Article]:
    """Yield the articles of an index in the order in which they were written, whatever version
    wrote them."""
    client = cluster.connect(location)
    with failures_named(location):
        found = _committed(client, location)
    snapshot = Snapshot(client, location, found)
    for hit in snapshot.scan({"query": EVERYTHING, "sort": _IN_ORDER, "_source": ["stored"]}):
        yield stored_article(hit["_source"]).article


def check_index(location: Location, *, deep: bool = False) -> list[str]:
    """Return what is wrong, a line each: shards, mapping, list of terms; when `deep`, every stored
    article too."""
    client = cluster.connect(location)
    with failures_named(location):
        found = _committed(client, location)
        health, lacking = cluster.health_of(client, found.index)
        if health == "red":
            return [_red(lacking)]
        lines = list(_wrong_mapping(client, location, found))
        if not client.indices.exists(index=vocabulary_of(found.index)):
            lines.append(f"{vocabulary_of(found.index)} is gone")
    return lines + (list(_wrong_articles(client, location, found)) if deep and not lines else [])


def _wrong_mapping(client: OpenSearch, location: Location, found: Found) -> Iterator[str]:
    wanted = index_body(location)["mappings"]
    held = client.indices.get_mapping(index=found.index)[found.index]["mappings"]
    for name, field in wanted["properties"].items():
        if held.get("properties", {}).get(name) is None:
            yield f"{found.index} has no field {name}"
        elif field.get("type", "object") != held["properties"][name].get("type", "object"):
            yield f"{found.index} holds the field {name} in another form"
    if held.get("dynamic") != "strict":
        yield f"{found.index} takes unknown fields"


def _wrong_articles(client: OpenSearch, location: Location, found: Found) -> Iterator[str]:
    """Compare each stored article with its digest, and its terms with those that it is found by."""
    snapshot = Snapshot(client, location, found)
    hits = snapshot.scan({"query": EVERYTHING, "sort": _IN_ORDER, "_source": ["stored"]})
    while some := list(islice(hits, 200)):
        documents = [stored_article(hit["_source"]) for hit in some]
        prepared = prepare(documents)
        counts = snapshot.counts([_held_by(one) for one in prepared])
        for hit, document, one, count in zip(some, documents, prepared, counts, strict=True):
            if hit["_source"]["stored"]["digest"] != one.digest or one.key != hit["_id"]:
                yield f"article {document.article.id} is not what was written"
            elif count != 1:
                yield f"article {document.article.id} is not found by its own words"


def _held_by(prepared: Prepared) -> Query:
    """Return the query that finds an article only if it is indexed under its words."""
    terms = [{"term": {FREQUENCIES: term}} for term in sorted(prepared.terms)[:20]]
    return {"bool": {"filter": [{"ids": {"values": [prepared.key]}}, *terms]}}
