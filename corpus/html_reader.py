"""Saved web pages: trafilatura finds the article and what the page says of itself, without network."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from corpus.article import Article
from corpus.record import Rejection, Unacceptable, article_from
from corpus.text_reader import read_whole

__all__ = ["read_html"]

_PUBLISHED = "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='pubdate']/@content"


def read_html(stream: BinaryIO, path: str) -> Iterator[Article | Rejection]:
    """Yield the one article of a page, or why there is none."""
    try:
        yield article_from(_fields(read_whole(stream)))
    except Unacceptable as error:
        yield Rejection(path, None, str(error))


def _fields(html: str) -> dict[str, Any]:
    from trafilatura import bare_extraction, load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read, we report ourselves
    tree = load_html(html)
    if tree is None:
        raise Unacceptable("not HTML")
    published = [str(value) for value in tree.xpath(_PUBLISHED)]
    found = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None:
        raise Unacceptable("no text: no article was found in the page")
    page = found if isinstance(found, dict) else found.as_dict()
    return {
        "title": page["title"],
        "body": page["text"],
        "summary": page["description"],
        "source": page["sitename"] or page["hostname"],
        "url": page["url"],
        "published": next(filter(_is_time, published), page["date"]),
        "authors": (page["author"] or "").split(";"),
    }


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value.strip())
    except ValueError:
        return False
    return True
