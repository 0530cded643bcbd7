"""A query as the embedded engine reads it: its words, its postings."""

from functools import partial

from search.request import SearchRequest
from search.understanding import Understood as Read
from search.understanding import understand as read
from search.whoosh_engine.executor import match, run
from search.whoosh_engine.lexicon import SnapshotLexicon
from search.whoosh_engine.scoring import WholeScores
from search.whoosh_engine.snapshot import Snapshot

__all__ = ["Understood", "understand"]

Understood = Read[WholeScores]


def _count(matches: WholeScores) -> int:
    return len(matches.docs)


def understand(snapshot: Snapshot, request: SearchRequest) -> Understood:
    """Read a query and match it over a snapshot."""
    return read(request, SnapshotLexicon(snapshot), partial(match, snapshot), _count, partial(run, snapshot))
