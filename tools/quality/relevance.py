"""Known-item search: is the article that was looked for among the first ten, and how high?

    TIMTIN_TEST_DATA=... python -m tools.quality.relevance [--index DIR] [--alone | --skip-slow]
    [--accept REASON]
                                                           [--write-docs] [--errors]

Asks every topic of gold/relevance-dev.jsonl in four ways: with diacritics (main), without (plain),
as a variant (abbreviation, placement of tones, form of a code), with a slip (typo). timtin's scores
must not be lower than those of relevance-floor.json, which rise with every better run; `--accept
REASON` allows a lower one.
"""

import argparse
import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from corpus import Article, read_articles
from search import IndexMissing, IndexStale, SearchRequest, open_engine
from search.engine import Engine

FLOOR = Path(__file__).with_name("relevance-floor.json")
DOCUMENT = Path(__file__).parents[2] / "docs" / "QUALITY.md"
WORK = Path("var/quality")
KINDS = ("main", "plain", "variant", "typo")
MEASURES = ("MRR@10", "success@10", "nDCG@10", "ratio")
SAME_STORY = 2
OURS = "timtin"
TOLERANCE = 0.0005
"""Two background articles that change places far down are no worse answer."""


@dataclass(frozen=True)
class Topic:
    """Something to be found: how it is asked, by kind, and the grade of each article that has to do
    with it."""

    name: str
    queries: Mapping[str, str]
    relevant: Mapping[str, int]


@dataclass(frozen=True)
class Score:
    """How well one query was answered: 1/rank of the first article of the story, whether there is
    one, nDCG."""

    reciprocal_rank: float
    success: float
    ndcg: float


Scores = dict[str, dict[str, Score]]
"""kind -> topic -> score"""


def topics(path: Path) -> list[Topic]:
    """Read the marked topics."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_topic(json.loads(line)) for line in lines]


def _topic(marked: Mapping[str, Any]) -> Topic:
    asked = {kind: marked[f"q_{kind}"] for kind in KINDS if marked[f"q_{kind}"]}
    return Topic(marked["qid"], asked, marked["relevant"])


def score(found: Sequence[str], relevant: Mapping[str, int]) -> Score:
    """Score the first ten ids; the gain of grade g is 2^g - 1 (Burges and others 2005), the
    discount log2(rank + 1)."""
    grades = [relevant.get(id, 0) for id in found[:10]]
    rank = next((place for place, grade in enumerate(grades, 1) if grade == SAME_STORY), 0)
    best = _gain(sorted(relevant.values(), reverse=True)[:10])
    return Score(1 / rank if rank else 0.0, float(rank > 0), _gain(grades) / best)


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def measure(search: Any, asked: Sequence[Topic]) -> Scores:
    """Ask every topic in every way it has; `search` gives ids for a query."""
    return {
        kind: {
            topic.name: score(search(topic.queries[kind]), topic.relevant)
            for topic in asked
            if kind in topic.queries
        }
        for kind in KINDS
    }


def figures(scores: Scores) -> dict[str, float]:
    """Return "kind measure" -> mean; "ratio" is MRR@10 to that of the main query over the same
    topics."""
    means: dict[str, float] = {}
    for kind, by_topic in scores.items():
        ranks = fmean(one.reciprocal_rank for one in by_topic.values())
        main = fmean(scores["main"][topic].reciprocal_rank for topic in by_topic)
        means[f"{kind} MRR@10"] = round(ranks, 4)
        means[f"{kind} success@10"] = round(fmean(one.success for one in by_topic.values()), 4)
        means[f"{kind} nDCG@10"] = round(fmean(one.ndcg for one in by_topic.values()), 4)
        if kind != "main":
            means[f"{kind} ratio"] = round(ranks / main, 4) if main else 0.0
    return means


def lowered(found: Mapping[str, float], floor: Mapping[str, float]) -> list[str]:
    """Return a line for every figure below its floor, or no longer measured."""
    return [
        f"{name}: {found.get(name, 0.0):.4f} < {least:.4f}"
        for name, least in floor.items()
        if found.get(name, 0.0) < least - TOLERANCE
    ]


def raised(found: Mapping[str, float], floor: Mapping[str, float]) -> dict[str, float]:
    """Return the floor after a run: the higher of both."""
    return {name: max(value, floor.get(name, 0.0)) for name, value in found.items()}


def behind(systems: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return a line for every figure in which another system is ahead of timtin."""
    ours = systems[OURS]
    return [
        f"{name}: {system} {theirs[name]:.4f} > {ours[name]:.4f}"
        for system, theirs in systems.items()
        for name in ours
        if not name.endswith("ratio") and theirs[name] > ours[name]
    ]


def table(systems: Mapping[str, Mapping[str, float]], counts: Mapping[str, int]) -> str:
    """Return one Markdown table: a line a system, MRR / success / nDCG in a column a kind, and the
    ratio."""
    columns = [f"{kind} ({counts[kind]})" for kind in KINDS]
    lines = [
        f"| MRR@10 / success@10 / nDCG@10 | {' | '.join(columns)} |",
        "|---" * (len(KINDS) + 1) + "|",
    ]
    lines += [
        f"| {name} | {' | '.join(_cell(means, kind) for kind in KINDS)} |"
        for name, means in systems.items()
    ]
    return "\n".join(lines)


