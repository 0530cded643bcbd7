"""Why an article was found: what each condition of the query adds to its score, and which readings it needed."""

from collections.abc import Callable

from search.interpretation import Interpretation
from search.model import Hit
from search.plan import Node, Plan, Term, name_of

__all__ = ["asked_about", "explain"]


def asked_about(plan: Plan) -> list[Node]:
    """Return the conditions whose scores an explanation needs."""
    return list(dict.fromkeys((*(node for node, _ in _weighted(plan)), *_as_typed(plan))))


def explain(hit: Hit, found: Interpretation, plan: Plan, score_of: Callable[[Node], float]) -> None:
    """Give a hit its score's parts and the readings without which it would not have been found, "exact" for none.

    `score_of` says what a condition scores in the hit, 0 where it does not hold. What the parts leave over is nearness;
    where words may be missing, also what their absence costs and what likeness to the first hits adds.
    """
    parts: dict[str, float] = {}
    for node, weight in _weighted(plan):
        parts[name_of(node)] = parts.get(name_of(node), 0.0) + weight * score_of(node)
    held = {name: round(value, 4) for name, value in parts.items() if value}
    rest = round(hit.score - sum(held.values()), 4)
    hit.score_parts = held | ({"nearness" if rest > 0 else "missing words": rest} if abs(rest) > 0.001 else {})
    kinds = {reading.kind for reading in found.readings} - {"fold"}
    if not all(map(score_of, _as_typed(plan))):
        kinds.add("fold")
    hit.matched = tuple(sorted(kinds)) or ("exact",)


def _weighted(plan: Plan) -> list[tuple[Node, float]]:
    return [*((node, 1.0) for node in (*plan.required, *plan.words)), *plan.should]


def _as_typed(plan: Plan) -> list[Term]:
    """Return the words that stand for every form without marks, as they were typed."""
    return [Term(node.text, field=node.field) for node in plan.words if isinstance(node, Term) and node.folded]
