"""From one page of results to the others."""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from search.model import SearchPage
from search.request import MAX_DEPTH
from webui.links import Links

__all__ = ["Number", "Paging", "paging"]


class Number(NamedTuple):
    """A numbered page; `gap` where pages before it are left out."""

    text: str
    href: str
    current: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """Where to go from a page: before, after, and the numbers about it."""

    previous: str
    next: str
    numbers: tuple[Number, ...]
    last: int


def paging(page: SearchPage, links: Links) -> Paging:
    """Return the links from one page of results to the others, a gap where pages are left out."""
    last = min(page.pages, MAX_DEPTH // page.per_page)
    near = {1, last, *range(page.page - 2, page.page + 3)}
    numbers = [n for n in sorted(near) if 1 <= n <= last]
    gaps = [second - first > 1 for first, second in pairwise([0, *numbers])]
    return Paging(
        previous=links.page(min(page.page - 1, last)) if page.page > 1 and last else "",
        next=links.page(page.page + 1) if page.page < last else "",
        numbers=tuple(
            Number(str(n), links.page(n), n == page.page, gap)
            for n, gap in zip(numbers, gaps, strict=True)
        )
        if last > 1
        else (),
        last=last,
    )
