"""What each condition of a query scores in some hits, asked of the cluster in one round trip."""

from collections.abc import Sequence

from search.model import Hit
from search.opensearch_engine.asking.scoring import node_scored
from search.opensearch_engine.asking.snapshot import Snapshot
from search.opensearch_engine.wire import key_of
from search.query.plan import Node

__all__ = ["scores_in"]


def scores_in(
    snapshot: Snapshot, nodes: Sequence[Node], hits: Sequence[Hit]
) -> dict[Node, dict[str, float]]:
    """Return what each condition scores in the hits for which it holds, by id."""
    shown = {"ids": {"values": [key_of(hit.id) for hit in hits]}}
    bodies = [
        {
            "size": len(hits),
            "_source": ["id"],
            "query": {"bool": {"must": [node_scored(snapshot, node)], "filter": [shown]}},
        }
        for node in nodes
    ]
    answers = snapshot.search_all(bodies, ranked=True) if bodies else []
    return {
        node: {hit["_source"]["id"]: float(hit["_score"]) for hit in answer["hits"]["hits"]}
        for node, answer in zip(nodes, answers, strict=True)
    }
