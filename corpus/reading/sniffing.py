"""What a file is by its first bytes, where its ending does not say it."""

import re

from corpus.reading.encodings import marked_encoding

__all__ = ["HEAD", "form_of"]

HEAD = 8_192
"""Bytes that are looked at."""

_SIGNS = [
    (b"\x1f\x8b", "gz"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"WARC/", "warc"),
    (b"%PDF-", "pdf"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"BZh", "bz2"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "media"),
    (b"\x00\x00\x01\x00", "picture"),
    (b"wOF", "font"),
    (b"ID3", "media"),
]
# <?xml version="1.0"?>, <!doctype html>, a comment before them
_PROLOG = re.compile(
    rb"<\?xml[^>]{0,300}\?>|<!--.{0,4000}?-->|<!doctype [^>]{0,600}>", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(rb"<([a-zA-Z_][\w:.-]{0,60})[\s>/]")
_HTML_ROOTS = frozenset({
    b"html", b"head", b"body", b"div", b"p", b"title", b"meta", b"table", b"section", b"main",
    b"h1", b"h2", b"h3", b"span", b"a", b"script", b"style", b"link", b"center", b"font",
    b"img", b"ul",
})  # fmt: skip
_MAIL = re.compile(rb"[A-Za-z-]{2,40}:")


def form_of(head: bytes) -> str:
    """Return what a file is: gz xz zst warc zip docx xlsx pdf html xml mhtml json text and some
    more, "" for unknown."""
    sign = next((form for sign, form in _SIGNS if head.startswith(sign)), "")
    if sign:
        return sign
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _office(head)
    if encoding := marked_encoding(head):
        head = (
            head.decode(encoding, "replace")
            .encode("utf-8", "replace")
            .removeprefix(b"\xef\xbb\xbf")
        )
    return _of_text(head.lstrip())


def _office(head: bytes) -> str:
    if b"[Content_Types].xml" in head or b"_rels/.rels" in head or b"docProps/" in head:
        return "docx" if b"word/" in head else "xlsx" if b"xl/" in head else "office"
    return "zip"


def _of_text(head: bytes) -> str:
    if head.startswith((b"{", b"[{", b"[\n", b"[\r", b"[ ")):
        return "json"
    if head.startswith(b"<"):
        return _markup(head)
    if head[:8] in (b"From: <S", b"MIME-Ver") or (
        _MAIL.match(head) and b"mime-version:" in head[:4_000].lower()
    ):
        return "mhtml"
    controls = sum(head.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return "text" if head and controls * 50 < len(head) else ""


def _markup(head: bytes) -> str:
    declared = head.startswith(b"<?xml")
    while prolog := _PROLOG.match(head):
        if prolog[0][:14].lower() == b"<!doctype html":
            return "html"
        head = head[prolog.end() :].lstrip()
    root = _ROOT.match(head)
    if root is None:
        return "html" if head.startswith(b"<!--") else "text"
    return (
        "html"
        if root[1].lower() in _HTML_ROOTS or (root[1].lower() == b"article" and not declared)
        else "xml"
    )
