"""A fetched page as an article, by the reader that also reads saved pages."""

import re
from dataclasses import replace
from io import BytesIO

from corpus.article import Article
from corpus.reading.pages import read_html
from corpus.reading.record import MAX_RECORD, Unacceptable, article_from
from indexer.fetching.client import Answer
from indexer.fetching.urls import normal, site_of

__all__ = ["LIMIT", "article_of", "is_page"]

LIMIT = MAX_RECORD
"""Bytes of a page."""

LEAST = 40
"""Words of an article; what holds fewer is a page of links, a picture, a video."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def is_page(answer: Answer) -> bool:
    """Say whether an answer can be HTML, by what the server calls it."""
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    return kind in (
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/octet-stream",
        "",
    )


def article_of(answer: Answer) -> Article:
    """Return the article of a page. Raises `Unacceptable` that says why there is none."""
    found = next(read_html(BytesIO(_in_utf_8(answer)), answer.url))
    if not isinstance(found, Article):
        raise Unacceptable(found.reason)
    if len(found.body.split()) < LEAST:
        raise Unacceptable(f"fewer than {LEAST} words: a page of links, not an article")
    if found.url and site_of(normal(found.url, answer.url)) == site_of(answer.url):
        return found
    named = article_from({"body": found.body, "title": found.title, "url": answer.url})
    return replace(found, id=named.id, url=named.url)


def _in_utf_8(answer: Answer) -> bytes:
    head = answer.body[:2048].decode("latin-1")
    declared = _CHARSET.search(answer.headers.get("content-type", "")) or _CHARSET.search(head)
    name = declared[1].lower() if declared else "utf-8"
    if name in ("utf-8", "utf8"):
        return answer.body
    try:
        return answer.body.decode(name, "replace").encode()
    except LookupError:
        return answer.body
