"""What in the text of an article decides the year of the reported event, when its day of
publication is unknown.

The rules go from the most to the least direct. Each was kept only as wide as it is mostly right: a
wrong year is worse than none.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from corpus.dates.years import HALF_YEAR, Anchor, Printed, near_anchor, on_year
from corpus.vietnamese.sentences import sentence_around

__all__ = ["find_anchor"]


def find_anchor(text: str, event: Printed, days: Sequence[Printed]) -> Anchor | None:
    """Return the day of the event with its year and the reason, None when nothing decides; `days`
    are all days."""
    return (
        _same_day(event, days)
        or _review(text, event)
        or _anniversary(event, days)
        or _dates_around(text, event, days)
        or _month_named(text, event)
        or _documents(text, event, days)
        or _year_named(text, event)
    )


def _anchor(event: Printed, year: int, reason: str) -> Anchor | None:
    day = on_year(year, event.month, event.day)
    return Anchor(day, f"năm {year} suy ra {reason}") if day else None


def _full(days: Sequence[Printed], *roles: str) -> list[date]:
    found = (
        on_year(day.year, day.month, day.day) for day in days if day.year and day.role in roles
    )
    return sorted(day for day in found if day)


def _printed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _same_day(event: Printed, days: Sequence[Printed]) -> Anchor | None:
    """The same day and month with a year, anywhere in the text."""
    for day in _full(days, "event", "other", "deadline", "document"):
        if (day.month, day.day) == (event.month, event.day):
            return _anchor(event, day.year, f"vì bài có ghi đủ ngày {_printed(day)}")
    return None


_YEAR = r"((?:19|20)[0-9]{2})(?![0-9]|\s?[-–])"
_OTHER_YEARS = "".join(
    rf"(?<!{word} [nN]ăm )"
    for word in ("đến", "sinh", "học", "trước", "sau", "từ", "cuối", "tới", "khóa")
)
# "năm 2024", but not "đến năm 2030", "sinh năm 1960"
_NAMED = re.compile(rf"[nN]ăm {_OTHER_YEARS}{_YEAR}")
# "tổng kết công tác Đảng năm 2024"
_REVIEW = re.compile(
    rf"(?:tổng kết|sơ kết|đánh giá|kiểm điểm)[^.;\n]{{0,160}}? năm {_YEAR}", re.IGNORECASE
)
# "6 tháng đầu năm 2024", "quý I/2024"
_PART_OF_YEAR = re.compile(
    rf"(?:tháng (?:đầu|cuối)|quý (?:[IV]{{1,3}}|[1-4]))(?: của)?(?: năm |/){_YEAR}", re.IGNORECASE
)
# "phương hướng, nhiệm vụ năm 2025"
_PLAN = re.compile(rf"(?:nhiệm vụ|phương hướng)[^.;\n]{{0,100}}? năm {_YEAR}", re.IGNORECASE)


def _opening(text: str, event: Printed) -> str:
    """Return the title line and what stands around the event."""
    first = text.find("\n")
    return text[: max(first, 0)] + "\n" + text[max(first, event.start - 200, 0) : event.end + 350]


def _years(pattern: re.Pattern[str], text: str) -> list[int]:
    return [int(match[1]) for match in pattern.finditer(text)]


def _review(text: str, event: Printed) -> Anchor | None:
    """A meeting of January or February that reviews year Y is held in Y+1, one of November or
    December in Y."""
    opening = _opening(text, event)
    if parts := _years(_PART_OF_YEAR, opening):
        return _anchor(event, max(parts), f"vì bài nói về một phần của năm {max(parts)}")
    reviewed, plans = _years(_REVIEW, opening), _years(_PLAN, opening)
    if event.month <= 2 and reviewed:
        year = max(reviewed) + 1
        named = year in plans or year in _years(_NAMED, text)
        why = f"và nói về năm {year}" if named else f"và hội nghị họp vào tháng {event.month}"
        return _anchor(event, year, f"vì bài tổng kết năm {year - 1} {why}")
    if event.month <= 3 and plans:
        return _anchor(event, max(plans), f"vì bài nói về nhiệm vụ năm {max(plans)}")
    if event.month >= 11 and reviewed:
        return _anchor(event, max(reviewed), f"vì bài tổng kết năm {max(reviewed)} vào cuối năm")
    return None


def _anniversary(event: Printed, days: Sequence[Printed]) -> Anchor | None:
    """The later of the two days of "(3/2/1930 - 3/2/2025)" is close to the event."""
    memories = _full(days, "anniversary")
    if len(set(memories)) < 2:
        return None
    day = near_anchor(event, memories[-1], HALF_YEAR)
    return (
        _anchor(event, day.year, f"vì bài kỷ niệm ngày {_printed(memories[-1])}") if day else None
    )


def _latest_named(text: str) -> int:
    """Return the latest year that the text names as a year, 0 for none."""
    return max(_years(_NAMED, text), default=0)


# "có hiệu lực từ ngày ", "sẽ kết thúc ngày "
_IN_FORCE = re.compile(
    r"(?:hiệu lực|kể từ|từ|đến|trước|tính đến|sẽ[^.;\n]{0,40})(?: ngày)? $", re.IGNORECASE
)
_CLOSE, _BEFORE, _AFTER = 15, 31, 92
"""Days: a date so close is of the same news; a reported one is at most a month before the event, an
announced one at most a quarter after it."""


def _dates_around(text: str, event: Printed, days: Sequence[Printed]) -> Anchor | None:
    """The latest full date that is no document's and no one's birth: a few days off, or a term that
    begins or ends."""
    full = [day for day in days if day.year and day.role in ("event", "other", "deadline")]
    known = [(day, form) for form in full if (day := on_year(form.year or 0, form.month, form.day))]
    if not known:
        return None
    latest, form = max(known, key=lambda pair: pair[0])
    day = near_anchor(event, latest, _AFTER)
    if day is None or latest - day > timedelta(_BEFORE) or _latest_named(text) > day.year:
        return None
    if abs(day - latest) > timedelta(_CLOSE) and not _IN_FORCE.search(
        text, max(0, form.start - 60), form.start
    ):
        return None
    return _anchor(event, day.year, f"từ ngày {_printed(latest)} ghi trong bài")


# "tháng 1/2025", "tháng 1 năm 2025"
_MONTH = re.compile(r"tháng ([0-9]{1,2})(?:\s?[/-]\s?| năm )" + _YEAR, re.IGNORECASE)


def _month_named(text: str, event: Printed) -> Anchor | None:
    """The event's own month with a year, close to it."""
    matches = [
        match for match in _MONTH.finditer(_opening(text, event)) if int(match[1]) == event.month
    ]
    latest = _latest_named(text) if matches else 0
    for match in matches:
        if latest <= int(match[2]):
            return _anchor(event, int(match[2]), f"từ tháng {match[1]}/{match[2]} nêu trong bài")
    return None


