"""The one table of URL parameters: what each means and how a value of it is read.

Addresses are read by it; the OpenAPI description and the reference page are made from it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from corpus.dates import parse_period
from search.answer.presentation import ARGUMENTS
from search.errors import QueryError
from search.facets import FACETS, excluding
from search.request import (
    DEFAULTS,
    GROUPS,
    MAX_DEPTH,
    MAX_FACET_VALUES,
    MAX_PER_PAGE,
    MAX_QUERY,
    MAX_VALUE,
    OFF,
    SORTS,
)

__all__ = ["LANGUAGES", "PARAMETERS", "Parameter", "truth"]

LANGUAGES = ("vi", "en")


def _text(name: str, value: str) -> str:
    return value


def _whole_number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise QueryError(name, f"{name} must be a whole number: {value[:40]!r}")
    return int(value)


def truth(name: str, value: str) -> bool:
    """Return what a switch says: "1" or "0". Raises `QueryError` for anything else."""
    if value not in ("0", "1", "false", "true"):
        raise QueryError(name, f"{name} must be 1 or 0: {value[:40]!r}")
    return value in ("1", "true")


def _day(name: str, value: str, *, last: bool) -> date:
    try:
        return parse_period(value)[last]
    except ValueError:
        raise QueryError(name, f"{name} is not a day, a month or a year: {value[:40]!r}") from None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One URL parameter; `read` turns a value of it into the attribute's, or raises
    `QueryError`."""

    name: str
    description: str
    schema: Mapping[str, Any]
    read: Callable[[str, str], Any] = _text
    repeats: bool = False
    example: str = ""

    @property
    def attribute(self) -> str:
        """Return the attribute of `SearchRequest` that it sets."""
        return ARGUMENTS[self.name]


_DAY_FORMS = "YYYY-MM-DD, YYYY-MM, YYYY, dd/mm/yyyy or mm/yyyy"
_TEXT = {"type": "string", "maxLength": MAX_VALUE}


def _number(top: int, default: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 1, "maximum": top, "default": default}


def _facet_parameters() -> Iterator[Parameter]:
    for facet in FACETS:
        yield Parameter(
            facet,
            f"Keep articles with any of these values of the facet {facet}.",
            _TEXT,
            repeats=True,
        )
    for facet in FACETS:
        described = f"Leave out articles with this {facet}."
        yield Parameter(excluding(facet), described, _TEXT, repeats=True)


PARAMETERS: Mapping[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        Parameter(
            "q",
            'Words, "an exact phrase", -without, field:value or a document code. '
            "Empty: all articles, newest first.",
            {"type": "string", "maxLength": MAX_QUERY},
            example="tuyên giáo",
        ),
        *_facet_parameters(),
        Parameter(
            "from",
            f"First day: {_DAY_FORMS} (its first day).",
            {"type": "string", "maxLength": 10},
            partial(_day, last=False),
            example="2025-01",
        ),
        Parameter(
            "to",
            f"Last day: {_DAY_FORMS} (its last day).",
            {"type": "string", "maxLength": 10},
            partial(_day, last=True),
            example="2025",
        ),
        Parameter(
            "sort",
            "The order of the results.",
            {"type": "string", "enum": list(SORTS), "default": "relevance"},
        ),
        Parameter(
            "page",
            f"The page, counted from 1; page * per_page <= {MAX_DEPTH:,}.",
            _number(MAX_DEPTH, 1),
            _whole_number,
        ),
        Parameter(
            "per_page",
            "Results on a page.",
            _number(MAX_PER_PAGE, DEFAULTS.per_page),
            _whole_number,
        ),
        Parameter(
            "group",
            "Fold articles that tell the same story into one.",
            {"type": "string", "enum": list(GROUPS), "default": "none"},
        ),
        Parameter(
            "off",
            "Readings of the query that are not to be tried.",
            {"type": "string", "enum": list(OFF)},
            repeats=True,
        ),
        Parameter(
            "facet_limit",
            "The most values listed of each facet.",
            _number(MAX_FACET_VALUES, DEFAULTS.facet_limit),
            _whole_number,
        ),
        Parameter(
            "facet_q",
            "List only facet values which hold this text.",
            {"type": "string", "maxLength": MAX_QUERY},
        ),
        Parameter(
            "explain",
            "Say for each result how its score came about.",
            {"type": "string", "enum": ["0", "1", "false", "true"], "default": "0"},
            truth,
        ),
    )
}