def _cell(means: Mapping[str, float], kind: str) -> str:
    shown = " / ".join(f"{means[f'{kind} {measure}']:.3f}" for measure in MEASURES[:3])
    ratio = means.get(f"{kind} ratio")
    return shown if ratio is None else f"{shown}, {ratio:.3f} of main"


def engine_over(folder: Path, corpus: Path) -> Engine:
    """Return timtin over an index of the corpus, built when there is none or it is of another
    version."""
    try:
        return open_engine(folder)
    except (IndexMissing, IndexStale):
        command = "from indexer.cli import cli; cli()"
        arguments = ["add", "--index", folder, corpus, "--rebuild"]
        subprocess.run([sys.executable, "-c", command, *map(str, arguments)], check=True)  # noqa: S603
        return open_engine(folder)


def searching(engine: Engine) -> Callable[[str], list[str]]:
    """Return the ids of what the first page of a query shows: its hits, then what is nearest."""

    def search(q: str) -> list[str]:
        page = engine.search(SearchRequest(q=q))
        return [hit.id for hit in (*page.results, *page.nearest)]

    return search


def _others(corpus: Path, work: Path, *, slow: bool) -> dict[str, Any]:
    from tools.quality import baselines

    articles: list[Article] = list(read_articles([corpus]))
    stock = (
        {"stock Whoosh, SimpleAnalyzer": baselines.stock_whoosh(articles, work / "whoosh")}
        if slow
        else {}
    )
    return stock | {
        "SQLite FTS5, remove_diacritics 2": baselines.fts5(articles),
        "tantivy, default tokenizer": baselines.tantivy_default(articles),
        "BM25, the segmenter's words only": baselines.bm25(articles, baselines.segmented),
        "BM25, syllables only": baselines.bm25(articles, baselines.spelled),
    }


def write_document(text: str, mark: str = "relevance") -> None:
    """Put a table between its marks in docs/QUALITY.md."""
    begin, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{DOCUMENT} has no marks")
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.quality.relevance", description="Known-item search."
    )
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="an index of the real corpus; else one in --work"
    )
    parser.add_argument(
        "--work", type=Path, metavar="DIR", default=WORK, help="where built indexes are kept"
    )
    parser.add_argument("--alone", action="store_true", help="measure timtin alone")
    parser.add_argument(
        "--skip-slow", action="store_true", help="leave stock Whoosh out, which indexes for minutes"
    )
    parser.add_argument(
        "--accept", metavar="REASON", help="take a lower score as the new floor, with the reason"
    )
    parser.add_argument(
        "--write-docs", action="store_true", help="put the table into docs/QUALITY.md"
    )
    parser.add_argument(
        "--errors", action="store_true", help="print every query whose article is not the first"
    )
    return parser.parse_args()


def main() -> int:
    """Measure, print, compare; return the exit status."""
    given = _arguments()
    data = Path(os.environ["TIMTIN_TEST_DATA"])
    corpus, asked = data / "data" / "vinews.jsonl.xz", topics(data / "gold" / "relevance-dev.jsonl")
    searches: dict[str, Any] = {
        OURS: searching(engine_over(given.index or given.work / "timtin", corpus))
    }
    if not given.alone:
        searches |= _others(corpus, given.work, slow=not given.skip_slow)
    scores = {name: measure(search, asked) for name, search in searches.items()}
    systems = {name: figures(one) for name, one in scores.items()}
    shown = table(systems, {kind: len(by_topic) for kind, by_topic in scores[OURS].items()})
    print("\n".join([shown, *(f"behind: {line}" for line in behind(systems))]))
    if given.errors:
        print("\n".join(_missed(scores[OURS], asked)))
    if given.write_docs:
        write_document(shown)
    # A ratio falls when the main queries get better, so it has a goal but no floor.
    return _gate(
        {name: value for name, value in systems[OURS].items() if not name.endswith("ratio")},
        given.accept,
    )


def _missed(scores: Scores, asked: Sequence[Topic]) -> list[str]:
    return [
        f"{topic.name} {kind} {scores[kind][topic.name].reciprocal_rank:.3f} {q}"
        for topic in asked
        for kind, q in topic.queries.items()
        if scores[kind][topic.name].reciprocal_rank < 1
    ]


def _gate(found: Mapping[str, float], reason: str | None) -> int:
    kept = (
        json.loads(FLOOR.read_text(encoding="utf-8"))
        if FLOOR.exists()
        else {"reason": "", "floor": {}}
    )
    worse = lowered(found, kept["floor"])
    if worse and not reason:
        print("\n".join(["lower than the floor (--accept REASON to allow it):", *worse]))
        return 1
    floor = dict(found) if reason else raised(found, kept["floor"])
    if floor != kept["floor"]:
        text = json.dumps(
            {"reason": reason or kept["reason"], "floor": floor}, ensure_ascii=False, indent=2
        )
        FLOOR.write_text(text + "\n", encoding="utf-8")
    print("floor kept" if floor == kept["floor"] else f"floor written: {FLOOR.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
