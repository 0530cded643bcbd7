"""The year of a day printed without one: what in an article decides it, in a fixed order, and how to say so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = [
    "HALF_YEAR",
    "NEAR",
    "UNDECIDED",
    "Anchor",
    "Printed",
    "find_anchor",
    "is_far_ahead",
    "near_anchor",
    "on_year",
    "spoken_year",
    "tense_of",
]

UNDECIDED = "không có gì trong bài cho biết năm"


@dataclass(frozen=True, slots=True)
class Printed:
    """A day as printed: `year` is None when it is not beside day and month. `role` as in `dates.DateMention`."""

    day: int
    month: int
    year: int | None
    role: str
    start: int
    end: int
    cue: bool
    group: int

    @property
    def month_day(self) -> str:
        """Return "MM-DD"."""
        return f"{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day that the article is close to, from which the years of its other days follow, and why."""

    day: date
    reason: str


def on_year(year: int, month: int, day: int) -> date | None:
    """Return the day, None when that year has no such day (29 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


NEAR, HALF_YEAR = 62, 183
"""How many days ahead of an anchor a day without a year may be: reported, and announced."""


def near_anchor(printed: Printed, anchor: date, ahead: int) -> date | None:
    """Return the day in the year that puts it at most `ahead` days after the anchor and less than a year before."""
    days = (on_year(anchor.year + year, printed.month, printed.day) for year in (1, 0, -1, -2, -3, -4))
    return next((day for day in days if day and day - anchor <= timedelta(ahead)), None)


def is_far_ahead(printed: Printed, anchor: date) -> bool:
    """Say whether the next such day is two to six months after the anchor, where only the words decide."""
    found = near_anchor(printed, anchor, HALF_YEAR)
    return found is not None and found - anchor > timedelta(NEAR)


_COMING = re.compile(
    r"(?<!\w)(?:sẽ|tới|sắp|dự kiến|chuẩn bị|lịch|thời hạn|trước ngày|diễn ra|tổ chức|khai mạc"
    r"|kể từ|từ ngày|đến hết)(?!\w)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?<!\w)(?:đã|xảy ra|hồi|hôm|trước đó|bị|vừa qua|từng|năm ngoái|năm trước|khoảng \d{1,2})(?!\w)", re.IGNORECASE
)


def tense_of(text: str, printed: Printed) -> bool | None:
    """Return True where the words around a day speak of the future, False of the past, None when of neither."""
    start = max(text.rfind(". ", 0, printed.start), text.rfind("\n", 0, printed.start), printed.start - 100)
    around = text[max(start, 0) : printed.end + 24]
    coming, gone = _COMING.search(around), _GONE.search(around)
    return None if (coming is None) == (gone is None) else coming is not None


def _next_after(printed: Printed, day: date) -> date | None:
    days = (on_year(day.year + year, printed.month, printed.day) for year in (0, 1))
    return next((found for found in days if found and found >= day), None)


_SPOKEN = re.compile(r",?[ \u00a0](?:của )?năm (nay|ngoái|trước|sau|tới|(?:19|20)[0-9]{2})(?![\w-])", re.IGNORECASE)
_SHIFTS = {"nay": 0, "ngoái": -1, "trước": -1, "sau": 1, "tới": 1}


def spoken_year(text: str, printed: Printed, anchor: date | None) -> Anchor | None:
    """Read the words right after a day: "năm 2024", or "năm nay", "năm ngoái" as of the anchor."""
    match = _SPOKEN.match(text, printed.end, printed.end + 20)
    if match is None:
        return None
    word = match[1].lower()
    if word.isdigit():
        year = int(word)
    elif anchor:
        year = anchor.year + _SHIFTS[word]
    else:
        return None
    day = on_year(year, printed.month, printed.day)
    return Anchor(day, f"năm {year} suy ra từ chữ “năm {word}” ngay sau ngày") if day else None


def find_anchor(text: str, event: Printed, others: Sequence[Printed]) -> Anchor | None:
    """Return the day of the reported event when the text decides its year, with the reason; None when nothing does.

    For articles without a day of publication; rules go from the most to the least direct.
    """
    for rule in (_same_day, _review, _anniversary, _plain_date, _month_named, _documents, _year_named):
        if anchor := rule(text, event, others):
            return anchor
    return None


def _same_day(text: str, event: Printed, others: Sequence[Printed]) -> Anchor | None:
    for other in others:
        if other.year and other.month_day == event.month_day and other.role not in ("anniversary", "birth"):
            day = on_year(other.year, event.month, event.day)
            reason = f"năm {other.year} suy ra vì bài có ghi đủ ngày {other.day}/{other.month}/{other.year}"
            return Anchor(day, reason) if day else None
    return None


_GAP = r"[^.;\n]{0,160}?"
_REVIEW = re.compile(rf"(?:tổng kết|kết quả|sơ kết|đánh giá){_GAP} năm ((?:19|20)[0-9]{{2}})(?![0-9-])", re.IGNORECASE)
_PLAN = re.compile(r"(?<!đến )(?<!học )năm ((?:19|20)[0-9]{2})(?![0-9]|\s?[-–])", re.IGNORECASE)


def _review(text: str, event: Printed, others: Sequence[Printed]) -> Anchor | None:
    """January or February after "tổng kết năm Y" is in Y+1, November and December in Y."""
    years = [int(match[1]) for match in _REVIEW.finditer(text)]
    if not years:
        return None
    reviewed = max(set(years), key=lambda year: (years.count(year), year))
    named = {int(match[1]) for match in _PLAN.finditer(text)}
    if event.month <= 2:
        year = reviewed + 1
        plan = f" và nói về năm {year}" if year in named else f", mà hội nghị họp vào tháng {event.month}"
        reason = f"năm {year} suy ra vì bài tổng kết năm {reviewed}{plan}"
    elif event.month >= 5 and reviewed == max(named, default=reviewed):
        year, reason = reviewed, f"năm {reviewed} suy ra vì bài tổng kết, đánh giá năm {reviewed}"
    elif event.month >= 11:
        year, reason = reviewed, f"năm {reviewed} suy ra vì bài tổng kết năm {reviewed} vào cuối năm"
    else:
        return None
    day = on_year(year, event.month, event.day)
    return Anchor(day, reason) if day else None


def _anniversary(text: str, event: Printed, others: Sequence[Printed]) -> Anchor | None:
    days = [on_year(o.year, o.month, o.day) for o in others if o.year and o.role == "anniversary"]
    latest = max((day for day in days if day), default=None)
    if latest is None or len(set(days)) < 2:
        return None
    day = near_anchor(event, latest, HALF_YEAR)
    reason = f"suy ra vì bài kỷ niệm ngày {latest.day}/{latest.month}/{latest.year}"
    return Anchor(day, f"năm {day.year} {reason}") if day else None


def _plain_date(text: str, event: Printed, others: Sequence[Printed]) -> Anchor | None:
    """The latest full date that is no document's and no one's birth, when the event is near it."""
    days = [on_year(o.year, o.month, o.day) for o in others if o.year and o.role in ("event", "other", "deadline")]
    latest = max((day for day in days if day), default=None)
    if latest is None:
        return None
    day = near_anchor(event, latest, HALF_YEAR)
    if day is None or not timedelta(-62) <= day - latest <= timedelta(183):
        return None
    reason = f"năm {day.year} suy ra từ ngày {latest.day}/{latest.month}/{latest.year} ghi trong bài"
    return Anchor(day, reason)


_MONTH = re.compile(r"tháng ([0-9]{1,2})(?:\s?[/-]\s?| năm )((?:19|20)[0-9]{2})(?![0-9])", re.IGNORECASE)


def _month_named(text: str, event: Printed, others: Sequence[Printed]) -> Anchor | None:
    months = {(int(match[2]), int(match[1])) for match in _MONTH.finditer(text) if 1 <= int(match[1]) <= 12}
    if not months:
        return None
    year, month = max(months)
    middle = date(year, month, 15)
    day = near_anchor(event, middle, 122)
    if day is None or not timedelta(-76) <= day - middle <= timedelta(122):
        return None
    return Anchor(day, f"năm {day.year} suy ra từ tháng {month}/{year} nêu trong bài")


_FRESH = re.compile(r"(?:vừa|mới)(?: được)?(?: \w+){0,3} (?:ban hành|ký|thông qua)|ban hành tháng trước", re.IGNORECASE)


def _documents(text: str, event: Printed, others: Sequence[Printed]) -> Anchor | None:
    """Dates of documents decide when one is called new, or when two or more fall in the months before the event."""
    days = sorted(day for o in others if o.year and o.role == "document" and (day := on_year(o.year, o.month, o.day)))
    if not days:
        return None
    found = _next_after(event, days[-1])
    if found is None or found - days[-1] > timedelta(183):
        return None
    recent = {day for day in days if found - day <= timedelta(366)}
    latest = f"{days[-1].day}/{days[-1].month}/{days[-1].year}"
    if _FRESH.search(text) or len(recent) > 1:
        return Anchor(found, f"năm {found.year} suy ra vì văn bản nêu trong bài mới ban hành ngày {latest}")
    named = {int(match[1]) for match in _BARE_YEAR.finditer(text)}
    if found.year in named and found.year == max(named):
        return Anchor(found, f"năm {found.year} suy ra vì bài nói về năm {found.year} và văn bản ngày {latest}")
    return None


_BARE_YEAR = re.compile(
    r"(?<!đến )(?<!sinh )(?<!học )(?<!trước )(?<!sau )(?<!từ )năm ((?:19|20)[0-9]{2})(?![0-9]|\s?[-–])",
    re.IGNORECASE,
)
_WORK_YEAR = re.compile(
    rf"(?:nhiệm vụ|phương hướng|kế hoạch|chương trình|tháng đầu|tháng cuối|quý [IV]{{1,3}}|dịp){_GAP}"
    r"năm ((?:19|20)[0-9]{2})(?![0-9]|\s?[-–])",
    re.IGNORECASE,
)


def _year_named(text: str, event: Printed, others: Sequence[Printed]) -> Anchor | None:
    """A year of work ("nhiệm vụ năm 2022") decides when it is the latest year the text names."""
    work = {int(match[1]) for match in _WORK_YEAR.finditer(text)}
    named = {int(match[1]) for match in _BARE_YEAR.finditer(text)}
    if not work or max(work) < max(named, default=0):
        return None
    year = max(work)
    if event.month >= 11 and year - 1 in named | work:
        year -= 1
    day = on_year(year, event.month, event.day)
    return Anchor(day, f"năm {year} suy ra vì bài nói về công việc năm {max(work)}") if day else None
