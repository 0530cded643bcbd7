"""Reading the documents of one article, from its names to what they are and what was done with
them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from corpus.codes import CodeMention
from corpus.dates import DateMention
from corpus.documents.bounds import Bounds, Edge, bounds_of, term_hint
from corpus.documents.identity import identify
from corpus.documents.issuers import Home, could_issue, home_of, place_of, place_of_body
from corpus.documents.line import Found
from corpus.documents.model import Document, DocumentMention, Relation
from corpus.documents.names import find_names
from corpus.documents.naming import Naming, Texts, read_sentences, texts_of
from corpus.documents.register import Entry, register
from corpus.documents.relations import find_relations
from corpus.places import Places

__all__ = ["ArticleDocuments", "read_documents"]


class ArticleDocuments(NamedTuple):
    """The documents of an article in order of their first naming, and the relations told of
    them."""

    documents: tuple[Document, ...] = ()
    relations: tuple[Relation, ...] = ()


def read_documents(
    text: str,
    codes: Sequence[CodeMention],
    days: Sequence[DateMention],
    places: Places,
    published: date | None,
    body_start: int,
) -> ArticleDocuments:
    """Return what a cleaned text says about documents; its body begins at `body_start`, after title
    and summary."""
    names = find_names(text, codes)
    if not names:
        return ArticleDocuments()
    texts = texts_of(text)
    sentences = read_sentences(texts, names, days, published)
    namings = [one for sentence in sentences for one in sentence.namings]
    home = home_of(text, places, body_start)
    placed = [place_of(one, home) for one in namings]
    terms = [
        term_hint(texts.low, one, place.name) for one, place in zip(namings, placed, strict=True)
    ]
    entries, owner = register(namings, placed, terms)
    found = find_relations(texts.low, sentences)
    edges = _edges(texts.low, found, owner)
    _place_changed(entries, edges)
    latest = published or next((day.date for day in days if day.role == "event" and day.date), None)
    bounds = bounds_of(texts.low, entries, edges, latest, home.values)
    documents = _documents(texts, entries, bounds)
    return ArticleDocuments(
        tuple(documents), tuple(_relations(text, found, documents, owner, home))
    )


_YEARS = re.compile(r"(?:sơ|tổng) kết (?:việc )?([0-9]{1,2}) năm")


def _edges(low: str, found: Sequence[Found], owner: Sequence[int]) -> list[Edge]:
    """Return the relations between documents as what they tell of their days."""
    edges = []
    for one in found:
        if one.actor.naming >= 0 and owner[one.actor.naming] != owner[one.to]:
            match = _YEARS.search(low, one.start, one.end) if one.type == "reviews" else None
            years = int(match[1]) if match else 0
            edges.append(Edge(owner[one.actor.naming], one.type, owner[one.to], years))
    return edges


def _place_changed(entries: Sequence[Entry], edges: Sequence[Edge]) -> None:
    """Let what a body amends or replaces be its own, where the symbols agree and nothing else tells
    a place."""
    for edge in edges:
        acting, to = entries[edge.acting], entries[edge.to]
        symbols = {one.parsed.issuer_symbol for one in (acting, to) if one.parsed}
        if edge.type in ("amends", "replaces") and len(symbols) == 1 and not (to.place or to.told):
            to.place = acting.place


def _relations(
    text: str,
    found: Sequence[Found],
    documents: Sequence[Document],
    owner: Sequence[int],
    home: Home,
) -> list[Relation]:
    """Return each relation between documents once, and each of a body once, where it is told
    first."""
    kept: dict[tuple[str | None, str, str], Relation] = {}
    pairs: set[frozenset[str]] = set()
    for one in sorted(found, key=lambda one: (one.turned, one.actor.body is None)):
        to = documents[owner[one.to]].key
        acting = documents[owner[one.actor.naming]].key if one.actor.naming >= 0 else None
        if acting == to or (acting and one.turned and frozenset((acting, to)) in pairs):
            continue
        if acting:
            pairs.add(frozenset((acting, to)))
        actor = None if acting else text[one.actor.start : one.actor.end]
        place = place_of_body(one.actor.body, home) if one.actor.body else None
        relation = Relation(acting, actor, place, one.type, to, one.start, one.end)
        kept.setdefault((acting, one.type, to), relation)
    return sorted(kept.values(), key=lambda one: one.start)


def _documents(texts: Texts, entries: list[Entry], bounds: list[Bounds]) -> list[Document]:
    documents: list[Document] = []
    used: dict[str, int] = {}
    for entry, limits in zip(entries, bounds, strict=True):
        document = _document(texts, entry, limits)
        count = used[document.key] = used.get(document.key, 0) + 1
        if count > 1:
            document = replace(document, key=f"{document.key} ({count})")
        documents.append(document)
    return documents


def _document(texts: Texts, entry: Entry, bounds: Bounds) -> Document:
    first = entry.first
    title = next((one.title for one in entry.namings if one.title), None)
    bodies = ((body, one) for one in entry.namings for body in (one.issuer, one.actor) if body)
    issuer = next((body for body, one in bodies if could_issue(body, one, entry.parsed)), None)
    identity = identify(entry, entry.place, bounds)
    return Document(
        key=_key(entry, identity.place, identity.since, identity.until, identity.year),
        code=entry.code,
        type=first.name.type,
        number=first.name.number,
        year=entry.year,
        session=entry.session,
        issuer=issuer.printed if issuer else None,
        title=texts.printed[title.start : title.end] if title else None,
        title_start=title.start if title else -1,
        date=entry.date,
        printed=tuple(dict.fromkeys(one.name.full for one in entry.namings)),
        mentions=tuple(_mention(texts.printed, one) for one in entry.namings),
        identity=identity,
    )


def _mention(text: str, one: Naming) -> DocumentMention:
    return DocumentMention(
        one.name.start, one.name.end, text[one.name.start : one.name.end], one.name.full
    )


def _key(entry: Entry, place: str | None, since: str, until: str, year: int | None) -> str:
    """Return name, place and period as one text; "?" stands for what is undecided."""
    period = str(year) if year else f"{since}..{until}" if since else "?"
    return " | ".join((entry.name, place or "?", period))
