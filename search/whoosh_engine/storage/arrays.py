"""Array files: named arrays in one file, read by memory mapping.

Layout, all numbers little-endian: the arrays, each on a page border behind one page that holds only
the magic; the directory (JSON: for each array its dtype, item count, offset and CRC-32); last u32
length and u32 CRC-32 of the directory, u32 format version, u64 length of the file and the magic
again. Nothing in it is ever unpickled; every number read from it is checked before it is used.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.errors import IndexDamaged
from search.whoosh_engine.storage.damage import NONSENSE
from search.whoosh_engine.storage.files import create_file, open_file, unreadable

__all__ = [
    "Allocate",
    "Array",
    "ArrayFile",
    "ArrayWriter",
    "as_bytes",
    "distinct",
    "in_memory",
    "run_lengths",
    "smallest_dtype",
    "sync",
    "write_arrays",
]

Array = NDArray[Any]
Allocate = Callable[[str, "np.dtype[Any] | str", int], Array]
"""Make room for an array: (name, dtype, item count) -> the array, to be filled."""

MAGIC = b"TIMTIN\x00\x01"
VERSION = 1
PAGE = mmap.ALLOCATIONGRANULARITY
_END = struct.Struct("<IIIQ8s")
_DTYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f4"})
_CHUNK = 1 << 22


def smallest_dtype(top: int) -> np.dtype[Any]:
    """Return the smallest unsigned dtype that holds `top`."""
    return np.min_scalar_type(max(top, 0))


def run_lengths(starts: Array) -> Array:
    """Return i8: the length of each run, from where the runs begin (one start more than runs).

    Raises ValueError when one begins before the one before it, as in a damaged file.
    """
    lengths: Array = starts[1:].astype(np.int64) - starts[:-1].astype(np.int64)
    if len(lengths) and int(lengths.min()) < 0:
        raise ValueError("runs overlap")
    return lengths


def distinct(values: Array) -> Array:
    """Return some values in ascending order, each once.

    `numpy.unique` does the same, and loads the masked arrays for it.
    """
    ascending = np.sort(values)
    is_new = np.ones(len(values), np.bool_)
    is_new[1:] = ascending[1:] != ascending[:-1]
    found: Array = ascending[is_new]
    return found


def sync(path: Path) -> None:
    """Make a file durable, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def in_memory(name: str, dtype: "np.dtype[Any] | str", count: int) -> Array:
    """Make room for an array in memory."""
    return np.empty(count, dtype)


_ZEROS = bytes(1 << 20)


def _reserve(descriptor: int, start: int, size: int) -> None:
    """Take blocks of the disk for a part of a file.

    Raises `OSError` when the disk is full, where writing the map would end in a signal.
    """
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, start, size)
        return
    end = start + size  # macOS has no such call
    while start < end:
        start += os.pwrite(descriptor, _ZEROS[: end - start], start)


class ArrayWriter:
    """A file under construction: `add` makes room for arrays, to be filled in any order; `seal`
    ends it.

    Only a sealed file has its name, so that whoever copies the folder never has half of one under
    it. A context manager, which closes the file, sealed or not.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = path.with_name(f"{path.name}.tmp")
        self._file = create_file(self._draft)
        self._file.write(MAGIC)
        self._length = PAGE
        self._arrays: dict[str, tuple[int, Array]] = {}

    def __enter__(self) -> "ArrayWriter":
        return self

    def __exit__(self, *exc: object) -> None:
        with suppress(OSError):  # what is sealed is on disk by now
            self._file.close()

    def add(self, name: str, dtype: "np.dtype[Any] | str", count: int) -> Array:
        """Make room for an array, an `Allocate`; the room is a shared memory map, so it costs no
        private memory."""
        kind = np.dtype(dtype).newbyteorder("<")
        size = kind.itemsize * count
        array = np.empty(0, kind)
        if size:
            _reserve(self._file.fileno(), self._length, size)
            array = np.frombuffer(mmap.mmap(self._file.fileno(), size, offset=self._length), kind)
        self._arrays[name] = self._length, array
        self._length = -(-(self._length + size) // PAGE) * PAGE
        return array

    def seal(self) -> None:
        """Write the directory, make the file durable and give it its name."""
        directory = json.dumps(
            {name: _entry(*placed) for name, placed in self._arrays.items()}
        ).encode()
        end = self._length + len(directory) + _END.size
        self._file.seek(self._length)
        self._file.write(directory)
        self._file.write(_END.pack(len(directory), zlib.crc32(directory), VERSION, end, MAGIC))
        self._file.flush()
        self._arrays.clear()
        os.fsync(self._file.fileno())
        self._draft.replace(self._path)


def _entry(offset: int, array: Array) -> dict[str, Any]:
    return {"dtype": array.dtype.str, "count": len(array), "offset": offset, "crc": _crc(array)}


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write finished one-dimensional arrays to a new file, durably."""
    with ArrayWriter(path) as writer:
        for name, array in arrays.items():
            writer.add(name, array.dtype, len(array))[:] = array
        writer.seal()


