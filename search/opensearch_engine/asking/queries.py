"""From conditions and plans to the cluster's queries: which documents hold them. Terms are values
in them; nothing a user types is ever parsed. What they score is asked by `scoring.py`."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.vietnamese.text import fold
from search.analysis import is_folded
from search.opensearch_engine.mapping import (
    FIELDS,
    FOLDED_FREQUENCIES,
    FREQUENCIES,
    field_of,
)
from search.query.plan import And, Node, Or, Phrase, Plan, Prefix, Term, Values

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "SORTS",
    "Query",
    "encodable",
    "frequencies_of",
    "is_scored",
    "is_text",
    "least",
    "node_query",
    "side_by_side",
    "values_query",
    "words_held",
]

Query = dict[str, Any]

_NEWEST = [{"day": {"order": "desc", "missing": "_last"}}, {"added": "desc"}, {"id": "desc"}]
_OLDEST = [{"day": {"order": "asc", "missing": "_last"}}, {"added": "asc"}, {"id": "asc"}]
SORTS: Mapping[str, list[Any]] = {
    "relevance": [{"_score": "desc"}, *_NEWEST],
    "newest": _NEWEST,
    "oldest": _OLDEST,
}

NOTHING: Query = {"match_none": {}}
EVERYTHING: Query = {"match_all": {}}


def is_text(value: str) -> bool:
    """Say whether a text can be sent at all: half of a surrogate pair stands in no article and no
    facet."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def encodable(values: Sequence[str]) -> list[str]:
    """Return those of some values that could be in an index."""
    return [value for value in values if is_text(value)]


def is_scored(body: Mapping[str, Any]) -> bool:
    """Say whether scores decide the order of a search, so that they must mean the same on every
    shard."""
    return body["sort"] is SORTS["relevance"]


def node_query(node: Node) -> Query:
    """Return the query for the documents for which a condition holds; what it scores means
    nothing."""
    match node:
        case Term(text, folded, ""):
            return {"term": {frequencies_of(folded=folded): fold(text) if folded else text}}
        case Term(text, folded, field):
            return {"term": {field_of(field, folded=folded): fold(text) if folded else text}}
        case Prefix(text, field, exact):
            return _begun(text, field, folded=not exact and is_folded(text))
        case Phrase(()) | And(()) | Or(()):
            return NOTHING
        case Phrase((term,), field):
            return node_query(Term(term.text, term.folded, field))
        case Phrase(terms, field):
            return _any([_phrase(name, terms) for name in ([field] if field else FIELDS)])
        case Values(facet, values):
            return values_query(facet, values)
        case And(nodes):
            return {"bool": {"filter": [node_query(part) for part in nodes]}}
        case Or(nodes):
            return _any([node_query(part) for part in nodes])


def frequencies_of(*, folded: bool) -> str:
    """Return the field that holds what scores a term."""
    return FOLDED_FREQUENCIES if folded else FREQUENCIES


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else {"bool": {"should": list(queries)}}


def _begun(text: str, field: str, *, folded: bool) -> Query:
    """Ask for syllables that begin so, in one field or in all: no word of several does."""
    names = [field] if field else FIELDS
    return _any([{"prefix": {field_of(name, folded=folded): text}} for name in names])


def _phrase(field: str, terms: Sequence[Term]) -> Query:
    """Terms side by side: in one field when all are folded or none is; digits are the same in
    both."""
    kinds = {term.folded for term in terms if not term.text.isdigit()}
    if len(kinds) > 1:
        return side_by_side(field, terms)
    folded = True in kinds
    text = " ".join(fold(term.text) if folded else term.text for term in terms)
    return {"match_phrase": {field_of(field, folded=folded): text}}


def side_by_side(field: str, terms: Sequence[Term]) -> Query:
    """Return the rule for terms side by side in a field, which scores c / (1 + c) where they stand
    so c times; some may be folded, for both fields have the same positions."""
    intervals = [
        {"match": {"query": fold(term.text), "use_field": field_of(field, folded=True)}}
        if term.folded
        else {"match": {"query": term.text}}
        for term in terms
    ]
    rule = {"all_of": {"mode": "ordered", "max_gaps": 0, "intervals": intervals}}
    return {"intervals": {field_of(field): rule}}


def values_query(facet: str, values: Sequence[str]) -> Query:
    """Return the query for the documents that have one of the values of a facet."""
    return {"terms": {f"facet.{facet}": encodable(values)}}


def least(plan: Plan, words: int) -> Query:
    """Return the query for the documents with all that a plan requires and at least so many of its
    words."""
    required = [node_query(node) for node in (*plan.required, *plan.together)]
    query: Query = {"must_not": [node_query(node) for node in plan.must_not]}
    if words == len(plan.words):
        required += [node_query(node) for node in plan.words]
    else:
        query |= {
            "should": [node_query(node) for node in plan.counted],
            "minimum_should_match": words,
        }
    if not required and "should" not in query:
        required = [EVERYTHING]
    return {"bool": query | {"filter": required}}


def words_held(plan: Plan) -> Query:
    """Return the query that scores documents by how many of a plan's words they hold; the most come
    first."""
    held = [{"constant_score": {"filter": node_query(node), "boost": 1.0}} for node in plan.counted]
    required = [node_query(node) for node in (*plan.required, *plan.together)]
    banned = [node_query(node) for node in plan.must_not]
    return {
        "bool": {"filter": required, "must_not": banned, "should": held, "minimum_should_match": 1}
    }
