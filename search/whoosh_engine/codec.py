"""The index as Whoosh sees it: schema, table of contents, and a codec that reads array segments.

With this module importable, plain `whoosh.index.open_dir(folder).searcher()` finds, per field, the
documents that our own executor finds. Writing goes the other way round: whole finished segments are
handed over (see `segment`), for Whoosh's own writer passes one Python tuple a posting; so the
codec's writing half is not there.

Whoosh pickles its table of contents. timtin writes it and never reads it; only a caller who trusts
the folder should.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.codec import base
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from search.whoosh_engine.storage.arrays import Array
from search.whoosh_engine.storage.files import create_file
from search.whoosh_engine.storage.manifest import SegmentEntry
from search.whoosh_engine.storage.postings import FIELDS
from search.whoosh_engine.storage.segment import GAP, SegmentData, open_segment

__all__ = ["ArrayCodec", "ArraySegment", "latest_generation", "schema", "write_toc"]

INDEX_NAME = "MAIN"


def schema() -> Schema:
    """Return the Whoosh schema: three text fields whose terms are those of `search.analysis`."""
    return Schema(
        **{field: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True) for field in FIELDS}
    )


def write_toc(folder: Path, generation: int, segments: Sequence[tuple[SegmentEntry, Array]]) -> str:
    """Write Whoosh's table of contents for a snapshot, durably; `segments` come with which
    documents live."""
    listed = [
        ArraySegment(entry.name, entry.documents, set(np.flatnonzero(~live).tolist()))
        for entry, live in segments
    ]
    name = f"_{INDEX_NAME}_{generation}.toc"
    memory = RamStorage()
    TOC(schema(), listed, generation).write(memory, INDEX_NAME)
    draft = folder / f"{name}.tmp"
    with create_file(draft) as file:
        file.write(memory.open_file(name).read())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / name)
    return name


def latest_generation(folder: Path) -> int:
    """Return the highest generation of which there is a table of contents, 0 without one."""
    found = (re.fullmatch(rf"_{INDEX_NAME}_(\d+)\.toc", path.name) for path in folder.iterdir())
    return max((int(match[1]) for match in found if match), default=0)


class ArraySegment(base.Segment):  # type: ignore[misc]
    """One array segment, as Whoosh's table of contents lists it."""

    def __init__(self, name: str, documents: int, deleted: set[int]) -> None:
        super().__init__(INDEX_NAME)
        self.segid = name.removeprefix(f"{INDEX_NAME}_")
        self.documents = documents
        self.deleted = deleted

    def codec(self) -> "ArrayCodec":
        """Return the codec that reads it."""
        return ArrayCodec()

    def doc_count_all(self) -> int:
        """Count documents, deleted ones included."""
        return self.documents

    def deleted_count(self) -> int:
        """Count deleted documents."""
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Yield deleted documents."""
        return iter(self.deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Say whether a document is deleted."""
        return docnum in self.deleted

    def should_assemble(self) -> bool:
        """Keep the array files apart."""
        return False


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads array segments."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "ArrayTermsReader":
        """Open the terms of a segment."""
        return ArrayTermsReader(_open(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "ArrayDocumentReader":
        """Open what a segment keeps of each document."""
        return ArrayDocumentReader(_open(storage, segment), segment)


def _open(storage: Any, segment: ArraySegment) -> SegmentData:
    return open_segment(Path(storage.folder), segment.segment_id())


def _name(term: bytes | str) -> str:
    return term.decode() if isinstance(term, bytes) else term


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms and postings of each field, cut out of the postings all three share."""

    def __init__(self, segment: SegmentData) -> None:
        self._segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return len(self._rows(*term)[0]) > 0

    def _rows(self, fieldname: str, term: bytes | str) -> tuple[Array, int, int]:
        """Return the postings of a term in one field, and the range of its postings in all."""
        number = self._segment.terms.find(_name(term))
        if number < 0 or fieldname not in FIELDS:
            return np.empty(0, np.int64), 0, 0
        postings = self._segment.postings
        start, end = (int(postings.term_starts[number + step]) for step in (0, 1))
        return (
            np.flatnonzero(postings.frequencies[FIELDS.index(fieldname)][start:end]) + start,
            start,
            end,
        )

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield (field, term) in order."""
        for field in sorted(FIELDS):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the (field, term) of one field from `prefix` on."""
        terms = self._segment.terms
        for number in range(terms.first_from(bytes(prefix)), len(terms)):
            if (fieldname, terms.raw(number)) in self:
                yield fieldname, terms.raw(number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield ((field, term), statistics) in order."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield ((field, term), statistics) of one field from `prefix` on."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a term in one field."""
        rows, _, _ = self._rows(fieldname, text)
        if not len(rows):
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        field = FIELDS.index(fieldname)
        docs = self._segment.postings.docs[rows]
        weights = self._segment.postings.frequencies[field][rows]
        lengths = self._segment.docs.lengths[field][docs]
        return TermInfo(
            weight=int(weights.sum()),
            df=len(rows),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=int(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Count the documents of a term in one field, 0 where it is absent, as in one of several
        segments."""
        return len(self._rows(fieldname, text)[0])

    def frequency(self, fieldname: str, text: bytes) -> int:
        """Count the occurrences of a term in one field."""
        rows, _, _ = self._rows(fieldname, text)
        return (
            int(self._segment.postings.frequencies[FIELDS.index(fieldname)][rows].sum())
            if len(rows)
            else 0
        )

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Return a matcher over the documents of a term in one field, positions included."""
        rows, start, end = self._rows(fieldname, text)
        info = self.term_info(fieldname, text)
        number = self._segment.terms.find(_name(text))
        postings = self._segment.postings
        docs = postings.docs[rows]
        ends = int(postings.position_starts[number]) + np.cumsum(postings.totals(start, end))
        firsts = ends - postings.totals(start, end)
        field = FIELDS.index(fieldname)
        values = [
            format_.encode(
                self._positions(field, int(doc), int(firsts[row - start]), int(ends[row - start]))
            )
            for doc, row in zip(docs, rows, strict=True)
        ]
        weights = postings.frequencies[field][rows].astype(float).tolist()
        return ListMatcher(
            docs.tolist(), weights, values, format_, scorer, term=(fieldname, text), terminfo=info
        )

    def _positions(self, field: int, doc: int, first: int, end: int) -> list[int]:
        lengths = [int(lengths[doc]) for lengths in self._segment.docs.lengths]
        begin = sum(lengths[:field]) + field * GAP
        positions = self._segment.postings.positions[first:end].astype(np.int64)
        inside = positions[(positions >= begin) & (positions < begin + lengths[field])]
        found: list[int] = (inside - begin).tolist()
        return found

    def indexed_field_names(self) -> Sequence[str]:
        """Return the names of the fields."""
        return FIELDS


class ArrayDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Lengths and deletions. Nothing is kept in Whoosh's stored fields, which would be pickled."""

    def __init__(self, segment: SegmentData, entry: ArraySegment) -> None:
        self._segment = segment
        self._entry = entry

    def doc_count(self) -> int:
        """Count living documents."""
        return int(self._entry.doc_count())

    def doc_count_all(self) -> int:
        """Count documents, deleted ones included."""
        return self._entry.doc_count_all()

    def has_deletions(self) -> bool:
        """Say whether any document is deleted."""
        return bool(self._entry.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Say whether a document is deleted."""
        return self._entry.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Yield deleted documents."""
        return self._entry.deleted_docs()

    def _lengths(self, fieldname: str) -> Array:
        return self._segment.docs.lengths[FIELDS.index(fieldname)]

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the number of syllables of one field of a document."""
        return int(self._lengths(fieldname)[docnum]) if fieldname in FIELDS else default

    def doc_field_length_reader(self, fieldname: str, default: int = 0) -> Callable[[int], int]:
        """Return a function from document to field length."""
        return lambda docnum: self.doc_field_length(docnum, fieldname, default)

    def field_length(self, fieldname: str) -> int:
        """Return the number of syllables of a field in all documents."""
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """Return the length of the shortest value of a field."""
        lengths = self._lengths(fieldname)
        return int(lengths.min()) if len(lengths) else 0

    def max_field_length(self, fieldname: str) -> int:
        """Return the length of the longest value of a field."""
        return int(self._lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return nothing: results are read from the array files."""
        return {}

    def supports_columns(self) -> bool:
        """Say that there are no Whoosh columns."""
        return False
