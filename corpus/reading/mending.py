"""Vietnamese that a program spoiled: what can be undone is undone and told, what is lost is
refused.

UTF-8 once read as windows-1252 ("Quáº­n"), words joined by a segmenter ("kế_hoạch"), letters lost
to "?".
"""

import re
from dataclasses import dataclass

__all__ = ["Mended", "lost_letters", "mend"]

_HIGH = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(128, 256)}
_TAIL = "".join(map(re.escape, (char for char, byte in _HIGH.items() if byte < 0xC0)))
_LEADS = {
    size: "".join(map(chr, codes))
    for size, codes in ((2, range(0xC2, 0xE0)), (3, range(0xE0, 0xF0)))
}
_MOJIBAKE = re.compile(rf"[{_LEADS[2]}][{_TAIL}]|[{_LEADS[3]}][{_TAIL}]{{2}}|ð[{_TAIL}]{{3}}")
_SUSPECT = re.compile(rf"[ÃÄÆÂáâ][{_TAIL}]")
_PROPER = re.compile("[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ\u1ea0-\u1ef9]", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[^\W\d_])_(?=[^\W\d_])")
_ADDRESS = re.compile(r"[@/.\\][\w-]{0,60}_|_[\w-]{0,60}[@/.\\=]")
_BLANK_BEFORE = re.compile(r" (?=[,.;:!?%)\]”](?:\s|$))")
_BLANK_AFTER = re.compile(r"(?<=[(\[“]) ")
_SLASH = re.compile(r"(?<=\w) / (?=\w)")
_LOST = re.compile(r"\?(?<!\d\?)(?<![_?]\?)[^\W\d_]")
LEAST_LOST = 3
LOST_SHARE = 0.08
"""Letters lost to "?" that make a text unreadable: so many, and so great a share of its words."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text as it was meant, and what was done to it, in words for the user."""

    text: str
    done: tuple[str, ...] = ()


def mend(text: str) -> Mended:
    """Undo what was done to a text, as far as it can be told."""
    done = []
    if _is_suspect(text) and (undone := _undone(text)) != text:
        text, done = undone, ["UTF-8 that was read as windows-1252 is undone"]
    if "_" in text and _is_segmented(text):
        text = _SLASH.sub("/", _BLANK_AFTER.sub("", _BLANK_BEFORE.sub("", _JOINED.sub(" ", text))))
        done.append("words joined by _ are parted again")
    return Mended(text, tuple(done))


def _is_suspect(text: str) -> bool:
    return any(sign in text for sign in _SIGNS) and bool(_SUSPECT.search(text))


_SIGNS = "ÃÄÆ»º€"
"""Of these one stands in all spoiled Vietnamese: looking for them is fast."""


def _undone(text: str) -> str:
    return "\n".join(_line_undone(_line_undone(line)) for line in text.split("\n"))


def _line_undone(line: str) -> str:
    """Return a line with each run that is UTF-8 read back, where they are more than the letters
    that are right."""
    spoiled = _MOJIBAKE.findall(line)
    if not spoiled or len(spoiled) <= len(_PROPER.findall(_MOJIBAKE.sub("", line))):
        return line
    return _MOJIBAKE.sub(_read_back, line)


def _read_back(run: re.Match[str]) -> str:
    try:
        return bytes(_HIGH[char] for char in run[0]).decode()
    except UnicodeDecodeError:
        return run[0]


def _is_segmented(text: str) -> bool:
    """Say whether a segmenter joined the words: not when all that is joined are addresses and names
    of files."""
    joined = len(_JOINED.findall(text)) - len(_ADDRESS.findall(text))
    return joined > 0 and joined * 20 >= text.count(" ") + 1


def lost_letters(text: str) -> str:
    """Return why a text cannot be read, or "": its letters were replaced by "?" or U+FFFD on the
    way here."""
    broken = text.count("\ufffd")
    lost = len(_LOST.findall(text)) if "?" in text else 0
    if broken + lost < LEAST_LOST or broken + lost < LOST_SHARE * text.count(" "):
        return ""
    sign = "U+FFFD" if broken > lost else "?"
    return (
        f"letters are lost: {broken + lost:,} are {sign} now; "
        "save the file anew as UTF-8 from its source"
    )
