"""What a stranger's record must be to become an article; everything else is refused with a
reason."""

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from corpus.article import Article
from corpus.vietnamese.text import clean

__all__ = ["MAX_RECORD", "Rejection", "Unacceptable", "article_from", "decode", "headline"]

MAX_RECORD = 8_000_000
"""Bytes of one record: a line of JSONL, an element of a JSON array, a CSV row, a whole .txt or
.html file."""

MAX_NAME = 500
"""Characters of an id, a source or a section: what a search request can carry as one value."""

MAX_TITLE = 120
VIETNAM = timezone(timedelta(hours=7))
YEARS = range(1900, 2101)


class Unacceptable(ValueError):
    """A record or file cannot be read; the message is the reason, in words for the user."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """What was skipped: `line` counts from 1 and is None when the whole file or path is meant."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.reason}"


def decode(data: bytes) -> str:
    """Return UTF-8 bytes as text, without a byte order mark; a NUL byte, too, raises
    `Unacceptable`."""
    if b"\x00" in data:
        raise Unacceptable(f"a raw NUL byte at byte {data.index(0) + 1:,}")
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise Unacceptable(f"not UTF-8: byte 0x{byte:02x} at byte {error.start + 1:,}") from None


def article_from(fields: Mapping[str, object]) -> Article:
    """Check and clean a record (the fields of `Article`; `text` stands for `body`). Raises
    `Unacceptable`.

    Without a title the first sentence is taken; without an id, 16 hex digits of the sha256 of url
    or content.
    """
    body = _text(fields, "body") or _text(fields, "text")
    if not body:
        raise Unacceptable("no text: body (or text) is missing or empty")
    title = _line(fields, "title") or headline(body)
    url = _line(fields, "url")
    return Article(
        id=_id(fields.get("id")) or _digest(url or f"{title}\n{body}"),
        title=title,
        body=body,
        summary=_text(fields, "summary"),
        source=_name(fields, "source"),
        url=url,
        published=_published(fields.get("published")),
        section=_name(fields, "section"),
        authors=_authors(fields.get("authors")),
        caption=_line(fields, "caption"),
    )


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unacceptable(f"wrong type: {name} must be text, not {_kind(value)}")
    return clean(value).strip()


def _line(fields: Mapping[str, object], name: str) -> str:
    return " ".join(_text(fields, name).split())


def _name(fields: Mapping[str, object], name: str) -> str:
    value = _line(fields, name)
    if len(value) > MAX_NAME:
        raise Unacceptable(f"{name} is longer than {MAX_NAME} characters")
    return value


def _kind(value: object) -> str:
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return kinds.get(type(value), type(value).__name__)


def _id(value: object) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unacceptable(f"wrong type: id must be text or a number, not {_kind(value)}")
    if isinstance(value, float) and not math.isfinite(value):
        raise Unacceptable("wrong type: id must be a finite number")
    id = str(value)
    if len(id) > MAX_NAME or not id.isprintable():
        raise Unacceptable(f"the id is longer than {MAX_NAME} characters or cannot be printed")
    return id


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _published(value: object) -> date | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise Unacceptable(f"wrong type: published must be an ISO day or time, not {_kind(value)}")
    try:
        moment = datetime.fromisoformat(value.strip())
        day = (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        raise Unacceptable(f"published is not an ISO day or time: {value[:40]!r}") from None
    if day.year not in YEARS:
        raise Unacceptable(f"published is not from {YEARS[0]} to {YEARS[-1]}: {value[:40]!r}")
    return day


def _authors(value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value or []
    if not isinstance(names, list | tuple):
        raise Unacceptable(f"wrong type: authors must be a list of texts, not {_kind(value)}")
    lines = [_line({"authors": name}, "authors") for name in names]
    return tuple(dict.fromkeys(filter(None, lines)))


_STOP = re.compile(r"[.!?…][\"”’»)]*(?=\s)|\n")
_ABBREVIATIONS = frozenset(
    {
        "tp",
        "q",
        "p",
        "h",
        "tx",
        "tt",
        "tr",
        "st",
        "gs",
        "pgs",
        "ts",
        "ths",
        "ks",
        "bs",
        "ls",
        "kts",
        "nsnd",
        "nsưt",
    }
)


def headline(text: str) -> str:
    """Return the first sentence without its full stop, cut at 120 characters on a word."""
    sentence = text[: 4 * MAX_TITLE]
    for stop in _STOP.finditer(sentence):
        if _ends_sentence(sentence, stop):
            sentence = sentence[: stop.end()]
            break
    sentence = " ".join(sentence.split()).removesuffix(".")
    if len(sentence) <= MAX_TITLE:
        return sentence
    return (sentence[: MAX_TITLE + 1].rpartition(" ")[0] or sentence[:MAX_TITLE]).rstrip(" ,;:-–")


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if stop.group() == "\n":
        return True
    words = text[max(0, stop.start() - 12) : stop.start()].split()
    following = text[stop.end() : stop.end() + 12].lstrip()[:1]
    abbreviated = stop.group() == "." and (not words or words[-1].lower() in _ABBREVIATIONS)
    return not abbreviated and not following.islower()
