"""The columns of a table over time: months, quarters or years, so that there are at most
sixteen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from search.model import DateBucket

__all__ = ["MOST_COLUMNS", "UNITS", "Period", "periods"]

MOST_COLUMNS = 16
UNITS = ("month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """One column: its unit, first and last day."""

    unit: str
    first: date
    last: date

    @property
    def name(self) -> str:
        """Return "2025", "2025-Q3" or "2025-07"."""
        if self.unit == "year":
            return f"{self.first.year:04}"
        if self.unit == "quarter":
            return f"{self.first.year:04}-Q{(self.first.month + 2) // 3}"
        return f"{self.first.year:04}-{self.first.month:02}"


def periods(
    buckets: Sequence[DateBucket], first: date | None, last: date | None, unit: str = ""
) -> list[Period]:
    """Return the columns of a search whose months are `buckets`, between two days where given.

    `unit` is kept to as far as `MOST_COLUMNS` allows; older periods give way.
    """
    months = [bucket for bucket in buckets if bucket.count]
    begin = first or (months[0].first if months else None)
    end = last or (months[-1].last if months else None)
    if begin is None or end is None or begin > end:
        return []
    wanted = UNITS[UNITS.index(unit) :] if unit else UNITS
    for one in wanted:
        columns = list(_columns(begin, end, one))
        if len(columns) <= MOST_COLUMNS:
            return columns
    return columns[-MOST_COLUMNS:]


def _columns(begin: date, end: date, unit: str) -> Iterator[Period]:
    step = _MONTHS[unit]
    month = (begin.year * 12 + begin.month - 1) // step * step
    while (start := _month(month)) <= end:
        close = _month(month + step) - timedelta(days=1) if month + step < _LAST else date.max
        yield Period(unit, max(start, begin), min(close, end))
        month += step
        if month >= _LAST:
            return


_LAST = 9999 * 12 + 11


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
