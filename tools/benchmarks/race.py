"""Timing search: every engine is asked every question once a round, in an order shuffled anew each
round."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median, quantiles
from time import perf_counter

from tools.benchmarks.answers import FACETS, Engine, Question

__all__ = ["Race", "disagreements", "p95", "race"]

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Race:
    """Milliseconds of every round by engine and question (its number)."""

    questions: Sequence[Question]
    times: dict[str, list[list[float]]] = field(default_factory=dict)

    def medians(self, engine: str) -> list[float]:
        """Return the median time of each question, in milliseconds."""
        return [median(times) for times in self.times[engine]]

    def ratios(self, engine: str, peer: str) -> list[float]:
        """Return, of each question, the time of an engine over that of a peer."""
        return [
            own / other for own, other in zip(self.medians(engine), self.medians(peer), strict=True)
        ]


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def race(
    engines: Sequence[Engine], questions: Sequence[Question], progress: Progress, rounds: int = 100
) -> Race:
    """Ask everything; an engine takes part in as many rounds as it has time for. The first,
    unmeasured, warms up."""
    result = Race(questions, {engine.name: [[] for _ in questions] for engine in engines})
    for engine in engines:
        for question in questions:
            engine.answer(question)
    gc.collect()
    gc.freeze()
    for number in range(min(rounds, max(engine.rounds for engine in engines))):
        progress(f"round {number + 1}")
        _round(result, [engine for engine in engines if number < engine.rounds], number)
    gc.unfreeze()
    return result


def _round(result: Race, engines: list[Engine], number: int) -> None:
    shuffled = Random(number)  # noqa: S311
    order = list(range(len(result.questions)))
    shuffled.shuffle(order)
    gc.collect()
    gc.disable()
    try:
        for place in order:
            shuffled.shuffle(engines)
            for engine in engines:
                start = perf_counter()
                engine.answer(result.questions[place])
                result.times[engine.name][place].append((perf_counter() - start) * 1000)
    finally:
        gc.enable()


def disagreements(one: Engine, other: Engine, questions: Sequence[Question]) -> list[str]:
    """Return a line for every total or facet count in which two engines differ."""
    lines = []
    for question in questions:
        mine, theirs = one.answer(question), other.answer(question)
        if mine.total != theirs.total:
            lines.append(
                f"{question.kind}: {question.request.q!r}: "
                f"{mine.total} against {theirs.total} ({other.name})"
            )
            continue
        for facet in FACETS:
            left, right = one.counts(mine, facet), other.counts(theirs, facet)
            both = left.keys() & right.keys()
            if any(left[value] != right[value] for value in both) or (right and not both):
                lines.append(
                    f"{question.kind}: {question.request.q!r}: {facet} counts differ ({other.name})"
                )
    return lines
