"""The server around the application: it finishes what it has begun, hides nothing, and no slow
client stops it."""

import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
from served import Server

PLAIN = r"""
import os, sys, time
from indexer import serving

serving.ARRIVAL, serving.STALL, serving.GRACE, *least = map(float, sys.argv[1:])
serving.LEAST = least[0] if least else serving.LEAST

def app(environ, start_response):
    os.write(1, b"begun\n")  # in one piece, whichever thread
    time.sleep(float(environ["QUERY_STRING"] or 0))
    body = environ.get("HTTP_X_FORWARDED_PREFIX", "none").encode()
    if environ["PATH_INFO"] == "/big":
        start_response("200 OK", [])
        return (b"x" * 100_000 for _ in range(400))
    if environ["PATH_INFO"] == "/medium":
        start_response("200 OK", [])
        return [b"x" * 8_000_000]
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]

print(serving.serve_until_stopped(app, "127.0.0.1", 0, lambda host, port: print(port, flush=True)).name)
"""

TIMTIN = """
import sys
from dataclasses import replace
from itertools import repeat
from memory_engine import MemoryEngine
from web_documents import DOCUMENTS
from indexer.serving import serve_until_stopped
from webui import create_app

class Long(MemoryEngine):
    def scan(self, request):
        hit = next(super().scan(request))
        return repeat(replace(hit, summary="tin " * 5_000), 2_000) if request.q == "dài" else iter([hit])
    def _matching(self, request):
        return super()._matching(replace(request, q=""))

app = create_app("x", OPEN_ENGINE=lambda location: Long(DOCUMENTS))
print(serve_until_stopped(app, "127.0.0.1", 0, lambda host, port: print(port, flush=True)).name)
"""


@pytest.fixture
def server(start) -> Server:
    """A small application on a server with the patience that it has in truth."""
    return start(PLAIN, 10, 20, 8)


def fetch(url: str, **headers: str) -> str:
    with urllib.request.urlopen(  # noqa: S310
        urllib.request.Request(url, headers=headers),  # noqa: S310
        timeout=60,
    ) as response:
        return response.read().decode()


def is_closed(connection: socket.socket) -> bool:
    try:
        while connection.recv(65_536):
            pass
    except ConnectionError:
        pass
    return True


def test_request_at_work_is_finished_when_the_server_is_stopped(server):
    """SIGTERM in the middle of a request: its answer still arrives, then the server ends."""
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(fetch, f"{server.url}?1.0")
        assert server.stdout.readline() == "begun\n"
        server.terminate()
        assert answer.result() == "none"
    assert server.stdout.readline() == "SIGTERM\n" and server.wait(timeout=60) == 0


