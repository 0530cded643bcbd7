"""Pages of the web: the article, and what the page states of it, without network."""

import logging
import re
import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from corpus.reading.addresses import host_name
from corpus.reading.encodings import check_encoding, decode, marked_encoding
from corpus.reading.outcomes import MAX_RECORD, Outcome, Record, Settings, Unacceptable
from corpus.reading.page_authors import authors_of
from corpus.reading.page_body import Body, blocks_of, find_body
from corpus.reading.page_day import day_of
from corpus.reading.page_meta import PageMeta, text_of
from corpus.reading.page_names import headline_of, source_of
from corpus.reading.page_section import section_of

__all__ = ["is_page", "page_record", "read_page"]

MAX_ELEMENTS = 10_000
MAX_ATTRIBUTES = 2_000
"""Bounds of a page, well above real ones: the libraries below take quadratic time, some seconds for
so much."""

_TAG = re.compile(r"<[a-zA-Z][^\s>/]*")
# ' class="a"', ' hidden': one attribute of a tag
_ATTRIBUTE = re.compile(
    r"""[\s/]*[^\s>/=][^\s>/=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?|[\s/]*=+"""
)
# <meta charset="windows-1258">
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.IGNORECASE
)
_SAVED_FROM = re.compile(r"<!-- (?:saved from url=\(\d{1,6}\)|Mirrored from )(\S{1,2000})")


def read_page(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the record of a saved page. Raises `Unacceptable`, `NoArticle` for a page that holds
    none."""
    data = stream.read(MAX_RECORD + 1)
    if len(data) > MAX_RECORD:
        raise Unacceptable(f"the file is over {MAX_RECORD // 10**6} MB")
    yield page_record(data, path, charset=settings.encoding)


def is_page(text: str) -> bool:
    """Say whether a text is a whole page: "<!DOCTYPE html>", "<html lang="vi">"."""
    return bool(_WHOLE.match(text))


_WHOLE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE
)


def page_record(data: bytes, place: str, address: str = "", charset: str = "") -> Record:
    """Return the record of a page that came from an address, in an encoding, if these are known.

    Raises `Unacceptable`, and `NoArticle` when the page is a list, a frame or nearly empty.
    """
    html = _decoded(data, charset)
    tree = _tree(html)
    saved = address or _saved_from(html)
    meta = PageMeta(tree, saved)
    address = _agreed(meta.address, address) if address else meta.address or saved
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a library below: it is not the user's to mend
        return Record(_fields(tree, meta, address), place=place, plain=True, page=True)


def _agreed(stated: str, address: str) -> str:
    """Return under which address a page is known that came from one: what it states, unless that is
    another site's or a front page's."""
    theirs, front = host_name(stated) != host_name(address), urlsplit(stated).path in ("", "/")
    return address if theirs or (front and urlsplit(address).path not in ("", "/")) else stated


def _decoded(data: bytes, charset: str) -> str:
    """Return a page's text: by its mark, as UTF-8 where it is that, else as the server, the user or
    the page says."""
    stated = _CHARSET.search(data[:4_096])
    name = charset or (stated[1].decode("ascii", "replace") if stated else "")
    try:
        name = check_encoding(name) if name else ""
    except ValueError:
        name = ""
    wide = name.startswith(("utf-16", "utf-32"))
    if marked_encoding(data) or not name or (wide and not charset):  # a page that can say so is not
        return decode(data)
    if not name.startswith("utf"):
        try:
            return decode(data)
        except Unacceptable:
            return decode(data, name)
    return decode(data, name)


def _saved_from(html: str) -> str:
    """Return the address that a browser or a mirroring program noted in a saved page."""
    found = _SAVED_FROM.search(html[:4_000])
    if found is None:
        return ""
    return found[1] if found[1].startswith("http") else f"https://{found[1]}"


def _tree(html: str) -> Any:
    from trafilatura import load_html

    logging.getLogger("trafilatura").setLevel(
        logging.CRITICAL
    )  # what it cannot read, we report ourselves
    _check_attributes(html)
    tree = load_html(html)
    if tree is None:
        raise Unacceptable("not HTML")
    if next(islice(tree.iter(), MAX_ELEMENTS, None), None) is not None:
        raise Unacceptable(f"the page has more than {MAX_ELEMENTS:,} elements")
    return tree


def _fields(tree: Any, meta: PageMeta, address: str) -> dict[str, object]:
    blocks = list(blocks_of(tree))
    title, head = headline_of(tree, meta, address, blocks)
    body = find_body(tree, title)
    headline = next((at for at, block in enumerate(blocks) if _is_in(block.element, head)), 0)
    source = source_of(tree, meta, title, address)
    return {
        "title": title,
        "body": "\n".join(body.paragraphs),
        "summary": _summary(tree, meta, body),
        "source": source or host_name(address),
        "url": address,
        "published": day_of(meta, blocks, headline, body.element),
        "section": section_of(tree, meta, title, blocks),
        "authors": authors_of(tree, meta, body.byline, source, blocks),
        "caption": body.captions[0] if body.captions else "",
    }


def _is_in(element: Any, head: Any) -> bool:
    while head is not None and element is not None:
        if element is head:
            return True
        element = element.getparent()
    return False


def _summary(tree: Any, meta: PageMeta, body: Body) -> str:
    """Return the lead that stands apart from the text, else what the page states of itself."""
    for element in tree.xpath(_LEADS):
        text = text_of(element)
        if 20 < len(text) < 1_000:
            return text
    return meta.get("og:description", "description", "twitter:description")


_LEADS = (
    ".//*[@data-role='sapo' or contains(@class,'sapo') or "
    "contains(@class,'article-lead') or @id='hometext-news'"
    " or contains(@class,'hometext') or contains(@class,'cms-desc') "
    "or contains(@class,'article-summary')]"
)


def _check_attributes(html: str) -> None:
    at = 0
    while tag := _TAG.search(html, at):
        at = tag.end()
        for _ in range(MAX_ATTRIBUTES):
            attribute = _ATTRIBUTE.match(html, at)
            if attribute is None:
                break
            at = attribute.end()
        else:
            raise Unacceptable(
                f"an element of the page has more than {MAX_ATTRIBUTES:,} attributes"
            )
        if tag.group().lower() == "<script":  # what looks like a tag in a script is none
            at = html.find("</", at)
            if at < 0:
                return
