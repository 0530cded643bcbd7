"""From a request to the documents that match: folding, correcting, relaxing are decided here,
before any filter.

The same steps for every engine, which brings what it knows of words and how it runs a plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from corpus.vietnamese.text import clean
from search.analysis import is_folded, syllables
from search.model import Reading
from search.query.collection import Collection
from search.query.correction import correct, restore
from search.query.interpretation import Interpretation, interpret
from search.query.plan import Node, Or, Phrase, Plan, Term
from search.query.words import MEANT
from search.request import SearchRequest

__all__ = ["Matcher", "Understood", "understand"]

Matches = TypeVar("Matches")

FEW_HITS, MOST_FEW = 5, 40
"""With fewer hits for each word of a half-marked query, its words without marks are taken for any
of their forms."""

MOST_OF_NAME = 5
"""Syllables of a query that may be one name."""

ENOUGH = 50
"""So many articles that hold the words of the query as such are the answer; where fewer do, all
that hold their syllables are ranked as one list (measured: strict below costs, from here on it does
not)."""

PAGE = 10
"""Where fewer articles hold the numbers of the query, the nearest without follow."""


@dataclass(frozen=True, slots=True)
class Understood(Generic[Matches]):
    """A query as read, its plan, and the documents for which the plan holds, as the engine keeps
    them.

    `loose` is the plan by which the syllables of words may stand apart, None when it is this one;
    `beyond` what is nearest without the numbers of the query, with its plan.
    """

    interpretation: Interpretation
    plan: Plan
    matches: Matches
    loose: Plan | None = None
    beyond: tuple[Plan, Matches] | None = None


class Matcher(Protocol[Matches]):
    """An engine's way to run plans."""

    def match(self, plan: Plan) -> Matches:
        """Return the documents for which all of a plan holds."""

    def count(self, matches: Matches) -> int:
        """Return their number, or a lower bound that is enough not to relax."""

    def run(self, plan: Plan, matches: Matches) -> tuple[Matches, int]:
        """Let words be missing where the plan allows it, and return how many of its words each
        document holds at least."""

    def printed(self, plan: Plan, matches: Matches) -> Sequence[str]:
        """Return title and summary of the newest documents of a plan."""


@dataclass(frozen=True, slots=True)
class _Reader(Generic[Matches]):
    """One request being read."""

    request: SearchRequest
    collection: Collection
    engine: Matcher[Matches]

    def count(self, read: Understood[Matches]) -> int:
        """Return the number of articles that a reading finds."""
        return self.engine.count(read.matches)

    def read(self, q: str, *, fold_all: bool = False) -> Understood[Matches]:
        """Read a query by its words where enough articles hold them as such, else by its
        syllables."""
        return self._counted(interpret(q, self.collection, self.request.off, fold_all=fold_all))

    def _counted(self, found: Interpretation) -> Understood[Matches]:
        loose = found.plan(relax="relax" not in self.request.off)
        typed, shown = (", ".join(word[at] for word in found.shown) for at in (0, 1))
        wholes = [self._whole(found, nodes) for nodes in found.wholes()]
        for whole in wholes:
            if self.count(whole) >= ENOUGH:
                found.readings.append(Reading("word", typed, shown, "word"))
                return replace(whole, loose=loose)
        read = Understood(found, loose, self.engine.match(loose))
        found.readings += [
            Reading("word", *word, "word") for word in found.shown if _has_new_marks(*word)
        ]
        if wholes and self.count(read) > self.count(wholes[0]):
            found.readings.append(Reading("word", shown, ""))
        return read

    def _whole(self, found: Interpretation, nodes: Sequence[Node]) -> Understood[Matches]:
        plan = found.plan(together=nodes)
        return Understood(found, plan, self.engine.match(plan))

    def named(self, read: Understood[Matches]) -> Understood[Matches]:
        """Read a short query without marks as one name, when most articles that hold it side by
        side print it with the same marks."""
        found, q = read.interpretation, self.request.q
        terms = [node for node in found.relaxable if isinstance(node, Term)]
        if not _may_be_name(q, terms) or not {"word", "fold"}.isdisjoint(self.request.off):
            return read
        name = restore(q, self.collection, self._headlines(tuple(terms)))
        marked = tuple(map(Term, syllables(name)))
        if len(marked) != len(terms) or not self._is_meant(tuple(terms), marked):
            return read
        found = interpret(name, self.collection, self.request.off)
        found.words, found.units = [Phrase(marked)], []
        found.shown = [(q, name)]
        return self._counted(found)

    def _headlines(self, typed: tuple[Term, ...]) -> Sequence[str]:
        """Return the newest headlines that print the syllables side by side: the same in whatever
        order an engine ranks."""
        fields = ("title", "summary")
        plan = Plan(required=(Or(tuple(Phrase(typed, field) for field in fields)),))
        return self.engine.printed(plan, self.engine.match(plan))

    def _is_meant(self, typed: tuple[Term, ...], marked: tuple[Term, ...]) -> bool:
        any_form, this = (
            self.engine.count(self.engine.match(Plan(required=(Phrase(terms),))))
            for terms in (typed, marked)
        )
        return this > MEANT * any_form