def test_idle_connections_do_not_hold_up_the_end(server):
    """Connections that ask nothing, or are still writing their request, are not waited for."""
    idle = [
        server.connect(),
        server.connect("GET / HT"),
        server.connect("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
    ]
    assert server.stdout.readline() == "begun\n"
    idle[2].recv(1)
    began = time.monotonic()
    server.terminate()
    assert server.wait(timeout=60) == 0 and time.monotonic() - began < 8, "nobody was at work"
    assert all(map(is_closed, idle))


def test_a_request_without_end_is_given_up(start):
    """After the time of grace the server ends all the same."""
    server = start(PLAIN, 10, 20, 0.5)
    stuck = server.connect("GET /?600 HTTP/1.0\r\n\r\n")
    assert server.stdout.readline() == "begun\n"
    server.terminate()
    assert (
        server.stdout.readline() == "SIGTERM\n"
        and server.wait(timeout=60) == 0
        and is_closed(stuck)
    )


def test_a_second_signal_ends_at_once(start):
    """Who asks twice does not wait for the time of grace."""
    server = start(PLAIN, 10, 20, 600)
    stuck = server.connect("GET /?600 HTTP/1.0\r\n\r\n")
    assert server.stdout.readline() == "begun\n"
    server.terminate()
    time.sleep(0.5)
    server.terminate()
    assert server.wait(timeout=60) == 0 and is_closed(stuck)


def test_proxy_headers_reach_the_application(server):
    """Which proxies are trusted is the application's setting, so the server passes their headers
    on."""
    assert fetch(server.url, **{"X-Forwarded-Prefix": "/tin"}) == "/tin"


def test_dribbling_clients_block_nobody(start):
    """Fifty clients that send their requests byte by byte: others are answered, and the fifty are
    sent away in time."""
    server = start(PLAIN, 1, 20, 8)
    slow = [server.connect("GET / HTTP/1.1\r\nHost: x\r\nX-") for _ in range(50)]
    assert fetch(server.url) == "none"
    deadline = time.monotonic() + 60
    while slow:
        assert time.monotonic() < deadline, "they may dribble for ever"
        time.sleep(0.1)
        for connection in slow[:]:
            try:
                connection.sendall(b"x")
            except ConnectionError:
                slow.remove(connection)
    assert fetch(server.url) == "none"


def test_readers_that_stand_still_are_given_up(start):
    """As many as there are threads ask for what fills every buffer and take nothing: their threads
    come free again."""
    server = start(PLAIN, 10, 1, 8)
    slow = [server.connect("GET /big HTTP/1.0\r\n\r\n") for _ in range(8)]
    assert [server.stdout.readline() for _ in slow] == ["begun\n"] * 8
    assert fetch(server.url) == "none"
    assert all(map(is_closed, slow))


def read_slowly(connection: socket.socket, most: int) -> int:
    """Read about a megabyte a second until the other side closes or so many bytes are there; return
    their number."""
    read = 0
    try:
        while read < most and (piece := connection.recv(100_000)):
            read += len(piece)
            time.sleep(len(piece) / 1_000_000)
    except ConnectionError:
        pass
    return read


@pytest.mark.parametrize(
    ("least", "most", "is_given_up"), [(4_000_000, 18_000_000, True), (100_000, 4_500_000, False)]
)
def test_readers_that_only_keep_awake_are_given_up(start, least, most, is_given_up):
    """A reader that never stands still but takes less than the least while it keeps a thread is
    sent away."""
    server = start(PLAIN, 10, 2, 8, least)
    assert (read_slowly(server.connect("GET /big HTTP/1.0\r\n\r\n"), most) < most) == is_given_up
    assert fetch(server.url) == "none"


def test_a_small_answer_may_be_taken_slowly(start):
    """What keeps no thread of the server waiting may take its time, as long as it moves."""
    server = start(PLAIN, 10, 2, 8, 10**9)
    assert read_slowly(server.connect("GET /medium HTTP/1.0\r\n\r\n"), 4_500_000) >= 4_500_000


def test_slow_readers_of_exports_block_no_search(start):
    """More of them than threads, with the real application: a search is answered while they stand
    still."""
    server = start(TIMTIN)
    slow = [server.connect("GET /search.ndjson?q=d%C3%A0i HTTP/1.0\r\n\r\n") for _ in range(10)]
    began = time.monotonic()
    assert json.loads(fetch(f"{server.url}search.json"))["total"] == 1
    assert time.monotonic() - began < 15, "before any of them is given up"
    heads = [connection.recv(15) for connection in slow]
    assert heads.count(b"HTTP/1.1 200 OK") + heads.count(b"HTTP/1.0 200 OK") == 3


def test_an_export_at_work_is_finished_when_the_server_is_stopped(start):
    """SIGTERM while 40 MB are on their way to a reader: every line of it arrives, then exit 0 and
    no word."""
    server = start(TIMTIN)
    with urllib.request.urlopen(f"{server.url}search.ndjson?q=d%C3%A0i", timeout=60) as answer:  # noqa: S310
        lines = [answer.readline()]
        server.terminate()
        lines += answer.readlines()
    assert len(lines) == 2_000 and all(json.loads(line)["id"] for line in lines[-2:])
    out, errors = server.communicate(timeout=60)
    assert (out, errors, server.returncode) == ("SIGTERM\n", "", 0)


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        ("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x" * 70_000, "431"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n", "413"),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", "400"),
        ("nonsense\r\n\r\n", "400"),
    ],
)
def test_what_is_too_large_is_not_read(server, request_text, status):
    """Endless headers and bodies are refused as soon as they say so, and the server goes on."""
    assert server.connect(request_text).recv(100).split()[1] == status.encode()
    assert fetch(server.url) == "none"


SILENT = """
import resource, sys
from indexer import serving

resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]),) * 2)
serving.ARRIVAL = 600

def app(environ, start_response):
    start_response("200 OK", [("Content-Length", "4")])
    return [b"none"]

print(serving.serve_until_stopped(app, "127.0.0.1", 0, lambda host, port: print(port, flush=True)).name)
"""


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def workers_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_silent_connections_keep_nobody_out(start):
    """More connections that say nothing than there are places, or files: the longest silent make
    room, one that keeps asking stays, nothing spins and nothing is logged."""
    server = start(SILENT, 200)
    asking = HTTPConnection("127.0.0.1", server.port, timeout=60)
    began = time.monotonic()
    for _ in range(600):
        server.connect()
        if time.monotonic() - began > 0.5:
            asking.request("GET", "/")
            assert asking.getresponse().read() == b"none"
            began = time.monotonic()
    assert fetch(server.url) == "none" and time.monotonic() - began < 15
    asking.request("GET", "/")
    assert asking.getresponse().read() == b"none"
    asking.close()
    [worker] = workers_of(server.pid)
    spent = processor_seconds(worker)
    time.sleep(2)
    assert processor_seconds(worker) - spent < 1
    server.terminate()
    assert server.communicate(timeout=60) == ("SIGTERM\n", "")


