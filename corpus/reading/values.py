"""Values of a stranger's record as texts and lists: printed lists unpacked, records for their name,
markup to text."""

import ast
import json
import re
import warnings
from collections.abc import Mapping
from typing import Any

from corpus.reading.outcomes import Unacceptable
from corpus.reading.rich_text import is_rich_text, paragraphs

__all__ = ["kind_of", "strings", "unpacked"]

_STRING = r"(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
_PRINTED = re.compile(f"{_STRING}|(?:None|null|nan|NaN)(?=[\\s,\\])}}])", re.DOTALL)
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
    "html",
    "processed",
    "displayName",
    "display_name",
    "fullName",
    "full_name",
    "@id",
    "node",
    "nodes",
)
_MAX_DEPTH = 4


def unpacked(value: object) -> object:
    """Return the list that a text prints ("['Hà Nội', ...]", of Python, numpy or JSON; also of
    records); other values as they are."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text[:1] + text[-1:] not in ("[]", "()", "{}"):
        return value
    printed: list[str] = []
    at = _end(_BETWEEN, text, 1)
    while string := _PRINTED.match(text, at):
        printed.append(string[0])
        at = _end(_BETWEEN, text, string.end())
    if at == len(text) - 1 and (printed or text == "[]"):
        return [_read(string) for string in printed if string[0] in "'\""]
    return _records(text) if _RECORDS.match(text) else value


# the begin of "[{'name': 'Minh An'}]" and of {"name": "Minh An"}
_RECORDS = re.compile(r"\[?\s*\{\s*['\"]")
_LONGEST_RECORDS = 20_000
"""Characters of printed records that are read: names, not texts."""


def _records(text: str) -> object:
    """Return the records that a text prints, the text itself when it prints none."""
    if len(text) > _LONGEST_RECORDS:
        return text
    for read in (json.loads, _literal):
        try:
            return read(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    return text


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _read(printed: str) -> str:
    try:
        return str(_literal(printed.replace("\r", "")))
    except (ValueError, SyntaxError, MemoryError):
        return printed[1:-1]


def _literal(text: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of backslashes that are no escapes: they are the text's
        return ast.literal_eval(text)


def strings(value: object, name: str, depth: int = 0) -> list[str]:
    """Return the texts of a value: of a list each, of a record its name or text. Raises
    `Unacceptable`."""
    value = unpacked(value)
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping) and is_rich_text(value):
        return paragraphs(value)
    if isinstance(value, list | tuple) and depth < _MAX_DEPTH:
        texts = [text for element in value for text in strings(element, name, depth + 1)]
        return list(filter(None, map(str.strip, texts)))
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
