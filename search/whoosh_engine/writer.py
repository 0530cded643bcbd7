"""Writing: take prepared batches, spill them when memory is full, merge, and switch snapshots."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.article import Article
from search.analysis import analysis_version
from search.engine import Counts
from search.errors import IndexMissing, SearchError
from search.model import Document
from search.whoosh_engine import codec
from search.whoosh_engine.arrays import Array, sync_folder, write_arrays
from search.whoosh_engine.cleaning import remove_leftovers
from search.whoosh_engine.doctable import id_hash
from search.whoosh_engine.lock import WriteLock
from search.whoosh_engine.manifest import (
    Manifest,
    SegmentEntry,
    checksums,
    now,
    read_manifest,
    write_manifest,
)
from search.whoosh_engine.segment import PARTS, SegmentData, invert_documents, open_segment, write_segment
from search.whoosh_engine.snapshot import open_live

__all__ = ["WhooshWriter"]

MERGE_RATIO = 2
MEMORY_SHARE = 3
"""A flush needs about twice its input besides it, so a third of the memory may fill up before one."""


@dataclass(slots=True)
class Batch:
    """Some documents, inverted."""

    segment: SegmentData
    ids: list[str]
    digests: list[bytes]


@dataclass(slots=True, eq=False)
class Part:
    """A segment with the documents that live in it; `name` once it is on disk, `entry` once it is committed."""

    data: SegmentData
    live: Array
    name: str = ""
    entry: SegmentEntry | None = None
    bytes: int = 0

    def living(self) -> SegmentData:
        """Return the segment without its dead documents."""
        return self.data if self.live.all() else self.data.without(self.live)


@dataclass(slots=True)
class Known:
    """Where the newest version of an article of this run is."""

    part: Part
    doc: int
    digest: bytes


@dataclass(slots=True)
class Committed:
    """Look-up by id over the committed parts."""

    parts: Sequence[Part] = ()
    hashes: Array = field(default_factory=lambda: np.empty(0, "<u8"))
    order: Array = field(default_factory=lambda: np.empty(0, np.int64))

    @classmethod
    def of(cls, parts: Sequence[Part]) -> "Committed":
        """Sort the id hashes of some parts."""
        hashes = np.concatenate([np.empty(0, "<u8"), *(part.data.docs.hashes for part in parts)])
        order = np.argsort(hashes, kind="stable")
        return cls(parts, hashes[order], order)

    def find(self, id: str) -> tuple[Part, int] | None:
        """Return the part and document of a living article."""
        wanted = np.uint64(id_hash(id))
        at = int(np.searchsorted(self.hashes, wanted))
        while at < len(self.hashes) and self.hashes[at] == wanted:
            part, doc = self._place(int(self.order[at]))
            if part.live[doc] and part.data.docs.record(doc)["id"] == id:
                return part, doc
            at += 1
        return None

    def _place(self, doc: int) -> tuple[Part, int]:
        for part in self.parts:
            if doc < len(part.data):
                return part, doc
            doc -= len(part.data)
        raise IndexError(doc)


class WhooshWriter:
    """A `search.engine.Writer` over an index folder."""

    def __init__(self, folder: Path, *, memory_mb: int = 512, rebuild: bool = False) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise SearchError(f"{folder} cannot be made ({exc.strerror})") from exc
        self.counts = Counts()
        self._folder = folder
        self._room = memory_mb * (1 << 20) // MEMORY_SHARE
        self._lock = WriteLock(folder)
        try:
            self._open(rebuild)
        except BaseException:
            self._lock.release()
            raise

    def _open(self, rebuild: bool) -> None:
        self._pending: list[Part] = []
        self._known: dict[str, Known] = {}
        self._parts: list[Part] = []
        self._committed = Committed()
        self._base = _base(self._folder, rebuild)
        remove_leftovers(self._folder, self._base)
        self._changed = rebuild
        if not rebuild:
            self._base.require_current()
            self._load()

    def _load(self) -> None:
        self._parts = [_open_part(self._folder, entry) for entry in self._base.segments]
        self._committed = Committed.of(self._parts)

    @staticmethod
    def prepare(documents: Sequence[Document]) -> Batch:
        """Analyse and invert some documents."""
        return Batch(
            invert_documents(documents),
            [document.article.id for document in documents],
            [document.article.digest for document in documents],
        )

    def is_unchanged(self, article: Article) -> bool:
        """Say whether the newest version of an article is this one."""
        if known := self._known.get(article.id):
            return known.digest == article.digest
        found = self._committed.find(article.id)
        return found is not None and found[0].data.docs.digest(found[1]) == article.digest

    def add(self, batch: Batch) -> None:
        """Take a prepared batch."""
        part = Part(batch.segment, np.ones(len(batch.ids), bool), bytes=_size(batch.segment))
        self._pending.append(part)
        for doc, (id, digest) in enumerate(zip(batch.ids, batch.digests, strict=True)):
            if self._kill(id):
                self.counts.replaced += 1
            else:
                self.counts.added += 1
            self._known[id] = Known(part, doc, digest)
        self._changed = True
        if sum(pending.bytes for pending in self._pending) > self._room:
            self._spill()

    def remove(self, id: str) -> bool:
        """Take an article out."""
        if not self._kill(id):
            return False
        self._known.pop(id, None)
        self.counts.removed += 1
        self._changed = True
        return True

    def _kill(self, id: str) -> bool:
        known = self._known.get(id)
        place = (known.part, known.doc) if known else self._committed.find(id)
        if place is None or not place[0].live[place[1]]:
            return False
        place[0].live[place[1]] = False
        return True

    def _spill(self) -> None:
        """Merge what is pending in memory to a part on disk."""
        parts, self._pending = self._pending, []
        merged = self._write(parts)
        bases = dict(zip(map(id, parts), np.cumsum([0, *(part.live.sum() for part in parts)]).tolist(), strict=False))
        ranks = {id(part): np.cumsum(part.live) - 1 for part in parts}
        for known in self._known.values():
            if id(known.part) in bases:
                known.doc = bases[id(known.part)] + int(ranks[id(known.part)][known.doc])
                known.part = merged
        self._parts.append(merged)

    def _write(self, parts: Sequence[Part]) -> Part:
        name = f"MAIN_{secrets.token_hex(8)}"
        write_segment(self._folder, name, [part.living() for part in parts])
        data = open_segment(self._folder, name)
        return Part(data, np.ones(len(data), bool), name)

    def commit(self) -> None:
        """Make everything so far searchable, durably; nothing happens when nothing changed."""
        if self._changed:
            self._commit(self._merge(_worth_merging(self._parts, self._pending)), keep=True)

    def compact(self) -> None:
        """Merge to one segment of living documents, and forget the snapshot before."""
        self._changed = True
        everything = [*self._parts, *self._pending]
        untouched = len(everything) == 1 and everything[0].entry and everything[0].live.all()
        self._commit(everything if untouched else self._merge(everything), keep=False)

    def _merge(self, chosen: Sequence[Part]) -> list[Part]:
        parts = [part for part in self._parts if part not in chosen and part.live.any()]
        alive = [part for part in chosen if part.live.any()]
        if len(alive) == 1 and alive[0].name and alive[0].live.all():
            return [*parts, alive[0]]
        return [*parts, self._write(alive)] if alive else parts

    def _commit(self, parts: list[Part], *, keep: bool) -> None:
        generation = self._base.generation + 1
        entries = [self._entry(part, generation) for part in parts]
        toc = codec.write_toc(
            self._folder, generation, [(entry, part.live) for entry, part in zip(entries, parts, strict=True)]
        )
        names = {toc, *(entry.live for entry in entries if entry.live)}
        names |= {f"{entry.name}{part}" for entry in entries for part in PARTS}
        sync_folder(self._folder)
        files = checksums(self._folder, names, self._base.files)
        previous = _without_previous(self._base) if keep and self._base.generation else None
        self._base = Manifest(
            generation, tuple(entries), files, analysis=analysis_version(), updated=now(), previous=previous
        )
        write_manifest(self._folder, self._base)
        remove_leftovers(self._folder, self._base)
        self._pending, self._known, self._changed = [], {}, False
        self._load()

    def _entry(self, part: Part, generation: int) -> SegmentEntry:
        deleted = int(len(part.live) - part.live.sum())
        if part.entry and part.entry.deleted == deleted:
            return part.entry
        if not deleted:
            return SegmentEntry(part.name, len(part.data))
        live = f"{part.name}.{generation}.live"
        write_arrays(self._folder / live, {"live": part.live.astype("|u1")})
        return SegmentEntry(part.name, len(part.data), live, deleted)

    def close(self) -> None:
        """Drop what was not committed and free the lock."""
        remove_leftovers(self._folder, self._base)
        self._lock.release()

    def __enter__(self) -> "WhooshWriter":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _base(folder: Path, rebuild: bool) -> Manifest:
    """Return the manifest to go on from; a rebuild goes on from one whose contents do not matter."""
    try:
        return read_manifest(folder)
    except IndexMissing:
        return Manifest(analysis=analysis_version())
    except SearchError:
        if not rebuild:
            raise
        return Manifest(generation=codec.latest_generation(folder), analysis=analysis_version())


def _without_previous(manifest: Manifest) -> Manifest:
    return Manifest(
        manifest.generation,
        manifest.segments,
        manifest.files,
        manifest.schema,
        manifest.analysis,
        manifest.updated,
    )


def _open_part(folder: Path, entry: SegmentEntry) -> Part:
    data = open_segment(folder, entry.name)
    return Part(data, open_live(folder, entry), entry.name, entry)


def _size(segment: SegmentData) -> int:
    arrays = {
        **segment.postings.to_arrays(),
        **segment.docs.to_arrays(),
        **segment.articles.to_arrays(),
        "terms": segment.terms.blob,
    }
    return sum(array.nbytes for array in arrays.values())


def _worth_merging(parts: Iterable[Part], pending: Sequence[Part]) -> list[Part]:
    """Choose new parts, and old ones from the youngest on while they are not much larger than what is merged."""
    chosen = list(pending)
    chosen += [part for part in parts if not part.entry or part.live.sum() * 2 < len(part.live)]
    documents = sum(int(part.live.sum()) for part in chosen)
    for part in sorted((part for part in parts if part not in chosen), key=lambda part: len(part.live)):
        if chosen and len(part.live) <= MERGE_RATIO * documents:
            chosen.append(part)
            documents += int(part.live.sum())
    ordered = [part for part in (*parts, *pending) if part in chosen]
    return ordered if len(ordered) > 1 or any(not part.entry for part in ordered) else []
