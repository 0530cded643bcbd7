"""Terms of party committees, within which their documents are numbered (Hướng dẫn 36-HD/VPTW,
II.1.3.1)."""

from functools import cache
from typing import NamedTuple

from corpus.data_files import data_text

__all__ = ["Term", "terms_of"]


class Term(NamedTuple):
    """One term of a body. It begins between `first` and `since`, and ends between `until` and
    `last` (ISO days).

    The days of a pair differ where the day of the congress differs from place to place. `name` is
    "XIII" or "2020-2025", `congress` the number of the congress that began it, "" where that
    differs or is not known.
    """

    body: str
    name: str
    first: str
    since: str
    until: str
    last: str
    congress: str

    @property
    def period(self) -> tuple[str, str]:
        """Return what the table prints as beginning and end: a day, a month, or "" for none."""
        return _printed(self.first, self.since), _printed(self.until, self.last)


_OPEN = "9999-12-31"


def _printed(one: str, other: str) -> str:
    if other == _OPEN:
        return ""
    return one if one == other else one[:4]


def _limits(printed: str) -> tuple[str, str]:
    """Return the first and the last day that "2020-10-18" and "2020-05/08" stand for."""
    if not printed:
        return _OPEN, _OPEN
    if "/" not in printed:
        return printed, printed
    start, month = printed.split("/")
    return f"{start}-01", f"{start[:5]}{month}-31"


@cache
def _table() -> dict[str, tuple[Term, ...]]:
    text = data_text("terms.tsv")
    rows = [
        line.split("\t")
        for line in text.splitlines()
        if line and not line.startswith(("#", "body\t"))
    ]
    found: dict[str, list[Term]] = {}
    for body, name, since, until, congress in rows:
        found.setdefault(body, []).append(
            Term(body, name, *_limits(since), *_limits(until), congress)
        )
    return {body: tuple(terms) for body, terms in found.items()}


def terms_of(place: str, old: bool = True) -> tuple[Term, ...]:
    """Return the terms of the committee of a place ("Trung ương" or a canonical name), in order.

    `old` says that a ward is one of before the reform of 2025.
    """
    table = _table()
    if place in table:
        return table[place]
    if place.startswith(("Phường ", "Xã ", "Thị trấn ", "Đặc khu ")):
        return table["old ward" if old else "new ward"]
    return table["district" if ", " in place else "province"]
