"""Sorting names as people read them: numbers by value, letters as in the Vietnamese alphabet, then
tones."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["natural_key"]

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}
_NUMBER = re.compile(r"\d+")
_MARK = {
    "ă": "a\u0306",
    "â": "a\u0302",
    "ê": "e\u0302",
    "ô": "o\u0302",
    "ơ": "o\u031b",
    "ư": "u\u031b",
}
_LETTERS = {unicodedata.normalize("NFD", letter): letter for letter in _MARK}


def _letter(char: str) -> tuple[str, str]:
    """Return the rank of a letter in the alphabet, and that of its tone."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in parts if mark in _TONES), "")
    bare = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
    return _RANK.get(bare, bare), str(_TONES.index(tone) + 1) if tone else "0"


_KEYS = {char: _letter(char) for char in map(chr, (*range(0xC0, 0x250), *range(0x1EA0, 0x1F00)))}
_RANKS = str.maketrans({**_RANK, **{char: rank for char, (rank, _) in _KEYS.items()}})


class _Tones(dict[int, str]):
    """Code point -> rank of its tone, "0" for all that is no letter with one."""

    def __missing__(self, code: int) -> str:
        return "0"


_TONE_RANKS = _Tones(dict.fromkeys(range(0x80), "0"))
_TONE_RANKS.update({ord(char): tone for char, (_, tone) in _KEYS.items()})


@lru_cache(maxsize=65_536)
def natural_key(name: str) -> tuple[str, str, str]:
    """Return a sort key: Quận 2 before Quận 10, D before Đ, ngang before huyền, hỏi, ngã, sắc,
    nặng.

    >>> sorted(["Quận 10", "Quận 2", "Huyện Đông Anh", "Huyện Dầu Tiếng"], key=natural_key)
    ['Huyện Dầu Tiếng', 'Huyện Đông Anh', 'Quận 2', 'Quận 10']
    """
    padded = _NUMBER.sub(lambda number: number.group().zfill(9), name[:500].lower())
    return padded.translate(_RANKS), padded.translate(_TONE_RANKS), name
