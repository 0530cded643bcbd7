"""Tables whose header names the fields: CSV (RFC 4180) with comma, semicolon, tab or stroke, and
rows of any origin."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from corpus.reading.elements import TOO_LONG, bounded_lines
from corpus.reading.encodings import decode, in_utf_8
from corpus.reading.field_names import columns
from corpus.reading.outcomes import (
    MAX_RECORD,
    UNUSED,
    Note,
    Outcome,
    Record,
    Rejection,
    Settings,
    Unacceptable,
)

__all__ = ["is_table", "read_csv", "table_records"]

Row = Sequence[Any] | Unacceptable
"""The cells of a row, or why it cannot be read."""

_DELIMITERS = ",;\t|"
_HEADER_AMONG = 10
"""Rows among which the header is looked for: spreadsheets begin with a heading."""


def table_records(
    rows: Iterable[tuple[int, Row]], path: str, settings: Settings
) -> Iterator[Outcome]:
    """Yield the record of each row below the header, or why there is none; empty rows are skipped.

    Raises `Unacceptable` when no row among the first names a text.
    """
    rows = iter(rows)
    header = _header(rows, settings)
    if header is None:
        return
    yield from _unused(header, path, settings)
    for line, row in rows:
        if isinstance(row, Unacceptable):
            yield Rejection(path, line, str(row))
        elif any(str(cell).strip() for cell in row):
            yield _record(header, row, line, path)


def _header(rows: Iterator[tuple[int, Row]], settings: Settings) -> list[str] | None:
    first: list[str] = []
    number = -1
    for number, (_, row) in enumerate(rows):
        if isinstance(row, Unacceptable):
            raise Unacceptable(f"the first line: {row}")
        names = [" ".join(str(cell).split()) for cell in row]
        if columns(names, settings.names).paths["body"]:
            return names
        first = first or [name for name in names if name]
        if number + 1 == _HEADER_AMONG:
            break
    if number < 0:
        return None
    raise Unacceptable(
        "the first line must name the columns, one of them body or text or the like; it has "
        f"{', '.join(first[:12])[:200]}: say which with --map body=NAME"
    )


def _unused(header: Sequence[str], path: str, settings: Settings) -> Iterator[Note]:
    unused = columns(header, settings.names).unused
    if unused:
        yield from (
            Note(path, None, UNUSED, f"columns not used: {', '.join(unused)}", name)
            for name in unused
        )


def _record(header: Sequence[str], row: Sequence[Any], line: int, path: str) -> Outcome:
    cells = list(row)
    while len(cells) > len(header) and not str(cells[-1]).strip():
        cells.pop()
    if len(cells) != len(header):
        return Rejection(path, line, f"the row has {len(row)} cells, the header {len(header)}")
    fields: dict[str, object] = {}
    for name, cell in zip(header, cells, strict=True):
        fields.setdefault(name, cell)
    return Record(fields, line)


class _Lines:
    """Decoded lines for `csv.reader`; a class, so that it goes on after a line that is refused."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = bounded_lines(stream)
        self.number = 0
        self._row_bytes = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        self._row_bytes += len(line or b"")
        if line is None or self._row_bytes > MAX_RECORD:
            raise Unacceptable(TOO_LONG)
        return decode(line)

    def begin_row(self) -> int:
        """Return the number of the line at which the next row begins."""
        self._row_bytes = 0
        return self.number + 1


def read_csv(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of each row, or why there is none. Raises `Unacceptable` when the header
    names no text."""
    csv.field_size_limit(MAX_RECORD)
    lines = _Lines(in_utf_8(stream, settings.encoding))
    first = next(lines, "")
    delimiter = ""
    if first.lower().startswith("sep="):  # what Excel writes for itself
        delimiter, first = first.strip()[4:5], next(lines, "")
    delimiter = delimiter or _delimiter(first, settings)
    yield from table_records(_rows(first, lines, delimiter), path, settings)


def _delimiter(line: str, settings: Settings) -> str:
    """Return the sign that parts a header into most known names, else the most frequent."""

    def known(sign: str) -> tuple[int, int]:
        paths = columns((name.strip('" \r\n') for name in line.split(sign)), settings.names).paths
        return sum(map(bool, paths.values())), line.count(sign)

    return max(_DELIMITERS, key=known)


def _rows(first: str, lines: _Lines, delimiter: str) -> Iterator[tuple[int, Row]]:
    rows = csv.reader(_chain(first, lines), delimiter=delimiter)
    line = lines.number
    while True:
        try:
            row = next(rows, None)
        except Unacceptable as error:
            row = error  # type: ignore[assignment]
        except csv.Error as error:
            row = Unacceptable(f"not CSV: {str(error).partition(' - ')[0]}")  # type: ignore[assignment]
        if row is None:
            return
        yield line, row
        line = lines.begin_row()


class _chain:
    """A line that is at hand, then the others; it goes on after an error, as a generator would
    not."""

    def __init__(self, first: str, lines: _Lines) -> None:
        self._first = first
        self._lines = lines

    def __iter__(self) -> "_chain":
        return self

    def __next__(self) -> str:
        if first := self._first:
            self._first = ""
            return first
        return next(self._lines)


def is_table(text: str, settings: Settings) -> bool:
    """Say whether the first line of a text is the header of a table with tabs, as spreadsheets save
    it."""
    line = text.partition("\n")[0]
    names = [name.strip('" \r') for name in line.split("\t")]
    found = columns(names, settings.names).paths
    return len(names) > 1 and bool(found["body"]) and sum(map(bool, found.values())) > 1
