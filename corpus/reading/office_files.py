"""Documents and tables of office programs: .docx by python-docx, .xlsx by openpyxl.

Both are an extra of the installation, as is pypdf; without them the file is refused with how to get
them.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from corpus.reading.document_text import document_record
from corpus.reading.encodings import in_letters
from corpus.reading.outcomes import PARTS, Note, Outcome, Record, Settings, Unacceptable
from corpus.reading.tables import table_records
from corpus.reading.zip_files import bounded_size

__all__ = ["MISSING", "read_docx", "read_xlsx", "seekable"]

MAX_FILE = 64 * 10**6
MAX_UNPACKED = 400 * 10**6
MAX_CELLS = 200
MISSING = (
    "needs a library that is not installed: install timtin "
    "with its extra `office` (pip install '.[office]')"
)


def seekable(stream: BinaryIO) -> BinaryIO:
    """Return a stream in which a library may go to and fro: one that comes out of an archive is
    held in memory. Raises `Unacceptable` over `MAX_FILE` bytes."""
    if stream.seekable():
        return stream
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise Unacceptable(f"the file is over {MAX_FILE // 10**6} MB: unpack the archive first")
    return BytesIO(data)


def read_xlsx(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of each row below the header of each sheet that names a text. Raises
    `Unacceptable`."""
    stream = seekable(stream)
    bounded_size(stream, MAX_UNPACKED)
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Unacceptable(f".xlsx {MISSING}") from None
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
        yield from _sheets(sheets, path, settings)
    except Unacceptable:
        raise
    except Exception as error:  # whatever a library makes of a stranger's file
        raise Unacceptable(f"not a sound .xlsx file: {type(error).__name__}: {error}") from None


def _sheets(sheets: list[Any], path: str, settings: Settings) -> Iterator[Outcome]:
    reasons = {}
    for sheet in sheets:
        rows = (
            (number, [_cell(value, settings) for value in row])
            for number, row in enumerate(_rows(sheet), 1)
        )
        try:
            yield from table_records(rows, path, settings)
        except Unacceptable as error:
            reasons[sheet.title] = str(error)
    if len(reasons) == len(sheets):
        raise Unacceptable(next(iter(reasons.values()), "the workbook holds no table"))
    for title, reason in reasons.items():
        text = f"the sheet {title!r} is passed over: {reason}"
        yield Note(path, None, PARTS, text, "sheets without articles")


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True, max_col=MAX_CELLS)
    return rows


def _cell(value: Any, settings: Settings) -> Any:
    if not isinstance(value, str):
        return _filled(value)
    return in_letters(_ESCAPED_END.sub("\n", value), settings.encoding)


# "_x000D_" with the line end behind it: how spreadsheets write a carriage return
_ESCAPED_END = re.compile(r"_x000[Dd]_\n?")


def _filled(value: Any) -> Any:
    return "" if value is None else value


def read_docx(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of a document: its paragraphs and tables in order. Raises `Unacceptable`."""
    stream = seekable(stream)
    bounded_size(stream, MAX_UNPACKED)
    try:
        from docx import Document
    except ImportError:
        raise Unacceptable(f".docx {MISSING}") from None
    try:
        blocks = [(_style(block), text) for block, text in _blocks(Document(stream))]
    except Exception as error:  # whatever a library makes of a stranger's file
        raise Unacceptable(f"not a sound .docx file: {type(error).__name__}: {error}") from None
    yield _document([(style, in_letters(text, settings.encoding)) for style, text in blocks])


def _blocks(document: Any) -> Iterator[tuple[Any, str]]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from ((None, line) for line in _table_lines(block))
        else:
            yield block, block.text


def _table_lines(table: Any) -> Iterator[str]:
    """Yield a line for each row; of a table that only sets texts side by side, as the heading of a
    document does, one text after the other."""
    rows = [list(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in table.rows]
    side_by_side = len(rows) <= _HEADING_ROWS and any("\n" in cell for row in rows for cell in row)
    for cells in rows:
        if side_by_side:
            yield from cells
        else:
            yield " | ".join(" ".join(cell.split()) for cell in cells if cell)


_HEADING_ROWS = 2


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
    return document_record([text for _, text in lines], titled)
