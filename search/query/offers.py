"""Filters that a query's own words name: places and periods, offered beside the results and never
applied by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from operator import itemgetter

from corpus.codes import find_code_queries
from corpus.dates import find_periods
from corpus.places import find_place_queries
from corpus.vietnamese.text import clean
from search.query.language import parse
from search.request import MAX_VALUES, SearchRequest

__all__ = ["Offer", "offered", "offers"]

MOST = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter named in a query: `kind` is district, ward, province or date, `rest` the query
    without its `text`.

    `value` is the facet value; for a date the ISO days "2025-01-01/2025-01-31", both included, also
    as `days`.
    """

    kind: str
    text: str
    value: str
    rest: str
    days: tuple[date, date] | None = None

    def applied_to(self, request: SearchRequest) -> SearchRequest:
        """Return a request with the filter in place of the words that name it."""
        if self.days:
            return request.with_(q=self.rest, date_from=self.days[0], date_to=self.days[1])
        chosen = (*request.chosen(self.kind), self.value)
        return request.choosing(self.kind, chosen).with_(q=self.rest)


@lru_cache(maxsize=256)
def offers(q: str) -> tuple[Offer, ...]:
    """Return the filters that the free words of a query name, in their order; 11/2016 of a circular
    is no month.

    Raises `QueryError` for more words than a query may have.
    """
    q = clean(q)
    free = (
        clause
        for clause in parse(q)
        if clause.kind == "words" and not clause.negated and not clause.field
    )
    named = (_offer(q, clause.start, one) for clause in free for one in _named(clause.text))
    return tuple(islice(named, MOST))


_Named = tuple[int, int, str, str, tuple[date, date] | None]


def _offer(q: str, offset: int, named: _Named) -> Offer:
    start, end, kind, value, days = named
    start, end = start + offset, end + offset
    return Offer(kind, q[start:end], value, " ".join(f"{q[:start]} {q[end:]}".split()), days)


def _named(text: str) -> list[_Named]:
    return sorted([*_places(text), *_periods(text)], key=itemgetter(0))


def _places(text: str) -> Iterator[_Named]:
    for place in find_place_queries(text):
        if place.is_telling:
            for value in place.values:
                yield place.start, place.end, place.kind, value, None


def _periods(text: str) -> Iterator[_Named]:
    periods = find_periods(text)
    bare = any(period.printed[0].isdigit() for period in periods)
    codes = find_code_queries(text) if bare else []  # "tháng 11/2016" is no code
    for one in periods:
        if not any(one.start < code.end and code.start < one.end for code in codes):
            yield one.start, one.end, one.kind, one.value, (one.first, one.last)


def offered(request: SearchRequest) -> list[tuple[Offer, SearchRequest]]:
    """Return the filters that a request's query names and has not chosen yet, each with the request
    that has it."""
    if sum(len(values) for _, values in request.choices()) >= MAX_VALUES:
        return []
    return [
        (one, one.applied_to(request)) for one in offers(request.q) if not _is_chosen(one, request)
    ]


def _is_chosen(one: Offer, request: SearchRequest) -> bool:
    if one.days:
        return one.days == (request.date_from, request.date_to)
    return one.value in request.chosen(one.kind)
