"""python -m tools.benchmarks [search|growth|load|served]

    CORPUS=articles.jsonl.xz   the articles; without it the shipped sample, repeated with changed
    ids TIMTIN_TEST_DATA=folder    the marked sets, whose queries are asked; without it words of the
    articles' titles

`search` (when nothing is said) builds all indexes, then times search, presentation, ingestion,
opening and memory.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from search.answer.presentation import query_string
from tools.benchmarks import corpus_source, report
from tools.benchmarks.answers import Peer
from tools.benchmarks.fresh import fresh_process
from tools.benchmarks.growth import grow
from tools.benchmarks.ingestion import (
    Built,
    add_articles,
    build_peers,
    open_peers,
    own_tokens_given,
    stock_rates,
)
from tools.benchmarks.load import load
from tools.benchmarks.ours import AsItComes, Ours
from tools.benchmarks.presentation import on_top
from tools.benchmarks.queries import Seeds, questions, seeds, top_codes, varied
from tools.benchmarks.race import Race, disagreements, race
from tools.benchmarks.served import cold_start, missing_peers, race_datasette, served

CORPUS = os.environ.get("CORPUS", "")
DATA = os.environ.get("TIMTIN_TEST_DATA", "")
TOKENS_GIVEN = 5_000
GROWN = (140_000, 350_000, 1_000_000)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "what", nargs="?", default="search", choices=("search", "growth", "load", "served")
    )
    parser.add_argument("--articles", type=int, metavar="N", help="only the first N")
    parser.add_argument(
        "--rounds", type=int, default=100, metavar="N", help="at most so many rounds"
    )
    parser.add_argument(
        "--jobs", type=int, default=2, metavar="N", help="worker processes of `index add`"
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=GROWN, metavar="N", help="for growth"
    )
    parser.add_argument(
        "--seconds", type=float, default=30.0, metavar="S", help="for load, each way"
    )
    parser.add_argument(
        "--searches", type=int, default=1_000, metavar="N", help="before memory is measured"
    )
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="keep indexes here, and use those that are here"
    )
    parser.add_argument(
        "--write-docs", action="store_true", help="put the tables into docs/BENCHMARKS.md"
    )
    return parser.parse_args()


def main() -> None:
    """Run one benchmark, print its tables, write its JSON."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="timtin-bench-") as scratch:
        work = given.work.resolve() if given.work else Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        run = {"search": _search, "growth": _growth, "load": _load, "served": _served}[given.what]
        tables, figures = run(given, work)
    print(tables)
    path = report.write_json({"machine": report.machine(), **figures})
    _progress(f"written: {path}")
    if given.write_docs:
        report.update_document(given.what, tables)


_STARTED = monotonic()


def _progress(text: str) -> None:
    print(f"{monotonic() - _STARTED:7.1f} s  {text}", file=sys.stderr, flush=True)


def _prepared(given: argparse.Namespace, work: Path) -> tuple[Path, dict[str, Any]]:
    """Return the file of the articles, and what `index add` said when it made the index "timtin" of
    it."""
    source = Path(CORPUS).resolve() if CORPUS and not given.articles else work / "articles.jsonl.xz"
    if not source.exists():
        corpus_source.write_corpus(source, corpus_source.articles(CORPUS, given.articles))
    index = work / "timtin"
    _progress("index add")
    return source, add_articles(source, index, given.jobs, "--rebuild")


def _questions(given: argparse.Namespace, ours: Ours) -> tuple[Seeds, list[Any]]:
    found = seeds(DATA, corpus_source.articles(CORPUS, 2_000))
    asked = questions(ours, found, top_codes(ours))
    _progress(f"{len(asked)} questions")
    return found, asked


