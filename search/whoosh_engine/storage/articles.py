"""The stored articles: blocks of a few records each, and bodies each by itself, compressed with
zstandard.

This format stands apart from schema and analysis, so that any later version can rebuild an index
from it. A block is one line of JSON an article, [article record, facts]; `facts` is what was found
in the article when it was indexed. A body stands behind the number of its sentences and where each
ends, so that a passage of a hit is cut without reading it anew. In older indexes it is in its
record (up to layout 6), or something more stands before it (`_SIGN_BYTES` a sentence, up to 8).
"""

import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from threading import local
from typing import Any, TypeVar

import numpy as np
import zstandard

from corpus.vietnamese.sentences import sentence_ends
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

BLOCK_ARTICLES = 16
"""Without their bodies; one block is read where a whole article is shown."""
MAX_BLOCK_BYTES = 1 << 28
_LEVEL = 3
_BODIES, _SIGNED = "texts", "bodies"
_COUNT = struct.Struct("<I")
_SIGN_BYTES = 16


@dataclass(slots=True)
class ArticleStore:
    """Articles of N documents: `blocks` compressed, the block u4 [N] and place in it u4 [N] of
    each document, and N compressed `bodies` (none before layout 7, `signed` up to 8)."""

    blocks: Strings
    block_of: Array
    place_of: Array
    bodies: Strings | None = None
    signed: bool = False

    def to_arrays(self) -> dict[str, Array]:
        """Return the arrays by name, as they are kept in a file."""
        arrays = {
            "blocks": self.blocks.blob,
            "blocks_starts": self.blocks.offsets,
            "block_of": self.block_of,
            "place_of": self.place_of,
        }
        if self.bodies is not None:
            arrays |= {_BODIES: self.bodies.blob, f"{_BODIES}_starts": self.bodies.offsets}
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "ArticleStore":
        """Take the arrays by the names under which `to_arrays` gives them."""
        blocks = Strings(arrays["blocks"], arrays["blocks_starts"])
        name = next((name for name in (_BODIES, _SIGNED) if name in arrays), "")
        bodies = Strings(arrays[name], arrays[f"{name}_starts"]) if name else None
        return cls(blocks, arrays["block_of"], arrays["place_of"], bodies, name == _SIGNED)

    def body_starts(self) -> Array:
        """Return where each body begins, and where the last ends; nothing without bodies."""
        return np.empty(0, "<u8") if self.bodies is None else self.bodies.offsets

    def _block(self, number: int) -> bytes:
        """Return one block, whose size is looked at before room is made for it."""
        try:
            return _unpacked(self.blocks, number)
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
        return self._whole(doc, self._line(doc, self._block(int(self.block_of[doc]))))

    def _whole(self, doc: int, line: bytes) -> IndexedArticle:
        """Return a document of its line and its body."""
        if self.bodies is None:
            return self._read(doc, line, IndexedArticle.from_stored)
        body, _ = self.body(doc)

        def made(stored: Sequence[Any]) -> IndexedArticle:
            return IndexedArticle.from_stored([{**stored[0], "body": body}, *stored[1:]])

        return self._read(doc, line, made)

    def body(self, doc: int) -> tuple[str, Sequence[int] | None]:
        """Return the body of one stored document, and where its sentences end, if that is kept.
        Raises `IndexDamaged`."""
        if self.bodies is None:
            block = self._block(int(self.block_of[doc]))
            return self._read(doc, self._line(doc, block), _body), None
        try:
            return _body_of(_unpacked(self.bodies, doc), _SIGN_BYTES * self.signed)
        except NONSENSE as exc:
            raise _damaged(int(self.block_of[doc])) from exc

    def articles(self) -> Iterator[IndexedArticle]:
        """Yield all documents in order, each block read once. Raises `IndexDamaged`."""
        for doc, line in enumerate(self._lines()):
            yield self._whole(doc, line)

    def _lines(self) -> Iterator[bytes]:
        number, block = -1, b""
        for doc in range(len(self.block_of)):
            if self.block_of[doc] != number:
                number = int(self.block_of[doc])
                block = self._block(number)
            yield self._line(doc, block)

    def without(self, live: Array) -> "ArticleStore":
        """Return the store of the documents for which `live` holds; nothing of the others stays."""
        if self.bodies is None:
            return _store(compress(self._lines(), live.tolist()), None)
        bodies = map(self.bodies.raw, np.flatnonzero(live).tolist())
        return _store(compress(self._lines(), live.tolist()), bodies)


