"""The months or years of the hits, as bars to click and as a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from search.model import DateBucket
from search.request import SearchRequest
from webui.links import Link, Links
from webui.texts import Texts

__all__ = ["Bar", "Timeline", "timeline"]

HEIGHT = 64
_MAX_MONTHS = 36
_WIDTH = 10
_LEAST = 2
_LAST_DAYS = 30


class Bar(NamedTuple):
    """One month or year. `x`, `y`, `height` are in units of the drawing, `words` say all of it."""

    x: int
    y: int
    height: int
    words: str
    period: str
    mark: str
    count: str  # type: ignore[assignment]
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing: its size, its bars, the address without a range ("" when none is chosen), the
    count of its highest bar in words, its first and last period, and spans often wanted."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    all_href: str
    scale: str
    first: str
    last: str
    presets: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Period:
    first: date
    last: date
    count: int
    year: bool


def timeline(
    buckets: Sequence[DateBucket], request: SearchRequest, links: Links, t: Texts
) -> Timeline | None:
    """Return the drawing of the months of a search: years when they are many; None without any
    day."""
    periods = _periods(buckets, request)
    if not periods:
        return None
    top = max(period.count for period in periods) or 1
    step = -(-len(periods) // (6 if periods[0].year else 4))
    bars = [
        _bar(i, period, top, i % step == 0, request, links, t) for i, period in enumerate(periods)
    ]
    chosen = request.date_from or request.date_to
    return Timeline(
        _WIDTH * len(bars),
        HEIGHT,
        tuple(bars),
        links.without("from", "to").here() if chosen else "",
        t("date.scale", n=top),
        bars[0].period,
        bars[-1].period,
        tuple(_presets(date.today(), links, t)),
    )


def _presets(today: date, links: Links, t: Texts) -> Iterator[Link]:
    """Yield the last thirty days and this year."""
    since = today - timedelta(days=_LAST_DAYS - 1)
    yield Link(t("date.last30"), links.put(from_=since.isoformat(), to=today.isoformat()))
    yield Link(t("date.this_year"), links.put(from_=str(today.year), to=str(today.year)))


def _periods(buckets: Sequence[DateBucket], request: SearchRequest) -> list[_Period]:
    if len(buckets) <= _MAX_MONTHS:
        return [_Period(bucket.first, bucket.last, bucket.count, year=False) for bucket in buckets]
    if request.date_from and request.date_to and request.date_to.year - request.date_from.year <= 1:
        years = range(request.date_from.year, request.date_to.year + 1)
        if near := [bucket for bucket in buckets if bucket.first.year in years]:
            return [_Period(bucket.first, bucket.last, bucket.count, year=False) for bucket in near]
    return list(_years(buckets))


def _years(buckets: Iterable[DateBucket]) -> Iterable[_Period]:
    counts: dict[int, int] = {}
    for bucket in buckets:
        counts[bucket.first.year] = counts.get(bucket.first.year, 0) + bucket.count
    for year, count in counts.items():
        yield _Period(date(year, 1, 1), date(year, 12, 31), count, year=True)


def _bar(
    i: int, period: _Period, top: int, marked: bool, request: SearchRequest, links: Links, t: Texts
) -> Bar:
    height = max(_LEAST, round(HEIGHT * period.count / top)) if period.count else 0
    first = period.first
    name = str(first.year) if period.year else t.month(first)
    mark = str(first.year) if period.year else f"{first.month}/{first.year}"
    return Bar(
        x=_WIDTH * i,
        y=HEIGHT - height,
        height=height,
        words=t("bar", period=name, n=period.count),
        period=name,
        mark=mark if marked else "",
        count=t.number(period.count),
        href=links.put(from_=period.first.isoformat(), to=period.last.isoformat()),
        chosen=_overlaps(period, request),
    )


def _overlaps(period: _Period, request: SearchRequest) -> bool:
    if not (request.date_from or request.date_to):
        return False
    after = request.date_to is not None and period.first > request.date_to
    before = request.date_from is not None and period.last < request.date_from
    return not (after or before)
