"""From conditions and plans to the cluster's queries. Terms are values in them; nothing a user
types is ever parsed."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.vietnamese.text import fold
from search.analysis import is_folded
from search.opensearch_engine.mapping import FIELDS, field_of
from search.query.plan import And, Node, Or, Phrase, Plan, Prefix, Term, Values

__all__ = [
    "EVERYTHING",
    "SORTS",
    "Query",
    "encodable",
    "is_scored",
    "is_text",
    "least",
    "node_query",
    "plan_query",
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
VALUES_WEIGHT = 8.0
PAIR_WEIGHT = 0.2
OTHER_FIELDS = 0.4


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
    """Return the query for the documents for which a condition holds."""
    match node:
        case Term(text, folded, field):
            return _in_fields(field, lambda name: _term(name, text, folded))
        case Prefix(text, field, exact):
            return _in_fields(
                field, lambda name: _prefix(name, text, folded=not exact and is_folded(text))
            )
        case Phrase(()) | And(()) | Or(()):
            return NOTHING
        case Phrase((term,), field):
            return _in_fields(field, lambda name: _term(name, term.text, term.folded))
        case Phrase(terms, field):
            return _in_fields(field, lambda name: _phrase(name, terms))
        case Values(facet, values):
            return {
                "constant_score": {"filter": values_query(facet, values), "boost": VALUES_WEIGHT}
            }
        case And(nodes):
            return {"bool": {"must": [node_query(part) for part in nodes]}}
        case Or(nodes):
            return {"dis_max": {"queries": [node_query(part) for part in nodes]}}


def _in_fields(field: str, query: Any) -> Query:
    """Ask in one text field, or in each: the best counts, the others add a share."""
    if field:
        found: Query = query(field)
        return found
    return {"dis_max": {"queries": [query(name) for name in FIELDS], "tie_breaker": OTHER_FIELDS}}


def _term(field: str, text: str, folded: bool) -> Query:
    name = field_of(field, word="_" in text, folded=folded)
    return {"term": {name: {"value": fold(text) if folded else text, "boost": FIELDS[field]}}}


def _prefix(field: str, text: str, *, folded: bool) -> Query:
    name = field_of(field, folded=folded)
    return {"prefix": {name: {"value": text, "boost": FIELDS[field]}}}


def _phrase(field: str, terms: Sequence[Term]) -> Query:
    """Terms side by side: in one field when all are folded or none is; digits are the same in
    both."""
    kinds = {term.folded for term in terms if not term.text.isdigit()}
    if len(kinds) > 1:
        return _mixed_phrase(field, terms)
    folded = True in kinds
    text = " ".join(fold(term.text) if folded else term.text for term in terms)
    return {
        "match_phrase": {field_of(field, folded=folded): {"query": text, "boost": FIELDS[field]}}
    }


def _mixed_phrase(field: str, terms: Sequence[Term]) -> Query:
    """Terms side by side, some as they are and some folded: two fields with the same positions."""
    intervals = [
        {"match": {"query": fold(term.text), "use_field": field_of(field, folded=True)}}
        if term.folded
        else {"match": {"query": term.text}}
        for term in terms
    ]
    rule = {
        "all_of": {"mode": "ordered", "max_gaps": 0, "intervals": intervals},
        "boost": 4 * FIELDS[field],
    }
    return {"intervals": {field_of(field): rule}}


def values_query(facet: str, values: Sequence[str]) -> Query:
    """Return the query for the documents that have one of the values of a facet."""
    return {"terms": {f"facet.{facet}": encodable(values)}}


def least(plan: Plan, words: int) -> Query:
    """Return the query for the documents with all that a plan requires and at least so many of its
    words."""
    must = [node_query(node) for node in plan.required]
    query: Query = {"must": must, "must_not": [node_query(node) for node in plan.must_not]}
    if plan.together:
        query["filter"] = [node_query(node) for node in plan.together]
    if words == len(plan.words):
        must += [node_query(node) for node in plan.words]
    else:
        query |= {
            "should": [node_query(node) for node in plan.words],
            "minimum_should_match": words,
        }
    return (
        {"bool": query} if must or query.get("should") else {"bool": query | {"must": [EVERYTHING]}}
    )


def words_held(plan: Plan) -> Query:
    """Return the query that scores documents by how many of a plan's words they hold; the most come
    first."""
    held = [{"constant_score": {"filter": node_query(node), "boost": 1.0}} for node in plan.words]
    required = [node_query(node) for node in (*plan.required, *plan.together)]
    banned = [node_query(node) for node in plan.must_not]
    return {
        "bool": {"filter": required, "must_not": banned, "should": held, "minimum_should_match": 1}
    }


def plan_query(plan: Plan, words: int) -> Query:
    """Return the query of a plan of whose words so many must be there, with what only changes the
    order."""
    sharper = [
        {"bool": {"must": [node_query(node)], "boost": boost}} for node, boost in plan.should
    ]
    pairs = [
        {"bool": {"must": [node_query(Phrase(pair))], "boost": PAIR_WEIGHT}} for pair in plan.pairs
    ]
    if not sharper and not pairs:
        return least(plan, words)
    return {"bool": {"must": [least(plan, words)], "should": [*sharper, *pairs]}}
