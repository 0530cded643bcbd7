"""From a request to the documents that match: folding, correcting, relaxing are decided here,
before any filter.

The same steps for every engine, which brings what it knows of words and how it runs a plan.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

from corpus.vietnamese.text import fold
from search.analysis import is_folded, syllables
from search.model import Reading
from search.query.collection import Collection
from search.query.correction import correct
from search.query.interpretation import Interpretation, interpret
from search.query.joining import PAGE, Part, fewest_counted, joined, may_join, whole_of
from search.query.naming import folded_terms, marks_meant, marks_printed
from search.query.plan import Node, Plan, Term
from search.query.running import Matcher
from search.request import SearchRequest

__all__ = ["Understood", "understand"]

Matches = TypeVar("Matches")

FEW_HITS, MOST_FEW = 5, 40
"""With fewer hits for each word of a half-marked query, its words without marks are taken for any
of their forms."""

MORE = 3
"""A query with slips put right is the answer where it finds so many times as many articles."""

MOST_OF_NAME = 5
"""Syllables of a query that may be one name though it is not counted as such."""

_Whole = tuple[int, Sequence[Node], Sequence[tuple[str, str]]]
"""How many articles must hold some conditions as such, these, and what is told of each: as typed,
as looked for."""


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


@dataclass(frozen=True, slots=True)
class _Reader(Generic[Matches]):
    """One request being read."""

    request: SearchRequest
    collection: Collection
    engine: Matcher[Matches]

    def count(self, read: Understood[Matches]) -> int:
        """Return the number of articles that a reading finds."""
        return self.engine.count(read.matches)

    def read(self, q: str) -> Understood[Matches]:
        """Read a query by its words where enough articles hold them as such, else by its
        syllables."""
        return self._counted(interpret(q, self.collection, self.request.off))

    def folded(self, q: str, more_than: int) -> Understood[Matches] | None:
        """Read a query with its words without marks in any form, None if no more articles hold
        them so."""
        found = interpret(q, self.collection, self.request.off, fold_all=True)
        if self.count(self._loose(found)) <= more_than:
            return None
        read = self._counted(found)
        return read if self.count(read) > more_than else None

    def _loose(self, found: Interpretation) -> Understood[Matches]:
        plan = found.plan(relax="relax" not in self.request.off)
        return Understood(found, plan, self.engine.match(plan))

    def _counted(self, found: Interpretation) -> Understood[Matches]:
        loose = found.plan(relax="relax" not in self.request.off)
        apart = cache(lambda: self._loose(found))
        if any(map(may_join, found.runs)) and self.count(apart()) <= PAGE:
            return self._apart(apart())
        for fewest, nodes, shown in self._wholes(found):
            whole = self._whole(found, nodes)
            if self.count(whole) >= fewest:
                typed, value = (", ".join(word[at] for word in _widest(shown)) for at in (0, 1))
                found.readings.append(Reading("word", typed, value, "word"))
                return replace(whole, loose=loose)
        return self._apart(apart())

    def _apart(self, read: Understood[Matches]) -> Understood[Matches]:
        """Say that the syllables of words, or of a query of nothing but syllables, may stand apart,
        if more articles are found so."""
        found = read.interpretation
        told = [*found.shown, *found.numbered]
        found.readings += [Reading("word", *word, "word") for word in told if _has_new_marks(*word)]
        nodes = next(found.wholes(), None)
        if not nodes and len(found.runs) == 1 and may_join(found.runs[0]) and not found.numbers:
            one = whole_of(found.runs[0])
            nodes, told = ([one.node], [(one.typed, one.shown)]) if one else (None, told)
        if nodes and self.count(read) > self.count(self._whole(found, nodes)):
            found.readings.append(Reading("word", ", ".join(word[1] for word in told), ""))
        return read

    def _wholes(self, found: Interpretation) -> Iterator[_Whole]:
        """Yield what may be counted as such, from the left to the right of the query: what the
        collection knows as one word, what the segmenter does, the query as a whole."""
        others = len(found.required) + sum(reading.kind == "code" for reading in found.readings)
        alone = len(found.runs) == 1 and not others
        runs = [joined(run, self.engine.holding, alone=alone) for run in found.runs]
        parts = [part for run in runs for part in run]
        fewest = fewest_counted(len(parts) + others)
        if runs != found.runs:
            yield fewest, *_counted_parts(parts)
        told = [*found.shown, *found.numbered]
        for nodes in found.wholes():
            yield fewest, nodes, told if len(nodes) == len(told) else found.shown
        if alone and len(parts) > 1 and (whole := whole_of(found.runs[0])):
            yield fewest_counted(1), [whole.node], [(whole.typed, whole.shown)]

    def _whole(self, found: Interpretation, nodes: Sequence[Node]) -> Understood[Matches]:
        plan = found.plan(together=nodes)
        return Understood(found, plan, self.engine.match(plan))

    def named(self, read: Understood[Matches]) -> Understood[Matches]:
        """Read a short query without marks as one name, when most articles that hold it side by
        side print it with the same marks; as typed, when they print other words than the
        segmenter's."""
        q, put = self.request.q, read.interpretation.relaxable
        typed = folded_terms(q) if {"word", "fold"}.isdisjoint(self.request.off) else ()
        may_be_one = len(typed) <= MOST_OF_NAME or read.loose is not None
        if not typed or len(put) != len(typed) or not may_be_one:
            return read
        if marks_meant(typed, put, self.engine):
            return read
        name = marks_printed(q, typed, self.collection, self.engine)
        marked = tuple(map(Term, syllables(name)))
        if marks_meant(typed, marked, self.engine):
            return self._as_name(name)
        if len(marked) == len(put) and any(
            isinstance(one, Term) and not one.folded and one != other
            for one, other in zip(put, marked, strict=True)
        ):
            return self._counted(interpret(q, self.collection, self.request.off, put_marks=False))
        return read

    def _as_name(self, name: str) -> Understood[Matches]:
        found = interpret(name, self.collection, self.request.off)
        for told in (found.shown, found.numbered):
            told[:] = [(fold(typed), shown) for typed, shown in told]
        found.runs = [[part.folded() for part in run] for run in found.runs]
        return self._counted(found)


