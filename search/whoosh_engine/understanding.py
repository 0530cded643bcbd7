"""From a request to the documents that match: folding, correcting, relaxing are decided here, before any filter."""

from dataclasses import dataclass

from search.correction import correct
from search.interpretation import Interpretation, interpret
from search.model import Reading
from search.plan import Plan, enough_hits
from search.request import SearchRequest
from search.whoosh_engine.executor import match, run
from search.whoosh_engine.lexicon import SnapshotLexicon
from search.whoosh_engine.scoring import Posting
from search.whoosh_engine.snapshot import Snapshot

__all__ = ["Understood", "understand"]


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as read, its plan, and the documents for which the plan holds, with scores."""

    found: Interpretation
    plan: Plan
    matches: Posting

    @property
    def is_ranked(self) -> bool:
        """Say whether anything is asked by which to rank."""
        return not self.found.is_empty


def understand(snapshot: Snapshot, request: SearchRequest) -> Understood:
    """Read a query and match it: as it stands; half-marked words folded; slips put right; some words missing."""
    lexicon = SnapshotLexicon(snapshot)
    relax = "relax" not in request.off

    def read(q: str, *, fold_all: bool = False) -> Understood:
        found = interpret(q, lexicon, request.off, fold_all=fold_all)
        plan = found.plan(relax=relax)
        return Understood(found, plan, match(snapshot, plan))

    best = read(request.q)
    if best.found.mixed and len(best.matches.docs) < enough_hits(len(best.plan.words)):
        best = read(request.q, fold_all=True)
    if not len(best.matches.docs) and request.q and "slip" not in request.off and (q := correct(request.q, lexicon)):
        corrected = read(q)
        if len(corrected.matches.docs):
            best = corrected
            best.found.readings.append(Reading("slip", request.q, q, "slip"))
    matches, least = run(snapshot, best.plan, best.matches)
    if least < len(best.plan.words):
        best.found.readings.append(Reading("relax", request.q, f"{least}/{len(best.plan.words)}", "relax"))
    return Understood(best.found, best.plan, matches)
