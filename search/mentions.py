"""What an article prints and where, as it is kept with the article."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

__all__ = ["StoredMention", "packed_mentions", "unpacked_mentions"]


class StoredMention(NamedTuple):
    """One place in `Article.text` where a code, unit or day is printed, kept with the article.

    `word` is the type that the text prints before a code ("Chỉ thị"), else "".
    """

    kind: str
    value: str
    start: int
    end: int
    word: str = ""


def packed_mentions(mentions: Iterable[StoredMention]) -> list[list[Any]]:
    """Return [kind, value, word, start, length, start, length, ...] of each kind, value and word.

    A start is counted from the end of the one before it, which keeps numbers short.
    """
    spots: dict[tuple[str, str, str], list[int]] = {}
    ends: dict[tuple[str, str, str], int] = {}
    for kind, value, start, end, word in mentions:
        named = kind, value, word
        spots.setdefault(named, []).extend((start - ends.get(named, 0), end - start))
        ends[named] = end
    return [[*named, *numbers] for named, numbers in spots.items()]


def unpacked_mentions(packed: Iterable[Sequence[Any]]) -> list[StoredMention]:
    """Return what `packed_mentions` took, in order of offsets. Raises `TypeError`, `ValueError`."""
    mentions = []
    for kind, value, word, *numbers in packed:
        if not all(isinstance(text, str) for text in (kind, value, word)):
            raise TypeError("a mention of an article is no text")
        end = 0
        for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
            start = end + gap
            end = start + length
            if not 0 <= start < end:
                raise ValueError("a mention of an article is nowhere")
            mentions.append(StoredMention(kind, value, start, end, word))
    return sorted(mentions, key=lambda one: (one.start, one.end))
