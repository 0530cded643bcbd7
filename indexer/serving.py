"""Serving a WSGI application with granian: worker processes on one address, until a signal;
requests that are at work are finished.

The workers are forked and hold the reading end of a pipe: when its other end closes, for the parent
was told to stop or is gone, each finishes what is at work, ends its connections, and ends.
"""

import atexit
import logging
import multiprocessing
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from select import select
from threading import Lock, Thread
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from indexer.connections import Watch

__all__ = ["count_together", "default_workers", "serve_until_stopped"]

THREADS = 8
CONNECTIONS = 4_000
"""Of a worker; less where the system allows less open files."""

OTHER_FILES = 64
"""Files of a worker that are no connections: its index, its logs."""

GRACE = 8.0
"""Seconds given to requests at work when the server is told to stop; Docker kills after 10."""

ARRIVAL = 10.0
"""Seconds in which the head of a request must have arrived, however many bytes still come, and for
which a connection may be silent."""

STALL = 20.0
"""Seconds after which a client that takes nothing of its answer is given up."""

LEAST = 200_000
"""Bytes that a client must take in each `STALL` seconds while its answer, too long for the buffers,
keeps a thread."""

MAX_HEADER = 64 * 1024
MAX_BODY = 4 * 1024

_TICK, _CROWDED_TICK = 1.0, 0.1
_RESTFUL_TICKS = 2  # an answer may be on its way from the application to the system
_MOST_WORKERS = 4
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"

App = Callable[..., Iterable[bytes]]


def default_workers() -> int:
    """Return as many workers as there are cores for this process, at most four."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores, _MOST_WORKERS)


def count_together() -> None:
    """Let workers count into files of one folder, so that each can tell the sum; before
    prometheus_client is imported."""
    os.environ[_COUNTS] = tempfile.mkdtemp(prefix="timtin-")
    atexit.register(shutil.rmtree, os.environ[_COUNTS], ignore_errors=True)


def serve_until_stopped(
    app: App,
    host: str,
    port: int,
    announce: Callable[[str, int], None],
    workers: int = 1,
    prepare: Callable[[], None] = lambda: None,
) -> signal.Signals:
    """Serve on one address, 0 for any free port; return the signal (SIGTERM or SIGINT) that ended
    it.

    A second signal ends it at once. A worker that dies is started again. Raises `OSError` when the
    address cannot be had. `announce` is told the address in use, once somebody answers there.
    `prepare` is called in each worker before anybody can ask it.
    """
    with _reserved(host, port) as held:
        address: tuple[str, int] = held.getsockname()[:2]
        server = _Server(app, prepare, announce, *address, workers)
        server.serve(target_loader=server.load, wrap_loader=False)
    return server.stops[0] if server.stops else signal.SIGTERM


class _Server(MPServer):
    """Granian's workers; each is forked, so that what is imported is shared."""

    def __init__(
        self,
        app: App,
        prepare: Callable[[], None],
        announce: Callable[[str, int], None],
        host: str,
        port: int,
        workers: int,
    ) -> None:
        multiprocessing.set_start_method("fork", force=True)
        self._app, self._prepare = app, prepare
        self._address, self._announce = (host, port), announce
        self._handlers = list(logging.getLogger("_granian").handlers)
        self._told, self._telling = os.pipe()
        self.stops: list[signal.Signals] = []
        super().__init__(
            "timtin",
            host,
            port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            websockets=False,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=round(ARRIVAL * 1000), max_buffer_size=MAX_HEADER
            ),
            backpressure=_places(),
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=GRACE,  # type: ignore[arg-type]
        )
        logging.getLogger("_granian").handlers = self._handlers  # granian has set its own

    def load(self) -> App:
        """Return the application, watched over; what each worker runs first."""
        logging.getLogger("_granian").handlers = self._handlers
        self._close_telling()
        self._prepare()
        app = _Bounded(self._app)
        Thread(target=_watch_over, args=(self._told, app), daemon=True).start()
        return app

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        """Start the workers, then look for the first answer: a thread that held a lock (of an
        import, of the output) while they are forked would leave it locked in them for ever."""
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        Thread(target=_announce, args=(self._address, self._announce, self), daemon=True).start()

    def _close_telling(self) -> None:
        """Close this process' writing end; a worker forked after the signal has none to close."""
        if self._telling >= 0:
            os.close(self._telling)
            self._telling = -1

    def signal_handler_interrupt(self, number: int, frame: object) -> None:
        """Stop the workers; at the second signal end them."""
        self.stops.append(signal.Signals(number))
        if len(self.stops) == 1:
            self._close_telling()
        for worker in self.wrks:
            worker.interrupt_by_parent = True  # a signal of the terminal reaches them too
            if len(self.stops) > 1:
                worker.kill()  # type: ignore[no-untyped-call]
        super().signal_handler_interrupt(number, frame)  # type: ignore[no-untyped-call]


