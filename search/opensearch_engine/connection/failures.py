"""What a cluster can refuse, each as one line that says the next step; no client's own error leaves
the engine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any, TypeVar

from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    ConnectionTimeout,
    NotFoundError,
    OpenSearchException,
    SSLError,
    TransportError,
)

from search.errors import IndexMissing, IndexUnreachable, SearchError
from search.opensearch_engine.connection.location import Location

__all__ = ["RETRIED", "WAITS", "failures_named", "is_passing", "patiently", "reason_of"]

RETRIED = (429, 500, 502, 503, 504)
"""What a cluster answers that may be otherwise in a moment; 500 is also how it says that a node is
not connected."""

WAITS = (0.5, 1, 2, 4, 8, 16, 30)
"""Seconds before what failed in passing is tried again: a writer waits longer than a reader for a
cluster to mend."""

Answer = TypeVar("Answer")

_AGAIN = "then run `index status`"


@contextmanager
def failures_named(location: Location) -> Iterator[None]:
    """Turn what the client raises into the errors of `search`."""
    try:
        yield
    except (OpenSearchException, OSError) as exc:
        raise _named(location, exc) from exc


def _named(location: Location, exc: Exception) -> SearchError:
    for kind, message in _UNREACHABLE.items():
        if isinstance(exc, kind):
            return IndexUnreachable(message.format(location))
    if isinstance(exc, NotFoundError):
        return IndexMissing(f"there is no index at {location}; make one with `index add FILES`")
    if isinstance(exc, TransportError) and isinstance(exc.status_code, int):
        return _refused(location, exc)
    return IndexUnreachable(
        f"no node of {location} can be used ({type(exc).__name__}); look at the cluster, {_AGAIN}"
    )


_UNREACHABLE: dict[type[Exception], str] = {
    SSLError: (
        "the certificate of {} is not trusted; name its authority's file in TIMTIN_OPENSEARCH_CA, "
    )
    + _AGAIN,
    ConnectionTimeout: (
        "{} did not answer in time; look at its load, or give it longer (?timeout=60), "
    )
    + _AGAIN,
    ConnectionError: "no node of {} can be reached; start the cluster or mend the address, "
    + _AGAIN,
    AuthenticationException: "{} refuses user and password; set TIMTIN_OPENSEARCH_USER and "
    "TIMTIN_OPENSEARCH_PASSWORD, " + _AGAIN,
}


def _refused(location: Location, exc: TransportError) -> SearchError:
    reason = reason_of(exc.info)
    if "read-only" in reason or "FORBIDDEN/12" in reason:
        return IndexUnreachable(
            f"{location} is read-only, for a disk is full ({reason}); make room, remove the block "
            "index.blocks.read_only_allow_delete, then run `index add` again"
        )
    if isinstance(exc, AuthorizationException):
        return IndexUnreachable(
            f"{location} does not allow it ({reason}); give the user the rights, {_AGAIN}"
        )
    if exc.status_code == 429:
        return IndexUnreachable(
            f"{location} is out of memory or overloaded ({reason}); wait or add nodes, {_AGAIN}"
        )
    if exc.status_code in RETRIED:
        return IndexUnreachable(
            f"{location} cannot answer from all its shards ({reason}); see its health, {_AGAIN}"
        )
    return SearchError(f"{location} refused the request ({exc.status_code}: {reason})")


def reason_of(info: object) -> str:
    """Return what a cluster gave as the reason of a failure, in at most 200 characters."""
    error = _inner(info, "error")
    if isinstance(error, dict):
        failed = [_inner(shard, "reason") for shard in error.get("failed_shards", ())]
        error = _inner(_inner(failed[0] if failed else error, "caused_by"), "reason")
    return " ".join(str(error or "no reason given").split())[:200]


def _inner(info: Any, name: str) -> Any:
    """Return what stands under a name, else the whole."""
    return info[name] if isinstance(info, dict) and info.get(name) else info


def is_passing(exc: Exception) -> bool:
    """Say whether the same request may succeed in a moment, or after a snapshot was taken anew."""
    if isinstance(exc, SSLError):
        return False
    if isinstance(exc, (ConnectionError, ConnectionTimeout, NotFoundError)):
        return True
    return isinstance(exc, TransportError) and exc.status_code in RETRIED


def patiently(ask: Callable[[], Answer]) -> Answer:
    """Return what `ask` does, tried again for a minute while it fails in passing: a node may have
    gone."""
    for wait in WAITS:
        try:
            return ask()
        except TransportError as exc:
            if not is_passing(exc) or isinstance(exc, NotFoundError):
                raise
        sleep(wait)
    return ask()
