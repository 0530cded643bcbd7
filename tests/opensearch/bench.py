"""Ingest and search on three nodes beside the embedded engine, in one run on one machine."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from corpus import read_articles
from indexer.pipeline import ingest_articles
from search import SearchRequest, open_engine
from search.engine import Engine
from search.opening import index_status, open_writer
from tests.opensearch import cluster

__all__ = ["bench"]

ROUNDS = 3
QUERIES = (
    "tuyên giáo",
    "tuyen giao",
    "chỉ thị 05",
    "05-CT/TW",
    "quận 1",
    "an toàn giao thông",
    "an toan giao thong",
    "cải cách hành chính",
    "bí thư thành ủy",
    "xây dựng Đảng",
    '"học tập và làm theo"',
    "UBND",
    "phòng chống dịch",
    "chuyen doi so",
    "kỷ luật cảnh cáo",
    "bầu cử",
    "doanh nghiệp -ngân",
    "nghị quyết trung ương",
    "giáo dục",
    "đất đai",
)
FACETS = ("district", "code", "date")


def bench(articles: Path) -> None:
    """Print a table of both engines over a file of articles; queries are those of TIMTIN_TEST_DATA,
    if there."""
    cluster.JIT, cluster.HEAP = [], os.environ.get("TIMTIN_OPENSEARCH_HEAP", "1g")
    with TemporaryDirectory() as folder, cluster.started(nodes=3) as nodes:
        location = nodes.location("bench", "shards=2&replicas=1&timeout=120")
        places = {"embedded": f"{folder}/index", "three nodes": location}
        ingested = {name: _ingested(articles, place) for name, place in places.items()}
        nodes.wait(status="green")
        engines = {name: open_engine(place) for name, place in places.items()}
        times: dict[str, list[float]] = {name: [] for name in engines}
        for round in range(ROUNDS + 1):
            for name, engine in engines.items():
                measured = [_timed(engine, q) for q in _queries()]
                times[name] += measured if round else []
        for name, (count, seconds) in ingested.items():
            size = index_status(places[name]).size_bytes
            p50, p95 = median(times[name]) * 1_000, quantiles(times[name], n=20)[-1] * 1_000
            print(
                f"| {name} | {count:,} | {count / seconds:,.0f} "
                f"| {size / 10**6:,.0f} MB | {p50:.1f} | {p95:.1f} |"
            )


def _queries() -> Iterator[str]:
    file = Path(os.environ.get("TIMTIN_TEST_DATA", ".")) / "gold" / "queries-short.jsonl"
    if not file.is_file():
        yield from QUERIES
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        yield from (json.loads(line)[form] for form in ("q", "q_plain"))


def _ingested(articles: Path, place: str) -> tuple[int, float]:
    began = perf_counter()
    with open_writer(place) as writer:
        summary = ingest_articles(read_articles(articles), writer, jobs=os.cpu_count() or 1)
    assert summary.added
    seconds = perf_counter() - began
    print(f"{summary.added:,} articles in {seconds:,.0f} s", flush=True)
    return summary.added, seconds


def _timed(engine: Engine, q: str) -> float:
    began = perf_counter()
    page = engine.search(SearchRequest(q=q))
    for name in FACETS:
        assert page.facets[name] is not None
    return perf_counter() - began
