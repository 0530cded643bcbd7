"""Documents and relations as an index holds them: values of the facets `document` and `relation`,
and where an article says what is in them.

A document's value is "name | place | period": the code or, where no symbol is printed, the type and
number; where its issuer is; and its term ("2016-01-28..2021-02-01") or year. "?" stands for what no
article decides. A relation's value is "from|type|to": `to` a document's value, `from` another or
"body | place".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.vietnamese.text import clean

if TYPE_CHECKING:
    from corpus.documents.model import Document, Relation
    from corpus.extraction import Extraction

__all__ = [
    "RELATION_TYPES",
    "UNDECIDED",
    "Body",
    "DocumentValue",
    "RelationValue",
    "StoredDocument",
    "StoredRelation",
    "packed_documents",
    "packed_relations",
    "read_body",
    "read_value",
    "relation_of",
    "stored_documents",
    "stored_relations",
    "unpacked_documents",
    "unpacked_relations",
]

RELATION_TYPES = (
    "implements",
    "continues",
    "details",
    "reviews",
    "linked",
    "replaces",
    "amends",
    "cites",
)
UNDECIDED = "?"
_CENTRE = "Trung ương"
_MAX_PART = 80
"""Characters of a name: two documents and a type stay within what a facet's value may have."""

_TWIN = re.compile(r" \(\d+\)$")
"""Tells apart documents of one article that nobody can tell apart across articles."""

_RELATION = re.compile(rf"(.*?)\|({'|'.join(RELATION_TYPES)})\|(.*)")


class DocumentValue(NamedTuple):
    """A value of the facet `document` taken apart; `place` and `period` are "?" where undecided."""

    name: str
    place: str
    period: str

    @property
    def is_decided(self) -> bool:
        """Say whether place and period are both known."""
        return UNDECIDED not in (self.place, self.period)


class Body(NamedTuple):
    """A body that acts, as printed, and where it is; "" where that is not known."""

    actor: str
    place: str


class RelationValue(NamedTuple):
    """A value of the facet `relation` taken apart. `actor` and `place` name the body that acts
    where no document does, and are "" otherwise."""

    source: str
    type: str
    target: str

    @property
    def actor(self) -> str:
        """Return the body that acts, as printed; "" for a document."""
        body = read_body(self.source)
        return body.actor if body else ""

    @property
    def place(self) -> str:
        """Return where the body is; "" where that is not known, and for a document."""
        body = read_body(self.source)
        return body.place if body else ""


class StoredDocument(NamedTuple):
    """What one article says of a document: `value` of the facet, its code or "", the title at
    `title_start` to `title_end` of `Article.text` (both 0 for none), issuer and ISO day or "", and
    the places (start, end) of its namings."""

    value: str
    code: str
    title_start: int
    title_end: int
    issuer: str
    day: str
    spots: tuple[tuple[int, int], ...]


class StoredRelation(NamedTuple):
    """One sentence that relates: `value` of the facet, and `Article.text[start:end]` that says
    so."""

    value: str
    start: int
    end: int


def read_value(value: str) -> DocumentValue:
    """Take a document's value apart; a name alone is of no known place or period."""
    name, *rest = value.split(" | ")
    place, period = (*rest, UNDECIDED, UNDECIDED)[:2]
    return DocumentValue(name, place, period)


def read_body(value: str) -> Body | None:
    """Take the source of a relation apart where a body acts; None for a document's value."""
    if value.count(" | ") != 1:
        return None
    actor, _, place = value.partition(" | ")
    return Body(actor, "" if place == UNDECIDED else place)


def relation_of(value: str) -> RelationValue | None:
    """Take a relation's value apart, None for what is none."""
    match = _RELATION.fullmatch(value)
    return RelationValue(*match.groups()) if match else None


def _plain(text: str) -> str:
    """Return a part of a value in the form that a request gives it, without the signs that part
    values."""
    return " ".join(clean(text).replace("|", "/").replace('"', "”").split())[:_MAX_PART].rstrip()


def _value(key: str) -> str:
    parts = _TWIN.sub("", key).split(" | ")
    return " | ".join(_plain(part) or UNDECIDED for part in parts)


def _value_of(document: "Document") -> str:
    """Return the value of a document; what the Centre signs under its code, printed or not."""
    value = _value(document.key)
    if document.known_code == (document.code or ""):
        return value
    return f"{document.known_code} | {_CENTRE} | {read_value(value).period}"


def stored_documents(found: "Extraction") -> Iterator[StoredDocument]:
    """Yield the documents of an article, those that cannot be told apart as one each."""
    for document in found.named.documents:
        yield _stored(document)


def _stored(document: "Document") -> StoredDocument:
    start = document.title_start if document.title else 0
    return StoredDocument(
        _value_of(document),
        document.code or "",
        start,
        start + len(document.title or ""),
        document.issuer or "",
        document.date.isoformat() if document.date else "",
        tuple((one.start, one.end) for one in document.mentions),
    )


def stored_relations(found: "Extraction") -> Iterator[StoredRelation]:
    """Yield the relations that an article tells."""
    values = {document.key: _value_of(document) for document in found.named.documents}
    for relation in found.named.relations:
        source = _source(relation, values)
        value = f"{source}|{relation.type}|{values[relation.to]}"
        yield StoredRelation(value, relation.start, relation.end)


def _source(relation: "Relation", values: Mapping[str, str]) -> str:
    if relation.from_:
        return values[relation.from_]
    actor = _plain(relation.from_actor or "")
    return f"{actor or UNDECIDED} | {_plain(relation.place or '') or UNDECIDED}"


def packed_documents(documents: Iterable[StoredDocument]) -> list[list[Any]]:
    """Return documents as lists for JSON; the spots of each are its last items."""
    return [[*one[:-1], *(at for spot in one.spots for at in spot)] for one in documents]


def packed_relations(relations: Iterable[StoredRelation]) -> list[list[Any]]:
    """Return relations as lists for JSON."""
    return [list(one) for one in relations]


def unpacked_documents(packed: Iterable[Sequence[Any]]) -> Iterator[StoredDocument]:
    """Yield what `packed_documents` took. Raises TypeError or ValueError for anything else."""
    for value, code, title_start, title_end, issuer, day, *spots in packed:
        _require(str, value, code, issuer, day)
        _require(int, title_start, title_end, *spots)
        if day:
            date.fromisoformat(day)
        pairs = tuple(zip(spots[::2], spots[1::2], strict=True))
        yield StoredDocument(value, code, title_start, title_end, issuer, day, pairs)


def unpacked_relations(packed: Iterable[Sequence[Any]]) -> Iterator[StoredRelation]:
    """Yield what `packed_relations` took. Raises TypeError or ValueError for anything else."""
    for value, start, end in packed:
        _require(str, value)
        _require(int, start, end)
        yield StoredRelation(value, start, end)


def _require(kind: type, *values: object) -> None:
    if any(type(value) is not kind for value in values):
        raise TypeError("what an article says of documents is of another type")
