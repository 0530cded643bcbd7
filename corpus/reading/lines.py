"""Text with hard line ends, as copied from PDF or Word, joined to the paragraphs that it was."""

import re
from itertools import pairwise

__all__ = ["ENDS", "between", "is_item", "joined_lines"]

_NARROW, _WIDE = 30, 140
_CUT = re.compile(r"[^\W_][-/]$")
_CUT_NEXT = re.compile(r"[-/][^\W\d_]|[^\W_]")
_BULLET = re.compile(r"[-–+*•●▪]\s|(?:[0-9]{1,2}|[a-zđ]|[IVX]{1,5})[.)]\s")
ENDS = (".", "!", "?", ":", ";", "”", "…")
"""What a sentence or a heading before a list ends with."""


def joined_lines(text: str) -> str:
    """Return a text with lines that a page's width broke joined again; a text of whole paragraphs
    as it is.

    A line was broken by width when the first word of the next had no room behind it. A code that is
    cut at its hyphen or stroke is joined without a blank.
    """
    lines = [line.strip() for line in text.split("\n")]
    width = _width(lines)
    if not width:
        return text
    joined: list[str] = []
    at_end = True
    for line in lines:
        if joined and line and not at_end and _goes_on(joined[-1], line):
            joined[-1] += between(joined[-1], line) + line
        else:
            joined.append(line)
        at_end = not line or _has_room(line, width)
    return "\n".join(joined)


def _width(lines: list[str]) -> int:
    """Return the width in characters at which lines were broken, 0 when they are paragraphs."""
    lengths = sorted(len(line) for line in lines if line)
    if len(lengths) < 3:
        return 0
    width = lengths[-1 - len(lengths) // 20]
    inner = [line for line, after in pairwise(lines) if line and after]
    open_ended = [line for line in inner if not line.endswith(ENDS)]
    if not _NARROW <= width <= _WIDE or lengths[-1] > width * 1.4 or not open_ended:
        return 0
    full = sum(len(line) > 0.75 * width for line in open_ended)
    return width if full >= 0.6 * len(open_ended) and len(open_ended) * 3 >= len(inner) else 0


def _has_room(line: str, width: int) -> bool:
    return len(line) < (0.62 if not line.endswith(ENDS) else 0.85) * width


def is_item(line: str) -> bool:
    """Say whether a line begins an item of a list: "- ", "1. ", "a) ", "IV. "."""
    return bool(_BULLET.match(line))


def _goes_on(line: str, following: str) -> bool:
    if is_item(following):
        return False
    return not line.endswith(ENDS) or not following[0].isupper()


def between(line: str, following: str) -> str:
    """Return what stands between two lines that are joined: nothing where a code was cut."""
    cut = (_CUT.search(line) and _CUT_NEXT.match(following)) or (
        following[0] in "-/" and _CUT_NEXT.match(following)
    )
    return "" if cut else " "
