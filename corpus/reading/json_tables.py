"""Tables as programs write them in JSON: rows below a header, a header beside its rows, columns of
values (pandas: `values`, `split`, `columns`, `list`)."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.reading.field_names import columns
from corpus.reading.outcomes import Settings

__all__ = ["is_header", "table_in"]

_ROWS = ("data", "rows", "values")
_HEADERS = ("columns", "header", "headers", "fields")


def is_header(row: Sequence[Any], settings: Settings) -> bool:
    """Say whether a row names columns, one of them the text of articles."""
    texts = all(isinstance(cell, str) for cell in row)
    return len(row) > 1 and texts and bool(columns(row, settings.names).paths["body"])


def table_in(record: Mapping[str, Any], settings: Settings) -> list[list[Any]] | None:
    """Return the rows of the table that an object is, the header first; None when it is none."""
    return _beside(record, settings) or _of_columns(record, settings)


def _beside(record: Mapping[str, Any], settings: Settings) -> list[list[Any]] | None:
    header = next((record[name] for name in _HEADERS if isinstance(record.get(name), list)), None)
    rows = next((record[name] for name in _ROWS if isinstance(record.get(name), list)), None)
    if not header or not rows or not all(isinstance(row, list) for row in rows):
        return None
    return [header, *rows] if is_header(header, settings) else None


def _of_columns(record: Mapping[str, Any], settings: Settings) -> list[list[Any]] | None:
    """Return the rows of columns: each a list, or an object with the number of each row."""
    values = list(record.values())
    if not is_header(list(record), settings) or not values:
        return None
    if all(isinstance(value, list) for value in values):
        numbers: Sequence[Any] = range(len(values[0]))
        long_enough = len(numbers) > 1  # a list of one is a value in brackets
        if not long_enough or any(len(value) != len(numbers) for value in values):
            return None
    elif all(isinstance(value, dict) for value in values):
        numbers = list(values[0])
        numbered = bool(numbers) and all(map(str.isdecimal, numbers))
        if not numbered or any(list(value) != numbers for value in values):
            return None
    else:
        return None
    return [list(record), *([value[number] for value in values] for number in numbers)]
