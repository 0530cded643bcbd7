"""Days mentioned in a text, what each is the day of, and its year where it is not printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates.evidence import find_anchor
from corpus.dates.forms import DateForm, find_forms
from corpus.dates.reported import reported_event
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
from corpus.mention import Mention

__all__ = ["DateMention", "event_date", "explain_dates", "find_dates"]


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """One day in a text. `value` is its ISO day, or `month_day` ("01-09") where nothing decides the
    year and `date` is None.

    `inferred` says that the year is not printed beside the day, `reason` in Vietnamese why it was
    chosen. `role` is event, document, anniversary, deadline, birth or other.
    """

    date: date | None
    month_day: str
    inferred: bool
    reason: str
    role: str


def find_dates(text: str, published: date | None) -> list[DateMention]:
    """Return the days of a cleaned text in order; `published` is the day of publication, if
    known."""
    days = [_placed(text, form) for form in find_forms(text) if not form.refused]
    if not days:
        return []
    event = reported_event(text, days, published)
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


def explain_dates(text: str) -> list[Mention]:
    """Return everything that has the outline of a day, refused or not; no `value` is decided."""
    return [
        Mention(
            "date",
            "",
            form.start,
            form.end,
            text[form.start : form.end],
            form.refused or form.rule,
            accepted=not form.refused,
        )
        for form in find_forms(text)
    ]


def _placed(text: str, form: DateForm) -> Printed:
    role = role_of(text, form)
    return Printed(
        form.day, form.month, form.year, role, form.start, form.end, form.cue, form.group, form.rule
    )


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
    found, reason = on_year(day.year, day.month, day.day) if day.year else None, ""
    if not day.year:
        found, reason = _with_year(text, day, anchor, coming)
    value, printed = found.isoformat() if found else day.month_day, text[day.start : day.end]
    return DateMention(
        "date",
        value,
        day.start,
        day.end,
        printed,
        day.rule,
        found,
        day.month_day,
        not day.year,
        reason,
        day.role,
    )


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
