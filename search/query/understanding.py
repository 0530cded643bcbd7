"""From a request to the documents that match: folding, correcting, relaxing are decided here,
before any filter.

The same steps for every engine, which brings what it knows of words and how it runs a plan.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from search.model import Reading
from search.query.collection import Collection
from search.query.correction import correct
from search.query.interpretation import Interpretation, interpret
from search.query.plan import Plan
from search.request import SearchRequest

__all__ = ["Understood", "understand"]

Matches = TypeVar("Matches")

FEW_HITS, MOST_FEW = 5, 40
"""With fewer hits for each word of a half-marked query, its words without marks are taken for any
of their forms."""


@dataclass(frozen=True, slots=True)
class Understood(Generic[Matches]):
    """A query as read, its plan, and the documents for which the plan holds, as the engine keeps
    them."""

    interpretation: Interpretation
    plan: Plan
    matches: Matches


def understand(
    request: SearchRequest,
    collection: Collection,
    match: Callable[[Plan], Matches],
    count: Callable[[Matches], int],
    run: Callable[[Plan, Matches], tuple[Matches, int]],
) -> Understood[Matches]:
    """Read a query and match it: as it stands; half-marked words folded; slips put right; some
    words missing.

    `match` gives the documents for which all of a plan holds and `count` their number; `run` lets
    words be missing where the plan allows it, and says how many of its words each document holds at
    least.
    """
    relax = "relax" not in request.off

    def read(q: str, *, fold_all: bool = False) -> Understood[Matches]:
        found = interpret(q, collection, request.off, fold_all=fold_all)
        plan = found.plan(relax=relax)
        return Understood(found, plan, match(plan))

    best = read(request.q)
    if best.interpretation.mixed and count(best.matches) < min(
        FEW_HITS * len(best.plan.words), MOST_FEW
    ):
        best = read(request.q, fold_all=True)
    if (
        not count(best.matches)
        and request.q
        and "slip" not in request.off
        and (q := correct(request.q, collection))
    ):
        corrected = read(q)
        if count(corrected.matches):
            best = corrected
            best.interpretation.readings.append(Reading("slip", request.q, q, "slip"))
    matches, least = run(best.plan, best.matches)
    if least < len(best.plan.words):
        best.interpretation.readings.append(
            Reading("relax", request.q, f"{least}/{len(best.plan.words)}", "relax")
        )
    return Understood(best.interpretation, best.plan, matches)
