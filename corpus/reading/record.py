"""From a stranger's record to an article: names, types, letters, markup and days; everything else
is refused or told."""

import math
import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from corpus.article import Article
from corpus.reading.addresses import address_id, cleaned_address, host_name, identity
from corpus.reading.days import parse_day
from corpus.reading.encodings import old_letters
from corpus.reading.envelopes import unwrapped
from corpus.reading.field_names import take
from corpus.reading.headline import headline
from corpus.reading.lines import joined_lines
from corpus.reading.markup import plain_text
from corpus.reading.mending import lost_letters, mend
from corpus.reading.outcomes import (
    CHOSEN,
    DAY,
    MENDED,
    UNUSED,
    Note,
    Record,
    Settings,
    Unacceptable,
)
from corpus.reading.pages import is_page, page_record
from corpus.reading.values import kind_of, strings, unpacked
from corpus.vietnamese.text import clean

__all__ = ["PLAIN", "article_from", "exported"]

MAX_NAME = 500
"""Characters of an id, a source or a section: what a search request can carry as one value."""

PLAIN = "text_format"
"""A field with the value "plain" says that nothing in a record is to be read as markup or mended:
as exported."""

Noted = tuple[str, str, str]
"""Kind, text and value of a note."""


def article_from(record: Record, path: str, settings: Settings) -> tuple[Article, list[Note]]:
    """Return the article of a record, cleaned, and what is to be told of it. Raises `Unacceptable`.

    Without a title the first sentence is taken; without an id, 16 hex digits of the sha256 of
    address or content.
    """
    intake = _Intake(record, settings)
    article = intake.article()
    place = record.place or path
    return article, [
        Note(place, record.line, kind, text, value) for kind, text, value in intake.notes
    ]


def exported(article: Article) -> dict[str, Any]:
    """Return the record from which `article_from` makes the same article again, whatever its text
    looks like."""
    record = article.to_record()
    try:
        same = article_from(Record(record), "", Settings())[0] == article
    except Unacceptable:
        same = False
    return record if same else {**record, PLAIN: "plain"}


