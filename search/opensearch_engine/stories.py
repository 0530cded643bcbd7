"""Stories on a cluster: an article that shares a key with earlier ones takes their story when it is
written.

`story` is the story's name, that of the first article's key; `follows` is the same on all but that
first article, so that stories can be counted exactly: those that begin among some documents, and
those that are only followed there.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from search.analysis import Tokens
from search.analysis.stories import KEYS, story_keys

__all__ = ["StoryBook", "keys_of_all"]


def keys_of_all(tokens: Sequence[Tokens], count: int) -> list[list[str]]:
    """Return the story keys of some documents, whose tokens come title, summary, body; none where
    there is no text."""
    lengths = [len(one.syllables) for one in tokens]
    syllables = [term for one in tokens for term in one.syllables]
    docs = np.repeat(np.repeat(np.arange(count), 3), lengths)
    keys = story_keys(syllables, np.arange(len(syllables)), docs, count).reshape(count, KEYS)
    return [
        [f"{place}.{key:016x}" for place, key in enumerate(row) if key] for row in keys.tolist()
    ]


class StoryBook:
    """Which story each key belongs to: of the articles of this run, and of those the index was
    asked about."""

    def __init__(self) -> None:
        self._story_of: dict[str, str] = {}
        self.renamed: dict[str, str] = {}
        """Stories that turned out to be one with another, whose name they take."""

    def learn(self, story: str, keys: Iterable[str]) -> None:
        """Take note of an article that the index holds."""
        for key in keys:
            self._story_of.setdefault(key, story)

    def story(self, own: str, keys: Sequence[str]) -> str:
        """Return the story of a new article named `own`; other stories that share its keys take the
        same name."""
        known = dict.fromkeys(
            self.current(self._story_of[key]) for key in keys if key in self._story_of
        )
        stories = [story for story in known if story != own]
        story = stories[0] if stories else own
        for other in stories[1:]:
            self.renamed[other] = story
        for key in keys:
            self._story_of[key] = story
        return story

    def current(self, story: str) -> str:
        """Return the name that a story has by now."""
        while story in self.renamed:
            story = self.renamed[story]
        return story
