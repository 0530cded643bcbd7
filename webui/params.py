"""The one table of URL parameters: from a query string to a `SearchRequest` (`to_args` leads back).

The OpenAPI description and the reference page are made from the same table.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from corpus.dates import parse_period
from search.answer.presentation import ARGUMENTS
from search.errors import QueryError
from search.facets import CHOICES, FACETS, excluding
from search.request import (
    BLANK,
    GROUPS,
    MAX_DEPTH,
    MAX_PER_PAGE,
    MAX_QUERY,
    MAX_VALUE,
    OFF,
    SORTS,
    SearchRequest,
)
from search.written_values import whole_value

__all__ = [
    "IGNORED",
    "LANGUAGES",
    "PARAMETERS",
    "Parameter",
    "Read",
    "check_names",
    "known",
    "page_names",
    "read_export",
    "read_forgiving",
    "read_page_request",
    "read_request",
]

IGNORED = ("fbclid", "gclid")
"""Parameters that other sites add to links; `utm_*` are too."""

LANGUAGES = ("vi", "en")

_ESCAPED = re.compile("^(?:amp;)+")

Args = Iterable[tuple[str, str]]


def _text(name: str, value: str) -> str:
    return value


def _whole_number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise QueryError(name, f"{name} must be a whole number: {value[:40]!r}")
    return int(value)


def _truth(name: str, value: str) -> bool:
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
        Parameter("per_page", "Results on a page.", _number(MAX_PER_PAGE, 10), _whole_number),
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
            _number(1_000, 20),
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
            _truth,
        ),
    )
}

_URL_NAMES = {parameter.attribute: parameter.name for parameter in PARAMETERS.values()}


def check_names(args: Args, allowed: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of each parameter that is not blank. Raises `QueryError` for a name not
    allowed.

    `lang`, where it is allowed, must name a language.
    """
    given: dict[str, list[str]] = {}
    for name, value in args:
        if name in IGNORED or name.startswith("utm_"):
            continue
        if name not in allowed:
            raise QueryError(name[:80], f"there is no parameter {name[:80]!r}")
        if value.strip(BLANK):
            given.setdefault(name, []).append(value)
    _check_language(given.get("lang", []))
    return given


def read_request(args: Args) -> SearchRequest:
    """Return what a query string asks for. Raises `QueryError` naming the parameter that is wrong.

    Blank values and `IGNORED` parameters count as absent; `lang` is the page's, not the search's.
    """
    given = check_names(args, (*PARAMETERS, "lang"))
    given.pop("lang", None)
    values: dict[str, Any] = {
        PARAMETERS[name].attribute: _read(PARAMETERS[name], texts) for name, texts in given.items()
    }
    try:
        return SearchRequest(**values)
    except QueryError as error:
        error.field = _URL_NAMES.get(error.field, error.field)
        raise


def read_export(args: Args) -> tuple[SearchRequest, bool]:
    """Return what an export asks for, and whether it wants the whole set (`all=1`), not one page.

    Raises `QueryError` as `read_request` does.
    """
    pairs = list(args)
    wanted = [value for name, value in pairs if name == "all" and value]
    if len(wanted) > 1:
        raise QueryError("all", f"all is given {len(wanted)} times")
    whole = _truth("all", wanted[0]) if wanted else False
    return read_request(pair for pair in pairs if pair[0] != "all"), whole


def read_page_request(args: Args, allowed: Iterable[str] = tuple(PARAMETERS)) -> SearchRequest:
    """Return what the address of a page asks for; what it does not know, as other sites add it, is
    passed over."""
    return read_request(known(args, allowed))


@dataclass(frozen=True, slots=True)
class Read:
    """What the address of a results page asks for, without a range that cannot be used.

    `problem` is why it cannot, `typed` what stood in its two fields; `reversed` the two days when
    only their order is wrong, the earlier first.
    """

    request: SearchRequest
    problem: QueryError | None = None
    typed: tuple[str, str] | None = None
    reversed: tuple[date, date] | None = None


def read_forgiving(args: Args) -> Read:
    """Read the address of a results page; a wrong day costs the range and nothing else.

    Raises `QueryError` for anything but a day.
    """
    pairs = known(args, tuple(PARAMETERS))
    try:
        return Read(read_request(pairs))
    except QueryError as error:
        if error.field not in ("from", "to"):
            raise
        problem = error
    rest = read_request(pair for pair in pairs if pair[0] not in ("from", "to"))
    first, last = (next((v for n, v in pairs if n == name), "") for name in ("from", "to"))
    return Read(rest, problem, (first[:40], last[:40]), _reversed(first, last))


def _reversed(first: str, last: str) -> tuple[date, date] | None:
    """Return the range with its ends swapped, None where one of them is no day."""
    try:
        begin, end = parse_period(last)[0], parse_period(first)[1]
    except ValueError:
        return None
    return (begin, end) if begin <= end else None


def page_names(args: Args, allowed: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of each parameter that a page knows, as `check_names` does."""
    return check_names(known(args, allowed), (*allowed, "lang"))


def known(args: Args, allowed: Iterable[str]) -> list[tuple[str, str]]:
    """Return the arguments that are allowed, also where a link was escaped too often
    (`amp;page`)."""
    named = ((_ESCAPED.sub("", name), value) for name, value in args)
    return [(name, value) for name, value in named if name in (*allowed, "lang")]


def _read(parameter: Parameter, texts: list[str]) -> object:
    if parameter.name in CHOICES:
        facet = CHOICES[parameter.name].facet
        return tuple(whole_value(facet, text) for text in texts)
    if parameter.repeats:
        return tuple(parameter.read(parameter.name, text) for text in texts)
    if len(texts) > 1:
        raise QueryError(parameter.name, f"{parameter.name} is given {len(texts)} times")
    return parameter.read(parameter.name, texts[0])


def _check_language(given: list[str]) -> None:
    if any(value not in LANGUAGES for value in given) or len(given) > 1:
        raise QueryError("lang", f"lang must be one of {', '.join(LANGUAGES)}")
