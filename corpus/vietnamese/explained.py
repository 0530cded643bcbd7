"""Abbreviations that a text explains itself: "giáo viên (GV)", "TTGT (thanh tra giao thông)".

What is short holds the first letter of each word of what is long, in order; little words may be
left out of it ("doanh nghiệp nhỏ và vừa" is DNNVV or DNNV).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.mention import MOST_MENTIONS
from corpus.vietnamese.text import fold

__all__ = ["Explained", "find_explained"]

_MOST_LETTERS = 10
_LONGEST = 120
"""Characters in which what is long stands."""

# "(GV)", "(gọi tắt là ĐVHC)", "(viết tắt: KBNN)"
_SHORT_BEHIND = re.compile(
    r"[ \u00a0]\((?:(?:sau đây )?(?:gọi|viết)(?: chung)?(?: tắt)?(?: là)?:? |tắt là )?[\"“”']?"
    rf"([A-ZĐƯÔÂ]{{2,{_MOST_LETTERS}}})[\"“”']?\)"
)
# "KBNN (kho bạc nhà nước)"
_LONG_BEHIND = re.compile(
    rf"(?<!\w)([A-ZĐƯÔÂ]{{2,{_MOST_LETTERS}}})[ \u00a0]\(([^\W\d_][^()\n]{{3,{_LONGEST}}})\)"
)
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_BLANKS = re.compile(r"[ \u00a0]*")
_LEFT_OUT = frozenset(["và", "của", "các", "cho", "về", "với", "trong", "tại"])


@dataclass(frozen=True, slots=True)
class Explained:
    """An abbreviation as printed, and what it is short for as printed there."""

    short: str
    long: str


def find_explained(text: str) -> Iterator[Explained]:
    """Yield the abbreviations that a text explains, as often as it does.

    >>> [one.long for one in find_explained("Mỗi trường thiếu 2 giáo viên (GV), nhất là GV nhạc.")]
    ['giáo viên']
    """
    for found, _ in zip(_SHORT_BEHIND.finditer(text), range(MOST_MENTIONS), strict=False):
        before = text[max(0, found.start() - _LONGEST) : found.start()]
        if long := _ending(before, found[1]):
            yield Explained(found[1], long)
    for found, _ in zip(_LONG_BEHIND.finditer(text), range(MOST_MENTIONS), strict=False):
        words = list(_WORD.finditer(found[2]))
        if _begin(words, found[1]) == 0 and _blank_between(found[2], words):
            yield Explained(found[1], found[2].strip())


def _ending(text: str, short: str) -> str:
    """Return the words at the end of a text that an abbreviation is made of, "" for none."""
    words = list(_WORD.finditer(text))
    first = _begin(words, short)
    if first < 0 or text[words[-1].end() :].strip() or not _blank_between(text, words[first:]):
        return ""
    return text[words[first].start() :].strip()


def _begin(words: Sequence[re.Match[str]], short: str) -> int:
    """Return which word the abbreviation of the last words begins with, -1 where it is none."""
    at = len(words)
    for letter in reversed(short):
        at -= 1
        while at >= 0 and not _begins(words[at][0], letter) and words[at][0] in _LEFT_OUT:
            at -= 1
        if at < 0 or not _begins(words[at][0], letter):
            return -1
    return at


def _begins(word: str, letter: str) -> bool:
    first = word[0].upper()
    return first == letter or (first != "Đ" and letter != "Đ" and fold(first) == fold(letter))


def _blank_between(text: str, words: Sequence[re.Match[str]]) -> bool:
    return all(
        _ONLY_BLANKS.fullmatch(text, one.end(), other.start()) for one, other in pairwise(words)
    )
