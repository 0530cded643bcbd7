"""Slips of the keyboard: what a word that the collection does not hold may have been meant to be.

Telex and VNI left-overs ("quaanj", "hoc5") are read exactly; other slips are one edit away without
diacritics (a letter missing, too many, wrong, or two swapped). What a candidate is worth is for the
caller to say; digits are never touched.
"""

import re
import unicodedata
from collections.abc import Iterator

from corpus.vietnamese.text import fold

__all__ = ["edits", "keystrokes", "plain_of"]

_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_TELEX = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_MARK = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}
_VNI_TONE = {"s": "1", "f": "2", "r": "3", "x": "4", "j": "5"}
_LETTERS = "abcdeghiklmnopqrstuvxy"
_MARKED = re.compile("aa|ee|oo|aw|ow|uw|dd")


def _parts(term: str) -> tuple[str, str]:
    """Return a syllable without its tone, and the tone as its Telex letter."""
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", term):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def keystrokes(term: str) -> frozenset[str]:
    """Return how a syllable is typed in Telex and in VNI, tone last.

    >>> sorted(keystrokes("quận"))
    ['quaanj', 'quan65']
    """
    base, tone = _parts(term)
    telex = "".join(_TELEX.get(char, char) for char in base) + tone
    marks = "".join(_VNI_MARK[char][1] for char in base if char in _VNI_MARK)
    vni = (
        "".join(_VNI_MARK.get(char, char)[0] for char in base)
        + "".join(sorted(marks + _VNI_TONE.get(tone, "")))[::-1]
    )
    return frozenset((telex, vni))


def plain_of(typed: str) -> tuple[str, str]:
    """Return (letters without diacritics, keystrokes with the tone last) of something typed in
    Telex or VNI.

    >>> plain_of("quaajn")
    ('quan', 'quaanj')
    """
    digits = "".join(sorted((char for char in typed if char.isdigit()), reverse=True))
    if digits:
        letters = "".join(char for char in typed if not char.isdigit())
        return fold(letters), letters + digits
    at = max((typed.rfind(tone) for tone in "sfrxj"), default=-1)
    tone = typed[at] if at > 0 else ""
    strokes = typed[:at] + typed[at + 1 :] if tone else typed
    return fold(_MARKED.sub(lambda match: match.group()[0], strokes)), strokes + tone


def edits(word: str) -> Iterator[str]:
    """Yield the words one edit away, the likeliest kind first: swapped, missing, doubled or wrong
    letters."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
    for at in range(len(word) + 1):
        for letter in _LETTERS:
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]
