"""The day of publication that a page prints beside its headline, by our own grammar of days."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from corpus.reading.days import PrintedDay, parse_day, printed_days
from corpus.reading.page_body import Block
from corpus.reading.page_meta import PageMeta

__all__ = ["day_of"]

_BEFORE, _BEHIND = 12, 15
"""Blocks before and behind the headline in which its day may stand."""

_LONGEST = 160
_DATED = re.compile(
    r"(?:^|[\s_-])(?:date\w*|time\w*|publish\w*|pub-?date|ngay\w*|post(?:ed)?-?(?:on|date|time)|created?|entry-date|cms-date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"giấy phép|gp-|số [0-9]{1,5}/|quyết định|bản quyền|copyright|©|trưởng ban|tổng biên tập|chịu trách nhiệm|cơ quan chủ quản"
    r"|điện thoại|thiết lập|hôm nay|bây giờ",
    re.IGNORECASE,
)


def day_of(meta: PageMeta, blocks: list[Block], headline: int, body: Any) -> date | None:
    """Return the day of publication: what the page states, else what it prints near the headline at `blocks[headline]`."""
    stated = (_parsed(value) for value in meta.days())
    return next(filter(None, stated), None) or _printed(blocks, headline, body)


def _parsed(value: str) -> date | None:
    if not value:
        return None
    try:
        return parse_day(value)
    except ValueError:
        return None


def _printed(blocks: list[Block], headline: int, body: Any) -> date | None:
    """Return the first day in a block that is one of a day, near the headline, else at the end of the text."""
    inside = [_is_inside(block.element, body) for block in blocks]
    last = max((at for at, is_in in enumerate(inside) if is_in), default=len(blocks) - 1)
    first = next((at for at, is_in in enumerate(inside) if is_in), 0)
    behind = [at for at in range(headline + 1, len(blocks)) if at <= first + 3][:_BEHIND]
    before = list(range(headline - 1, -1, -1))[:_BEFORE]
    after = list(range(last, min(last + 6, len(blocks))))
    for at in (headline, *behind, *before, *after):
        if 0 <= at < len(blocks) and (found := _of_block(blocks[at], inside[at])):
            return found
    return None


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


def time_elements(tree: Any) -> Iterator[str]:
    """Yield the machine's form of times near an article."""
    for element in tree.iterfind(".//time"):
        yield element.get("datetime") or ""
