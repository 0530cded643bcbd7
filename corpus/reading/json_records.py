"""JSON: one object a line (RFC 8259 texts, see jsonlines.org), an array of objects, or one
object."""

import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO, NoReturn

from corpus.article import Article
from corpus.reading.record import MAX_RECORD, Rejection, Unacceptable, article_from, decode

__all__ = ["bounded_lines", "read_json", "read_json_lines"]

_BLOCK = 65_536
TOO_LONG = f"the record is over {MAX_RECORD // 10**6} MB"


def read_json_lines(stream: BinaryIO, path: str) -> Iterator[Article | Rejection]:
    """Yield the article of each line, or why there is none; blank lines are skipped."""
    return _articles(bounded_lines(stream), path)


def read_json(stream: BinaryIO, path: str) -> Iterator[Article | Rejection]:
    """Yield the articles of a JSON array, element by element, or of one object."""
    return _articles(_elements(stream), path)


def bounded_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield (line number from 1, line); None for a line over `MAX_RECORD`, which is never held
    whole."""
    number = 0
    while line := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(line) <= MAX_RECORD or line.endswith(b"\n"):
            yield number, line
        else:
            while (rest := stream.readline(_BLOCK)) and not rest.endswith(b"\n"):
                pass
            yield number, None


def _articles(
    records: Iterator[tuple[int, bytes | None]], path: str
) -> Iterator[Article | Rejection]:
    for line, data in records:
        if data is not None and not data.strip():
            continue
        try:
            yield _article(data)
        except Unacceptable as error:
            yield Rejection(path, line, str(error))


def _article(data: bytes | None) -> Article:
    if data is None:
        raise Unacceptable(TOO_LONG)
    record = _parse(decode(data))
    if not isinstance(record, dict):
        raise Unacceptable("not a JSON object")
    return article_from(record)


def _parse(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise Unacceptable(f"not JSON: {error.msg} at character {error.pos + 1:,}") from None
    except (ValueError, RecursionError) as error:
        raise Unacceptable(f"not JSON: {error}") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")


_OUTSIDE = re.compile(rb'["\[\]{},]')
_INSIDE = re.compile(rb'["\\]')


class _Scanner:
    """Finds where the elements of an array end, whatever the blocks in which its bytes come."""

    def __init__(self) -> None:
        self.depth = 1
        self._quoted = self._escaped = False

    def ends(self, block: bytes) -> Iterator[int]:
        """Yield the position of each comma between elements and of the bracket that closes the
        array."""
        at = 1 if self._escaped else 0
        self._escaped = False
        while self.depth and (match := (_INSIDE if self._quoted else _OUTSIDE).search(block, at)):
            at = match.end()
            mark = match.group()
            if mark == b"\\":
                self._escaped = at == len(block)
                at += 1
            elif mark == b'"':
                self._quoted = not self._quoted
            elif mark != b",":
                self.depth += 1 if mark in b"[{" else -1
            if not self.depth or (mark == b"," and self.depth == 1):
                yield at - 1


class _Element:
    """The bytes of an element as they come; over `MAX_RECORD` only its place is kept."""

    def __init__(self, line: int) -> None:
        self._data = bytearray()
        self._line = line
        self._start = 0

    def extend(self, data: bytes) -> None:
        """Take some more bytes."""
        self._data += data
        if len(self._data) > MAX_RECORD:
            self._start = self._start or self._first_line()
            self._line += self._data.count(b"\n")
            self._data.clear()

    def _first_line(self) -> int:
        return self._line + self._data.count(b"\n", 0, len(self._data) - len(self._data.lstrip()))

    def take(self) -> tuple[int, bytes | None]:
        """Return (line, bytes or None when too long) and begin the next element."""
        taken = (self._start, None) if self._start else (self._first_line(), bytes(self._data))
        self._line += self._data.count(b"\n")
        self._start = 0
        self._data.clear()
        return taken


def _elements(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    blocks = iter(partial(stream.read, _BLOCK), b"")
    line, head = _opening(blocks)
    element = _Element(line)
    if not head.startswith(b"["):
        for block in chain([head], blocks):
            element.extend(block)
        yield element.take()
        return
    scanner = _Scanner()
    for block in chain([head[1:]], blocks):
        begin = 0
        for end in scanner.ends(block):
            element.extend(block[begin:end])
            begin = end + 1
            yield element.take()
        element.extend(block[begin:])
    yield element.take()
    if scanner.depth:
        raise Unacceptable("not JSON: the array does not end; what came before was read")


def _opening(blocks: Iterator[bytes]) -> tuple[int, bytes]:
    """Return the line of the first byte that is not white, and the block from there on."""
    line = 1
    for block in blocks:
        head = block.removeprefix(b"\xef\xbb\xbf").lstrip()
        line += block.count(b"\n", 0, len(block) - len(head))
        if head:
            return line, head
    return line, b""
