"""The day of publication that a page prints beside its headline, by our own grammar of days."""

import re
from datetime import date
from itertools import islice, takewhile
from typing import Any

from corpus.reading.days import PrintedDay, parse_day, printed_days
from corpus.reading.page_body import Block
from corpus.reading.page_meta import PageMeta
from corpus.reading.page_noise import opens_appendix

__all__ = ["day_of"]

_BEFORE, _BEHIND = 12, 15
"""Blocks before and behind the headline in which its day may stand."""

_BEHIND_TEXT = 6
_LONGEST = 160
# class="post-date", class="ngaydang"
_DATED = re.compile(
    (
        r"(?:^|[\s_-])(?:date\w*|time\w*|publish\w*|pub-?date|ngay\w*"
        r"|post(?:ed)?-?(?:on|date|time)|created?|entry-date|cms-date)(?:$|[\s_-])"
    ),
    re.IGNORECASE,
)
# "Giấy phép số 12/GP-... ngày 9/1/2020": a day of the newspaper, not of the article
_LICENCE = re.compile(
    r"giấy phép|gp-|số [0-9]{1,5}/|quyết định|bản quyền|copyright"
    r"|©|trưởng ban|tổng biên tập|chịu trách nhiệm|cơ quan chủ quản"
    r"|điện thoại|thiết lập|hôm nay|bây giờ",
    re.IGNORECASE,
)


def day_of(meta: PageMeta, blocks: list[Block], headline: int, body: Any) -> date | None:
    """Return the day of publication: what the page states, else what it prints near the headline at
    `blocks[headline]`."""
    stated = (_parsed(value) for value in meta.days())
    return (
        next(filter(None, stated), None)
        or _printed(blocks, headline, body)
        or _marked(blocks, headline)
    )


def _marked(blocks: list[Block], headline: int) -> date | None:
    """Return the day that a `time` element around the headline states and does not print whole."""
    around = _around(blocks[headline].element) if headline < len(blocks) else set()
    for block in blocks[max(0, headline - _BEFORE) : headline + _BEHIND]:
        for element in islice(block.element.iter("time"), _BEHIND):
            if not _is_frame(element, around) and (found := _parsed(element.get("datetime", ""))):
                return found
    return None


def _parsed(value: str) -> date | None:
    if not value:
        return None
    try:
        return parse_day(value)
    except ValueError:
        return None


def _printed(blocks: list[Block], headline: int, body: Any) -> date | None:
    """Return the first day in a block that is one of a day, near the headline, else at the end of
    the text."""
    inside = [_is_inside(block.element, body) for block in blocks]
    last = max((at for at, is_in in enumerate(inside) if is_in), default=len(blocks) - 1)
    first = next((at for at, is_in in enumerate(inside) if is_in), 0)
    behind = [at for at in range(headline + 1, len(blocks)) if at <= first + 3][:_BEHIND]
    before = list(range(headline - 1, -1, -1))[:_BEFORE]
    after = list(takewhile(lambda at: not _is_other(blocks[at]), range(last, len(blocks))))[
        :_BEHIND_TEXT
    ]
    around = _around(blocks[headline].element) if headline < len(blocks) else set()
    for at in (headline, *behind, *before, *after):
        if at >= len(blocks) or _is_frame(blocks[at].element, around):
            continue
        if found := _of_block(blocks[at], inside[at]):
            return found
    return None


def _is_other(block: Block) -> bool:
    """Say whether a block begins what is no longer the article: a heading over links, a link."""
    return opens_appendix(block.text) or block.linked * 2 > len(block.text) > 25


def _around(element: Any) -> set[Any]:
    return {element, *element.iterancestors()}


def _is_frame(element: Any, around: set[Any]) -> bool:
    """Say whether an element is of the frame around an article: the site's head, menu or clock."""
    while element is not None and element not in around:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"[:200]
        if element.tag in ("header", "nav", "aside") or _FRAME.search(names):
            return True
        if element.tag == "footer" and not any(element.iterancestors("article")):
            return True
        element = element.getparent()
    return False


# class="top-bar": the day there is today's
_FRAME = re.compile(
    (
        r"(?:^|[\s_-])(?:current|today|clock|now|time-?now|topbar"
        r"|top-?bar|banner|menu|sidebar|hotline|footer)(?:$|[\s_-])"
    ),
    re.IGNORECASE,
)


def _is_inside(element: Any, body: Any) -> bool:
    while element is not None:
        if element is body:
            return True
        element = element.getparent()
    return False


def _of_block(block: Block, is_text: bool) -> date | None:
    text = block.text
    if len(text) > _LONGEST or block.linked * 2 > len(text) or _LICENCE.search(text):
        return None
    days = list(printed_days(text))
    if not days or not (_is_dated(block.element) or _is_line_of_day(text, days, is_text)):
        return None
    published = [day for day in days if not day.changed]
    return (published or days)[0].day


def _is_dated(element: Any) -> bool:
    for _ in range(3):
        if element is None:
            return False
        if element.tag == "time" or _DATED.search(
            f"{element.get('class') or ''} {element.get('id') or ''}"[:200]
        ):
            return True
        element = element.getparent()
    return False


def _is_line_of_day(text: str, days: list[PrintedDay], is_text: bool) -> bool:
    """Say whether a line holds its day and little more: a sentence that tells of a day is none."""
    rest = len(text) - sum(day.end - day.start for day in days)
    return rest < (30 if is_text else 60) or (any(day.timed for day in days) and rest < 90)
