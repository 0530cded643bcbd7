"""Days, months, quarters and years as people ask for them: first and last day, both included."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from corpus.mention import Mention

__all__ = ["PeriodQuery", "find_periods", "parse_period"]


@dataclass(frozen=True, slots=True)
class PeriodQuery(Mention):
    """A day, month, quarter or year in a query; `value` is its first and last ISO day, joined by
    "/"."""

    first: date
    last: date


_FORMS = (
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})"),
    re.compile(r"(?P<y>[0-9]{4})"),
    re.compile(r"(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4})"),
    re.compile(r"(?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4})"),
)
_QUARTERS = {"i": 1, "1": 1, "ii": 2, "2": 2, "iii": 3, "3": 3, "iv": 4, "4": 4}


def parse_period(text: str) -> tuple[date, date]:
    """Return the first and last day of "2025-01-09", "2025-01", "2025", "9/1/2025" or "1/2025".

    Raises `ValueError` for anything else and for days that do not exist.
    """
    for form in _FORMS:
        if match := form.fullmatch(text.strip()):
            found = match.groupdict()
            month, day = found.get("m"), found.get("d")
            return _span(int(found["y"]), int(month) if month else None, int(day) if day else None)
    raise ValueError(f"not a day, month or year: {text[:40]!r}")


def _span(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is not None:
        return date(year, month, day), date(year, month, day)
    first = date(year, month, 1)
    return first, date(year, month, calendar.monthrange(year, month)[1])


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    return _span(year, quarter * 3 - 2)[0], _span(year, quarter * 3)[1]


_Y = r"(?P<y>(?:19|20)[0-9]{2})(?![\w/-])"
_D, _M = r"(?P<d>[0-9]{1,2})", r"(?P<m>[0-9]{1,2})"
_SPOKEN = tuple(
    re.compile(rf"(?<![\w/.-]){form}", re.IGNORECASE)
    for form in (
        rf"ng[àa]y {_D} th[áa]ng {_M}(?:,? n[ăa]m |/| ){_Y}",
        rf"(?:ng[àa]y )?{_D}[/.-]{_M}[/.-]{_Y}",
        r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?![\w/-])",
        rf"th[áa]ng {_M}(?:,? n[ăa]m |[/.-]| ){_Y}",
        rf"qu[ýíyi] (?P<q>iv|i{{1,3}}|[1-4])(?:,? n[ăa]m |[/.-]| ){_Y}",
        rf"{_M}/{_Y}",
        rf"n[ăa]m {_Y}",
    )
)


def find_periods(q: str) -> list[PeriodQuery]:
    """Return the periods named in a query, in order, not overlapping."""
    found: list[PeriodQuery] = []
    taken: set[int] = set()
    for form in _SPOKEN:
        for match in form.finditer(q):
            span = range(*match.span())
            if not taken.isdisjoint(span):
                continue
            try:
                first, last = _period_of(match.groupdict())
            except ValueError:
                continue
            value = f"{first}/{last}"
            found.append(
                PeriodQuery("date", value, *match.span(), match.group(), "period", first, last)
            )
            taken.update(span)
    return sorted(found, key=lambda period: period.start)


def _period_of(found: dict[str, str | None]) -> tuple[date, date]:
    year = int(found["y"] or 0)
    if quarter := found.get("q"):
        return _quarter(year, _QUARTERS[quarter.lower()])
    month, day = found.get("m"), found.get("d")
    return _span(year, int(month) if month else None, int(day) if day else None)
