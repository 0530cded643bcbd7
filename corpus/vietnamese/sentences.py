"""Where a sentence ends: the one rule for all that reads or shows sentences."""

import re
from collections.abc import Iterator, Sequence

__all__ = ["sentence_around", "sentence_ends", "sentences_with"]

_STOP = re.compile(r"[\n\r]|[.!?…](?![\n\r])([”\"’'»)]{0,2})\s+(?=[^\W\d_]|[“\"'‘«(-])")
"""A line's end, or a stop before a letter or an opening sign: "… kết thúc. Hội nghị …". It begins
with what is looked for, for that is found fastest."""

_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])"
    r"(?:(?i:tp|tx|tt|tr|st|mr|gs|pgs|ts|ths|ks|bs|ls|kts|nsnd|nsưt)"
    r"|T\.Ư|ông|bà|q|p|h|Ảnh|[A-ZĐ])\.$"
)
"""What ends with a stop and goes on: "TP. Hồ Chí Minh", "PGS. TS. Nguyễn Văn A"."""

_LONGEST_ABBREVIATION = 8


def sentences_with(text: str, offsets: Sequence[int]) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence that an offset lies in, in order, with the space behind
    it; `offsets` are in order."""
    found: list[tuple[int, int]] = []
    start, index = 0, 0
    for end in sentence_ends(text):
        while index < len(offsets) and offsets[index] < end:
            if not found or found[-1][0] != start:
                found.append((start, end))
            index += 1
        if index == len(offsets):
            break
        start = end
    return found


def sentence_ends(text: str) -> list[int]:
    """Return the offsets behind each sentence and the space that follows it; the last is the text's
    length."""
    return [*(end for _, end in _stops(text, 0, len(text))), len(text)]


def sentence_around(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """Return the bounds of the sentence that `text[start:end]` stands in.

    They lie at most `most` characters to either side; a longer sentence is cut between words.
    """
    low, high = max(0, start - most), min(len(text), end + most)
    first = max((behind for _, behind in _stops(text, low, start)), default=-1)
    last = next((stop for stop, _ in _stops(text, end, high)), -1)
    if first < 0:
        first = low + text[low:start].find(" ") + 1 if low else 0
    if last < 0:
        space = text.rfind(" ", end, high)
        last = space if space >= 0 and high < len(text) else high
    return first, last


def _stops(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield where a sentence ends, its closing signs with it, and where the space behind it does.

    The stop may lie one character before `low`, what follows the space one beyond `high`.
    """
    for stop in _STOP.finditer(text, max(low - 1, 0), min(high + 1, len(text))):
        start, end = stop.span()
        if text[start] in "\n\r":
            closed = start
        else:
            start, closed = start + 1, stop.end(1)
            if text[start - 1] == "." and _goes_on(text, start, end):
                continue
        if low <= start and end <= high:
            yield closed, end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Say whether a sentence goes on behind a full stop."""
    before = text[max(0, start - _LONGEST_ABBREVIATION) : start]
    return text[end : end + 1].islower() or bool(_ABBREVIATION.search(before))
