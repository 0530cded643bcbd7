"""What is asked of an engine: the search request and its limits."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, make_dataclass, replace
from datetime import date
from typing import Any

from corpus.vietnamese.text import clean
from search.errors import QueryError
from search.facets import CHOICES, Choice

__all__ = [
    "BLANK",
    "DEFAULTS",
    "GROUPS",
    "MAX_DEPTH",
    "MAX_FACET_VALUES",
    "MAX_PER_PAGE",
    "MAX_QUERY",
    "MAX_VALUE",
    "MAX_VALUES",
    "OFF",
    "SORTS",
    "SearchRequest",
]

_LISTS = (*(choice.attribute for choice in CHOICES.values()), "off")

SORTS = ("relevance", "newest", "oldest")
GROUPS = ("none", "story")
OFF = ("fold", "abbreviation", "code", "slip", "relax", "word", "place")
BLANK = " \t\r\n"
"""What an empty field of a form may hold: a value of nothing else counts as absent."""

MAX_QUERY = 1_000
MAX_FACET_VALUES = 1_000
"""So many values of a facet are listed at most."""
MAX_VALUES = 200
MAX_VALUE = 500
MAX_PER_PAGE = 100
MAX_DEPTH = 10_000


_Chosen: Any = make_dataclass(
    "_Chosen",
    [(choice.attribute, tuple[str, ...], ()) for choice in CHOICES.values()],
    frozen=True,
    slots=True,
    kw_only=True,
)
"""The values chosen: `districts`, `not_districts` and so on, two attributes a facet."""


@dataclass(frozen=True, slots=True)
class SearchRequest(_Chosen):  # type: ignore[misc]
    """One search: what `FACETS` and `CHOICES` name, and the fields here.

    Facet values are OR inside a facet, AND across; dates are inclusive. Raises `QueryError` for a
    value that is wrong or over a limit.
    """

    q: str = ""
    date_from: date | None = None
    date_to: date | None = None
    sort: str = "relevance"
    page: int = 1
    per_page: int = 10
    group: str = "none"
    off: tuple[str, ...] = ()
    facet_limit: int = 20
    facet_q: str = ""
    explain: bool = False

    def __post_init__(self) -> None:
        """Bring every value to its type, then hold it to its limit."""
        for name in _LISTS:
            if (given := getattr(self, name)) != ():
                object.__setattr__(self, name, _values(name, given))
        for name in ("date_from", "date_to"):
            if (given := getattr(self, name)) is not None:
                object.__setattr__(self, name, _day(name.removeprefix("date_"), given))
        self._check_query()
        self._check_choices()
        self._check_numbers()

    def _check_query(self) -> None:
        for name in ("q", "facet_q"):
            if not isinstance(getattr(self, name), str):
                raise QueryError(name, f"{name} must be text")
            if len(getattr(self, name)) > MAX_QUERY:
                raise QueryError(name, f"{name} is longer than {MAX_QUERY:,} characters")

    def _check_choices(self) -> None:
        choices = {"sort": SORTS, "group": GROUPS}
        for name, allowed in choices.items():
            if getattr(self, name) not in allowed:
                raise QueryError(name, f"{name} must be one of {', '.join(allowed)}")
        if not isinstance(self.explain, bool):
            raise QueryError("explain", "explain must be true or false")
        for value in self.off:
            if value not in OFF:
                raise QueryError("off", f"off must be one of {', '.join(OFF)}")
        if sum(len(values) for _, values in self.choices()) > MAX_VALUES:
            raise QueryError("q", f"more than {MAX_VALUES} facet values are chosen")
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise QueryError("to", f"to ({self.date_to}) is before from ({self.date_from})")

    def _check_numbers(self) -> None:
        for name, top in (
            ("page", MAX_DEPTH),
            ("per_page", MAX_PER_PAGE),
            ("facet_limit", MAX_FACET_VALUES),
        ):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= top:
                raise QueryError(name, f"{name} must be a whole number from 1 to {top:,}")
        if self.page * self.per_page > MAX_DEPTH:
            raise QueryError(
                "page", f"page * per_page is over {MAX_DEPTH:,}; narrow the search or export it"
            )

    def choices(self) -> Iterator[tuple[Choice, tuple[str, ...]]]:
        """Yield every choice made, with its values."""
        for choice in CHOICES.values():
            if values := getattr(self, choice.attribute):
                yield choice, values

    def chosen(self, name: str) -> tuple[str, ...]:
        """Return the values of a choice by its name in addresses."""
        values: tuple[str, ...] = getattr(self, CHOICES[name].attribute)
        return values

    def choosing(self, name: str, values: tuple[str, ...]) -> "SearchRequest":
        """Return a copy with other values of a choice, on page 1."""
        return self.with_(**{CHOICES[name].attribute: values})

    def with_(self, **changes: Any) -> "SearchRequest":
        """Return a copy with some fields changed; the page goes back to 1 unless given."""
        return replace(self, **{"page": 1, **changes})

    def is_empty(self) -> bool:
        """Say whether nothing at all was asked: every field has its default."""
        return all(getattr(self, field.name) == field.default for field in fields(self))


def _values(name: str, given: object) -> tuple[str, ...]:
    values = (given,) if isinstance(given, str) else given
    if not isinstance(values, (tuple, list)) or not all(isinstance(value, str) for value in values):
        raise QueryError(name, f"{name} must be a list of texts")
    if any(len(value) > MAX_VALUE for value in values):
        raise QueryError(name, f"a value of {name} is longer than {MAX_VALUE} characters")
    return tuple(dict.fromkeys(_readable(name, value) for value in values if value.strip(BLANK)))


def _readable(name: str, value: str) -> str:
    """Return a value cleaned. One of which nothing is left is refused, for without it the filter
    would be none."""
    if readable := " ".join(clean(value).split()):
        return readable
    raise QueryError(name, f"a value of {name} holds nothing that can be read: {value[:40]!r}")


def _day(name: str, given: object) -> date | None:
    if isinstance(given, str) and given:
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise QueryError(name, f"{name} is not a day (YYYY-MM-DD): {given[:40]!r}") from None
    if given is None or given == "":
        return None
    if type(given) is not date:
        raise QueryError(name, f"{name} must be a day")
    return given


DEFAULTS = SearchRequest()
"""What is asked where nothing is said."""
