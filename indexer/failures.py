"""What ends a command early: each kind of error becomes one line on stderr and an exit code, in one
place.

0 done · 1 failed · 2 usage · 3 done, some input rejected · 4 another writer · 5 index unusable
130 interrupted · 143 terminated
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from indexer.streams import open_streams
from search.errors import (
    Busy,
    IndexDamaged,
    IndexMissing,
    IndexStale,
    IndexUnreadable,
    QueryError,
    SearchError,
)

__all__ = ["FAILED", "INTERRUPTED", "REJECTED", "UNUSABLE", "CommandGroup", "WrongSetting"]

FAILED, USAGE, REJECTED, BUSY, UNUSABLE, INTERRUPTED, TERMINATED = 1, 2, 3, 4, 5, 130, 143

_CODES: dict[type[SearchError], int] = {
    QueryError: USAGE,
    Busy: BUSY,
    IndexMissing: UNUSABLE,
    IndexStale: UNUSABLE,
    IndexDamaged: UNUSABLE,
    IndexUnreadable: UNUSABLE,
    SearchError: FAILED,
}


class _Terminated(KeyboardInterrupt):
    """SIGTERM came."""


class WrongSetting(click.ClickException):
    """The environment holds what cannot be used; how the command is written is not at fault."""

    exit_code = USAGE


class CommandGroup(click.Group):
    """A group of commands that end with the documented exit codes, never with a traceback for a
    user's error."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line."""
        open_streams()
        return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and turn what it raises into a line and a code."""
        try:
            with _terminable():
                return super().invoke(ctx)
        except SearchError as error:
            code = next(code for kind, code in _CODES.items() if isinstance(error, kind))
            _end(_with_next_step(error), code)
        except BrokenPipeError:
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            _end(
                (
                    f"{place}{error.strerror or error}; "
                    "what was committed stays, mend this and try again"
                ),
                FAILED,
            )
        except MemoryError:
            _end("out of memory; try a smaller --memory or --jobs 1", FAILED)
        except KeyboardInterrupt as stop:
            code = TERMINATED if isinstance(stop, _Terminated) else INTERRUPTED
            _end("interrupted; what was committed stays, run the same command to go on", code)


def _with_next_step(error: SearchError) -> str:
    message = str(error)
    known = not isinstance(error, IndexDamaged) or "`index " in message
    return message if known else f"{message}; run `index check`, then `index add --rebuild`"


def _end(message: str, code: int) -> NoReturn:
    click.echo("Error: " + " ".join(message.split()), err=True)
    sys.exit(code)


def _terminate(*_: object) -> NoReturn:
    raise _Terminated


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM unwind the stack, so that locks and worker processes are let go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, handler)
