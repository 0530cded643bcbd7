"""Zip archives: each member is read like a file of its own, within bounds; nothing is ever unpacked
to disk."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from corpus.reading.folders import passed_in_archive
from corpus.reading.outcomes import PASSED, Note, Rejection, Unacceptable
from corpus.reading.streams import stream_of

__all__ = ["bounded_size", "members"]

MAX_MEMBERS = 200_000
MAX_UNPACKED = 4 * 10**9
FREE = 32 * 10**6
MAX_RATIO = 250
"""Text packs 3 to 30 times; a bomb 1,000 times and more. The first 32 MB of a member are not held
to the ratio."""

_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


def members(
    stream: BinaryIO, path: str
) -> Iterator[tuple[str, Callable[[], BinaryIO]] | Rejection | Note]:
    """Yield (name, function that opens it) of each file in an archive, or why it is not read.
    Raises `Unacceptable`."""
    archive = _opened(stream)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_MEMBERS:
        raise Unacceptable(f"the archive holds more than {MAX_MEMBERS:,} files")
    names = {info.filename for info in infos}
    for info in infos:
        if reason := _refusal(info):
            yield Rejection(f"{path}/{info.filename}", None, reason)
        elif passed := passed_in_archive(info.filename, names):
            yield Note(f"{path}/{info.filename}", None, PASSED, "", passed)
        else:
            yield info.filename, partial(_member, archive, info)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return stream_of(_blocks(archive, info))


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as member:
            while block := member.read(65_536):
                yield block
    except _DAMAGES as error:
        raise Unacceptable(f"the archive is damaged: {error}") from None


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except _DAMAGES as error:
        raise Unacceptable(f"the archive is damaged: {error}") from None


def _refusal(info: zipfile.ZipInfo) -> str:
    parts = info.filename.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        return "a member that names a place outside of the archive"
    if info.flag_bits & 1:
        return "a member that is locked with a password; unpack the archive first"
    return _too_large(info)


def _too_large(info: zipfile.ZipInfo) -> str:
    """Say why a member is a bomb; `zipfile` never gives more than the size that the archive
    states."""
    large = info.file_size > MAX_UNPACKED
    if large or (info.file_size > FREE and info.file_size > MAX_RATIO * max(1, info.compress_size)):
        return f"unpacks to more than {MAX_RATIO} times its size: a decompression bomb?"
    return ""


def bounded_size(stream: BinaryIO, limit: int) -> None:
    """Raise `Unacceptable` when the members of an archive come to more than `limit` bytes or are a
    bomb."""
    infos = _opened(stream).infolist()
    reason = next(filter(None, map(_too_large, infos)), "")
    if not reason and sum(info.file_size for info in infos) > limit:
        reason = f"unpacks to more than {limit // 10**6} MB"
    if reason:
        raise Unacceptable(reason)
    stream.seek(0)
