"""All that an index holds, document by document, to hold one to another."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from search import open_engine
from search.model import IndexedArticle
from search.opening import stored_articles
from search.whoosh_engine.engine import open_snapshot
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.doctable import FacetTable
from search.whoosh_engine.storage.segment import SegmentData


def ids(snapshot: Snapshot) -> list[str]:
    """Return the id of every document of a snapshot, dead ones included, in order."""
    return [s.docs.record(doc).id for s in snapshot.segments for doc in range(len(s))]


def reopen(folder: Path) -> Snapshot:
    """Open the newest snapshot."""
    return open_snapshot(folder)


def contents(segments: Sequence[SegmentData]) -> list[dict[str, Any]]:
    """Return all that segments hold, document by document, however their arrays are typed and
    cut."""
    rows: list[dict[str, Any]] = []
    for segment in segments:
        base = len(rows)
        for doc in range(len(segment)):
            rows.append(
                {
                    "shown": segment.docs.record(doc),
                    "digest": segment.docs.digest(doc),
                    "terms": {},
                    "hash": int(segment.docs.hashes[doc]),
                    "day": int(segment.docs.days[doc]),
                    "story": segment.docs.stories.reshape(len(segment), -1)[doc].tolist(),
                    "topic": segment.docs.topics.reshape(len(segment), -1)[doc].tolist(),
                    "lengths": [int(lengths[doc]) for lengths in segment.docs.lengths],
                    "facets": {
                        name: _values(table, doc) for name, table in segment.docs.facets.items()
                    },
                    "document": segment.articles.article(doc),
                }
            )
        for term, doc, frequencies, positions in postings(segment):
            rows[base + doc]["terms"][term] = (frequencies, positions)
    return rows


def postings(segment: SegmentData) -> Iterator[tuple[str, int, tuple[int, ...], list[int]]]:
    """Yield (term, document, frequencies in the three fields, positions), posting by posting."""
    held = segment.postings
    for number, term in enumerate(segment.terms):
        at = int(held.position_starts[number])
        for row in range(int(held.term_starts[number]), int(held.term_starts[number + 1])):
            frequencies = tuple(int(column[row]) for column in held.frequencies)
            yield (
                term,
                int(held.docs[row]),
                frequencies,
                held.positions[at : at + sum(frequencies)].tolist(),
            )
            at += sum(frequencies)
        assert at == int(held.position_starts[number + 1])


def _values(table: FacetTable, doc: int) -> list[str]:
    return [
        table.values[int(n)]
        for n in table.numbers[int(table.starts[doc]) : int(table.starts[doc + 1])]
    ]


def articles(folder: Path) -> dict[str, IndexedArticle]:
    """Return every living document by its id, as the stored articles give them."""
    engine = open_engine(folder)
    found = [engine.article(article.id) for article in stored_articles(folder)]
    assert len({doc.article.id for doc in found if doc}) == len(found)
    return {doc.article.id: doc for doc in found if doc}