def test_expectations_of_a_body_are_answered_at_once(server):
    """`Expect: 100-continue` on a request without a body: nobody waits for the other."""
    asking = server.connect("GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n")
    asking.settimeout(5)
    assert asking.recv(100).startswith(b"HTTP/1.1 200")


WORKERS = """
import os, sys, time
from indexer.serving import count_together, serve_until_stopped
count_together()
from memory_engine import MemoryEngine
from web_documents import DOCUMENTS
from webui import create_app

app = create_app("x", OPEN_ENGINE=lambda location: MemoryEngine(DOCUMENTS), PROXIES=1, RATE_LIMIT="5 per hour")

def named(environ, start_response):
    def start(status, headers, *error):
        return start_response(status, [*headers, ("X-Worker", str(os.getpid()))], *error)
    return app(environ, start)

print(serve_until_stopped(named, "127.0.0.1", 0, lambda host, port: print(port, flush=True), 2).name)
"""


PREPARED = """
import os, sys
from indexer.serving import serve_until_stopped

prepared = []

def app(environ, start_response):
    body = str(prepared == [os.getpid()]).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]

def announce(host, port):
    print(port, flush=True)

print(serve_until_stopped(app, "127.0.0.1", 0, announce, 1, lambda: prepared.append(os.getpid())).name)
"""


def test_a_worker_is_prepared_before_it_answers(start):
    """What the first request would have to wait for is done in each worker before anybody asks."""
    server = start(PREPARED)
    assert fetch(server.url) == "True"
    [worker] = workers_of(server.pid)
    os.kill(worker, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while workers_of(server.pid) in ([worker], []):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    while True:
        try:
            assert fetch(server.url) == "True"
            break
        except OSError:
            assert time.monotonic() < deadline


def worker_of(url: str, **headers: str) -> tuple[int, str]:
    """Ask on a connection of its own; return the worker that answered, and what."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:  # noqa: S310
            return int(answer.headers["X-Worker"]), answer.read().decode()
    except urllib.error.HTTPError as error:
        return int(error.headers["X-Worker"]), str(error.code)


def asked_until_both(url: str) -> tuple[int, set[int]]:
    """Ask until two workers have answered, at least five times each; return how often, and whom."""
    answered: Counter[int] = Counter()
    deadline = time.monotonic() + 60
    while len(answered) < 2 or min(answered.values()) < 5:
        assert time.monotonic() < deadline, answered
        try:
            answered[worker_of(url)[0]] += 1
        except ConnectionError:
            continue  # it went to a worker that just died
    return sum(answered.values()), set(answered)


def test_workers_answer_as_one(start):
    """Whichever worker is asked tells the requests of all, counts the rate with all, and one that
    dies is started again."""
    server = start(WORKERS)
    asked, workers = asked_until_both(f"{server.url}search.json")
    told = {
        worker: text.partition('timtin_requests_total{endpoint="api.search",status="200"} ')[2]
        for worker, text in (worker_of(f"{server.url}metrics") for _ in range(40))
    }
    assert set(told) == workers
    assert {float(text.split("\n")[0]) for text in told.values()} == {asked}

    answers = [
        worker_of(f"{server.url}search.json", **{"X-Forwarded-For": "203.0.113.9"})
        for _ in range(30)
    ]
    refused = [worker for worker, text in answers if text == "429"]
    assert len(refused) == 25 and set(refused) == workers

    os.kill(min(workers), signal.SIGKILL)
    _, now = asked_until_both(f"{server.url}search.json")
    assert now & workers == {max(workers)} and len(now) == 2
    server.terminate()
    assert server.wait(timeout=60) == 0 and server.stdout.read() == "SIGTERM\n"


def test_no_worker_outlives_its_parent(start):
    """When the process that was started is killed, its workers end by themselves and free the
    address."""
    server = start(WORKERS)
    workers = workers_of(server.pid)
    assert len(workers) == 2
    server.kill()
    server.wait()
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    socket.create_server(("127.0.0.1", server.port)).close()


def test_an_address_in_use_is_refused(server):
    """A second server does not share an address with the first in silence."""
    from indexer.serving import serve_until_stopped

    with pytest.raises(OSError, match="in use"):
        serve_until_stopped(lambda *_: [], "127.0.0.1", server.port, lambda *_: None)
