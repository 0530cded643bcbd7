"""The forms of files that are read, by ending and by first bytes; and what is said of those that
are not."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from corpus.reading.json_records import read_json, read_json_lines
from corpus.reading.mhtml_files import read_mhtml
from corpus.reading.office_files import read_docx, read_xlsx
from corpus.reading.outcomes import Outcome, Settings
from corpus.reading.pages import read_page
from corpus.reading.pdf_files import read_pdf
from corpus.reading.plain_text import read_text
from corpus.reading.tables import read_csv
from corpus.reading.warc_files import read_warc
from corpus.reading.xml_files import read_xml

__all__ = ["ADVICE", "BORNE", "ENDINGS", "READERS", "Reader"]

Reader = Callable[[BinaryIO, str, Settings], Iterator[Outcome]]

READERS: dict[str, Reader] = {
    "text": read_text,
    "jsonl": read_json_lines,
    "json": read_json,
    "html": read_page,
    "csv": read_csv,
    "xml": read_xml,
    "warc": read_warc,
    "mhtml": read_mhtml,
    "docx": read_docx,
    "xlsx": read_xlsx,
    "pdf": read_pdf,
}
"""Form -> reader; "zip" is the form whose members are read as files of their own."""

ENDINGS: dict[str, str] = {
    ".txt": "text",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".json": "json",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".shtml": "html", ".aspx": "html", ".asp": "html", ".php": "html",
    ".jsp": "html",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".xml": "xml", ".rss": "xml", ".atom": "xml",
    ".warc": "warc", ".zip": "zip", ".mhtml": "mhtml", ".mht": "mhtml",
    ".docx": "docx", ".xlsx": "xlsx", ".pdf": "pdf",
}  # fmt: skip
"""File ending -> form; each may be followed by .gz, .xz or .zst."""

BORNE = frozenset({
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".bmp", ".tif", ".tiff", ".css",
    ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".eot", ".otf", ".mp3", ".mp4", ".webm",
    ".ogg", ".wav", ".m4a", ".avi", ".mov", ".swf", ".lock", ".log", ".tmp", ".bak", ".py",
    ".pyc", ".sh", ".ini", ".cfg", ".toml", ".yml", ".yaml", ".cdx", ".cdxj", ".idx",
    ".license",
})  # fmt: skip
"""Endings of what lies beside articles: passed over in a folder, counted by ending."""

ADVICE: dict[str, str] = {
    "parquet": "a Parquet table: turn it into JSON lines first "
    "(pandas: read_parquet(FILE).to_json(OUT, orient=\"records\", lines=True, force_ascii=False))",
    "sqlite": "an SQLite database: write the table as CSV first "
    "(sqlite3 -header -csv FILE \"SELECT ...\" > articles.csv)",
    "ole": "a document of old Word or Excel (.doc, .xls): save it as .docx, .xlsx or .txt first",
    "office": "a document of an office program that is not read: "
    "save it as .docx, .xlsx or .txt first",
    "rtf": "rich text: save it as .docx or .txt first",
    "rar": "a RAR archive: unpack it, or pack it as .zip",
    "7z": "a 7z archive: unpack it, or pack it as .zip",
    "bz2": "packed by bzip2: unpack it, or pack it as .gz, .xz or .zst",
    "md": "Markdown, taken for notes and not for news: give it the ending .txt if it is an article",
    "plain": "plain text under an ending that is none of text: give it the ending .txt",
    "picture": "a picture",
    "media": "sound or film",
    "font": "a font",
    "": "of no form that is read",
}  # fmt: skip
"""Form that holds articles perhaps and is not read -> what it is, and what to do."""
