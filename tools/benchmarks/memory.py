"""The memory of a running process that is no file's: what a bound on memory is about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

__all__ = ["Peak", "anonymous_peak"]

EVERY_SECONDS = 0.05
_ANONYMOUS = re.compile(r"^RssAnon:\s*(\d+) kB$", re.MULTILINE)


class Peak:
    """The most that was seen so far, in MB."""

    megabytes = 0.0

    def see(self, process: int) -> None:
        """Look at a process; one that has ended holds nothing. Linux only."""
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            return
        if found := _ANONYMOUS.search(status):
            self.megabytes = max(self.megabytes, int(found[1]) / 1024)


@contextmanager
def anonymous_peak(process: int) -> Iterator[Peak]:
    """Watch a process: its anonymous memory, sampled twenty times a second."""
    peak, done = Peak(), Event()

    def watch() -> None:
        while not done.wait(EVERY_SECONDS):
            peak.see(process)

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()
