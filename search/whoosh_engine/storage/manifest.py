"""The manifest: the one file that says what the index is. Replacing it is the only switch from
snapshot to snapshot.

It names the schema and analysis that built the index, the segments, and every file with size and
CRC-32, for the current snapshot and for the one before, which is kept until the next commit.
"""

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from search.analysis import analysis_version
from search.errors import IndexDamaged, IndexMissing, IndexStale
from search.facets import FACETS_VERSION
from search.whoosh_engine.storage.arrays import sync
from search.whoosh_engine.storage.damage import NONSENSE
from search.whoosh_engine.storage.files import create_file, open_file, unreadable

__all__ = [
    "MANIFEST",
    "SCHEMA",
    "Manifest",
    "SegmentEntry",
    "checksum",
    "checksums",
    "now",
    "read_manifest",
    "write_manifest",
]

MANIFEST = "manifest.json"
FORMAT = 1
LAYOUT = "10"
"""Raise it whenever files of an older build can no longer be read as they are."""

SCHEMA = f"{LAYOUT}-{FACETS_VERSION}"

_CHUNK = 1 << 22
_MOST_BYTES = 1 << 26
"""Of a manifest: a segment takes about a kilobyte of it."""
REBUILD = "run `index add --rebuild`"


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """One segment: its name, number of documents, and the file that says which of them live (""
    when all do)."""

    name: str
    documents: int
    live: str = ""
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """One snapshot. `files` maps a file's name to (bytes, CRC-32); `previous` is the snapshot
    before, if kept."""

    generation: int = 0
    segments: tuple[SegmentEntry, ...] = ()
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    schema: str = SCHEMA
    analysis: str = ""
    updated: str = ""
    previous: "Manifest | None" = None

    @property
    def articles(self) -> int:
        """Return the number of articles that can be found."""
        return sum(segment.documents - segment.deleted for segment in self.segments)

    @property
    def snapshot(self) -> str:
        """Return a name that no other state of this index has."""
        return f"{self.generation}-{zlib.crc32(_encode(self._record())):08x}"

    @property
    def size_bytes(self) -> int:
        """Return the bytes of this snapshot's files."""
        return sum(size for size, _ in self.files.values())

    def require_current(self) -> None:
        """Raise `IndexStale` unless this version of timtin would have built the same index."""
        if self.schema != SCHEMA:
            raise IndexStale(
                f"the index has schema {self.schema}, this timtin needs {SCHEMA}; {REBUILD}"
            )
        if self.analysis != analysis_version():
            raise IndexStale(
                f"the index was built by another analysis ({self.analysis}); {REBUILD}"
            )

    def _record(self) -> dict[str, Any]:
        record = {
            one.name: getattr(self, one.name) for one in fields(self) if one.name != "previous"
        }
        return record | {"segments": [asdict(segment) for segment in self.segments]}

    def to_record(self) -> dict[str, Any]:
        """Return the manifest as JSON, without its checksum."""
        return {
            "format": FORMAT,
            **self._record(),
            "articles": self.articles,
            "previous": self.previous and self.previous._record(),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Manifest":
        """Read what `to_record` made; raises KeyError, TypeError or ValueError for anything
        else."""
        previous = record.get("previous")
        files = {
            _plain(name): (_number(size), _number(crc))
            for name, (size, crc) in record["files"].items()
        }
        segments = tuple(_segment(files, **entry) for entry in record["segments"])
        if len({segment.name for segment in segments}) < len(segments):
            raise ValueError("a segment is named twice")
        return cls(
            _number(record["generation"]),
            segments,
            files,
            _text(record["schema"]),
            _text(record["analysis"]),
            _time(record["updated"]),
            cls.from_record(previous) if previous else None,
        )


def _plain(name: str) -> str:
    if name != Path(name).name or name in ("", ".", ".."):
        raise ValueError(f"not a plain file name: {name!r}")
    return name


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 63:
        raise ValueError(f"not a number of things: {value!r}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"no text: {value!r}")
    return value


def _time(value: object) -> str:
    """Return a moment as ISO that can be told in any time zone."""
    text = _text(value)
    if text and not 1970 <= datetime.fromisoformat(text).year < 9999:
        raise ValueError("out of time")
    return text


def _segment(
    files: Iterable[str], name: str, documents: int, live: str, deleted: int
) -> SegmentEntry:
    if name not in {file.partition(".")[0] for file in files} or _text(live) not in ("", *files):
        raise ValueError("a segment has no files")
    if _number(deleted) > _number(documents):
        raise ValueError("more documents deleted than there are")
    return SegmentEntry(name, documents, live, deleted)


def _encode(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, sort_keys=True, ensure_ascii=False).encode()


def checksum(path: Path) -> tuple[int, int]:
    """Return a file's size in bytes and its CRC-32. Raises `IndexDamaged` or `IndexUnreadable`."""
    size = crc = 0
    try:
        with open_file(path) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                crc = zlib.crc32(chunk, crc)
    except OSError as exc:
        raise unreadable(path, exc) from exc
    return size, crc


def now() -> str:
    """Return the present second, UTC, as ISO."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def checksums(
    folder: Path, names: Iterable[str], known: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Return size and CRC-32 of each file, read only when not known yet."""
    return {name: known.get(name) or checksum(folder / name) for name in sorted(names)}


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an index folder. Raises `IndexMissing`, `IndexDamaged` or
    `IndexUnreadable`."""
    path = folder / MANIFEST
    if not _is_there(path):
        raise IndexMissing(f"no index at {folder}; make one with `index add FILE...`")
    try:
        with open_file(path) as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as exc:
        raise unreadable(path, exc) from exc
    try:
        if len(data) > _MOST_BYTES:
            raise ValueError("too large")
        record = json.loads(data)
        crc = record.pop("crc")
        if crc != zlib.crc32(_encode(record)) or record["format"] != FORMAT:
            raise ValueError("checksum or format")
        return Manifest.from_record(record)
    except NONSENSE as exc:
        raise IndexDamaged(f"{MANIFEST} is damaged; {REBUILD} with your source files") from exc


def _is_there(path: Path) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as exc:
        raise unreadable(path, exc) from exc
    return True


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Switch to a snapshot: durable, and atomic by one rename."""
    record = manifest.to_record()
    data = json.dumps(
        {**record, "crc": zlib.crc32(_encode(record))}, ensure_ascii=False, indent=1
    ).encode()
    path = folder / f"{MANIFEST}.tmp"
    with create_file(path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.replace(folder / MANIFEST)
    sync(folder)
