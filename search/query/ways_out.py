"""Ways out of a query that finds nothing: the codes nearest to one that no article has, and the
query less one of its parts."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

import corpus.codes
from corpus.codes import CodeQuery, code_key, find_code_queries
from search.query.collection import Collection
from search.query.language import Clause, parse

__all__ = ["near_codes", "shorter"]

_SPACES = re.compile(r"\s+")


def near_codes(query: CodeQuery, collection: Collection) -> list[str]:
    """Return the codes of the same type and issuer, of any issuer where none was typed, by how near
    their numbers are."""
    wanted = _number(query.number)
    alike = _of_issuer if query.key else _of_type
    found = [
        (abs(_number(code_key(code)[0]) - wanted), code)
        for code in collection.values("code")
        if alike(code, query)
    ]
    return [code for _, code in sorted(found)]


def _number(printed: str) -> int:
    """Return a number without its letter: 36 of "36a"."""
    return int("".join(takewhile(str.isdecimal, printed)) or 0)


def _of_issuer(code: str, query: CodeQuery) -> bool:
    number, _, letters = code_key(code)
    return bool(number) and query.key is not None and letters == query.key[2]


def _of_type(code: str, query: CodeQuery) -> bool:
    if not any(symbol in code for symbol in query.type_symbols):
        return False
    try:
        return (
            bool(code_key(code)[0])
            and corpus.codes.parse_code(code).type_symbol in query.type_symbols
        )
    except ValueError:
        return False


def shorter(q: str) -> Iterator[str]:
    """Yield a query less one of its codes or parts, phrases also without their marks; each once."""
    codes = [(one.start, one.end) for one in find_code_queries(q)]
    clauses = parse(q)
    spans = [*codes, *((one.start, one.end) for one in clauses if len(clauses) > 1)]
    texts = [*_opened(q, clauses), *(q[:start] + " " + q[end:] for start, end in spans)]
    for text in dict.fromkeys(_SPACES.sub(" ", text).strip() for text in texts):
        if re.search(r"\w", text) and any(not one.negated for one in parse(text)):
            yield text


def _opened(q: str, clauses: Sequence[Clause]) -> Iterator[str]:
    for one in clauses:
        if one.kind == "phrase" and " " in one.text.strip() and not one.negated:
            yield q[: one.start] + one.text + q[one.end :]
