"""Which requests are let in: by host, method, size and rate.

A host that is a name must be a known one, for a page of any site may have its own name lead to this
machine (DNS rebinding) and then read everything here. An address in digits cannot be rebound.
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import MethodNotAllowed, SecurityError, TooManyRequests
from werkzeug.sansio.utils import host_is_trusted

from search import QueryError

__all__ = ["MAX_URL", "UNCOUNTED", "init_admission"]

_METHODS = ("GET", "HEAD", "OPTIONS")
MAX_URL = 32_768
"""Bytes of an address; a query and 200 long facet values have room."""

_LOCAL = ("localhost", ".localhost")
_WITH_PORT = re.compile(r"\[([^]]+)\](?::[0-9]{1,5})?|([^:]+):[0-9]{1,5}")
UNCOUNTED = {"static", "api.healthz", "api.readyz"}


def init_admission(app: Flask) -> None:
    """Hook the checks into an application. Raises `ValueError` for a setting that cannot be
    used."""
    hosts = _known_hosts(app.config["HOSTS"], app.config["BASE_URL"])
    seconds_to_wait = _limiter(str(app.config["RATE_LIMIT"]))

    def admit() -> None:
        _check_host(hosts)
        if request.method not in _METHODS:
            raise MethodNotAllowed(_METHODS)
        _check_size()
        client = None if request.endpoint in UNCOUNTED else _client(request.remote_addr)
        if client and (wait := seconds_to_wait(client)):
            raise TooManyRequests(
                f"too many requests; try again in {wait} seconds", retry_after=wait
            )

    app.before_request(admit)


def _known_hosts(configured: str | Iterable[str], base_url: str) -> list[str] | None:
    """Return the names that are answered, None when all are."""
    names = (
        configured.replace(",", " ").split() if isinstance(configured, str) else list(configured)
    )
    own = urlsplit(base_url).hostname
    return None if "*" in names else [*_LOCAL, *names, *([own] if own else [])]


def _check_host(known: Sequence[str] | None) -> None:
    if known is None or "HTTP_HOST" not in request.environ:  # browsers always name the host
        return
    try:
        host = request.host
    except SecurityError:
        host = ""
    if not host or not (_is_address(host) or host_is_trusted(host, known)):
        request.host = "localhost"  # links of the page that says so lead nowhere else
        raise SecurityError(
            f"the host {host[:100]!r} is not one of this server; see the setting HOSTS"
        )


def _is_address(host: str) -> bool:
    try:
        ip_address(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False
    return True


def _check_size() -> None:
    path, query = request.environ.get("PATH_INFO", ""), request.environ.get("QUERY_STRING", "")
    if len(path) + len(query) > MAX_URL:
        raise QueryError("url", f"the address is longer than {MAX_URL:,} bytes")
    if request.content_length or "HTTP_TRANSFER_ENCODING" in request.environ:
        raise QueryError("body", "a request has no body here; everything is asked in the address")


def _client(address: str | None) -> str | None:
    """Return whom a request is counted for: an IPv4 address, or the /64 of an IPv6 one; None on
    this machine.

    Whoever comes by something else, such as a proxy's "unknown", is counted together with all
    others who do.
    """
    if not address:
        return None  # a socket of this machine has no address
    with_port = _WITH_PORT.fullmatch(address)
    try:
        found: IPv4Address | IPv6Address = ip_address(
            (with_port[1] or with_port[2]) if with_port else address
        )
    except ValueError:
        return "?"
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_loopback:
        return None
    return str(found) if isinstance(found, IPv4Address) else found.packed[:8].hex()


def _limiter(rates: str) -> Callable[[str], int]:
    """Return a function that counts a request of a client, to the seconds it must wait, 0 for
    none."""
    if not rates:
        return lambda client: 0
    try:
        from limits import parse_many, strategies

        from webui.guard.rates import SharedCounts
    except ImportError:
        raise ValueError("RATE_LIMIT needs the package limits: pip install '.[limit]'") from None
    try:
        items = parse_many(rates)
    except ValueError:
        raise ValueError(
            f"RATE_LIMIT is not like '60 per minute; 1000 per hour': {rates[:80]!r}"
        ) from None
    window = strategies.FixedWindowRateLimiter(SharedCounts())

    def seconds_to_wait(client: str) -> int:
        over = [item for item in items if not window.hit(item, client)]
        resets = [window.get_window_stats(item, client).reset_time - time.time() for item in over]
        return max([1, *(int(left) + 1 for left in resets)]) if over else 0

    return seconds_to_wait
