"""What an engine takes and gives: articles with what was found in them, and pages of hits. No
engine's own type is among them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from corpus.article import Article
from search.documents import (
    StoredDocument,
    StoredRelation,
    packed_documents,
    packed_relations,
    unpacked_documents,
    unpacked_relations,
)
from search.mentions import StoredMention, packed_mentions, unpacked_mentions
from search.request import MAX_DEPTH, SearchRequest

__all__ = [
    "Completion",
    "DateBucket",
    "FacetCount",
    "Hit",
    "IndexedArticle",
    "Reading",
    "SearchPage",
    "Status",
    "Suggestion",
]


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article with what was found in it; what the indexer hands to an engine.

    `facets` maps a facet name (see `search.facets.FACETS`) to its values, in order of first
    mention. `mentions` are in order of their offsets; `documents` and `relations` in order of the
    text.
    """

    article: Article
    facets: Mapping[str, tuple[str, ...]]
    event_date: date | None = None
    date_inferred: bool = False
    date_reason: str = ""
    mentions: tuple[StoredMention, ...] = ()
    documents: tuple[StoredDocument, ...] = ()
    relations: tuple[StoredRelation, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return what was found, as an engine stores it beside the article's own record."""
        return {
            "facets": {name: list(values) for name, values in self.facets.items() if values},
            "event_date": self.event_date and self.event_date.isoformat(),
            "inferred": self.date_inferred,
            "reason": self.date_reason,
            "mentions": packed_mentions(self.mentions),
            "documents": packed_documents(self.documents),
            "relations": packed_relations(self.relations),
        }

    @classmethod
    def from_stored(cls, stored: Sequence[Any]) -> "IndexedArticle":
        """Return the article of a pair: its article's record, its `facts`.

        Raises AttributeError, KeyError, TypeError or ValueError for anything else.
        """
        article, facts = stored
        event_date = facts.get("event_date")
        texts = (value for values in facts.get("facets", {}).values() for value in values)
        if not all(isinstance(text, str) for text in (*texts, facts.get("reason", ""))):
            raise TypeError("a fact of an article is no text")
        return cls(
            Article.from_record(article),
            {name: tuple(values) for name, values in facts.get("facets", {}).items()},
            date.fromisoformat(event_date) if event_date else None,
            bool(facts.get("inferred")),
            facts.get("reason", ""),
            tuple(unpacked_mentions(facts.get("mentions", ()))),
            tuple(unpacked_documents(facts.get("documents", ()))),
            tuple(unpacked_relations(facts.get("relations", ()))),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which the query was understood: `kind` is fold, abbreviation, code, slip, relax,
    word or place.

    `text` is the part of the query, `value` what it was read as; `off` is the switch that undoes
    it, if any. A word with a value counts where its syllables stand side by side; without, too few
    articles hold it so.
    """

    kind: str
    text: str
    value: str
    off: str = ""


class FacetCount(NamedTuple):
    """One value of a facet, with the number of hits it would leave (not counting the facet's own
    choice)."""

    value: str
    label: str
    count: int  # type: ignore[assignment]
    selected: bool = False
    excluded: bool = False


class DateBucket(NamedTuple):
    """One month ("2025-01") and its hits, not counting the date range chosen."""

    value: str
    first: date
    last: date
    count: int  # type: ignore[assignment]
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query to try: `reason` is slip, diacritics, code, part, filter or value; `total` what
    it would find, if known."""

    q: str
    reason: str
    total: int | None = None
    request: SearchRequest | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """A completion while typing: `kind` is code, district or phrase; `count` its number of
    articles."""

    text: str
    kind: str
    count: int


@dataclass(eq=False)
class Hit:
    """One article found. `highlights` is computed when it is first read: escaped HTML with
    <mark>."""

    id: str
    title: str
    summary: str
    source: str
    url: str
    published: date | None
    event_date: date | None
    date_inferred: bool
    date_reason: str
    districts: tuple[str, ...]
    codes: tuple[str, ...]
    score: float
    provinces: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    score_parts: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """Words of the query that it lacks, where words may be missing."""
    similar: tuple[str, ...] = ()
    highlighter: Callable[[], tuple[str, list[str]]] | None = field(
        default=None, repr=False, compare=False
    )

    spans: Callable[[str], Sequence[tuple[int, int]]] | None = field(
        default=None, repr=False, compare=False
    )
    """Where the query matches in a text, (start, end) in order and not overlapping."""

    @cached_property
    def highlights(self) -> dict[str, Any]:
        """Return {"title": str, "body": [str, ...]}, cut from the original text."""
        title, body = self.highlighter() if self.highlighter else ("", [])
        return {"title": title, "body": body}

    @property
    def day(self) -> date | None:
        """Return the day it counts under: published, else the event's."""
        return self.published or self.event_date


@dataclass(frozen=True)
class SearchPage:
    """One page of an answer. `total` is exact; `facets` maps a name to `FacetCount`s, "date" to
    `DateBucket`s."""

    request: SearchRequest
    total: int
    page: int
    per_page: int
    took_ms: float
    snapshot: str
    results: Sequence[Hit]
    facets: Mapping[str, Sequence[Any]]
    readings: Sequence[Reading] = ()
    facet_totals: Mapping[str, int] = field(default_factory=dict)
    """The number of all values of each facet that was read (those that `facet_q` names), however
    few are listed."""
    beyond: int = 0
    """Articles near the query that lack a number or code of it, looked for where fewer than a page
    have it; none of them is among `total`, `results` or `facets`."""
    nearest: Sequence[Hit] = ()
    """The first of these: what is left of the last page."""
    suggester: Callable[[], Sequence[Suggestion]] | None = field(
        default=None, repr=False, compare=False
    )
    count_values: Callable[[str], Mapping[str, int]] | None = field(
        default=None, repr=False, compare=False
    )
    count_loose: Callable[[], int] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def loose(self) -> int:
        """Return how many articles more hold the syllables of the query's words, but apart.

        Counted when it is first read; with `off=word` they are among the hits.
        """
        return max(self.count_loose() - self.total, 0) if self.count_loose else 0

    @cached_property
    def suggestions(self) -> Sequence[Suggestion]:
        """Return other queries worth trying; worked out when they are first read."""
        return self.suggester() if self.suggester else ()

    def values(self, facet: str) -> Mapping[str, int]:
        """Return every value of a facet with its articles, most first, however many there are."""
        return self.count_values(facet) if self.count_values else {}

    @property
    def pages(self) -> int:
        """Return the number of pages, 0 without hits."""
        return -(-self.total // self.per_page)

    @property
    def next(self) -> SearchRequest | None:
        """Return the request for the next page, None on the last one that can be reached."""
        if self.page >= self.pages or (self.page + 1) * self.per_page > MAX_DEPTH:
            return None
        return self.request.with_(page=self.page + 1)


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of an index without searching it; `state` is ok, stale, damaged or
    unreadable."""

    articles: int
    segments: int
    size_bytes: int
    snapshot: str
    schema: str
    analysis: str
    updated: datetime | None
    state: str = "ok"
    detail: str = ""
