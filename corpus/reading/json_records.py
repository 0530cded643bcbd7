"""JSON: one object a line (jsonlines.org), an array of objects, one object, or a list somewhere
inside of an object."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NoReturn

from corpus.reading.elements import TOO_LONG, Piece, array_elements, blocks_after, bounded_lines
from corpus.reading.encodings import decode, in_utf_8
from corpus.reading.field_names import holds_text
from corpus.reading.outcomes import MAX_RECORD, Outcome, Record, Rejection, Settings, Unacceptable
from corpus.reading.streams import stream_of

__all__ = ["read_json", "read_json_lines"]

_LIST_NAMES = (
    "articles", "items", "hits", "results", "posts", "docs",
    "documents", "news", "records", "data", "rows", "entries",
    "list",
)  # fmt: skip
_DEPTH = 3
_LOOKED_AT = 5
"""Members of a list that tell whether it is one of articles."""


def read_json_lines(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of each line, or why there is none; blank lines are skipped."""
    stream = in_utf_8(stream, settings.encoding)
    first = next(
        (piece for piece in bounded_lines(stream) if piece[1] is None or piece[1].strip()), None
    )
    if first is None:
        return
    head = (first[1] or b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"[{") or head.strip() in (
        b"[",
        b"{",
    ):  # an array or one object under the wrong ending
        yield from read_json(stream_of(blocks_after(head, stream)), path, settings)
        return
    yield from _records(iter([first]), path)
    skipped = first[0]
    yield from _records(((line + skipped, data) for line, data in bounded_lines(stream)), path)


def read_json(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the records of an array, of an object's list, of lines, or the one of an object. Raises
    `Unacceptable`."""
    stream = in_utf_8(stream, settings.encoding)
    line, head = _opening(stream)
    if head.startswith(b"["):
        yield from _records(array_elements(stream_of(blocks_after(head[1:], stream)), line), path)
        return
    head += stream.read(MAX_RECORD + 1 - len(head)) if len(head) <= MAX_RECORD else b""
    if not head.strip():
        return
    if _is_lines(head):
        lines = bounded_lines(stream_of(blocks_after(head, stream)))
        yield from _records(((number + line - 1, data) for number, data in lines), path)
    elif len(head) > MAX_RECORD:
        yield from _records(_large_list(head, stream, line, settings), path)
    else:
        yield from _object(head, line, path, settings)


def _opening(stream: BinaryIO) -> tuple[int, bytes]:
    """Return the line of the first byte that is not white, and what was read from there on."""
    line = 1
    while block := stream.read(65_536):
        head = block.removeprefix(b"\xef\xbb\xbf").lstrip()
        line += block.count(b"\n", 0, len(block) - len(head))
        if head:
            return line, head
    return line, b""


def _is_lines(head: bytes) -> bool:
    """Say whether the first line is an object by itself and another one follows."""
    first, newline, rest = head.partition(b"\n")
    if not newline or not rest.lstrip().startswith(b"{") or not first.rstrip().endswith(b"}"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _records(pieces: Iterator[Piece], path: str) -> Iterator[Outcome]:
    for line, data in pieces:
        if data is not None and not data.strip():
            continue
        try:
            yield Record(_parsed(data), line, named=True)
        except Unacceptable as error:
            yield Rejection(path, line, str(error))


def _parsed(data: bytes | None) -> Mapping[str, Any]:
    if data is None:
        raise Unacceptable(TOO_LONG)
    record = _parse(decode(data))
    if not isinstance(record, dict):
        raise Unacceptable("not a JSON object")
    return record


def _parse(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise Unacceptable(f"not JSON: {error.msg} at character {error.pos + 1:,}") from None
    except (ValueError, RecursionError) as error:
        raise Unacceptable(f"not JSON: {error}") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")


def _object(data: bytes, line: int, path: str, settings: Settings) -> Iterator[Outcome]:
    try:
        record = _parsed(data)
    except Unacceptable as error:
        yield Rejection(path, line, str(error))
        return
    if not settings.records and holds_text(record, settings.names):
        yield Record(record, line, named=True)
        return
    where, found = _at(record, settings.records) if settings.records else _list_in(record, settings)
    if found is None:
        yield Record(record, line, named=True)
    for number, (key, element) in enumerate(found or (), 1):
        place = f"{path}: {where}[{number}]" if where else f"{path}: {key}"
        if isinstance(element, dict):
            yield Record({"id": key, **element} if key else element, None, place, named=True)
        else:
            yield Rejection(place, None, "not a JSON object")


Members = list[tuple[str, Any]]
"""Each with the name under which it stands in an object, "" in a list."""


def _at(record: Mapping[str, Any], where: str) -> tuple[str, Members]:
    value: Any = record
    for name in where.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, list):
        return where, [("", element) for element in value]
    if isinstance(value, dict):
        return where, list(value.items())
    raise Unacceptable(
        f"there is no list at {where!r}; the object has {', '.join(list(record)[:12])[:200]}"
    )


def _list_in(record: Mapping[str, Any], settings: Settings) -> tuple[str, Members | None]:
    """Return the way to the list of articles in an object and the list; one named as such goes
    first."""
    level: list[tuple[str, Any]] = [("", record)]
    for _ in range(_DEPTH):
        for where, value in sorted(
            level, key=lambda pair: pair[0].rpartition(".")[2] not in _LIST_NAMES
        ):
            members = _members(value)
            if members and any(_holds(element, settings) for _, element in members[:_LOOKED_AT]):
                return where, members
        level = [
            (f"{where}.{name}".lstrip("."), inner)
            for where, value in level
            if isinstance(value, dict)
            for name, inner in value.items()
        ]
    return "", None


def _members(value: Any) -> Members:
    if isinstance(value, list):
        return [("", element) for element in value]
    return list(value.items()) if isinstance(value, dict) else []


def _holds(element: Any, settings: Settings) -> bool:
    return isinstance(element, dict) and holds_text(element, settings.names)


_NAMED_LIST = re.compile(rb'"([^"\\]{1,80})"[ \t\r\n]{0,40}:[ \t\r\n]{0,40}\[')


def _large_list(head: bytes, stream: BinaryIO, line: int, settings: Settings) -> Iterator[Piece]:
    """Yield the elements of a list in an object that is over `MAX_RECORD`, found by its name."""
    names = (settings.records.rpartition(".")[2],) if settings.records else _LIST_NAMES
    lists = (
        found
        for found in _NAMED_LIST.finditer(head)
        if found[1].decode("utf-8", "replace") in names
    )
    opening = next(lists, None)
    if opening is None:
        yield line, None
        return
    rest = stream_of(blocks_after(head[opening.end() :], stream))
    yield from array_elements(rest, line + head.count(b"\n", 0, opening.end()), inner=True)
