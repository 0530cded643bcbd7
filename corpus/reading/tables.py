"""Tables whose header names the fields: CSV (RFC 4180) with comma, semicolon, tab or stroke, and
rows of any origin."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, BinaryIO

from corpus.reading.elements import TOO_LONG, Piece, blocks_after, bounded_lines
from corpus.reading.encodings import decode, in_utf_8
from corpus.reading.field_names import columns
from corpus.reading.outcomes import (
    CHOSEN,
    MAX_RECORD,
    UNUSED,
    Note,
    Outcome,
    Record,
    Rejection,
    Settings,
    Unacceptable,
)
from corpus.reading.streams import stream_of

__all__ = ["Row", "is_table", "read_csv", "table_records"]

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
    for name, number in Counter(filter(None, header)).items():
        if number > 1:
            text = f"two columns are called {name}: the first is taken"
            yield Note(path, None, CHOSEN, text, name)
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
        self._again: list[Piece] = []
        self.number = 0
        self.row: list[str] = []
        """The lines of the row that is being read."""
        self._row_bytes = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        self.number, line = self._again.pop(0) if self._again else next(self._lines)
        self._row_bytes += len(line or b"")
        if line is None or self._row_bytes > MAX_RECORD:
            raise Unacceptable(TOO_LONG)
        self.row.append(decode(line))
        return self.row[-1]

    def ahead(self, number: int) -> list[str]:
        """Return the next lines as far as they can be read; they are to be read again."""
        self._again = list(islice(self._lines, number))
        texts = []
        for _, line in self._again:
            with suppress(Unacceptable):  # which is said when its row is read
                texts.append(decode(line or b""))
        return texts

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.row = []
        self._row_bytes = 0

    @property
    def next_number(self) -> int:
        """The number of the line at which the next row begins."""
        return self._again[0][0] if self._again else self.number + 1


def read_csv(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of each row, or why there is none. Raises `Unacceptable` when the header
    names no text."""
    csv.field_size_limit(MAX_RECORD)
    lines = _Lines(_with_line_ends(in_utf_8(stream, settings.encoding)))
    first = lines.ahead(_HEADER_AMONG)
    delimiter = ""
    if first and first[0].lower().startswith("sep="):  # what Excel writes for itself
        delimiter = first[0].strip()[4:5]
        next(lines)
    delimiter = delimiter or _delimiter(first, settings)
    yield from table_records(_rows(lines, delimiter), path, settings)


def _with_line_ends(stream: BinaryIO) -> BinaryIO:
    """Return a stream whose lines end as ours do, also one that comes of an old Macintosh."""
    head = stream.read(65_536)
    blocks = blocks_after(head, stream)
    if b"\r" in head and b"\n" not in head:
        blocks = (block.replace(b"\r", b"\n") for block in blocks)
    return stream_of(blocks)


def _delimiter(lines: Sequence[str], settings: Settings) -> str:
    """Return the sign that parts a line into most known names, else the most frequent in the
    first."""

    def known(sign: str) -> tuple[int, int]:
        named = max((_known(line.split(sign), settings) for line in lines), default=0)
        return named, lines[0].count(sign) if lines else 0

    return max(_DELIMITERS, key=known)


def _known(names: Iterable[str], settings: Settings) -> int:
    """Return how many fields a row of names names, 0 when the text is not among them."""
    paths = columns((name.strip('" \r\n\ufeff') for name in names), settings.names).paths
    return sum(map(bool, paths.values())) if paths["body"] else 0


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[int, Row]]:
    rows = csv.reader(lines, delimiter=delimiter)
    width = 0
    while True:
        line = lines.next_number
        lines.begin_row()
        row: Row | None
        try:
            row = next(rows, None)
            if row is not None and (width := width or len(row)):
                row = _with_escapes(row, lines.row, delimiter, width)
        except Unacceptable as error:
            row = error
        except csv.Error as error:
            row = Unacceptable(f"not CSV: {str(error).partition(' - ')[0]}")
        if row is None:
            return
        yield line, row


def _with_escapes(row: list[str], lines: Sequence[str], delimiter: str, width: int) -> list[str]:
    """Return the cells of a row whose quotation marks stand behind a backslash, as MySQL writes
    them; the row itself when that does not make it so many sound cells."""
    text = "".join(lines)
    if '\\"' not in text or (len(row) == width and _sound(text, delimiter)):
        return row
    cells = _sound(text.replace('\\"', '""'), delimiter)
    return cells if len(cells) == width else row


def _sound(text: str, delimiter: str) -> list[str]:
    """Return the cells of a row whose quotation marks are in order, none when they are not."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def is_table(text: str, settings: Settings) -> bool:
    """Say whether a text is a table that a spreadsheet saved as text: the first line names columns,
    and the next is parted as it is."""
    first, second = [*text.split("\n", 2), "", ""][:2]
    sign = _delimiter([first], settings)
    named, parted = _known(first.split(sign), settings), second.count(sign) >= first.count(sign)
    return sign in first and named > (1 if sign == "\t" else 2) - (sign in ";|") and parted
