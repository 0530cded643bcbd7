"""The year of a day printed without one: what in an article decides it, in a fixed order, and how
to say so."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.vietnamese.sentences import sentence_around

__all__ = [
    "HALF_YEAR",
    "NEAR",
    "UNDECIDED",
    "Anchor",
    "Printed",
    "is_far_ahead",
    "near_anchor",
    "on_year",
    "spoken_year",
    "tense_of",
]

UNDECIDED = "không có gì trong bài cho biết năm"


@dataclass(frozen=True, slots=True)
class Printed:
    """A day as printed: `year` is None when it is not beside day and month. `role` as in
    `dates.DateMention`."""

    day: int
    month: int
    year: int | None
    role: str
    start: int
    end: int
    cue: bool
    group: int
    rule: str

    @property
    def month_day(self) -> str:
        """Return "MM-DD"."""
        return f"{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day that the article is close to, from which the years of its other days follow, and
    why."""

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
    """Return the day in the year that puts it at most `ahead` days after the anchor and less than a
    year before."""
    days = (
        on_year(anchor.year + year, printed.month, printed.day) for year in (1, 0, -1, -2, -3, -4)
    )
    return next((day for day in days if day and day - anchor <= timedelta(ahead)), None)


def is_far_ahead(printed: Printed, anchor: date) -> bool:
    """Say whether the next such day is two to six months after the anchor, where only the words
    decide."""
    found = near_anchor(printed, anchor, HALF_YEAR)
    return found is not None and found - anchor > timedelta(NEAR)


# "dự kiến ngày 15/1": a day that lies ahead
_COMING = re.compile(
    r"(?<!\w)(?:sẽ|tới|sắp|dự kiến|chuẩn bị|lịch|thời hạn|trước ngày|diễn ra|tổ chức|khai mạc"
    r"|kể từ|từ ngày|đến hết)(?!\w)",
    re.IGNORECASE,
)
# "xảy ra hôm 15/1": a day that lies behind
_GONE = re.compile(
    r"(?<!\w)(?:đã|xảy ra|hồi|hôm|trước đó|bị|vừa qua|từng|năm ngoái|năm trước"
    r"|khoảng \d{1,2})(?!\w)",
    re.IGNORECASE,
)


def tense_of(text: str, printed: Printed) -> bool | None:
    """Return True where the words around a day speak of the future, False of the past, None when of
    neither."""
    start, _ = sentence_around(text, printed.start, printed.end, 100)
    around = text[start : printed.end + 24]
    coming, gone = _COMING.search(around), _GONE.search(around)
    return None if (coming is None) == (gone is None) else coming is not None


# "15/1 năm nay", "15/1 năm 2024"
_SPOKEN = re.compile(
    r",?[ \u00a0](?:của )?năm (nay|ngoái|trước|sau|tới|(?:19|20)[0-9]{2})(?![\w-])", re.IGNORECASE
)
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