def _search(given: argparse.Namespace, work: Path) -> tuple[str, dict[str, Any]]:
    source, added = _prepared(given, work)
    ours = Ours(work / "timtin")
    found, asked = _questions(given, ours)
    peers = open_peers(work)
    built = _built(source, work, peers)
    others = [engine for _, engine in peers.values()]
    differing = [line for engine in others for line in disagreements(ours, engine, asked)]
    timed = race([ours, AsItComes(work / "timtin"), *others], asked, _progress, given.rounds)
    tables = [
        report.kinds_table(timed),
        report.ratios_table(timed),
        report.worst_table(timed),
        _agreement(differing),
    ]
    figures: dict[str, Any] = {
        "search": _race_figures(timed),
        "disagreements": differing,
        "index add": added,
    }
    _progress("presentation, memory")
    figures["on top"] = on_top(ours, work / "timtin", asked)
    addresses = [query_string(request) for request in varied(asked, found, given.searches)]
    figures["process"] = fresh_process(work / "timtin", addresses)
    tables += [
        report.on_top_table(figures["on top"]),
        report.memory_table(figures["process"], added),
    ]
    tables += _ingestion(source, work, built, added, figures)
    return "\n\n".join(tables), figures


def _built(source: Path, work: Path, peers: dict[str, tuple[Path, Peer]]) -> Built:
    """Build the peers' indexes, or take what was measured when those in a kept folder were
    built."""
    note = work / "built.json"
    if note.exists():
        return Built(**json.loads(note.read_text()))
    built = build_peers(corpus_source.articles(str(source)), peers, _progress)
    note.write_text(json.dumps(asdict(built)))
    return built


def _ingestion(
    source: Path, work: Path, built: Built, added: dict[str, Any], figures: dict[str, Any]
) -> list[str]:
    _progress("ingestion: tokens given; pyvi and stock Whoosh on a slice")
    some = list(corpus_source.articles(str(source), TOKENS_GIVEN))
    given = own_tokens_given(some, work / "tokens-given")
    stock = stock_rates(source, work)
    figures |= {"built": asdict(built), "tokens given": given, "stock": stock}
    return [report.ingest_table(added, stock), report.size_table(built, added, given)]


def _agreement(differing: Sequence[str]) -> str:
    if not differing:
        return "Every peer gave the same totals and the same facet counts to every question."
    return "\n".join(["Answers that differ from timtin's:", *(f"- {line}" for line in differing)])


def _race_figures(timed: Race) -> list[dict[str, Any]]:
    return [
        {"kind": question.kind, **{name: timed.medians(name)[place] for name in timed.times}}
        for place, question in enumerate(timed.questions)
    ]


def _growth(given: argparse.Namespace, work: Path) -> tuple[str, dict[str, Any]]:
    collection = list(corpus_source.articles(CORPUS, given.articles))
    rows = grow(collection, given.sizes, seeds(DATA, collection), work, _progress)
    return report.growth_table(rows), {"growth": [asdict(row) for row in rows]}


def _load(given: argparse.Namespace, work: Path) -> tuple[str, dict[str, Any]]:
    _prepared(given, work)
    ours = Ours(work / "timtin")
    found, asked = _questions(given, ours)
    addresses = [query_string(request) for request in varied(asked, found, given.searches)]
    collection = list(corpus_source.articles(CORPUS, 2_000))
    rows = load(work / "timtin", addresses, collection, given.seconds, work, _progress)
    return report.load_table(rows), {"load": [asdict(row) for row in rows]}


def _served(given: argparse.Namespace, work: Path) -> tuple[str, dict[str, Any]]:
    source, _ = _prepared(given, work)
    ours = Ours(work / "timtin")
    found, asked = _questions(given, ours)
    addresses = [query_string(request) for request in varied(asked, found, 200)]
    rows = served(work / "timtin", addresses, _progress)
    rows += race_datasette(corpus_source.articles(str(source)), work, addresses, _progress)
    cold = cold_start(work / "timtin", "thành phố")
    missing = missing_peers()
    tables = [report.served_table(rows), report.cold_table(cold), " ".join(missing)]
    figures = {"served": [asdict(row) for row in rows], "cold": cold, "missing": missing}
    return "\n\n".join(tables), figures


if __name__ == "__main__":
    main()
