"""Why articles were found: what each condition of the query adds to the score, and which readings it took."""

from collections.abc import Sequence

from search.interpretation import Interpretation
from search.model import Hit
from search.opensearch_engine.documents import key_of
from search.opensearch_engine.queries import node_query
from search.opensearch_engine.snapshot import Snapshot
from search.plan import Node, Plan, Term, name_of

__all__ = ["explain"]


def explain(snapshot: Snapshot, found: Interpretation, plan: Plan, hits: Sequence[Hit]) -> None:
    """Give each hit its score's parts (what is left over is nearness), and the readings that it needed."""
    weighted = [*((node, 1.0) for node in (*plan.required, *plan.words)), *plan.should]
    folded = [node for node in plan.words if isinstance(node, Term) and node.folded]
    typed = [Term(node.text, field=node.field) for node in folded]
    scores = _scores(snapshot, [*(node for node, _ in weighted), *typed], hits)
    kinds = {reading.kind for reading in found.readings} - {"fold"}
    for hit in hits:
        parts = {name_of(node): boost * scores[node].get(hit.id, 0.0) for node, boost in weighted}
        held = {name: round(value, 4) for name, value in parts.items() if value}
        rest = round(hit.score - sum(held.values()), 4)
        hit.score_parts = held | ({"nearness": rest} if plan.pairs and rest > 0.001 else {})
        needed = kinds | ({"fold"} if any(hit.id not in scores[term] for term in typed) else set())
        hit.matched = tuple(sorted(needed)) or ("exact",)


def _scores(snapshot: Snapshot, nodes: Sequence[Node], hits: Sequence[Hit]) -> dict[Node, dict[str, float]]:
    """Return what each condition scores in the hits, by id."""
    shown = {"ids": {"values": [key_of(hit.id) for hit in hits]}}
    distinct = list(dict.fromkeys(nodes))
    bodies = [
        {"size": len(hits), "_source": ["id"], "query": {"bool": {"must": [node_query(node)], "filter": [shown]}}}
        for node in distinct
    ]
    answers = snapshot.search_all(bodies, ranked=True) if bodies else []
    return {
        node: {hit["_source"]["id"]: float(hit["_score"]) for hit in answer["hits"]["hits"]}
        for node, answer in zip(distinct, answers, strict=True)
    }
