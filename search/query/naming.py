"""Which marks a short query that was typed without any has: those with which the articles that hold
it side by side print it."""

from collections.abc import Sequence
from typing import TypeVar

from corpus.vietnamese.text import clean
from search.analysis import is_folded, syllables
from search.query.collection import Collection
from search.query.correction import restore
from search.query.plan import Node, Or, Phrase, Plan, Term
from search.query.running import Matcher
from search.query.words import MEANT

__all__ = ["folded_terms", "marks_meant", "marks_printed"]

MOST_SYLLABLES = 8
"""Of a query that may be one name or term."""

Terms = tuple[Term, ...]
Matches = TypeVar("Matches")


def folded_terms(q: str) -> Terms:
    """Return the syllables of a query that is a few of them without marks and nothing else, each as
    any of its forms; () for any other."""
    words = syllables(clean(q))
    if not 1 < len(words) <= MOST_SYLLABLES or not all(map(is_folded, words)):
        return ()
    return () if any(map(str.isdigit, "".join(words))) else tuple(Term(one, True) for one in words)


def marks_printed(q: str, typed: Terms, collection: Collection, engine: Matcher[Matches]) -> str:
    """Return a query with the marks with which the newest headlines print it, "" for none: the same
    in whatever order an engine ranks."""
    fields = ("title", "summary")
    plan = Plan(required=(Or(tuple(Phrase(typed, field) for field in fields)),))
    return restore(q, collection, engine.printed(plan, engine.match(plan)))


def marks_meant(typed: Terms, marked: Sequence[Node], engine: Matcher[Matches]) -> bool:
    """Say whether most articles that hold some syllables side by side hold them with these
    marks."""
    terms = tuple(one for one in marked if isinstance(one, Term) and not one.folded)
    if len(terms) != len(typed):
        return False
    any_form, this = engine.holding([Phrase(typed), Phrase(terms)])
    return this > MEANT * any_form
