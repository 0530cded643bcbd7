"""Days mentioned in a text, what each is the day of, and its year where it is not printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates.evidence import find_anchor
from corpus.dates.forms import DateForm, find_forms
from corpus.dates.periods import find_periods, parse_period
from corpus.dates.roles import role_of
from corpus.dates.years import (
    HALF_YEAR,
    NEAR,
    UNDECIDED,
    Anchor,
    Printed,
    is_far_ahead,
    near_anchor,
    on_year,
    spoken_year,
    tense_of,
)

__all__ = [
    "DateMention",
    "event_date",
    "explain_dates",
    "find_dates",
    "find_periods",
    "parse_period",
]


@dataclass(frozen=True, slots=True)
class DateMention:
    """One day in a text. `date` is None when nothing decides the year; `month_day` ("01-09") is
    always known.

    `inferred` says that the year is not printed beside the day, `reason` in Vietnamese why it was
    chosen. `role` is event, document, anniversary, deadline, birth or other. `printed` is
    `text[start:end]`.
    """

    date: date | None
    month_day: str
    inferred: bool
    reason: str
    role: str
    printed: str
    start: int
    end: int


def find_dates(text: str, published: date | None) -> list[DateMention]:
    """Return the days of a cleaned text in order; `published` is the day of publication, if
    known."""
    days = [_placed(text, form) for form in find_forms(text) if not form.refused]
    if not days:
        return []
    event = _event(days)
    days = [_as_event(day, event) for day in days]
    anchor = _anchor(text, days, event, published)
    coming = (
        anchor is not None and published is not None and _speaks_of_coming(text, days, anchor.day)
    )
    return [_mention(text, day, anchor, coming or published is None) for day in days]


def _speaks_of_coming(text: str, days: Sequence[Printed], published: date) -> bool:
    """Say whether some day two to six months ahead is spoken of as coming; then its neighbours are
    taken so too."""
    far = (day for day in days if day.year is None and is_far_ahead(day, published))
    return any(tense_of(text, day) for day in far)


def explain_dates(text: str) -> list[tuple[int, int, str, bool]]:
    """Return (start, end, rule, accepted) of everything that has the outline of a day."""
    return [
        (form.start, form.end, form.refused or form.rule, not form.refused)
        for form in find_forms(text)
    ]


def _placed(text: str, form: DateForm) -> Printed:
    role = role_of(text, form)
    return Printed(
        form.day, form.month, form.year, role, form.start, form.end, form.cue, form.group
    )


def _event(days: Sequence[Printed]) -> Printed | None:
    """Return the first day of the opening with "ngày", "sáng" and the like that is no document's,
    deadline or memory.

    A day without a year goes first: reports leave out the year of what they report, and give it for
    the rest.
    """
    open_days = [day for day in days if day.role == "other" and day.cue and day.start < _OPENING]
    bare = (day for day in open_days if day.year is None)
    return next(bare, None) or next((day for day in open_days if day.start < _LEAD), None)


_OPENING, _LEAD = 1500, 600
"""How far into a text, in characters, the reported event may first be dated, without and with a
year."""


def _as_event(day: Printed, event: Printed | None) -> Printed:
    if event is None or day.role != "other":
        return day
    same = day.month_day == event.month_day and day.year in (None, event.year)
    return replace(day, role="event") if same or day.group == event.group else day


def _anchor(
    text: str, days: Sequence[Printed], event: Printed | None, published: date | None
) -> Anchor | None:
    if published:
        return Anchor(published, f"suy ra từ ngày đăng bài {published:%d/%m/%Y}")
    if all(day.year for day in days):
        return None
    first = event or next(day for day in days if day.year is None)
    if first.year:
        day = on_year(first.year, first.month, first.day)
        return (
            Anchor(day, f"suy ra từ ngày {first.day}/{first.month}/{first.year} của sự kiện")
            if day
            else None
        )
    return find_anchor(text, first, days)


def _mention(text: str, day: Printed, anchor: Anchor | None, coming: bool) -> DateMention:
    printed = text[day.start : day.end]
    if day.year:
        found = on_year(day.year, day.month, day.day)
        return DateMention(found, day.month_day, False, "", day.role, printed, day.start, day.end)
    found, reason = _with_year(text, day, anchor, coming)
    return DateMention(found, day.month_day, True, reason, day.role, printed, day.start, day.end)


def _with_year(
    text: str, day: Printed, anchor: Anchor | None, coming: bool
) -> tuple[date | None, str]:
    if spoken := spoken_year(text, day, anchor.day if anchor else None):
        return spoken.day, spoken.reason
    if anchor is None:
        return None, UNDECIDED
    tense = day.role == "deadline" or tense_of(text, day)
    ahead = HALF_YEAR if tense is True or (tense is None and coming) else NEAR
    found = near_anchor(day, anchor.day, ahead)
    if found is None:
        return None, UNDECIDED
    reason = (
        anchor.reason if anchor.reason.startswith("năm") else f"năm {found.year} {anchor.reason}"
    )
    return found, reason


def event_date(mentions: Sequence[DateMention]) -> DateMention | None:
    """Return the first day of the reported event, None when the text names none."""
    events: Iterator[DateMention] = (mention for mention in mentions if mention.role == "event")
    return next(events, None)
