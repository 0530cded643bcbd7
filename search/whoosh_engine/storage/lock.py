"""One writer at a time: an advisory lock that the system frees when its holder dies, however it
dies."""

import fcntl
import json
import os
import stat
from pathlib import Path

from search.errors import Busy, SearchError
from search.whoosh_engine.storage.manifest import now

__all__ = ["LOCK", "WriteLock"]

LOCK = "write.lock"


class WriteLock:
    """Holds the folder's lock from construction to `release`. Raises `Busy` with the holder's pid
    and start."""

    def __init__(self, folder: Path) -> None:
        self._file = _opened(folder)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(os.pread(self._file, 200, 0))
            os.close(self._file)
            raise Busy(
                f"another writer is at work on {folder}{holder}; try again when it is done"
            ) from None
        except OSError as exc:
            os.close(self._file)
            raise SearchError(
                f"{folder} cannot be locked ({exc.strerror}); use a disk that can lock files"
            ) from exc
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, json.dumps({"pid": os.getpid(), "since": now()}).encode(), 0)

    def release(self) -> None:
        """Free the lock; the file stays, for removing it would race with the next holder."""
        os.close(self._file)


def _opened(folder: Path) -> int:
    """Open the lock file, to be written: nothing but a file of this folder alone."""
    path = folder / LOCK
    try:
        file = os.open(
            path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, 0o644
        )
    except OSError as exc:
        if path.is_symlink() or path.is_dir():
            raise _foreign(path) from exc
        raise SearchError(
            f"{folder} cannot be written ({exc.strerror}); use an account that may"
        ) from exc
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        os.close(file)
        raise _foreign(path)
    return file


def _foreign(path: Path) -> SearchError:
    return SearchError(
        f"{path} is a link or no regular file, so it is not written to; remove it and try again"
    )


def _holder(data: bytes) -> str:
    try:
        record = json.loads(data)
        return f" (pid {int(record['pid'])}, since {str(record['since'])[:40]})"
    except (ValueError, KeyError, TypeError):
        return ""
