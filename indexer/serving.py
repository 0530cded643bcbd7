"""Serving a WSGI application with waitress until a signal; requests that are at work are
finished."""

import logging
import signal
import socket
import time
from collections.abc import Callable
from typing import Any

from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel

__all__ = ["serve_until_stopped"]

THREADS = 8
CONNECTIONS = 800  # with the files of the index below the usual limit of 1,024
GRACE = 8.0
"""Seconds given to requests at work when the server is told to stop; Docker kills after 10."""

ARRIVAL = 10.0
"""Seconds in which a request must have arrived, however many bytes still come."""

STALL = 20.0
"""Seconds after which a client that takes nothing of its answer is given up."""

LEAST = 200_000
"""Bytes that a client must take in each `STALL` seconds while its answer, too long for the buffers,
keeps a thread."""

SEND_BUFFER = 128 * 1024
"""Bytes that the system holds for a connection; with megabytes, its choice, it looks for long as if
none moved."""

IDLE = 30
MAX_HEADER = 64 * 1024
MAX_BODY = 4 * 1024

_TICK = 0.2


def serve_until_stopped(
    app: Callable[..., Any], host: str, port: int, announce: Callable[[str, int], None]
) -> signal.Signals:
    """Serve on one address, 0 for any free port; return the signal (SIGTERM or SIGINT) that ended
    it.

    A second signal ends it at once. Raises `OSError` when the address cannot be had. `announce` is
    told the address in use.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is no news under load
    stops: list[signal.Signals] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: stops.append(signal.Signals(number)))
    listener = socket.create_server(
        (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
    )
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)  # connections inherit it
    channels: dict[int, Any] = {}
    server = create_server(
        app,
        map=channels,
        sockets=[listener],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        max_request_header_size=MAX_HEADER,
        max_request_body_size=MAX_BODY,
        channel_timeout=IDLE,
        cleanup_interval=IDLE // 3,
        clear_untrusted_proxy_headers=False,  # the application decides which proxies it trusts
        ident="timtin",
    )
    server.channel_class = _Channel
    announce(*listener.getsockname()[:2])
    patience = _Patience()

    def turn() -> None:
        wasyncore.loop(timeout=_TICK, use_poll=True, map=channels, count=1)
        patience.look(channels)

    while not stops:
        turn()
    wasyncore.dispatcher.close(server)
    deadline = time.monotonic() + GRACE
    while (
        len(stops) < 2 and any(map(_is_at_work, channels.values())) and time.monotonic() < deadline
    ):
        turn()
    server.task_dispatcher.shutdown(timeout=1)
    return stops[0]


def _is_at_work(channel: object) -> bool:
    return bool(getattr(channel, "requests", None) or getattr(channel, "total_outbufs_len", 0))


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows how many bytes its client has taken."""

    taken = 0

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what can be sent at once."""
        sent: int = super().send(data, do_close=do_close)
        self.taken += sent
        return sent


class _Patience:
    """Closes connections of clients that send or take too slowly: waitress itself bounds silence
    between requests only.

    A reader that stands still, or only keeps awake, would keep a thread for ever once its answer
    fills the buffers.
    """

    def __init__(self) -> None:
        self._arriving: dict[
            int, tuple[object, float]
        ] = {}  # by connection: its half request, and since when
        self._taking: dict[
            int, tuple[object, float, int]
        ] = {}  # the request answered, since when, and taken by then
        self._looked = 0.0

    def look(self, channels: dict[int, Any]) -> None:
        """Close what has used up its time; the work of once a second."""
        now = time.monotonic()
        if now - self._looked < 1:
            return
        self._looked = now
        connections = {
            key: channel
            for key, channel in channels.items()
            if hasattr(channel, "total_outbufs_len")
        }
        half = {
            key: channel.request
            for key, channel in connections.items()
            if channel.request is not None
        }
        self._arriving = {key: self._since(key, request, now) for key, request in half.items()}
        self._taking = {key: known for key, known in self._taking.items() if key in connections}
        for key, channel in connections.items():
            late = key in self._arriving and now - self._arriving[key][1] > ARRIVAL
            stalled = channel.total_outbufs_len and time.time() - channel.last_activity > STALL
            if late or stalled or self._dawdles(key, channel, now):
                channel.handle_close()  # not when it can be written to: that may never be

    def _dawdles(self, key: int, channel: Any, now: float) -> bool:
        """Say whether a client that keeps a thread waiting has taken less than the least of
        late."""
        requests = channel.requests[:1]
        if not requests or not channel.total_outbufs_len:
            self._taking.pop(key, None)
            return False
        request, since, taken = self._taking.get(key, (None, 0.0, 0))
        is_same, is_over = request is requests[0], now - since > STALL
        if is_same and is_over and channel.taken - taken < LEAST:
            return True
        if is_over or not is_same:
            self._taking[key] = requests[0], now, channel.taken
        return False

    def _since(self, key: int, request: object, now: float) -> tuple[object, float]:
        known = self._arriving.get(key)
        return known if known and known[0] is request else (request, now)
