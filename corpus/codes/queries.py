"""Document codes as people type them into a query box: any case, any separator, with or without an
issuer."""

import re
from dataclasses import dataclass, replace

from corpus.codes.code import NATIONAL_ASSEMBLY
from corpus.codes.keys import CodeKey, centre, code_key
from corpus.codes.numbers import counts, is_number_word, is_year, number_words
from corpus.codes.tables import TYPES, find_issuer, find_type, is_legislature, type_symbols
from corpus.codes.tokens import SIGNS, Token, tokens_of
from corpus.mention import Mention
from corpus.vietnamese.text import fold

__all__ = ["CodeQuery", "find_code_queries"]


@dataclass(frozen=True, slots=True)
class CodeQuery(Mention):
    """A code in a query. `key` is its `code_key`, None when the issuer is missing: then any of
    `type_symbols` with this `number` (no leading zeros) and, if given, `year` is meant. `fallback`
    is the key that is meant where no code has that: CT05/TW may be 05-CT/TW.

    `value` is "": which codes are meant only a collection can say.
    """

    key: CodeKey | None
    type_symbols: tuple[str, ...]
    number: str
    year: int | None
    fallback: CodeKey | None = None

    @property
    def number_keys(self) -> tuple[tuple[str, str], ...]:
        """Return every `number_key` that is meant; empty when `key` decides."""
        return () if self.key else tuple((symbol, self.number) for symbol in self.type_symbols)


_Hit = tuple[CodeQuery, int]
"""A code and the index of the token after it."""


def find_code_queries(q: str) -> list[CodeQuery]:
    """Return the codes typed in a query, in order and not overlapping."""
    tokens = tokens_of(q)
    found: list[CodeQuery] = []
    start = 0
    for at, token in enumerate(tokens):
        if at >= start and token.text[0].isdecimal() and (hit := _around(q, tokens, start, at)):
            query, start = hit
            found.append(query)
    return found


def _around(q: str, tokens: list[Token], start: int, at: int) -> _Hit | None:
    """Read the code whose number is at a token: after its type word, with its symbol behind it, or
    by both."""
    end = at - number_words(tokens, start, at)
    for lead in range(min(_LONGEST, end - start), -1, -1):
        symbols = _phrase_symbols(tokens, end - lead, lead) if lead else ()
        if lead == 1 and end == at and not symbols and (hit := _type_first(q, tokens, at)):
            return hit
        if lead and not symbols:
            continue
        if hit := _full(q, tokens, end - lead, at, symbols):
            return hit
        if lead == 1 and end == at and (hit := _type_first(q, tokens, at)):
            return hit
        if lead and (hit := _short(q, tokens, end - lead, at, symbols)):
            return hit
    return _number_first(q, tokens, at)


_LONGEST = max(name.count(" ") + 1 for kind in TYPES.values() for name in kind.names)
_EXTRA = {"luật": ("L", NATIONAL_ASSEMBLY), "bộ luật": ("L", NATIONAL_ASSEMBLY)}
_EXTRA |= {"nghị quyết": ("NQ", NATIONAL_ASSEMBLY), "pháp lệnh": ("PL", NATIONAL_ASSEMBLY)}
_EXTRA |= {fold(name): symbols for name, symbols in _EXTRA.items()}
_UPPER_ONLY = {"KH", "TB", "BC", "CV", "QC", "CĐ", "CTHĐ", "QĐNS", "QĐi"}
_ANY_CASE = {"CT", "NQ", "NĐ", "QĐ", "KL", "TT", "CTr", "TTr", "ĐA", "TTLT"}


def _word_symbols(phrase: str) -> tuple[str, ...]:
    return _EXTRA.get(phrase) or type_symbols(phrase)


def _phrase_symbols(tokens: list[Token], index: int, length: int) -> tuple[str, ...]:
    words = tokens[index : index + length]
    if any(token.joined not in ("", " ", "_") for token in words[1:]):
        return ()
    if symbols := _word_symbols(" ".join(token.text.lower() for token in words)):
        return symbols
    return _bare_symbol(words[0].text) if length == 1 else ()


