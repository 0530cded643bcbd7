"""timtin itself: the engine behind `open_engine`, asked by request as the pages ask it."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from search.model import DateBucket
from search.opening import open_engine
from search.query.plan import Plan
from search.request import SearchRequest
from search.whoosh_engine.ranking import executor
from tools.benchmarks.answers import FACETS, Answer, Question

__all__ = ["AsItComes", "Ours"]


class Ours:
    """An index of timtin's. Reading the query, which the peers get ready-made, is part of its
    time."""

    name = "timtin"
    rounds = 15

    def __init__(self, folder: Path) -> None:
        self.engine = open_engine(folder)

    def plan(self, request: SearchRequest) -> Plan:
        """Return the plan that the engine in fact runs for a request."""
        with patch("search.whoosh_engine.answering.run", wraps=executor.run) as run:
            self.engine.search(request)
        plan: Plan = run.call_args.args[1]
        return plan

    def answer(self, question: Question) -> Answer:
        """Search, and read what is worked out lazily."""
        page = self.engine.search(question.request)
        facets = {name: page.facets[name] for name in FACETS}
        return Answer(page.total, [hit.title for hit in page.results], facets)

    def counts(self, answer: Answer, facet: str) -> dict[str, int]:
        """Read the counts."""
        return {
            one.value: one.count
            for one in answer.facets[facet]
            if one.count or not isinstance(one, DateBucket)
        }


class AsItComes(Ours):
    """With nothing switched off: corrects slips and relaxes what finds too little, which no peer
    does."""

    name = "timtin, relaxing"

    def answer(self, question: Question) -> Answer:
        """Answer as a user is answered."""
        return super().answer(
            Question(question.kind, replace(question.request, off=()), question.plan)
        )
