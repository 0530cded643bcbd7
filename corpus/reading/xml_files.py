"""XML: RSS and Atom with full text, WordPress exports, articles one or many a file. Entities and
network are off."""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from corpus.reading.field_names import holds_body
from corpus.reading.markup import plain_text
from corpus.reading.outcomes import (
    MAX_RECORD,
    PARTS,
    Note,
    Outcome,
    Record,
    Rejection,
    Settings,
    Unacceptable,
)

__all__ = ["read_xml"]

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ATOM = "{http://www.w3.org/2005/Atom}"
_FEED_ITEMS = ("item", "entry")
_NO_NAMES = frozenset({
    "admin", "administrator", "root", "editor", "webmaster", "user", "bientap", "banbientap",
})  # fmt: skip
LEAST_WORDS = 40
"""Words of a feed's description that may be the article itself; less is a teaser."""

_SITEMAP = (
    "a sitemap: it lists addresses and holds no articles; "
    "`index fetch` with the site's address reads them"
)
_ADVICE = {
    "urlset": _SITEMAP,
    "sitemapindex": _SITEMAP,
    "mediawiki": "an export of a wiki, in wiki markup: "
    "turn it into JSON lines first (with WikiExtractor, say)",
    "svg": "a picture",
    "html": "a page: give it the ending .html",
    "opml": "a list of feeds: `index fetch` with the address of each reads them",
}
"""Root of XML files that hold no articles -> what they are, and what to do."""


