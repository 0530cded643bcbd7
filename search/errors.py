"""What can go wrong in a search that a user can cause.

SearchError
├── QueryError      the request itself is at fault (names the field)
├── IndexMissing    there is no index at the location
├── IndexStale      another version of timtin built it: `index add --rebuild`
├── IndexUnreadable the system refuses a file: no permission, a failing disk
├── IndexDamaged    a file is wrong, short or gone (names it)
│   └── IndexUnreachable the cluster that holds the index cannot be reached or used
├── Busy            another writer is at work (says who)
└── Overtime        the request needs more work than one may cause
"""

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
]


class SearchError(Exception):
    """The one base of everything that `open_engine`, `SearchRequest` and `search` raise."""


class QueryError(SearchError):
    """A value of the request is wrong or over a limit; `field` is its name in the URL."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class IndexMissing(SearchError):
    """There is no index at the location."""


class IndexStale(SearchError):
    """The index was built by another schema or analysis version."""


class IndexUnreadable(SearchError):
    """A file of the index may not or cannot be read now, whatever is in it."""


class IndexDamaged(SearchError):
    """A file of the index is wrong, truncated or gone."""


class IndexUnreachable(IndexDamaged):
    """The cluster that holds the index cannot be reached or used now."""


class Busy(SearchError):
    """Another writer holds the index."""


class Overtime(SearchError):
    """A request needs more work than one may cause."""
