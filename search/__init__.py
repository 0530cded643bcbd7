"""The index: analysis, query, engine, result."""

from search.errors import (
    Busy,
    IndexDamaged,
    IndexMissing,
    IndexStale,
    IndexUnreachable,
    IndexUnreadable,
    Overtime,
    QueryError,
    SearchError,
)
from search.model import SearchPage
from search.opening import open_engine
from search.request import SearchRequest

__all__ = [
    "Busy",
    "IndexDamaged",
    "IndexMissing",
    "IndexStale",
    "IndexUnreachable",
    "IndexUnreadable",
    "Overtime",
    "QueryError",
    "SearchError",
    "SearchPage",
    "SearchRequest",
    "open_engine",
]
