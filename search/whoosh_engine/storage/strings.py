"""Lists of strings as two arrays: the UTF-8 bytes concatenated, and where each begins."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from search.whoosh_engine.storage.arrays import Allocate, Array, as_bytes, in_memory

__all__ = ["Strings", "join_arrays", "join_strings", "pack_strings", "require_encodable"]

SAMPLE = 32
"""Of so many strings one is kept at hand once something is looked up: most steps of a search by
halves are then those of `bisect`."""


def pack_strings(values: Iterable[str | bytes]) -> tuple[Array, Array]:
    """Return (bytes u1, offsets u8 of one more item than values)."""
    encoded = [value if isinstance(value, bytes) else value.encode() for value in values]
    offsets = np.zeros(len(encoded) + 1, "<u8")
    np.cumsum([len(value) for value in encoded], out=offsets[1:])
    return np.frombuffer(b"".join(encoded), "|u1"), offsets


def require_encodable(text: str, value: object) -> None:
    """Raise ValueError for JSON whose escapes hide lone surrogates, which no answer can be written
    with."""
    if "\\u" in text:
        json.dumps(value, ensure_ascii=False).encode()


class Strings(Sequence[str]):
    """The packed strings, read one at a time; nothing is decoded before it is asked for."""

    def __init__(self, blob: Array, offsets: Array) -> None:
        self.blob = blob
        self.offsets = offsets
        self._bytes = as_bytes(blob)
        self._starts = memoryview(offsets)  # type: ignore[arg-type]  # one number of it comes faster than of an array
        self._sampled: list[bytes] | None = None

    @classmethod
    def pack(cls, values: Iterable[str | bytes]) -> "Strings":
        """Pack a list of strings."""
        return cls(*pack_strings(values))

    def __reduce__(self) -> tuple[type["Strings"], tuple[Array, Array]]:
        return Strings, (self.blob, self.offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def raw(self, index: int) -> bytes:
        """Return one string as UTF-8 bytes."""
        return bytes(self._bytes[self._starts[index] : self._starts[index + 1]])

    def __getitem__(self, index: int) -> str:  # type: ignore[override]
        return str(self._bytes[self._starts[index] : self._starts[index + 1]], "utf-8", "replace")

    def __iter__(self) -> Iterator[str]:
        for start, end in zip(self.offsets[:-1].tolist(), self.offsets[1:].tolist(), strict=True):
            yield str(self._bytes[start:end], "utf-8", "replace")

    def find(self, value: str) -> int:
        """Return the index of a string in a sorted list (by UTF-8 bytes, which is by code point),
        -1 when absent."""
        wanted = value.encode("utf-8", "surrogatepass")
        index = self.first_from(wanted)
        return index if index < len(self) and self.raw(index) == wanted else -1

    def first_from(self, wanted: bytes) -> int:
        """Return the index of the first string of a sorted list that is not before `wanted`."""
        if self._sampled is None:
            self._sampled = [self.raw(index) for index in range(0, len(self), SAMPLE)]
        block = bisect_left(self._sampled, wanted) * SAMPLE
        low, high = max(block - SAMPLE + 1, 0), min(block, len(self))
        starts, blob = self._starts, self._bytes
        while low < high:
            middle = (low + high) // 2
            if bytes(blob[starts[middle] : starts[middle + 1]]) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """Return the half-open range of a sorted list that begins with `prefix`."""
        start = prefix.encode("utf-8", "surrogatepass")
        return self.first_from(start), self.first_from(start + b"\xff")

    def lacking(self, char: str, start: int, end: int) -> Array:
        """Return i8: the indices from `start` to before `end` of the strings without some ASCII
        character."""
        offsets = self.offsets[start : end + 1].astype(np.int64)
        held = np.flatnonzero(self.blob[offsets[0] : offsets[-1]] == ord(char)) + offsets[0]
        before = np.searchsorted(held, offsets)
        return np.flatnonzero(before[1:] == before[:-1]) + start

    def take(self, indices: Array) -> tuple[Array, Array]:
        """Return the packed arrays of some of the strings, in the order of `indices`."""
        starts = self.offsets[:-1][indices].astype(np.int64)
        lengths = (self.offsets[1:] - self.offsets[:-1])[indices].astype(np.int64)
        offsets = np.zeros(len(indices) + 1, "<u8")
        np.cumsum(lengths, out=offsets[1:])
        shift = np.repeat(starts - offsets[:-1].astype(np.int64), lengths)
        return self.blob[shift + np.arange(len(shift))], offsets


def join_arrays(name: str, arrays: Sequence[Array], allocate: Allocate = in_memory) -> Array:
    """Concatenate arrays, in room made by `allocate`."""
    joined = allocate(name, np.result_type(*arrays), sum(map(len, arrays)))
    start = 0
    for array in arrays:
        joined[start : start + len(array)] = array
        start += len(array)
    return joined


def join_strings(name: str, parts: Sequence[Strings], allocate: Allocate = in_memory) -> Strings:
    """Concatenate lists of strings, in room for `name` and `name`_starts."""
    blob = join_arrays(name, [part.blob for part in parts], allocate)
    offsets = allocate(f"{name}_starts", "<u8", sum(map(len, parts)) + 1)
    offsets[0], at = 0, 0
    for part in parts:
        offsets[at + 1 : at + 1 + len(part)] = part.offsets[1:] + offsets[at]
        at += len(part)
    return Strings(blob, offsets)
