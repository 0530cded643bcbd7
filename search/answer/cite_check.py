"""Checking the documents that a text cites: codes that cannot be, that nobody has named, that were
replaced, and numbers that several documents bear."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from corpus.codes import CodeMention, DocumentCode, explain_codes, parse_code
from corpus.codes.tables import STATE_TYPES, TYPES
from corpus.mention import as_printed
from corpus.vietnamese.flow import flow
from corpus.vietnamese.text import fold
from search.answer.alike import candidates
from search.answer.dossier import Sentence, evidence
from search.documents import read_value, relation_of
from search.engine import Engine
from search.model import SearchPage
from search.request import MAX_FACET_VALUES, SearchRequest

__all__ = ["Doubt", "check_citations"]

MAX_NUMBER = 99_999
MAX_SUGGESTED = 3
IMPOSSIBLE = {
    "no known type": "no type of document has these letters",
    "year out of range": "no document is of that year",
}
"""Rules by which the grammar refuses what has all the parts of a code, and what is wrong then."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is wrong with one citation, at start:end of the text: `kind` is impossible, disagrees,
    unknown-issuer, never-seen, replaced or ambiguous.

    `suggestions` are documents that may be meant; `sentence` says what replaced it.
    """

    kind: str
    printed: str
    start: int
    end: int
    reason: str
    suggestions: tuple[str, ...] = ()
    sentence: Sentence | None = None


def check_citations(engine: Engine, text: str) -> Iterator[Doubt]:
    """Yield what is wrong with the codes of a text, each code once, in their order."""
    seen: set[str] = set()
    flowing = flow(text)
    for mention in as_printed(text, flowing, explain_codes(flowing.text)):
        key = mention.value or mention.printed
        if key in seen:
            continue
        seen.add(key)
        if mention.accepted:
            yield from _doubts(engine, mention)
        elif mention.rule in IMPOSSIBLE:
            yield _doubt("impossible", mention, IMPOSSIBLE[mention.rule])


def _doubt(
    kind: str,
    mention: CodeMention,
    reason: str,
    suggestions: tuple[str, ...] = (),
    sentence: Sentence | None = None,
) -> Doubt:
    return Doubt(kind, mention.printed, mention.start, mention.end, reason, suggestions, sentence)


def _doubts(engine: Engine, mention: CodeMention) -> Iterator[Doubt]:
    code = parse_code(mention.value)
    yield from _of_itself(mention, code)
    page = engine.search(
        SearchRequest(codes=(mention.value,), facet_limit=MAX_FACET_VALUES, per_page=1)
    )
    if not page.total:
        near = _near(engine, mention, code)
        yield _doubt("never-seen", mention, "no article of the collection names it", near)
        return
    yield from _replaced(engine, mention, page)
    alike = [one for one in candidates(page) if one.name == mention.value and one.decided]
    if len(alike) > 1:
        reason = f"{len(alike)} documents have this number; say which by its day or term"
        yield _doubt("ambiguous", mention, reason, tuple(one.value for one in alike))


def _of_itself(mention: CodeMention, code: DocumentCode) -> Iterator[Doubt]:
    """Yield what a code's own parts say against it."""
    if not 0 < _number(code.number) <= MAX_NUMBER:
        yield _doubt("impossible", mention, f"no document has the number {code.number}")
    if code.side == "party" and code.type_name in STATE_TYPES:
        reason = f"{code.type_name} is issued by bodies of the State, not of the Party"
        yield _doubt("disagrees", mention, reason)
    word, names = fold(mention.type_word), [fold(name) for name in code.type_names]
    if word and names and word not in names and _is_type(word):
        reason = f"the text says {mention.type_word}, the letters say {code.type_name}"
        yield _doubt("disagrees", mention, reason)
    if not code.issuers and not code.unit:
        yield _doubt("unknown-issuer", mention, f"{code.issuer_symbol or 'it'} is no known body")


def _is_type(word: str) -> bool:
    return any(word == fold(name) for kind in TYPES.values() for name in kind.names)


def _near(engine: Engine, mention: CodeMention, code: DocumentCode) -> tuple[str, ...]:
    """Return codes that may be meant: of the number, most alike first; else the nearest numbers of
    the same type and issuer."""
    known = engine.search(SearchRequest(facet_limit=1, per_page=1)).values("code")
    number = _number(code.code)
    ranked = sorted(
        (_distance(mention, code, other), -known[value], value)
        for value in known
        if _number(value) == number and (other := _read(value))
    )
    near = [value for distance, _, value in ranked if distance < _UNLIKE]
    if not near:
        ending = code.code.partition("-")[2]
        alike = [value for value in known if value.partition("-")[2] == ending]
        near = sorted(alike, key=lambda value: (abs(_number(value) - number), value))
    return tuple(near[:MAX_SUGGESTED])


_UNLIKE = 3


def _read(value: str) -> DocumentCode | None:
    try:
        return parse_code(value)
    except ValueError:
        return None


def _distance(mention: CodeMention, code: DocumentCode, other: DocumentCode) -> int:
    """Return 0 for the type that the text says and the issuer, 1 for such a type, 2 for the issuer,
    `_UNLIKE` for neither."""
    names = [fold(name) for name in other.type_names]
    same_type = other.type_symbol == code.type_symbol or fold(mention.type_word) in names
    same_issuer = other.issuer_symbol == code.issuer_symbol
    return _UNLIKE - same_issuer - 2 * same_type


def _number(code: str) -> int:
    digits = "".join(takewhile(str.isdigit, code))
    return int(digits) if digits.isascii() and digits else -1


def _replaced(engine: Engine, mention: CodeMention, page: SearchPage) -> Iterator[Doubt]:
    values = [
        row.value
        for row in page.facets["relation"]
        if row.count
        and (one := relation_of(row.value))
        and one.type == "replaces"
        and not one.actor
        and read_value(one.target).name == mention.value
    ]
    said = evidence(engine, values)
    for value in values:
        one = relation_of(value)
        by = read_value(one.source).name if one else ""
        yield _doubt("replaced", mention, f"{by} replaces it", (by,), said.get(value))