_OF_THREAD = local()


def _decompressor() -> zstandard.ZstdDecompressor:
    """Return this thread's own, for making one costs as much as a block."""
    if not hasattr(_OF_THREAD, "decompressor"):
        _OF_THREAD.decompressor = zstandard.ZstdDecompressor()
    found: zstandard.ZstdDecompressor = _OF_THREAD.decompressor
    return found


def _unpacked(frames: Strings, number: int) -> bytes:
    compressed = frames.raw(number)
    if not 0 <= zstandard.frame_content_size(compressed) <= MAX_BLOCK_BYTES:
        raise ValueError("too large")
    return _decompressor().decompress(compressed)


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


def _body_of(unpacked: bytes, more: int) -> tuple[str, Sequence[int]]:
    """Return a body and where its sentences end; `more` bytes a sentence stand between."""
    (count,) = _COUNT.unpack_from(unpacked)
    ends = struct.unpack_from(f"<{count}I", unpacked, _COUNT.size)
    return str(memoryview(unpacked)[_COUNT.size + (4 + more) * count :], "utf-8"), ends


def _packed(body: str) -> bytes:
    ends = sentence_ends(body)
    return struct.pack(f"<{len(ends) + 1}I", len(ends), *ends) + body.encode()


def _written(document: IndexedArticle) -> bytes:
    record = document.article.to_record()
    record.pop("body", None)
    return json.dumps([record, document.facts()], ensure_ascii=False).encode()


def store_articles(documents: Sequence[IndexedArticle]) -> ArticleStore:
    """Compress some documents into blocks, and their bodies."""
    compressor = zstandard.ZstdCompressor(level=_LEVEL)
    bodies = (compressor.compress(_packed(document.article.body)) for document in documents)
    return _store(map(_written, documents), bodies)


def _store(lines: Iterable[bytes], bodies: Iterable[bytes] | None) -> ArticleStore:
    """Compress some lines into blocks, never more of them at hand than fill one; bodies are
    compressed already."""
    compressor = zstandard.ZstdCompressor(level=_LEVEL)
    left, blocks, count = iter(lines), [], 0
    while block := list(islice(left, BLOCK_ARTICLES)):
        blocks.append(compressor.compress(b"\n".join(block)))
        count += len(block)
    numbers = np.arange(count, dtype="<u4")
    return ArticleStore(
        Strings.pack(blocks),
        numbers // BLOCK_ARTICLES,
        numbers % BLOCK_ARTICLES,
        None if bodies is None else Strings.pack(bodies),
    )


def merge_articles(stores: Sequence[ArticleStore], allocate: Allocate = in_memory) -> ArticleStore:
    """Concatenate the articles of several stores; blocks and bodies are copied as they are."""
    bases = np.cumsum([0, *(len(store.blocks) for store in stores)]).astype("<u4")
    shifted = [store.block_of + base for store, base in zip(stores, bases[:-1], strict=True)]
    bodies = [store.bodies for store in stores if store.bodies is not None]
    return ArticleStore(
        join_strings("blocks", [store.blocks for store in stores], allocate),
        join_arrays("block_of", shifted, allocate),
        join_arrays("place_of", [store.place_of for store in stores], allocate),
        join_strings(_BODIES, bodies, allocate),
    )
