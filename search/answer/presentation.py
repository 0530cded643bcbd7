"""A page of results as the JSON object that the API and the command line print alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from search.facets import CHOICES, FACETS
from search.model import (
    DateBucket,
    FacetCount,
    Hit,
    IndexedArticle,
    Reading,
    SearchPage,
    Status,
    Suggestion,
)
from search.query.offers import offered
from search.request import SearchRequest

__all__ = [
    "ARGUMENTS",
    "article_record",
    "hit_record",
    "page_record",
    "query_string",
    "status_record",
    "to_args",
]

ARGUMENTS: Mapping[str, str] = {
    "q": "q",
    **{
        choice.name: choice.attribute
        for choice in sorted(CHOICES.values(), key=attrgetter("excluded"))
    },
    "from": "date_from",
    "to": "date_to",
    **{
        name: name
        for name in (
            "sort",
            "page",
            "per_page",
            "group",
            "off",
            "facet_limit",
            "facet_q",
            "explain",
        )
    },
}
"""Name in an address -> attribute of `SearchRequest`, in the order of addresses."""

_DEFAULTS = {one.name: one.default for one in fields(SearchRequest)}
_ARGUMENTS = [(name, attribute, _DEFAULTS[attribute]) for name, attribute in ARGUMENTS.items()]


def to_args(request: SearchRequest) -> list[tuple[str, str]]:
    """Return the pairs of the shortest query string that asks for the same."""
    args = []
    for name, attribute, default in _ARGUMENTS:
        value = getattr(request, attribute)
        if value != default:
            texts = value if isinstance(value, tuple) else (_written(value),)
            args += [(name, text) for text in texts if text.strip()]
    return args


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def query_string(request: SearchRequest) -> str:
    """Return "?q=...&page=2": a request as a URL relative to the endpoint that answers it."""
    return "?" + urlencode(to_args(request))


Address = Callable[[SearchRequest], str | None]


def page_record(
    page: SearchPage, next_url: str | None = None, address: Address = query_string
) -> dict[str, Any]:
    """Return the JSON object of a page; `next_url` is the address of the next page, None without
    one.

    `address` makes the addresses of other searches. `loose`, `beyond` and `nearest` are there when
    they say something.
    """
    record = {
        "query": _query_record(page.request, page.readings)
        | {"offers": _offer_records(page.request, address)},
        "total": page.total,
        "page": page.page,
        "per_page": page.per_page,
        "pages": page.pages,
        "took_ms": round(page.took_ms, 3),
        "snapshot": page.snapshot,
        "results": [hit_record(hit) for hit in page.results],
        "facets": {
            name: _facet_records(name, page.facets.get(name, ())) for name in (*FACETS, "date")
        },
        "suggestions": [_suggestion_record(suggestion) for suggestion in page.suggestions],
        "next": next_url,
    }
    if page.loose:
        record["loose"] = page.loose
    if page.beyond:
        record |= {"beyond": page.beyond, "nearest": [hit_record(hit) for hit in page.nearest]}
    return record


def _query_record(request: SearchRequest, readings: Sequence[Reading]) -> dict[str, Any]:
    return _asked(request) | {
        "readings": [
            {"kind": r.kind, "text": r.text, "value": r.value, "off": r.off} for r in readings
        ],
    }


def _offer_records(request: SearchRequest, address: Address) -> list[dict[str, Any]]:
    return [
        {"kind": offer.kind, "text": offer.text, "value": offer.value, "url": address(wanted)}
        for offer, wanted in offered(request)
    ]


def _asked(request: SearchRequest) -> dict[str, Any]:
    record: dict[str, Any] = {"q": request.q}
    for choice, values in request.choices():
        record[choice.name] = list(values)
    return record | {
        "from": request.date_from.isoformat() if request.date_from else None,
        "to": request.date_to.isoformat() if request.date_to else None,
        "sort": request.sort,
        "group": request.group,
        "off": list(request.off),
    }


def hit_record(hit: Hit) -> dict[str, Any]:
    """Return the JSON object of one result."""
    record = {
        "id": hit.id,
        "title": hit.title,
        "summary": hit.summary,
        "source": hit.source,
        "url": hit.url,
        "published": hit.published.isoformat() if hit.published else None,
        "event_date": hit.event_date.isoformat() if hit.event_date else None,
        "date_inferred": hit.date_inferred,
        "date_reason": hit.date_reason,
        "districts": list(hit.districts),
        "wards": list(hit.wards),
        "provinces": list(hit.provinces),
        "codes": list(hit.codes),
        "score": round(hit.score, 4),
        "highlights": hit.highlights,
    }
    if hit.matched:
        record["matched"] = list(hit.matched)
    if hit.score_parts:
        record["score_parts"] = dict(hit.score_parts)
    if hit.missing:
        record["missing"] = list(hit.missing)
    if hit.similar:
        record["similar"] = list(hit.similar)
    return record


def _facet_records(name: str, counts: Sequence[Any]) -> list[dict[str, Any]]:
    return [_bucket_record(count) if name == "date" else _value_record(count) for count in counts]


def _value_record(count: FacetCount) -> dict[str, Any]:
    record = {
        "value": count.value,
        "label": count.label,
        "count": count.count,
        "selected": count.selected,
    }
    return record | ({"excluded": True} if count.excluded else {})


def _bucket_record(bucket: DateBucket) -> dict[str, Any]:
    return {
        "value": bucket.value,
        "from": bucket.first.isoformat(),
        "to": bucket.last.isoformat(),
        "count": bucket.count,
        "selected": bucket.selected,
    }


def _suggestion_record(suggestion: Suggestion) -> dict[str, Any]:
    record = {"q": suggestion.q, "reason": suggestion.reason}
    return record | ({"total": suggestion.total} if suggestion.total is not None else {})


def article_record(document: IndexedArticle) -> dict[str, Any]:
    """Return the JSON object of a stored article: all its fields, facets and dates."""
    article = document.article
    return {
        "id": article.id,
        "title": article.title,
        "summary": article.summary,
        "body": article.body,
        "caption": article.caption,
        "source": article.source,
        "url": article.url,
        "section": article.section,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "event_date": document.event_date.isoformat() if document.event_date else None,
        "date_inferred": document.date_inferred,
        "date_reason": document.date_reason,
        "facets": {name: list(values) for name, values in document.facets.items()},
    }


def status_record(status: Status) -> dict[str, Any]:
    """Return the JSON object of an index's state."""
    return {
        "articles": status.articles,
        "segments": status.segments,
        "size_bytes": status.size_bytes,
        "snapshot": status.snapshot,
        "schema": status.schema,
        "analysis": status.analysis,
        "updated": status.updated.isoformat() if status.updated else None,
        "state": status.state,
    }