def _has_new_marks(typed: str, shown: str) -> bool:
    return is_folded(typed) and not is_folded(shown.lower())


def _may_be_name(q: str, terms: Sequence[Term]) -> bool:
    """Say whether a query is a few syllables without marks and nothing else."""
    words = tuple(term.text for term in terms)
    return (
        1 < len(words) <= MOST_OF_NAME
        and tuple(syllables(clean(q))) == words
        and any(term.folded for term in terms)
    )


def understand(
    request: SearchRequest, collection: Collection, engine: Matcher[Matches]
) -> Understood[Matches]:
    """Read a query and match it: by its words; half-marked words folded; slips put right; some
    words or numbers missing."""
    reader = _Reader(request, collection, engine)
    best = reader.named(_best(reader))
    few = best.interpretation.numbers and reader.count(best) < PAGE
    if few and "relax" not in request.off:
        return _with_nearest(reader, best)
    return _relaxed(reader, best)


def _best(reader: _Reader[Matches]) -> Understood[Matches]:
    request = reader.request
    best = reader.read(request.q)
    fewest = min(FEW_HITS * len(best.plan.words), MOST_FEW)
    if best.interpretation.mixed and reader.count(best) < fewest:
        best = reader.read(request.q, fold_all=True)
    if reader.count(best) or not request.q or "slip" in request.off:
        return best
    if q := correct(request.q, reader.collection):
        corrected = reader.read(q)
        if reader.count(corrected):
            best = corrected
            best.interpretation.readings.append(Reading("slip", request.q, q, "slip"))
    return best


def _relaxed(reader: _Reader[Matches], best: Understood[Matches]) -> Understood[Matches]:
    """Let words be missing where the plan allows it, and say so."""
    matches, least = reader.engine.run(best.plan, best.matches)
    words = len(best.plan.words)
    if least < words:
        missing = Reading("relax", reader.request.q, f"{least}/{words}", "relax")
        best.interpretation.readings.append(missing)
    return replace(best, matches=matches)


def _with_nearest(reader: _Reader[Matches], best: Understood[Matches]) -> Understood[Matches]:
    """Let words be missing where an article holds the numbers as they are asked for; where so fewer
    than a page are found, look behind them for the nearest, in which numbers may be missing too."""
    engine, found = reader.engine, best.interpretation
    near = _relaxed(reader, replace(best, plan=found.plan_relaxed()))
    best = near if reader.count(near) else _relaxed(reader, best)
    if reader.count(best) >= PAGE:
        return best
    plan = found.plan_beyond()
    return replace(best, beyond=(plan, engine.run(plan, engine.match(plan))[0]))
