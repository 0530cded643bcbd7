"""The text of an article as it is shown: paragraphs with what was found in them, sentences around a
code."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.article import Article
from corpus.vietnamese.figures import find_figures
from corpus.vietnamese.sentences import sentence_around
from search.mentions import StoredMention
from search.model import IndexedArticle

__all__ = ["Citation", "Part", "Piece", "citation_of", "marked", "paragraphs", "pieces"]

_MOST_AROUND = 400
"""Characters of a sentence that are quoted to either side of a code."""


class Piece(NamedTuple):
    """Text of a part; `match` counts the places where the search matches, 0 elsewhere, and `first`
    is where one begins."""

    text: str
    match: int = 0
    first: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paragraph: plain text, or what was found, of some kind."""

    text: str
    kind: str = ""
    value: str = ""
    pieces: tuple[Piece, ...] = ()


Spans = Sequence[tuple[int, int]]


def marked(indexed: IndexedArticle) -> list[StoredMention]:
    """Return what is marked in an article's body, with offsets into the body, in order and without
    overlaps; a code wins over the rest, figures stand where nothing else was found."""
    start, body = indexed.article.body_start, indexed.article.body
    found = _apart([one for one in _moved(indexed.mentions, -start) if one.start >= 0])
    return sorted([*found, *_figures(body, found)], key=lambda one: one.start)


def _figures(body: str, found: Sequence[StoredMention]) -> Iterator[StoredMention]:
    starts = [one.start for one in found]
    for start, end in find_figures(body):
        before = bisect_right(starts, end - 1)
        if not before or found[before - 1].end <= start:
            yield StoredMention("figure", body[start:end], start, end)


def _moved(mentions: Sequence[StoredMention], by: int) -> list[StoredMention]:
    return [one._replace(start=one.start + by, end=one.end + by) for one in mentions]


def _apart(mentions: Sequence[StoredMention]) -> list[StoredMention]:
    kept: list[StoredMention] = []
    for one in sorted(mentions, key=lambda one: (one.start, one.kind != "code", -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def paragraphs(text: str, spans: Sequence[StoredMention], matches: Spans = ()) -> list[list[Part]]:
    """Return the paragraphs of a text, each cut into parts, and these where the search matches; a
    span over a line break is left out."""
    shown, start, left = [], 0, list(reversed(spans))
    for line in text.split("\n"):
        end = start + len(line)
        inside = []
        while left and left[-1].start < end:
            span = left.pop()
            if start <= span.start and span.end <= end:
                inside.append(span)
        if line.strip():
            for first, last in _broken(text, start, end):
                own = [span for span in inside if first <= span.start and span.end <= last]
                shown.append(list(_parts(text, first, last, own, matches)))
        start = end + 1
    return shown


def pieces(text: str, start: int, end: int, matches: Spans) -> Iterator[Piece]:
    """Yield text[start:end] in pieces, those where the search matches with their number from 1."""
    at = max(bisect_right(matches, (start, len(text))) - 1, 0)
    for number, (first, last) in enumerate(matches[at:], at + 1):
        if first >= end:
            break
        if last > start:
            if first > start:
                yield Piece(text[start:first])
            yield Piece(text[max(first, start) : min(last, end)], number, first >= start)
            start = min(last, end)
    if start < end:
        yield Piece(text[start:end])


_LONG = 900
_PIECE = 450
"""A line of more than `_LONG` characters is shown in pieces of whole sentences, each of at least
`_PIECE`: a screen of text without a break is not read."""

_STOP = re.compile(r"[.!?…][”\"»)]?\s+(?=[\"“«(]?[A-ZÀ-ỸĐ0-9])")


def _broken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the pieces of a line: whole sentences, or all of a short line."""
    if end - start > _LONG:
        for stop in _STOP.finditer(text, start, end):
            if stop.end() - start >= _PIECE and end - stop.end() >= _PIECE // 2:
                yield start, stop.end()
                start = stop.end()
    yield start, end


def _parts(
    text: str, start: int, end: int, spans: Sequence[StoredMention], matches: Spans = ()
) -> Iterator[Part]:
    def part(start: int, end: int, kind: str = "", value: str = "") -> Part:
        return Part(text[start:end], kind, value, tuple(pieces(text, start, end, matches)))

    for span in spans:
        if span.start > start:
            yield part(start, span.start)
        yield part(span.start, span.end, span.kind, span.value)
        start = span.end
    if start < end:
        yield part(start, end)


@dataclass(frozen=True, slots=True)
class Citation:
    """The sentence in which a text first prints a code; `type_word` is what it is called there
    ("Chỉ thị")."""

    parts: tuple[Part, ...]
    type_word: str


def citation_of(code: str, indexed: IndexedArticle) -> Citation | None:
    """Return the first sentence of an article that prints a code, its mentions set apart; None
    when there is none.

    The body goes first, then the summary, then the title.
    """
    mentions = [one for one in indexed.mentions if one.kind == "code" and one.value == code]
    for text, start in _fields(indexed.article):
        own = [one for one in mentions if start <= one.start and one.end <= start + len(text)]
        if own:
            return _citation(text, _moved(own, -start))
    return None


def _fields(article: Article) -> Iterator[tuple[str, int]]:
    """Yield body, summary and title, each with its offset in `Article.text`."""
    yield article.body, article.body_start
    yield article.summary, len(article.title) + 1
    yield article.title, 0


def _citation(text: str, mentions: Sequence[StoredMention]) -> Citation:
    start, end = sentence_around(text, mentions[0].start, mentions[0].end, _MOST_AROUND)
    inside = [one for one in mentions if start <= one.start and one.end <= end]
    word = next((one.word for one in mentions if one.word), "")
    return Citation(tuple(_parts(text, start, end, inside)), word)
