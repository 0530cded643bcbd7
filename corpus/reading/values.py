"""Values of a stranger's record as texts and lists: printed lists unpacked, records for their name,
markup to text."""

import ast
import re
from collections.abc import Mapping
from typing import Any

from corpus.reading.outcomes import Unacceptable

__all__ = ["kind_of", "strings", "unpacked"]

_STRING = r"(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
_PRINTED = re.compile(_STRING, re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")
_INNER = (
    "rendered",
    "text",
    "name",
    "primary",
    "value",
    "content",
    "title",
    "label",
    "#text",
    "$t",
    "vi",
)
_MAX_DEPTH = 4


def unpacked(value: object) -> object:
    """Return the list that a text prints ("['Hà Nội', ...]", of Python or numpy); other values as
    they are."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text.startswith(("[", "(")) or not text.endswith(("]", ")")):
        return value
    printed: list[str] = []
    at = _end(_BETWEEN, text, 1)
    while string := _PRINTED.match(text, at):
        printed.append(string[0])
        at = _end(_BETWEEN, text, string.end())
    complete = at == len(text) - 1 and (printed or text == "[]")
    return [_read(string) for string in printed] if complete else value


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _read(printed: str) -> str:
    try:
        return str(ast.literal_eval(printed.replace("\r", "")))
    except (ValueError, SyntaxError, MemoryError):
        return printed[1:-1]


def strings(value: object, name: str, depth: int = 0) -> list[str]:
    """Return the texts of a value: of a list each, of a record its name or text. Raises
    `Unacceptable`."""
    value = unpacked(value)
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple) and depth < _MAX_DEPTH:
        return [text for element in value for text in strings(element, name, depth + 1)]
    if isinstance(value, Mapping) and depth < _MAX_DEPTH and (depth or _is_known(value)):
        return strings(_inner(value), name, depth + 1)
    raise Unacceptable(f"wrong type: {name} must be text, not {kind_of(value)}")


def _is_known(value: Mapping[Any, Any]) -> bool:
    return any(key in value for key in _INNER)


def _inner(value: Mapping[Any, Any]) -> object:
    return next((value[key] for key in _INNER if value.get(key)), None)


def kind_of(value: object) -> str:
    """Return what a value of JSON is, in words."""
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return kinds.get(type(value), type(value).__name__)
