"""The parts an index is made of while it is written, committed or not; looking up articles in them;
what to merge."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from search.whoosh_engine.storage.arrays import Array
from search.whoosh_engine.storage.doctable import id_hash
from search.whoosh_engine.storage.living import open_live
from search.whoosh_engine.storage.manifest import SegmentEntry
from search.whoosh_engine.storage.segment import SegmentData, open_segment

__all__ = ["Committed", "Part", "bytes_of", "worth_merging"]

MERGE_RATIO = 2


@dataclass(slots=True, eq=False)
class Part:
    """A segment with the documents that live in it; `name` once it is on disk, `entry` once it is
    committed."""

    data: SegmentData
    live: Array
    name: str = ""
    entry: SegmentEntry | None = None
    bytes: int = 0

    @classmethod
    def open(cls, folder: Path, entry: SegmentEntry) -> "Part":
        """Open a committed segment."""
        data = open_segment(folder, entry.name)
        return cls(data, open_live(folder, entry), entry.name, entry)

    def living(self) -> SegmentData:
        """Return the segment without its dead documents."""
        return self.data if self.live.all() else self.data.without(self.live)


@dataclass(slots=True)
class Committed:
    """Look-up by id over the committed parts."""

    parts: Sequence[Part] = ()
    hashes: Array = field(default_factory=lambda: np.empty(0, "<u8"))
    order: Array = field(default_factory=lambda: np.empty(0, np.int64))

    @classmethod
    def of(cls, parts: Sequence[Part]) -> "Committed":
        """Sort the id hashes of some parts."""
        hashes = np.concatenate([np.empty(0, "<u8"), *(part.data.docs.hashes for part in parts)])
        order = np.argsort(hashes, kind="stable")
        return cls(parts, hashes[order], order)

    def find(self, id: str) -> tuple[Part, int] | None:
        """Return the part and document of a living article."""
        for part, doc in self._living(id):
            if part.data.docs.record(doc).id == id:
                return part, doc
        return None

    def holds(self, id: str, digest: bytes) -> bool:
        """Say whether exactly this version of an article lives here; its digest tells, so nothing
        is parsed."""
        return any(part.data.docs.digest(doc) == digest for part, doc in self._living(id))

    def _living(self, id: str) -> Iterator[tuple[Part, int]]:
        """Yield the living documents whose id has the same hash."""
        wanted = np.uint64(id_hash(id))
        at = int(np.searchsorted(self.hashes, wanted))
        while at < len(self.hashes) and self.hashes[at] == wanted:
            part, doc = self._place(int(self.order[at]))
            if part.live[doc]:
                yield part, doc
            at += 1

    def _place(self, doc: int) -> tuple[Part, int]:
        for part in self.parts:
            if doc < len(part.data):
                return part, doc
            doc -= len(part.data)
        raise IndexError(doc)


def bytes_of(segment: SegmentData) -> int:
    """Return the bytes that a segment takes in memory."""
    arrays = {
        **segment.postings.to_arrays(),
        **segment.docs.to_arrays(),
        **segment.articles.to_arrays(),
        "terms": segment.terms.blob,
    }
    return sum(array.nbytes for array in arrays.values())


def worth_merging(parts: Iterable[Part], pending: Sequence[Part]) -> list[Part]:
    """Choose new parts, and old ones from the smallest on while they are not much larger than what
    is merged."""
    chosen = list(pending)
    chosen += [part for part in parts if not part.entry or part.live.sum() * 2 < len(part.live)]
    documents = sum(int(part.live.sum()) for part in chosen)
    for part in sorted(
        (part for part in parts if part not in chosen), key=lambda part: len(part.live)
    ):
        if chosen and len(part.live) <= MERGE_RATIO * documents:
            chosen.append(part)
            documents += int(part.live.sum())
    ordered = [part for part in (*parts, *pending) if part in chosen]
    return ordered if len(ordered) > 1 or any(not part.entry for part in ordered) else []
