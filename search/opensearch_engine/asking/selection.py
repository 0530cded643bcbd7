"""The filters of a request as queries, and the facets around them: counted exactly, without a
facet's own choice."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from corpus.vietnamese.ordering import natural_key
from corpus.vietnamese.text import fold
from search.answer.facet_counts import months, with_choices
from search.facets import FACETS
from search.model import DateBucket, FacetCount
from search.opensearch_engine.asking.queries import Query, values_query
from search.opensearch_engine.asking.snapshot import Snapshot
from search.request import SearchRequest

__all__ = ["ClusterFacets", "Selection"]

MOST_VALUES = 20_000
"""Values of a facet counted in one request; those of one with more are walked through, page by
page."""


class Selection:
    """The documents that match a query, and the filters on them. Every count is asked of one
    snapshot."""

    def __init__(
        self,
        snapshot: Snapshot,
        request: SearchRequest,
        query: Query,
        days: tuple[date | None, date | None] = (None, None),
    ) -> None:
        self.snapshot = snapshot
        self.request = request
        self.query = query
        self._filters = dict(_filters(request, days))

    def filters(self, without: str = "") -> list[Query]:
        """Return all filters but those of one facet."""
        return [query for name, query in self._filters.items() if name != without]

    def passing(self, without: str = "") -> Query:
        """Return the query for the documents that pass all filters but those of one facet; nothing
        is scored."""
        return {"bool": {"filter": [self.query, *self.filters(without)]}}

    def is_filtered(self, name: str) -> bool:
        """Say whether a facet has a choice made."""
        return name in self._filters

    def count_without(self, name: str) -> int | None:
        """Return how many documents pass all filters but one, None when there is no such filter."""
        return self.snapshot.counts([self.passing(name)])[0] if self.is_filtered(name) else None


def _filters(
    request: SearchRequest, days: tuple[date | None, date | None]
) -> Iterator[tuple[str, Query]]:
    for choice, values in request.choices():
        having = values_query(choice.facet, values)
        yield choice.name, {"bool": {"must_not": [having]}} if choice.excluded else having
    if request.date_from or request.date_to:
        yield "date", _within(request.date_from, request.date_to)
    if any(days):
        yield "query", _within(*days)


def _within(first: date | None, last: date | None) -> Query:
    bounds = {"gte": first, "lte": last}
    return {
        "range": {
            "day": {name: f"{day.year:04}-{day:%m-%d}" for name, day in bounds.items() if day}
        }
    }


class ClusterFacets(Mapping[str, Sequence[Any]]):
    """The facets of an answer; all are counted in one request when the first is read."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._counted: dict[str, Any] | None = None
        self._read: dict[str, Sequence[Any]] = {}
        self.totals: dict[str, int] = {}

    def __iter__(self) -> Iterator[str]:
        return iter((*FACETS, "date"))

    def __len__(self) -> int:
        return len(FACETS) + 1

    def __getitem__(self, name: str) -> Sequence[Any]:
        if name not in self._read:
            self._read[name] = self._months() if name == "date" else self._values(name)
        return self._read[name]

    def _aggregations(self) -> dict[str, Any]:
        if self._counted is None:
            selection = self._selection
            shared = [name for name in selection._filters if name not in (*FACETS, "date")]
            base = [selection.query, *(selection._filters[name] for name in shared)]
            aggs = {name: self._filtered(name, shared) for name in self}
            body = {"size": 0, "query": {"bool": {"filter": base}}, "aggs": aggs}
            self._counted = selection.snapshot.search(body)["aggregations"]
        return self._counted

    def _filtered(self, name: str, shared: Sequence[str]) -> dict[str, Any]:
        filters = self._selection._filters
        own = [query for other, query in filters.items() if other != name and other not in shared]
        return {"filter": {"bool": {"filter": own}}, "aggs": {"values": _counting(name)}}

    def every(self, name: str) -> dict[str, int]:
        """Return the exact count of each value of a facet, most first."""
        counts = self._counts(name)
        return dict(_largest(counts, len(counts)))

    def _counts(self, name: str) -> dict[str, int]:
        """Return the exact count of each value, most first."""
        found = self._aggregations()[name]["values"]
        if found["doc_count_error_upper_bound"] or found["sum_other_doc_count"]:
            selection = self._selection
            counts = selection.snapshot.buckets(f"facet.{name}", selection.passing(name))
            return dict(sorted(counts.items(), key=lambda pair: -pair[1]))
        return {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}

    def _values(self, name: str) -> list[FacetCount]:
        request = self._selection.request
        counts, letters = self._counts(name), fold(request.facet_q)
        named = (
            {value: count for value, count in counts.items() if letters in fold(value)}
            if letters
            else counts
        )
        self.totals[name] = len(named)
        largest = dict(_largest(named, request.facet_limit))
        return with_choices(request, name, largest, lambda value: counts.get(value, 0))

    def _months(self) -> list[DateBucket]:
        buckets = self._aggregations()["date"]["values"]["buckets"]
        counts = {_number(bucket["key_as_string"]): bucket["doc_count"] for bucket in buckets}
        self.totals["date"] = len(counts)
        return months(self._selection.request, counts)


def _counting(name: str) -> dict[str, Any]:
    if name == "date":
        return {
            "date_histogram": {
                "field": "day",
                "calendar_interval": "month",
                "format": "strict_date",
                "min_doc_count": 1,
            }
        }
    return {"terms": {"field": f"facet.{name}", "size": MOST_VALUES, "shard_size": MOST_VALUES}}


def _largest(counts: Mapping[str, int], limit: int) -> list[tuple[str, int]]:
    """Return the values with most documents, of counts sorted so; of equal ones the natural order
    decides."""
    pairs = list(counts.items())
    if len(pairs) > limit:
        fewest = pairs[limit - 1][1]
        pairs = [pair for pair in pairs if pair[1] >= fewest]
    return sorted(pairs, key=lambda pair: (-pair[1], natural_key(pair[0])))[:limit]


def _number(day: str) -> int:
    """Return a month counted from January of year 0."""
    return int(day[:4]) * 12 + int(day[5:7]) - 1
