"""The query language: words, "phrases", -exclusions, field:value and prefix*. Everything else is
words.

A document code goes before an exclusion: 05 -CT/TW is a code typed with a space too many.

Parsing never fails but for the limits: an open quote ends at the end, an unknown field or a field
without a value is words. The parser knows nothing of an index; `interpretation` turns its clauses
into a plan.
"""

import re
from dataclasses import dataclass, replace

from corpus.codes.breaks import goes_on
from corpus.vietnamese.text import fold
from search.errors import QueryError
from search.facets import FACETS

__all__ = ["MAX_WORDS", "Clause", "parse"]

MAX_WORDS = 64

FIELD_NAMES = {
    **{typed: facet.name for facet in FACETS.values() for typed in (facet.name, *facet.typed)},
    "from": "from",
    "tu": "from",
    "to": "to",
    "den": "to",
    "title": "title",
    "tieude": "title",
    "summary": "summary",
    "tomtat": "summary",
    "body": "body",
    "noidung": "body",
}
"""Name of a field as typed (folded) -> facet, "from", "to", or text field."""

# -tag:"phòng chống" -> minus, field, phrase; 05-CT/TW -> word
_PIECE = re.compile(
    r"""(?P<minus>-)?(?:(?P<field>[^\W\d_]{1,20}):(?=\S))?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))"""
)
_PLAIN = re.compile(r"\s*(\w[\w/.,]*(?:\s+\w[\w/.,]*)*)\s*")
_QUOTES = str.maketrans("“”„‟«»", '""""""')


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a query, at q[start:end].

    kind is words (a run of free words), phrase, prefix or field; `field` is the facet, "from", "to"
    or text field.
    """

    kind: str
    text: str
    start: int
    end: int
    negated: bool = False
    field: str = ""


def parse(q: str) -> list[Clause]:
    """Split a query into clauses, neighbouring free words in one. Raises `QueryError` over
    `MAX_WORDS` words."""
    if len(q.split()) > MAX_WORDS:
        raise QueryError("q", f"the query has more than {MAX_WORDS} words")
    if plain := _PLAIN.fullmatch(q):  # most queries, and in half the time
        return [Clause("words", plain[1], plain.start(1), plain.end(1))]
    pieces = [_clause(match) for match in _PIECE.finditer(q.translate(_QUOTES))]
    clauses: list[Clause] = []
    for piece in pieces:
        if piece is None:
            continue
        if clauses and piece.negated and _is_code(clauses[-1], piece, q):
            before = clauses.pop()
            text = before.text + q[before.end : piece.end]
            clauses.append(replace(before, text=text, end=piece.end))
            continue
        if clauses and _is_free(piece) and _is_free(clauses[-1]):
            before = clauses.pop()
            piece = Clause("words", q[before.start : piece.end], before.start, piece.end)
        clauses.append(piece)
    return clauses


def _is_code(before: Clause, piece: Clause, q: str) -> bool:
    """Say whether what looks excluded is the rest of a code: 05 -CT/TW."""
    typed = before.kind == "words" or before.field == "code"
    return (
        typed
        and piece.kind == "words"
        and not piece.field
        and goes_on(before.text, q[piece.start :])
    )


def _is_free(clause: Clause) -> bool:
    return clause.kind == "words" and not clause.negated and not clause.field


def _clause(match: re.Match[str]) -> Clause | None:
    negated = bool(match["minus"])
    name = match["field"]
    field = FIELD_NAMES.get(fold(name)) if name else ""
    phrase, word = match["phrase"], match["word"]
    if field is None or (negated and field in ("from", "to")):  # a day cannot be left out
        word, phrase, field = match.group().removeprefix("-"), None, ""
    text = phrase if phrase is not None else word
    if field and not negated and not re.search(r"\w", text):  # a field without a value is words
        text, phrase, field = match.group(), None, ""
    if not re.search(r"\w", text):
        return None
    if field and field not in ("title", "summary", "body"):
        return Clause("field", text.strip(), match.start(), match.end(), negated, field)
    if phrase is not None:
        return Clause("phrase", text, match.start(), match.end(), negated, field)
    if text.endswith("*") and re.search(r"\w{2}", text):
        return Clause("prefix", text.rstrip("*"), match.start(), match.end(), negated, field)
    return Clause("words", text, match.start(), match.end(), negated, field)
