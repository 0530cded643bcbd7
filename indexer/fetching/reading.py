"""A fetched page as an article, by the reader that also reads saved pages."""

import re

from corpus.article import Article
from corpus.reading import Settings
from corpus.reading.outcomes import MAX_RECORD
from corpus.reading.pages import page_record
from corpus.reading.record import article_from
from indexer.fetching.client import Answer

__all__ = ["LIMIT", "article_of", "is_page"]

LIMIT = MAX_RECORD
"""Bytes of a page."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def is_page(answer: Answer) -> bool:
    """Say whether an answer can be HTML, by what the server calls it."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml", "")


def article_of(answer: Answer, settings: Settings) -> Article:
    """Return the article of a page. Raises `Unacceptable`, or `NoArticle` for a page of links."""
    charset = _CHARSET.search(answer.headers.get("content-type", ""))
    stated = charset[1] if charset else ""
    record = page_record(answer.body, answer.url, address=answer.url, charset=stated)
    return article_from(record, answer.url, settings)[0]
