# mypy: disable-error-code="attr-defined,name-defined,no-untyped-call"
"""Whoosh as it comes: its own writer, postings, matchers, scorer and facets, over the same
tokens."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh import fields, query, sorting
from whoosh.analysis import RegexTokenizer, SpaceSeparatedTokenizer
from whoosh.index import create_in, exists_in, open_dir

from search.query import plan as p
from tools.benchmarks.answers import (
    Answer,
    Question,
    filters,
    month_name,
    must,
    phrase_words,
    suffix,
    without,
)
from tools.benchmarks.documents import FIELDS, FOLDED, WEIGHTS, PeerDocument

__all__ = ["StockWhoosh"]

BETWEEN = "\x1f"


def _schema(folded: bool) -> fields.Schema:
    names = [*FIELDS, *(name + FOLDED for name in FIELDS if folded)]
    text = {name: fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True) for name in names}
    many = {
        name: fields.TEXT(analyzer=RegexTokenizer(f"[^{BETWEEN}]+"), phrase=False)
        for name in ("district", "code")
    }
    days = {name: fields.NUMERIC(sortable=True) for name in ("day", "month")}
    return fields.Schema(shown=fields.STORED, **text, **many, **days)


class StockWhoosh:
    """An index in a folder. Without `folded` it has no forms without diacritics, which makes it
    smaller and faster."""

    name = "stock Whoosh"
    rounds = 2

    def __init__(self, folder: Path, *, folded: bool = True) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._index = (
            open_dir(str(folder))
            if exists_in(str(folder))
            else create_in(str(folder), _schema(folded))
        )
        self._searcher = self._index.searcher()
        self._writer: Any = None

    def add(self, documents: Sequence[PeerDocument]) -> None:
        """Take some documents."""
        self._writer = self._writer or self._index.writer(limitmb=512)
        names = set(self._index.schema.names())
        for document in documents:
            tokens = {name: text for name, text in document.tokens.items() if name in names}
            facets = {
                "district": BETWEEN.join(document.districts),
                "code": BETWEEN.join(document.codes),
            }
            days = {"day": document.day, "month": document.month} if document.day else {}
            self._writer.add_document(shown=document.title, **tokens, **facets, **days)

    def commit(self) -> None:
        """Write what was added."""
        if self._writer:
            self._writer.commit()
            self._writer = None
        self._searcher = self._index.searcher()

    def answer(self, question: Question) -> Answer:
        """Search once with the facets that count under all filters, once more a facet that leaves
        one out."""
        request = question.request
        base = _plan(question.plan)
        choices = {name: _choice(question, name) for name in filters(request)}
        facets: dict[str, Any] = {}
        results = None
        for kept, names in without(request).items():
            under = query.And([base, *(choices[name] for name in sorted(kept))]) if kept else base
            whole = len(kept) == len(choices)
            found = self._search(
                under, question, names, request.page * request.per_page if whole else 1
            )
            facets |= {name: found.groups(name) for name in names}
            results = found if whole else results
        if results is None:
            results = self._search(
                query.And([base, *choices.values()]), question, [], request.page * request.per_page
            )
        page = results[(request.page - 1) * request.per_page :]
        return Answer(len(results), [hit["shown"] for hit in page], facets)

    def _search(
        self, asked: query.Query, question: Question, names: Sequence[str], limit: int
    ) -> Any:
        order: dict[str, Any] = {}
        if question.request.sort != "relevance":
            order = {"sortedby": "day", "reverse": question.request.sort == "newest"}
        return self._searcher.search(
            asked, limit=limit, groupedby={name: _facet(name) for name in names}, **order
        )

    def counts(self, answer: Answer, facet: str) -> dict[str, int]:
        """Read the groups."""
        groups = {
            value: count for value, count in answer.facets[facet].items() if value is not None
        }
        return (
            {month_name(value): count for value, count in groups.items() if value > 0}
            if facet == "date"
            else groups
        )


def _facet(name: str) -> sorting.FacetType:
    if name == "date":
        return sorting.FieldFacet("month", maptype=sorting.Count)
    return sorting.FieldFacet(name, allow_overlap=True, maptype=sorting.Count)


def _choice(question: Question, name: str) -> query.Query:
    request = question.request
    if name == "date":
        first, last = (
            day.toordinal() if day else None for day in (request.date_from, request.date_to)
        )
        return query.ConstantScoreQuery(query.NumericRange("day", first, last), 0.0)
    values = request.districts if name == "district" else request.codes
    return query.ConstantScoreQuery(query.Or([query.Term(name, value) for value in values]), 0.0)


def _plan(plan: p.Plan) -> query.Query:
    asked: query.Query = (
        query.And([_node(node) for node in must(plan)]) if must(plan) else query.Every()
    )
    if plan.should:
        should = query.Or([_node(node).with_boost(boost) for node, boost in plan.should])
        asked = query.AndMaybe(asked, should)
    for node in plan.must_not:
        asked = query.AndNot(asked, _node(node))
    return asked


def _node(node: p.Node) -> query.Query:
    match node:
        case p.Term(text):
            return query.Or(
                [query.Term(name + suffix(node), text, boost=WEIGHTS[name]) for name in FIELDS]
            )
        case p.Phrase():
            end, words = phrase_words(node)
            return query.Or(
                [query.Phrase(name + end, words, boost=WEIGHTS[name]) for name in FIELDS]
            )
        case p.Values(facet, values):
            return query.Or([query.Term(facet, value) for value in values])
        case p.And(nodes):
            return query.And([_node(part) for part in nodes])
        case p.Or(nodes):
            return query.Or([_node(part) for part in nodes])
    raise NotImplementedError(node)
