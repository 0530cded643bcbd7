"""What one document code says: its parts in words, and the keys by which its written forms are
equal."""

import re
from dataclasses import dataclass

from corpus.codes.grammar import Parts, judge
from corpus.codes.shapes import candidates
from corpus.codes.tables import TYPES, Issuer, find_issuer
from corpus.vietnamese.text import fold

__all__ = ["NATIONAL_ASSEMBLY", "DocumentCode", "centre", "code_key", "number_key", "parse_code"]

NATIONAL_ASSEMBLY = "QHn"
"""Stands for the type in `number_key` of 98/2023/QH15, whose symbol does not say law or
resolution."""


@dataclass(frozen=True, slots=True)
class DocumentCode:
    """A canonical code taken apart; a symbol it lacks is "". `style` is party, state or letter."""

    code: str
    number: str
    year: int | None
    type_symbol: str
    issuer_symbol: str
    unit: str
    style: str

    @property
    def type_names(self) -> tuple[str, ...]:
        """Return the names the type symbol stands for, the usual one first."""
        if kind := TYPES.get(self.type_symbol):
            names = kind.names
            if self.type_symbol == "TT" and self.side == "party":
                return names[::-1]
            return names if self.type_symbol != "QĐ" or self.side == "party" else names[:1]
        if self.issuer_symbol.startswith(("QH", "UBTVQH")):
            return ("Luật", "Nghị quyết", "Bộ luật", "Pháp lệnh")
        return ("Công văn",) if self.unit else ()

    @property
    def type_name(self) -> str:
        """Return the usual name of the type, such as "Chỉ thị"; "" where the code does not say
        (100/TTg)."""
        return self.type_names[0] if self.type_names else ""

    @property
    def issuers(self) -> tuple[Issuer, ...]:
        """Return the issuing bodies that the tables know; several for a joint document."""
        symbols = (self.issuer_symbol, *self.issuer_symbol.split("-"))
        found = (
            find_issuer(symbol)
            for symbol in (symbols[:1] if find_issuer(symbols[0]) else symbols[1:])
        )
        return tuple(issuer for issuer in found if issuer)

    @property
    def issuer_names(self) -> tuple[str, ...]:
        """Return the issuing bodies in words; the printed symbol where the tables know none."""
        return tuple(issuer.name for issuer in self.issuers) or tuple(
            filter(None, [self.issuer_symbol])
        )

    @property
    def issuer_name(self) -> str:
        """Return the issuing bodies in words, as one text."""
        return ", ".join(self.issuer_names)

    @property
    def side(self) -> str:
        """Return "party" or "state"."""
        return "party" if self.style == "party" else "state"

    @property
    def level(self) -> str:
        """Return one of `code_tables.LEVELS`; "" for a party body whose level its symbol does not
        say."""
        if self.side == "state":
            return "Nhà nước"
        return self.issuers[0].level if self.issuers else ""


def parse_code(code: str) -> DocumentCode:
    """Take a code apart, however it is written. Raises `ValueError` for what is no code."""
    text = " ".join(code.split())
    for match in candidates(text):
        if match.start():
            break
        verdict = judge(text, match, "văn bản")
        if verdict.parts and verdict.end == len(text):
            return _document(verdict.parts)
        break
    raise ValueError(f"not a document code: {code[:60]!r}")


def _document(parts: Parts) -> DocumentCode:
    year = int(parts.year) if parts.year else None
    return DocumentCode(
        parts.canonical,
        parts.number,
        year,
        parts.type_symbol,
        parts.issuer_symbol,
        parts.unit,
        parts.style,
    )


_CENTRE = re.compile(
    r"((?:^|[^a-zđ])(?:(?:vp|btc|btg|bdv|btgdv|ubkt|bnc|bkt|bcđ|hđll|đuca|qu|bch)(?=t))?)t\.?ư(?![a-zđ.])",
    re.IGNORECASE,
)
_RULE = re.compile(r"(q[đd])i(?=[\W_])")
_NUMBER = re.compile(r"0*([0-9]+)(.*)", re.DOTALL)


def centre(code: str) -> str:
    """Return a code with TƯ and T.Ư, however typed, as TW."""
    return _CENTRE.sub(r"\1TW", code)


def code_key(code: str) -> str:
    """Return the folded key that all written forms of a code share; QĐi and QĐ are one type to it.

    >>> code_key("05-CT/TW"), code_key("5/CT-TƯ")
    ('05cttw', '05cttw')
    """
    letters = fold(_RULE.sub(r"\1", centre(code).lower()))
    plain = "".join(char for char in letters if char.isalnum())
    match = _NUMBER.match(plain)
    return f"{match[1]:0>2}{match[2]}" if match else plain


def number_key(code: str) -> tuple[str, str]:
    """Return (type symbol, number without leading zeros) of a code, by which short forms find it.

    A code without a type is keyed as CV (189/UBND-NV), as `NATIONAL_ASSEMBLY`, or as "". Raises
    `ValueError`.
    """
    document = parse_code(code)
    symbol = document.type_symbol
    if not symbol and document.year:
        symbol = NATIONAL_ASSEMBLY
    elif not symbol and document.unit:
        symbol = "CV"
    return symbol, document.number.lstrip("0") or "0"
