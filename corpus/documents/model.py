"""What an article says about numbered documents: which it names, and who did what with which."""

from dataclasses import dataclass
from datetime import date

__all__ = ["Document", "DocumentMention", "Identity", "Relation"]


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """One place where a text names a document: `printed` is `text[start:end]`, the code or type
    word and number.

    `name` is the full form where a list prints the type or the plenum once ("Quyết định 935, 936").
    """

    start: int
    end: int
    printed: str
    name: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Which of the documents with one number this is.

    `place` is where the issuing body is ("Trung ương", a canonical place), None where the article
    does not say. `term` is a congress term ("XIII") or its years ("2020-2025"), `year` that of a
    State number. `since` and `until` are the ISO days (or months) of that term. `decided` says that
    place and period are both certain from the article; `reason` says in Vietnamese why, or what is
    missing.
    """

    place: str | None
    term: str | None
    year: int | None
    decided: bool
    reason: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an article. `key` tells it from every other one of the article.

    `code` is None when the article prints no symbol; `number` has no leading zeros and is "" for a
    law; `session` is a congress term printed with it. `title`, `date` and `issuer` are what this
    article says, or None; `title` stands at `title_start` of the text.
    """

    key: str
    code: str | None
    type: str
    number: str
    year: int | None
    session: str
    issuer: str | None
    title: str | None
    title_start: int
    date: date | None
    printed: tuple[str, ...]
    mentions: tuple[DocumentMention, ...]
    identity: Identity


@dataclass(frozen=True, slots=True)
class Relation:
    """Who did what with a document: `text[start:end]` says so.

    `from_` is the key of the acting document; it is None when a body or a document without a number
    acts, which `from_actor` then names as printed, and `place` is where that body is. `to` is the
    key of the document acted on. `type` is implements, continues, details, reviews, linked,
    replaces, amends or cites.
    """

    from_: str | None
    from_actor: str | None
    place: str | None
    type: str
    to: str
    start: int
    end: int
