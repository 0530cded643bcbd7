"""Lines of a file and elements of a JSON array, one after the other, never more of them in memory
than one may hold."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO

from corpus.reading.outcomes import MAX_RECORD, Unacceptable

__all__ = ["TOO_LONG", "Piece", "array_elements", "blocks_after", "bounded_lines"]

_BLOCK = 65_536
TOO_LONG = f"the record is over {MAX_RECORD // 10**6} MB"

Piece = tuple[int, bytes | None]
"""Line at which something begins, from 1, and its bytes; None for what is over `MAX_RECORD`."""


def bounded_lines(stream: BinaryIO) -> Iterator[Piece]:
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


_OUTSIDE = re.compile(rb'["\[\]{},]')
_INSIDE = re.compile(rb'["\\]')
_OPENING = re.compile(rb"[\s,]*\[")


class _Scanner:
    """Finds where the elements of an array end, whatever the blocks in which its bytes come."""

    def __init__(self) -> None:
        self.depth = 1
        self._quoted = self._escaped = False

    def ends(self, block: bytes, begin: int = 0) -> Iterator[int]:
        """Yield the position of each comma between elements and of the bracket that closes the
        array."""
        at = begin + 1 if self._escaped else begin
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

    def take(self) -> Piece:
        """Return (line, bytes or None when too long) and begin the next element."""
        taken = (self._start, None) if self._start else (self._first_line(), bytes(self._data))
        self._line += self._data.count(b"\n")
        self._start = 0
        self._data.clear()
        return taken


def array_elements(stream: BinaryIO, line: int = 1, inner: bool = False) -> Iterator[Piece]:
    """Yield the elements of the array behind whose bracket the stream stands, at a line of the
    file.

    `inner` says that more may follow behind the array, which is left alone; else another array may,
    as a program writes that adds its second run to a file. Raises `Unacceptable` when one does not
    end.
    """
    element = _Element(line)
    scanner = _Scanner()
    for block in iter(partial(stream.read, _BLOCK), b""):
        begin = 0
        while scanner.depth or (opening := _OPENING.match(block, begin)):
            if not scanner.depth and opening:
                element.extend(block[begin : opening.end() - 1])
                begin, scanner.depth = opening.end(), 1
            for end in scanner.ends(block, begin):
                element.extend(block[begin:end])
                begin = end + 1
                yield element.take()
            if scanner.depth:
                break
            if inner:
                return
        element.extend(block[begin:])
    yield element.take()
    if scanner.depth:
        raise Unacceptable("not JSON: the array does not end; what came before was read")


def blocks_after(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield what was read of a stream already, then the rest of it in blocks."""
    return chain([head], iter(partial(stream.read, _BLOCK), b""))
