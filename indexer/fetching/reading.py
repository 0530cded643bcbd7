"""A fetched page as an article, by the reader that also reads saved pages."""

import re
from dataclasses import replace

from corpus.article import Article
from corpus.reading import Settings
from corpus.reading.addresses import host_name
from corpus.reading.outcomes import MAX_RECORD
from corpus.reading.pages import page_record
from corpus.reading.record import article_from
from indexer.fetching.client import Answer
from indexer.fetching.urls import normal, site_of

__all__ = ["LIMIT", "article_of", "is_page"]

LIMIT = MAX_RECORD
"""Bytes of a page."""

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
    charset = _CHARSET.search(answer.headers.get("content-type", ""))
    record = page_record(answer.body, answer.url, charset=charset[1] if charset else "")
    stated = str(record.fields["url"])
    if not stated or site_of(normal(stated, answer.url)) != site_of(answer.url):
        fields = {**record.fields, "url": answer.url}
        fields["source"] = fields["source"] or host_name(answer.url)
        record = replace(record, fields=fields)
    return article_from(record, answer.url, Settings())[0]
