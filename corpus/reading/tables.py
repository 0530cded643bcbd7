"""Tables (RFC 4180) with a header that names the fields; comma, semicolon or tab between cells."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from corpus.article import Article
from corpus.reading.json_records import TOO_LONG, bounded_lines
from corpus.reading.record import MAX_RECORD, Rejection, Unacceptable, article_from, decode

__all__ = ["read_csv"]


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


def read_csv(stream: BinaryIO, path: str) -> Iterator[Article | Rejection]:
    """Yield the article of each row, or why there is none; empty rows are skipped.

    Raises `Unacceptable` when the header is missing or names no text.
    """
    csv.field_size_limit(MAX_RECORD)
    lines = _Lines(stream)
    header_line = next(lines, "")
    if not header_line:
        return
    delimiter = max(",;\t", key=header_line.count)
    header = _header(header_line, delimiter)
    if "body" not in header and "text" not in header:
        raise Unacceptable(
            "the first line of a CSV file must name the columns, one of them body or text"
        )
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        line = lines.begin_row()
        try:
            row = next(rows, None)
            if row is None:
                return
            if any(map(str.strip, row)):
                yield article_from(_fields(header, row))
        except Unacceptable as error:
            yield Rejection(path, line, str(error))
        except csv.Error as error:
            yield Rejection(path, line, _not_csv(error))


def _header(line: str, delimiter: str) -> list[str]:
    try:
        return [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error as error:
        raise Unacceptable(f"the first line: {_not_csv(error)}") from None


def _not_csv(error: csv.Error) -> str:
    # behind the dash stands advice for programmers
    return f"not CSV: {str(error).partition(' - ')[0]}"


def _fields(header: list[str], row: list[str]) -> dict[str, object]:
    if len(row) != len(header):
        raise Unacceptable(f"the row has {len(row)} cells, the header {len(header)}")
    fields: dict[str, object] = dict(zip(header, row, strict=True))
    fields["authors"] = str(fields.get("authors", "")).split(";")
    return fields
