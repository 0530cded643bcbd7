"""The outline of a document code in running text: a number, separators and symbols, whatever dashes
and spaces it has.

Every pattern is linear: it repeats over disjoint characters and with bounds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.codes.tables import find_issuer, find_type
from corpus.mention import MOST_MENTIONS
from corpus.vietnamese.text import fold

__all__ = ["Shape", "blocked_before", "candidates", "shape_of"]

_DASHES = "-‐‑‒–—−"
_SEPARATOR = rf"[ \u00a0]{{0,2}}[{_DASHES}/][ \u00a0]{{0,2}}"
_MISSING = r"[ \u00a0](?=[A-ZĐ][A-Za-zĐđ]{1,4}[-/][A-ZĐ])"
_LETTERS = r"[^\W\d_](?:[\w&]|\.(?=[ƯưW]))*"
# "05-CT/TW", "46/2016/NĐ-CP", "144 - QĐ/TW", "12a/KH"
_CANDIDATE = re.compile(
    r"[0-9]{1,6}(?:[a-zđA-D](?![a-zđA-ZĐ]))?"
    rf"(?:{_SEPARATOR}[0-9]{{4,5}})?"
    rf"(?:{_SEPARATOR}|{_MISSING}){_LETTERS}(?:{_SEPARATOR}{_LETTERS}){{0,7}}"
)
_PIECES = re.compile(rf"({_SEPARATOR}|{_MISSING})")
_ONE_SIGN = str.maketrans(dict.fromkeys(_DASHES, "-") | {"Ð": "Đ", "Ɖ": "Đ"})
_LATIN = str.maketrans("АВЕКМНОРСТУХІЅЈԚԜаеорсухіѕј", "ABEKMHOPCTYXISJQWaeopcyxisj")
# "TW", "TƯ", "T.Ư"
_CENTRE = re.compile(r"T\.?(?:Ư|W)(?![a-z])")
# "QĐ", "TTr", "UBND", "QH14"
_SYMBOL = re.compile(r"[A-ZĐƯ][A-ZĐƯa-zđư0-9&]*")
# the "CP" of "CPngày", the "TTr" of "TTrvề"
_HEAD = re.compile(r"(?:[A-ZĐƯ0-9&]|\.Ư)+(?:i|r|g|hU)?")
# what may follow a unit: "…/UBND - VX ngày 5/6"
_UNIT_ENDS = re.compile(r"[,.;:)]|[ \u00a0](?:ngày|của|về|gửi|do|và|nêu|yêu cầu)\b|$")
_BLOCKERS = frozenset("/-–−+")
_POINTS = frozenset(".,")
_DIGITS = frozenset("0123456789")
_GLUED_CUES = ("so", "thi", "dinh", "luan", "hoach", "quyet", "bao", "trinh")
_LONGEST_KNOWN = 12
"""Letters of the longest symbol that is known in small letters too; longer runs are words."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A candidate taken apart: symbols in Latin letters, the signs before each ("-", "/", "" for a
    space alone).

    `year_sign` stands between number and year, "" without a year. `ends` are the symbols' ends in
    the candidate.
    """

    number: str
    year_sign: str
    year: str
    symbols: tuple[str, ...]
    signs: tuple[str, ...]
    ends: tuple[int, ...]


def candidates(text: str) -> Iterator[re.Match[str]]:
    """Yield what has the outline of a code; most are none."""
    return islice(_CANDIDATE.finditer(text), MOST_MENTIONS)


def blocked_before(text: str, start: int) -> str:
    """Return why a number cannot begin a code where it stands, "" when it can."""
    before = text[start - 1 : start] if start else ""
    if before in _BLOCKERS or (before in _POINTS and text[start - 2 : start - 1] in _DIGITS):
        return "part of a longer number or path"
    if before == ":" and text[start - 2 : start - 1] in _DIGITS:
        return "a standard's year (QCVN 14:2008)"
    if before == "_" or (
        before.isalnum() and not fold(text[max(0, start - 4) : start]).endswith(_GLUED_CUES)
    ):
        return "glued to a word"
    return ""


def shape_of(match: re.Match[str]) -> Shape:
    """Split a candidate; its symbols end before the first that is none or stands apart."""
    pieces = _PIECES.split(match.group())
    number, year, year_sign = pieces[0], "", ""
    at, offset = 1, len(pieces[0])
    if pieces[2][0] in _DIGITS:
        year_sign, year = _sign(pieces[1]), pieces[2]
        at, offset = 3, offset + len(pieces[1]) + len(pieces[2])
    symbols: list[str] = []
    signs: list[str] = []
    ends: list[int] = []
    for separator, printed in zip(pieces[at::2], pieces[at + 1 :: 2], strict=True):
        offset += len(separator)
        symbol, length = _symbol(printed)
        if not symbol or (
            symbols
            and len(separator) > 1
            and not _belongs(symbols, separator, symbol, match, offset)
        ):
            break
        symbols.append(symbol)
        signs.append(_sign(separator))
        ends.append(offset + length)
        offset += len(printed)
        if length < len(printed):
            break
    return Shape(number, year_sign, year, tuple(symbols), tuple(signs), tuple(ends))


def _sign(separator: str) -> str:
    return separator.strip(" \u00a0").translate(_ONE_SIGN)


def _belongs(
    symbols: list[str], separator: str, symbol: str, match: re.Match[str], offset: int
) -> bool:
    """Say whether a symbol after a spaced sign belongs: "NĐ - CP" does, a caption ("QĐ-TTg - Ảnh")
    does not."""
    if len(symbols) > 1:
        return False
    if find_issuer(symbol) is not None or (len(symbol) > 2 and symbol.isupper()):
        return True
    if find_type(symbols[0]) is not None:
        return separator[0] not in " \u00a0" and len(symbol) > 1
    ends = match.start() + offset + len(symbol)
    return find_issuer(symbols[0]) is not None and _UNIT_ENDS.match(match.string, ends) is not None


def _symbol(printed: str) -> tuple[str, int]:
    """Return (symbol in Latin letters, characters it takes of the printed run); "" when it is
    none."""
    latin = printed.translate(_ONE_SIGN)
    if not latin.isascii():
        latin = latin.translate(_LATIN)
    if not latin[0].isupper():
        return _known_lower(latin), len(printed)
    symbol = _CENTRE.sub("TW", latin)
    if _SYMBOL.fullmatch(symbol) and (_has_capitals(symbol) or find_issuer(symbol)):
        return symbol, len(printed)
    return _unglue(latin)


def _has_capitals(symbol: str) -> bool:
    capitals = sum(map(str.isupper, symbol))
    return sum(map(str.islower, symbol)) <= min(capitals, 2)


def _known_lower(latin: str) -> str:
    if len(latin) > _LONGEST_KNOWN:
        return ""
    if kind := find_type(latin):
        return kind.symbol
    issuer = find_issuer(_CENTRE.sub("TW", latin.upper()))
    return issuer.symbol if issuer else ""


def _unglue(latin: str) -> tuple[str, int]:
    """Cut a word off that was glued to a known symbol: "CPngày" -> CP."""
    head = _HEAD.match(latin[:16])
    if head is None:
        return "", 0
    for end in (head.end(), head.end() - 1):
        symbol = _CENTRE.sub("TW", latin[:end])
        if end and (find_issuer(symbol) or find_type(symbol)):
            return symbol, end
    return "", 0
