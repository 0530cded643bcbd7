"""The stored articles: blocks of a few records each, compressed with zstandard.

This format stands apart from schema and analysis, so that any later version can rebuild an index
from it. A block is one line of JSON an article, [article record, facts]; `facts` is what was found
in the article when it was indexed.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from threading import local
from typing import Any, TypeVar

import numpy as np
import zstandard

from search.errors import IndexDamaged
from search.model import IndexedArticle
from search.whoosh_engine.storage.arrays import Allocate, Array, in_memory
from search.whoosh_engine.storage.damage import NONSENSE
from search.whoosh_engine.storage.strings import (
    Strings,
    join_arrays,
    join_strings,
    require_encodable,
)

__all__ = ["ArticleStore", "merge_articles", "store_articles"]

T = TypeVar("T")

BLOCK_ARTICLES = 4
"""Eight take 6 % less room, and half as long again to show ten results."""
MAX_BLOCK_BYTES = 1 << 28
_LEVEL = 3


@dataclass(slots=True)
class ArticleStore:
    """Articles of N documents: `blocks` compressed, and the block u4 [N] and place in it u4 [N] of
    each document."""

    blocks: Strings
    block_of: Array
    place_of: Array

    def to_arrays(self) -> dict[str, Array]:
        """Return the arrays by name, as they are kept in a file."""
        return {
            "blocks": self.blocks.blob,
            "blocks_starts": self.blocks.offsets,
            "block_of": self.block_of,
            "place_of": self.place_of,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "ArticleStore":
        """Take the arrays by the names under which `to_arrays` gives them."""
        blocks = Strings(arrays["blocks"], arrays["blocks_starts"])
        return cls(blocks, arrays["block_of"], arrays["place_of"])

    def _block(self, number: int) -> bytes:
        """Return one block, whose size is looked at before room is made for it."""
        try:
            compressed = self.blocks.raw(number)
            if not 0 <= zstandard.frame_content_size(compressed) <= MAX_BLOCK_BYTES:
                raise ValueError("too large")
            return _decompressor().decompress(compressed)
        except NONSENSE as exc:
            raise _damaged(number) from exc

    def _line(self, doc: int, block: bytes) -> bytes:
        try:
            return _line_at(block, int(self.place_of[doc]))
        except NONSENSE as exc:
            raise _damaged(int(self.block_of[doc])) from exc

    def _read(self, doc: int, line: bytes, make: Callable[[Any], T]) -> T:
        """Return what `make` takes from the stored line of a document."""
        try:
            text = str(line, "utf-8")
            value = json.loads(text)
            require_encodable(text, value)
            return make(value)
        except NONSENSE as exc:
            raise _damaged(int(self.block_of[doc])) from exc

    def article(self, doc: int) -> IndexedArticle:
        """Return one stored document. Raises `IndexDamaged`."""
        return self._read(
            doc, self._line(doc, self._block(int(self.block_of[doc]))), IndexedArticle.from_stored
        )

    def body(self, doc: int) -> str:
        """Return the body of one stored document. Raises `IndexDamaged`."""
        return self._read(doc, self._line(doc, self._block(int(self.block_of[doc]))), _body)

    def articles(self) -> Iterator[IndexedArticle]:
        """Yield all documents in order, each block read once. Raises `IndexDamaged`."""
        for doc, line in enumerate(self._lines()):
            yield self._read(doc, line, IndexedArticle.from_stored)

    def _lines(self) -> Iterator[bytes]:
        number, block = -1, b""
        for doc in range(len(self.block_of)):
            if self.block_of[doc] != number:
                number = int(self.block_of[doc])
                block = self._block(number)
            yield self._line(doc, block)

    def without(self, live: Array) -> "ArticleStore":
        """Return the store of the documents for which `live` holds; nothing of the others stays."""
        return _store(compress(self._lines(), live.tolist()))


_OF_THREAD = local()


def _decompressor() -> zstandard.ZstdDecompressor:
    """Return this thread's own, for making one costs as much as a block."""
    if not hasattr(_OF_THREAD, "decompressor"):
        _OF_THREAD.decompressor = zstandard.ZstdDecompressor()
    found: zstandard.ZstdDecompressor = _OF_THREAD.decompressor
    return found


def _line_at(block: bytes, place: int) -> bytes:
    """Return one line of a block. Raises `ValueError` when it has not so many."""
    start = 0
    for _ in range(place):
        start = block.index(b"\n", start) + 1
    end = block.find(b"\n", start)
    return block[start : end if end >= 0 else None]


def _damaged(block: int) -> IndexDamaged:
    return IndexDamaged(
        f"stored articles: block {block} cannot be read; run `index add --rebuild` with the sources"
    )


def _body(stored: Sequence[Any]) -> str:
    body = stored[0].get("body", "")
    if not isinstance(body, str):
        raise TypeError("body is no text")
    return body


def _written(document: IndexedArticle) -> bytes:
    return json.dumps([document.article.to_record(), document.facts()], ensure_ascii=False).encode()


def store_articles(documents: Sequence[IndexedArticle]) -> ArticleStore:
    """Compress some documents into blocks."""
    return _store(map(_written, documents))


def _store(lines: Iterable[bytes]) -> ArticleStore:
    """Compress some lines into blocks, never more of them at hand than fill one."""
    compressor = zstandard.ZstdCompressor(level=_LEVEL)
    left, blocks, count = iter(lines), [], 0
    while block := list(islice(left, BLOCK_ARTICLES)):
        blocks.append(compressor.compress(b"\n".join(block)))
        count += len(block)
    numbers = np.arange(count, dtype="<u4")
    return ArticleStore(Strings.pack(blocks), numbers // BLOCK_ARTICLES, numbers % BLOCK_ARTICLES)


def merge_articles(stores: Sequence[ArticleStore], allocate: Allocate = in_memory) -> ArticleStore:
    """Concatenate the articles of several stores; blocks are copied as they are."""
    bases = np.cumsum([0, *(len(store.blocks) for store in stores)]).astype("<u4")
    shifted = [store.block_of + base for store, base in zip(stores, bases[:-1], strict=True)]
    return ArticleStore(
        join_strings("blocks", [store.blocks for store in stores], allocate),
        join_arrays("block_of", shifted, allocate),
        join_arrays("place_of", [store.place_of for store in stores], allocate),
    )
