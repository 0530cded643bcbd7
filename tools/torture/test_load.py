"""A server asked for everything at once while articles are added: no error, and it does not
grow."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from threading import Event
from typing import NamedTuple
from urllib.parse import quote, urlencode

from tools.torture.rounds import LONG, SAMPLE, chance, records, rounds, write_jsonl

CLIENTS = 4
SECONDS = rounds(3, 600)
REPLACED = 1_000
"""The writer adds articles of so many ids over and over: the index stays as large as it is."""

NASTY = (
    '"',
    "-",
    "a* " * 20,
    "từ:2024",
    "(" * 90,
    "\x00",
    "\ud7ff" * 9,
    "05-/",
    "*" * 200,
    "<script>",
    "%",
    "a" * 900,
)
ENDINGS = ("/search", "/search.json", "/api/v1/search", "/search.csv", "/search.atom", "/")


@dataclass
class Seen:
    """What the clients saw: milliseconds of every answer, of whole exports, how many had to wait,
    what was wrong."""

    times: list[float] = field(default_factory=list)
    exports: list[float] = field(default_factory=list)
    waits: int = 0
    wrong: list[str] = field(default_factory=list)


def addresses(random: Random, texts: list[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield addresses of every kind with the statuses that are right for each."""
    while True:
        words = random.choice(texts).split()
        start = random.randrange(len(words))
        q = " ".join(words[start : start + random.randint(1, 4)])
        kind = random.random()
        if kind < 0.65:
            rest = random.choice(
                [
                    {},
                    {},
                    {"sort": "newest"},
                    {"page": 2},
                    {"from": "2024"},
                    {"group": "story"},
                    {"district": "Quận 1, Thành phố Hồ Chí Minh"},
                    {"off": "fold"},
                ]
            )
            yield f"{random.choice(ENDINGS)}?{urlencode({'q': q} | rest)}", (200,)
        elif kind < 0.72:
            yield f"/search.json?{urlencode({'q': random.choice(NASTY)})}", (200, 400)
        elif kind < 0.80:
            yield f"/api/v1/suggest?{urlencode({'q': q[: random.randint(1, 12)]})}", (200,)
        elif kind < 0.90:
            id = f"w{random.randrange(REPLACED)}"
            yield f"{random.choice(('/bai/', '/api/v1/articles/'))}{id}", (200, 404)
        elif kind < 0.94:
            yield (
                f"/van-ban/{quote(random.choice(('05-CT/TW', '144-QĐ/TW', '01-KL/TW')), safe='')}",
                (200, 404),
            )
        elif kind < 0.96:
            yield (
                f"/search.ndjson?{urlencode({'q': q})}",
                (200, 503),
            )  # three at a time; one more is asked to wait
        else:
            yield (
                random.choice(
                    ("/readyz", "/healthz", "/metrics", "/openapi.json", "/chon/district?q=quan")
                ),
                (200,),
            )


def ask(port: int, number: int, texts: list[str], stop: Event) -> Seen:
    """Ask over one connection until told to stop."""
    seen, connection = Seen(), HTTPConnection("127.0.0.1", port, timeout=30)
    for address, right in addresses(chance(number), texts):
        if stop.is_set():
            connection.close()
            return seen
        start = time.perf_counter()
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            asked_to_wait = answer.status == 503 and answer.getheader("Retry-After")
            seen.waits += bool(asked_to_wait)
            if answer.status not in right or (answer.status == 503 and not asked_to_wait):
                seen.wrong.append(f"{answer.status} {address}")
        except (OSError, HTTPException) as error:
            seen.wrong.append(f"{error!r} {address}")
            connection.close()
        kind = seen.exports if address.startswith("/search.ndjson") else seen.times
        kind.append((time.perf_counter() - start) * 1000)
    raise AssertionError("addresses do not end")


