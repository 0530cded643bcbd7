"""Articles a second and bytes on disk: timtin by its own command, all included; every engine,
tokens given."""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

from corpus import Article
from indexer.indexed import to_indexed
from search.analysis.columns import analyze_columns
from search.engine import Writer
from search.model import IndexedArticle
from search.opening import open_writer
from tools.benchmarks.answers import Peer
from tools.benchmarks.corpus_source import text_bytes
from tools.benchmarks.documents import in_batches, peer_documents
from tools.benchmarks.peers.fts5 import Fts5
from tools.benchmarks.peers.stock_whoosh import StockWhoosh
from tools.benchmarks.peers.tantivy_engine import Tantivy
from tools.benchmarks.stock_ingest import stock_ingest

__all__ = [
    "Built",
    "add_articles",
    "build_peers",
    "folder_bytes",
    "open_peers",
    "own_tokens_given",
    "stock_rates",
]

ROOT = Path(__file__).parents[2]
STOCK_SLICE = 1_500

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What was measured while the peers' indexes were built."""

    articles: int
    text_bytes: int
    tokens_given: dict[str, float]
    """Engine -> articles a second, from tokens to a committed index."""
    sizes: dict[str, int]
    """Engine -> bytes on disk."""


def add_articles(
    source: Path | str, index: Path, jobs: int, *options: str, **run: Any
) -> dict[str, Any]:
    """Ingest with `index add` in a process of its own; return its summary and the seconds of the
    whole command."""
    command = [sys.executable, "-m", "indexer", "add", str(source), "--index", str(index)]
    start, used = perf_counter(), _children_seconds()
    done = subprocess.run(  # noqa: S603
        [*command, "--jobs", str(jobs), "--json", *options],
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        **run,
    )
    summary: dict[str, Any] = json.loads(done.stdout)
    figures = {
        "wall_seconds": perf_counter() - start,
        "processor_seconds": _children_seconds() - used,
    }
    return summary | figures | {"jobs": jobs, "size_bytes": folder_bytes(index)}


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def folder_bytes(folder: Path) -> int:
    """Return the bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def open_peers(work: Path) -> dict[str, tuple[Path, Peer]]:
    """Open the peers' indexes under a folder, made when they are missing."""
    tantivy, joined, sqlite, whoosh = (
        work / name for name in ("tantivy", "tantivy-joined", "fts5", "whoosh")
    )
    opened: list[tuple[Path, Peer]] = [
        (tantivy, Tantivy(tantivy)),
        (joined, Tantivy(joined, joined=True)),
        (sqlite, Fts5(sqlite)),
        (whoosh, StockWhoosh(whoosh)),
    ]
    return {engine.name: (folder, engine) for folder, engine in opened}


def build_peers(
    articles: Iterable[Article], peers: dict[str, tuple[Path, Peer]], progress: Progress
) -> Built:
    """Hand the same tokens to every peer; analysing is not timed."""
    seconds = dict.fromkeys(peers, 0.0)
    number = size = 0
    for batch in in_batches(articles):
        documents = peer_documents(batch)
        for name, (_, engine) in peers.items():
            seconds[name] += _seconds(partial(engine.add, documents))
        number += len(batch)
        size += sum(map(text_bytes, batch))
        progress(f"{number:,} articles to the peers")
    for name, (_, engine) in peers.items():
        seconds[name] += _seconds(engine.commit)
    rates = {name: number / spent for name, spent in seconds.items()}
    return Built(
        number, size, rates, {name: folder_bytes(folder) for name, (folder, _) in peers.items()}
    )


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def own_tokens_given(articles: Sequence[Article], index: Path) -> float:
    """Return articles a second of timtin's writer when extraction and analysis are done beforehand,
    in one process."""
    seconds = 0.0
    with open_writer(index, rebuild=True) as writer:
        for batch in in_batches(articles):
            texts = [
                text for article in batch for text in (article.title, article.summary, article.body)
            ]
            columns = analyze_columns(texts)
            documents = [to_indexed(article) for article in batch]
            with patch(
                "search.whoosh_engine.storage.segment.analyze_columns", return_value=columns
            ):
                seconds += _seconds(partial(_write, writer, documents))
        seconds += _seconds(writer.commit)
    return len(articles) / seconds


def _write(writer: Writer, documents: Sequence[IndexedArticle]) -> None:
    writer.add(writer.prepare(documents))


def stock_rates(source: Path, work: Path) -> dict[str, dict[str, float]]:
    """Time pyvi + stock Whoosh on one core over a slice, with and without folded fields."""
    return {
        name: stock_ingest(source, Path(tempfile.mkdtemp(dir=work)), STOCK_SLICE, folded=folded)
        for name, folded in (
            ("pyvi + stock Whoosh", False),
            ("pyvi + stock Whoosh, folded fields too", True),
        )
    }
