"""The written forms of document codes: candidates in a text, and what accepts or refuses each of them.

A candidate is a number, a separator and a symbol of letters. Every pattern is linear: it repeats over
disjoint characters, with bounds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.code_tables import Issuer, find_issuer, find_type
from corpus.text import fold

__all__ = ["Parts", "Verdict", "candidates", "judge"]

_DASHES = "-‐‑‒–—−"
_SEPARATOR = rf"[ \u00a0]{{0,2}}[{_DASHES}/][ \u00a0]{{0,2}}"
_LETTERS = r"[^\W\d_](?:[\w&]|\.(?=[ƯưW]))*"
CANDIDATE = re.compile(
    r"[0-9]{1,6}(?:[a-zđA-D](?![a-zđA-ZĐ]))?"
    rf"(?:{_SEPARATOR}[0-9]{{4,5}})?"
    rf"{_SEPARATOR}{_LETTERS}(?:{_SEPARATOR}{_LETTERS}){{0,3}}"
)
_PIECES = re.compile(rf"({_SEPARATOR})")
_ONE_SIGN = str.maketrans(dict.fromkeys(_DASHES, "-") | {"Ð": "Đ", "Ɖ": "Đ"})
_LATIN = str.maketrans("АВЕКМНОРСТУХІЅЈԚԜаеорсухіѕј", "ABEKMHOPCTYXISJQWaeopcyxisj")
_CENTRE = re.compile(r"T\.?(?:Ư|W)(?![a-z])")
_SYMBOL = re.compile(r"[A-ZĐƯ][A-ZĐƯa-zđư0-9&]*")
_HEAD = re.compile(r"(?:[A-ZĐƯ0-9&]|\.Ư)+(?:i|r|g|hU)?")
_BLOCKERS = frozenset("/.,-–−+")
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Parts:
    """A code taken apart: `year` is "" or four digits, `style` party, state or letter."""

    number: str
    year: str
    type_symbol: str
    issuer_symbol: str
    unit: str
    style: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one candidate: `parts` when it is a code, else None; `rule` says why."""

    start: int
    end: int
    rule: str
    parts: Parts | None


@dataclass(frozen=True, slots=True)
class _Shape:
    number: str
    year: str
    first: str
    symbols: tuple[str, ...]
    joins: tuple[str, ...]
    ends: tuple[int, ...]


def candidates(text: str) -> Iterator[re.Match[str]]:
    """Yield what has the outline of a code; most are none."""
    return CANDIDATE.finditer(text)


def judge(text: str, match: re.Match[str], cue: str) -> Verdict:
    """Accept or refuse a candidate. `cue` is what introduces it: a type word, "số" or nothing."""
    start = match.start()
    if blocked := _blocked_before(text, start):
        return Verdict(start, match.end(), blocked, None)
    shape = _shape(match)
    if shape.year and not 1945 <= int(shape.year) <= 2099:
        return Verdict(start, match.end(), "refused: year out of range", None)
    for rule in (_typed_with_year, _legislature, _typed, _letter):
        if found := rule(shape, cue):
            name, parts, pieces = found
            return Verdict(start, start + shape.ends[pieces - 1], name, parts)
    return Verdict(start, match.end(), _refusal(shape, cue), None)


def _blocked_before(text: str, start: int) -> str:
    before = text[start - 1 : start]
    if before in _BLOCKERS and before:
        return "refused: part of a longer number or path"
    if before == ":" and text[start - 2 : start - 1] in _DIGITS:
        return "refused: a standard's year (QCVN 14:2008)"
    if before.isalnum() and not fold(text[max(0, start - 4) : start]).endswith(_GLUED_CUES):
        return "refused: glued to a word"
    if before == "_":
        return "refused: glued to a word"
    return ""


_GLUED_CUES = ("so", "thi", "dinh", "luan", "hoach", "quyet", "bao", "trinh")


