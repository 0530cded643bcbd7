"""The newest of some articles, and what stands above their bodies."""

from collections.abc import Iterator

from search.whoosh_engine.ranking.selection import ranked
from search.whoosh_engine.reading.scoring import WholeScores
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.segment import SegmentData

__all__ = ["headline", "newest"]


def newest(
    snapshot: Snapshot, matches: WholeScores, most: int
) -> Iterator[tuple[SegmentData, int]]:
    """Return the newest of some documents, each as its segment and its number there."""
    places = ranked(snapshot, matches.docs, matches.weights, "newest", most)
    return map(snapshot.locate, matches.docs[places].tolist())


def headline(segment: SegmentData, own: int) -> str:
    """Return title and summary of a document."""
    told = segment.docs.record(own)
    return f"{told.get('title', '')}\n{told.get('summary', '')}"
