"""The embedded engine: a folder that holds a Whoosh index, searched through arrays."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from time import monotonic, perf_counter

from search.engine import FRESH_SECONDS
from search.errors import IndexDamaged, IndexStale, IndexUnreadable, SearchError
from search.model import Completion, Hit, IndexedArticle, SearchPage, Status
from search.request import SearchRequest
from search.whoosh_engine import answering, hits
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage.files import size_of
from search.whoosh_engine.storage.manifest import MANIFEST, Manifest, read_manifest

__all__ = ["WhooshEngine", "open_snapshot"]

_STATES: Mapping[type[SearchError], str] = {IndexStale: "stale", IndexUnreadable: "unreadable"}
"""What a newer snapshot that cannot be used is called; else it is damaged."""


def open_snapshot(folder: Path) -> Snapshot:
    """Open the current snapshot; when it is damaged the one before, with `trouble` saying so."""
    manifest = read_manifest(folder)
    while True:
        manifest.require_current()
        try:
            return _opened(folder, manifest)
        except IndexDamaged as exc:
            damage = exc
        newest = read_manifest(folder)
        if newest.snapshot == manifest.snapshot:
            return _opened_before(folder, manifest, damage)
        manifest = newest  # a writer went on meanwhile, and removed the files of this one


def _opened_before(folder: Path, manifest: Manifest, damage: IndexDamaged) -> Snapshot:
    if manifest.previous is None:
        raise damage
    try:
        manifest.previous.require_current()
        snapshot = _opened(folder, manifest.previous)
    except SearchError:
        raise damage from None
    snapshot.trouble = f"{damage}; until then the snapshot of {manifest.previous.updated} is used"
    return snapshot


def _opened(folder: Path, manifest: Manifest) -> Snapshot:
    for name, (size, _) in manifest.files.items():
        try:
            found = size_of(folder / name)
        except IndexDamaged as exc:
            raise IndexDamaged(f"{exc}; run `index add --rebuild`") from None
        if found != size:
            raise IndexDamaged(
                f"{name} has {found} bytes, {size} expected; run `index add --rebuild`"
            )
    return Snapshot(folder, manifest)


class WhooshEngine:
    """A `search.engine.Engine` over an index folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._seen = self._stamp()
        self._looked = monotonic()
        self._snapshot = open_snapshot(folder)
        self._trouble = ""  # why what lies in the folder by now cannot be used
        self._state = "ok"

    def _stamp(self) -> tuple[int, int, int]:
        try:
            found = os.lstat(self._folder / MANIFEST)
        except OSError:
            return 0, 0, 0
        return found.st_ino, found.st_mtime_ns, found.st_size

    def snapshot(self) -> Snapshot:
        """Return the snapshot in use, a newer one when there is one."""
        if monotonic() - self._looked > FRESH_SECONDS and self._lock.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._snapshot

    def _refresh(self) -> None:
        stamp, trouble, state = self._stamp(), "", "ok"
        if stamp != self._seen:
            try:
                newest = open_snapshot(self._folder)
                self._snapshot, old = newest, self._snapshot
                self._seen = stamp
                old.retire()
            except SearchError as exc:
                state = _STATES.get(type(exc), "damaged")
                trouble = (
                    f"{exc}; until then the snapshot of {self._snapshot.manifest.updated} is used"
                )
        self._trouble, self._state = trouble, state
        self._looked = monotonic()

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer one request."""
        start = perf_counter()
        return answering.answer(self.snapshot(), request, start)

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        """Yield every hit of a request in its order."""
        yield from answering.scan(self.snapshot(), request)

    def article(self, id: str) -> IndexedArticle | None:
        """Return a stored document."""
        return hits.article(self.snapshot(), id)

    def articles(self, ids: Sequence[str]) -> list[IndexedArticle]:
        """Return stored articles, all of one snapshot."""
        snapshot = self.snapshot()
        found = (hits.article(snapshot, id) for id in ids)
        return [one for one in found if one]

    def similar(self, id: str, limit: int = 5) -> Sequence[Hit]:
        """Return the articles most like one."""
        return hits.similar(self.snapshot(), id, limit)

    def suggest(self, text: str, limit: int = 8) -> Sequence[Completion]:
        """Return completions."""
        from search.whoosh_engine.completion import completions

        return completions(self.snapshot(), text, limit)

    def status(self) -> Status:
        """Describe the snapshot in use; not ok when it is not the newest because that one cannot be
        used."""
        snapshot = self.snapshot()
        state, trouble = self._state, self._trouble
        if snapshot.trouble and not trouble:
            state, trouble = "damaged", snapshot.trouble
        return answering.status(snapshot.manifest, state, trouble, snapshot.name)

    def span(self) -> tuple[date, date] | None:
        """Return the first and last day of the collection."""
        snapshot = self.snapshot()
        days = snapshot.days[snapshot.everything]
        known = days[days >= 0]
        if not len(known):
            return None
        return date.fromordinal(int(known.min())), date.fromordinal(int(known.max()))

    def close(self) -> None:
        """Let go of the snapshot; its memory maps go with the last answer that uses them."""
