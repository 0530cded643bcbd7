"""Days and periods: in texts and as typed."""

from corpus.dates.mentions import DateMention, event_date, explain_dates, find_dates
from corpus.dates.periods import PeriodQuery, find_periods, parse_period

__all__ = [
    "DateMention",
    "PeriodQuery",
    "event_date",
    "explain_dates",
    "find_dates",
    "find_periods",
    "parse_period",
]
