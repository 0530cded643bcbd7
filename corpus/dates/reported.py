"""Which day of an article is that of the event it reports: what happened, not what lies ahead."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from corpus.dates.years import HALF_YEAR, NEAR, Printed, near_anchor, on_year, tense_of
from corpus.vietnamese.sentences import sentence_around

__all__ = ["reported_event"]

_OPENING, _LEAD = 1500, 600
"""How far into a text, in characters, the reported event may first be dated, without and with a
year."""

_JUST_NOW = timedelta(10)
"""News reports what happened so many days before it is printed."""

_SOON = timedelta(45)
"""Where nothing says when it was printed, what it announces is at most some weeks away."""

_A_DAY = timedelta(1)
"""Sites give the day of publication in another time zone, or that of the night before: a report of
the next day is a report, where no word says that it lies ahead."""

# "sẽ khai mạc ngày ", "dự kiến từ ngày ", "ngày mai ("
_AHEAD_BEFORE = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|sắp|hướng tới|chuẩn bị cho|hạn chót|hạn cuối|chậm nhất)(?!\w)"
    r"[^.;\n]{0,90}$"
    r"|(?<!\w)(?:kể từ|từ|ngày mai|ngày kia)(?: ngày)?[ \u00a0]?\(?$",
    re.IGNORECASE,
)
# " tới", "/2025 sẽ "
_AHEAD_BEHIND = re.compile(
    r"(?:[/.\-][0-9]{4})?\)?,?[ \u00a0](?:tới|sắp tới|sẽ)(?!\w)", re.IGNORECASE
)
# "Trước đó, ngày "
_BACKGROUND = re.compile(
    r"(?<!\w)(?:trước đó|trước đây|năm ngoái|năm trước|từng|hồi|vào năm|lần trước"
    r"|đã đưa tin|đã thông tin)(?!\w)",
    re.IGNORECASE,
)
# "ngày 3/2. Ảnh: "
_CAPTION = re.compile(r"[^\n]{0,50}(?:(?<!\w)Ảnh(?!\w)|\(ảnh|\([Nn]guồn)")


def reported_event(text: str, days: Sequence[Printed], published: date | None) -> Printed | None:
    """Return the day of the reported event: the first of the opening with "ngày", "sáng" and the
    like that is no document's, deadline or memory.

    A day without a year goes first: reports leave out the year of what they report, and give it for
    the rest. Where that day lies ahead, what was said of it was said on another one.
    """
    open_days = [day for day in days if day.role == "other" and day.cue and day.start < _OPENING]
    bare = (day for day in open_days if day.year is None)
    first = next(bare, None) or next((day for day in open_days if day.start < _LEAD), None)
    if first is None or not _lies_ahead(text, first, published):
        return first
    return next(_told_on(text, first, open_days, published), first)


def _lies_ahead(text: str, day: Printed, published: date | None) -> bool:
    if published:
        known = _near(text, day, published)
        if known is None or known <= published:
            return False
        if known > published + _A_DAY:
            return True
    start, _ = sentence_around(text, day.start, day.end, 100)
    return bool(
        _AHEAD_BEFORE.search(text[start : day.start])
        or _AHEAD_BEHIND.match(text, day.end, day.end + 16)
    )


def _told_on(
    text: str, coming: Printed, days: Sequence[Printed], published: date | None
) -> Iterator[Printed]:
    """Yield the days on which a coming one can have been spoken of."""
    for day in days:
        far = day.start >= _LEAD and day.year is not None
        if far or day.group == coming.group or _lies_ahead(text, day, published):
            continue
        start, _ = sentence_around(text, day.start, day.end, 100)
        if _BACKGROUND.search(text[start : day.start]) or _CAPTION.match(text, day.end):
            continue
        if _is_told(text, day, coming, published):
            yield day


def _is_told(text: str, day: Printed, coming: Printed, published: date | None) -> bool:
    if published:
        known = _near(text, day, published)
        return known is not None and published - known <= _JUST_NOW
    year = coming.year or day.year or 2000
    ahead = on_year(year, coming.month, coming.day)
    known = near_anchor(day, ahead, 0) if ahead else None
    return ahead is not None and known is not None and timedelta() < ahead - known <= _SOON


def _near(text: str, day: Printed, published: date) -> date | None:
    if day.year:
        return on_year(day.year, day.month, day.day)
    return near_anchor(day, published, HALF_YEAR if tense_of(text, day) else NEAR)