def _reserved(host: str, port: int) -> socket.socket:
    """Return a socket that keeps an address for the workers, which each listen on it, and nobody
    else does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as alone:
        address = alone.getsockname()
    held = socket.socket(family)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    held.bind(address)
    return held


def _announce(
    address: tuple[str, int], announce: Callable[[str, int], None], server: _Server
) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])  # noqa: S104
    while not server.stops:
        try:
            socket.create_connection((host, address[1]), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            announce(*address)
            return


def _places() -> int:
    """Return how many connections a worker may have, after asking the system for as many files as
    it gives."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_FILES
    allowed = wanted if most == resource.RLIM_INFINITY else min(most, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
    return max(8, allowed - OTHER_FILES)


def _watch_over(told: int, app: "_Bounded") -> None:
    """Watch the connections of a worker; when it is told to stop, end them as soon as nothing is at
    work."""
    watch, tick = Watch(STALL, _places() * 3 // 4), 0.0
    while not select([told], [], [], tick)[0]:
        tick = _CROWDED_TICK if watch.look() else min(_TICK, STALL / 4)
    os.kill(os.getpid(), signal.SIGTERM)  # if the parent is gone nobody else says so
    restful = 0
    while restful < _RESTFUL_TICKS:
        time.sleep(_CROWDED_TICK)
        restful = restful + 1 if not app.at_work and watch.rest() else 0
    watch.end()


class _Bounded:
    """An application that refuses bodies that are too long, hands over whole answers in one piece,
    and gives up who takes too little of others."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._lock = Lock()
        self.at_work = 0

    def _count(self, change: int) -> None:
        with self._lock:
            self.at_work += change

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if int(environ.get("CONTENT_LENGTH") or 0) > MAX_BODY:
            start_response("413 Content Too Large", [("Content-Length", "0"), _NAME])
            return [b""]
        if not environ.get("HTTP_HOST"):
            environ.pop("HTTP_HOST", None)  # granian names none as "", which is no host
        self._count(1)
        piecewise = False
        try:
            answer, piecewise = self._answer(environ, start_response)
            return answer
        finally:
            if not piecewise:
                self._count(-1)

    def _answer(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> tuple[Iterable[bytes], bool]:
        """Return an answer, and whether it comes piece by piece."""
        whole = False

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            nonlocal whole
            whole = any(name.lower() == "content-length" for name, _ in headers)
            return start_response(status, [*headers, _NAME], *error)

        answer = self._app(environ, start)
        if isinstance(answer, list):
            return answer, False
        if not whole:
            return _Taken(answer, partial(self._count, -1)), True
        try:
            return [b"".join(answer)], False
        finally:
            getattr(answer, "close", lambda: None)()


_NAME = ("Server", "timtin")


class _Taken(Iterator[bytes]):
    """An answer piece by piece, ended early for a client that takes too little of it."""

    def __init__(self, answer: Iterable[bytes], leave: Callable[[], None]) -> None:
        self._leave = weakref.finalize(self, leave)
        self._pieces, self._answer = iter(answer), answer
        self._since, self._given = time.monotonic(), 0
        self._made = 0.0  # seconds spent on making the pieces, for which no client can be blamed

    def __next__(self) -> bytes:
        began = time.monotonic()
        if began - self._since - self._made > STALL:
            if self._given < LEAST:
                raise TimeoutError("the client takes too little of its answer")
            self._since, self._given, self._made = began, 0, 0.0
        piece = next(self._pieces)
        self._made += time.monotonic() - began
        self._given += len(piece)
        return piece

    def close(self) -> None:
        """Let go of the answer."""
        getattr(self._answer, "close", lambda: None)()
        self._leave()
