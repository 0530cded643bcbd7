"""JSON: one object a line (jsonlines.org), an array of objects, one object after the other, or a
list somewhere inside of an object; tables as programs write them are in `json_tables`."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any, BinaryIO

from corpus.reading.elements import Piece, array_elements, blocks_after, bounded_lines
from corpus.reading.encodings import in_utf_8
from corpus.reading.envelopes import holds_text
from corpus.reading.json_tables import is_header, table_in
from corpus.reading.json_values import WHITE, action_of, objects, values
from corpus.reading.outcomes import MAX_RECORD, Outcome, Record, Rejection, Settings, Unacceptable
from corpus.reading.streams import stream_of
from corpus.reading.tables import Row, table_records

__all__ = ["read_json", "read_json_lines"]

_LIST_NAMES = (
    "articles", "items", "hits", "results", "posts", "docs",
    "documents", "news", "records", "data", "rows", "entries",
    "list",
)  # fmt: skip
_DEPTH = 5
"""Records around a list: "data.posts.edges" of GraphQL, "props.pageProps.data.items" of Next.js."""
_LOOKED_AT = 5
"""Members of a list that tell whether it is one of articles."""


def read_json_lines(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of each line, or why there is none; blank lines are skipped."""
    stream = in_utf_8(stream, settings.encoding)
    pieces = (piece for piece in bounded_lines(stream) if piece[1] is None or piece[1].strip())
    first = next(pieces, None)
    if first is None:
        return
    head = (first[1] or b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"[") or head.strip() == b"{":  # an array or an object, wrongly called
        yield from _json(stream_of(blocks_after(head, stream)), path, settings)
        return
    second = None
    if not _is_article(head, settings):
        second = next(pieces, None)
        if head and second is None:  # the same on one line
            yield from _json(stream_of(iter([head])), path, settings)
            return
    yield from _records(chain([first], [second] if second else [], pieces), path)


def _is_article(data: bytes, settings: Settings) -> bool:
    """Say whether a line is an article by itself: then no other need be waited for."""
    try:
        record = next(objects(data), {})
    except Unacceptable:
        return True  # which is said of the line
    return holds_text(record, settings.names) and table_in(record, settings) is None


def read_json(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the records of an array, of an object's list, of lines, or the one of an object. Raises
    `Unacceptable`."""
    yield from _json(in_utf_8(stream, settings.encoding), path, settings)


def _json(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Do what `read_json` does with a stream that is UTF-8."""
    line, head = _opening(stream)
    if head.startswith(b"["):
        elements = array_elements(stream_of(blocks_after(head[1:], stream)), line)
        yield from _array(elements, path, settings)
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
        head = block.removeprefix(b"\xef\xbb\xbf").lstrip(WHITE)
        line += block.count(b"\n", 0, len(block) - len(head))
        if head:
            return line, head
    return line, b""


def _is_lines(head: bytes) -> bool:
    """Say whether the first line is an object by itself and another one follows."""
    first, newline, rest = head.partition(b"\n")
    if not newline or not rest.lstrip(WHITE).startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first.strip(WHITE + b",")), dict)
    except (ValueError, RecursionError):
        return False


def _array(elements: Iterator[Piece], path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the records of an array: of objects, or of rows below one that names the columns."""
    first = next(elements, None)
    if first is None:
        return
    header = _row(first[1])
    if isinstance(header, list) and is_header(header, settings):
        rows = ((line, _cells(data)) for line, data in elements if data is None or data.strip())
        yield from table_records(chain([(first[0], header)], rows), path, settings)
    else:
        yield from _records(chain([first], elements), path)


def _row(data: bytes | None) -> object:
    try:
        return next(values(data), None) if (data or b"").lstrip().startswith(b"[") else None
    except Unacceptable:
        return None


def _cells(data: bytes | None) -> Row:
    try:
        row = next(values(data), None)
    except Unacceptable as error:
        return error
    return row if isinstance(row, list) else Unacceptable("not a row of the table")


def _records(pieces: Iterator[Piece], path: str) -> Iterator[Outcome]:
    id: object = None
    for line, data in pieces:
        if data is not None and not data.strip(WHITE):
            continue
        try:
            for record in objects(data):
                if (action := action_of(record)) is not None:
                    id = action.get("_id")
                    continue
                yield Record({"_id": id, **record} if id else record, line, named=True)
                id = None
        except Unacceptable as error:
            yield Rejection(path, line, str(error))


def _object(data: bytes, line: int, path: str, settings: Settings) -> Iterator[Outcome]:
    try:
        found = list(islice(objects(data), 2))
    except Unacceptable:
        found = []
    if len(found) == 1:
        yield from _whole(found[0], line, path, settings)
    else:
        yield from _records(iter([(line, data)]), path)


def _whole(
    record: Mapping[str, Any], line: int, path: str, settings: Settings
) -> Iterator[Outcome]:
    """Yield what one object holds that is the whole file: an article, a table, a list of some."""
    if not settings.records and (rows := table_in(record, settings)) is not None:
        yield from table_records(enumerate(rows), path, settings)
        return
    if not settings.records and holds_text(record, settings.names):
        yield Record(record, line, named=True)
        return
    where, found = _at(record, settings.records) if settings.records else _list_in(record, settings)
    if found is None:
        yield Record(record, line, named=True)
    several = len(found or ()) > 1  # the name of an only one is that of its kind
    for number, (key, element) in enumerate(found or (), 1):
        place = f"{path}: {where}[{number}]" if where else f"{path}: {key}"
        if isinstance(element, dict):
            yield Record(
                {"id": key, **element} if key and several else element, None, place, named=True
            )
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
