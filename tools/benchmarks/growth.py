"""A larger collection: the same articles over and over with changed ids, through the real pipeline,
beside tantivy."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from corpus import Article
from search.answer.presentation import query_string
from tools.benchmarks.corpus_source import repeated
from tools.benchmarks.documents import PeerDocument, in_batches, peer_documents
from tools.benchmarks.fresh import fresh_process
from tools.benchmarks.ingestion import ROOT, folder_bytes
from tools.benchmarks.memory import anonymous_peak
from tools.benchmarks.ours import Ours
from tools.benchmarks.peers.tantivy_engine import Tantivy
from tools.benchmarks.queries import Seeds, questions, top_codes, varied
from tools.benchmarks.race import disagreements, p95, race

__all__ = ["Grown", "grow"]

BYTES_AN_ARTICLE = 20_000
"""Disk that an article may need, timtin's and tantivy's index and room to merge."""

ROUNDS = 5

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Grown:
    """One size; latencies in milliseconds over the medians of the questions."""

    articles: int
    articles_per_second: float
    writer_peak_mb: float
    """Resident, with the files it maps."""
    writer_anonymous_mb: float
    size_bytes: int
    latency: dict[str, dict[str, float]]
    process: dict[str, float]
    disagreements: int


def grow(
    articles: Sequence[Article], sizes: Sequence[int], seeds: Seeds, work: Path, progress: Progress
) -> list[Grown]:
    """Build, measure and take away an index of each size."""
    progress("analysing once for tantivy")
    tokens = [document for batch in in_batches(articles) for document in peer_documents(batch)]
    rows = []
    for size in sizes:
        if shutil.disk_usage(work).free < size * BYTES_AN_ARTICLE:
            progress(f"{size:,} articles: not enough disk, left out")
            continue
        folder = work / f"growth-{size}"
        rows.append(_grown(articles, tokens, size, seeds, folder, progress))
        shutil.rmtree(folder)
    return rows


def _grown(
    articles: Sequence[Article],
    tokens: Sequence[PeerDocument],
    size: int,
    seeds: Seeds,
    folder: Path,
    progress: Progress,
) -> Grown:
    index = folder / "timtin"
    progress(f"{size:,} articles: timtin")
    summary = _add(articles, size, index)
    progress(f"{size:,} articles: tantivy")
    peer = Tantivy(folder / "tantivy")
    for start in range(0, size, len(tokens)):
        peer.add(list(islice(tokens, size - start)))
    peer.commit()
    ours = Ours(index)
    asked = questions(ours, seeds, top_codes(ours))
    progress(f"{size:,} articles: {len(asked)} questions")
    timed = race([ours, peer], asked, progress, ROUNDS)
    addresses = [query_string(request) for request in varied(asked, seeds, 1_000)]
    return Grown(
        size,
        size / summary["seconds"],
        summary["peak_memory_mb"]["writer"],
        summary["anonymous_peak_mb"],
        folder_bytes(index),
        {name: _latency(timed.medians(name)) for name in timed.times}
        | {"ratio": _latency(timed.ratios(ours.name, peer.name))},
        fresh_process(index, addresses),
        len(disagreements(ours, peer, asked)),
    )


def _latency(values: Sequence[float]) -> dict[str, float]:
    return {"p50": median(values), "p95": p95(values), "max": max(values)}


def _add(articles: Sequence[Article], size: int, index: Path) -> dict[str, Any]:
    """Pipe articles with changed ids into `index add -`; of a line only the id is made anew. Return
    its summary."""
    rest = [
        json.dumps(replace(article, id="").to_record(), ensure_ascii=False)[1:]
        for article in articles
    ]
    command = [
        sys.executable,
        "-m",
        "indexer",
        "add",
        "-",
        "--index",
        str(index),
        "--jobs",
        "2",
        "--json",
    ]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin and process.stdout
        with anonymous_peak(process.pid) as peak:
            for number, article in enumerate(repeated(articles, size)):
                line = f'{{"id": {json.dumps(article.id)}, {rest[number % len(rest)]}\n'
                process.stdin.write(line.encode())
            process.stdin.close()
            summary: dict[str, Any] = json.loads(process.stdout.read())
    return summary | {"anonymous_peak_mb": peak.megabytes}
