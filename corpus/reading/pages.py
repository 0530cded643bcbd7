"""Saved web pages: trafilatura finds the article and what the page says of itself, without
network."""

import logging
import re
import warnings
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from corpus.article import Article
from corpus.reading.plain_text import read_whole
from corpus.reading.record import YEARS, Rejection, Unacceptable, article_from

__all__ = ["read_html"]

_PUBLISHED = "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='pubdate']/@content"


MAX_ELEMENTS = 10_000
MAX_ATTRIBUTES = 2_000
"""Bounds of a page, well above real ones: the libraries below take quadratic time, some seconds for
so much."""

_TAG = re.compile(r"<[a-zA-Z][^\s>/]*")
_ATTRIBUTE = re.compile(
    r"""[\s/]*[^\s>/=][^\s>/=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?|[\s/]*=+"""
)


def read_html(stream: BinaryIO, path: str) -> Iterator[Article | Rejection]:
    """Yield the one article of a page, or why there is none."""
    try:
        yield article_from(_fields(read_whole(stream)))
    except Unacceptable as error:
        yield Rejection(path, None, str(error))


def _fields(html: str) -> dict[str, Any]:
    from trafilatura import bare_extraction, load_html

    logging.getLogger("trafilatura").setLevel(
        logging.CRITICAL
    )  # what it cannot read, we report ourselves
    _check_attributes(html)
    tree = load_html(html)
    if tree is None:
        raise Unacceptable("not HTML")
    if next(islice(tree.iter(), MAX_ELEMENTS, None), None) is not None:
        raise Unacceptable(f"the page has more than {MAX_ELEMENTS:,} elements")
    published = [str(value) for value in tree.xpath(_PUBLISHED)]
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of a library below about an odd date: it is not the user's to mend
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
        "body": (page["text"] or "").removeprefix(f"{page['title']}\n"),
        "summary": page["description"],
        "source": page["sitename"] or page["hostname"],
        "url": page["url"],
        "published": next(filter(_is_time, published), page["date"]),
        "authors": (page["author"] or "").split(";"),
    }


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


def _is_time(value: str) -> bool:
    try:
        return datetime.fromisoformat(value.strip()).year in YEARS
    except ValueError:
        return False
