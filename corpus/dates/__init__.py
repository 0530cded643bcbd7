"""Days and periods: in texts and as typed."""

from typing import TYPE_CHECKING

from corpus.dates.periods import PeriodQuery, find_periods, parse_period
from corpus.deferred import deferred

if TYPE_CHECKING:
    from corpus.dates.mentions import DateMention, event_date, explain_dates, find_dates
else:
    _IN_TEXTS = ("DateMention", "event_date", "explain_dates", "find_dates")
    __getattr__ = deferred(__name__, dict.fromkeys(_IN_TEXTS, "mentions"))

__all__ = [
    "DateMention",
    "PeriodQuery",
    "event_date",
    "explain_dates",
    "find_dates",
    "find_periods",
    "parse_period",
]
