"""A small engine in memory, by brute force: for tests of what stands on the `Engine` protocol."""

import html
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from corpus.vietnamese.text import fold
from search.errors import IndexMissing
from search.facets import FACETS, excluding
from search.model import (
    Completion,
    DateBucket,
    FacetCount,
    Hit,
    IndexedArticle,
    Reading,
    SearchPage,
    Status,
    Suggestion,
)
from search.request import SearchRequest

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _marked(text: str, words: set[str]) -> str:
    cut, parts = 0, []
    for match in _WORD.finditer(text):
        if fold(match.group()) in words:
            parts += [
                html.escape(text[cut : match.start()]),
                f"<mark>{html.escape(match.group())}</mark>",
            ]
            cut = match.end()
    return "".join(parts) + html.escape(text[cut:])


class MemoryEngine:
    def __init__(self, documents: Sequence[IndexedArticle]) -> None:
        self.documents = {document.article.id: document for document in documents}
        self.missing = False
        self.snapshot = "one"
        self._words = {
            id: Counter(_words(f"{d.article.title} {d.article.summary} {d.article.body}"))
            for id, d in self.documents.items()
        }

    def _hit(self, document: IndexedArticle, words: list[str]) -> Hit:
        a, found = document.article, set(words)
        return Hit(
            a.id,
            a.title,
            a.summary,
            a.source,
            a.url,
            a.published,
            document.event_date,
            document.date_inferred,
            document.date_reason,
            tuple(document.facets.get("district", ())),
            tuple(document.facets.get("code", ())),
            float(sum(self._words[a.id][word] for word in words)),
            highlighter=lambda: (_marked(a.title, found), [_marked(a.body[:200], found)]),
        )

    def _passes(self, document: IndexedArticle, request: SearchRequest, without: str = "") -> bool:
        for choice, values in request.choices():
            if (
                choice.name != without
                and bool({*values} & {*document.facets.get(choice.facet, ())}) == choice.excluded
            ):
                return False
        day = document.article.published or document.event_date
        if without == "date" or not (request.date_from or request.date_to):
            return True
        return day is not None and (request.date_from or date.min) <= day <= (
            request.date_to or date.max
        )

    def _matching(self, request: SearchRequest) -> list[IndexedArticle]:
        words = _words(request.q)
        return [d for id, d in self.documents.items() if all(w in self._words[id] for w in words)]

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        if self.missing:
            raise IndexMissing("there is no index")
        words = _words(request.q)
        hits = [self._hit(d, words) for d in self._matching(request) if self._passes(d, request)]
        hits.sort(key=lambda hit: hit.id)
        hits.sort(key=lambda hit: hit.day or date.min, reverse=request.sort != "oldest")
        if request.sort == "relevance" and words:
            hits.sort(key=lambda hit: -hit.score)
        return iter(hits)

    def search(self, request: SearchRequest) -> SearchPage:
        hits, matching = list(self.scan(request)), self._matching(request)
        counts = {name: self._counts(name, matching, request) for name in FACETS}
        facets: dict[str, Sequence[object]] = {
            n: _cut(c, request.facet_limit) for n, c in counts.items()
        }
        facets["date"] = _months([d for d in matching if self._passes(d, request, "date")], request)
        start = (request.page - 1) * request.per_page
        folded = request.q and "fold" not in request.off and request.q.isascii()
        readings = [Reading("fold", request.q, request.q, "fold")] if folded else []
        drops = [Suggestion(request.q, "filter", len(matching), SearchRequest(q=request.q))]
        return SearchPage(
            request,
            len(hits),
            request.page,
            request.per_page,
            0.1,
            self.snapshot,
            hits[start : start + request.per_page],
            facets,
            readings,
            {name: len(c) for name, c in counts.items()},
            suggester=lambda: drops if matching and not hits else (),
        )

    def _counts(
        self, name: str, matching: list[IndexedArticle], request: SearchRequest
    ) -> list[FacetCount]:
        chosen, excluded = request.chosen(name), request.chosen(excluding(name))
        seen = Counter(
            v
            for d in matching
            if self._passes(d, request, name)
            for v in d.facets.get(name, ())
            if fold(request.facet_q) in fold(v)
        )
        values = {*chosen, *excluded, *seen}
        counts = [FacetCount(v, v, seen[v], v in chosen, v in excluded) for v in values]
        return sorted(counts, key=lambda c: (-c.count, c.value))

    def article(self, id: str) -> IndexedArticle | None:
        return self.documents.get(id)

    def articles(self, ids: Sequence[str]) -> list[IndexedArticle]:
        return [self.documents[id] for id in ids if id in self.documents]

    def similar(self, id: str, limit: int = 5) -> list[Hit]:
        others = [d for other, d in self.documents.items() if other != id and id in self.documents]
        return [self._hit(d, []) for d in others[:limit]]

    def suggest(self, text: str, limit: int = 8) -> list[Completion]:
        places = Counter(v for d in self.documents.values() for v in d.facets.get("district", ()))
        return [
            Completion(v, "district", n)
            for v, n in places.items()
            if fold(v).startswith(fold(text))
        ][:limit]

    def status(self) -> Status:
        if self.missing:
            raise IndexMissing("there is no index")
        return Status(
            len(self.documents), 1, 1000, self.snapshot, "1", "1", datetime(2025, 1, 1, tzinfo=UTC)
        )

    def span(self) -> tuple[date, date] | None:
        days = [
            day for d in self.documents.values() if (day := d.article.published or d.event_date)
        ]
        return (min(days), max(days)) if days else None

    def close(self) -> None:
        self.documents = {}


def _cut(counts: list[FacetCount], limit: int) -> list[FacetCount]:
    return [c for i, c in enumerate(counts) if i < limit or c.selected or c.excluded]


def _months(documents: list[IndexedArticle], request: SearchRequest) -> list[DateBucket]:
    days = [day for d in documents if (day := d.article.published or d.event_date)]
    seen = Counter((day.year, day.month) for day in days)
    if not seen:
        return []
    (y1, m1), (y2, m2) = min(seen), max(seen)
    months = [divmod(n, 12) for n in range(12 * y1 + m1 - 1, 12 * y2 + m2)]
    return [
        DateBucket(
            f"{y}-{m + 1:02}",
            date(y, m + 1, 1),
            date(y, m + 1, monthrange(y, m + 1)[1]),
            seen[y, m + 1],
        )
        for y, m in months
    ]
