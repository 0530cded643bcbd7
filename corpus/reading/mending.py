"""Vietnamese that a program spoiled: what can be undone is undone and told, what is lost is
refused.

Letters that were read by another codepage or written as escapes ("\\u1ead"), words joined by a
segmenter ("kế_hoạch"), letters lost to "?".
"""

import re
from dataclasses import dataclass

from corpus.reading.escapes import unescaped
from corpus.reading.markup import plain_text
from corpus.reading.mojibake import left_over, undone

__all__ = ["Mended", "lost_letters", "mend"]

_JOINED = re.compile(r"(?<=[^\W\d_])_(?=[^\W\d_])")
# "van_phong@" and "/tin_tuc": joined by no segmenter
_ADDRESS = re.compile(r"[@/.\\][\w-]{0,60}_|_[\w-]{0,60}[@/.\\=]")
_BLANK_BEFORE = re.compile(r" (?=[,.;:!?%)\]”](?:\s|$))")
_BLANK_AFTER = re.compile(r"(?<=[(\[“]) ")
_SLASH = re.compile(r"(?<=\w) / (?=\w)")
_LOST = re.compile(r"\?(?<!\d\?)(?<![_?]\?)[^\W\d_]")
LEAST_LOST = 3
LOST_SHARE = 0.08
"""Letters lost that make a text unreadable: so many, and so great a share of its words."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text as it was meant, and what was done to it, in words for the user."""

    text: str
    done: tuple[str, ...] = ()


def mend(text: str, *, markup: bool = False) -> Mended:
    """Undo what was done to a text, as far as it can be told; `markup` in it becomes text too."""
    done = []
    if "\\" in text and (plain := unescaped(text)) != text:
        text = plain
        done.append("escapes such as \\u1ead and \\n in the text are read")
    text, codepage = undone(plain_text(text) if markup else text)
    if codepage:
        done.append(f"UTF-8 that was read as {codepage} is undone")
    if "_" in text and _is_segmented(text):
        text = _SLASH.sub("/", _BLANK_AFTER.sub("", _BLANK_BEFORE.sub("", _JOINED.sub(" ", text))))
        done.append("words joined by _ are parted again")
    return Mended(text, tuple(done))


def _is_segmented(text: str) -> bool:
    """Say whether a segmenter joined the words: not when all that is joined are addresses and names
    of files."""
    joined = len(_JOINED.findall(text)) - len(_ADDRESS.findall(text))
    return joined > 0 and joined * 20 >= text.count(" ") + 1


def lost_letters(text: str) -> str:
    """Return why a text cannot be read, or "": its letters were replaced by "?" or U+FFFD, or came
    apart, on the way here."""
    counts = {
        "U+FFFD": text.count("\ufffd"),
        "?": len(_LOST.findall(text)) if "?" in text else 0,
        "halves of letters (á»)": left_over(text),
    }
    lost = sum(counts.values())
    if lost < LEAST_LOST or lost < LOST_SHARE * text.count(" "):
        return ""
    sign = max(counts, key=lambda sign: counts[sign])
    return f"letters are lost: {lost:,} are {sign} now; save the file anew as UTF-8 from its source"