def _counted_parts(parts: Sequence[Part]) -> tuple[list[Node], list[tuple[str, str]]]:
    whole = [part for part in parts if part.whole]
    return [part.node for part in whole], [(part.typed, part.shown) for part in whole]


def _widest(told: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return words once each, and not what begins another: "hội nghị" of "hội nghị 4"."""
    shown = [f"{one} " for _, one in told]
    return [
        one
        for one in dict.fromkeys(told)
        if not any(other != f"{one[1]} " and other.startswith(f"{one[1]} ") for other in shown)
    ]


def _has_new_marks(typed: str, shown: str) -> bool:
    return is_folded(typed) and not is_folded(shown.lower())


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
    """Read a query as it was typed; where hardly an article holds it so, with slips put right if
    clearly more do."""
    request = reader.request
    best = _unfolded_or_folded(reader, request.q)
    found = reader.count(best)
    if found >= FEW_HITS or not request.q or "slip" in request.off:
        return best
    if found and len(best.plan.words) == 1:
        return best  # nothing stands beside it that says otherwise; the other spelling is offered
    q = correct(request.q, reader.collection, reader.engine.holding)
    best.interpretation.put_right = q
    if q and not (found and _changes_unmarked(best.plan, q)):
        corrected = _unfolded_or_folded(reader, q)
        if reader.count(corrected) > MORE * found:
            corrected.interpretation.readings.append(Reading("slip", request.q, q, "slip"))
            return corrected
    return best


def _changes_unmarked(plan: Plan, q: str) -> bool:
    """Say whether a correction lacks a word that is looked for in any form, beside others that are
    not: articles hold it in one, so it is no slip."""
    terms = [word for word in plan.words if isinstance(word, Term)]
    unmarked = {fold(word.text) for word in terms if word.folded}
    return len(unmarked) < len(terms) and not unmarked <= set(map(fold, syllables(q)))


def _unfolded_or_folded(reader: _Reader[Matches], q: str) -> Understood[Matches]:
    """Read a query; half-marked, and with few hits, with its words without marks in any form, if
    more articles hold them so."""
    best = reader.read(q)
    found, fewest = reader.count(best), min(FEW_HITS * len(best.plan.words), MOST_FEW)
    if best.interpretation.mixed and best.loose is None and found < fewest:
        return reader.folded(q, found) or best
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
