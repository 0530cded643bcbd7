"""Vietnamese letters: cleaning, one tone placement, folding away diacritics. Unicode NFC
throughout.

Every function here but `clean` keeps the length of its input, so that offsets stay valid.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Codes = np.ndarray[Any, Any]

__all__ = [
    "I_TO_Y",
    "Y_TO_I",
    "clean",
    "fold",
    "fold_words",
    "lower_words",
    "place_tones",
    "present_tones",
]

Y_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
"""Two letters for one vowel where it is the whole rhyme (mỹ, mĩ), for `str.translate`."""

I_TO_Y = {small: other for other, small in Y_TO_I.items()}

_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)
_CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if code not in (9, 10)}
_LETTERS_AGAIN = ("<wide>", "<font>", "<compat> 0066", "<compat> 0073", "<compat> 017F")
_CLEANING: dict[int, str | None] = {
    **_CONTROLS,
    **_INVISIBLE,
    13: "\n",
    0x2028: "\n",
    0x2029: "\n",
    0x85: "\n",
}
_AGAIN = "\u2100-\u214f\u3000\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff"
# whether a text needs cleaning at all: control characters, soft hyphens, full-width letters
_MESSY = re.compile(f"[\ud800-\udfff{_AGAIN}" + "".join(map(re.escape, map(chr, _CLEANING))) + "]")
_CLEANING |= {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2100, 0x2150), 0x3000, *range(0xFB00, 0xFB07), *range(0xFF01, 0xFF5F),
                 *range(0x1D400, 0x1D800))
    if unicodedata.decomposition(chr(code)).startswith(_LETTERS_AGAIN)
}  # fmt: skip
"""What has the look of a letter for a code of its own: full width as Asian keyboards type it, the
bold and italic letters of posts, the ligatures of PDF."""
_SURROGATES = re.compile("[\ud800-\udfff]")


_LONG = 10_000
_STACK = 30
"""Most marks on one letter, as in Unicode's stream-safe format (UAX #15): normalising more takes
quadratic time."""


@cache
def _stacked() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{{_STACK}}})[{marks}]+")


def clean(text: str) -> str:
    """Return NFC text without invisible or control characters and with plain letters for full
    width and bold ones; line ends become a newline."""
    if len(text) > _LONG:
        text = _stacked().sub(r"\1", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _MESSY.search(text):
        text = _SURROGATES.sub("\ufffd", text)
        text = text.replace("\r\n", "\n").translate(_CLEANING)
        text = unicodedata.normalize("NFC", text)
    return text


def _base_letter(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return {"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"}.get(char, base)


_FOLDED = {
    code: _base_letter(chr(code)).lower()
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if len(_base_letter(chr(code)).lower()) == 1
}


_BY_ARRAY, _FOLDED_BY_ARRAY = 500, 60
"""From so many characters on, look-up in an array is faster than finding what is no word, and than
`str.translate`."""

_SMALL = 0x3000
"""The arrays for look-up hold the code points up to here: all letters that fold, and the usual
marks of print."""

_NO_WORD = re.compile(r"[^\w ]")


def fold(text: str) -> str:
    """Return NFC text in lower case without diacritics, đ as d; the length is kept.

    >>> fold("Chỉ thị Đảng ủy")
    'chi thi dang uy'
    """
    if text.isascii():
        return text.lower()
    if len(text) <= _FOLDED_BY_ARRAY:
        return text.translate(_FOLDED).lower()
    codes = _codes(text)
    table = _fold_table()
    small = codes < _SMALL
    if small.all():
        return table.take(codes).tobytes().decode("utf-32-le")
    folded = table.take(codes, mode="clip")
    folded[~small] = codes[~small]
    return folded.tobytes().decode("utf-32-le", "surrogatepass").lower()


def fold_words(text: str) -> str:
    """Return the words of a text folded, a space for every other character; the length is kept.

    >>> fold_words("“Đảng ủy”, 05-CT/TW")
    ' dang uy   05 ct tw'
    """
    return _words(text, _folded_words, fold)


def lower_words(text: str) -> str:
    """Return the words of a text in lower case, a space for every other character; the length is
    kept.

    >>> lower_words("“Đảng ủy”, 05-CT/TW")
    ' đảng ủy   05 ct tw'
    """
    return _words(text, _lower_words, _lower)


def _words(text: str, table: "Callable[[], Codes]", change: Callable[[str], str]) -> str:
    if len(text) > _BY_ARRAY:
        words = table().take(_codes(text), mode="clip")  # the last is 0, for all that is larger
        if words.all():
            return str(words.data, "latin-1" if words.itemsize == 1 else "utf-16-le")
    return _NO_WORD.sub(" ", change(text))


def _lower(text: str) -> str:
    lower = text.lower()
    return (
        lower
        if len(lower) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def _codes(text: str) -> "Codes":
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


@cache
def _lower_table() -> "Codes":
    """Return the code of each code point below `_SMALL` in lower case."""
    import numpy as np

    return np.array([ord(_lower(chr(code))) for code in range(_SMALL)], "<u4")


@cache
def _fold_table() -> "Codes":
    """Return the folded code of each code point below `_SMALL`."""
    table = _lower_table().copy()
    table[list(_FOLDED)] = [ord(folded) for folded in _FOLDED.values()]
    return table


def _only_words(table: "Codes", dtype: str, top: int) -> "Codes":
    """Return a table with a space for what is no letter, digit or underscore, and 0 for what is
    over `top`."""
    table = table.copy()
    letters = "".join(map(chr, range(_SMALL)))
    table[[match.start() for match in _NO_WORD.finditer(letters)]] = ord(" ")
    table[table > top] = 0
    table[-1] = 0
    return table.astype(dtype)


@cache
def _folded_words() -> "Codes":
    return _only_words(
        _fold_table(), "|u1", 0xFF
    )  # folded Vietnamese needs no more, and is searched faster so


@cache
def _lower_words() -> "Codes":
    return _only_words(_lower_table(), "<u2", _SMALL)


_MARKS = "\u0300\u0301\u0303\u0309\u0323"


def _placements() -> dict[str, str]:
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in _MARKS:
            new = unicodedata.normalize("NFC", first + mark) + second
            old = first + unicodedata.normalize("NFC", second + mark)
            pairs[new] = old
            pairs[new.upper()] = old.upper()
            pairs[new[0].upper() + new[1]] = old[0].upper() + old[1]
    return pairs


_TONE_PAIRS = _placements()
_FIRST = "".join(sorted({pair[0] for pair in _TONE_PAIRS}))
_TONE = re.compile(rf"[{_FIRST}][aeyAEY](?!\w)")


def place_tones(text: str) -> str:
    """Return the text with the tone of final oa, oe, uy on the second letter (hoà, thuỷ), as pyvi's
    lexicon has it.

    >>> place_tones("Thủy hòa, Hoàng")
    'Thuỷ hoà, Hoàng'
    """

    def placed(match: re.Match[str]) -> str:
        start = match.start()
        after_q = start > 0 and text[start - 1] in "qQ"
        return match.group() if after_q else _TONE_PAIRS.get(match.group(), match.group())

    return _TONE.sub(placed, text)


_PRESENT = {old: new for new, old in _TONE_PAIRS.items()}
_OLD = re.compile(rf"[aouAOU][{''.join(sorted({old[1] for old in _PRESENT}))}](?!\w)")


def present_tones(text: str) -> str:
    """Return the text with those tones on the first letter (hòa, thủy), as most papers print them
    today.

    >>> present_tones("Thuỷ hoà, quý")
    'Thủy hòa, quý'
    """

    def placed(match: re.Match[str]) -> str:
        start = match.start()
        after_q = start > 0 and text[start - 1] in "qQ"
        return match.group() if after_q else _PRESENT.get(match.group(), match.group())

    return _OLD.sub(placed, text)
