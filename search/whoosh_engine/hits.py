"""A document of a snapshot as a hit, as an article, as text."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from search.answer.highlight import Marker
from search.model import Hit, IndexedArticle
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.doctable import id_hash

__all__ = ["article", "find", "hit_of", "similar"]


def find(snapshot: Snapshot, id: str) -> int:
    """Return the living document with an id, -1 for none."""
    wanted = np.uint64(id_hash(id))
    for base, segment in zip(snapshot.bases, snapshot.segments, strict=False):
        for own in np.flatnonzero(segment.docs.hashes == wanted).tolist():
            living = snapshot.live is None or snapshot.live[base + own]
            if living and segment.docs.record(own).id == id:
                return int(base + own)
    return -1


def article(snapshot: Snapshot, id: str) -> IndexedArticle | None:
    """Return a stored document."""
    return snapshot.kept_article(id, partial(_article, snapshot, id))


def _article(snapshot: Snapshot, id: str) -> IndexedArticle | None:
    doc = find(snapshot, id)
    if doc < 0:
        return None
    segment, own = snapshot.locate(doc)
    return segment.articles.article(own)


def similar(snapshot: Snapshot, id: str, limit: int) -> Sequence[Hit]:
    """Return the articles most like one."""
    from search.whoosh_engine.ranking.similarity import most_similar

    doc = find(snapshot, id)
    if doc < 0:
        return []
    marker = partial(Marker.of, ())
    return [
        hit_of(snapshot, other, score, marker)
        for other, score in most_similar(snapshot, doc, limit)
    ]


def hit_of(
    snapshot: Snapshot, doc: int, score: float, marker: Any, stands_for: Sequence[int] = ()
) -> Hit:
    """Return a document as a hit; `marker` makes its `Marker` when highlights are first read."""
    segment, own = snapshot.locate(doc)
    shown = segment.docs.record(own)
    return Hit(
        id=shown.id,
        title=shown.title,
        summary=shown.summary,
        source=shown.source,
        url=shown.url,
        published=shown.published,
        event_date=shown.event_date,
        date_inferred=shown.inferred,
        date_reason=shown.reason,
        districts=shown.districts,
        codes=shown.codes,
        provinces=shown.provinces,
        wards=shown.wards,
        score=score,
        similar=tuple(_id(snapshot, other) for other in stands_for),
        highlighter=partial(_highlight, snapshot, doc, shown.title, shown.summary, marker),
        spans=partial(_spans, marker),
    )


def _spans(marker: Any, text: str) -> Sequence[tuple[int, int]]:
    mark: Marker = marker()
    return mark.spans(text)


def _highlight(
    snapshot: Snapshot, doc: int, title: str, summary: str, marker: Any
) -> tuple[str, list[str]]:
    segment, own = snapshot.locate(doc)
    mark: Marker = marker()
    return mark.title(title), mark.text(summary, *segment.articles.body(own))


def _id(snapshot: Snapshot, doc: int) -> str:
    segment, own = snapshot.locate(doc)
    return segment.docs.record(own).id
