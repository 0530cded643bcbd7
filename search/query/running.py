"""What an engine does for whoever reads a query: it runs plans."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from search.query.plan import Node, Plan

__all__ = ["PRINTED", "Matcher"]

Matches = TypeVar("Matches")


PRINTED = 10
"""So many of the first hits tell how a query typed without marks is printed."""


class Matcher(Protocol[Matches]):
    """An engine's way to run plans; how it keeps the documents of one is its own affair."""

    def match(self, plan: Plan) -> Matches:
        """Return the documents for which all of a plan holds."""

    def count(self, matches: Matches) -> int:
        """Return their number, or a lower bound that is enough not to relax."""

    def run(self, plan: Plan, matches: Matches) -> tuple[Matches, int]:
        """Let words be missing where the plan allows it, and return how many of its words each
        document holds at least."""

    def holding(self, nodes: Sequence[Node]) -> list[int]:
        """Return in how many documents each of some conditions holds."""

    def printed(self, plan: Plan, matches: Matches) -> Sequence[str]:
        """Return title and summary of the newest documents of a plan."""
