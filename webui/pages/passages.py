"""The text of an article as it is shown: paragraphs with what was found in them, sentences around a
code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Article
from corpus.codes import find_codes
from corpus.dates import find_dates
from corpus.places import find_places

__all__ = ["Citation", "Part", "Span", "citation_of", "found_in", "paragraphs"]

_MAX_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text where something was found; `kind` is code, district, ward, province or
    date."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paragraph: plain text, or what was found, of some kind."""

    text: str
    kind: str = ""
    value: str = ""


def found_in(article: Article) -> list[Span]:
    """Return what is found in an article's body, in order and without overlaps; a code wins over
    the rest.

    Title and summary are read too, as they are when articles are ingested: they decide years and
    places.
    """
    text = f"{article.title}\n{article.summary}\n{article.body}"
    places = find_places(
        text, title=article.title, source=article.source, published=article.published
    )
    spans = [Span(m.start, m.end, "code", m.code) for m in find_codes(text)]
    spans += [Span(m.start, m.end, m.kind, m.value) for m in places.mentions if not m.implied]
    spans += [
        Span(m.start, m.end, "date", m.date.isoformat())
        for m in find_dates(text, article.published)
        if m.date
    ]
    before = len(text) - len(article.body)
    return _apart(
        [
            Span(s.start - before, s.end - before, s.kind, s.value)
            for s in spans
            if s.start >= before
        ]
    )


def _apart(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.kind != "code", -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def paragraphs(text: str, spans: Sequence[Span]) -> list[list[Part]]:
    """Return the paragraphs of a text, each cut into parts; a span over a line break is left
    out."""
    shown, start, left = [], 0, list(reversed(spans))
    for line in text.split("\n"):
        end = start + len(line)
        inside = []
        while left and left[-1].start < end:
            span = left.pop()
            if start <= span.start and span.end <= end:
                inside.append(span)
        if line.strip():
            shown.append(list(_parts(text, start, end, inside)))
        start = end + 1
    return shown


def _parts(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Part]:
    for span in spans:
        if span.start > start:
            yield Part(text[start : span.start])
        yield Part(text[span.start : span.end], span.kind, span.value)
        start = span.end
    if start < end:
        yield Part(text[start:end])


@dataclass(frozen=True, slots=True)
class Citation:
    """The sentence in which a text first prints a code; `type_word` is what it is called there
    ("Chỉ thị")."""

    parts: tuple[Part, ...]
    type_word: str


def citation_of(code: str, text: str) -> Citation | None:
    """Return the first sentence that prints a code, its mentions set apart; None when there is
    none."""
    mentions = [mention for mention in find_codes(text) if mention.code == code]
    if not mentions:
        return None
    start, end = _sentence(text, mentions[0].start, mentions[0].end)
    inside = [
        Span(m.start, m.end, "code", code) for m in mentions if start <= m.start and m.end <= end
    ]
    word = next((m.type_word for m in mentions if m.type_word), "")
    return Citation(tuple(_parts(text, start, end, inside)), word)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around an offset, at most `_MAX_SENTENCE` characters to
    each side.

    What is longer is cut between words.
    """
    low, high = max(0, start - _MAX_SENTENCE), min(len(text), end + _MAX_SENTENCE)
    before, after = text[low:start], text[end:high]
    starts = [
        low + before.rfind(mark) + len(mark) for mark in (". ", "\n", "? ", "! ") if mark in before
    ]
    ends = [end + after.find(mark) + 1 for mark in (". ", "\n", "? ", "! ") if mark in after]
    if not starts and low:
        starts = [low + before.find(" ") + 1]
    if not ends and high < len(text):
        ends = [end + after.rfind(" ")] if " " in after else [high]
    return max(starts, default=low), min(ends, default=high)
