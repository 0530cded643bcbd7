"""Opening the files of an index: regular files only, never through a link, and what the system
refuses said as it is.

Whoever may write to the folder may put a link, a pipe or a device in the place of a file. None of
them is opened: a pipe would keep its reader for ever, a device never ends, and what a link leads to
is somebody else's.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from search.errors import IndexDamaged, IndexUnreadable, SearchError

__all__ = ["create_file", "open_file", "size_of", "unreadable"]

_READING = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_WRITING = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_GONE = (errno.ENOENT, errno.ENOTDIR)
_NO_FILE = (errno.ELOOP, errno.ENXIO)
_DENIED = (errno.EACCES, errno.EPERM)


def open_file(path: Path) -> BinaryIO:
    """Open a file of the index for reading.

    Raises `IndexDamaged` when it is gone or no regular file, `IndexUnreadable` when the system
    refuses it.
    """
    try:
        _require_regular(path, os.lstat(path))
        descriptor = os.open(path, _READING)
    except OSError as exc:
        raise unreadable(path, exc) from exc
    file = os.fdopen(descriptor, "rb")
    try:
        _require_regular(path, os.fstat(descriptor))
    except IndexDamaged:
        file.close()
        raise
    return file


def size_of(path: Path) -> int:
    """Return the size of a file of the index in bytes. Raises as `open_file` does."""
    with open_file(path) as file:
        return os.fstat(file.fileno()).st_size


def create_file(path: Path) -> BinaryIO:
    """Make a file for writing in place of whatever had its name, which is not written to. Raises
    OSError."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, _WRITING, 0o666), "wb+")


def _require_regular(path: Path, found: os.stat_result) -> None:
    """Raise `IndexDamaged` for anything but a regular file."""
    if stat.S_ISLNK(found.st_mode):
        raise IndexDamaged(f"{path.name} cannot be read (it is a link; an index has none)")
    if not stat.S_ISREG(found.st_mode):
        raise IndexDamaged(f"{path.name} cannot be read (it is no regular file)")


def unreadable(path: Path, error: OSError) -> SearchError:
    """Return what to raise when the system refuses a file: gone is damage, denied or failing is
    none."""
    reason = error.strerror or str(error)
    if error.errno in _GONE:
        return IndexDamaged(f"{path.name} is gone")
    if error.errno in _NO_FILE:
        return IndexDamaged(f"{path.name} cannot be read ({reason})")
    if error.errno in _DENIED:
        return IndexUnreadable(
            f"{path} may not be read ({reason}); use the account "
            "that the index belongs to, or give this one the right"
        )
    return IndexUnreadable(
        f"{path} cannot be read now ({reason}); mend this and try again, the index may be sound"
    )