def _shape(match: re.Match[str]) -> _Shape:
    """Split a candidate; its symbols end where one is no symbol or stands apart."""
    pieces = _PIECES.split(match.group())
    number, pieces = pieces[0], pieces[1:]
    offset = len(number)
    year = ""
    first = _sign(pieces[0])
    if pieces[1][0] in _DIGITS:
        year = pieces[1]
        offset += len(pieces[0]) + len(pieces[1])
        first += _sign(pieces[2])
        pieces = pieces[2:]
    symbols: list[str] = []
    joins: list[str] = []
    ends: list[int] = []
    for join, printed in zip(pieces[::2], pieces[1::2], strict=True):
        if symbols and len(join) > 1 and (len(symbols) > 1 or not _spaced_issuer(printed)):
            break
        symbol, length = _symbol(printed)
        if not symbol:
            break
        symbols.append(symbol)
        joins.append(_sign(join))
        offset += len(join)
        ends.append(offset + length)
        offset += len(printed)
        if length < len(printed):
            break
    return _Shape(number, year, first, tuple(symbols), tuple(joins), tuple(ends))


def _sign(separator: str) -> str:
    return separator.strip().translate(_ONE_SIGN)


def _spaced_issuer(printed: str) -> bool:
    symbol, _ = _symbol(printed)
    return bool(symbol) and (find_issuer(symbol) is not None or (len(symbol) > 2 and symbol.isupper()))


def _symbol(printed: str) -> tuple[str, int]:
    """Return (symbol in Latin letters, characters it takes of the printed run); "" when it is none."""
    latin = printed.translate(_ONE_SIGN)
    if not latin.isascii():
        latin = latin.translate(_LATIN)
    if not latin[0].isupper():
        return _known_lower(latin), len(printed)
    folded = _CENTRE.sub("TW", latin)
    if _SYMBOL.fullmatch(folded) and (_is_symbol(folded) or find_issuer(folded)):
        return folded, len(printed)
    return _unglue(latin)


def _is_symbol(symbol: str) -> bool:
    capitals = sum(map(str.isupper, symbol))
    return capitals >= 1 and sum(map(str.islower, symbol)) <= min(capitals, 2)


def _known_lower(latin: str) -> str:
    if len(latin) > 12:
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


def _issuer(symbol: str) -> Issuer | None:
    issuer = find_issuer(symbol)
    return issuer if issuer and (issuer.symbol.upper() == symbol.upper() or issuer.side == "party") else None


def _official(symbol: str) -> str:
    issuer = _issuer(symbol)
    if issuer is None or symbol[-1] in _DIGITS:
        return symbol
    return issuer.symbol


def _looks_issuing(symbol: str) -> bool:
    return len(symbol) >= 2 and (sum(map(str.isupper, symbol)) >= 2 or find_issuer(symbol) is not None)


_Found = tuple[str, Parts, int]


def _typed_with_year(shape: _Shape, cue: str) -> _Found | None:
    """NN/YYYY/TYPE-ISSUER, also NN-YYYY/TYPE-ISSUER: normative acts."""
    if not shape.year or len(shape.symbols) < 2:
        return None
    kind = find_type(shape.symbols[0])
    if kind is None or not _looks_issuing(shape.symbols[1]):
        return None
    issuers = [_official(symbol) for symbol in shape.symbols[1:]]
    tail = "-".join(issuers) if shape.joins[1] == "-" else "/".join(issuers)
    canonical = f"{shape.number}{shape.first[0]}{shape.year}{shape.first[-1]}{kind.symbol}{shape.joins[1]}{tail}"
    joint = kind.symbol in ("TTLT", "NQLT", "CTLT", "QĐLT", "KHLT")
    issuer, unit = ("-".join(issuers), "") if joint else (issuers[0], "-".join(issuers[1:]))
    parts = Parts(shape.number, shape.year, kind.symbol, issuer, unit, "state", canonical)
    return "state with year", parts, len(shape.symbols)


_LEGISLATURE = re.compile(r"(?:QH|UBTVQH)(?:[IVX]{1,5}|[0-9]{1,2})?", re.IGNORECASE)


def _legislature(shape: _Shape, cue: str) -> _Found | None:
    """NN/YYYY/QH14, NN/YYYY/UBTVQH14; other forms of one symbol with a year need a type word."""
    if not shape.year or len(shape.symbols) < 1:
        return None
    symbol = shape.symbols[0]
    canonical = f"{shape.number}{shape.first[0]}{shape.year}{shape.first[-1]}{symbol}"
    if _LEGISLATURE.fullmatch(symbol) and symbol[-1] in "0123456789IVX":
        return (
            "national assembly",
            Parts(shape.number, shape.year, "", symbol.upper(), "", "state", canonical),
            1,
        )
    if cue not in ("", "số") and len(symbol) >= 2 and symbol.isupper():
        kind, issuer = _glued(symbol)
        return (
            "state with year, one symbol",
            Parts(shape.number, shape.year, kind, issuer, "", "state", canonical),
            1,
        )
    return None