def _bare_symbol(text: str) -> tuple[str, ...]:
    kind = find_type(text) if len(text) <= 4 and text[0].isalpha() else None
    if kind is None or not (
        kind.symbol in _ANY_CASE or (kind.symbol in _UPPER_ONLY and text.isupper())
    ):
        return ()
    return (kind.symbol, NATIONAL_ASSEMBLY) if kind.symbol == "NQ" else (kind.symbol,)


def _full(
    q: str, tokens: list[Token], first: int, at: int, introduced: tuple[str, ...]
) -> _Hit | None:
    """Read number, year and symbols; without signs between them both type and issuer must be
    known."""
    if tokens[at].joined in ("-", "/") or _goes_on(
        q[max(0, tokens[at].start - 2) : tokens[at].start]
    ):
        return None
    rest = at + 1
    year = ""
    if rest < len(tokens) and _YEAR.fullmatch(tokens[rest].text):
        year, rest = tokens[rest].text, rest + 1
    words = _symbol_tokens(tokens, rest)
    length = _length_of_code(words, bool(year), bool(introduced))
    if not length:
        return None
    start, end = tokens[first].start, words[length - 1].end
    head, printed = [tokens[at].text, year], [word.text for word in words[:length]]
    kind = find_type(words[0].text)
    symbols = (kind.symbol,) if kind else ()
    key = code_key("-".join([*head, *printed]))
    other = (
        None if kind or not introduced else code_key("-".join([*head, *introduced[:1], *printed]))
    )
    dated = int(year) if year else None
    query = _query(q, start, end, "whole code", key, symbols, tokens[at].text, dated)
    return replace(query, fallback=other), rest + length


def _query(
    q: str,
    start: int,
    end: int,
    rule: str,
    key: CodeKey | None,
    symbols: tuple[str, ...],
    number: str,
    year: int | None,
) -> CodeQuery:
    number = number.lower().lstrip("0") or "0"
    return CodeQuery("code", "", start, end, q[start:end], rule, key, symbols, number, year)


def _type_first(q: str, tokens: list[Token], at: int) -> _Hit | None:
    """Read the symbol of a type before its number, and the issuer behind: CT05TW, CT-05-TW."""
    rest, year = at + 1, ""
    if rest < len(tokens) and _YEAR.fullmatch(tokens[rest].text):
        year, rest = tokens[rest].text, rest + 1
    kind = find_type(tokens[at - 1].text) if tokens[at - 1].text[0].isalpha() else None
    if rest >= len(tokens) or kind is None:
        return None
    issuer = tokens[rest]
    known = find_issuer(centre(issuer.text).upper()) if issuer.joined == "" else None
    if known is None and (issuer.joined == "" or not _known_issuer(issuer)):
        return None
    apart = issuer.joined not in SIGNS or tokens[at].joined == " "
    if apart and not _bare_symbol(tokens[at - 1].text):
        return None
    end = rest + 1 + _units(tokens[rest + 1 : rest + _MOST_SYMBOLS])
    start, number = tokens[at - 1].start, tokens[at].text
    printed = [token.text for token in tokens[rest:end]]
    key = code_key("-".join([number, year, kind.symbol, *printed]))
    dated = int(year) if year else None
    ends = tokens[end - 1].end
    return _query(q, start, ends, "type first", key, (kind.symbol,), number, dated), end


def _goes_on(before: str) -> bool:
    """Say whether a number goes on behind some text: "/05", "1.05"."""
    return before.endswith("/") or (before.endswith((".", ",")) and before[-2:-1].isdigit())


_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MOST_SYMBOLS, _LONGEST_SYMBOL = 9, 14


def _symbol_tokens(tokens: list[Token], start: int) -> list[Token]:
    """Return the tokens from here on that may be symbols: letters, not too long, and set apart from
    each other."""
    words: list[Token] = []
    for token in tokens[start : start + _MOST_SYMBOLS]:
        attached = token.joined == "" and not (
            not words and (_glued(token.text) or find_type(token.text))
        )
        if not token.text[0].isalpha() or attached or len(token.text) > _LONGEST_SYMBOL:
            break
        words.append(token)
    return words


