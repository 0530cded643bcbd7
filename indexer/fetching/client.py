"""One request, one answer: bounded in bytes and seconds, to an address that was judged, nothing
followed by itself."""

import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from importlib.metadata import version
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.response import HTTPResponse

from indexer.fetching.failures import PageFailed
from indexer.fetching.network import Addresses

__all__ = ["Answer", "Client", "unpacked", "user_agent"]

TIMEOUT = 20.0
"""Seconds in which a server must say something."""

DEADLINE = 60.0
"""Seconds in which an answer must be complete."""

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: `headers` in small letters, `body` unpacked."""

    url: str
    status: int
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def user_agent(contact: str = "") -> str:
    """Return the name under which this program asks, with how to reach who runs it."""
    contact = "".join(
        char for char in contact if char.isascii() and char.isprintable() and char not in "()"
    )
    return f"timtin/{version('timtin')}" + (f" (+{contact})" if contact else "")


class Client:
    """Asks one address at a time."""

    def __init__(self, addresses: Addresses, agent: str) -> None:
        self._addresses = addresses
        self._agent = agent
        self._tls = ssl.create_default_context()

    def get(self, url: str, limit: int, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for a page of at most `limit` bytes, unpacked or not. Raises `PageFailed`."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {
            "host": parts.netloc,
            "user-agent": self._agent,
            "accept-encoding": "gzip",
            "connection": "close",
            "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            **(headers or {}),
        }
        addresses = self._addresses.of(host, port)
        for rest, address in enumerate(reversed(addresses)):
            connection = self._connection(parts.scheme, host, address, port)
            try:
                return _exchange(connection, url, target, sent, limit)
            except NewConnectionError as error:
                if rest == len(addresses) - 1:
                    raise PageFailed(f"{host} cannot be reached", of_host=True) from error
            finally:
                connection.close()
        raise AssertionError("a host has at least one address")

    def _connection(self, scheme: str, host: str, address: str, port: int) -> HTTPConnection:
        if scheme == "http":
            return HTTPConnection(address, port, timeout=TIMEOUT)
        return HTTPSConnection(
            address,
            port,
            timeout=TIMEOUT,
            ssl_context=self._tls,
            server_hostname=host,
        )


def _exchange(
    connection: HTTPConnection, url: str, target: str, headers: Mapping[str, str], limit: int
) -> Answer:
    late = threading.Event()
    try:
        connection.connect()
        with _ended_at_deadline(connection.sock, late):
            connection.request(
                "GET", target, headers=headers, preload_content=False, decode_content=False
            )
            response = connection.getresponse()
            named = {name.lower(): value for name, value in response.headers.items()}
            read = _read(response, limit)
        if late.is_set():  # hung up, which looks like the end of an answer that states no length
            raise TimeoutError
        body = _unpacked_body(read, named.get("content-encoding", ""), limit)
    except NewConnectionError:
        raise
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise PageFailed(
            _reason(error, late.is_set()), of_host=_is_of_host(error) or late.is_set()
        ) from error
    return Answer(url, response.status, response.reason or "", named, body)


@contextmanager
def _ended_at_deadline(sock: socket.socket | None, late: threading.Event) -> Iterator[None]:
    """Hang up at the deadline, whatever is being waited for: a server that drips bytes keeps within
    any timeout."""

    def hang_up() -> None:
        late.set()
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # type: ignore[arg-type]  # beneath TLS

    timer = threading.Timer(DEADLINE, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _reason(error: Exception, late: bool) -> str:
    if late:
        return f"no whole answer within {DEADLINE:.0f} seconds"
    if isinstance(error, TimeoutError) or "timed out" in str(error).lower():
        return f"no answer within {TIMEOUT:.0f} seconds"
    if isinstance(error, ssl.SSLError) or "SSL" in str(error):
        return f"no secure connection: {error}"
    return f"the connection broke: {error}"


def _is_of_host(error: Exception) -> bool:
    return (
        isinstance(error, TimeoutError | ConnectionError | ssl.SSLError)
        or "timed out" in str(error).lower()
    )


def _read(response: HTTPResponse, limit: int) -> bytes:
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > limit:
        raise PageFailed(f"the answer is over {limit / 10**6:,.0f} MB")
    parts, size = [], 0
    while part := response.read1(_CHUNK, decode_content=False):
        size += len(part)
        if size > limit:
            raise PageFailed(f"the answer is over {limit / 10**6:,.0f} MB")
        parts.append(part)
    return b"".join(parts)


def _unpacked_body(body: bytes, encoding: str, limit: int) -> bytes:
    encoding = encoding.strip().lower()
    if encoding in ("", "identity") or not body:
        return body
    if encoding not in ("gzip", "x-gzip"):
        raise PageFailed(f"the answer is packed as {encoding[:20]!r}, which was not asked for")
    return unpacked(body, limit)


def unpacked(data: bytes, limit: int) -> bytes:
    """Return what gzip packed. Raises `PageFailed` beyond `limit` bytes, and for what is broken or
    cut short."""
    parts, size = [], 0
    while data:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            part = member.decompress(data, limit - size + 1)
        except zlib.error as error:
            raise PageFailed(f"broken gzip: {error}") from error
        size += len(part)
        if size > limit:
            raise PageFailed(f"the answer is over {limit / 10**6:,.0f} MB when it is unpacked")
        if not member.eof:
            raise PageFailed("the packed answer is cut short")
        parts.append(part)
        data = member.unused_data.lstrip(b"\x00")
    return b"".join(parts)
