"""Where sentences end, and where the sentences stand that a set of offsets lies in."""

import re
from collections.abc import Sequence

__all__ = ["sentences_with"]

_END = re.compile(r"\n|(?<=[.!?…])[”\"’')]{0,2}\s+(?=[^\W\d_]|[“\"'‘(-])")
_SHORT = re.compile(
    r"(?:^|[\s(.])(?:TP|Tp|TX|Tx|T\.Ư|TS|ThS|GS|PGS|BS|ông|bà|Q|P|H|Mr|St|Ảnh|[A-ZĐ])\.$"
)


def sentences_with(text: str, offsets: Sequence[int]) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence that an offset lies in, in order; `offsets` are in order."""
    found: list[tuple[int, int]] = []
    start, index = 0, 0
    for end in _ends(text):
        while index < len(offsets) and offsets[index] < end:
            if not found or found[-1][0] != start:
                found.append((start, end))
            index += 1
        if index == len(offsets):
            break
        start = end
    return found


def _ends(text: str) -> list[int]:
    """Return the offsets at which a sentence ends, and that of the end."""
    ends = []
    for match in _END.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        after = text[match.end() : match.end() + 1]
        if match.group() == "\n" or (
            not _SHORT.search(before) and not (after.islower() and before.endswith("."))
        ):
            ends.append(match.end())
    return [*ends, len(text)]
