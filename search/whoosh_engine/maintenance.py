"""Looking after an index: its status, its check, and the articles stored in it."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus.article import Article
from search.errors import IndexDamaged, IndexStale
from search.model import Status
from search.whoosh_engine.answering import status
from search.whoosh_engine.arrays import ArrayFile
from search.whoosh_engine.articles import ArticleStore
from search.whoosh_engine.cleaning import is_index_file
from search.whoosh_engine.manifest import MANIFEST, Manifest, checksum, read_manifest
from search.whoosh_engine.segment import PARTS, SegmentData, open_segment
from search.whoosh_engine.snapshot import open_live

__all__ = ["check_index", "index_status", "stored_articles"]


def index_status(folder: Path) -> Status:
    """Describe an index, also a stale or damaged one. Raises `IndexMissing`."""
    try:
        manifest = read_manifest(folder)
    except IndexDamaged as exc:
        return Status(0, 0, 0, "", "", "", None, "damaged", str(exc))
    if damage := _sizes(folder, manifest):
        return status(manifest, "damaged", damage[0])
    try:
        manifest.require_current()
    except IndexStale as exc:
        return status(manifest, "stale", str(exc))
    return status(manifest)


def stored_articles(folder: Path) -> Iterator[Article]:
    """Yield the living articles of an index, whatever version built it."""
    manifest = read_manifest(folder)
    for entry in manifest.segments:
        store = ArticleStore.from_arrays(ArrayFile(folder / f"{entry.name}{PARTS[3]}"))
        live = open_live(folder, entry)
        for document, lives in zip(store.documents(), live.tolist(), strict=True):
            if lives:
                yield document.article


def check_index(folder: Path, *, deep: bool = False) -> list[str]:
    """Return what is damaged, a line each. Raises `IndexMissing`."""
    try:
        manifest = read_manifest(folder)
    except IndexDamaged as exc:
        return [str(exc)]
    kept = [manifest, *([manifest.previous] if manifest.previous else [])]
    lines = [line for snapshot in kept for line in _sizes(folder, snapshot)]
    if not lines and deep:
        files = {name: sum for snapshot in kept for name, sum in snapshot.files.items()}
        lines = [
            f"{name} does not match its checksum" for name, known in files.items() if checksum(folder / name) != known
        ]
    if not lines:
        lines = [line for snapshot in kept[: 1 if not deep else None] for line in _contents(folder, snapshot, deep)]
    known = {name for snapshot in kept for name in snapshot.files}
    strangers = (path.name for path in folder.iterdir() if not is_index_file(path.name))
    return list(dict.fromkeys(lines)) + [
        f"{name} is not a file of the index"
        for name in sorted(strangers)
        if name not in {*known, MANIFEST, "write.lock"}
    ]


def _sizes(folder: Path, manifest: Manifest) -> list[str]:
    lines = []
    for name, (size, _) in manifest.files.items():
        path = folder / name
        if not path.is_file():
            lines.append(f"{name} is gone")
        elif path.stat().st_size != size:
            lines.append(f"{name} has {path.stat().st_size} bytes, {size} expected")
    return lines


def _contents(folder: Path, manifest: Manifest, deep: bool) -> Iterator[str]:
    for entry in manifest.segments:
        try:
            segment = open_segment(folder, entry.name)
            live = open_live(folder, entry)
            if len(segment) != entry.documents or len(live) - int(live.sum()) != entry.deleted:
                yield f"{entry.name} does not hold the documents that the manifest says"
            elif deep:
                yield from _verify(entry.name, segment)
        except (IndexDamaged, ValueError, IndexError, KeyError) as exc:
            yield str(exc)


def _verify(name: str, segment: SegmentData) -> Iterator[str]:
    """Recompute what follows from the stored articles, and hold the arrays to it."""
    postings = segment.postings
    if len(postings.docs) and int(postings.docs.max()) >= len(segment):
        yield f"{name}: a posting names a document that is not there"
    if int(postings.totals().sum()) != len(postings.positions) or int(postings.term_starts[-1]) != len(postings.docs):
        yield f"{name}: postings and positions do not fit"
    for field, lengths in enumerate(segment.docs.lengths):
        if (
            len(postings.docs)
            and (np.bincount(postings.docs, postings.frequencies[field], len(segment)) < lengths).any()
        ):
            yield f"{name}: a document has fewer postings than syllables"
    for doc, document in enumerate(segment.articles.documents()):
        if segment.docs.digest(doc) != document.article.digest or segment.docs.record(doc)["id"] != document.article.id:
            yield f"{name}: stored article {json.dumps(document.article.id)} is not the one that was indexed"
        if any(_values(segment, facet, doc) != set(values) for facet, values in document.facets.items()):
            yield f"{name}: the facets of {json.dumps(document.article.id)} are not those that were found"


def _values(segment: SegmentData, facet: str, doc: int) -> set[str]:
    table = segment.docs.facets[facet]
    numbers = table.numbers[int(table.starts[doc]) : int(table.starts[doc + 1])]
    return {table.values[int(number)] for number in numbers}