def write(folder: Path, work: Path, stop: Event) -> int:
    """Add slices over and over until told to stop; return how many articles were added."""
    added, size = 0, 200 if LONG else 20
    while not stop.is_set():
        path = write_jsonl(work / "slice.jsonl", records(size, added % REPLACED, "w"))
        command = [
            sys.executable,
            "-m",
            "indexer",
            "add",
            path,
            "--index",
            folder,
            "--jobs",
            "1",
            "--commit-every",
            "50",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stderr
        added += size
        stop.wait(1)
    return added


class Size(NamedTuple):
    """What a process takes: memory that no other process maps, what of it is no file's (both in
    MB), open files."""

    private: int
    anonymous: int
    files: int


def size_of(pid: int) -> Size:
    """Return what a process takes now."""
    lines = [line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()]
    private = sum(int(line[1]) for line in lines if line[0].startswith("Private"))
    anonymous = sum(int(line[1]) for line in lines if line[0] == "Anonymous:")
    return Size(private // 1000, anonymous // 1000, len(os.listdir(f"/proc/{pid}/fd")))  # noqa: PTH208


@contextmanager
def served(folder: Path, log: Path) -> Iterator[tuple[int, int]]:
    """Serve an index; give port and pid; at the end the server stops by itself, and has logged
    nothing."""
    command = [sys.executable, "-m", "indexer", "serve", "--index", folder, "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with (
        log.open("w") as errors,
        subprocess.Popen(  # noqa: S603
            command, text=True, stdout=subprocess.PIPE, stderr=errors, env=environment
        ) as server,
    ):
        try:
            assert server.stdout
            found = re.search(r":(\d+)\b", server.stdout.readline().rpartition("//")[2])
            assert found, log.read_text()
            yield int(found[1]), server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.stdout and server.stdout.read()
            server.wait(30)
    assert server.returncode == 0, log.read_text()


def _index(tmp_path: Path) -> Path:
    """Make the index: a copy of TIMTIN_TEST_INDEX in the long form, else all real articles, else
    the sample."""
    folder = tmp_path / "index"
    if LONG and (ready := os.environ.get("TIMTIN_TEST_INDEX")):
        return Path(shutil.copytree(ready, folder))
    real = Path(os.environ.get("TIMTIN_TEST_DATA", "")) / "data" / "vinews.jsonl.xz"
    command = [
        sys.executable,
        "-m",
        "indexer",
        "add",
        real if LONG and real.is_file() else SAMPLE,
        "--index",
        folder,
    ]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return folder


def test_load(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """Pages, JSON, feeds, exports, articles, nonsense, from several clients at once, with a writer
    at work."""
    folder, log, stop = _index(tmp_path), tmp_path / "log", Event()
    texts = [str(record["title"]) for record in records(REPLACED)]
    sizes = []
    with served(folder, log) as (port, pid), ThreadPoolExecutor(CLIENTS + 1) as pool:
        asking = [pool.submit(ask, port, number, texts, stop) for number in range(CLIENTS)]
        writing = pool.submit(write, folder, tmp_path, stop)
        try:
            for _ in range(20):
                time.sleep(SECONDS / 20)
                sizes.append(size_of(pid))
        finally:
            stop.set()
        seen = [one.result(timeout=60) for one in asking]
        added = writing.result(timeout=60)
        time.sleep(1)
        sizes.append(size_of(pid))
    assert [line for one in seen for line in one.wrong] == []
    assert "Traceback" not in log.read_text()
    times = sorted(time for one in seen for time in one.times)
    early, middle, late = sizes[1], sizes[len(sizes) // 2], sizes[-1]
    waits, half, most = (
        sum(one.waits for one in seen),
        times[len(times) // 2],
        times[int(len(times) * 0.99)],
    )
    exported = max((time for one in seen for time in one.exports), default=0.0)
    outcome = (
        f"no error; {added:,} articles added meanwhile; "
        f"half within {half:.0f} ms, p99 {most:.0f} ms, slowest "
        f"{times[-1]:.0f} ms; slowest export {exported / 1000:.0f} s, "
        f"{waits} asked to wait; begin, middle, end: "
        f"private memory {early.private}, {middle.private}, "
        f"{late.private} MB, of it no file's {early.anonymous}, "
        f"{middle.anonymous}, {late.anonymous} MB; "
        f"open files {early.files}, {middle.files}, {late.files}"
    )
    record_property(
        f"requests of all kinds in {SECONDS} s, {CLIENTS} clients", (f"{len(times):,}", outcome)
    )
    assert late.files <= max(size.files for size in sizes[:10]) + 10
    assert late.anonymous <= middle.anonymous * 1.2 + 20
    stored = sum(path.stat().st_size for path in folder.iterdir()) // 1_000_000
    assert late.private <= late.anonymous + stored + 50, (
        "what is mapped is the index, which exports read whole"
    )
