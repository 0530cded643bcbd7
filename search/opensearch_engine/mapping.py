"""What an index on a cluster looks like. Terms come ready from the analysis: fields only split them
at spaces."""

from datetime import UTC, datetime
from typing import Any

from search.analysis import analysis_version
from search.errors import IndexStale
from search.facets import FACETS, FACETS_VERSION
from search.opensearch_engine.connection.location import Location
from search.opensearch_engine.weighted import SCALE
from search.ranking.weighting import BM25F

__all__ = [
    "BEHIND",
    "FIELDS",
    "FOLDED_FREQUENCIES",
    "FREQUENCIES",
    "MAX_TERM_BYTES",
    "SCHEMA",
    "field_of",
    "first_name",
    "index_body",
    "meta",
    "new_name",
    "require_current",
    "saturation_of",
    "vocabulary_body",
    "vocabulary_of",
]

LAYOUT = "4"
"""Raise it whenever the mapping changes; an index remembers the one that built it."""

SCHEMA = f"{LAYOUT}-{FACETS_VERSION}"

FIELDS = ("title", "summary", "body")

FREQUENCIES, FOLDED_FREQUENCIES = "text.weighted", "text.weighted_folded"
"""The fields with every term of an article, as it is and folded, and its weighted frequency (see
`weighted.py`), which the cluster scores by BM25."""

BEHIND = "|"
"""Stands between a term and its frequency."""

MAX_TERM_BYTES = 32_000
"""Lucene takes no longer terms. Syllables never are; a run of glued foreign words could be, and is
then left out."""

_MAX_KEYWORD = 8_000
"""Characters of a facet value or id over which it is stored but not looked up."""


def field_of(field: str, *, folded: bool = False) -> str:
    """Return the name of the field that holds the syllables of a text field, as they are or
    folded."""
    return f"text.{field}{'_folded' * folded}"


def saturation_of(field: str) -> float:
    """Return k1 of a text field, which holds its weight, or of weighted frequencies for ""."""
    return BM25F.k1 / BM25F.weights[FIELDS.index(field)] if field else BM25F.k1 * SCALE


def _texts() -> dict[str, Any]:
    fields: dict[str, Any] = {
        field_of(field, folded=folded): {
            "type": "text",
            "analyzer": "terms",
            "similarity": field,
            "index_options": "positions",
        }
        for field in FIELDS
        for folded in (False, True)
    }
    for name in (FREQUENCIES, FOLDED_FREQUENCIES):
        fields[name] = {
            "type": "text",
            "analyzer": "weighted",
            "similarity": "weighted",
            "index_options": "freqs",
            "norms": False,
        }
    return {name.removeprefix("text."): field for name, field in fields.items()}


def _properties() -> dict[str, Any]:
    keyword = {"type": "keyword", "ignore_above": _MAX_KEYWORD}
    return {
        "text": {"properties": _texts()},
        "facet": {"properties": dict.fromkeys(FACETS, keyword)},
        "id": keyword,
        "day": {"type": "date", "format": "strict_date"},
        "added": {"type": "long"},
        "story_keys": {"type": "keyword"},
        "topics": {"type": "keyword"},
        "story": {"type": "keyword"},
        "follows": {"type": "keyword"},
        "stored": {"type": "object", "enabled": False},
    }


def _settings(location: Location) -> dict[str, Any]:
    similarity = {
        field: {"type": "BM25", "k1": saturation_of(field), "b": b}
        for field, b in zip(FIELDS, BM25F.b, strict=True)
    }
    similarity["weighted"] = {"type": "BM25", "k1": saturation_of(""), "b": 0.0}
    spaces = {"type": "whitespace", "max_token_length": MAX_TERM_BYTES}
    return {
        "number_of_shards": location.shards,
        "number_of_replicas": location.replicas,
        "refresh_interval": "-1",  # a commit makes visible, nothing else
        "similarity": similarity,
        "analysis": {
            "tokenizer": {"spaces": spaces},
            "filter": {"counted": {"type": "delimited_term_freq", "delimiter": BEHIND}},
            "analyzer": {
                "terms": {"tokenizer": "spaces"},
                "weighted": {"tokenizer": "spaces", "filter": ["counted"]},
            },
        },
    }


def meta(commit: str = "", previous: str = "") -> dict[str, str]:
    """Return what an index remembers of itself; `commit` names its newest snapshot, `previous` the
    index before."""
    updated = datetime.now(UTC).isoformat(timespec="seconds")
    return {
        "schema": SCHEMA,
        "analysis": analysis_version(),
        "commit": commit,
        "updated": updated,
        "previous": previous,
    }


def index_body(location: Location, previous: str = "") -> dict[str, Any]:
    """Return settings and mapping of a new index."""
    kept = {"includes": ["stored", "id", "story", "added", "topics"]}
    mapping = {
        "dynamic": "strict",
        "_meta": meta(previous=previous),
        "_source": kept,
        "properties": _properties(),
    }
    return {"settings": {"index": _settings(location)}, "mappings": mapping}


def vocabulary_body(location: Location) -> dict[str, Any]:
    """Return settings and mapping of the list of an index's terms, by which folded forms are looked
    up."""
    properties = {
        "term": {"type": "keyword"},
        "folded": {"type": "keyword"},
        "word": {"type": "boolean"},
    }
    settings = {
        "number_of_shards": 1,
        "number_of_replicas": location.replicas,
        "refresh_interval": "-1",
    }
    return {
        "settings": {"index": settings},
        "mappings": {"dynamic": "strict", "properties": properties},
    }


def new_name(location: Location) -> str:
    """Return the name of an index made now: timtin-<schema>-<utc>."""
    return f"{location.name}-{SCHEMA}-{datetime.now(UTC):%Y%m%dt%H%M%S%f}"


def first_name(location: Location) -> str:
    """Return the name of the first index of a location, which is the same for all who would make
    it."""
    return f"{location.name}-{SCHEMA}-first"


def vocabulary_of(index: str) -> str:
    """Return the name of the list of an index's terms."""
    return f"{index}-terms"


def require_current(found: dict[str, str]) -> None:
    """Raise `IndexStale` when another version made the index."""
    if (found.get("schema"), found.get("analysis")) != (SCHEMA, analysis_version()):
        raise IndexStale(
            f"the index was built as schema {found.get('schema')}, "
            f"analysis {found.get('analysis')}; this version "
            f"needs {SCHEMA}, {analysis_version()}: run `index add --rebuild`"
        )