def _glued(symbol: str) -> tuple[str, str]:
    """Split a symbol printed without its hyphen: "NĐCP" -> ("NĐ", "CP"), "CP" -> ("", "CP")."""
    for cut in range(2, len(symbol) - 1):
        kind, issuer = find_type(symbol[:cut]), _issuer(symbol[cut:])
        if kind and issuer and find_issuer(symbol) is None:
            return kind.symbol, issuer.symbol
    known = find_type(symbol)
    return (known.symbol, "") if known and find_issuer(symbol) is None else ("", _official(symbol))


def _typed(shape: _Shape, cue: str) -> _Found | None:
    """NN-TYPE/ISSUER (party) and NN/TYPE-ISSUER (State); a party body's code is turned to the party form."""
    if shape.year or len(shape.symbols) < 2:
        return None
    kind = find_type(shape.symbols[0])
    if kind is None and shape.symbols[0] == "CD" and cue == "công điện":
        kind = find_type("CĐ")
    if kind is None or not _looks_issuing(shape.symbols[1]):
        return None
    official = [_official(symbol) for symbol in shape.symbols[1:]]
    issuer = _issuer(official[0])
    joins = "".join(shape.joins)
    if not (joins.startswith(("-/", "/-")) or issuer):
        return None
    turned = issuer is not None and issuer.side == "party" and (len(official) == 1 or joins[0] == "-")
    printed_party = joins.startswith("-/") and (issuer is None or issuer.side == "party")
    if turned or printed_party:
        number = f"{int(shape.number):02d}" if shape.number.isdigit() else shape.number
        canonical = f"{number}-{kind.symbol}/{'-'.join(official)}"
        rule = "party" if joins.startswith("-/") else "party, separators turned"
        style = "party"
    else:
        number, style, rule = shape.number, "state", "state"
        tail = shape.joins[1] + "-".join(official)
        canonical = f"{number}{shape.joins[0]}{kind.symbol}{tail}"
    return (
        rule,
        Parts(number, "", kind.symbol, official[0], "-".join(official[1:]), style, canonical),
        len(shape.symbols),
    )


_PERMITS = ("GP", "GCN", "CN")


def _letter(shape: _Shape, cue: str) -> _Found | None:
    """NN/ISSUER-UNIT (công văn) and NN/SYMBOL (67/CP, 95/GPXD): only where a cue introduces them."""
    if shape.year or not cue or not shape.symbols or shape.first != "/":
        return None
    symbols = [shape.symbols[0], *map(_official, shape.symbols[1:])]
    if not all(len(symbol) >= 2 and symbol[0].isupper() for symbol in symbols):
        return None
    canonical = f"{shape.number}/{'-'.join([_official(symbols[0]), *symbols[1:]])}"
    if len(symbols) == 1:
        return _short(shape.number, symbols[0], cue, canonical)
    known = find_issuer(symbols[0]) is not None or any(symbol.startswith(_PERMITS) for symbol in symbols)
    if cue == "số" and not known:
        return None
    parts = Parts(shape.number, "", "", _official(symbols[0]), "-".join(symbols[1:]), "letter", canonical)
    return "letter, with a cue", parts, len(symbols)


def _short(number: str, symbol: str, cue: str, canonical: str) -> _Found | None:
    if cue == "số":
        return None
    kind, issuer = _glued(symbol)
    if not kind and find_issuer(symbol) is None and not symbol.isupper():
        return None
    if (kind, issuer) == ("", "CP"):
        kind = "NĐ"  # the form of the 1990s: 64/CP was a decree, decisions were 327/CT or 100/TTg
    return "short form, with a type word", Parts(number, "", kind, issuer, "", "letter", canonical), 1


def _refusal(shape: _Shape, cue: str) -> str:
    if not shape.symbols:
        return "refused: no symbol of capitals"
    if find_type(shape.symbols[0]) is None:
        return "refused: no known type" if len(shape.symbols) > 1 else "refused: one symbol, no type word"
    return "refused: no issuer" if len(shape.symbols) < 2 else "refused: separators"
