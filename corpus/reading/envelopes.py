"""Records around and beside the one that is an article: search hits, envelopes, also as JSON in a
text; records with what is known of a text; what WordPress embeds."""

import json
from collections.abc import Mapping
from typing import Any

from corpus.reading.field_names import Path, columns, held, holds_body

__all__ = ["holds_text", "unwrapped"]

_WRAPPERS = (
    "_source", "article", "post", "data", "node", "item", "fields", "attributes", "payload",
    "record", "doc", "json",
)  # fmt: skip
_BESIDE = ("metadata", "meta", "meta_data", "info")
"""Records that tell title, day and address of the text beside them."""

Fields = Mapping[str, object]


def holds_text(record: Fields, asked: Mapping[str, Path]) -> bool:
    """Say whether a record, or the one in its envelope, holds the text of an article."""
    return holds_body(_inside(record, asked), asked)


def unwrapped(record: Fields, asked: Mapping[str, Path]) -> Fields:
    """Return the record of an article with what only its envelope, or a record beside its text,
    tells of it."""
    return _with_embedded(_with_beside(_inside(record, asked), asked))


def _inside(record: Fields, asked: Mapping[str, Path]) -> Fields:
    """Return the record inside of a search hit or an envelope, where the record itself has no
    text."""
    if holds_body(record, asked):
        return record
    for name in _WRAPPERS:
        inner = _as_record(record.get(name))
        if inner is not None and columns(inner, asked).paths["body"]:
            known = {path[0] for found in columns(record, asked).paths.values() for path in found}
            around = {key: record[key] for key in record if key in known - {name}}
            return {**around, **{key: inner[key] for key in inner if inner[key] is not None}}
    return record


def _as_record(value: object) -> Fields | None:
    """Return a record, also one that a text holds as JSON."""
    if isinstance(value, str) and value[:100].lstrip().startswith("{"):
        try:
            value = json.loads(value, strict=False)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, Mapping) else None


def _with_beside(record: Fields, asked: Mapping[str, Path]) -> Fields:
    """Return a record with the fields that it lacks and a record beside its text has."""
    for name in _BESIDE:
        beside = _as_record(record.get(name))
        if beside is None:
            continue
        lacking = held(beside, asked) - held(record, asked) - {"id", "body"}
        paths = columns(beside, asked).paths
        told = {path[0]: beside[path[0]] for field in lacking for path in paths[field]}
        if told:
            record = {**{key: record[key] for key in record if key != name}, **told}
    return record


def _with_embedded(record: Fields) -> Fields:
    """Return a post of WordPress with the names of its authors and its category (`?_embed`) instead
    of their numbers."""
    embedded = record.get("_embedded")
    if not isinstance(embedded, Mapping):
        return record
    terms = [term for group in _list(embedded.get("wp:term")) for term in _list(group)]
    categories = [term for term in _names(terms) if term.get("taxonomy") == "category"]
    told: dict[str, object] = {}
    if authors := _names(embedded.get("author")):
        told["author"] = [author["name"] for author in authors]
    if categories:
        told["categories"] = [category["name"] for category in categories]
    return {**{key: record[key] for key in record if key != "_embedded"}, **told}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _names(value: object) -> list[Mapping[str, Any]]:
    """Return the records of a list that have a name."""
    records = [record for record in _list(value) if isinstance(record, Mapping)]
    return [record for record in records if isinstance(record.get("name"), str)]
