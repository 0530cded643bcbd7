"""A stream made of blocks of bytes as they come."""

from collections.abc import Callable, Iterator
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["stream_of"]


def stream_of(blocks: Iterator[bytes], close: Callable[[], None] | None = None) -> BinaryIO:
    """Return a stream of the blocks; `close` is called when the stream is closed."""
    return BufferedReader(_Blocks(blocks, close))


class _Blocks(RawIOBase):
    def __init__(self, blocks: Iterator[bytes], close: Callable[[], None] | None) -> None:
        self._blocks = blocks
        self._block = memoryview(b"")
        self._close = close

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        while not self._block:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._block = memoryview(block)
        target = memoryview(buffer)
        size = min(len(target), len(self._block))
        target[:size] = self._block[:size]
        self._block = self._block[size:]
        return size

    def close(self) -> None:
        if self._close and not self.closed:
            self._close()
        super().close()
