"""What is the number beside a short query worth, and are right queries left alone?

    TIMTIN_TEST_DATA=... python -m tools.quality.counts [--index DIR] [--write-docs]

Prints of a hundred short queries how many articles are counted and how many more hold the words
apart, typed with marks and without, and of the marked queries (and forty of the short ones, both
ways) those that are offered another spelling, and the slips that are put right or offered. A right
query that is offered another spelling fails the run. Of forty the first thirty articles were read:
how many of them are right, and how many of today's were not read.
"""

import argparse
import csv
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


READ = Path(__file__).with_name("short-queries-read.tsv")
"""Of each of the forty the articles that were found first and read by eye, in two groups: those in
which the words mean what the query names, if only in passing, and those in which they do not."""

FIRST = 30


def read_by_eye() -> dict[str, tuple[set[str], set[str]]]:
    """Return the right and the wrong articles of each query that was read."""
    with READ.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {row["query"]: (set(row["right"].split()), set(row["wrong"].split())) for row in rows}


def precision(found: Sequence[str], right: set[str], wrong: set[str]) -> str:
    """Return how many of the articles that were read are right, and how many were not read.

    >>> precision(["a", "b", "c"], {"a"}, {"b"})
    '1/2, 1 unread'
    """
    unread = len(set(found) - right - wrong)
    share = f"{len(right & set(found))}/{len(found) - unread}"
    return f"{share}, {unread} unread" if unread else share


def _first(engine: Engine, q: str) -> list[str]:
    return [hit.id for hit in engine.search(SearchRequest(q, per_page=FIRST)).results]


def _found(engine: Engine, q: str) -> str:
    page = engine.search(SearchRequest(q))
    apart = engine.search(SearchRequest(q, off=("word",))).total
    return f"{apart} | {page.total} | {page.loose}"


def table(engine: Engine, asked: Sequence[str]) -> str:
    """Return one Markdown table, a line a query."""
    read = read_by_eye()
    lines = [
        "| query | total before | total | more with the words apart "
        "| typed without marks: before | total | more apart | right of the first 30 |",
        "|---" * 8 + "|",
    ]
    for q in asked:
        eye = precision(_first(engine, q), *read[q]) if q in read else "not read"
        lines.append(f"| {q} | {_found(engine, q)} | {_found(engine, fold(q))} | {eye} |")
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