# "vừa được Chính phủ ban hành", "ban hành tháng trước"
_FRESH = re.compile(
    r"(?:vừa|mới)(?: được)?(?: \w+){0,3} (?:ban hành|ký|thông qua)|ban hành tháng trước",
    re.IGNORECASE,
)


def _documents(text: str, event: Printed, days: Sequence[Printed]) -> Anchor | None:
    """Documents dated in the half year before the event: called new, two or more, or with the year
    named as well."""
    dated = _full(days, "document")
    day = near_anchor(event, dated[-1], HALF_YEAR) if dated else None
    if day is None or day < dated[-1]:
        return None
    recent = {document for document in dated if day - document <= timedelta(366)}
    if _FRESH.search(text) or len(recent) > 1:
        return _anchor(
            event, day.year, f"vì văn bản nêu trong bài mới ban hành ngày {_printed(dated[-1])}"
        )
    if _latest_named(text) == day.year:
        return _anchor(
            event, day.year, f"vì bài nói về năm {day.year} và văn bản ngày {_printed(dated[-1])}"
        )
    return None


# a verb of an event, not of a plan or a memory
_HELD = re.compile(
    r"tổ chức|khai mạc|phát động|ra quân|triển khai|khởi công|diễn ra", re.IGNORECASE
)


def _year_named(text: str, event: Printed) -> Anchor | None:
    """One year alone named in the sentence of an event that is held, and no later one in the
    text."""
    start, stop = sentence_around(text, event.start, event.end, 400)
    sentence = text[start:stop]
    years = set(_years(_NAMED, sentence))
    if len(years) != 1 or not _HELD.search(sentence) or _latest_named(text) > min(years):
        return None
    return _anchor(event, min(years), f"vì bài nói về năm {min(years)}")
