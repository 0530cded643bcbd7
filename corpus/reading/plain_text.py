"""Plain text: an article as saved from a news page, a party document, a table that a spreadsheet
saved as text, a page."""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from corpus.reading.article_text import fields_of
from corpus.reading.document_text import document_record, is_document
from corpus.reading.encodings import decode
from corpus.reading.labelled_text import labelled_fields
from corpus.reading.lines import joined_lines
from corpus.reading.mending import mend
from corpus.reading.outcomes import (
    MAX_RECORD,
    MENDED,
    Note,
    Outcome,
    Record,
    Settings,
    Unacceptable,
)
from corpus.reading.pages import is_page, page_record
from corpus.reading.sniffing import HEAD, form_of
from corpus.reading.tables import is_table, read_csv
from corpus.vietnamese.text import clean

__all__ = ["read_text"]


def read_text(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the one record of a text file; a table with tabs, saved as text, row by row. Raises
    `Unacceptable`."""
    text = _read_whole(stream, settings.encoding)
    if is_table(text, settings):
        yield from read_csv(
            BytesIO(text.encode("utf-8", "replace")), path, Settings(names=settings.names)
        )
        return
    if form_of(text[:HEAD].encode()) == "html":
        yield _marked_up(text, path)
        return
    mended = mend(text)
    yield from (Note(path, None, MENDED, done, done) for done in mended.done)
    text = clean(mended.text).strip()
    if fields := labelled_fields(text, settings):
        yield Record(fields, named=True)
        return
    lines = [line for line in joined_lines(text).split("\n") if line.strip()]
    yield document_record(lines) if is_document(lines) else Record(fields_of(text), plain=True)


def _marked_up(text: str, path: str) -> Record:
    """Return the record of a page, or of a piece of one, that was saved as text."""
    if is_page(text):
        return page_record(text.encode("utf-8", "replace"), path, charset="utf-8")
    return Record({"body": text})


def _read_whole(stream: BinaryIO, encoding: str = "") -> str:
    """Return a file's text. Raises `Unacceptable` when it is over `MAX_RECORD` bytes or in another
    encoding."""
    data = stream.read(MAX_RECORD + 1)
    if len(data) > MAX_RECORD:
        raise Unacceptable(f"the file is over {MAX_RECORD // 10**6} MB")
    return decode(data, encoding)
