"""Where a sentence ends: the one rule for all that reads or shows sentences."""

import re
from collections.abc import Iterator, Sequence

__all__ = ["sentence_around", "sentence_ends", "sentences_with"]

_STOP = re.compile(r"\n|(?<=[.!?…])([”\"’'»)]{0,2})\s+(?=[^\W\d_]|[“\"'‘«(-])")
"""A line's end, or a stop before a letter or an opening sign: "… kết thúc. Hội nghị …"."""

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
    return [*(stop.end() for stop in _stops(text, 0, len(text))), len(text)]


def sentence_around(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """Return the bounds of the sentence that `text[start:end]` stands in.

    They lie at most `most` characters to either side; a longer sentence is cut between words.
    """
    low, high = max(0, start - most), min(len(text), end + most)
    first = max((stop.end() for stop in _stops(text, low, start)), default=-1)
    last = next((max(stop.span(1)[1], stop.start()) for stop in _stops(text, end, high)), -1)
    if first < 0:
        first = low + text[low:start].find(" ") + 1 if low else 0
    if last < 0:
        space = text.rfind(" ", end, high)
        last = space if space >= 0 and high < len(text) else high
    return first, last


def _stops(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """Yield the stops that end a sentence; what follows a stop may lie one character beyond."""
    for stop in _STOP.finditer(text, low, min(high + 1, len(text))):
        before = text[max(0, stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
        goes_on = _ABBREVIATION.search(before) or (
            before.endswith(".") and text[stop.end() : stop.end() + 1].islower()
        )
        if stop.end() <= high and (stop.group() == "\n" or not goes_on):
            yield stop
