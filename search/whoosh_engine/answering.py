"""One answer: understand the query, match, filter, order; hits and facets are worked out when they are read."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np

from search.correction import correct
from search.highlight import Marker
from search.interpretation import Interpretation, interpret
from search.model import Hit, Reading, SearchPage, Status, StoredDocument
from search.plan import enough_hits
from search.request import SearchRequest
from search.whoosh_engine.arrays import Array
from search.whoosh_engine.damage import damage_named
from search.whoosh_engine.doctable import id_hash
from search.whoosh_engine.executor import match, run
from search.whoosh_engine.lexicon import SnapshotLexicon
from search.whoosh_engine.manifest import Manifest
from search.whoosh_engine.selection import LazyFacets, Selection, ranked
from search.whoosh_engine.snapshot import Snapshot
from search.whoosh_engine.suggesting import suggestions

__all__ = ["answer", "document", "scan", "status"]


def _select(snapshot: Snapshot, request: SearchRequest) -> tuple[Interpretation, Selection]:
    """Understand and match; what is folded, corrected or relaxed is decided here, before any filter."""
    lexicon = SnapshotLexicon(snapshot)
    found = _understood(snapshot, lexicon, request)
    matches, least = run(snapshot, found.plan(relax="relax" not in request.off))
    if least < len(found.relaxable):
        found.readings.append(Reading("relax", request.q, f"{least}/{len(found.relaxable)}", "relax"))
    return found, Selection(snapshot, request, matches, (found.first_day, found.last_day))


def _understood(snapshot: Snapshot, lexicon: SnapshotLexicon, request: SearchRequest) -> Interpretation:
    found = interpret(request.q, lexicon, request.off)
    hits = len(match(snapshot, found.plan()).docs)
    if found.mixed and hits < enough_hits(len(found.relaxable)):
        found = interpret(request.q, lexicon, request.off, fold_all=True)
        hits = len(match(snapshot, found.plan()).docs)
    if hits == 0 and request.q and "slip" not in request.off:
        return _corrected(snapshot, lexicon, request) or found
    return found


def _corrected(snapshot: Snapshot, lexicon: SnapshotLexicon, request: SearchRequest) -> Interpretation | None:
    """Read the query with its slips put right, if that finds anything."""
    q = correct(request.q, lexicon)
    if not q:
        return None
    found = interpret(q, lexicon, request.off)
    if not len(match(snapshot, found.plan()).docs):
        return None
    found.readings.append(Reading("slip", request.q, q, "slip"))
    return found


def _sort(request: SearchRequest, found: Interpretation) -> str:
    return "newest" if request.sort == "relevance" and found.is_empty else request.sort


def answer(snapshot: Snapshot, request: SearchRequest, start: float) -> SearchPage:
    """Answer a request; `start` is when its time began to count."""
    found, selection = _select(snapshot, request)
    docs, weights = selection.filtered()
    told: dict[int, list[int]] = {}
    if request.group == "story":
        docs, weights, told = _one_a_story(snapshot, docs, weights, _sort(request, found))
    skipped = (request.page - 1) * request.per_page
    places = ranked(snapshot, docs, weights, _sort(request, found), skipped + request.per_page)[skipped:]
    marker = partial(Marker.of, found.words)
    shown = zip(docs[places].tolist(), weights[places].tolist(), strict=True)
    hits = [_hit(snapshot, doc, score, marker, told.get(doc, ())) for doc, score in shown]
    facets = LazyFacets(selection)
    return SearchPage(
        request=request,
        total=len(docs),
        page=request.page,
        per_page=request.per_page,
        took_ms=(perf_counter() - start) * 1000,
        snapshot=snapshot.name,
        results=hits,
        facets=facets,
        readings=found.readings,
        facet_totals=facets.totals,
        suggester=partial(suggestions, snapshot, request, found, selection, len(docs)),
    )


def _one_a_story(
    snapshot: Snapshot, docs: Array, weights: Array, sort: str
) -> tuple[Array, Array, dict[int, list[int]]]:
    """Keep the best document of each story; return also, of each kept one that stands for others, those."""
    order = ranked(snapshot, docs, weights, sort, len(docs))
    stories = snapshot.stories[docs[order]]
    _, first = np.unique(stories, return_index=True)
    best = dict(zip(stories[first].tolist(), docs[order[first]].tolist(), strict=True))
    told: dict[int, list[int]] = {}
    for place in np.setdiff1d(np.arange(len(order)), first, assume_unique=True).tolist():
        told.setdefault(best[int(stories[place])], []).append(int(docs[order[place]]))
    keep = np.sort(order[first])
    return docs[keep], weights[keep], told


def scan(snapshot: Snapshot, request: SearchRequest) -> Iterator[Hit]:
    """Yield every hit of a request in its order."""
    found, selection = _select(snapshot, request)
    docs, weights = selection.filtered()
    marker = partial(Marker.of, found.words)
    for place in ranked(snapshot, docs, weights, _sort(request, found), len(docs)):
        yield _hit(snapshot, int(docs[place]), float(weights[place]), marker)


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _hit(snapshot: Snapshot, doc: int, score: float, marker: Any, told: Sequence[int] = ()) -> Hit:
    segment, own = snapshot.locate(doc)
    record = segment.docs.record(own)
    get = record.get
    return Hit(
        id=record["id"],
        title=get("title", ""),
        summary=get("summary", ""),
        source=get("source", ""),
        url=get("url", ""),
        published=_date(get("published")),
        event_date=_date(get("event_date")),
        date_inferred=get("inferred", False),
        date_reason=get("reason", ""),
        districts=tuple(get("districts", ())),
        codes=tuple(get("codes", ())),
        score=score,
        similar=tuple(_id(snapshot, other) for other in told),
        highlighter=partial(_highlight, snapshot, doc, record, marker),
    )


@damage_named()
def _id(snapshot: Snapshot, doc: int) -> str:
    segment, own = snapshot.locate(doc)
    return str(segment.docs.record(own)["id"])


def _highlight(snapshot: Snapshot, doc: int, record: dict[str, Any], marker: Any) -> tuple[str, list[str]]:
    segment, own = snapshot.locate(doc)
    mark = marker()
    body = segment.articles.document(own).article.body
    return mark.title(record.get("title", "")), mark.body(body)


def find(snapshot: Snapshot, id: str) -> int:
    """Return the living document with an id, -1 for none."""
    wanted = np.uint64(id_hash(id))
    for base, segment in zip(snapshot.bases, snapshot.segments, strict=False):
        for own in np.flatnonzero(segment.docs.hashes == wanted).tolist():
            if (snapshot.live is None or snapshot.live[base + own]) and segment.docs.record(own)["id"] == id:
                return int(base + own)
    return -1


def document(snapshot: Snapshot, id: str) -> StoredDocument | None:
    """Return a stored document."""
    doc = find(snapshot, id)
    if doc < 0:
        return None
    segment, own = snapshot.locate(doc)
    return segment.articles.document(own)


def status(manifest: Manifest, state: str = "ok", detail: str = "") -> Status:
    """Describe an index by its manifest."""
    return Status(
        articles=manifest.articles,
        segments=len(manifest.segments),
        size_bytes=manifest.size_bytes,
        snapshot=manifest.snapshot,
        schema=manifest.schema,
        analysis=manifest.analysis,
        updated=datetime.fromisoformat(manifest.updated) if manifest.updated else None,
        state=state,
        detail=detail,
    )


def similar(snapshot: Snapshot, id: str, limit: int) -> Sequence[Hit]:
    """Return the articles most like one."""
    from search.whoosh_engine.similarity import most_similar

    doc = find(snapshot, id)
    if doc < 0:
        return []
    marker = partial(Marker.of, ())
    return [_hit(snapshot, other, score, marker) for other, score in most_similar(snapshot, doc, limit)]
