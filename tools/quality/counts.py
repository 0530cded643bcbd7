"""What is the number beside a short query worth, and are right queries left alone?

    TIMTIN_TEST_DATA=... python -m tools.quality.counts [--index DIR] [--write-docs]

Prints of a hundred short queries how many articles are counted and how many more hold the words
apart, typed with marks and without, and of the marked queries (and forty of the short ones, both
ways) those that are offered another spelling, and the slips that are put right or offered. A right
query that is offered another spelling fails the run.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.vietnamese.text import fold
from search import SearchRequest
from search.engine import Engine
from tools.quality.relevance import WORK, Topic, engine_over, topics, write_document

QUERIES = Path(__file__).with_name("short-queries.txt")
"""Forty queries as people type them, and behind an empty line sixty about the party's work."""


def _found(engine: Engine, q: str) -> str:
    page = engine.search(SearchRequest(q))
    apart = engine.search(SearchRequest(q, off=("word",))).total
    return f"{apart} | {page.total} | {page.loose}"


def table(engine: Engine, asked: Sequence[str]) -> str:
    """Return one Markdown table, a line a query."""
    lines = [
        "| query | total before | total | more with the words apart "
        "| typed without marks: before | total | more apart |",
        "|---" * 7 + "|",
    ]
    lines += [f"| {q} | {_found(engine, q)} | {_found(engine, fold(q))} |" for q in asked]
    return "\n".join(lines)


def right(asked: Sequence[Topic], short: Sequence[str]) -> Iterator[str]:
    """Yield queries that are as they should be."""
    for topic in asked:
        yield from (q for kind, q in topic.queries.items() if kind != "typo")
    for q in short:
        yield from (q, fold(q))


def _offer(engine: Engine, q: str) -> str:
    """Return another spelling that a query is read as or offered, "" for none."""
    page = engine.search(SearchRequest(q))
    read = [one.value for one in page.readings if one.kind == "slip"]
    return next(iter([*read, *(one.q for one in page.suggestions if one.reason == "slip")]), "")


def main() -> int:
    """Print; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.quality.counts", description="Counts of short queries, and offers."
    )
    parser.add_argument("--index", type=Path, default=WORK / "timtin", metavar="DIR")
    parser.add_argument(
        "--write-docs", action="store_true", help="put the table of forty into docs/QUALITY.md"
    )
    given = parser.parse_args()
    data = Path(os.environ["TIMTIN_TEST_DATA"])
    engine = engine_over(given.index, data / "data" / "vinews.jsonl.xz")
    short, party = (
        part.split("\n") for part in QUERIES.read_text(encoding="utf-8").strip().split("\n\n")
    )
    shown, asked = table(engine, short), topics(data / "gold" / "relevance-dev.jsonl")
    print(shown, table(engine, party), sep="\n\n")
    if given.write_docs:
        write_document(shown, "short")
    queries = list(right(asked, short))
    wrong = {q: offer for q in queries if (offer := _offer(engine, q))}
    print(f"\nright queries offered another spelling: {len(wrong)} of {len(queries)}", wrong or "")
    slips = [topic.queries["typo"] for topic in asked if "typo" in topic.queries]
    missed = [q for q in slips if not _offer(engine, q)]
    print(f"slips neither put right nor offered: {len(missed)} of {len(slips)}", missed)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
