"""The day something was published, however it is written: taken in UTC+7, the day before the month.

ISO 8601, RFC 822, dd/mm/yyyy, "Thứ năm, 9/1/2025 | 10:30 GMT+7", "Ngày 09 tháng 01 năm 2025",
"9 thg 1, 2025" (CLDR), seconds or milliseconds since 1970, the numbers of spreadsheets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from corpus.vietnamese.text import fold

__all__ = ["VIETNAM", "PrintedDay", "parse_day", "printed_days"]

VIETNAM = timezone(timedelta(hours=7))
_YEARS = range(1900, 2101)
LONGEST = 200
"""Characters of a value that is looked at: no day needs more."""

_MONTHS = {
    **{str(month): month for month in range(1, 13)},
    **{f"0{month}": month for month in range(1, 10)},
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4,
    "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_S = r"[ \t\xa0\n]"
_WORD = (
    "(?P<m>muoi hai|muoi mot|gieng|muoi|chap|bay|bon|chin|hai|mot|nam|sau|tam|ba|tu|0?[1-9]|1[0-2])"
)
_THANG = rf"(?:thang|thg|th)\.?{_S}{{0,2}}{_WORD}(?![a-z0-9])"
_ENGLISH = "(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = r"(?<![0-9])(?<![0-9][/.\-])(?P<d>[0-9]{1,2})"
_YEAR = r"(?P<y>[0-9]{4})(?![0-9])"
_FORMS = [
    re.compile(pattern)
    for pattern in (
        r"(?<![0-9a-z])(?P<y>[12][0-9]{3})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])",
        (
            rf"{_DAY}{_S}?(?P<s>[-/.]){_S}?(?P<m>[0-9]{{1,2}}){_S}?(?P=s){_S}?(?P<y>[0-9]{{4}}"
            rf"|[0-9]{{2}})(?![0-9/:])"
        ),
        rf"{_DAY}{_S}{{1,2}}{_THANG}(?:{_S}{{0,2}},)?{_S}{{0,2}}(?:nam{_S}{{1,2}})?{_YEAR}",
        rf"{_DAY}{_S}{{1,2}}(?:thang|thg){_S}{{1,2}}(?P<m>[0-9]{{1,2}})[/.-]{_YEAR}",
        rf"(?<![a-z]){_THANG}{_S}{{1,2}}(?P<d>[0-9]{{1,2}}){_S}?,?{_S}{{1,2}}{_YEAR}",
        (
            rf"{_DAY}(?:st|nd|rd|th)?[ \xa0/-]{{1,2}}{_ENGLISH}\.?,?[ \xa0/-]{{1,2}}"
            rf"(?P<y>[0-9]{{4}}|[0-9]{{2}})(?![0-9:])"
        ),
        rf"(?<![a-z]){_ENGLISH}\.?[ \xa0]{{1,2}}(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?[ \xa0]{{1,2}}"
        rf"(?:[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?{_S}(?:(?:[a-z]{{3,4}}|[+\-][0-9]{{4}}){_S})?)?{_YEAR}",
    )
]
# "10:30", "10h30", "9:05 SA"
_CLOCK = re.compile(
    rf"(?<![0-9:])(?P<h>[0-9]{{1,2}}){_S}?(?:[:hg]"
    rf"|gio){_S}?(?P<min>[0-9]{{2}})(?::(?P<sec>[0-9]{{2}})(?:[.,][0-9]{{1,9}})?)?"
    rf"(?:{_S}?(?P<half>am|pm|sa|ch)(?![a-z]))?"
)
# "GMT+7", "+07:00", "Z"
_ZONE = re.compile(
    rf"{_S}{{0,2}}\(?(?:(?:gmt"
    rf"|utc){_S}?)?(?P<sign>[+\-])(?P<zh>[0-9]{{1,2}}):?(?P<zm>[0-9]{{2}})?(?![0-9/.])"
    rf"|{_S}{{0,2}}\(?(?:z|gmt|utc)(?![a-z+\-])"
)
# "Cập nhật lúc 10:30 " before a day: not the day of publication
_CHANGED = re.compile(
    r"(?:cap nhat|sua|thay doi|updated?|modified|truy cap|het han)[^0-9]{0,24}"
    r"(?:[0-9]{1,2} ?[:hg] ?[0-9]{2}(?::[0-9]{2})?[^0-9]{0,12})?$"
)
_NET = re.compile(r"/Date\((-?[0-9]{1,16})(?:[+-][0-9]{4})?\)/")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]{1,12})?")
_SERIALS = range(32_874, 73_415)
"""Days since 30 December 1899, as spreadsheets count, from 1990 to 2100."""

# "1736393400", "1736393400.5", "1.7363934e+12": with fewer digits it says no day
_NUMBER = re.compile(r"[0-9]{9,19}(?:\.[0-9]{1,9})?|[0-9]\.[0-9]{6,15}[eE]\+(?:09|1[0-8])")


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day printed at `text[start:end]`; `changed` says that it tells a later change, not the
    publication."""

    day: date
    start: int
    end: int
    changed: bool
    timed: bool


