"""The key that all written forms of one code share."""

import re

from corpus.codes.tables import CENTRAL_BODIES
from corpus.vietnamese.text import fold

__all__ = ["CodeKey", "centre", "code_key"]

CodeKey = tuple[str, str, str]
"""Number with at least two digits, year or "", and the folded letters of all symbols."""

_BODIES = "|".join(sorted(map(str.lower, CENTRAL_BODIES), key=len, reverse=True))
_CENTRE = re.compile(rf"((?:^|[^a-zđ])(?:{_BODIES})?)t\.?ư(?![a-zđ.])", re.IGNORECASE)
"""TƯ alone or at the end of a body's symbol: "05-CT/TƯ", "36-HD/VPTƯ"."""

_RULE = re.compile(r"(q[đd])i(?=[\W_])")
"""QĐi, the symbol of rules: "144-QĐi/TW"."""

_PARTS = re.compile(r"[\W_]*0*([0-9]+)(?:[\W_]+([0-9]{4})(?![0-9]))?(.*)", re.DOTALL)
"""Number, year and the rest: "46/2016/nd-cp"."""


def centre(code: str) -> str:
    """Return a code with TƯ and T.Ư, however typed, as TW."""
    return _CENTRE.sub(r"\1TW", code)


def code_key(code: str) -> CodeKey:
    """Return the key of a code, of its beginning, or of some other text; QĐi and QĐ are one type
    to it.

    >>> code_key("05-CT/TW"), code_key("5/CT-TƯ"), code_key("1/2016/QĐ-UBND")
    (('05', '', 'cttw'), ('05', '', 'cttw'), ('01', '2016', 'qdubnd'))
    """
    letters = fold(_RULE.sub(r"\1", centre(code).lower()))
    if match := _PARTS.match(letters):
        return f"{match[1]:0>2}", match[2] or "", _letters(match[3])
    return "", "", _letters(letters)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
