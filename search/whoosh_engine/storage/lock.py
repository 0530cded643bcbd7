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
        self._path = folder / LOCK
        self._file = _locked(folder)
        while not self.held:  # removed between opening and locking
            os.close(self._file)
            self._file = _locked(folder)
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, json.dumps({"pid": os.getpid(), "since": now()}).encode(), 0)

    @property
    def held(self) -> bool:
        """Say whether the file that is locked is still the one that others look at."""
        try:
            found, held = os.lstat(self._path), os.fstat(self._file)
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == (held.st_dev, held.st_ino)

    def require_held(self) -> None:
        """Raise `SearchError` when somebody removed the lock file: another writer may be at
        work."""
        if not self.held:
            raise SearchError(
                f"{self._path} was removed while this writer "
                "was at work, so that another may be at "
                "work too: nothing was committed since; run the command again and let that file be"
            )

    def release(self) -> None:
        """Free the lock; the file stays, for removing it would race with the next holder."""
        os.close(self._file)


def _locked(folder: Path) -> int:
    file = _opened(folder)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = _holder(os.pread(file, 200, 0))
        os.close(file)
        raise Busy(
            f"another writer is at work on {folder}{holder}; try again when it is done"
        ) from None
    except OSError as exc:
        os.close(file)
        raise SearchError(
            f"{folder} cannot be locked ({exc.strerror}); use a disk that can lock files"
        ) from exc
    return file


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
