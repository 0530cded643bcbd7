"""A page saved as one file (MHTML, RFC 2557): the page itself, by its address; pictures stay
out."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, Message
from typing import BinaryIO

from corpus.reading.outcomes import Outcome, Settings, Unacceptable
from corpus.reading.pages import page_record

__all__ = ["read_mhtml"]

MAX_FILE = 64 * 10**6


def read_mhtml(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of the page. Raises `Unacceptable`."""
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise Unacceptable(f"the file is over {MAX_FILE // 10**6} MB")
    message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.compat32)
    page = _page(message)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise Unacceptable("no page in it: not a page saved as MHTML")
    address = str(
        message.get("Snapshot-Content-Location") or page.get("Content-Location") or ""
    ).strip()
    charset = settings.encoding or str(page.get_content_charset() or "")
    yield page_record(
        content, path, address=address if address.startswith("http") else "", charset=charset
    )


def _page(message: Message) -> Message | None:
    """Return the part that is the page: the one that the head names, by its id or address, else the
    first; frames stand beside it."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    root = str(message.get_param("start") or "").strip()
    named = (
        part
        for part in pages
        if (root and str(part.get("Content-ID") or "").strip() == root)
        or (address and str(part.get("Content-Location") or "").strip() == address)
    )
    return next(named, pages[0] if pages else None)


_PAGES = ("text/html", "application/xhtml+xml")
