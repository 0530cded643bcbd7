"""What an address asks for: from a query string to a `SearchRequest` by the table of parameters
(`to_args` leads back)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.dates import parse_period
from search.errors import QueryError
from search.facets import CHOICES
from search.request import BLANK, SearchRequest
from search.written_values import whole_value
from webui.params import LANGUAGES, PARAMETERS, Parameter, truth

__all__ = [
    "Read",
    "check_names",
    "known",
    "page_names",
    "read_export",
    "read_forgiving",
    "read_page_request",
    "read_request",
]

_IGNORED = ("fbclid", "gclid")
"""Parameters that other sites add to links; `utm_*` are too."""

_ESCAPED = re.compile("^(?:amp;)+")

Args = Iterable[tuple[str, str]]

_URL_NAMES = {parameter.attribute: parameter.name for parameter in PARAMETERS.values()}


def check_names(args: Args, allowed: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of each parameter that is not blank. Raises `QueryError` for a name not
    allowed.

    `lang`, where it is allowed, must name a language.
    """
    given: dict[str, list[str]] = {}
    for name, value in args:
        if name in _IGNORED or name.startswith("utm_"):
            continue
        if name not in allowed:
            raise QueryError(name[:80], f"there is no parameter {name[:80]!r}")
        if value.strip(BLANK):
            given.setdefault(name, []).append(value)
    _check_language(given.get("lang", []))
    return given


def read_request(args: Args) -> SearchRequest:
    """Return what a query string asks for. Raises `QueryError` naming the parameter that is wrong.

    Blank values and `_IGNORED` parameters count as absent; `lang` is the page's, not the search's.
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
    whole = truth("all", wanted[0]) if wanted else False
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
