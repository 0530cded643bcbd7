"""Counts of requests that all worker processes of a server share, kept in memory of which each has
the same copy."""

import fcntl
import hashlib
import mmap
import struct
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from limits.storage import Storage

__all__ = ["SharedCounts"]

_SLOT = struct.Struct("<QdQ")
"""Digest of a key, the time at which its window ends, and its count."""

_SLOTS = 1 << 16
_PROBES = 8
"""Slots in which one key may stand."""


class SharedCounts(Storage):
    """A storage of `limits` in 1.5 MB of anonymous memory, shared by a process and those forked
    from it.

    A key that finds no slot takes that of the window which ends first, so that a flood of addresses
    forgets counts and never grows.
    """

    STORAGE_SCHEME = ["shared"]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self._table = mmap.mmap(-1, _SLOTS * _SLOT.size)
        self._among_threads = Lock()
        self._among_processes = tempfile.TemporaryFile()  # noqa: SIM115
        weakref.finalize(self, self._among_processes.close)

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what a storage of this kind may raise."""
        return OSError

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the table; the system lets go of it when a process dies."""
        with self._among_threads:
            fcntl.lockf(self._among_processes, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._among_processes, fcntl.LOCK_UN)

    def _find(self, key: str) -> tuple[int, int, float, int]:
        """Return the place of a key's slot, its digest, the end of its window, and its count, 0
        where the slot was another's or its window is over."""
        digest = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")
        first = digest % _SLOTS
        places = [(first + step) % _SLOTS * _SLOT.size for step in range(_PROBES)]
        slots = [(place, *_SLOT.unpack_from(self._table, place)) for place in places]
        own = next((slot for slot in slots if slot[1] == digest and slot[2] > time.time()), None)
        if own:
            return own
        return min(slots, key=lambda slot: float(slot[2]))[0], digest, 0.0, 0

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count; return what is counted in the window, which the first count opens."""
        with self._locked():
            place, digest, end, count = self._find(key)
            _SLOT.pack_into(self._table, place, digest, end or time.time() + expiry, count + amount)
        return count + amount

    def get(self, key: str) -> int:
        """Return what is counted."""
        with self._locked():
            return self._find(key)[3]

    def get_expiry(self, key: str) -> float:
        """Return the time at which a key's window ends, now if it has none."""
        with self._locked():
            return self._find(key)[2] or time.time()

    def check(self) -> bool:
        """Say that the memory is there."""
        return True

    def reset(self) -> int | None:
        """Forget all counts."""
        with self._locked():
            self._table[:] = bytes(len(self._table))
        return None

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self._locked():
            place, digest, *_ = self._find(key)
            _SLOT.pack_into(self._table, place, digest, 0.0, 0)
