"""What a run did, in pages, and what is told of it while it runs."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Tally"]

TOLD = 5
"""Lines of one kind; the rest are counted."""


@dataclass(slots=True)
class Tally:
    """Counts of pages; `tell` is given a line of what the user should know, `seen` each page that
    was asked for."""

    tell: Callable[[str], None]
    seen: Callable[["Tally"], None] = lambda tally: None
    asked: int = 0
    expected: int = 0
    """Pages asked for so far, and pages that this run is going to ask for, as far as is known."""
    fetched: int = 0
    unchanged: int = 0
    rejected: int = 0
    refused_by_robots: int = 0
    gone: int = 0
    failed: int = 0
    passed_over: int = 0
    older: int = 0
    left: int = 0
    lost: int = 0
    """Articles in the index whose page is gone."""
    removed: int = 0
    added: int = 0
    replaced: int = 0
    resting: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    _lines: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, line: str) -> None:
        """Tell a line, unless enough of its kind have been told."""
        self._lines[kind] += 1
        if self._lines[kind] <= TOLD:
            self.tell(line)

    def finish(self) -> None:
        """Tell how many lines were not told."""
        for kind, lines in self._lines.items():
            if lines > TOLD:
                self.tell(f"... and {lines - TOLD:,} more: {kind}")
