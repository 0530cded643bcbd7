"""The rules that make a candidate a document code, from the strictest form to those that need a
word before them.

Forms: NN-TYPE/ISSUER (party, Hướng dẫn 36-HD/VPTW), NN/YYYY/TYPE-ISSUER and NN/TYPE-ISSUER (State,
Nghị định 30/2020/NĐ-CP), NN/YYYY/QH14 (National Assembly), NN/ISSUER-UNIT (official letters), 67/CP
and 95/GPXD (short).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.codes.code import DocumentCode
from corpus.codes.shapes import Shape, blocked_before, candidates, shape_of
from corpus.codes.tables import Issuer, find_issuer, find_type, is_legislature

__all__ = ["Verdict", "judge", "parse_code"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one candidate: its `code` taken apart, else None; `rule` says why."""

    start: int
    end: int
    rule: str
    code: DocumentCode | None


_Found = tuple[str, DocumentCode, int]
"""A rule's name, the code, and how many symbols of the shape it took."""


def judge(text: str, match: re.Match[str], cue: str) -> Verdict:
    """Accept or refuse a candidate. `cue` is what introduces it: a type word in lower case, "số" or
    ""."""
    start = match.start()
    if blocked := blocked_before(text, start):
        return Verdict(start, match.end(), blocked, None)
    shape = shape_of(match)
    if shape.year and not 1945 <= int(shape.year) <= 2099:
        return Verdict(start, match.end(), "year out of range", None)
    if shape.symbols:
        for rule in _RULES_WITH_YEAR if shape.year else _RULES:
            if found := rule(shape, cue):
                name, code, taken = found
                return Verdict(start, start + shape.ends[taken - 1], name, code)
    return Verdict(start, match.end(), _refusal(shape), None)


def _refusal(shape: Shape) -> str:
    if not shape.symbols:
        return "no symbol of capitals"
    if find_type(shape.symbols[0]) is None:
        return "no known type" if len(shape.symbols) > 1 else "one symbol, no type word"
    return "no issuer" if len(shape.symbols) < 2 else "separators"


def _issuer(symbol: str) -> Issuer | None:
    """Return a known body, but not for a State symbol with D for Đ: that is kept as printed."""
    issuer = find_issuer(symbol)
    return (
        issuer
        if issuer and (issuer.symbol.upper() == symbol.upper() or issuer.side == "party")
        else None
    )


def _official(symbol: str) -> str:
    issuer = _issuer(symbol)
    return issuer.symbol if issuer and not symbol[-1].isdigit() else symbol


def _looks_issuing(symbol: str) -> bool:
    return len(symbol) >= 2 and (
        sum(map(str.isupper, symbol)) >= 2 or find_issuer(symbol) is not None
    )


def _capitals(symbols: Sequence[str]) -> bool:
    return all(len(symbol) >= 2 and symbol.isupper() for symbol in symbols)


def _with_year(shape: Shape, symbols: Sequence[str]) -> str:
    """Return the number, the year and the symbols as printed, without spaces."""
    signs = [shape.year_sign, shape.signs[0] or "/", *shape.signs[1 : len(symbols)]]
    pieces = [shape.number, shape.year, *symbols]
    return "".join(piece + sign for piece, sign in zip(pieces, [*signs, ""], strict=False))


_JOINT = frozenset(["TTLT", "NQLT", "CTLT", "QĐLT", "KHLT"])


def _typed_with_year(shape: Shape, cue: str) -> _Found | None:
    """NN/YYYY/TYPE-ISSUER, also NN-YYYY/TYPE-ISSUER: normative acts."""
    kind = find_type(shape.symbols[0])
    if kind is None or len(shape.symbols) < 2 or not _looks_issuing(shape.symbols[1]):
        return None
    issuers = [_official(symbol) for symbol in shape.symbols[1:]]
    issuer, unit = issuers[0], "-".join(issuers[1:])
    if kind.symbol in _JOINT:
        issuer, unit = "-".join(issuers), ""
    canonical = _with_year(shape, [kind.symbol, *issuers])
    code = DocumentCode(
        canonical, shape.number, int(shape.year), kind.symbol, issuer, unit, "state"
    )
    return "state with year", code, len(shape.symbols)


def _legislature(shape: Shape, cue: str) -> _Found | None:
    """NN/YYYY/QH14, NN/YYYY/UBTVQH14: laws and resolutions of the National Assembly."""
    symbol = shape.symbols[0].upper()
    if not is_legislature(symbol):
        return None
    canonical = _with_year(shape, [symbol])
    code = DocumentCode(canonical, shape.number, int(shape.year), "", symbol, "", "state")
    return "national assembly", code, 1


def _introduced_with_year(shape: Shape, cue: str) -> _Found | None:
    """Any symbols of capitals with a year after a type word, two of them also after "số" (permits,
    contracts)."""
    if not cue or not _capitals(shape.symbols) or (cue == "số" and len(shape.symbols) < 2):
        return None
    kind, issuer = _unglued(shape.symbols[0])
    canonical, unit = _with_year(shape, shape.symbols), "-".join(shape.symbols[1:])
    code = DocumentCode(canonical, shape.number, int(shape.year), kind, issuer, unit, "state")
    return "state with year, introduced", code, len(shape.symbols)


