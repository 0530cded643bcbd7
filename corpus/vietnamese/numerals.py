"""Numbers in both writings, Roman and Arabic, and as ordinals: XII and 12, the first and I."""

__all__ = ["ORDINALS", "arabic", "figures", "ordinals", "roman"]

_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_MOST = 39
"""Sessions, chapters and centuries stay below; L, C, D and M are letters, as in "mục C"."""

_ARABIC = {"X" * (number // 10) + _ONES[number % 10]: number for number in range(1, _MOST + 1)}
_ROMAN = {number: letters for letters, number in _ARABIC.items()}

ORDINALS = {
    "nhất": 1, "nhứt": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "mười ba": 13,
    "mười bốn": 14,
}  # fmt: skip
"""Words that say which one of a row it is, as behind "thứ"."""


def arabic(letters: str) -> int:
    """Return the number that Roman figures in any case stand for, 0 for what is none."""
    return _ARABIC.get(letters.upper(), 0)


def roman(number: int | str) -> str:
    """Return a number up to 39 in Roman figures; what is no such number as it is, in capitals.

    >>> roman(12), roman("04"), roman("xiii")
    ('XII', 'IV', 'XIII')
    """
    if isinstance(number, str) and not number.isdecimal():
        return number.upper()
    return _ROMAN.get(int(number), str(number))


def figures(number: int | str) -> list[str]:
    """Return how a number is written in figures, in small letters.

    >>> figures(5), figures("45")
    (['5', '05', 'v'], ['45'])
    """
    plain = str(int(number))
    zeroed = ["0" + plain] if len(plain) == 1 else []
    return [plain, *zeroed, *([roman(plain).lower()] if roman(plain) != plain else [])]


def ordinals(number: int) -> list[str]:
    """Return the words for a number behind "thứ"."""
    return [word for word, value in ORDINALS.items() if value == number]
