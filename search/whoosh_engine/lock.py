"""One writer at a time: an advisory lock that the system frees when its holder dies, however it dies."""

import fcntl
import json
import os
from pathlib import Path

from search.errors import Busy, SearchError
from search.whoosh_engine.manifest import now

__all__ = ["LOCK", "WriteLock"]

LOCK = "write.lock"


class WriteLock:
    """Holds the folder's lock from construction to `release`. Raises `Busy` with the holder's pid and start."""

    def __init__(self, folder: Path) -> None:
        try:
            self._file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as exc:
            raise SearchError(f"{folder} cannot be written ({exc.strerror})") from exc
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = _holder(os.pread(self._file, 200, 0))
            os.close(self._file)
            raise Busy(f"another writer is at work on {folder}{holder}; try again when it is done") from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, json.dumps({"pid": os.getpid(), "since": now()}).encode(), 0)

    def release(self) -> None:
        """Free the lock; the file stays, for removing it would race with the next holder."""
        os.close(self._file)


def _holder(data: bytes) -> str:
    try:
        record = json.loads(data)
        return f" (pid {int(record['pid'])}, since {str(record['since'])[:40]})"
    except (ValueError, KeyError, TypeError):
        return ""
