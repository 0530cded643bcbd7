"""What became of everything that was read: counted, and told once for each file and kind."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.reading import Note, Rejection
from corpus.reading.outcomes import DAY, MENDED, PARTS, PASSED, UNUSED

__all__ = ["Account", "Told"]

MAX_LINES = 20
"""Lines about one kind of note over all files; rejections are always told."""

_LINES_NAMED = 10


@dataclass(slots=True)
class _Kind:
    """What was said of one kind in the file that is being read."""

    first: Rejection | Note
    count: int = 0
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """What a run had to tell besides the articles: counts, and the names of columns that no field
    took."""

    rejected: int = 0
    days_not_read: int = 0
    mended: int = 0
    files_passed_over: dict[str, int] = field(default_factory=dict)
    parts_passed_over: dict[str, int] = field(default_factory=dict)
    unused: tuple[str, ...] = ()


class Account:
    """Takes rejections and notes as they come; `tell` is given a line for each file and kind when
    the file is done."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._file = ""
        self._kinds: dict[tuple[str, str], _Kind] = {}
        self._lines: Counter[str] = Counter()
        self._rejected = 0
        self._noted: Counter[str] = Counter()
        self._passed: dict[str, Counter[str]] = {PASSED: Counter(), PARTS: Counter()}
        self._unused: dict[str, None] = {}

    def reject(self, rejection: Rejection) -> None:
        """Count what was refused."""
        self._rejected += 1
        self._take(("rejected", rejection.kind), rejection)

    def note(self, note: Note) -> None:
        """Count what is told of something that was read or passed over."""
        self._noted[note.kind] += 1
        if note.kind in self._passed:
            self._passed[note.kind][note.value] += 1
        if note.kind == UNUSED:
            self._unused[note.value] = None
        elif note.text:
            self._take((note.kind, note.value if note.kind != DAY else ""), note)

    def _take(self, kind: tuple[str, str], said: Rejection | Note) -> None:
        file = said.path.partition(": ")[0]
        if file != self._file:
            self.close()
            self._file = file
        found = self._kinds.setdefault(kind, _Kind(said))
        found.count += 1
        if said.line is not None and len(found.lines) < _LINES_NAMED:
            found.lines.append(said.line)

    def close(self) -> None:
        """Tell what is left of the file that was read last."""
        for (kind, _), found in self._kinds.items():
            self._lines[kind] += 1
            if kind == "rejected" or self._lines[kind] <= MAX_LINES:
                self._tell(_line(found))
            elif self._lines[kind] == MAX_LINES + 1:
                self._tell(f"... more of this kind ({kind}) is only counted")
        self._kinds.clear()

    def told(self) -> Told:
        """Return the counts so far."""
        return Told(
            rejected=self._rejected,
            days_not_read=self._noted[DAY],
            mended=self._noted[MENDED],
            files_passed_over=dict(self._passed[PASSED].most_common()),
            parts_passed_over=dict(self._passed[PARTS].most_common()),
            unused=tuple(self._unused),
        )


def _line(found: _Kind) -> str:
    if found.count == 1:
        return str(found.first)
    lines = ", ".join(f"{line:,}" for line in found.lines[1:])
    where = f" on lines {lines}" if lines else ""
    rest = " ..." if lines and found.count > len(found.lines) else ""
    return f"{found.first} ({found.count - 1:,} more of this kind{where}{rest})"
