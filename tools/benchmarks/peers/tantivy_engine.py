"""tantivy (Rust) through its Python binding: text fields over the same tokens, fast fields for the
facets.

With `joined`, title, summary and body are one field without weights: less than is asked of the
others, but the least work that tantivy can have.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Order, Query

from search.query import plan as p
from tools.benchmarks.answers import (
    FACET_LIMIT,
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

__all__ = ["Tantivy"]

BORDER = " \u2016 "
"""A token between fields that were joined, so that no phrase crosses."""

AGGREGATIONS: dict[str, dict[str, Any]] = {
    "district": {"terms": {"field": "district", "size": FACET_LIMIT}},
    "code": {"terms": {"field": "code", "size": FACET_LIMIT}},
    "date": {"histogram": {"field": "month", "interval": 1, "min_doc_count": 0}},
}


def _schema(fields: Sequence[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in fields:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(name + FOLDED, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("shown", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("district", "code"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("month", fast=True)
    return builder.build()


class Tantivy:
    """An index in a folder, one segment as far as its own merging makes it so."""

    rounds = 15

    def __init__(self, folder: Path, *, joined: bool = False) -> None:
        self.name = "tantivy, one field" if joined else "tantivy"
        self._fields = ("text",) if joined else FIELDS
        self._schema = _schema(self._fields)
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, str(folder))
        self._searcher = self._index.searcher()
        self._writer: tantivy.IndexWriter | None = None

    def add(self, documents: Sequence[PeerDocument]) -> None:
        """Take some documents."""
        self._writer = self._writer or self._index.writer(512_000_000, 1)
        for document in documents:
            self._writer.add_document(self._native(document))

    def _native(self, document: PeerDocument) -> tantivy.Document:
        native = tantivy.Document()
        tokens = document.tokens
        for end in ("", FOLDED):
            if len(self._fields) == 1:
                native.add_text("text" + end, BORDER.join(tokens[name + end] for name in FIELDS))
            else:
                for name in FIELDS:
                    native.add_text(name + end, tokens[name + end])
        native.add_text("shown", document.title)
        for name, values in (("district", document.districts), ("code", document.codes)):
            for value in values:
                native.add_text(name, value)
        if document.day:
            native.add_integer("day", document.day)
            native.add_integer("month", document.month)
        return native

    def commit(self) -> None:
        """Write what was added and wait for its merging."""
        if self._writer:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None
        self._index.reload()
        self._searcher = self._index.searcher()

    def answer(self, question: Question) -> Answer:
        """Search once for the page, once a set of filters for the facets."""
        request = question.request
        base = self._plan(question.plan)
        choices = {name: self._choice(question, name) for name in filters(request)}
        every = _all([base, *choices.values()])
        asked: dict[str, Any] = {
            "limit": request.per_page,
            "offset": (request.page - 1) * request.per_page,
        }
        if request.sort != "relevance":
            asked |= {
                "order_by_field": "day",
                "order": Order.Desc if request.sort == "newest" else Order.Asc,
            }
        found: Any = self._searcher.search(every, **asked)
        facets: dict[str, Any] = {}
        for kept, names in without(request).items():
            under = (
                every
                if len(kept) == len(choices)
                else _all([base, *(choices[name] for name in kept)])
            )
            facets |= self._searcher.aggregate(under, {name: AGGREGATIONS[name] for name in names})
        return Answer(
            found.count, [self._searcher.doc(place)["shown"][0] for _, place in found.hits], facets
        )

    def counts(self, answer: Answer, facet: str) -> dict[str, int]:
        """Read the buckets."""
        buckets = answer.facets[facet]["buckets"]
        if facet == "date":
            return {
                month_name(int(one["key"])): one["doc_count"] for one in buckets if one["doc_count"]
            }
        return {one["key"]: one["doc_count"] for one in buckets}

    def _choice(self, question: Question, name: str) -> Query:
        request = question.request
        if name == "date":
            first, last = (
                day.toordinal() if day else None for day in (request.date_from, request.date_to)
            )
            ranged = Query.range_query(self._schema, "day", FieldType.Integer, first, last)
            return Query.const_score_query(ranged, 0.0)
        values = request.districts if name == "district" else request.codes
        return Query.const_score_query(
            _any([Query.term_query(self._schema, name, value) for value in values]), 0.0
        )

    def _plan(self, plan: p.Plan) -> Query:
        clauses = [(Occur.Must, self._node(node)) for node in must(plan)]
        clauses += [(Occur.MustNot, self._node(node)) for node in plan.must_not]
        clauses += [
            (Occur.Should, Query.boost_query(self._node(node), boost))
            for node, boost in plan.should
        ]
        if not must(plan):
            clauses.append((Occur.Must, Query.all_query()))
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    def _node(self, node: p.Node) -> Query:
        match node:
            case p.Term(text):
                return self._fielded(
                    suffix(node), lambda field: Query.term_query(self._schema, field, text)
                )
            case p.Phrase():
                end, words = phrase_words(node)
                return self._fielded(
                    end, lambda field: Query.phrase_query(self._schema, field, list(words))
                )
            case p.Values(facet, values):
                return _any([Query.term_query(self._schema, facet, value) for value in values])
            case p.And(nodes):
                return _all([self._node(part) for part in nodes])
            case p.Or(nodes):
                return _any([self._node(part) for part in nodes])
        raise NotImplementedError(node)

    def _fielded(self, end: str, make: Callable[[str], Query]) -> Query:
        if len(self._fields) == 1:
            return make("text" + end)
        return _any([Query.boost_query(make(name + end), WEIGHTS[name]) for name in FIELDS])


def _any(queries: Sequence[Query]) -> Query:
    return (
        queries[0]
        if len(queries) == 1
        else Query.boolean_query([(Occur.Should, one) for one in queries])
    )


def _all(queries: Sequence[Query]) -> Query:
    return (
        queries[0]
        if len(queries) == 1
        else Query.boolean_query([(Occur.Must, one) for one in queries])
    )
