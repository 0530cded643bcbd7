"""Lists of articles that look like text: headlines that are links, a few lines of each article
below them."""

from collections.abc import Sequence
from typing import Protocol

__all__ = ["Piece", "are_teasers"]

_HEADLINE = 12
"""Characters of a link that can be a headline."""

_LONGEST = 450
_SHORTEST = 30
"""Characters of the lines below one headline."""

_LEAD = 300
"""Characters before the first headline, above which they are an article with others after it."""

_LEAST = 3


class Piece(Protocol):
    """A block of a page: its text, and how many characters of it are links."""

    @property
    def text(self) -> str:
        """Return the text of the block."""

    @property
    def linked(self) -> int:
        """Return how many characters of it are links."""


def are_teasers(blocks: Sequence[Piece]) -> bool:
    """Say whether most text of some blocks stands as short runs below headlines that are links."""
    lead, *runs = _runs(blocks)
    teasers = [run for run in runs if _SHORTEST <= run <= _LONGEST]
    text = lead + sum(runs)
    return lead < _LEAD and len(teasers) >= _LEAST and sum(teasers) * 10 >= text * 7


def _runs(blocks: Sequence[Piece]) -> list[int]:
    """Return the characters of text before the first linked headline, and behind each."""
    runs = [0]
    for block in blocks:
        if block.linked * 10 < len(block.text) * 8:
            runs[-1] += len(block.text)
        elif len(block.text) >= _HEADLINE:
            runs.append(0)
    return runs
