"""The written forms of days: 9/1, 9-1-2025, "ngày 9 tháng 1", ranges and lists; and what only looks
like one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.mention import MOST_MENTIONS

__all__ = ["DateForm", "find_forms"]


@dataclass(frozen=True, slots=True)
class DateForm:
    """A day as printed at `text[start:end]`; `cue` says that "ngày", "sáng" or the like introduces
    it.

    Days of one list or range share their `group`. `rule` names what accepted it, `refused` what
    refused it.
    """

    day: int
    month: int
    year: int | None
    start: int
    end: int
    cue: bool
    group: int
    rule: str
    refused: str = ""


_S = r"[ \u00a0]"
_GAP = rf"{_S}{{1,2}}"
_SLASH = rf"{_S}?/{_S}?"
# "9/1", "9/ 1/25", "9-1-2025", "9 tháng 1 năm 2025", "9 tháng 1/2025"
_DAY = re.compile(
    rf"[0-9](?<![\w/.,:][0-9])[0-9]?"
    rf"(?:{_SLASH}([0-9]{{1,2}})(?:{_SLASH}([0-9]{{4}}|[0-9]{{2}}(?![0-9])))?"
    rf"|([.\-])([0-9]{{1,2}})(?:\3([0-9]{{4}}))?"
    rf"|{_GAP}tháng{_GAP}([0-9]{{1,2}})(?:,?{_GAP}năm{_GAP}([0-9]{{4}})"
    rf"|[/.\-]([0-9]{{4}}))?)"
    rf"(?![\w/]|[.,\-–—][0-9]|-[^\W\d_])",
    re.IGNORECASE,
)
_TIME = r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm|khuya)"
_JOIN = (
    rf"{_S}{{0,2}}(?:,|;|&|và|đến|tới|rạng(?= sáng)|-|–"
    rf"|—){_S}{{0,2}}(?:hết{_S})?(?:{_TIME}{_S})?(?:ngày{_S})?"
)
# the "15 - " of "15 - 18/4", the "30/12/2016 - " of "30/12/2016 - 2/1/2017"
_ONE_BEFORE = re.compile(
    rf"([0-9]{{1,2}})(?:([/.\-])([0-9]{{1,2}})(?:\2([0-9]{{4}}))?)?({_JOIN})$", re.IGNORECASE
)
_JOIN_ENDS = (",", ";", "&", "-", "–", "—", "à", "n", "i", "t", "y", "g", "a", "u", "m")
_MAX_ITEM = 40
"""Characters of one day of a list with what joins it to the next: ", rạng sáng ngày "."""
_MAX_LIST = 8
"""Days of one list, so that a text of numbers costs no more."""

_PART = r"(?:sáng|trưa|chiều|tối|đêm|khuya)(?: sớm| muộn)?"
# "sáng ngày ", "thứ hai, ", "chủ nhật ("
_CUE = re.compile(
    r"(?<!mỗi )(?<!một )(?<!nửa )(?<!hằng )(?<!hàng )(?:(?<=giao ban )|(?<!ban ))(?<!\w)"
    rf"(?:(?:ngày|hôm|{_PART})(?: ngày| hôm)?(?: nay| qua| mai| kia| sau| trước| từ)?"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])(?: ngày)?|(?:chủ nhật|cn)(?: ngày)?)[ \u00a0,]{0,2}\(?$",
    re.IGNORECASE,
)
# "từ ", "đến ", "phiên đầu tuần " before a day with a slash
_SLASH_CUE = re.compile(
    r"(?<!\w)(?:từ|đến|tới|trước|sau|hết|vào|kể từ|nay|hạn|hạn cuối|hạn chót"
    r"|(?<!luân )phiên(?: đầu tuần| cuối tuần)?)"
    r"[ \u00a0]{1,2}$",
    re.IGNORECASE,
)
# "8 giờ 30 phút, ", "8h30 "
_HOUR = re.compile(r"[0-9] ?(?:giờ|h)(?: ?[0-9]{1,2}(?: phút)?)?,? $", re.IGNORECASE)
_OPENING = re.compile(r"(?:^|[\n.“] ?)Từ $")
_RECENT = re.compile(r" (?:vừa qua|vừa rồi|tới đây)(?!\w)")
# "hẻm ", "tỷ số ", "mùng ": the 20/11 behind them is no day
_NO_DAY_BEFORE = re.compile(
    r"(?<!\w)(?:đường|phố|hẻm|ngõ|ngách|kiệt|tổ|số|nhà|lô|tháng|mùng|mồng|rằm|quốc lộ|tỷ số|tỉ số"
    r"|tỷ lệ|tỉ lệ)"
    r"[ \u00a0]{1,2}(?:ngày )?$",
    re.IGNORECASE,
)
_MEASURED = (
    "lần|độ|h|tiếng|viên|bữa|kg|g|lít|ly|cốc|triệu|tỷ|tỉ|đồng|%|km|m|m2|ha|tuần|diện tích"
    "|thời gian|quả|gói|suất"
    "|chặng|trận"
)
_COUNTED = (
    f"{_MEASURED}|giờ|chiếc|người|điểm|số|phần|tháng|xã|phường|quận|huyện|tỉnh|ấp|thôn"
    "|khu phố|chi bộ|hộ|tổ|chỉ tiêu"
    "|đơn vị|nội dung|đại biểu|phiếu|hồ sơ|bệnh nhân|trường hợp|công ty|doanh nghiệp|cơ sở"
)
_IS_MEASURED = re.compile(rf"[ \u00a0]?(?:{_MEASURED})(?!\w)", re.IGNORECASE)
_IS_COUNTED = re.compile(rf"[ \u00a0]?(?:{_COUNTED})(?!\w)", re.IGNORECASE)
# " âm lịch", " (ÂL)", " tháng Giêng"
_LUNAR = re.compile(r"[^.;\n]{0,14}(?:âm lịch|\(ÂL|ÂL\b|tháng giêng|tháng chạp|tết)", re.IGNORECASE)
_BACK = 28
"""Characters before a day that hold the longest cue, "phiên cuối tuần " among them."""


def find_forms(text: str) -> list[DateForm]:
    """Return every day of a text and every look-alike, in order."""
    forms: dict[int, DateForm] = {}
    for match in islice(_DAY.finditer(text), MOST_MENTIONS):
        # the first day of a range is read twice, the second time with what the range's end tells
        # about it
        forms.update((form.start, form) for form in _read(text, match))
    return [forms[start] for start in sorted(forms)]


def _read(text: str, match: re.Match[str]) -> Iterator[DateForm]:
    sign = "/" if match[1] else match[3] or "tháng"
    day_digits = match.group()[:2]
    day = int(day_digits if day_digits.isdecimal() else day_digits[0])
    month = int(match[1] or match[4] or match[6])
    printed = next((found for found in (match[2], match[5], match[7], match[8]) if found), "")
    year = _year(printed)
    start, end = match.span()
    items = _list_before(text, start, month, year, sign)
    head = items[0].start if items else start
    before = text[max(0, head - _BACK) : head]
    cue = bool(_CUE.search(before))
    rule, refused = _accepted(text, sign, (day, month, year), before, end, cue, bool(items))
    if len(printed) == 2 and not (refused or cue or _bracketed(text, before, end)):
        refused = "two digits of a year, and nothing says that it is a day"
    last_cue = cue
    if refused and items:
        before = text[max(0, start - _BACK) : start]
        last_cue = bool(_CUE.search(before))
        rule, refused = _accepted(text, sign, (day, month, year), before, end, last_cue, False)
        items = []
    if not refused:
        yield from (_ruled(item, cue, rule) for item in items)
    yield DateForm(day, month, year, start, end, last_cue, start, rule, refused)


def _year(printed: str) -> int | None:
    """Return a year; two digits are one of the hundred years around now: 9/1/25, 30/4/75."""
    if len(printed) == 2:
        return int(printed) + (2000 if int(printed) < _PIVOT else 1900)
    return int(printed) if printed else None


_PIVOT = 50


def _ruled(item: DateForm, cue: bool, rule: str) -> DateForm:
    return DateForm(
        item.day,
        item.month,
        item.year,
        item.start,
        item.end,
        cue,
        item.group,
        f"{rule}, list or range",
    )


def _accepted(
    text: str,
    sign: str,
    found: tuple[int, int, int | None],
    before: str,
    end: int,
    cue: bool,
    listed: bool,
) -> tuple[str, str]:
    """Return (rule, "") or ("", why it is no day)."""
    day, month, year = found
    if not (1 <= month <= 12 and 1 <= day <= _LENGTHS[month - 1]):
        return "", "no such day"
    if year is not None and not 1800 <= year <= 2100:
        return "", "no such year"
    if _NO_DAY_BEFORE.search(before):
        return "", "an address, a month, a score or a lunar day"
    if _LUNAR.match(text, end, end + 30):
        return "", "a lunar day"
    if before[-1:] in ("-", "–") and not listed:
        return "", "part of a longer number"
    if year is not None:
        return "full date", ""
    counted = _IS_MEASURED if cue else _IS_COUNTED
    if counted.match(text, end, end + 16):
        return "", "a number of something"
    if cue:
        return "day and month with a cue", ""
    if _OPENING.search(before) and text[end : end + 1] == ",":
        return "day and month after an opening Từ", ""
    if sign != "/" or (day, month) == (24, 7):
        return "", "nothing says that it is a day"
    after_hour = not listed and _HOUR.search(before)
    if after_hour or _SLASH_CUE.search(before) or _RECENT.match(text, end, end + 12):
        return "day and month after từ, đến, trước", ""
    if _bracketed(text, before, end):
        return "day and month in brackets", ""
    return "", "nothing says that it is a day"


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _bracketed(text: str, before: str, end: int) -> bool:
    return (
        before.endswith("(") and text[end : end + 1] == ")" and before[-3:-1].strip()[-1:].isalpha()
    )


def _list_before(text: str, start: int, month: int, year: int | None, sign: str) -> list[DateForm]:
    """Return the days of a list or range that a day ends: 15 in "15 - 18/4", 9 and 10 in "9, 10 và
    11/6"."""
    items: list[DateForm] = []
    at = start
    while len(items) < _MAX_LIST:
        tail = text[max(0, at - _MAX_ITEM) : at]
        if not tail.rstrip(" \u00a0").endswith(_JOIN_ENDS):
            break
        match = _ONE_BEFORE.search(tail)
        if match is None:
            break
        begin = at - len(tail) + match.start()
        before = text[begin - 1 : begin]
        if before.isalnum() or before in ("/", ".", ",", ":", "-"):
            break
        day, own_month = int(match[1]), int(match[3] or month)
        own_year = int(match[4]) if match[4] else _year_before(own_month, month, year)
        lone = not match[3] and "ngày" in match[5].lower()
        if lone and not _CUE.search(text[max(0, begin - _BACK) : begin]):
            break  # "Quận 3, ngày 9/1": the 3 is no day
        if match[2] not in (None, sign) or not (
            1 <= own_month <= 12 and 1 <= day <= _LENGTHS[own_month - 1]
        ):
            break
        items.insert(
            0,
            DateForm(
                day,
                own_month,
                own_year,
                begin,
                begin + len(match.group()) - len(match[5]),
                False,
                start,
                "",
            ),
        )
        if match[3]:
            break
        at = begin
    return items


def _year_before(own_month: int, month: int, year: int | None) -> int | None:
    """Return the year of "30/12" in "30/12 - 2/1/2017"."""
    return None if year is None else year - (own_month > month)
