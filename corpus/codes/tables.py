"""The closed tables of document types and issuing bodies, and how a printed symbol is read as one
of them.

Sources: Hướng dẫn 36-HD/VPTW (party), Nghị định 30/2020/NĐ-CP, Phụ lục III (State).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.data_files import data_text
from corpus.vietnamese.text import fold

__all__ = [
    "CENTRAL_BODIES",
    "COUNTED",
    "LEVELS",
    "STATE_TYPES",
    "TYPES",
    "DocumentType",
    "Issuer",
    "find_issuer",
    "find_type",
    "is_legislature",
    "legislature_of",
    "type_symbols",
]

LEVELS = ("Trung ương", "Tỉnh, thành phố", "Quận, huyện", "Phường, xã", "Nhà nước")
"""Levels a document can come from, highest first; State bodies are one level of their own."""


COUNTED = frozenset(
    """nam thang ngay tuan gio phut nguoi diem ty ti trieu nghin ngan dong lan noi
    nhiem muc chi buoc dieu khoan phan cap ho em km ha can bo co khu doan don tap
    bai cau trang chuong giai hang loai mon nganh""".split()  # noqa: SIM905
)
"""What a number after a type word may count, without diacritics: "kế hoạch 5 năm" names no
document."""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type symbol and the names it stands for, the usual one first; `side` is party, state or
    both."""

    symbol: str
    names: tuple[str, ...]
    side: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuing body. `since` and `until` are ISO days, `level` one of `LEVELS`; empty where not
    known."""

    symbol: str
    name: str
    side: str
    level: str
    since: str = ""
    until: str = ""


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(data_text(name).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


TYPES = {
    row["symbol"]: DocumentType(row["symbol"], tuple(row["names"].split(", ")), row["side"])
    for row in _rows("code_types.tsv")
}

STATE_TYPES = frozenset(
    name for kind in TYPES.values() if kind.side == "state" for name in kind.names
).difference(name for kind in TYPES.values() if kind.side != "state" for name in kind.names) | {
    "Bộ luật",
    "Hiến pháp",
    "Thông tư",
}
"""Names of types that only the State issues; those added have no symbol, or share theirs."""

_ISSUER_ROWS = [
    Issuer(
        row["symbol"],
        row["name"],
        row["side"],
        row["level"],
        row["since"] or "",
        row["until"] or "",
    )
    for row in _rows("code_issuers.tsv")
]
_COMMITTEES = {
    "TW": ("Trung ương", "Trung ương"),
    "TU": ("Tỉnh ủy, Thành ủy", "Tỉnh, thành phố"),
    "QU": ("Quận ủy", "Quận, huyện"),
    "HU": ("Huyện ủy", "Quận, huyện"),
    "ThU": ("Thị ủy, Thành ủy thành phố thuộc tỉnh", "Quận, huyện"),
    "TXU": ("Thị ủy", "Quận, huyện"),
    "ĐU": ("Đảng ủy", "Phường, xã"),
    "ĐUK": ("Đảng ủy khối", "Tỉnh, thành phố"),
}


def _bodies() -> Iterator[Issuer]:
    for row in _ISSUER_ROWS:
        if not row.symbol.endswith("*"):
            yield row
            continue
        for symbol, (committee, level) in _COMMITTEES.items():
            name = f"{row.name} {committee}"
            yield Issuer(row.symbol[:-1] + symbol, name, row.side, level, row.since, row.until)


_ISSUERS = {issuer.symbol: issuer for issuer in reversed(list(_bodies()))}
"""Issuer symbol -> issuer; a body of a party committee is its short name and its committee
(BTGQU)."""

CENTRAL_BODIES = frozenset(
    symbol.removesuffix("TW") for symbol in _ISSUERS if symbol.endswith("TW") and symbol != "TW"
)
"""Symbols of bodies of the Centre without the TW at their end: VP, UBKT, MT."""

_TYPES_FOLDED: dict[str, str] = {}
for _symbol in reversed(TYPES):
    _TYPES_FOLDED[_symbol.upper()] = _symbol
_TYPES_FOLDED |= {"QD": "QĐ", "QDD": "QĐ", "ND": "NĐ", "QDI": "QĐi", "QDNS": "QĐNS"}

_ISSUERS_FOLDED: dict[str, str] = {}
for _symbol in _ISSUERS:
    _ISSUERS_FOLDED.setdefault(fold(_symbol), _symbol)


def find_type(printed: str) -> DocumentType | None:
    """Return the type of a printed symbol: official, in capitals, or with D for Đ where no other is
    meant."""
    return TYPES.get(printed) or TYPES.get(_TYPES_FOLDED.get(printed.upper(), ""))


@lru_cache(maxsize=4096)
def find_issuer(printed: str) -> Issuer | None:
    """Return the body of a printed symbol, whatever its case; a legislature's number (QH14) is set
    aside."""
    if known := _ISSUERS.get(printed):
        return known
    folded = fold(printed)
    known_symbol = _ISSUERS_FOLDED.get(folded) or _ISSUERS_FOLDED.get(folded.rstrip("0123456789"))
    if known_symbol is None:
        return None
    # "ĐU" and "DU", "TTG" and "TTg" are one body; "BTG" is none although "BTGTW" is.
    return _ISSUERS[known_symbol]


_LEGISLATURE = re.compile(r"(?:QH|UBTVQH)([IVX]{1,5}|[0-9]{1,2})", re.IGNORECASE)


def is_legislature(printed: str) -> bool:
    """Say whether a symbol is a National Assembly or its committee of one term: QH14, QHXI."""
    return _LEGISLATURE.fullmatch(printed) is not None


def legislature_of(symbol: str) -> str:
    """Return the number of a legislature as its symbol prints it ("14" of QH14), "" for another
    body."""
    match = _LEGISLATURE.fullmatch(symbol)
    return match[1] if match else ""


def type_symbols(word: str) -> tuple[str, ...]:
    """Return the symbols a type word stands for, with or without diacritics: "quy định" -> QĐ, QĐi,
    QyĐ.

    A word with diacritics names only the type spelled so.
    """
    lowered = " ".join(word.lower().split())
    table = _SYMBOLS_FOLDED if lowered.isascii() else _SYMBOLS_OF
    return table.get(lowered, ())


def _symbols_of(key: bool) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for symbol, kind in TYPES.items():
        for name in kind.names:
            found.setdefault(fold(name) if key else name.lower(), []).append(symbol)
    return {name: tuple(symbols) for name, symbols in found.items()}


_SYMBOLS_OF = _symbols_of(False)
_SYMBOLS_FOLDED = _symbols_of(True)