def read_xml(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    """Yield the records of a feed, a WordPress export, or a file of one or many articles. Raises
    `Unacceptable`."""
    from defusedxml import DefusedXmlException

    try:
        yield from _records(stream, path, settings)
    except DefusedXmlException:
        raise Unacceptable(
            "XML with entities or a network address in it, which is not read"
        ) from None
    except ParseError as error:
        raise Unacceptable(f"not XML: {error}; what came before was read") from None
    except (LookupError, ValueError) as error:
        if isinstance(error, Unacceptable):
            raise
        raise Unacceptable(f"not XML: {error}") from None


def _records(stream: BinaryIO, path: str, settings: Settings) -> Iterator[Outcome]:
    from defusedxml.ElementTree import iterparse

    bounded = _Bounded(stream)
    events = iter(iterparse(bounded, events=("start", "end")))
    root = next((element for event, element in events if event == "start"), None)
    if root is None:
        return
    name = _local(root.tag)
    if name in _ADVICE:
        raise Unacceptable(_ADVICE[name])
    if name in ("rss", "feed", "RDF"):
        yield from _feed(events, root, path, bounded)
    else:
        for _ in events:
            pass
        yield from _articles(root, settings)


class _Bounded:
    """A stream that ends with `Unacceptable` when one record takes too much of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._taken = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(65_536 if size < 0 else min(size, 65_536))
        self._taken += len(data)
        if self._taken > 2 * MAX_RECORD:
            raise Unacceptable(f"an element of the XML is over {MAX_RECORD // 10**6} MB")
        return data

    def begin(self) -> None:
        """Count anew: a record has ended."""
        self._taken = 0


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _feed(
    events: Iterator[tuple[str, Element]], root: Element, path: str, bounded: _Bounded
) -> Iterator[Outcome]:
    site, number = "", 0
    parents = [root]
    for event, element in events:
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        name = _local(element.tag)
        if (
            name == "title"
            and not site
            and len(parents) <= 2
            and _local(parents[-1].tag) in ("channel", "feed")
        ):
            site = _text(element)
        elif name in _FEED_ITEMS and _local(parents[-1].tag) in ("channel", "feed", "RDF"):
            number += 1
            yield _item(element, site, path, number)
            parents[-1].remove(element)
            bounded.begin()


def _item(item: Element, site: str, path: str, number: int) -> Outcome:
    status, kind = _child(item, "status"), _child(item, "post_type")
    title = _child(item, "title")
    if kind and (kind != "post" or status != "publish"):
        what = kind if kind != "post" else f"not published ({status or 'no status'})"
        return Note(
            path, None, PARTS, f"entries of the export that are no published post: {what}", what
        )
    body = _rich(item, _CONTENT) or _rich(item, f"{_ATOM}content") or ""
    teaser = (
        _rich(item, "description") or _rich(item, f"{_ATOM}summary") or _child(item, "description")
    )
    excerpt = _child(item, "encoded", but=_CONTENT)
    if not body:
        if len(plain_text(teaser).split()) < LEAST_WORDS:
            place = _link(item) or title[:60] or f"entry {number}"
            return Rejection(
                path,
                None,
                (
                    f"the feed holds no full text: of {place}; "
                    "`index fetch` takes the pages themselves"
                ),
            )
        body, teaser = teaser, ""
    return Record({
        "title": title,
        "body": body,
        "summary": plain_text(excerpt or ("" if kind else teaser)),
        "url": _link(item),
        "published": _published(item),
        "section": _section(item),
        "source": site,
        "authors": _authors(item),
    }, feed=True)  # fmt: skip


def _children(item: Element, name: str) -> list[Element]:
    return [child for child in item if _local(child.tag) == name]


def _child(item: Element, name: str, but: str = "") -> str:
    found = (_text(child) for child in _children(item, name) if child.tag != but)
    return next(filter(None, found), "")


def _text(element: Element) -> str:
    return (
        " ".join("".join(element.itertext()).split())
        if len(element)
        else (element.text or "").strip()
    )


def _rich(item: Element, tag: str) -> str:
    """Return a child's text with its markup; XHTML inside Atom is written out again."""
    child = item.find(tag)
    if child is None:
        return ""
    return _written_out(child) if len(child) else (child.text or "").strip()


def _written_out(element: Element) -> str:
    from defusedxml.ElementTree import tostring

    for each in element.iter():
        each.tag = _local(each.tag)
    return str(tostring(element, encoding="unicode", method="html"))


def _link(item: Element) -> str:
    links = _children(item, "link")
    alternate = (
        link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"
    )
    guid = next((g for g in _children(item, "guid") if g.get("isPermaLink") != "false"), None)
    address = next(filter(None, map(_text, links)), "") or next(filter(None, alternate), "")
    return address or (_text(guid) if guid is not None and _text(guid).startswith("http") else "")


def _published(item: Element) -> str:
    """Return the time of publication: WordPress keeps the local one apart."""
    for name in ("post_date", "pubDate", "published", "date", "issued", "updated"):
        if (value := _child(item, name)) and not value.startswith("0000"):
            return value
    return ""


def _section(item: Element) -> str:
    marked = [c for c in _children(item, "category") if c.get("domain") in (None, "category")]
    return next(
        filter(None, (_text(c) or c.get("label") or c.get("term") or "" for c in marked)), ""
    )


def _authors(item: Element) -> list[str]:
    names = [_text(creator) for creator in _children(item, "creator")]
    for author in _children(item, "author"):
        names.append(_child(author, "name") if len(author) else _text(author))
    return [name for name in names if name and name.lower() not in _NO_NAMES and "@" not in name]


def _articles(root: Element, settings: Settings) -> Iterator[Outcome]:
    """Yield the record that the root is, else those it holds: <articles><article>...,
    <add><doc><field name=...>."""
    for number, element in enumerate(_candidates(root, settings), 1):
        yield Record(_fields(element), number if number > 1 else None, named=True)


def _candidates(root: Element, settings: Settings) -> list[Element]:
    level = [root]
    for _ in range(4):
        found = [element for element in level if holds_body(_fields(element), settings.names)]
        if found:
            return found
        level = [child for element in level for child in element]
    names = ", ".join(sorted({_local(child.tag) for child in root})[:8])
    raise Unacceptable(
        f"XML of an unknown form (<{_local(root.tag)}> with "
        f"{names or 'no elements'}): no element holds the text of an "
        "article; name it with --map body=NAME, or turn the file into JSON lines"
    )


def _fields(element: Element) -> dict[str, object]:
    fields: dict[str, object] = dict(element.attrib)
    for child in element:
        name = (
            child.get("name")
            if _local(child.tag) in ("field", "str", "arr", "date", "meta")
            else None
        )
        fields.setdefault(name or _local(child.tag), _content(child))
    return fields


_INLINE = frozenset({
    "b", "i", "em", "strong", "a", "span", "sub", "sup", "u", "font", "br",
})  # fmt: skip
_PARAGRAPHS = frozenset({
    "p", "para", "paragraph", "div", "h1", "h2", "h3", "h4", "li", "ul", "ol", "table",
    "figure", "block",
})  # fmt: skip


def _content(element: Element) -> object:
    """Return an element's text, paragraphs as lines; elements under other names are a record of
    their own."""
    names = {_local(child.tag).lower() for child in element}
    if not names:
        return (element.text or "").strip()
    if names & _PARAGRAPHS or (names & _INLINE and _is_mixed(element)):
        return plain_text(_written_out(element))
    if len(names) == 1 and len(element) > 1 and not any(map(len, element)):
        return [_text(child) for child in element]
    return _fields(element)


def _is_mixed(element: Element) -> bool:
    return bool((element.text or "").strip()) or any(
        (child.tail or "").strip() for child in element
    )