_PLAIN = re.compile(r"[a-zđư][a-zđư0-9&]+", re.IGNORECASE)


def _length_of_code(words: list[Token], year: bool, introduced: bool) -> int:
    """Return how many symbols after the number belong to its code, 0 when it is none."""
    if not words:
        return 0
    head = words[0].text
    if year and is_legislature(head):
        return 1
    if _glued(head):
        return 1 + _units(words[1:])
    if len(words) > 1 and find_type(head) and _known_issuer(words[1]):
        return 2 + _units(words[2:])
    if words[0].joined not in SIGNS or not _PLAIN.fullmatch(head):
        return 0
    units = _units(words[1:])
    slashed = any(word.joined == "/" for word in words[: 1 + units])
    if units and slashed:
        return 1 + units
    return int(words[0].joined == "/" or year) if _stands_alone(head, year, introduced) else 0


def _known_issuer(word: Token) -> bool:
    """Say whether a symbol after a type is an issuer; after a space "tu" may be từ, but "TU" and
    "tw" are none else."""
    text = word.text
    if find_issuer(centre(text).upper()) is None:
        return False
    return word.joined in SIGNS or text.isupper() or len(text) > 2 or text in ("tw", "tư", "cp")


def _stands_alone(symbol: str, year: bool, introduced: bool) -> bool:
    """Say whether one symbol without a type is enough: 67/CP, 95/GPXD, 12/2016/HSST."""
    if find_type(symbol) and not introduced and len(symbol) < 4:
        return False
    issuer = find_issuer(symbol.upper())
    known = find_type(symbol) is not None if issuer is None else issuer.side == "state"
    return symbol.isupper() or year or introduced or known


def _units(words: list[Token]) -> int:
    """Return how many of the next symbols hang on by signs."""
    count = 0
    for word in words:
        if word.joined not in SIGNS or not _PLAIN.fullmatch(centre(word.text)):
            break
        count += 1
    return count


def _glued(text: str) -> bool:
    """Say whether a run of letters is a known type and a known issuer: "cttw"."""
    return any(
        find_type(text[:cut]) and find_issuer(text[cut:].upper()) for cut in range(2, len(text) - 1)
    )


def _short(
    q: str, tokens: list[Token], first: int, at: int, symbols: tuple[str, ...]
) -> _Hit | None:
    """Read a type and a number, maybe with a year, and no issuer: "chỉ thị 05", "nghi dinh
    46/2016"."""
    number = tokens[at].text.lower()
    if len(number) > 5:
        return None
    after, year = at + 1, None
    if after < len(tokens) and tokens[after].joined in ("/", "-"):
        if not _YEAR.fullmatch(tokens[after].text):
            return None
        year, after = int(tokens[after].text), after + 1
    numbered = is_number_word(tokens[at - 1]) or tokens[at - 1].text == ":"
    if year is None and not numbered and (is_year(number, symbols) or counts(tokens, at, after)):
        return None
    start, end = tokens[first].start, tokens[after - 1].end
    return _query(q, start, end, "type and number", None, symbols, number, year), after


def _number_first(q: str, tokens: list[Token], at: int) -> _Hit | None:
    """Read "05-CT", "46/2016/NĐ": number and type joined by a sign, no issuer."""
    rest, year = at + 1, None
    if tokens[at].joined in ("-", "/") or not tokens[at].text.isdecimal():
        return None
    if rest < len(tokens) and _YEAR.fullmatch(tokens[rest].text) and tokens[rest].joined == "/":
        year, rest = int(tokens[rest].text), rest + 1
    if rest >= len(tokens) or tokens[rest].joined not in SIGNS:
        return None
    symbols = _bare_symbol(tokens[rest].text)
    if not symbols or (rest + 1 < len(tokens) and tokens[rest + 1].joined in ("-", "/")):
        return None
    start, end = tokens[at].start, tokens[rest].end
    return _query(q, start, end, "number and type", None, symbols, tokens[at].text, year), rest + 1
