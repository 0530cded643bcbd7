"""Looking after an index: its status, its check, and the articles stored in it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from corpus.article import Article
from search.analysis import analysis_version
from search.errors import IndexDamaged, IndexStale, IndexUnreadable, SearchError
from search.model import Status
from search.whoosh_engine.answering import status
from search.whoosh_engine.storage.arrays import Array, ArrayFile
from search.whoosh_engine.storage.articles import ArticleStore
from search.whoosh_engine.storage.cleaning import is_index_file
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.files import size_of, unreadable
from search.whoosh_engine.storage.living import open_live
from search.whoosh_engine.storage.lock import LOCK
from search.whoosh_engine.storage.manifest import (
    MANIFEST,
    SCHEMA,
    Manifest,
    SegmentEntry,
    checksum,
    read_manifest,
)
from search.whoosh_engine.storage.segment import PARTS, open_segment
from search.whoosh_engine.storage.verification import verify_segment

__all__ = ["check_index", "index_status", "stored_articles"]


def index_status(folder: Path) -> Status:
    """Describe an index, also one that is stale, damaged or not readable. Raises `IndexMissing`."""
    try:
        manifest = read_manifest(folder)
    except (IndexDamaged, IndexUnreadable) as exc:
        return Status(0, 0, 0, "", "", "", None, _state(exc), str(exc))
    try:
        for _, line in _wrong_files(folder, manifest.files, deep=False):
            if _has_moved_on(folder, manifest):
                return index_status(folder)
            return status(manifest, "damaged", line)
    except IndexUnreadable as exc:
        return status(manifest, "unreadable", str(exc))
    try:
        manifest.require_current()
    except IndexStale as exc:
        return status(manifest, "stale", str(exc))
    return status(manifest)


def _state(error: SearchError) -> str:
    return "unreadable" if isinstance(error, IndexUnreadable) else "damaged"


def stored_articles(folder: Path) -> Iterator[Article]:
    """Yield the living articles of one snapshot of an index, whatever version built it and who
    writes meanwhile."""
    for file, live in _stored(folder):
        for line in file.verify():
            raise IndexDamaged(f"{line}; run `index add --rebuild` with your source files")
        store = ArticleStore.from_arrays(file)
        if len(store.block_of) != len(live):
            raise IndexDamaged(f"{file.path.name} is of another segment")
        for document, lives in zip(store.articles(), live.tolist(), strict=True):
            if lives:
                yield document.article


def _stored(folder: Path) -> list[tuple[ArrayFile, Array]]:
    """Open the stored articles of each segment, and which of them live; once open they stay,
    whatever is removed."""
    while True:
        manifest = read_manifest(folder)
        try:
            return [
                (ArrayFile(folder / f"{entry.name}{PARTS[3]}"), open_live(folder, entry))
                for entry in manifest.segments
            ]
        except IndexDamaged:
            if not _has_moved_on(folder, manifest):
                raise


def check_index(folder: Path, *, deep: bool = False) -> list[str]:
    """Return what is damaged, a line each. Raises `IndexMissing` or `IndexUnreadable`.

    Every byte of the folder is looked at when `deep`; but what a dead writer left is no damage, nor
    is the lock.
    """
    while True:
        try:
            manifest = read_manifest(folder)
        except IndexDamaged as exc:
            return [str(exc)]
        lines = list(dict.fromkeys(_damage(folder, manifest, deep)))
        if not lines or not _has_moved_on(folder, manifest):
            return lines


def _has_moved_on(folder: Path, manifest: Manifest) -> bool:
    """Say whether a writer has committed meanwhile, and so removed files that were looked for."""
    try:
        return read_manifest(folder).snapshot != manifest.snapshot
    except SearchError:
        return False


def _damage(folder: Path, manifest: Manifest, deep: bool) -> Iterator[str]:
    kept = [manifest, *([manifest.previous] if manifest.previous else [])]
    files = {name: known for snapshot in reversed(kept) for name, known in snapshot.files.items()}
    entries = {entry: None for snapshot in kept for entry in snapshot.segments}
    wrong = dict(_wrong_files(folder, files, deep))
    yield from wrong.values()
    names: set[str] = set()
    for entry in entries:
        if not any(name.startswith(entry.name) for name in wrong):
            yield from _contents(
                folder, entry, deep and entry.name not in names and _is_current(manifest)
            )
            names.add(entry.name)
    if not wrong:
        yield from _twice(folder, manifest)
    for path in _listed(folder):
        if path.name not in (*files, MANIFEST, LOCK) and not is_index_file(path.name):
            yield f"{path.name} is not a file of the index"


def _twice(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield a line when an article lives more than once, as no writer leaves it."""
    with suppress(SearchError), damage_named():  # what cannot be opened has its line by now
        hashes = [
            open_segment(folder, entry.name).docs.hashes[open_live(folder, entry)]
            for entry in manifest.segments
        ]
        living = np.concatenate([np.empty(0, "<u8"), *hashes])
        if twice := len(living) - len(np.unique(living)):
            yield f"{twice:,} articles live more than once"


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as exc:
        raise unreadable(folder, exc) from exc


def _is_current(manifest: Manifest) -> bool:
    """Say whether the stored articles can be analysed as they were."""
    return manifest.schema == SCHEMA and manifest.analysis == analysis_version()


def _wrong_files(
    folder: Path, files: Mapping[str, tuple[int, int]], deep: bool
) -> Iterator[tuple[str, str]]:
    """Yield (name, line) for files that are gone, or of another size or, when `deep`, checksum."""
    for name, (size, crc) in files.items():
        path = folder / name
        try:
            found = size_of(path)
            if found != size:
                yield name, f"{name} has {found} bytes, {size} expected"
            elif deep and checksum(path) != (size, crc):
                yield name, f"{name} does not match its checksum"
        except IndexDamaged as exc:
            yield name, str(exc)


def _contents(folder: Path, entry: SegmentEntry, deep: bool) -> Iterator[str]:
    try:
        with damage_named():
            segment = open_segment(folder, entry.name)
            live = open_live(folder, entry)
            if len(segment) != entry.documents or len(live) - int(live.sum()) != entry.deleted:
                yield f"{entry.name} does not hold the documents that the manifest says"
            elif deep:
                yield from verify_segment(entry.name, segment)
    except IndexDamaged as exc:
        yield f"{entry.name}: {exc}"
