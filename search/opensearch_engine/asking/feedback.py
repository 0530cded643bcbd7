"""What the leading articles gain by their likeness to the first, as clauses of a query, so that
pages, filters and exports all see one order."""

from collections.abc import Iterable, Mapping
from math import log
from typing import Any

import numpy as np

from search.analysis.topics import WORDS
from search.opensearch_engine.asking.queries import SORTS, Query
from search.opensearch_engine.asking.snapshot import MOST_KEPT, Snapshot
from search.ranking.feedback import CANDIDATES, likeness_gains

__all__ = ["likeness_of_leading", "with_likeness"]

LEAST_GAIN = 1e-4


def with_likeness(query: Query, gains: Mapping[str, float]) -> Query:
    """Return a query whose leading articles gain so much, by their keys."""
    more = [
        {"constant_score": {"filter": {"ids": {"values": [key]}}, "boost": gain}}
        for key, gain in gains.items()
    ]
    return {"bool": {"must": [query], "should": more}}


def likeness_of_leading(snapshot: Snapshot, query: Query) -> Mapping[str, float]:
    """Return what each of the leading articles of a query gains, by its key, in the whole
    collection: so a filter takes away and never reorders."""
    sort = SORTS["relevance"]
    body = {"query": query, "sort": sort, "size": CANDIDATES, "_source": ["topics"]}
    hits = snapshot.search(body | {"track_scores": True}, ranked=True)["hits"]["hits"]
    if len(hits) < 2:
        return {}
    scores = np.array([hit["_score"] for hit in hits], np.float32)
    words = np.zeros((len(hits), WORDS), np.int64)
    for row, hit in zip(words, hits, strict=True):
        own = [int(topic, 16) for topic in hit["_source"].get("topics", ())][:WORDS]
        row[: len(own)] = own
    gains = likeness_gains(words, _rarities(snapshot, words), scores).tolist()
    return {hit["_id"]: gain for hit, gain in zip(hits, gains, strict=True) if gain > LEAST_GAIN}


def _rarities(snapshot: Snapshot, words: Any) -> Any:
    """Return f4: the idf of topic words among those of all articles, 0 for none."""
    known = _articles_with(snapshot, {f"{word:08x}" for word in np.unique(words).tolist() if word})
    size = max(snapshot.articles, 1)
    unique, places = np.unique(words, return_inverse=True)
    idf = [log(size / max(known[f"{word:08x}"], 1)) if word else 0.0 for word in unique.tolist()]
    return np.array(idf, np.float32)[places].reshape(words.shape)


def _articles_with(snapshot: Snapshot, topics: Iterable[str]) -> Mapping[str, int]:
    """Return how many articles have each of some topic words, of which the new ones are asked of
    the cluster at once."""
    known = {topic: snapshot.topics.get(topic, -1) for topic in topics}
    new = sorted(topic for topic, count in known.items() if count < 0)
    if new:
        counting = {"terms": {"field": "topics", "include": new, "size": len(new)}}
        found = snapshot.search({"size": 0, "aggs": {"topics": counting}})
        buckets = found["aggregations"]["topics"]["buckets"]
        counted = dict.fromkeys(new, 0) | {one["key"]: one["doc_count"] for one in buckets}
        if len(snapshot.topics) > MOST_KEPT:
            snapshot.topics = {}
        snapshot.topics.update(counted)
        known |= counted
    return known
