"""Where a page leads: its links in their order, and the feeds it announces."""

from collections.abc import Iterator

from lxml import etree

from indexer.fetching.urls import normal

__all__ = ["feeds_of", "links_of"]

MOST = 2_000
"""Links of one page that are looked at."""

MOST_FEEDS = 20

_FEEDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)


def _tree(body: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(no_network=True, huge_tree=False, recover=True)
    try:
        return etree.fromstring(body, parser) if body.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        return None


def links_of(body: bytes, url: str) -> list[str]:
    """Return the addresses of a page's links, each once; those that robots are told not to follow
    are left out."""
    tree = _tree(body)
    return [] if tree is None else list(dict.fromkeys(_links(tree, url)))


def _links(tree: etree._Element, url: str) -> Iterator[str]:
    bases = tree.xpath("//base/@href")
    base = normal(str(bases[0]), url) if bases else url
    for number, anchor in enumerate(tree.iter("a", "area")):
        if number >= MOST:
            return
        rel = (anchor.get("rel") or "").lower().split()
        if "nofollow" not in rel and (address := normal(anchor.get("href") or "", base or url)):
            yield address


def feeds_of(body: bytes, url: str) -> list[str]:
    """Return the addresses of the feeds that a page announces, not those of comments."""
    tree = _tree(body)
    if tree is None:
        return []
    found = [
        normal(link.get("href") or "", url)
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and (link.get("type") or "").partition(";")[0].strip().lower() in _FEEDS
    ]
    feeds = dict.fromkeys(feed for feed in found if feed and "comments" not in feed)
    return list(feeds)[:MOST_FEEDS]