def parse_day(value: object) -> date:
    """Return the day in Vietnam that a value of a file means. Raises ValueError, with the
    reason."""
    if isinstance(value, datetime):
        return _in_years((value.astimezone(VIETNAM) if value.tzinfo else value).date(), value)
    if isinstance(value, date):
        return _in_years(value, value)
    if isinstance(value, Mapping):  # MongoDB's export
        return parse_day(
            next(
                (value[key] for key in ("$date", "$numberLong", "raw", "value") if key in value),
                None,
            )
        )
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("wrong type: published must be a day or a time")
    return _in_years(_from_text(" ".join(str(value)[:LONGEST].split())), value)


def _in_years(day: date | None, value: object) -> date:
    if day is None:
        raise ValueError(f"published is not a day: {str(value)[:40]!r}")
    if day.year not in _YEARS:
        raise ValueError(f"published is not from {_YEARS[0]} to {_YEARS[-1]}: {str(value)[:40]!r}")
    return day


def _from_text(text: str) -> date | None:
    if (serial := _SERIAL.fullmatch(text)) and int(serial[1]) in _SERIALS:
        return date(1899, 12, 30) + timedelta(days=int(serial[1]))
    if (net := _NET.fullmatch(text)) or _NUMBER.fullmatch(text):
        return _since_1970(float(net[1] if net else text), text)
    try:
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        days = list(printed_days(text))
        return next(
            (found.day for found in days if not found.changed), days[0].day if days else None
        )


def _since_1970(number: float, text: str) -> date | None:
    if text.isdecimal() and len(text) in (12, 14) and text.startswith(("19", "20")):
        return _from_text(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    while abs(number) >= 1e11:
        number /= 1000
    return datetime.fromtimestamp(number, VIETNAM).date()


def printed_days(text: str) -> Iterator[PrintedDay]:
    """Yield the full days printed in a short text, in order, moved to UTC+7 by the time and zone
    beside them."""
    folded = fold(text)
    found = sorted((match for form in _FORMS for match in form.finditer(folded)), key=_span)
    end = 0
    for match in found:
        day = _day(match)
        if match.start() < end or day is None:
            continue
        end = match.end()
        moved, timed = _in_vietnam(folded, match, day)
        changed = bool(_CHANGED.search(folded[max(0, match.start() - 48) : match.start()]))
        yield PrintedDay(moved, match.start(), end, changed, timed)


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), -match.end()


def _day(match: re.Match[str]) -> date | None:
    year = int(match["y"])
    try:
        return date(
            year if year > 99 else 2000 + year,
            _MONTHS.get(match["m"]) or int(match["m"]),
            int(match["d"]),
        )
    except ValueError:
        return None


def _in_vietnam(folded: str, match: re.Match[str], day: date) -> tuple[date, bool]:
    """Return the day by Vietnam's clock, and whether a time stands beside it."""
    for clock in _CLOCK.finditer(folded, max(0, match.start() - 24), match.end() + 40):
        hour, minute = int(clock["h"]), int(clock["min"])
        if hour < 24 and minute < 60:
            return _moved(
                day, _whole_hour(hour, clock["half"]), minute, _zone(folded, clock.end(), match)
            ), True
    return day, False


def _whole_hour(hour: int, half: str | None) -> int:
    if half in ("pm", "ch") and hour < 12:
        return hour + 12
    return 0 if half in ("am", "sa") and hour == 12 else hour


def _zone(folded: str, at: int, match: re.Match[str]) -> timedelta | None:
    """Return how far the clock behind which `at` lies is ahead of UTC; None when nothing says
    it."""
    zone = _ZONE.match(folded, at)
    of_day = zone is not None and zone.start() < match.end() and zone.end() > match.start()
    # but for "Jan 9 20:30:00 +0000 2025", where it stands before the year
    if zone is None or (of_day and not match.start() < at <= zone.end() <= match.start("y")):
        return None
    if zone["sign"] is None:
        return timedelta()
    ahead = timedelta(hours=int(zone["zh"]), minutes=int(zone["zm"] or 0))
    return -ahead if zone["sign"] == "-" else ahead


def _moved(day: date, hour: int, minute: int, zone: timedelta | None) -> date:
    if zone is None:
        return day
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute) - zone + timedelta(hours=7)
    except OverflowError:
        return day
    return moment.date()
