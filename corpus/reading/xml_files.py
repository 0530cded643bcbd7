"""XML: RSS and Atom with full text, WordPress exports, articles one or many a file. Entities and
network are off."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from corpus.reading.feeds import read_feed
from corpus.reading.field_names import holds_body
from corpus.reading.markup import plain_text
from corpus.reading.outcomes import MAX_RECORD, Outcome, Record, Settings, Unacceptable
from corpus.reading.xml_elements import local_name, text_of, written_out
from corpus.reading.xml_repair import repaired

__all__ = ["read_xml"]

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

    bounded = _Bounded(repaired(stream, settings.encoding))
    events = iter(iterparse(bounded, events=("start", "end")))
    root = next((element for event, element in events if event == "start"), None)
    if root is None:
        return
    name = local_name(root.tag)
    if name in _ADVICE:
        raise Unacceptable(_ADVICE[name])
    if name in ("rss", "feed", "RDF"):
        yield from read_feed(events, root, path, bounded.begin)
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
    names = ", ".join(sorted({local_name(child.tag) for child in root})[:8])
    raise Unacceptable(
        f"XML of an unknown form (<{local_name(root.tag)}> with "
        f"{names or 'no elements'}): no element holds the text of an "
        "article; name it with --map body=NAME, or turn the file into JSON lines"
    )


# <field name="title">, <column name="title">: of Solr, MySQL, phpMyAdmin, Drupal
_NAMED = frozenset({
    "field", "str", "arr", "date", "meta", "column", "col", "property", "prop", "attribute", "attr",
    "value",
})  # fmt: skip


def _fields(element: Element) -> dict[str, object]:
    fields: dict[str, object] = dict(element.attrib)
    for child in element:
        name = child.get("name") if local_name(child.tag).lower() in _NAMED else None
        fields.setdefault(name or local_name(child.tag), _content(child))
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
    names = {local_name(child.tag).lower() for child in element}
    if not names:
        return (element.text or "").strip()
    if names & _PARAGRAPHS or (names & _INLINE and _is_mixed(element)):
        return plain_text(written_out(element))
    if len(names) == 1 and len(element) > 1 and not any(map(len, element)):
        return [text_of(child) for child in element]
    return _fields(element)


def _is_mixed(element: Element) -> bool:
    return bool((element.text or "").strip()) or any(
        (child.tail or "").strip() for child in element
    )
