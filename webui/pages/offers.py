"""What the results page offers beside the results: filters that the query names, the same area
across the reform."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from search.query.offers import offered
from search.request import SearchRequest
from webui.areas import Related
from webui.links import Link, Site
from webui.pages.labels import short_place
from webui.texts import Texts

__all__ = ["Try", "area_links", "offer_links", "period_text", "tries"]


class Try(NamedTuple):
    """What else one may try: how it is introduced, and where it leads."""

    label: str
    links: tuple[Link, ...]


def tries(
    queries: Sequence[Link],
    apart: Link | None,
    documents: Sequence[Link],
    offers: Sequence[Link],
    areas: Sequence[Link],
    t: Texts,
) -> list[Try]:
    """Return what else may be tried, most useful first: the first two stand beside the results'
    count, the rest behind it."""
    rows = (
        Try(t("suggestion"), tuple(queries)),
        Try("", (apart,) if apart else ()),
        Try(t("reading.documents"), tuple(documents)),
        Try(t("offers"), tuple(offers)),
        *(Try(t("area"), (link,)) for link in areas),
    )
    return [row for row in rows if row.links]


def offer_links(request: SearchRequest, site: Site, t: Texts) -> list[Link]:
    """Return a link for each filter that the query names, to the search which has it in place of
    those words."""
    return [
        Link(
            t(
                "offer",
                text=period_text(*offer.days, t) if offer.days else short_place(offer.value),
            ),
            site.search(wanted).here(),
        )
        for offer, wanted in offered(request)
    ]


def period_text(first: date, last: date, t: Texts) -> str:
    """Return a day, month, quarter or year in words, else both its ends."""
    if first == last:
        return t.day(first)
    if (
        first.day != 1
        or first.year != last.year
        or last.day != monthrange(last.year, last.month)[1]
    ):
        return f"{t.day(first)} – {t.day(last)}"
    if first.month == last.month:
        return t.month(first)
    if last.month - first.month == 2 and last.month % 3 == 0:
        return t("period.quarter", quarter=str(last.month // 3), year=str(first.year))
    if (first.month, last.month) == (1, 12):
        return t("period.year", year=str(first.year))
    return f"{t.month(first)} – {t.month(last)}"


def area_links(found: Sequence[Related], site: Site, t: Texts) -> list[Link]:
    """Return a link for each area, with its own count and its units; those are marked that share
    only a part."""
    return [
        Link(
            one.area.label,
            site.search(one.request).here(),
            note=f"{t('results', n=one.total)}: {_units(one, t)}",
        )
        for one in found
    ]


def _units(one: Related, t: Texts) -> str:
    return ", ".join(
        value.split(", ")[0] + (f" ({t('area.part')})" if value in one.area.partial else "")
        for value in one.area.values
    )
