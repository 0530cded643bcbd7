"""What every engine hands over for a question: exact total, ten titles, three facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from search.query.plan import Node, Phrase, Plan, Term
from search.request import SearchRequest
from tools.benchmarks.documents import FOLDED, PeerDocument

__all__ = [
    "FACETS",
    "FACET_LIMIT",
    "Answer",
    "Engine",
    "Peer",
    "Question",
    "Unanswerable",
    "filters",
    "month_name",
    "must",
    "phrase_words",
    "suffix",
    "without",
]

FACETS = ("district", "code", "date")
FACET_LIMIT = 20


class Unanswerable(ValueError):
    """A peer has no way to ask this."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request with what timtin understands it to mean, which is what the peers are asked."""

    kind: str
    request: SearchRequest
    plan: Plan


@dataclass(frozen=True, slots=True)
class Answer:
    """A total, the titles of one page, and the facets in whatever form the engine gives them."""

    total: int
    titles: list[str]
    facets: Mapping[str, Any]


class Engine(Protocol):
    """One of those compared. `rounds` is how many times it is asked everything."""

    name: str
    rounds: int

    def answer(self, question: Question) -> Answer:
        """Answer: this is what is timed."""

    def counts(self, answer: Answer, facet: str) -> dict[str, int]:
        """Return a facet's counts by value (months as "2025-01"); not timed."""


class Peer(Engine, Protocol):
    """An engine that is given the tokens of documents."""

    def add(self, documents: Sequence[PeerDocument]) -> None:
        """Take some documents."""

    def commit(self) -> None:
        """Make them searchable."""


def filters(request: SearchRequest) -> set[str]:
    """Return the facets with a choice made."""
    chosen = {
        "district": request.districts,
        "code": request.codes,
        "date": request.date_from or request.date_to,
    }
    return {name for name, choice in chosen.items() if choice}


def without(request: SearchRequest) -> dict[frozenset[str], list[str]]:
    """Group the facets by the filters under which each is counted: all but its own."""
    groups: dict[frozenset[str], list[str]] = {}
    for facet in FACETS:
        groups.setdefault(frozenset(filters(request) - {facet}), []).append(facet)
    return groups


def must(plan: Plan) -> tuple[Node, ...]:
    """Return what has to hold: everything, words of several syllables as phrases, for no question
    of the benchmark is relaxed."""
    return (*plan.required, *plan.words, *plan.together)


def suffix(term: Term) -> str:
    """Return the ending of the fields in which a peer finds a term."""
    return FOLDED if term.folded else ""


def phrase_words(phrase: Phrase) -> tuple[str, list[str]]:
    """Return the ending of the fields and the words of a phrase; digits are the same in both.

    Raises `Unanswerable` for a phrase of which some words are typed with marks and some without.
    """
    lettered = {term.folded for term in phrase.terms if not term.text.isdigit()}
    if len(lettered) > 1:
        raise Unanswerable("a phrase partly typed without diacritics")
    return FOLDED if True in lettered else "", [term.text for term in phrase.terms]


def month_name(month: int) -> str:
    """Return "2025-01" for a month counted from year 0."""
    return f"{month // 12:04}-{month % 12 + 1:02}"
