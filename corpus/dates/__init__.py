"""Days and periods: in texts and as typed."""

from corpus.dates.mentions import (
    DateMention,
    event_date,
    explain_dates,
    find_dates,
    find_periods,
    parse_period,
)

__all__ = [
    "DateMention",
    "event_date",
    "explain_dates",
    "find_dates",
    "find_periods",
    "parse_period",
]
