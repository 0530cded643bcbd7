"""A page of results as the JSON object that the API and the command line print alike."""

from collections.abc import Sequence
from typing import Any

from search.model import DateBucket, FacetCount, Hit, Reading, SearchPage, Suggestion
from search.request import SearchRequest

__all__ = ["hit_record", "page_record"]


def page_record(page: SearchPage, next_url: str | None = None) -> dict[str, Any]:
    """Return the JSON object of a page; `next_url` is the address of the next page, None without one."""
    return {
        "query": _query_record(page.request, page.readings),
        "total": page.total,
        "page": page.page,
        "per_page": page.per_page,
        "pages": page.pages,
        "took_ms": round(page.took_ms, 3),
        "snapshot": page.snapshot,
        "results": [hit_record(hit) for hit in page.results],
        "facets": {name: _facet_records(name, counts) for name, counts in page.facets.items()},
        "suggestions": [_suggestion_record(suggestion) for suggestion in page.suggestions],
        "next": next_url,
    }


def _query_record(request: SearchRequest, readings: Sequence[Reading]) -> dict[str, Any]:
    record: dict[str, Any] = {"q": request.q}
    for facet, excluded, values in request.choices():
        record[f"not_{facet}" if excluded else facet] = list(values)
    record |= {
        "from": request.date_from.isoformat() if request.date_from else None,
        "to": request.date_to.isoformat() if request.date_to else None,
        "sort": request.sort,
        "group": request.group,
        "off": list(request.off),
        "readings": [{"kind": r.kind, "text": r.text, "value": r.value, "off": r.off} for r in readings],
    }
    return record


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
        "codes": list(hit.codes),
        "score": round(hit.score, 4),
        "highlights": hit.highlights,
    }
    if hit.matched:
        record["matched"] = list(hit.matched)
    if hit.score_parts:
        record["score_parts"] = dict(hit.score_parts)
    if hit.similar:
        record["similar"] = list(hit.similar)
    return record


def _facet_records(name: str, counts: Sequence[Any]) -> list[dict[str, Any]]:
    return [_bucket_record(count) if name == "date" else _value_record(count) for count in counts]


def _value_record(count: FacetCount) -> dict[str, Any]:
    record = {"value": count.value, "label": count.label, "count": count.count, "selected": count.selected}
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
