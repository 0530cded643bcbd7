"""Packed streams (.gz .xz .zst) as bytes, within bounds of memory, size and ratio."""

import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from corpus.reading.outcomes import Unacceptable
from corpus.reading.streams import stream_of

__all__ = ["COMPRESSIONS", "unpacked"]

MAX_UNPACKED = 64 * 10**9
FREE_RATIO = 32 * 10**6
MAX_RATIO = 250
"""Text packs 3 to 30 times; a bomb 1,000 times and more. The first 32 MB are not held to the
ratio."""

MAX_MEMORY = 256 * 10**6
_FEED = 1024  # a kilobyte at a time: even zstd's 32,768-fold blocks stay small in memory


class Decompressor(Protocol):
    """What zlib, lzma and zstandard have in common: an object that unpacks one stream."""

    @property
    def eof(self) -> bool:
        """Say whether the stream has ended."""

    @property
    def unused_data(self) -> bytes:
        """Return what came after its end."""

    def decompress(self, data: bytes, /) -> bytes:
        """Return what some more packed bytes unpack to."""


def _new_gz() -> Decompressor:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)


def _new_xz() -> Decompressor:
    return lzma.LZMADecompressor(memlimit=MAX_MEMORY)


def _new_zst() -> Decompressor:
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()


COMPRESSIONS: dict[str, Callable[[], Decompressor]] = {
    ".gz": _new_gz,
    ".xz": _new_xz,
    ".zst": _new_zst,
}
"""File ending -> a function that makes a decompressor for one stream."""


def unpacked(packed: BinaryIO, ending: str) -> BinaryIO:
    """Return a stream unpacked as its ending says; it raises `Unacceptable` where the archive is
    damaged."""
    return stream_of(_unpack(packed, COMPRESSIONS[ending]), packed.close)


def _unpack(packed: BinaryIO, new: Callable[[], Decompressor]) -> Iterator[bytes]:
    total = 0
    for block in _streams(packed, new):
        total += len(block)
        if total > MAX_UNPACKED or (total > FREE_RATIO and total > MAX_RATIO * packed.tell()):
            raise Unacceptable(
                f"unpacks to more than {MAX_RATIO} times its size: a decompression bomb?"
            )
        yield block


def _streams(packed: BinaryIO, new: Callable[[], Decompressor]) -> Iterator[bytes]:
    decompressor = new()
    rest = b""
    while data := rest or packed.read(_FEED):
        rest = b""
        if decompressor.eof:
            data = data.lstrip(
                b"\x00"
            )  # zero bytes between or after streams are padding, which both xz and gzip allow
            if not data:
                continue
            decompressor = new()
        yield _step(decompressor, data)
        rest = decompressor.unused_data if decompressor.eof else b""
    if not decompressor.eof:
        raise Unacceptable("the archive ends too early; what came before was read")


def _step(decompressor: Decompressor, data: bytes) -> bytes:
    try:
        return decompressor.decompress(data)
    except _damages() as error:
        raise Unacceptable(f"the archive is damaged: {error}") from None


def _damages() -> tuple[type[Exception], ...]:
    import zstandard

    return (zlib.error, lzma.LZMAError, EOFError, zstandard.ZstdError)
