"""Why articles were found: what each condition of the query adds to the score, and which readings
it needed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from search.model import Hit
from search.query.interpretation import Interpretation
from search.query.plan import Node, Plan, Term, name_of

__all__ = ["asked_about", "explain", "is_relaxed", "tell_missing"]

Scores = Mapping[Node, Mapping[str, float]]
"""Condition -> id of a hit -> what the condition scores in it; none or 0 where it does not hold."""


def is_relaxed(found: Interpretation) -> bool:
    """Say whether words of the query may be missing in what was found."""
    return any(reading.kind == "relax" for reading in found.readings)


def tell_missing(hits: Sequence[Hit], plan: Plan, scores: Scores) -> None:
    """Give each hit the words of the query that it lacks, of several forms the first."""
    for hit in hits:
        lacking = (name_of(node) for node in plan.words if not scores[node].get(hit.id))
        hit.missing = tuple(dict.fromkeys(name.partition(" | ")[0] for name in lacking))


def asked_about(plan: Plan) -> list[Node]:
    """Return the conditions whose scores an explanation needs."""
    return list(
        dict.fromkeys((*(node for node, _ in _weighted(plan)), *map(_typed, _folded(plan))))
    )


def explain(
    hits: Sequence[Hit],
    found: Interpretation,
    plan: Plan,
    scores: Scores,
    likeness: Mapping[str, float] = MappingProxyType({}),
) -> None:
    """Give each hit its score's parts and the readings without which it would not have been found,
    "exact" for none.

    What the parts leave over is nearness; where words may be missing, also what their absence
    costs. `likeness` is what likeness to the first hits adds, by id.
    """
    kinds = {reading.kind for reading in found.readings} - {"fold"}
    for hit in hits:
        parts: dict[str, float] = {}
        for node, weight in _weighted(plan):
            parts[name_of(node)] = parts.get(name_of(node), 0.0) + weight * scores[node].get(
                hit.id, 0.0
            )
        parts["likeness"] = likeness.get(hit.id, 0.0)
        held = {name: round(value, 4) for name, value in parts.items() if value}
        rest = round(hit.score - sum(held.values()), 4)
        hit.score_parts = held | (
            {"nearness" if rest > 0 else "missing words": rest} if abs(rest) > 0.001 else {}
        )
        folded = any(
            scores[term].get(hit.id) and not scores[_typed(term)].get(hit.id)
            for term in _folded(plan)
        )
        hit.matched = tuple(sorted(kinds | ({"fold"} if folded else set()))) or ("exact",)


def _weighted(plan: Plan) -> list[tuple[Node, float]]:
    return [*((node, 1.0) for node in (*plan.required, *plan.words)), *plan.should]


def _folded(plan: Plan) -> list[Term]:
    """Return the words that stand for every form without marks."""
    return [node for node in plan.words if isinstance(node, Term) and node.folded]


def _typed(term: Term) -> Term:
    return Term(term.text, field=term.field)
