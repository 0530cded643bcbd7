"""The newest of some articles, and what stands above their bodies: title and summary."""

from collections.abc import Iterable, Iterator

from search.query.continuing import letters_of
from search.whoosh_engine.ranking.selection import ranked
from search.whoosh_engine.reading.scoring import WholeScores
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.segment import SegmentData

__all__ = ["headline", "headlines_with", "newest"]

MOST_LETTERS_KEPT = 20_000
"""Of so many headlines the letters are kept for what is typed next, some 300 bytes each; more of a
collection is hardly ever looked through."""


def newest(
    snapshot: Snapshot, matches: WholeScores, most: int
) -> Iterator[tuple[SegmentData, int]]:
    """Return the newest of some documents, each as its segment and its number there."""
    places = ranked(snapshot, matches.docs, matches.weights, "newest", most)
    return map(snapshot.locate, matches.docs[places].tolist())


def headline(segment: SegmentData, own: int) -> str:
    """Return title and summary of a document."""
    shown = segment.docs.record(own)
    return f"{shown.title}\n{shown.summary}"


def headlines_with(snapshot: Snapshot, docs: Iterable[int], letters: str) -> Iterator[str]:
    """Yield title and summary of those documents that have some letters there (see
    `letters_of`)."""
    known = snapshot.letters
    for doc in docs:
        held = known.get(doc)
        if held is None:
            held = letters_of(headline(*snapshot.locate(doc)))
            if len(known) < MOST_LETTERS_KEPT:
                known[doc] = held
        if letters in held:
            yield headline(*snapshot.locate(doc))
