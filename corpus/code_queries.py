"""Document codes as people type them into a query box: any case, any separator, with or without an issuer."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.code_tables import COUNTED, TYPES, find_issuer, find_type, type_symbols
from corpus.document_code import NATIONAL_ASSEMBLY, code_key, number_key, parse_code
from corpus.text import fold

__all__ = ["CodeQuery", "find_code_queries"]


@dataclass(frozen=True, slots=True)
class CodeQuery:
    """A code in a query; `text` is `q[start:end]`. `key` is its `code_key`, None when the issuer is missing:
    then any of `type_symbols` with this `number` (no leading zeros) and, if given, `year` is meant.
    """

    start: int
    end: int
    text: str
    key: str | None
    type_symbols: tuple[str, ...]
    number: str
    year: int | None

    @property
    def number_keys(self) -> tuple[tuple[str, str], ...]:
        """Return every `number_key` that is meant; empty when `key` decides."""
        return () if self.key else tuple((symbol, self.number) for symbol in self.type_symbols)

    def matches(self, code: str) -> bool:
        """Say whether a canonical code is meant."""
        if self.key is not None:
            return code_key(code) == self.key
        try:
            if number_key(code) not in self.number_keys:
                return False
        except ValueError:
            return False
        return self.year is None or parse_code(code).year == self.year


_ATTACHED = "nq|nđ|nd|qđ|qd"
_TOKEN = re.compile(
    rf"[0-9]+(?:[^\W\d_](?![^\W\d_]))?|(?:{_ATTACHED})(?=[0-9])|[^\W\d_](?:[\w&]|\.(?=[ưƯ]))*|[^\w\s]|_",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SEPARATORS = frozenset("-‐‑‒–—−/")
_BLOCKERS = frozenset("-‐‑‒–—−/.,:")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    joined: str
    """The separator before it ("-", "/"), " " for space, "" when it is attached or first."""


def _tokens(q: str) -> list[_Token]:
    tokens: list[_Token] = []
    join, last_end = "", 0
    for match in _TOKEN.finditer(q):
        if match.group() in _SEPARATORS and join in ("", " "):
            join = "/" if match.group() == "/" else "-"
            continue
        if not join and match.start() > last_end:
            join = " "
        tokens.append(_Token(match.group(), match.start(), match.end(), join))
        join, last_end = "", match.end()
    return tokens


def find_code_queries(q: str) -> list[CodeQuery]:
    """Return the codes typed in a query, in order and not overlapping."""
    tokens = _tokens(q)
    found: list[CodeQuery] = []
    index = 0
    while index < len(tokens):
        hit = _at(q, tokens, index)
        if hit is None:
            index += 1
            continue
        query, index = hit
        found.append(query)
    return found


_Hit = tuple[CodeQuery, int]


def _at(q: str, tokens: list[_Token], index: int) -> _Hit | None:
    """Read a code that begins at a token: with its type word, with its symbol first, or with its number."""
    lead = _type_phrase(tokens, index)
    at = index + lead
    if at < len(tokens) and _is_number_word(tokens[at]):
        at += 1
        if at < len(tokens) and tokens[at].text == ":":
            at += 1
    if at >= len(tokens) or not tokens[at].text[0].isdigit():
        return None
    if lead or at == index:
        symbols = _phrase_symbols(tokens, index, lead)
        if hit := _full(q, tokens, index, at, bool(lead)):
            return hit
        if lead:
            return _short(q, tokens, index, at, symbols)
        return _number_first(q, tokens, at)
    return None


def _is_number_word(token: _Token) -> bool:
    return fold(token.text) == "so"


_LONGEST = max(name.count(" ") + 1 for kind in TYPES.values() for name in kind.names)
_EXTRA = {"luật": ("L", NATIONAL_ASSEMBLY), "bộ luật": ("L", NATIONAL_ASSEMBLY)}
_EXTRA |= {"nghị quyết": ("NQ", NATIONAL_ASSEMBLY), "pháp lệnh": ("PL", NATIONAL_ASSEMBLY)}
_EXTRA |= {fold(name): symbols for name, symbols in _EXTRA.items()}
_UPPER_ONLY = {"KH", "TB", "BC", "CV", "QC", "CĐ", "CTHĐ", "QĐNS", "QĐi"}
_ANY_CASE = {"CT", "NQ", "NĐ", "QĐ", "KL", "TT", "CTr", "TTr", "ĐA", "TTLT"}


@cache
def _word_symbols(phrase: str) -> tuple[str, ...]:
    return _EXTRA.get(phrase) or type_symbols(phrase)


def _type_phrase(tokens: list[_Token], index: int) -> int:
    """Return how many tokens from here name a type ("nghi dinh" 2, "CT" 1), 0 for none."""
    for length in range(min(_LONGEST, len(tokens) - index), 0, -1):
        if _phrase_symbols(tokens, index, length):
            return length
    return 0


def _phrase_symbols(tokens: list[_Token], index: int, length: int) -> tuple[str, ...]:
    words = tokens[index : index + length]
    if any(token.joined not in ("", " ") for token in words[1:]):
        return ()
    if symbols := _word_symbols(" ".join(token.text.lower() for token in words)):
        return symbols
    return _bare_symbol(words[0].text) if length == 1 else ()


def _bare_symbol(text: str) -> tuple[str, ...]:
    kind = find_type(text) if len(text) <= 4 and text[0].isalpha() else None
    if kind is None or not (kind.symbol in _ANY_CASE or (kind.symbol in _UPPER_ONLY and text.isupper())):
        return ()
    return (kind.symbol, NATIONAL_ASSEMBLY) if kind.symbol == "NQ" else (kind.symbol,)


def _symbol_of(token: _Token) -> str:
    """Return a token in capitals, TƯ as TW."""
    upper = token.text.upper().replace("T.Ư", "TW")
    return upper[:-2] + "TW" if upper.endswith("TƯ") else upper


def _full(q: str, tokens: list[_Token], first: int, at: int, introduced: bool) -> _Hit | None:
    """Read number, year, type and issuer; without separators both symbols must be known."""
    if tokens[at].joined in ("-", "/") or _after_blocker(q, tokens[at]):
        return None
    rest = at + 1
    year = ""
    if rest < len(tokens) and _YEAR.fullmatch(tokens[rest].text):
        year, rest = tokens[rest].text, rest + 1
    words = []
    for token in tokens[rest : rest + 4]:
        if not token.text[0].isalpha() or token.joined == "" or len(token.text) > 14:
            break
        words.append(token)
    length = _length_of_code(words, bool(year), introduced)
    if not length and words[:1] == [] and rest < len(tokens) and tokens[rest].joined == "" and not year:
        words, length = tokens[rest : rest + 1], int(_glued(tokens[rest].text))
    if not length:
        return None
    key = code_key(f"{tokens[at].text}-{year}-{'-'.join(_symbol_of(word) for word in words[:length])}")
    kind = find_type(words[0].text)
    end = words[length - 1].end
    start = tokens[first].start
    number = tokens[at].text.lstrip("0") or "0"
    symbols = (kind.symbol,) if kind else ()
    return CodeQuery(start, end, q[start:end], key, symbols, number, int(year) if year else None), rest + length


def _after_blocker(q: str, token: _Token) -> bool:
    before = q[token.start - 1 : token.start]
    return before in (".", ",", "/")


def _length_of_code(words: list[_Token], year: bool, introduced: bool) -> int:
    """Return how many symbols after the number belong to its code, 0 when it is none."""
    if not words:
        return 0
    signs = [word.joined in ("-", "/") for word in words]
    kind = find_type(words[0].text)
    if len(words) > 1 and kind:
        known = find_issuer(_symbol_of(words[1])) is not None and (signs[1] or _unmistakable(words[1].text))
        if known or (all(signs[:2]) and words[1].text.isascii() and len(words[1].text) > 1):
            return 2 + _units(words[2:])
    if year and re.fullmatch(r"(?:qh|ubtvqh)[0-9]{1,2}", words[0].text.lower()):
        return 1
    if _glued(words[0].text):
        return 1
    if signs[0] and words[0].joined == "/" and find_issuer(_symbol_of(words[0])) and not kind:
        units = _units(words[1:])
        return 1 + units if units or introduced or words[0].text.isupper() else 0
    return 0


def _unmistakable(issuer: str) -> bool:
    """Say whether an issuer after a space is no word: "tu" may be từ, "TU" and "tw" are issuers."""
    return issuer.isupper() or len(issuer) > 2 or issuer in ("tw", "tư", "cp")


def _units(words: list[_Token]) -> int:
    count = 0
    for word in words:
        if word.joined != "-" or len(word.text) < 2:
            break
        count += 1
    return count


def _glued(text: str) -> bool:
    """Say whether a run of letters is a known type and a known issuer: "cttw"."""
    return any(find_type(text[:cut]) and find_issuer(text[cut:].upper()) for cut in range(2, len(text) - 1))


def _short(q: str, tokens: list[_Token], first: int, at: int, symbols: tuple[str, ...]) -> _Hit | None:
    """Read a type and a number, maybe with a year, and no issuer: "chỉ thị 05", "nghi dinh 46/2016"."""
    number = tokens[at].text
    if not number.isdigit() or len(number) > 5:
        return None
    after, year = at + 1, None
    if after < len(tokens) and tokens[after].joined in ("/", "-"):
        if not _YEAR.fullmatch(tokens[after].text):
            return None
        year, after = int(tokens[after].text), after + 1
    numbered = _is_number_word(tokens[at - 1]) or tokens[at - 1].text == ":"
    if year is None and not numbered and _counts(tokens, at, after):
        return None
    start, end = tokens[first].start, tokens[after - 1].end
    number = number.lstrip("0") or "0"
    return CodeQuery(start, end, q[start:end], None, symbols, number, year), after


_PUNCTUATION = frozenset(",.;:!?)\"”'")


def _counts(tokens: list[_Token], at: int, after: int) -> bool:
    """Say whether the number is a year or counts something: "kế hoạch 5 năm", "luật 2013"."""
    number = tokens[at].text
    if len(number) == 4 and number.startswith(("19", "20")):
        return True
    if after >= len(tokens):
        return False
    following = tokens[after]
    if following.joined in ("-", "/") or (following.joined == "" and following.text not in _PUNCTUATION):
        return True
    if following.text in (".", ",") and tokens[after + 1 : after + 2] and tokens[after + 1].joined == "":
        return True
    return not number.startswith("0") and fold(following.text) in COUNTED


def _number_first(q: str, tokens: list[_Token], at: int) -> _Hit | None:
    """Read "05-CT", "46/2016/NĐ": number and type joined by a sign, no issuer."""
    rest, year = at + 1, None
    if tokens[at].joined in ("-", "/") or not tokens[at].text.isdigit():
        return None
    if rest < len(tokens) and _YEAR.fullmatch(tokens[rest].text) and tokens[rest].joined == "/":
        year, rest = int(tokens[rest].text), rest + 1
    if rest >= len(tokens) or tokens[rest].joined not in ("-", "/"):
        return None
    symbols = _bare_symbol(tokens[rest].text)
    if not symbols or (rest + 1 < len(tokens) and tokens[rest + 1].joined in ("-", "/")):
        return None
    start, end = tokens[at].start, tokens[rest].end
    number = tokens[at].text.lstrip("0") or "0"
    return CodeQuery(start, end, q[start:end], None, symbols, number, year), rest + 1
