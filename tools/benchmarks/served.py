"""What a request costs the server: processor time from /proc, which is steady on busy machines, and
requests a second beside it; one worker and several, and a start from cold."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from urllib.parse import quote

from corpus import Article
from tools.benchmarks.ingestion import ROOT
from tools.benchmarks.peers import datasette

__all__ = ["Served", "cold_start", "missing_peers", "race_datasette", "served"]

CONNECTIONS = 8
REQUESTS = 600
"""Asked in each way, by all connections together, after a round that is not counted."""

OF_SLOW = 30
"""Different questions to a server that takes most of a second for each."""

STARTS = 5
_COMMAND = (sys.executable, "-m", "indexer")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Served:
    """One kind of request: milliseconds of the server's processor and of the clients' waiting."""

    name: str
    workers: int
    connections: int
    processor_ms: float
    requests_per_second: float
    p50: float
    p99: float


def served(index: Path, addresses: Sequence[str], progress: Progress) -> list[Served]:
    """Ask for JSON, page and completion over one connection, then for JSON over eight of one worker
    and of two; clients are processes of their own."""
    kinds = {
        "JSON": [f"/search.json{address}" for address in addresses],
        "page": [f"/search{address}" for address in addresses],
        "completion": [f"/api/v1/suggest?q={quote(text)}" for text in _beginnings(addresses)],
    }
    rows = []
    with _server(index, 1) as (port, process):
        for name, paths in kinds.items():
            progress(f"served: {name}")
            rows.append(_measure(name, 1, 1, port, process, paths))
        rows.append(_measure("JSON", 1, CONNECTIONS, port, process, kinds["JSON"]))
        rows.append(_measure("page", 1, CONNECTIONS, port, process, kinds["page"]))
    progress("served: two workers")
    with _server(index, 2) as (port, process):
        rows.append(_measure("JSON", 2, CONNECTIONS, port, process, kinds["JSON"]))
        rows.append(_measure("page", 2, CONNECTIONS, port, process, kinds["page"]))
    return rows


def cold_start(index: Path, query: str) -> dict[str, float]:
    """Return milliseconds of `index search` as a process, of a server's start, and of its first
    search."""
    searches = []
    for _ in range(STARTS):
        start = perf_counter()
        subprocess.run(  # noqa: S603
            [*_COMMAND, "search", "--index", str(index), query],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        searches.append((perf_counter() - start) * 1000)
    start = perf_counter()
    with _server(index, 1) as (port, _):
        begun = (perf_counter() - start) * 1000
        [first] = _ask(port, [f"/search.json?q={quote(query)}"], 1)
    return {
        "`index search`, the whole process": median(searches),
        "`index serve`, until somebody answers": begun,
        "first search of a server": first,
    }


def race_datasette(
    articles: Iterable[Article], work: Path, addresses: Sequence[str], progress: Progress
) -> list[Served]:
    """Ask Datasette for the same words over one connection, nothing where it is not installed."""
    if datasette.missing():
        return []
    progress("served: Datasette")
    database = datasette.build(articles, work)
    paths = datasette.paths_of(addresses)[:OF_SLOW]
    with datasette.server(database) as (port, process):
        return [_measure("Datasette, JSON", 1, 1, port, process, paths, 2 * OF_SLOW)]


def missing_peers() -> list[str]:
    """Return why other servers are not in the table."""
    typesense = "Typesense is not measured: its server comes from no package index."
    return [typesense, *filter(None, [datasette.missing()])]


def _beginnings(addresses: Sequence[str]) -> list[str]:
    queries = [found[1] for address in addresses if (found := re.search(r"[?&]q=([^&]+)", address))]
    words = [re.sub(r"%[0-9A-F]{2}|\+", "", query)[:8] for query in queries]
    return [word[:size] for word in words if word for size in (2, 4, 8)]


@contextmanager
def _server(index: Path, workers: int) -> Iterator[tuple[int, int]]:
    """Serve an index; give the port and the process."""
    command = [*_COMMAND, "serve", "--index", str(index), "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout
        announced = process.stdout.readline()
        found = re.search(r":(\d+)\b(?!.*:\d)", announced)
        try:
            if not found:
                raise RuntimeError(f"the server said {announced!r}")
            while len(_family(process.pid)) < workers + 1:
                sleep(0.05)
            yield int(found[1]), process.pid
        finally:
            process.terminate()
            process.wait(20)


def _measure(
    name: str,
    workers: int,
    connections: int,
    port: int,
    process: int,
    paths: Sequence[str],
    requests: int = REQUESTS,
) -> Served:
    own = [paths[number::connections] or paths for number in range(connections)]
    each = requests // connections
    with ProcessPoolExecutor(connections, get_context("spawn")) as pool:
        list(pool.map(_ask, *zip(*[(port, part, len(part)) for part in own], strict=True)))
        spent, start = _processor_ms(process), perf_counter()
        times = [
            time
            for part in pool.map(_ask, *zip(*[(port, part, each) for part in own], strict=True))
            for time in part
        ]
        seconds, spent = perf_counter() - start, _processor_ms(process) - spent
    return Served(
        name,
        workers,
        connections,
        spent / len(times),
        len(times) / seconds,
        median(times),
        quantiles(times, n=100, method="inclusive")[98],
    )


def _ask(port: int, paths: Sequence[str], count: int) -> list[float]:
    """Ask over one connection; return the milliseconds of each answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for number in range(count):
        start = perf_counter()
        connection.request("GET", paths[number % len(paths)])
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{paths[number % len(paths)]}: {answer.status}")
        times.append((perf_counter() - start) * 1000)
    connection.close()
    return times


def _family(process: int) -> list[int]:
    """Return a process and its children."""
    tasks = Path(f"/proc/{process}/task")
    children = [one.joinpath("children").read_text().split() for one in tasks.iterdir()]
    return [process, *(int(child) for found in children for child in found)]


def _processor_ms(process: int) -> float:
    """Return the processor time of a process and its children so far."""
    nanoseconds = 0
    for member in _family(process):
        for task in Path(f"/proc/{member}/task").iterdir():
            nanoseconds += int(task.joinpath("schedstat").read_text().split()[0])
    return nanoseconds / 1e6