def as_bytes(array: Array) -> memoryview:
    """Return the bytes of an array, without copying them."""
    return (
        memoryview(np.ascontiguousarray(array).view(np.uint8).data)
        if len(array)
        else memoryview(b"")
    )


def _crc(array: Array) -> int:
    crc = 0
    view = as_bytes(array)
    for start in range(0, len(view), _CHUNK):
        crc = zlib.crc32(view[start : start + _CHUNK], crc)
    return crc


class ArrayFile(Mapping[str, Array]):
    """A sealed file, memory-mapped: name to read-only array. Raises `IndexDamaged` or
    `IndexUnreadable`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with open_file(path) as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._directory = self._read_directory()
            self._arrays = {name: self._array(entry) for name, entry in self._directory.items()}
        except OSError as exc:
            raise unreadable(path, exc) from exc
        except NONSENSE as exc:
            raise self._damaged("is truncated or damaged") from exc

    def _damaged(self, what: str) -> IndexDamaged:
        return IndexDamaged(f"{self.path.name} {what}")

    def _read_directory(self) -> dict[str, dict[str, Any]]:
        place = len(self._map) - _END.size
        size, crc, version, length, magic = _END.unpack_from(self._map, place)
        directory = self._map[place - size : place]
        if (version, length, magic) != (VERSION, len(self._map), MAGIC) or zlib.crc32(
            directory
        ) != crc:
            raise ValueError("wrong directory")
        entries: dict[str, dict[str, Any]] = json.loads(directory)
        return entries

    def _array(self, entry: Mapping[str, Any]) -> Array:
        if entry["dtype"] not in _DTYPES or entry["count"] < 0 or entry["offset"] < PAGE:
            raise ValueError("wrong entry")
        if not entry["count"]:
            return np.empty(0, entry["dtype"])
        return np.frombuffer(self._map, entry["dtype"], entry["count"], entry["offset"])

    def __getitem__(self, name: str) -> Array:
        try:
            return self._arrays[name]
        except KeyError:
            raise self._damaged(f"lacks the array {name}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def verify(self) -> Iterator[str]:
        """Yield a line for every array that does not match its checksum, and for stray bytes
        between arrays."""
        covered = len(MAGIC)
        if self._map[:covered] != MAGIC:
            yield f"{self.path.name}: the file does not begin with its magic"
        for name, entry in sorted(self._directory.items(), key=lambda item: int(item[1]["offset"])):
            if any(self._map[covered : entry["offset"]]):
                yield f"{self.path.name}: bytes before {name} are not empty"
            if _crc(self._arrays[name]) != entry["crc"]:
                yield f"{self.path.name}: {name} does not match its checksum"
            covered = max(covered, entry["offset"] + self._arrays[name].nbytes)
        size = _END.unpack_from(self._map, len(self._map) - _END.size)[0]
        if any(self._map[covered : len(self._map) - _END.size - size]):
            yield f"{self.path.name}: bytes at the end are not empty"
