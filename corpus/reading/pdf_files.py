"""PDF files that hold text (by pypdf, an extra of the installation): their lines as they are
printed, joined to paragraphs."""

import logging
from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any, BinaryIO

from corpus.reading.document_text import document_record
from corpus.reading.encodings import in_letters
from corpus.reading.office_files import MISSING, seekable
from corpus.reading.outcomes import Outcome, Settings, Unacceptable
from corpus.reading.pdf_lines import Line, address_of, paragraphs

__all__ = ["read_pdf"]

MAX_PAGES = 3_000


def read_pdf(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of a PDF that holds text. Raises `Unacceptable`."""
    try:
        from pypdf import PdfReader
    except ImportError:
        raise Unacceptable(f".pdf {MISSING}") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read, we report
    stream = seekable(stream)
    try:
        pages = _pages(PdfReader(stream))
    except Unacceptable:
        raise
    except Exception as error:  # whatever a library makes of a stranger's file
        raise Unacceptable(f"not a sound PDF: {type(error).__name__}: {error}") from None
    if not any(pages):
        raise Unacceptable(
            "no text: the PDF holds pictures of pages; run it through OCR first (ocrmypdf -l vie)"
        )
    text = [in_letters(paragraph, settings.encoding) for paragraph in paragraphs(pages)]
    yield document_record(text, url=address_of(pages))


def _pages(reader: Any) -> list[list[Line]]:
    if len(reader.pages) > MAX_PAGES:
        raise Unacceptable(f"the document has more than {MAX_PAGES:,} pages")
    return [_lines(page) for page in reader.pages]


def _lines(page: Any) -> list[Line]:
    """Return the lines of a page in the order in which they were set."""
    setter = _Setter()
    page.extract_text(visitor_text=setter.take)
    setter.end_line()
    return setter.lines


Matrix = Sequence[float]


class _Setter:
    """Takes the pieces of a page as pypdf meets them: a piece that is a line end ends a line."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._at: tuple[float, float, float] | None = None

    def take(self, text: str, page: Matrix, line: Matrix, font: Any, size: float) -> None:
        """Take a piece of text; `page` and `line` place it: their product maps its origin."""
        for number, part in enumerate(text.split("\n")):
            if number:
                self.end_line()
            if part.strip() and self._at is None:
                self._at = _place(page, line, size)
            self._pieces.append(part)

    def end_line(self) -> None:
        """Close the line that is being set."""
        text = " ".join("".join(self._pieces).split())
        if text and self._at is not None:
            self.lines.append(Line(text, *self._at))
        self._pieces.clear()
        self._at = None


def _place(page: Matrix, line: Matrix, size: float) -> tuple[float, float, float]:
    """Return where a piece begins, and the size of its letters, in points."""
    x = line[4] * page[0] + line[5] * page[2] + page[4]
    y = line[4] * page[1] + line[5] * page[3] + page[5]
    up = (line[2] * page[0] + line[3] * page[2], line[2] * page[1] + line[3] * page[3])
    return x, y, max(1.0, abs(size) * hypot(*up))
