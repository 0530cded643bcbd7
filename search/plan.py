"""What a query comes to in the end: a tree of conditions on terms, the same for every engine.

Leaves are `Term`, `Phrase`, `Prefix` and `Values`; `All` and `Any` join them. A `Plan` says what must hold, what may
add to the score, and what must not hold.
"""

from dataclasses import dataclass

__all__ = ["All", "Any", "Node", "Phrase", "Plan", "Prefix", "Term", "Values"]


@dataclass(frozen=True, slots=True)
class Term:
    """Documents that hold a term; with `folded`, any term of that folded form. `field` "" is any text field."""

    text: str
    folded: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents that hold the terms side by side in this order."""

    terms: tuple[Term, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents that hold a term beginning with `text` (compared folded when it has no diacritics)."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """Documents that have one of the values of a facet."""

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Documents for which every condition holds."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Documents for which at least one condition holds."""

    nodes: tuple["Node", ...]


Node = Term | Phrase | Prefix | Values | All | Any


@dataclass(frozen=True, slots=True)
class Plan:
    """`must` (or at least `minimum` of them), `must_not`, and `should` with weights, which adds to the score."""

    must: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()
    should: tuple[tuple[Node, float], ...] = ()
    minimum: int | None = None
