"""Marking what matched in the original text: escaped HTML with <mark>, and the best snippet of a body.

The text is folded letter by letter, which keeps every offset, and searched with one pattern of the query's words; what
was typed with diacritics must then also be there with them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from corpus.text import fold, place_tones

__all__ = ["Marker"]

SNIPPET = 220
MAX_SCANNED = 200_000


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds a query's words in texts. `words` are surface forms, lower case; several syllables stand side by side."""

    pattern: re.Pattern[str] | None
    exact: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()
    """The forms of `exact` without diacritics."""

    @staticmethod
    def of(words: Sequence[str]) -> "Marker":
        """Make the marker of some words."""
        return _marker(tuple(words))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the words stand in a text, in order, not overlapping, neighbours as one."""
        return _joined(text, self._words(text))

    def _words(self, text: str) -> list[tuple[int, int]]:
        if self.pattern is None:
            return []
        folded = fold(text[:MAX_SCANNED])
        spans = [match.span() for match in self.pattern.finditer(folded)]
        return [
            (start, end)
            for start, end in spans
            if not (start and _is_word(folded[start - 1]))
            and (folded[start:end] not in self.folded or _spelling(text[start:end]) in self.exact)
        ]

    def title(self, text: str) -> str:
        """Return a whole short text with marks."""
        return _marked(text, 0, len(text), self.spans(text))

    def body(self, text: str, count: int = 2) -> list[str]:
        """Return up to `count` snippets with marks, the one with most different words first."""
        words = self._words(text)
        spans = _joined(text, words)
        if not spans:
            end = _word_end(text, SNIPPET)
            return [_marked(text, 0, end, []) + ("…" if end < len(text) else "")] if text else []
        worth_at = {start: worth for (start, _), worth in zip(words, _worths(text, words), strict=True)}
        worth = [worth_at[start] for start, _ in spans]
        best = max(range(len(spans)), key=worth.__getitem__)
        chosen = [best]
        far = [i for i, (start, _) in enumerate(spans) if abs(start - spans[best][0]) > SNIPPET]
        if far and count > 1:
            chosen.append(max(far, key=worth.__getitem__))
        return [_snippet(text, spans, spans[index][0]) for index in chosen]


@lru_cache(maxsize=256)
def _marker(words: tuple[str, ...]) -> Marker:
    forms = sorted({fold(word) for word in words if word.strip()}, key=len, reverse=True)
    if not forms:
        return Marker(None)
    alternatives = "|".join(r"\W{1,3}".join(map(re.escape, re.findall(r"\w+", form))) for form in forms)
    exact = frozenset(_spelling(word) for word in words if fold(word) != word.lower())
    return Marker(re.compile(rf"(?:{alternatives})(?!\w)"), exact, frozenset(map(fold, exact)))


def _is_word(char: str) -> bool:
    """Say whether a character is one of `\\w`."""
    return char.isalnum() or char == "_"


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Make one span of those with only a space between."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and text[joined[-1][1] : start] == " ":
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


@lru_cache(maxsize=4_096)
def _spelling(text: str) -> str:
    return place_tones(text.lower())


def _worths(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return, of a snippet from each span on, how many different words and how many at all it would show."""
    words = [text[start:end].lower() for start, end in spans]
    shown: dict[str, int] = {}
    worths = []
    last = 0
    for index, (first, _) in enumerate(spans):
        while last < len(spans) and (spans[last][1] - first <= SNIPPET or last == index):
            shown[words[last]] = shown.get(words[last], 0) + 1
            last += 1
        worths.append((len(shown), last - index))
        shown[words[index]] -= 1
        if not shown[words[index]]:
            del shown[words[index]]
    return worths


def _word_end(text: str, at: int) -> int:
    """Return the end of the word at a place, so that none is cut."""
    if at >= len(text):
        return len(text)
    space = text.find(" ", at, at + 40)
    return space if space >= 0 else at


def _snippet(text: str, spans: Sequence[tuple[int, int]], first: int) -> str:
    start = max(0, first - SNIPPET // 4)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = _word_end(text, start + SNIPPET)
    marked = _marked(text, start, end, spans).strip()
    return ("…" if start else "") + marked + ("…" if end < len(text) else "")


def _marked(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        parts += (escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>")
        at = last
    return "".join((*parts, escape(text[at:end])))
