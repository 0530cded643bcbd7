"""Web archives (WARC, ISO 28500): the pages that a crawler kept, each with the address it came
from."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from corpus.reading.outcomes import (
    MAX_RECORD,
    PARTS,
    NoArticle,
    Note,
    Outcome,
    Rejection,
    Settings,
    Unacceptable,
)
from corpus.reading.pages import page_record
from corpus.reading.sniffing import HEAD, form_of

__all__ = ["read_warc"]

_PAGE = re.compile(r"\s*(?:text/html|application/xhtml\+xml)", re.IGNORECASE)
_UNTYPED = re.compile(r"\s*(?:|(?:application|binary)/(?:octet-stream|x-unknown)\s*)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def read_warc(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of each page of an archive, or why it is none. Raises `Unacceptable`."""
    for outcome in _kept_pages(stream, path):
        if isinstance(outcome, Note):
            yield outcome
            continue
        address, charset, page = outcome
        place = f"{path}: {address}"
        try:
            yield page_record(page, place, address=address, charset=settings.encoding or charset)
        except NoArticle as error:
            yield Note(place, None, PARTS, str(error), "pages that are no articles")
        except Unacceptable as error:
            yield Rejection(place, None, str(error))


def _kept_pages(stream: BinaryIO, path: str) -> Iterator[tuple[str, str, bytes] | Note]:
    """Yield (address, charset, bytes) of each page that was answered with 200, a note for what else
    was kept.

    Raises `Unacceptable` where the archive is not sound.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for kept in ArchiveIterator(stream):
            if kept.rec_type in ("response", "resource"):
                yield _page(kept, path)
    except (ArchiveLoadFailed, ValueError, EOFError) as error:
        if isinstance(error, Unacceptable):
            raise
        raise Unacceptable(
            f"not a sound WARC file: {_line(error)}; what came before was read"
        ) from None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _page(kept: Any, path: str) -> tuple[str, str, bytes] | Note:
    headers = kept.http_headers or kept.rec_headers
    content_type = headers.get_header("Content-Type") or ""
    status = kept.http_headers.get_statuscode() if kept.http_headers else "200"
    body = b""
    untyped = status == "200" and _UNTYPED.fullmatch(content_type)
    if untyped:  # then the page itself says what it is
        body = kept.content_stream().read(MAX_RECORD + 1)
    is_page = form_of(body[:HEAD]) == "html" if untyped else _PAGE.match(content_type)
    if status != "200" or not is_page:
        what = (
            f"answer {status}"
            if status != "200"
            else content_type.partition(";")[0].strip()[:40] or "no type"
        )
        return Note(path, None, PARTS, f"kept answers that are no pages: {what}", what)
    charset = _CHARSET.search(content_type)
    address = (kept.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    body = body or kept.content_stream().read(MAX_RECORD + 1)
    return address, charset[1] if charset else "", body
