"""What a page says of itself: OpenGraph, meta elements, schema.org as JSON-LD and as attributes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

__all__ = ["PageMeta", "text_of"]

_MAX_SCRIPT = 300_000
_ARTICLES = ("NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "WebPage")
_DAY_NAMES = (
    "article:published_time", "article:published",
    "datepublished", "og:published_time", "pubdate", "publishdate",
    "publish_date", "published_time", "dc.date.issued",
    "dcterms.created", "dc.date", "dcterms.date", "date",
    "article.published", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "rnews:datepublished",
    "citation_publication_date", "article:post_date", "og:article:published_time",
)  # fmt: skip
_AUTHOR_NAMES = (
    "dable:author",
    "article:author",
    "author",
    "dc.creator",
    "parsely-author",
    "cxenseparse:author",
)


def text_of(element: Any, most: int = 2_000) -> str:
    """Return an element's text on one line; of a longer one hardly more than `most` characters."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece.strip())
        if length > most:
            break
    return " ".join("".join(pieces).split())


class PageMeta:
    """The statements of a page about itself, read once."""

    def __init__(self, tree: Any, base: str = "") -> None:
        self._tree = tree
        self._base = base
        self._meta: dict[str, list[str]] = {}
        for meta in tree.iterfind(".//meta"):
            name = (
                (meta.get("property") or meta.get("name") or meta.get("itemprop") or "")
                .strip()
                .lower()
            )
            if name and (content := " ".join((meta.get("content") or "").split())):
                self._meta.setdefault(name, []).append(content)
        self._linked = list(_linked_data(tree))

    def get(self, *names: str) -> str:
        """Return the first statement under one of the names, "" for none."""
        return next((self._meta[name][0] for name in names if name in self._meta), "")

    def linked(self, name: str, *types: str) -> Any:
        """Return what the JSON-LD of the article says under a name, None for nothing."""
        for kind in types or _ARTICLES:
            for thing in self._linked:
                if kind in _types(thing) and thing.get(name):
                    return thing[name]
        return None

    @property
    def address(self) -> str:
        """The address under which the page wants to be known: rel=canonical before og:url."""
        base = self.get("og:url") or self._base
        links = self._tree.iterfind(".//link")
        canonical = [link.get("href", "") for link in links if link.get("rel") == "canonical"]
        said = [
            *(_joined(base, link) for link in canonical if link),
            self.get("og:url"),
            _text(self.linked("url")),
            self.get("twitter:url"),
        ]
        return next((one for one in said if one.startswith(("http://", "https://"))), "")

    def days(self) -> Iterator[str]:
        """Yield what is said of the day of publication, the surest first."""
        for name in _DAY_NAMES[:2]:
            yield from self._meta.get(name, ())
        yield _text(self.linked("datePublished"))
        for element in self._tree.iterfind(".//*[@itemprop='datePublished']"):
            yield element.get("content") or element.get("datetime") or text_of(element)
        for name in _DAY_NAMES[2:]:
            yield from self._meta.get(name, ())

    def authors(self) -> Iterator[list[str]]:
        """Yield what is said of the authors, each statement as a list of names."""
        yield _names(self.linked("author"))
        for name in _AUTHOR_NAMES:
            yield self._meta.get(name, [])

    def crumbs(self) -> list[str]:
        """Return the names of the page's breadcrumbs of JSON-LD, the home page first."""
        items = self.linked("itemListElement", "BreadcrumbList")
        found = (
            [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
        )
        return [_text(item.get("name")) or _text(item.get("item") or {}) for item in found]


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _linked_data(tree: Any) -> Iterator[Mapping[str, Any]]:
    for script in tree.iterfind(".//script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _MAX_SCRIPT:
            continue
        try:
            said = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _things(said)


def _things(said: Any) -> Iterator[Mapping[str, Any]]:
    for thing in said if isinstance(said, list) else [said]:
        if isinstance(thing, Mapping):
            yield thing
            if isinstance(thing.get("@graph"), list):
                yield from (one for one in thing["@graph"] if isinstance(one, Mapping))


def _types(thing: Mapping[str, Any]) -> list[str]:
    kind = thing.get("@type")
    return [str(one) for one in kind] if isinstance(kind, list) else [str(kind)]


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@id")
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _names(value: Any) -> list[str]:
    return [_text(one) for one in (value if isinstance(value, list) else [value])]
