"""Serving a WSGI application with waitress until a signal; requests that are at work are finished."""

import logging
import signal
import socket
from collections.abc import Callable
from time import monotonic
from typing import Any

__all__ = ["serve_until_stopped"]

THREADS = 8
CONNECTIONS = 1_000
GRACE = 10.0
"""Seconds given to requests at work when the server is told to stop."""

_TICK = 0.2


def serve_until_stopped(
    app: Callable[..., Any], host: str, port: int, announce: Callable[[str, int], None]
) -> signal.Signals:
    """Serve on one address, 0 for any free port; return the signal (SIGTERM or SIGINT) that ended it.

    Raises `OSError` when the address cannot be had. `announce` is told the address in use.
    """
    from waitress import create_server, wasyncore

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is no news under load
    stops: list[signal.Signals] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: stops.append(signal.Signals(number)))
    listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    channels: dict[int, Any] = {}
    server = create_server(
        app,
        map=channels,
        sockets=[listener],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        max_request_body_size=64 * 1024,
        clear_untrusted_proxy_headers=False,  # the application decides which proxies it trusts
        ident="timtin",
    )
    announce(*listener.getsockname()[:2])
    while not stops:
        wasyncore.loop(timeout=_TICK, use_poll=True, map=channels, count=1)
    wasyncore.dispatcher.close(server)
    deadline = monotonic() + GRACE
    while any(map(_is_at_work, channels.values())) and monotonic() < deadline:
        wasyncore.loop(timeout=_TICK, use_poll=True, map=channels, count=1)
    server.task_dispatcher.shutdown()
    return stops[0]


def _is_at_work(channel: object) -> bool:
    return bool(getattr(channel, "requests", None) or getattr(channel, "total_outbufs_len", 0))
