"""Sending documents in bounded chunks, again when a node is busy or gone; each item is accounted
for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from time import sleep
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError
from opensearchpy.helpers import streaming_bulk

from search.opensearch_engine.connection.failures import RETRIED, WAITS, is_passing, reason_of

__all__ = ["CHUNK_BYTES", "Action", "Refused", "send"]

CHUNK_BYTES = 8 << 20
CHUNK_ACTIONS = 500
Action = tuple[Mapping[str, Any], str | None]
"""The line that says what is to be done, and the document's JSON, None when something is
deleted."""

Refused = Callable[[Action, str], None]


def send(
    client: OpenSearch, actions: Sequence[Action], refused: Refused
) -> Iterator[tuple[Action, str]]:
    """Carry out actions; yield each with its result (created, updated, deleted, not_found).

    What the cluster will never take goes to `refused` with the reason. Raises what the client
    raised last when the cluster does not take the rest within about a minute.
    """
    rest = list(actions)
    for wait in (*WAITS, None):
        again: list[tuple[Action, TransportError]] = []
        for action, ok, result in _sent(client, rest):
            status, failure = result.get("status"), result.get("exception")
            if ok or (status == 404 and action[1] is None):
                yield action, str(result.get("result"))
            elif (
                isinstance(failure, TransportError)
                and not is_passing(failure)
                and not _too_large(failure)
            ):
                raise failure
            elif isinstance(failure, TransportError) or status in RETRIED:
                again.append(
                    (action, failure if isinstance(failure, TransportError) else _busy(result))
                )
            elif _is_blocked(result):
                raise TransportError(status, "bulk", {"error": result.get("error")})
            else:
                refused(action, reason_of(result))
        if not again:
            return
        if wait is None:
            raise again[-1][1]
        sleep(wait)
        rest = [action for action, _ in again]


def _sent(
    client: OpenSearch, actions: Sequence[Action]
) -> Iterator[tuple[Action, bool, dict[str, Any]]]:
    answers = streaming_bulk(
        client,
        actions,
        chunk_size=CHUNK_ACTIONS,
        max_chunk_bytes=CHUNK_BYTES,
        expand_action_callback=lambda one: one,
        raise_on_error=False,
        raise_on_exception=False,
    )
    for action, (ok, answer) in zip(actions, answers, strict=True):
        yield action, ok, next(iter(answer.values()))


def _too_large(failure: TransportError) -> bool:
    return failure.status_code == 413


def _is_blocked(result: Mapping[str, Any]) -> bool:
    """Say whether it was the index that refused (read-only, no rights), not the document that was
    wrong."""
    return result.get("status") == 403


def _busy(result: Mapping[str, Any]) -> TransportError:
    return TransportError(result.get("status"), "bulk", {"error": result.get("error")})
