"""What is kept of each document besides its postings: lengths, day, identity, what a result shows,
facet values.

All of it is arrays with one item (or one run) a document. A facet's values are a list of strings
and, for each document, a run of numbers into it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

import msgspec
import numpy as np

from search.analysis.stories import KEYS
from search.analysis.topics import WORDS
from search.facets import FACETS
from search.model import IndexedArticle
from search.whoosh_engine.storage.arrays import Allocate, Array, in_memory, run_lengths
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.postings import FIELDS
from search.whoosh_engine.storage.strings import (
    Strings,
    join_arrays,
    join_strings,
)

__all__ = [
    "DIGEST",
    "NO_DAY",
    "DocTable",
    "FacetTable",
    "Shown",
    "collect_documents",
    "id_hash",
    "merge_documents",
]

NO_DAY = -1
DIGEST = 16


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a result shows of a document; what it has not is left out of its JSON."""

    id: str
    title: str = ""
    summary: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    event_date: date | None = None
    inferred: bool = False
    reason: str = ""
    districts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()


_read_shown = msgspec.json.Decoder(Shown).decode


def id_hash(id: str) -> int:
    """Return 64 bits of an article's id, by which it is looked up (and then compared in full)."""
    return int.from_bytes(
        blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


@dataclass(slots=True)
class FacetTable:
    """One facet: `values` in no order that matters, `starts` u8 [N+1] and `numbers` u4 the values
    of each document."""

    values: Strings
    starts: Array
    numbers: Array

    def without(self, live: Array) -> "FacetTable":
        """Return the table of the documents for which `live` holds."""
        counts = run_lengths(self.starts)
        used, numbers = np.unique(self.numbers[np.repeat(live, counts)], return_inverse=True)
        return FacetTable(
            Strings(*self.values.take(used)), _starts(counts[live]), numbers.astype("<u4")
        )


@dataclass(slots=True)
class DocTable:
    """N documents: lengths three u4 [N] (title, summary, body, in syllables), days i4 [N]
    (proleptic ordinal of published, else event date, else -1), hashes u8 [N] and digests u1 [N*16]
    of id and article, stories i8 [N*12] and topics u4 [N*48] (see `search.analysis.stories` and
    `search.analysis.topics`), shown: what a result needs, as JSON."""

    lengths: tuple[Array, Array, Array]
    days: Array
    hashes: Array
    digests: Array
    stories: Array
    topics: Array
    shown: Strings
    facets: Mapping[str, FacetTable]

    def __len__(self) -> int:
        return len(self.days)

    def to_arrays(self) -> dict[str, Array]:
        """Return the arrays by name, as they are kept in a file."""
        arrays = {
            f"length_{field}": lengths for field, lengths in zip(FIELDS, self.lengths, strict=True)
        }
        arrays |= {"days": self.days, "hashes": self.hashes, "digests": self.digests}
        arrays |= {"stories": self.stories, "topics": self.topics}
        arrays |= {"shown": self.shown.blob, "shown_starts": self.shown.offsets}
        for name, table in self.facets.items():
            arrays |= {
                f"{name}_values": table.values.blob,
                f"{name}_values_starts": table.values.offsets,
                f"{name}_starts": table.starts,
                f"{name}_numbers": table.numbers,
            }
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "DocTable":
        """Take the arrays by the names under which `to_arrays` gives them."""
        facets = {
            name: FacetTable(
                Strings(arrays[f"{name}_values"], arrays[f"{name}_values_starts"]),
                arrays[f"{name}_starts"],
                arrays[f"{name}_numbers"],
            )
            for name in FACETS
        }
        if any(int(table.starts[-1]) != len(table.numbers) for table in facets.values()):
            raise ValueError("a facet's runs do not end where its values do")
        lengths = (arrays["length_title"], arrays["length_summary"], arrays["length_body"])
        shown = Strings(arrays["shown"], arrays["shown_starts"])
        days, hashes, digests = (arrays[name] for name in ("days", "hashes", "digests"))
        return cls(
            lengths, days, hashes, digests, arrays["stories"], arrays["topics"], shown, facets
        )

    def without(self, live: Array) -> "DocTable":
        """Return the table of the documents for which `live` holds."""
        first, second, third = (lengths[live] for lengths in self.lengths)
        return DocTable(
            (first, second, third),
            self.days[live],
            self.hashes[live],
            self.digests.reshape(-1, DIGEST)[live].reshape(-1),
            self.stories.reshape(-1, KEYS)[live].reshape(-1),
            self.topics.reshape(-1, WORDS)[live].reshape(-1),
            Strings(*self.shown.take(np.flatnonzero(live))),
            {name: table.without(live) for name, table in self.facets.items()},
        )

    def digest(self, doc: int) -> bytes:
        """Return the sixteen bytes that tell one version of an article from another."""
        return self.digests[doc * DIGEST : (doc + 1) * DIGEST].tobytes()

    @damage_named()
    def record(self, doc: int) -> Shown:
        """Return what a result shows of a document."""
        shown = _read_shown(self.shown.raw(doc))
        if not shown.id:
            raise ValueError("what is shown of a document has no id")
        return shown


def _starts(counts: Any) -> Array:
    starts = np.zeros(len(counts) + 1, "<u8")
    np.cumsum(counts, out=starts[1:])
    return starts


def _shown(document: IndexedArticle) -> str:
    article = document.article
    record = {
        "id": article.id,
        "title": article.title,
        "summary": article.summary,
        "source": article.source,
        "url": article.url,
        "published": article.published and article.published.isoformat(),
        "event_date": document.event_date and document.event_date.isoformat(),
        "inferred": document.date_inferred,
        "reason": document.date_reason,
        "districts": document.facets.get("district", ()),
        "codes": document.facets.get("code", ()),
        "provinces": document.facets.get("province", ()),
        "wards": document.facets.get("ward", ()),
    }
    return json.dumps({name: value for name, value in record.items() if value}, ensure_ascii=False)


def _day(document: IndexedArticle) -> int:
    day: date | None = document.article.published or document.event_date
    return day.toordinal() if day else NO_DAY


def _facet(rows: Iterable[Sequence[str]]) -> FacetTable:
    numbers: dict[str, int] = {}
    flat: list[int] = []
    counts: list[int] = []
    for row in rows:
        values = [numbers.setdefault(value, len(numbers)) for value in dict.fromkeys(row) if value]
        flat += values
        counts.append(len(values))
    return FacetTable(Strings.pack(numbers), _starts(counts), np.array(flat, "<u4"))


def collect_documents(
    documents: Sequence[IndexedArticle],
    lengths: Sequence[tuple[int, int, int]],
    stories: Array,
    topics: Array,
) -> DocTable:
    """Make the table of some documents; `lengths` in syllables a field; their stories and
    topics."""
    first, second, third = (np.array(column, "<u4") for column in zip(*lengths, strict=True))
    return DocTable(
        (first, second, third),
        np.array([_day(document) for document in documents], "<i4"),
        np.array([id_hash(document.article.id) for document in documents], "<u8"),
        np.frombuffer(b"".join(document.article.digest for document in documents), "|u1"),
        stories,
        topics,
        Strings.pack(_shown(document) for document in documents),
        {name: _facet(document.facets.get(name, ()) for document in documents) for name in FACETS},
    )


def _merge_facet(name: str, tables: Sequence[FacetTable], allocate: Allocate) -> FacetTable:
    values: dict[str, int] = {}
    numbers = []
    for table in tables:
        mapping = np.array([values.setdefault(value, len(values)) for value in table.values], "<u4")
        numbers.append(mapping[table.numbers] if len(mapping) else table.numbers)
    starts = _starts(np.concatenate([run_lengths(table.starts) for table in tables]))
    return FacetTable(
        join_strings(f"{name}_values", [Strings.pack(values)], allocate),
        join_arrays(f"{name}_starts", [starts], allocate),
        join_arrays(f"{name}_numbers", numbers, allocate),
    )


def merge_documents(tables: Sequence[DocTable], allocate: Allocate = in_memory) -> DocTable:
    """Concatenate the documents of several tables."""

    def join(name: str, arrays: Iterable[Array]) -> Array:
        return join_arrays(name, list(arrays), allocate)

    first, second, third = (
        join(f"length_{field}", (table.lengths[number] for table in tables))
        for number, field in enumerate(FIELDS)
    )
    return DocTable(
        (first, second, third),
        join("days", (table.days for table in tables)),
        join("hashes", (table.hashes for table in tables)),
        join("digests", (table.digests for table in tables)),
        join("stories", (table.stories for table in tables)),
        join("topics", (table.topics for table in tables)),
        join_strings("shown", [table.shown for table in tables], allocate),
        {
            name: _merge_facet(name, [table.facets[name] for table in tables], allocate)
            for name in FACETS
        },
    )
