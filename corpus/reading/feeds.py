"""Feeds with full text (RSS, Atom), and the export of WordPress: its published posts."""

from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from corpus.reading.markup import plain_text
from corpus.reading.outcomes import PARTS, Note, Outcome, Record, Rejection
from corpus.reading.xml_elements import local_name, text_of, written_out

__all__ = ["read_feed"]

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ATOM = "{http://www.w3.org/2005/Atom}"
_FEED_ITEMS = ("item", "entry")
_NO_NAMES = frozenset({
    "admin", "administrator", "root", "editor", "webmaster", "user", "bientap", "banbientap",
})  # fmt: skip
LEAST_WORDS = 40
"""Words of a feed's description that may be the article itself; less is a teaser."""


Events = Iterator[tuple[str, Element]]

_HOLDERS = ("channel", "feed", "RDF")


def read_feed(
    events: Events, root: Element, path: str, taken: Callable[[], None]
) -> Iterator[Outcome]:
    """Yield the records of a feed behind whose root the events stand; `taken` is called when an
    entry is done and freed."""
    site, number = "", 0
    people: dict[str, str] = {}
    parents = [root]
    for event, element in events:
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        name, holder = local_name(element.tag), local_name(parents[-1].tag) if parents else ""
        if holder not in _HOLDERS:
            continue
        if name == "title" and not site and len(parents) <= 2:
            site = text_of(element)
        elif name == "author" and (account := _child(element, "author_login")):
            people[account] = _child(element, "author_display_name")
        elif name in _FEED_ITEMS:
            number += 1
            yield _item(element, site, people, path, number)
            parents[-1].remove(element)
            taken()


def _item(item: Element, site: str, people: Mapping[str, str], path: str, number: int) -> Outcome:
    kind, title = _child(item, "post_type"), _child(item, "title")
    if kind and (what := _unpublished(item, kind)):
        text = f"entries of the export that are no published post: {what}"
        return Note(path, None, PARTS, text, what)
    body = _rich(item, _CONTENT) or _rich(item, f"{_ATOM}content") or ""
    teaser = (
        _rich(item, "description") or _rich(item, f"{_ATOM}summary") or _child(item, "description")
    )
    excerpt = _child(item, "encoded", but=_CONTENT)
    if not body:
        if len(plain_text(teaser).split()) < LEAST_WORDS:
            place = _link(item) or title[:60] or f"entry {number}"
            return Rejection(path, None, f"{_NO_TEXT[bool(kind)]}: {place}")
        body, teaser = teaser, ""
    return Record({
        "title": title,
        "body": body,
        "summary": plain_text(excerpt or ("" if kind else teaser)),
        "url": _link(item),
        "published": _published(item),
        "section": _section(item),
        "source": site,
        "authors": _authors(item, people),
    }, feed=True)  # fmt: skip


_NO_TEXT = {
    False: "the feed holds no full text, `index fetch` takes the pages themselves",
    True: "the post holds no text",
}


def _unpublished(item: Element, kind: str) -> str:
    """Return why an entry of an export is no published post, "" when it is one."""
    status = _child(item, "status")
    if kind != "post":
        return kind
    if status != "publish":
        return f"not published ({status or 'no status'})"
    return "locked with a password" if _child(item, "post_password") else ""


def _children(item: Element, name: str) -> list[Element]:
    return [child for child in item if local_name(child.tag) == name]


def _child(item: Element, name: str, but: str = "") -> str:
    found = (text_of(child) for child in _children(item, name) if child.tag != but)
    return next(filter(None, found), "")


def _rich(item: Element, tag: str) -> str:
    """Return a child's text with its markup; XHTML inside Atom is written out again."""
    child = item.find(tag)
    if child is None:
        return ""
    return written_out(child) if len(child) else (child.text or "").strip()


def _link(item: Element) -> str:
    links = _children(item, "link")
    alternate = (
        link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"
    )
    guid = next((g for g in _children(item, "guid") if g.get("isPermaLink") != "false"), None)
    address = next(filter(None, map(text_of, links)), "") or next(filter(None, alternate), "")
    return address or (
        text_of(guid) if guid is not None and text_of(guid).startswith("http") else ""
    )


def _published(item: Element) -> str:
    """Return the time of publication: WordPress keeps the local one apart."""
    for name in ("post_date", "pubDate", "published", "date", "issued", "updated"):
        if (value := _child(item, name)) and not value.startswith("0000"):
            return value
    return ""


def _section(item: Element) -> str:
    marked = [c for c in _children(item, "category") if c.get("domain") in (None, "category")]
    return next(
        filter(None, (text_of(c) or c.get("label") or c.get("term") or "" for c in marked)), ""
    )


def _authors(item: Element, people: Mapping[str, str]) -> list[str]:
    """Return who wrote an entry; accounts of WordPress by the names that `people` have."""
    accounts = [text_of(creator) for creator in _children(item, "creator")]
    names = [people.get(account) or account for account in accounts]
    for author in _children(item, "author"):
        names.append(_child(author, "name") if len(author) else text_of(author))
    return [name for name in names if name and name.lower() not in _NO_NAMES and "@" not in name]
