"""Values of JSON in the bytes of a line or an element: one after the other, written twice, printed
by Python."""

import ast
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.reading.elements import TOO_LONG
from corpus.reading.encodings import decode
from corpus.reading.outcomes import Unacceptable

__all__ = ["WHITE", "action_of", "objects", "values"]

WHITE = b" \t\r\n\x1e"
"""Between values; the last opens each of a text sequence (RFC 7464)."""

_LONGEST_PRINTED = 200_000
"""Characters of a printed record that are read: a long article, and no more than Python's parser
takes in milliseconds."""


def action_of(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what a line says of the next one, in a file for the bulk requests of a search
    engine: {"index": {"_id": "7"}}."""
    name, inner = next(iter(record.items()), ("", None))
    if len(record) != 1 or name not in ("index", "create") or not isinstance(inner, Mapping):
        return None
    return inner if all(key.startswith("_") for key in inner) else None


def objects(data: bytes | None) -> Iterator[Mapping[str, Any]]:
    """Yield the objects that stand in some bytes, one after the other. Raises `Unacceptable`."""
    for value in values(data):
        for record in _inside(value) if isinstance(value, str) else [value]:
            if not isinstance(record, dict):
                raise Unacceptable("not a JSON object")
            yield record


def _inside(text: str) -> list[Any]:
    """Return the values that a text holds as JSON: written twice."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return [text]
    return value if isinstance(value, list) else [value]


def values(data: bytes | None) -> Iterator[object]:
    """Yield the values that stand in some bytes, one after the other. Raises `Unacceptable`."""
    if data is None:
        raise Unacceptable(TOO_LONG)
    text = decode(data)
    at = _BETWEEN.match(text, 0).end()  # type: ignore[union-attr]
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            if (printed := _printed(text)) is not None:
                yield printed
                return
            raise Unacceptable(f"not JSON: {error.msg} at character {error.pos + 1:,}") from None
        except (ValueError, RecursionError) as error:
            raise Unacceptable(f"not JSON: {error}") from None
        yield value
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]


def _nothing(constant: str) -> None:
    """Read NaN and Infinity, which Python and pandas write for what is missing, as nothing."""


_BETWEEN = re.compile(r"[\s,\x1e]*")
_DECODER = json.JSONDecoder(parse_constant=_nothing, strict=False)  # tabs and line ends in texts


def _printed(text: str) -> object:
    """Return the record that Python printed ({'title': 'Họp', 'views': None}), None when it is
    none."""
    text = text.strip()
    if not text.startswith("{'") or len(text) > _LONGEST_PRINTED:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of backslashes that are no escapes
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
