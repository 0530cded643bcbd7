"""The paragraphs of a printed document, told from where its lines stand: indents, gaps, the width
of the page; what stands at the edge of every page is none of its text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.reading.lines import ENDS, between, is_item

__all__ = ["Line", "address_of", "paragraphs"]

_FULL = 0.7
"""Part of the usual width from which on a line was broken because the next word had no room: the
widths of letters are not known, and a word of Vietnamese is hardly longer than a tenth of it."""

_SURELY_FULL = 0.88
"""The same where a sentence ends with the line, and a paragraph may."""

_GAP = 1.35
"""Part of the usual distance of lines from which on something else begins."""

_EM = 0.4
"""Part of the size of letters by which lines that begin at one margin may differ."""

_EDGES = 2
"""Rows at each edge of a page that may be printed on every page."""

_PAGE_NUMBER = re.compile(r"(?:trang|page)?\W{0,4}([0-9]{1,4})(?:\s?/\s?[0-9]{1,4})?\W{0,3}", re.I)
"""As "3", "- 3 -", "Trang 3/12"."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; where it begins and its size are in points, from the lower left corner."""

    text: str
    x: float
    y: float
    size: float

    @property
    def width(self) -> float:
        """About how wide it is, in half ems: letters count alike."""
        return len(self.text) * self.size


Page = Sequence[Line]


@dataclass(frozen=True, slots=True)
class _Form:
    """How a document is set: the width of full lines, the left margin, the distance of lines in
    sizes of letters; whether paragraphs are `indented`, or `spaced` by gaps."""

    width: float
    margin: float
    leading: float
    indented: bool
    spaced: bool


def paragraphs(pages: Sequence[Page]) -> list[str]:
    """Return the paragraphs of the pages of a document, in order."""
    kept = _without_furniture(pages)
    form = _form(kept)
    joined: list[str] = []
    last: Line | None = None
    for page in kept:
        for at, line in enumerate(page):
            if last and _goes_on(last, line, form, at == 0):
                joined[-1] = joined[-1].removesuffix("\u00ad") + _between(last, line) + line.text
            else:
                joined.append(line.text)
            last = line
    return joined


def _between(line: Line, following: Line) -> str:
    return "" if line.text.endswith("\u00ad") else between(line.text, following.text)


def _goes_on(line: Line, following: Line, form: _Form, turned: bool) -> bool:
    """Say whether a line goes on in the following one, which may be on the next page (`turned`)."""
    if is_item(following.text) or abs(following.size - line.size) > 0.15 * line.size:
        return False
    if not any(map(str.isalnum, following.text)) or line.width < _FULL * form.width:
        return False
    if not turned and not 0 < _gap(line, following) < _GAP * form.leading:
        return False
    at_margin = abs(following.x - form.margin) < _EM * following.size
    open_ended = not line.text.endswith(ENDS)
    if form.indented:
        return at_margin or (open_ended and not following.text[0].isupper())
    if line.x > form.margin + _EM * line.size and at_margin:  # a line in the middle, then the text
        return False
    full = form.spaced and not turned and line.width >= _SURELY_FULL * form.width
    return open_ended or following.text[0].islower() or full


def _gap(line: Line, following: Line) -> float:
    """Return how far below a line another stands, in sizes of its letters."""
    return round((line.y - following.y) / line.size, 1)


def _form(pages: Iterable[Page]) -> _Form:
    pairs = [pair for page in pages for pair in pairwise(page)]
    lines = [line for page in pages for line in page]
    widths = sorted(line.width for line in lines) or [0.0]
    width = widths[-1 - len(widths) // 10]
    full = Counter(round(line.x) for line in lines if line.width >= _FULL * width)
    usual = max(full.values(), default=0)
    margin = min((x for x, number in full.items() if number * 3 >= usual), default=0)
    gaps = Counter(_gap(a, b) for a, b in pairs if a.y > b.y and a.width >= _FULL * width)
    leading = max(gaps, key=lambda gap: (gaps[gap], -gap), default=0.0)
    spaced = sum(number for gap, number in gaps.items() if _GAP * leading < gap < 3 * leading) > 1
    return _Form(width, margin, leading, _is_indented(pairs, margin, width), spaced)


def _is_indented(pairs: Iterable[tuple[Line, Line]], margin: float, width: float) -> bool:
    """Say whether paragraphs begin further to the right than they go on."""
    begun = [
        line
        for line, after in pairs
        if line.width >= _FULL * width
        and _EM * line.size < line.x - margin < 7 * line.size
        and abs(after.x - margin) < _EM * after.size
    ]
    return len(begun) >= 2


def _without_furniture(pages: Sequence[Page]) -> list[list[Line]]:
    """Return pages without their numbers and what else is printed at the edge of every page."""
    edges = [_edges(page) for page in pages]
    seen = Counter((y, _digitless(row)) for rows in edges for y, row in rows.items())
    repeated = {place for place, number in seen.items() if number > 1 and number * 2 >= len(pages)}
    kept = []
    for number, (page, rows) in enumerate(zip(pages, edges, strict=True), 1):
        browser = any(map(_BROWSER_FOOT.fullmatch, rows.values()))
        out = {
            y
            for y, row in rows.items()
            if (y, _digitless(row)) in repeated
            or _is_number(row, number)
            or (browser and (_BROWSER_FOOT.fullmatch(row) or _BROWSER_HEAD.fullmatch(row)))
        }
        kept.append([line for line in page if round(line.y) not in out])
    return kept


def _edges(page: Page) -> dict[int, str]:
    """Return the rows at the upper and the lower edge of a page, by their height."""
    rows: dict[int, list[str]] = {}
    for line in page:
        rows.setdefault(round(line.y), []).append(line.text)
    heights = sorted(rows)
    outer = {*heights[:_EDGES], *heights[-_EDGES:]} if len(heights) > 2 * _EDGES else set(heights)
    return {y: " ".join(rows[y]) for y in outer if _is_outermost(y, heights, rows)}


def _is_outermost(y: int, heights: Sequence[int], rows: dict[int, list[str]]) -> bool:
    return y in (heights[0], heights[-1]) or len(" ".join(rows[y])) < _LONGEST


_LONGEST = 120
"""Characters of a row within the outermost one that may still be printed on every page."""


def _digitless(text: str) -> str:
    return re.sub("[0-9]+", "#", text)


def address_of(pages: Sequence[Page]) -> str:
    """Return the address that a browser printed at the foot of a page, "" for none."""
    rows = (row for page in pages[:1] for row in _edges(page).values())
    found = next(filter(None, map(_BROWSER_FOOT.fullmatch, rows)), None)
    return found[1] if found and found[1].startswith("http") else ""


_BROWSER_FOOT = re.compile(r"((?:https?|file)://\S{1,2000}) [0-9]{1,4}/[0-9]{1,4}")
"""As "https://tin.example.vn/1.html 1/2"."""

_BROWSER_HEAD = re.compile(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4},? [0-9]{1,2}:[0-9]{2} .{0,300}")
"""As "26/11/2026, 07:53 Quận 1 họp"."""


def _is_number(text: str, page: int) -> bool:
    found = _PAGE_NUMBER.fullmatch(text)
    return bool(found) and int(found[1]) == page  # type: ignore[index]
