"""Why a document was found: what each condition of the query adds to its score, and which readings it took."""

import numpy as np

from search.interpretation import Interpretation
from search.plan import Node, Plan, Term, name_of
from search.whoosh_engine.executor import run_node
from search.whoosh_engine.snapshot import Snapshot

__all__ = ["matched", "score_parts"]


def score_parts(snapshot: Snapshot, plan: Plan, doc: int, score: float) -> dict[str, float]:
    """Return what each condition adds to the score of a document, and what is left over.

    That is nearness; where words may be missing, also what their absence costs and what likeness to the first adds.
    """
    weighted = [*((node, 1.0) for node in (*plan.required, *plan.words)), *plan.should]
    parts = {name_of(node): boost * _score(snapshot, node, doc) for node, boost in weighted}
    held = {name: round(value, 4) for name, value in parts.items() if value}
    rest = round(score - sum(held.values()), 4)
    return held | ({"nearness" if rest > 0 else "missing words": rest} if abs(rest) > 0.001 else {})


def matched(snapshot: Snapshot, found: Interpretation, plan: Plan, doc: int) -> tuple[str, ...]:
    """Return the readings without which the document would not have been found, "exact" when there are none."""
    kinds = {reading.kind for reading in found.readings} - {"fold"}
    folded = [node for node in plan.words if isinstance(node, Term) and node.folded]
    if any(not _score(snapshot, Term(node.text, field=node.field), doc) for node in folded):
        kinds.add("fold")
    return tuple(sorted(kinds)) or ("exact",)


def _score(snapshot: Snapshot, node: Node, doc: int) -> float:
    return float(run_node(snapshot, node).at(np.array([doc]))[0])
