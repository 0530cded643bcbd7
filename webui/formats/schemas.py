"""The schemas of what the API answers, as JSON Schema: one of each kind of object."""

from typing import Any

from search.facets import FACETS

__all__ = ["SCHEMAS", "STRING", "reference"]

STRING = {"type": "string"}
_NULLABLE = {"type": ["string", "null"]}
_STRINGS = {"type": "array", "items": STRING}


def _object(required: dict[str, Any], **optional: object) -> dict[str, Any]:
    return {"type": "object", "properties": {**required, **optional}, "required": list(required)}


def _array_of(items: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list of such items."""
    return {"type": "array", "items": items}


def reference(name: str) -> dict[str, str]:
    """Return what stands for a schema of this name."""
    return {"$ref": f"#/components/schemas/{name}"}


_COUNT = {"type": "integer", "minimum": 0}
_DATED = {
    "published": _NULLABLE,
    "event_date": _NULLABLE,
    "date_inferred": {"type": "boolean"},
    "date_reason": STRING,
}
_NAMED = {"id": STRING, "title": STRING, "summary": STRING, "source": STRING, "url": STRING}

SCHEMAS: dict[str, Any] = {
    "Result": _object(
        {
            **_NAMED,
            **_DATED,
            "districts": _STRINGS,
            "wards": _STRINGS,
            "provinces": _STRINGS,
            "codes": _STRINGS,
            "score": {"type": "number"},
            "highlights": _object({"title": STRING, "body": _STRINGS}),
        }
    ),
    "FacetValue": _object(
        {
            "value": STRING,
            "label": STRING,
            "count": _COUNT,
            "selected": {"type": "boolean"},
        }
    ),
    "Month": _object(
        {
            "value": STRING,
            "from": STRING,
            "to": STRING,
            "count": _COUNT,
            "selected": {"type": "boolean"},
        }
    ),
    "SearchPage": _object(
        {
            "query": {"type": "object", "properties": {"offers": _array_of(reference("Offer"))}},
            "total": _COUNT,
            "page": _COUNT,
            "per_page": _COUNT,
            "pages": _COUNT,
            "took_ms": {"type": "number"},
            "snapshot": STRING,
            "results": _array_of(reference("Result")),
            "facets": {
                "type": "object",
                "properties": dict.fromkeys(FACETS, _array_of(reference("FacetValue")))
                | {"date": _array_of(reference("Month"))},
            },
            "suggestions": _array_of(_object({"q": STRING, "reason": STRING})),
            "next": _NULLABLE,
        },
        related=_array_of(reference("Related")),
        loose=_COUNT,
        beyond=_COUNT,
        nearest=_array_of(reference("Result")),
    ),
    "Offer": _object({"kind": STRING, "text": STRING, "value": STRING, "url": STRING}),
    "Related": _object(
        {
            "label": STRING,
            "total": _COUNT,
            "url": STRING,
            "facet": STRING,
            "units": _array_of(_object({"value": STRING, "partial": {"type": "boolean"}})),
        }
    ),
    "Article": _object(
        {
            **_NAMED,
            **_DATED,
            "body": STRING,
            "caption": STRING,
            "section": STRING,
            "authors": _STRINGS,
            "facets": {"type": "object", "additionalProperties": _STRINGS},
            "page": STRING,
        }
    ),
    "Suggestions": _object(
        {
            "q": STRING,
            "suggestions": _array_of(_object({"text": STRING, "kind": STRING, "count": _COUNT})),
            "complete": {"type": "boolean"},
        }
    ),
    "Problem": _object(
        {"type": STRING, "title": STRING, "status": {"type": "integer"}, "detail": STRING},
        field=STRING,
        request_id=STRING,
    ),
    "Ready": _object(
        {
            "state": {
                "enum": ["ok", "missing", "stale", "damaged", "unreadable", "unreachable", "busy"]
            },
            "answering": {"type": "boolean"},
        },
        snapshot=STRING,
        articles=_COUNT,
        updated=_NULLABLE,
        age_seconds={"type": ["integer", "null"]},
    ),
    "Health": _object({"status": {"const": "ok"}}),
}
