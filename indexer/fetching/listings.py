"""Lists of pages: sitemaps, their indexes and text forms, and feeds (RSS, Atom, JSON Feed), with
the time of each.

trafilatura reads the links of both too, but leaves out the times, and takes those of feeds by
expressions.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

from lxml import etree

from corpus.reading.days import VIETNAM
from indexer.fetching.client import unpacked

__all__ = ["LIMIT", "MOST", "Listed", "Listing", "read_listing"]

LIMIT = 52_428_800
"""Bytes of an unpacked sitemap, as its protocol allows."""

MOST = 50_000
"""Pages of one list, as the protocol of sitemaps allows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page or a further list, and when it changed last, as its list says it ("" when it does
    not)."""

    url: str
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands in a list; `is_feed` when it holds the latest only, and what is gone from it need
    not be gone."""

    pages: tuple[Listed, ...] = ()
    lists: tuple[Listed, ...] = ()
    is_feed: bool = False


def read_listing(body: bytes) -> Listing | None:
    """Read a list in any of its forms, also packed as gzip; None when it is something else.

    Raises `PageFailed` for one that grows beyond `LIMIT` when it is unpacked.
    """
    if body.startswith(b"\x1f\x8b"):
        body = unpacked(body, LIMIT)
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"http://", b"https://")):
        return _of_text(body)
    if head.startswith(b"{"):
        return _of_json(body)
    return _of_xml(body.lstrip(b"\xef\xbb\xbf \t\r\n")) if head.startswith(b"<") else None


def _of_text(body: bytes) -> Listing:
    lines = body.decode("utf-8-sig", "replace").split("\n", MOST)[:MOST]
    return Listing(tuple(Listed(line.strip()) for line in lines if line.startswith("http")))


def _of_json(body: bytes) -> Listing | None:
    try:
        feed = json.loads(body)
        items = feed["items"] if "jsonfeed.org" in str(feed["version"]) else []
        pages = [
            Listed(
                str(item["url"]),
                _time(_text(item, "date_modified") or _text(item, "date_published")),
            )
            for item in items[:MOST]
            if "url" in item
        ]
    except (KeyError, RecursionError, TypeError, ValueError):
        return None
    return Listing(tuple(pages), is_feed=True)


def _text(item: dict[str, Any], name: str) -> str:
    return str(item.get(name) or "")


_ROOTS = {"urlset", "sitemapindex", "rss", "feed", "RDF"}
_ENTRIES = {"url": "loc", "sitemap": "loc", "item": "link", "entry": "link"}
_TIMES = ("lastmod", "updated", "publication_date", "pubDate", "date", "published")


def _of_xml(body: bytes) -> Listing | None:
    found: dict[str, list[Listed]] = {name: [] for name in _ENTRIES}
    root = ""
    try:
        for name, entry in _entries(body):
            if not root:
                root = name
                if root not in _ROOTS:
                    break
            elif listed := _listed(name, entry):
                found[name].append(listed)
                if len(found[name]) >= MOST:
                    break
    except etree.XMLSyntaxError:
        pass  # what came before is good
    if root not in _ROOTS:
        return None
    pages = (*found["url"], *found["item"], *found["entry"])
    return Listing(pages, tuple(found["sitemap"]), root in ("rss", "feed", "RDF"))


def _entries(body: bytes) -> Iterator[tuple[str, Any]]:
    """Yield the root's name, then each entry when it is complete; entities and the network are
    off."""
    walk = etree.iterparse(
        BytesIO(body),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    seen_root = False
    for event, element in walk:
        name = _local(element.tag)
        if event == "start":
            if not seen_root:
                seen_root = True
                yield name, element
        elif name in _ENTRIES:
            yield name, element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _listed(name: str, entry: Any) -> Listed | None:
    texts: dict[str, str] = {}
    for element in entry.iter():
        texts.setdefault(_local(element.tag), (element.text or "").strip())
    own = (_address(element) for element in entry if _local(element.tag) == _ENTRIES[name])
    address = next(filter(None, own), "") or texts.get("guid", "") * texts.get(
        "guid", ""
    ).startswith("http")
    changed = next((time for tag in _TIMES if (time := _time(texts.get(tag, "")))), "")
    return Listed(address, changed) if address else None


def _address(element: Any) -> str:
    if len(element):  # an entity of the document's own, or markup
        return ""
    if element.get("href"):
        return (
            str(element.get("href")).strip()
            if element.get("rel", "alternate") == "alternate"
            else ""
        )
    return (element.text or "").strip()


def _time(text: str) -> str:
    """Return a time in Vietnam as ISO, so that strings sort; "" for what is none."""
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (TypeError, ValueError):
            return ""
    try:
        return (
            (moment.astimezone(VIETNAM) if moment.tzinfo else moment)
            .replace(tzinfo=None)
            .isoformat()
        )
    except OverflowError:
        return ""