class _Intake:
    """The fields of one record on their way to an article, and the notes that arise."""

    def __init__(self, record: Record, settings: Settings) -> None:
        taken = take(unwrapped(record.fields, settings.names), settings.names)
        self._settings = settings
        self._record = record
        self._as_it_is = record.fields.get(PLAIN) == "plain"
        self._plain = record.plain or self._as_it_is
        self._values = _with_page(taken.values) if not self._plain else taken.values
        leads = host_name(taken.address) and urlsplit(taken.address).path.strip("/")
        self._address = taken.address if leads and not self._as_it_is else ""
        self.notes: list[Noted] = []
        for name, (first, other) in taken.passed.items():
            self.notes.append(
                (CHOSEN, f"two columns for {name}: {first} is taken, {other} is not", name)
            )
        for pair in taken.missing:
            self.notes.append((CHOSEN, f"--map {pair}: there is no such name", pair))
        if record.named:
            unused = taken.unused
            self.notes += [
                (UNUSED, f"columns not used: {name}", name) for name in unused if name != PLAIN
            ]

    def article(self) -> Article:
        """Return the article. Raises `Unacceptable`."""
        body = self._body()
        title = self._line("title") or headline(body)
        self._check_letters(f"{title}\n{body}")
        url = cleaned_address(self._line("url") or self._address)
        return Article(
            id=_id(self._values.get("id"))
            or address_id(identity(url) if url else f"{title}\n{body}"),
            title=title,
            body=body,
            summary=self._text("summary"),
            source=self._source(url),
            url=url,
            published=self._published(),
            section=self._section(),
            authors=tuple(self._authors()),
            caption=self._line("caption"),
        )

    def _body(self) -> str:
        body = self._text("body")
        if not body:
            raise Unacceptable("no text: body (or text, content ...) is missing or empty")
        return body

    def _text(self, name: str) -> str:
        value = self._values.get(name)
        if value is None:
            return ""
        text = "\n".join(strings(value, name))
        if not self._as_it_is:
            text = self._mended(text)
        text = clean(text).strip()
        if name == "body" and not self._plain and "\n" in text:
            text = joined_lines(text)
        return text

    def _mended(self, text: str) -> str:
        mended = mend(text, markup=not self._plain)
        for done in mended.done:
            if (MENDED, done, done) not in self.notes:
                self.notes.append((MENDED, done, done))
        return mended.text

    def _line(self, name: str) -> str:
        return " ".join(self._text(name).split())

    def _name(self, name: str) -> str:
        value = self._line(name)
        if len(value) > MAX_NAME:
            raise Unacceptable(f"{name} is longer than {MAX_NAME} characters")
        return value

    def _source(self, url: str) -> str:
        """Return the source: as the user says, else of pages the one name of their site."""
        if self._settings.source or self._as_it_is:
            return self._settings.source or self._name("source")
        said = self._name("source")
        said, sites = host_name(said) or said, self._settings.sites
        if sites is None or not (self._record.page or self._record.feed):
            return said
        return sites.name(url, said, may_name=self._record.page)

    def _section(self) -> str:
        """Return the first section that is no number."""
        value = unpacked(self._values.get("section"))
        if isinstance(value, list | tuple):
            self._values["section"] = next(
                (one for one in value if one and not isinstance(one, int | float)), None
            )
        return self._name("section")

    def _published(self) -> date | None:
        value = unpacked(self._values.get("published"))
        if isinstance(value, list | tuple):
            value = value[0] if value else None
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return parse_day(plain_text(value) if isinstance(value, str) else value)
        except ValueError as error:
            if self._settings.strict:
                raise Unacceptable(str(error)) from None
            self.notes.append(
                (DAY, f"the day cannot be read, the article goes in without it: {error}", "")
            )
            return None

    def _authors(self) -> Iterable[str]:
        value = unpacked(self._values.get("authors"))
        names = _parted(value) if isinstance(value, str) else strings(value, "authors")
        lines = [
            " ".join(clean(name if self._plain else plain_text(name)).split()) for name in names
        ]
        return dict.fromkeys(filter(None, lines))

    def _check_letters(self, text: str) -> None:
        if self._as_it_is:
            return
        if reason := lost_letters(text):
            raise Unacceptable(reason)
        if _LATIN.search(text) and not _VIETNAMESE.search(text):
            old = old_letters(text[:20_000].encode("cp1252", "replace"))
            if old in ("tcvn3", "vni"):
                raise Unacceptable(
                    f"the letters are those of an old font, {old}: give --encoding {old}"
                )


def _with_page(values: dict[str, object]) -> dict[str, object]:
    """Return the values of a record, those of the page that it holds before its own."""
    values = {name: value for name, value in values.items() if not _is_key(name, value)}
    body, url = values.get("body"), values.get("url")
    if not isinstance(body, str) or not is_page(body):
        return values
    address = url if isinstance(url, str) else ""
    page = page_record(body.encode("utf-8", "replace"), "", address=address, charset="utf-8")
    return {**values, **{name: value for name, value in page.fields.items() if value}}


def _is_key(name: str, value: object) -> bool:
    """Say whether a number stands where a name should: a key of the site's own, which says
    nothing."""
    if isinstance(value, str):
        return name in ("authors", "section") and value.strip().isdecimal()
    return name in ("authors", "section", "source") and isinstance(value, int | float)


_LATIN = re.compile("[\xa1-\xff][^\n]{0,300}[\xa1-\xff]")
_VIETNAMESE = re.compile("[ăđơư\u1ea0-\u1ef9]", re.IGNORECASE)


def _parted(names: str) -> list[str]:
    parts = re.split(r"[;,]", names)
    return parts if all(len(part.split()) <= 6 for part in parts) else names.split(";")


def _id(value: object) -> str:
    if isinstance(value, dict) and isinstance(value.get("$oid"), str):
        value = value["$oid"]
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unacceptable(f"wrong type: id must be text or a number, not {kind_of(value)}")
    if isinstance(value, float) and not math.isfinite(value):
        raise Unacceptable("wrong type: id must be a finite number")
    id = str(value)
    if len(id) > MAX_NAME or not id.isprintable():
        raise Unacceptable(f"the id is longer than {MAX_NAME} characters or cannot be printed")
    return id
