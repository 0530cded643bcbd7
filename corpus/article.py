"""What a news article is, whatever file it came from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

__all__ = ["Article"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article, its text cleaned (NFC, no control characters) and otherwise as published.

    `published` is the day in Vietnam (UTC+7); paragraphs of `body` are separated by newlines.
    `caption` is a photo caption that the source glued to the lead, kept apart from the body.
    """

    id: str
    title: str
    body: str
    summary: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    section: str = ""
    authors: tuple[str, ...] = ()
    caption: str = ""

    @property
    def text(self) -> str:
        """Return title, summary and body, one below the other: what offsets of mentions are into.

        The body begins `body_start` characters in.
        """
        return f"{self.title}\n{self.summary}\n{self.body}"

    @property
    def body_start(self) -> int:
        """Return the offset of the body in `text`."""
        return len(self.title) + len(self.summary) + 2

    @property
    def digest(self) -> bytes:
        """Sixteen bytes that change whenever any field does."""
        fields = (
            self.id,
            self.title,
            self.body,
            self.summary,
            self.source,
            self.url,
            str(self.published),
            self.section,
            *self.authors,
            self.caption,
        )
        return hashlib.blake2b("\x00".join(fields).encode(), digest_size=16).digest()

    def to_record(self) -> dict[str, Any]:
        """Return the JSON object that `from_record` reads back; empty fields are left out."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        record = {name: value for name, value in values if value}
        if self.published:
            record["published"] = self.published.isoformat()
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Article":
        """Read what `to_record` wrote. Raises KeyError, TypeError or ValueError for anything
        else."""
        texts = (record.get(one.name, "") for one in fields(cls) if one.name != "authors")
        if not all(isinstance(text, str) for text in (*texts, *record.get("authors", ()))):
            raise TypeError("a field of an article is no text")
        published = record.get("published")
        return cls(
            id=record["id"],
            title=record.get("title", ""),
            body=record.get("body", ""),
            summary=record.get("summary", ""),
            source=record.get("source", ""),
            url=record.get("url", ""),
            published=date.fromisoformat(published) if published else None,
            section=record.get("section", ""),
            authors=tuple(record.get("authors", ())),
            caption=record.get("caption", ""),
        )
