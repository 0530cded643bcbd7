"""Many clients at once: eight processes ask `index serve` on loopback, first alone, then with a
writer adding."""

import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from statistics import median, quantiles
from threading import Event, Thread
from time import monotonic, perf_counter

from corpus import Article
from tools.benchmarks.corpus_source import repeated, write_corpus
from tools.benchmarks.ingestion import ROOT

__all__ = ["Load", "load"]

CLIENTS = 8
WRITTEN = 2_000
"""Articles that the writer adds in one go; then it begins anew with other ids."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Load:
    """What all clients saw; latencies in milliseconds."""

    name: str
    requests: int
    requests_per_second: float
    p50: float
    p99: float
    slowest: float
    errors: int
    articles_added: int = 0


def load(
    index: Path,
    addresses: Sequence[str],
    articles: Sequence[Article],
    seconds: float,
    work: Path,
    progress: Progress,
) -> list[Load]:
    """Serve a copy of an index and let the clients ask, without and with a writer; JSON and pages
    by turns."""
    copy = work / "served"
    shutil.copytree(index, copy)
    paths = [
        endpoint + address for address in addresses for endpoint in ("/search.json", "/search")
    ]
    with _server(copy) as port:
        _ask(port, paths[:200], 3.0, 0)
        progress("eight clients")
        alone = _clients("alone", port, paths, seconds)
        progress("eight clients and a writer")
        with _writer(copy, articles, work) as added:
            busy = _clients("with a writer", port, paths, seconds, added)
    shutil.rmtree(copy)
    return [alone, busy]


@contextmanager
def _server(index: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "indexer", "serve", "--index", str(index), "--port", "0"]
    with subprocess.Popen(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=_unbuffered(),
    ) as process:
        assert process.stdout
        announced = process.stdout.readline()
        found = re.search(r":(\d+)\b(?!.*:\d)", announced)
        try:
            if not found:
                raise RuntimeError(f"the server said {announced!r}")
            yield int(found[1])
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _unbuffered() -> dict[str, str]:
    return os.environ | {"PYTHONUNBUFFERED": "1"}


@contextmanager
def _writer(index: Path, articles: Sequence[Article], work: Path) -> Iterator[list[int]]:
    """Add articles with new ids over and over, one worker, until told to stop; the list tells how
    many."""
    stop, added = Event(), [0]

    def write() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            source = work / f"more-{turn}.jsonl.xz"
            more = list(repeated(articles[:WRITTEN], (turn + 1) * WRITTEN))[turn * WRITTEN :]
            write_corpus(source, more)
            command = [sys.executable, "-m", "indexer", "add", str(source), "--index", str(index)]
            with subprocess.Popen(  # noqa: S603
                [*command, "--jobs", "1", "--commit-every", "500", "--json"],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
            ) as process:
                while process.poll() is None and not stop.wait(0.1):
                    pass
                if process.poll() is None:
                    process.terminate()
                out = process.communicate()[0]
            if process.returncode == 0:
                added[0] += json.loads(out)["added"]

    thread = Thread(target=write)
    thread.start()
    try:
        yield added
    finally:
        stop.set()
        thread.join()


def _clients(
    name: str, port: int, paths: Sequence[str], seconds: float, added: Sequence[int] = (0,)
) -> Load:
    with ProcessPoolExecutor(CLIENTS, multiprocessing.get_context("spawn")) as pool:
        for _ in pool.map(
            _ask, *zip(*[(port, paths[:8], 0.5, n) for n in range(CLIENTS)], strict=True)
        ):
            pass
        start = perf_counter()
        results = list(
            pool.map(_ask, *zip(*[(port, paths, seconds, n) for n in range(CLIENTS)], strict=True))
        )
        spent = perf_counter() - start
    times = [time for own, _ in results for time in own]
    percentiles = quantiles(times, n=100, method="inclusive")
    errors = sum(errors for _, errors in results)
    return Load(
        name,
        len(times),
        len(times) / spent,
        median(times),
        percentiles[98],
        max(times),
        errors,
        added[0],
    )


def _ask(port: int, paths: Sequence[str], seconds: float, seed: int) -> tuple[list[float], int]:
    """Ask over one connection for some seconds; return milliseconds of each answer, and the
    errors."""
    chosen = Random(seed)  # noqa: S311
    order = list(paths)
    times: list[float] = []
    errors = 0
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    end = monotonic() + seconds
    while True:
        chosen.shuffle(order)
        for path in order:
            if monotonic() > end:
                connection.close()
                return times, errors
            start = perf_counter()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                errors += answer.status != 200
            except (OSError, HTTPException):
                errors += 1
                connection.close()
            times.append((perf_counter() - start) * 1000)
