"""Would other weights be better? Every weight of the ranking, one at a time, cross-validated over
the marked topics.

    TIMTIN_TEST_DATA=... python -m tools.quality.weights [--index DIR] [--write-docs]

A table says what each setting changes in nDCG@10 and MRR@10 (mean of the four kinds of queries,
over the same topics) and the standard error of that change. Then ten-fold cross-validation: what is
best on nine tenths of the topics is tried on the tenth. A weight is changed for a change well
beyond its error that holds on topics kept aside too.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

from search.engine import Engine
from search.query import sharpening
from search.ranking import feedback
from search.ranking.weighting import BM25F, Weighting
from search.whoosh_engine.engine import WhooshEngine
from search.whoosh_engine.ranking import nearness
from tools.quality.relevance import (
    WORK,
    Topic,
    engine_over,
    measure,
    searching,
    topics,
    write_document,
)

SHIPPED = "as shipped"
FOLDS = 10


@dataclass(frozen=True)
class Setting:
    """BM25F and the weights of words, nearness and feedback."""

    bm25f: Weighting = BM25F
    words: float = sharpening.WORD_WEIGHT
    nearness: float = nearness.NEARNESS
    feedback: float = feedback.WEIGHT


def settings() -> dict[str, Setting]:
    """Return the shipped setting and its neighbours, by what is different."""
    title, summary, body = BM25F.weights
    found = {SHIPPED: Setting()}
    found |= {f"k1 {k1}": Setting(replace(BM25F, k1=k1)) for k1 in (0.9, 1.5)}
    found |= {
        f"title {one}": Setting(replace(BM25F, weights=(one, summary, body)))
        for one in (1.0, 1.5, 4.0)
    }
    found |= {
        f"summary {one}": Setting(replace(BM25F, weights=(title, one, body))) for one in (1.0, 2.5)
    }
    found |= {f"b {b}": Setting(replace(BM25F, b=(b, b, b))) for b in (0.4, 0.9)}
    found |= {f"words {one}": Setting(words=one) for one in (0.0, 0.25, 1.0)}
    found |= {f"nearness {one}": Setting(nearness=one) for one in (0.0, 0.4, 1.2)}
    found |= {f"feedback {one}": Setting(feedback=one) for one in (0.0, 0.3, 1.2)}
    return found


@contextmanager
def applied(setting: Setting, folder: Path) -> Iterator[Engine]:
    """Open the index so that it ranks by a setting; afterwards all is as it was."""
    before = sharpening.WORD_WEIGHT, nearness.NEARNESS, feedback.WEIGHT
    sharpening.WORD_WEIGHT, nearness.NEARNESS, feedback.WEIGHT = (
        setting.words,
        setting.nearness,
        setting.feedback,
    )
    engine = WhooshEngine(folder)
    engine.snapshot().weighting = (
        setting.bm25f
    )  # nothing has been worked out by the shipped one yet
    try:
        yield engine
    finally:
        sharpening.WORD_WEIGHT, nearness.NEARNESS, feedback.WEIGHT = before


@dataclass(frozen=True)
class Worth:
    """How well a topic is answered, over the kinds in which it is asked."""

    ndcg: float
    mrr: float


def worth(search: Callable[[str], Sequence[str]], asked: Sequence[Topic]) -> dict[str, Worth]:
    """Return the worth of each topic by its name."""
    scores = measure(search, asked)
    kinds = {
        topic.name: [by[topic.name] for by in scores.values() if topic.name in by]
        for topic in asked
    }
    return {
        name: Worth(fmean(one.ndcg for one in own), fmean(one.reciprocal_rank for one in own))
        for name, own in kinds.items()
    }


def cross_validated(
    worths: Mapping[str, Mapping[str, Worth]], folds: int = FOLDS
) -> tuple[float, float, list[str]]:
    """Return nDCG on topics kept aside of what was best on the others, that of the shipped setting,
    and the choices."""
    names = sorted(next(iter(worths.values())))
    chosen: list[str] = []
    aside: list[float] = []
    for fold in range(folds):
        kept = names[fold::folds]
        rest = [name for name in names if name not in kept]
        best = max(worths, key=lambda setting: fmean(worths[setting][name].ndcg for name in rest))
        chosen.append(best)
        aside += [worths[best][name].ndcg for name in kept]
    return fmean(aside), fmean(one.ndcg for one in worths[SHIPPED].values()), chosen


def table(worths: Mapping[str, Mapping[str, Worth]]) -> str:
    """Return a Markdown table: a line a setting, its figures, and what it changes with the standard
    error."""
    lines = ["| setting | nDCG@10 | MRR@10 | change of nDCG ± its error |", "|---|---|---|---|"]
    for name, own in worths.items():
        changes = [one.ndcg - worths[SHIPPED][topic].ndcg for topic, one in own.items()]
        error = stdev(changes) / len(changes) ** 0.5
        change = "" if name == SHIPPED else f"{fmean(changes):+.4f} ± {error:.4f}"
        ndcg, mrr = fmean(one.ndcg for one in own.values()), fmean(one.mrr for one in own.values())
        lines.append(f"| {name} | {ndcg:.4f} | {mrr:.4f} | {change} |")
    return "\n".join(lines)


def main() -> int:
    """Measure every setting and print what they are worth."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.quality.weights", description="Weights of the ranking."
    )
    parser.add_argument(
        "--index", type=Path, metavar="DIR", default=WORK / "timtin", help="of the real corpus"
    )
    parser.add_argument(
        "--write-docs", action="store_true", help="put the table into docs/QUALITY.md"
    )
    given = parser.parse_args()
    data = Path(os.environ["TIMTIN_TEST_DATA"])
    engine_over(given.index, data / "data" / "vinews.jsonl.xz")
    asked = topics(data / "gold" / "relevance-dev.jsonl")
    worths: dict[str, Any] = {}
    for name, setting in settings().items():
        with applied(setting, given.index) as engine:
            worths[name] = worth(searching(engine), asked)
    tuned, shipped, chosen = cross_validated(worths)
    told = [f"{chosen.count(name)} times {name}" for name in dict.fromkeys(chosen)]
    text = (
        f"{table(worths)}\n\nChosen on nine tenths of the "
        f"topics ({', '.join(told)}), tried on the tenth: "
    )
    text += f"nDCG@10 {tuned:.4f}; as shipped {shipped:.4f}."
    print(text)
    if given.write_docs:
        write_document(text, "weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
