"""The time of one request: so much processor time of its thread, asked about where a query is read
and put right, and before each condition that is matched and each facet that is counted. A server
gives it to strangers; whoever searches by command or in Python may wait."""

from contextvars import ContextVar
from math import inf
from time import thread_time

from search.errors import Overtime

__all__ = ["WORK_SECONDS", "check", "lift", "start"]

WORK_SECONDS = 1.0
"""Processor time of one request: some hundred times what a usual one takes."""

_end: ContextVar[float] = ContextVar("end", default=inf)
"""When the time of the request at work is over, on the clock of the thread."""


def start(seconds: float) -> None:
    """Give what this thread does from now on so much processor time."""
    _end.set(thread_time() + seconds)


def lift() -> None:
    """Let this thread take the time it needs."""
    _end.set(inf)


def check() -> None:
    """Raise `Overtime` when the time is over."""
    if thread_time() > _end.get():
        raise Overtime(
            "the search took too much work and was stopped; ask for fewer words, prefixes or fields"
        )
