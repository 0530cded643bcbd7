"""Documents and tables of office programs: .docx by python-docx, .xlsx by openpyxl, text PDF by
pypdf.

The three libraries are an extra of the installation; without them the file is refused with how to
get them.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from corpus.reading.lines import joined_lines
from corpus.reading.outcomes import Outcome, Record, Rejection, Settings, Unacceptable
from corpus.reading.tables import table_records
from corpus.reading.zip_files import bounded_size

__all__ = ["read_docx", "read_pdf", "read_xlsx"]

MAX_FILE = 64 * 10**6
MAX_UNPACKED = 400 * 10**6
MAX_PAGES = 3_000
MAX_CELLS = 200
_MISSING = (
    "needs a library that is not installed: install timtin "
    "with its extra `office` (pip install '.[office]')"
)


def read_xlsx(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of each row below the header of each sheet that names a text. Raises
    `Unacceptable`."""
    bounded_size(stream, MAX_UNPACKED)
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Unacceptable(f".xlsx {_MISSING}") from None
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
        yield from _sheets(sheets, path, settings)
    except Unacceptable:
        raise
    except Exception as error:  # whatever a library makes of a stranger's file
        raise Unacceptable(f"not a sound .xlsx file: {type(error).__name__}: {error}") from None


def _sheets(sheets: list[Any], path: str, settings: Settings) -> Iterator[Outcome]:
    reasons = []
    for sheet in sheets:
        rows = (
            (number, [_cell(value) for value in row]) for number, row in enumerate(_rows(sheet), 1)
        )
        try:
            yield from table_records(rows, path, settings)
        except Unacceptable as error:
            reasons.append(str(error))
    if len(reasons) == len(sheets):
        raise Unacceptable(reasons[0] if reasons else "the workbook holds no table")


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True, max_col=MAX_CELLS)
    return rows


def _cell(value: Any) -> Any:
    return "" if value is None else value


def read_docx(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of a document: its paragraphs and tables in order. Raises `Unacceptable`."""
    bounded_size(stream, MAX_UNPACKED)
    try:
        from docx import Document
    except ImportError:
        raise Unacceptable(f".docx {_MISSING}") from None
    try:
        blocks = [(_style(block), text) for block, text in _blocks(Document(stream))]
    except Exception as error:  # whatever a library makes of a stranger's file
        raise Unacceptable(f"not a sound .docx file: {type(error).__name__}: {error}") from None
    yield _document(blocks)


def _blocks(document: Any) -> Iterator[tuple[Any, str]]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield None, " | ".join(" ".join(cell.split()) for cell in cells if cell)
        else:
            yield block, block.text


def _style(block: Any) -> str:
    try:
        return str(block.style.name or "") if block is not None and block.style is not None else ""
    except (AttributeError, KeyError):
        return ""


def _document(blocks: list[tuple[str, str]]) -> Record:
    lines = [
        (style, line.strip()) for style, text in blocks for line in text.split("\n") if line.strip()
    ]
    titled = next((text for style, text in lines if style in ("Title", "Heading 1")), "")
    return text_record([text for _, text in lines], titled)


# the line "KẾ HOẠCH" above what a plan is about
_TYPE_LINE = re.compile(
    "(?:NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|KẾT LUẬN|QUY CHẾ|QUY ĐỊNH"
    "|THÔNG TRI|HƯỚNG DẪN|THÔNG BÁO|THÔNG CÁO|TUYÊN BỐ|LỜI KÊU GỌI"
    "|BÁO CÁO|KẾ HOẠCH|QUY HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|DỰ ÁN"
    "|TỜ TRÌNH|CÔNG VĂN|CÔNG ĐIỆN|BIÊN BẢN|NGHỊ ĐỊNH|THÔNG TƯ)"
)


def text_record(lines: list[str], titled: str = "") -> Record:
    """Return a document's record; its title as marked, else its type and the lines below it, else
    its first line."""
    at = next(
        (number for number, line in enumerate(lines[:30]) if _TYPE_LINE.fullmatch(line)), None
    )
    if not titled and at is not None:
        below = [
            line
            for line in lines[at + 1 : at + 4]
            if line and not line.startswith(("-", "Căn cứ", "Thực hiện"))
        ]
        titled = f"{lines[at].capitalize()} {_subject(below)}".strip()
    body = [line for line in lines if line != titled]
    if (
        not titled
        and len(lines) > 1
        and len(lines[0]) <= 200
        and not lines[0].endswith((".", ":", ";"))
    ):
        titled, body = lines[0], lines[1:]
    return Record({"title": titled, "body": "\n".join(body) or titled}, plain=True)


def _subject(below: list[str]) -> str:
    """Return the subject under a document's type: lines up to the one that ends a sentence or
    begins the text."""
    taken: list[str] = []
    for line in below:
        if len(" ".join(taken)) + len(line) > 250 or (taken and line[:1].isupper()):
            break
        taken.append(line)
    return " ".join(taken)


def read_pdf(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of a PDF that holds text, its lines joined to paragraphs. Raises
    `Unacceptable`."""
    import logging

    try:
        from pypdf import PdfReader
    except ImportError:
        raise Unacceptable(f".pdf {_MISSING}") from None
    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # what it cannot read, we report ourselves
    try:
        reader = PdfReader(stream)
        if len(reader.pages) > MAX_PAGES:
            raise Unacceptable(f"the document has more than {MAX_PAGES:,} pages")
        pages = [page.extract_text() for page in reader.pages]
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except Unacceptable:
        raise
    except Exception as error:  # whatever a library makes of a stranger's file
        raise Unacceptable(f"not a sound PDF: {type(error).__name__}: {error}") from None
    lines = [line for line in joined_lines("\n".join(pages)).split("\n") if line.strip()]
    if not lines:
        yield Rejection(
            path,
            None,
            "no text: the PDF holds pictures of pages; run it through OCR first (ocrmypdf -l vie)",
        )
        return
    yield text_record(
        [" ".join(line.split()) for line in lines], "" if _is_no_title(title) else title
    )


def _is_no_title(title: str) -> bool:
    return (
        not title.strip()
        or title.lower().endswith((".doc", ".docx", ".pdf"))
        or "Microsoft Word" in title
    )
