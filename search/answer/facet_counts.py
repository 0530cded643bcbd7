"""What is shown of a facet once it is counted: its largest values with those chosen, and the months
of a span."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

from search.facets import excluding
from search.model import DateBucket, FacetCount
from search.request import SearchRequest

__all__ = ["months", "with_choices"]

MAX_MONTHS = 600
"""Over so many months the empty ones are left out."""


def with_choices(
    request: SearchRequest, facet: str, largest: Mapping[str, int], count: Callable[[str], int]
) -> list[FacetCount]:
    """Return the largest values of a facet, then what is chosen or excluded and not among them;
    `count` counts one."""
    chosen, excluded = request.chosen(facet), request.chosen(excluding(facet))
    if not (chosen or excluded):
        return [FacetCount(value, value, number) for value, number in largest.items()]
    shown = dict(largest)
    for value in (*chosen, *excluded):
        if value not in shown:
            shown[value] = count(value)
    return [
        FacetCount(value, value, number, value in chosen, value in excluded)
        for value, number in shown.items()
    ]


def months(request: SearchRequest, counts: Mapping[int, int]) -> list[DateBucket]:
    """Return a bucket a month from the first to the last, or, where those are too many, of the
    months that have articles; `counts` has months counted from January of year 0."""
    if not counts:
        return []
    span = range(min(counts), max(counts) + 1)
    numbers = span if len(span) <= MAX_MONTHS else sorted(counts)
    return [_bucket(number, counts.get(number, 0), request) for number in numbers]


@cache
def _month(number: int) -> tuple[str, date, date]:
    """Return name, first and last day of a month."""
    first = date(number // 12, number % 12 + 1, 1)
    after = number + 1
    last = (
        date.max if after >= 120_000 else date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    )
    return f"{first.year:04}-{first.month:02}", first, last


def _bucket(number: int, count: int, request: SearchRequest) -> DateBucket:
    name, first, last = _month(number)
    if request.date_from is None and request.date_to is None:
        return DateBucket(name, first, last, count)
    inside = (request.date_from or first) <= last and (request.date_to or last) >= first
    return DateBucket(name, first, last, count, inside)
