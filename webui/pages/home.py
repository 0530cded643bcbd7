"""What the home page says of the collection."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from search import SearchRequest
from search.engine import Engine
from search.model import FacetCount
from search.request import MAX_FACET_VALUES
from webui.heat.shades import step
from webui.links import Link, Site, article_path, code_path
from webui.pages.labels import code_type, short_place
from webui.texts import Texts

__all__ = ["EXAMPLES", "Home", "home"]

EXAMPLES = ("chỉ thị 05", "tuyên giáo quận 1", '"cải cách hành chính"')
_NEWEST = 6
_TOP = 12
_LOOKED_AT = 100
"""Of so many documents of the quarter those that rise most are shown."""


class Tile(NamedTuple):
    """A place, how many articles name it, and how dark its tile is."""

    text: str
    href: str
    note: str
    step: int


@dataclass(frozen=True, slots=True)
class Home:
    """The collection at a glance."""

    summary: str
    figures: tuple[str, ...]
    span: str
    newest: tuple[Link, ...]
    documents: tuple[Link, ...]
    places: tuple["Tile", ...]
    examples: tuple[Link, ...]


def home(engine: Engine, site: Site, t: Texts) -> Home:
    """Look over the collection: what is new, and what the last three months wrote about."""
    newest = engine.search(SearchRequest(sort="newest", per_page=_NEWEST, facet_limit=_TOP))
    span = engine.span()
    since = _quarter(span[1]) if span else None
    recent = (
        engine.search(SearchRequest(date_from=since, per_page=1, facet_limit=_LOOKED_AT))
        if since
        else newest
    )
    return Home(
        summary=t("results", n=newest.total),
        figures=tuple(
            t(f"home.{name}.count", n=newest.facet_totals[facet])
            for facet, name in (("code", "documents"), ("district", "districts"))
            if newest.facets.get(facet) and facet in newest.facet_totals
        ),
        span=t("home.span", first=t.day(span[0]), last=t.day(span[1])) if span else "",
        newest=tuple(
            Link(hit.title or hit.id, site.to(article_path(hit.id)), note=t.day(hit.day))
            for hit in newest.results
        ),
        documents=tuple(_rising(engine, since, recent.facets.get("code", ()), site, t)),
        places=tuple(_tiles(newest.facets.get("district", ()), site, t)),
        examples=tuple(Link(q, site.everything().put(q=q)) for q in EXAMPLES),
    )


def _quarter(last: date) -> date:
    """Return the first day of the calendar quarter of a day."""
    return date(last.year, 3 * ((last.month - 1) // 3) + 1, 1)


def _tiles(counts: Sequence[FacetCount], site: Site, t: Texts) -> Iterator[Tile]:
    top = max((one.count for one in counts), default=1)
    for one in counts:
        href = site.everything().plus("district", one.value)
        yield Tile(short_place(one.value), href, t.number(one.count), step(one.count, top))


def _rising(
    engine: Engine, since: date | None, counts: Sequence[FacetCount], site: Site, t: Texts
) -> list[Link]:
    """Return the documents of this quarter by how much more they are named than in the one
    before."""
    if since is None:
        return []
    before = SearchRequest(
        date_from=_quarter(since - timedelta(days=1)),
        date_to=since - timedelta(days=1),
        per_page=1,
        facet_limit=MAX_FACET_VALUES,
    )
    earlier = {one.value: one.count for one in engine.search(before).facets.get("code", ())}
    rise = sorted(counts, key=lambda one: (earlier.get(one.value, 0) - one.count, -one.count))
    return [
        Link(
            " ".join(filter(None, (code_type(one.value), one.value))),
            site.to(code_path(one.value)),
            note=t(
                "home.rising.note",
                n=one.count,
                since=t.day(since),
                before=earlier.get(one.value, 0),
            ),
        )
        for one in rise[:_TOP]
    ]
