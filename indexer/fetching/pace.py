"""How often a host is asked: one request at a time, a pause before each, and none at all when it
has had enough."""

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from indexer.fetching.client import Answer
from indexer.fetching.failures import HostResting
from indexer.fetching.wish import DELAY

__all__ = ["BUSY", "REFUSALS", "Pace"]

LONGEST_DELAY = 120.0
LONGEST_WAIT = 300.0
"""Seconds of a Retry-After that are waited for; a host that wants more is left alone."""

SHORTEST_WAIT = 1.0
"""Seconds after the first answer of a host that is busy and does not say how long; doubled each
time."""

REFUSALS = 3
BREAKS = 5
"""Refusals, and broken connections, one after the other, after which a host rests."""

REFUSING = frozenset({403, 429, 503})
BUSY = frozenset({429, 503})


class Pace:
    """The pauses of one host."""

    def __init__(self, delay: float = DELAY, sleep: Callable[[float], None] = time.sleep) -> None:
        self.delay = delay
        self._sleep = sleep
        self._asked = -math.inf  # when the host was asked last
        self._not_before = 0.0
        self._refusals = self._breaks = self._failures = 0

    def slow_to(self, seconds: float) -> None:
        """Pause at least so long, as robots.txt asks. Raises `HostResting` when that is longer than
        makes sense."""
        if seconds > LONGEST_DELAY:
            raise HostResting(
                f"robots.txt asks for {seconds:,.0f} s between requests, over {LONGEST_DELAY:,.0f}"
            )
        self.delay = max(self.delay, seconds)

    def wait(self) -> None:
        """Wait until the host may be asked again."""
        pause = max(self._asked + self.delay, self._not_before) - time.monotonic()
        if pause > 0:
            self._sleep(pause)

    def answered(self, answer: Answer) -> None:
        """Take note of an answer. Raises `HostResting` after the last refusal that is put up
        with."""
        self._breaks = 0
        self._asked = time.monotonic()
        if answer.status in REFUSING:
            self._refusals += 1
            asked = _retry_after(answer.headers.get("retry-after", ""))
            if asked is None and answer.status in BUSY:
                asked = max(self.delay, SHORTEST_WAIT) * 2 ** (self._refusals - 1)
            if self._refusals >= REFUSALS:
                raise HostResting(
                    f"it answered {answer.status} {answer.reason}".rstrip()
                    + f" {REFUSALS} times running"
                )
            if asked and asked > LONGEST_WAIT:
                raise HostResting(
                    f"it answered {answer.status} and wants to be left alone for {asked:,.0f} s"
                )
            self._not_before = self._asked + (asked or 0.0)
        else:
            self._refusals = 0

    def failed(self, answer: Answer) -> None:
        """Take note of an answer without which nothing else may be asked: pause, each time twice as
        long."""
        asked = _retry_after(answer.headers.get("retry-after", "")) or 0.0
        pause = max(self.delay, SHORTEST_WAIT) * 2**self._failures
        self._failures += 1
        self._not_before = time.monotonic() + max(pause, min(asked, LONGEST_WAIT))

    def broke(self, reason: str, *, of_host: bool) -> None:
        """Take note of an answer that broke, maybe for the `host`'s sake. Raises `HostResting` when
        it is enough."""
        self._asked = time.monotonic()
        self._breaks = self._breaks + 1 if of_host else 0
        if self._breaks >= BREAKS:
            raise HostResting(f"{reason}, {BREAKS} times running")


def _retry_after(value: str) -> float | None:
    """Return the seconds of a Retry-After, given in seconds or as a day and time."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
