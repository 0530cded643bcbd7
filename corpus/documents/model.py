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


_CENTRAL_SYMBOLS = {"Chỉ thị": "CT", "Nghị quyết": "NQ", "Kết luận": "KL"}
"""Types that the Centre signs with one symbol; its regulations have had two."""

_CENTRAL_BODIES = ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương", "BCH Trung ương")


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

    @property
    def known_code(self) -> str:
        """Return its code, printed or not; "" where none is printed and none follows.

        What the Centre signs has the code that follows from type and number (Hướng dẫn 36-HD/VPTW,
        II.1.3): "Chỉ thị 05 của Bộ Chính trị" is 05-CT/TW. A resolution of a plenum has a number
        that is not its own, and State numbers have a year.
        """
        symbol = _CENTRAL_SYMBOLS.get(self.type, "")
        if self.code or not symbol or self.year or self.session or not self.number.isdigit():
            return self.code or ""
        signed = (self.issuer or "").startswith(_CENTRAL_BODIES)
        return f"{self.number:>02}-{symbol}/TW" if signed else ""


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
