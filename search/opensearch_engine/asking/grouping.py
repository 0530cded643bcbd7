"""One hit a story: how many stories there are among some documents, exactly, and which articles a
hit stands for."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.opensearch_engine.asking.queries import is_scored
from search.opensearch_engine.asking.selection import Selection
from search.opensearch_engine.asking.snapshot import Snapshot

__all__ = ["count_stories", "others_of", "stories_of"]

TOGETHER = 10_000
_SHOWN = {"_source": ["id", "story"], "track_scores": False}


def count_stories(selection: Selection, total: int) -> int:
    """Return the number of stories among `total` documents.

    Each document that follows none begins one; so does each story whose beginning is not among the
    documents.
    """
    passing = selection.passing()
    following: list[Any] = [passing, {"exists": {"field": "follows"}}]
    followed = selection.snapshot.buckets("follows", {"bool": {"filter": following}})
    if not followed:
        return total
    names = list(followed)
    begun = selection.snapshot.counts(
        [
            {
                "bool": {
                    "filter": [passing, {"terms": {"story": names[start : start + TOGETHER]}}],
                    "must_not": [{"exists": {"field": "follows"}}],
                }
            }
            for start in range(0, len(names), TOGETHER)
        ]
    )
    return total - sum(followed.values()) + len(names) - sum(begun)


def others_of(
    snapshot: Snapshot, body: Mapping[str, Any], hits: Sequence[Any]
) -> dict[str, list[str]]:
    """Return, of each hit by its key, the ids of the other articles of its story, in the order of
    the search."""
    names = [hit["_source"]["story"] for hit in hits]
    groups = _grouped(snapshot, body, {"terms": {"story": names}})
    return {
        hit["_id"]: groups[hit["_source"]["story"]][1:]
        for hit in hits
        if hit["_source"]["story"] in groups
    }


def stories_of(snapshot: Snapshot, body: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return, of each story that several articles of a search tell, their ids in its order."""
    followed = {"exists": {"field": "follows"}}
    names = list(snapshot.buckets("follows", {"bool": {"filter": [body["query"], followed]}}))
    groups: dict[str, list[str]] = {}
    for start in range(0, len(names), TOGETHER):
        groups |= _grouped(snapshot, body, {"terms": {"story": names[start : start + TOGETHER]}})
    return groups


def _grouped(
    snapshot: Snapshot, body: Mapping[str, Any], told: Mapping[str, Any]
) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    narrowed = {**body, **_SHOWN, "query": {"bool": {"must": [body["query"]], "filter": [told]}}}
    for hit in snapshot.scan(narrowed, ranked=is_scored(narrowed)):
        groups.setdefault(hit["_source"]["story"], []).append(hit["_source"]["id"])
    return groups
