"""Writing: take prepared batches, spill them when memory is full, merge, and switch snapshots."""

import errno
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.article import Article
from search.analysis import analysis_version
from search.engine import Counts
from search.errors import IndexDamaged, IndexMissing, IndexUnreadable, SearchError
from search.model import IndexedArticle
from search.whoosh_engine import codec
from search.whoosh_engine.storage.arrays import sync, write_arrays
from search.whoosh_engine.storage.cleaning import remove_leftovers
from search.whoosh_engine.storage.files import open_file
from search.whoosh_engine.storage.lock import WriteLock
from search.whoosh_engine.storage.manifest import (
    Manifest,
    SegmentEntry,
    checksum,
    checksums,
    now,
    read_manifest,
    write_manifest,
)
from search.whoosh_engine.storage.parts import Committed, Part, bytes_of, worth_merging
from search.whoosh_engine.storage.segment import (
    PARTS,
    SegmentData,
    invert_documents,
    open_segment,
    write_segment,
)

__all__ = ["WhooshWriter"]

MEMORY_SHARE = 3
"""A flush needs about twice its input besides it, so a third of the memory may fill up before
one."""


@dataclass(slots=True)
class Batch:
    """Some documents, inverted."""

    segment: SegmentData
    ids: list[str]
    digests: list[bytes]


@dataclass(slots=True)
class Known:
    """Where the newest version of an article of this run is."""

    part: Part
    doc: int
    digest: bytes


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
        if rebuild:
            _require_readable(self._folder, self._base)
        self._clean()
        self._changed = rebuild
        if not rebuild:
            self._base.require_current()
            self._load()

    def _load(self) -> None:
        self._parts = [Part.open(self._folder, entry) for entry in self._base.segments]
        self._committed = Committed.of(self._parts)

    @staticmethod
    def prepare(documents: Sequence[IndexedArticle]) -> Batch:
        """Analyse and invert some documents."""
        return Batch(
            invert_documents(documents),
            [document.article.id for document in documents],
            [document.article.digest for document in documents],
        )

    def expect(self, articles: Sequence[Article]) -> None:
        """Do nothing: every answer is at hand."""

    def is_unchanged(self, article: Article) -> bool:
        """Say whether the newest version of an article is this one."""
        if known := self._known.get(article.id):
            return known.digest == article.digest
        return self._committed.holds(article.id, article.digest)

    def add(self, batch: Batch) -> None:
        """Take a prepared batch."""
        part = Part(batch.segment, np.ones(len(batch.ids), bool), bytes=bytes_of(batch.segment))
        self._pending.append(part)
        for doc, (id, digest) in enumerate(zip(batch.ids, batch.digests, strict=True)):
            if self._kill(id):
                self.counts.replaced += 1
            else:
                self.counts.added += 1
            self._known[id] = Known(part, doc, digest)
        self._changed = True
        if sum(pending.bytes for pending in self._pending) > self._room:
            with _writing(self._folder):
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
        bases = dict(
            zip(
                map(id, parts),
                np.cumsum([0, *(part.live.sum() for part in parts)]).tolist(),
                strict=False,
            )
        )
        ranks = {id(part): np.cumsum(part.live) - 1 for part in parts}
        for known in self._known.values():
            if id(known.part) in bases:
                known.doc = bases[id(known.part)] + int(ranks[id(known.part)][known.doc])
                known.part = merged
        self._parts.append(merged)

    def _require_intact(self, part: Part) -> None:
        """Raise `IndexDamaged` rather than merge damaged bytes into files that look whole."""
        for name, known in self._base.files.items():
            if part.name and name.startswith(part.name) and checksum(self._folder / name) != known:
                raise IndexDamaged(f"{name} does not match its checksum; run `index add --rebuild`")

    def _write(self, parts: Sequence[Part]) -> Part:
        for part in parts:
            self._require_intact(part)
        name = f"MAIN_{secrets.token_hex(8)}"
        write_segment(self._folder, name, [part.living() for part in parts])
        data = open_segment(self._folder, name)
        return Part(data, np.ones(len(data), bool), name)

    def commit(self) -> None:
        """Make everything so far searchable, durably; nothing happens when nothing changed."""
        if self._changed:
            with _writing(self._folder):
                self._commit(self._merge(worth_merging(self._parts, self._pending)), keep=True)

    def compact(self) -> None:
        """Merge to one segment of living documents, and forget the snapshot before."""
        self._changed = True
        everything = [*self._parts, *self._pending]
        untouched = len(everything) == 1 and everything[0].entry and everything[0].live.all()
        with _writing(self._folder):
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
            self._folder,
            generation,
            [(entry, part.live) for entry, part in zip(entries, parts, strict=True)],
        )
        names = {toc, *(entry.live for entry in entries if entry.live)}
        names |= {f"{entry.name}{part}" for entry in entries for part in PARTS}
        sync(self._folder)
        files = checksums(self._folder, names, self._base.files)
        previous = replace(self._base, previous=None) if keep and self._base.generation else None
        manifest = Manifest(
            generation,
            tuple(entries),
            files,
            analysis=analysis_version(),
            updated=now(),
            previous=previous,
        )
        self._lock.require_held()
        write_manifest(self._folder, manifest)
        self._base = manifest
        self._clean()
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

    def _clean(self) -> None:
        """Remove what no snapshot names; the manifest on disk is asked too, for a commit can fail
        behind its switch."""
        try:
            on_disk = read_manifest(self._folder)
        except IndexMissing:
            on_disk = self._base
        except (IndexDamaged, IndexUnreadable):
            return
        remove_leftovers(self._folder, self._base, on_disk)

    def close(self) -> None:
        """Drop what was not committed and free the lock."""
        try:
            if self._lock.held:  # else what lies there may be another writer's
                self._clean()
        finally:
            self._lock.release()

    def __enter__(self) -> "WhooshWriter":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Say in one line what the disk refused."""
    try:
        yield
    except OSError as exc:
        reason = exc.strerror or str(exc)
        mend = "make room on its disk" if exc.errno in (errno.ENOSPC, errno.EDQUOT) else "mend this"
        raise SearchError(
            f"the index at {folder} cannot be written ({reason}); what was committed before stays: "
            f"{mend} and run the command again"
        ) from exc


def _base(folder: Path, rebuild: bool) -> Manifest:
    """Return the manifest to go on from; a rebuild goes on from one whose contents do not
    matter."""
    try:
        return read_manifest(folder)
    except IndexMissing:
        return Manifest(analysis=analysis_version())
    except IndexDamaged:
        if not rebuild:
            raise
        return Manifest(generation=codec.latest_generation(folder), analysis=analysis_version())


def _require_readable(folder: Path, manifest: Manifest) -> None:
    """Raise `IndexUnreadable` rather than replace what nobody could look at."""
    for name in manifest.files:
        with suppress(IndexDamaged):
            open_file(folder / name).close()