def _unglued(symbol: str) -> tuple[str, str]:
    """Split a symbol printed without its hyphen: "NĐCP" -> ("NĐ", "CP"), "CP" -> ("", "CP")."""
    if find_issuer(symbol):
        return "", _official(symbol)
    for cut in range(2, len(symbol) - 1):
        kind, issuer = find_type(symbol[:cut]), _issuer(symbol[cut:])
        if kind and issuer:
            return kind.symbol, issuer.symbol
    known = find_type(symbol)
    return (known.symbol, "") if known else ("", symbol)


def _typed(shape: Shape, cue: str) -> _Found | None:
    """NN-TYPE/ISSUER (party) and NN/TYPE-ISSUER (State); a party body's code is turned to the party
    form."""
    kind = find_type("CĐ" if shape.symbols[0] == "CD" and cue == "công điện" else shape.symbols[0])
    if kind is None or len(shape.symbols) < 2 or not _looks_issuing(shape.symbols[1]):
        return None
    issuers = [_official(symbol) for symbol in shape.symbols[1:]]
    issuer = _issuer(issuers[0])
    signs = _signs_of_type(shape)
    if issuer is None and (signs not in ("-/", "/-") or not shape.signs[0]):
        return None
    is_party = signs == "-/" if issuer is None else issuer.side == "party"
    # "1161/QĐ-MTTW-BTT" style units after a party body are left as printed
    if is_party and (signs[0] == "-" or len(issuers) == 1):
        number = f"{int(shape.number):02d}" if shape.number.isdecimal() else shape.number
        canonical = f"{number}-{kind.symbol}/{'-'.join(issuers)}"
        style, rule = "party", "party" if signs == "-/" else "party, separators turned"
    else:
        number, style, rule = shape.number, "state", "state"
        canonical = f"{number}{signs[0]}{kind.symbol}{signs[1]}{'-'.join(issuers)}"
    unit = "-".join(issuers[1:])
    code = DocumentCode(canonical, number, None, kind.symbol, issuers[0], unit, style)
    return rule, code, len(shape.symbols)


def _signs_of_type(shape: Shape) -> str:
    """Return the signs around the type; one that is only a space is the other of the pair."""
    first, second = shape.signs[:2]
    return (first or ("/" if second == "-" else "-")) + second


_PERMITS = ("GP", "GCN", "CN")


def _letter(shape: Shape, cue: str) -> _Found | None:
    """NN/ISSUER-UNIT (công văn) after a type word; after "số" alone only of known bodies and for
    permits."""
    symbols = [_official(symbol) for symbol in shape.symbols]
    if (
        not cue
        or len(symbols) < 2
        or shape.signs[0] != "/"
        or not all(len(symbol) >= 2 for symbol in symbols)
    ):
        return None
    permit = any(symbol.startswith(_PERMITS) for symbol in symbols)
    if cue == "số" and not permit and find_issuer(symbols[0]) is None:
        return None
    canonical = f"{shape.number}/{'-'.join(symbols)}"
    if (kind := find_type(symbols[0])) and _looks_issuing(symbols[1]):  # 164/CV/HHLTVN
        issuer, unit, style = symbols[1], "-".join(symbols[2:]), "state"
    else:
        kind = find_type(symbols[-1]) if permit else None
        issuer, unit, style = symbols[0], "-".join(symbols[1:]), "letter"
    symbol = kind.symbol if kind else ""
    code = DocumentCode(canonical, shape.number, None, symbol, issuer, unit, style)
    return "letter, introduced", code, len(symbols)


def _short(shape: Shape, cue: str) -> _Found | None:
    """NN/SYMBOL after a type word: 67/CP, 95/GPXD, 724/QĐUB; with a hyphen (28-CP) only of known
    bodies."""
    symbol = _official(shape.symbols[0])
    known = find_issuer(symbol) is not None
    if cue in ("", "số") or len(symbol) < 2 or not (known or symbol.isupper()):
        return None
    if shape.signs[0] != "/" and not (known and len(shape.number) < 4):  # "năm 2002 - KTNN" is none
        return None
    kind, issuer = _unglued(symbol)
    if (kind, issuer) == ("", "CP"):
        kind = "NĐ"  # the form of the 1990s: 64/CP was a decree, decisions were 327/CT or 100/TTg
    canonical = f"{shape.number}{shape.signs[0] or '/'}{symbol}"
    code = DocumentCode(canonical, shape.number, None, kind, issuer, "", "letter")
    return "short form, introduced", code, 1


_RULES_WITH_YEAR = (_typed_with_year, _legislature, _introduced_with_year)
_RULES = (_typed, _letter, _short)


def parse_code(code: str) -> DocumentCode:
    """Take a code apart, however it is written. Raises `ValueError` for what is no code."""
    text = " ".join(code.split())
    match = next(candidates(text), None)
    if match is not None and not match.start():
        verdict = judge(text, match, "văn bản")
        if verdict.code and verdict.end == len(text):
            return verdict.code
    raise ValueError(f"not a document code: {code[:60]!r}")
