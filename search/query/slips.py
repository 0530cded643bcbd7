"""Slips of the keyboard: what a word that the collection does not hold may have been meant to be.

Telex and VNI left-overs ("quaanj", "hoc5") are read exactly; other slips are one edit away without
diacritics (a letter missing, too many, wrong, or two swapped). What a candidate is worth is for the
caller to say; digits are never touched.
"""

import re
import unicodedata
from collections.abc import Iterator

from corpus.vietnamese.text import fold

__all__ = ["distance", "edits", "keystrokes", "plain_of", "tone_of"]

_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_TELEX = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_MARK = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}
_VNI_TONE = {"s": "1", "f": "2", "r": "3", "x": "4", "j": "5"}
_LETTERS = "abcdeghiklmnopqrstuvxy"
_MARKED = re.compile("aa|ee|oo|aw|ow|uw|dd")
_VOWEL = re.compile("[aeiouy]")
_TWICE = re.compile("(aa|ee|oo|aw|ow|uw|dd)(?:(?<=aa)a|(?<=ee)e|(?<=oo)o|(?<=w)w|(?<=dd)d)")


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
    digits = {_VNI_MARK[char][1] for char in base if char in _VNI_MARK}
    digits |= {_VNI_TONE[tone]} if tone else set()
    letters = "".join(_VNI_MARK.get(char, char)[0] for char in base)
    vni = letters + "".join(sorted(digits, reverse=True))
    return frozenset((telex, vni))


def tone_of(term: str) -> str:
    """Return the tone of a syllable as its Telex letter, "" for none.

    >>> tone_of("quận")
    'j'
    """
    return _parts(term)[1]


def plain_of(typed: str) -> tuple[str, str]:
    """Return (letters without diacritics, keystrokes with the tone last) of something typed in
    Telex or VNI.

    Marks that are there already are read back as their keystrokes; a tone left over goes before
    one that is there, as an input method has it.

    >>> plain_of("quaajn"), plain_of("lơjn"), plain_of("bẩnr"), plain_of("quận65")
    (('quan', 'quaanj'), ('lon', 'lownj'), ('ban', 'baanr'), ('quan', 'quan65'))
    """
    base, tone = _parts(typed)
    if any(map(str.isdigit, typed)):
        return _plain_vni(base, tone)
    strokes = "".join(_TELEX.get(char, char) for char in base)
    vowel = _VOWEL.search(strokes)
    at = max(strokes.rfind(letter) for letter in "sfrxj")
    if vowel and at > vowel.start():
        strokes, tone = strokes[:at] + strokes[at + 1 :], strokes[at]
    strokes = _TWICE.sub(lambda match: match[1], strokes)
    return fold(_MARKED.sub(lambda match: match[0][0], strokes)), strokes + tone


def _plain_vni(base: str, tone: str) -> tuple[str, str]:
    typed = {char for char in base if char.isdigit()}
    marks = {_VNI_MARK[char][1] for char in base if char in _VNI_MARK}
    tones = typed & set(_VNI_TONE.values()) or ({_VNI_TONE[tone]} if tone else set())
    digits = sorted((typed - set(_VNI_TONE.values())) | marks | tones, reverse=True)
    letters = fold("".join(char for char in base if not char.isdigit()))
    return letters, letters + "".join(digits)


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


def distance(typed: str, meant: str) -> float:
    """Return by how many slips two words differ: letters missing, too many, wrong or swapped with
    the next (Damerau 1964); a letter with other marks is half a slip.

    >>> distance("đờưng", "đường"), distance("tcố", "tốc"), distance("viêc", "việc")
    (1.0, 1.0, 0.5)
    """
    rows = [[float(at) for at in range(len(meant) + 1)]]
    for here, letter in enumerate(typed, 1):
        row = [float(here)]
        for there, other in enumerate(meant, 1):
            best = min(
                rows[-1][there] + 1, row[-1] + 1, rows[-1][there - 1] + _letter_slip(letter, other)
            )
            if min(here, there) > 1 and (letter, typed[here - 2]) == (meant[there - 2], other):
                best = min(best, rows[-2][there - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _letter_slip(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    return 0.5 if fold(typed) == fold(meant) else 1.0
