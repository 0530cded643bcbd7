"""The results of a page, one by one: title, day, source, finest place, passage, codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from search.facets import excluding
from search.model import Hit, SearchPage
from webui.links import Link, Links, Site, article_path, code_path
from webui.pages.labels import short_place
from webui.texts import Texts

__all__ = ["POSITION", "Item", "items", "marked", "nearest", "result_path"]

MAX_CODES = 4
MAX_MISSING = 6
_FINEST = ("ward", "district", "province")


@dataclass(frozen=True, slots=True)
class Item:
    """One result. `title` and `snippet` are the only HTML, escaped where they were marked."""

    href: str
    title: Markup
    day: str
    iso_day: str
    day_note: str
    day_reason: str
    source: str
    place: Link | None
    snippet: Markup | str
    codes: tuple[Link, ...]
    more_codes: int
    similar: int
    score: str
    tier: str = ""
    """Which words it and those behind it lack, where that is another set than of the one before."""


def marked(html: str) -> Markup:
    """Trust the highlights of the engine: escaped text with <mark> and nothing else."""
    return Markup(html)  # noqa: S704


def items(page: SearchPage, links: Links, site: Site, t: Texts) -> list[Item]:
    """Return the results of a page."""
    plain = links.without(*_FINEST, *map(excluding, _FINEST))
    first = (page.page - 1) * page.per_page + 1
    found = [
        _item(hit, result_path(hit, number, links, site), plain, site, t, page.request.explain)
        for number, hit in enumerate(page.results, first)
    ]
    relaxed = any(reading.kind == "relax" for reading in page.readings)
    return list(_in_tiers(found, page.results, t)) if relaxed else found


def _in_tiers(found: Sequence[Item], hits: Sequence[Hit], t: Texts) -> Iterator[Item]:
    """Yield results, each that lacks other words than the one before with a line that says so."""
    before: tuple[str, ...] | None = None
    for item, hit in zip(found, hits, strict=True):
        yield item if hit.missing == before else replace(item, tier=_tier(hit, t))
        before = hit.missing


def _tier(hit: Hit, t: Texts) -> str:
    if not hit.missing:
        return t("tier.all")
    more = ", …" if len(hit.missing) > MAX_MISSING else ""
    return t("tier.missing", words=", ".join(hit.missing[:MAX_MISSING]) + more)


def _item(hit: Hit, href: str, links: Links, site: Site, t: Texts, explain: bool) -> Item:
    highlights = hit.highlights
    day = hit.day
    inferred = bool(day and not hit.published and hit.date_inferred)
    return Item(
        href=href,
        title=marked(highlights["title"]) if highlights["title"] else escape(hit.title or hit.id),
        day=t.day(day),
        iso_day=day.isoformat() if day else "",
        day_note=t("day.inferred") if inferred else "",
        day_reason=hit.date_reason if inferred else "",
        source=hit.source,
        place=_finest_place(hit, links),
        snippet=marked(_joined(highlights["body"])) or hit.summary,
        codes=tuple(Link(code, site.to(code_path(code))) for code in hit.codes[:MAX_CODES]),
        more_codes=max(0, len(hit.codes) - MAX_CODES),
        similar=len(hit.similar),
        score=_score(hit) if explain else "",
    )


POSITION = "pos"
"""The parameter that says which of the results an article is, counted from 1."""


def result_path(hit: Hit, position: int, links: Links, site: Site) -> str:
    """Return the address of a result's article, which carries the search along."""
    path = site.root + article_path(hit.id)
    if "?" in path:  # an id that is no path
        return site.to(article_path(hit.id))
    return links.at(path).put(**{POSITION: position})


def _finest_place(hit: Hit, links: Links) -> Link | None:
    """Return the first ward that a hit names, else its first district or province; None for
    none."""
    for name, values in zip(_FINEST, (hit.wards, hit.districts, hit.provinces), strict=True):
        if values:
            return Link(short_place(values[0]), links.plus(name, values[0]))
    return None


def _joined(passages: Sequence[str]) -> str:
    """Return passages as one text, with one sign where something is left out between two."""
    cut = [passage.removesuffix("…").rstrip() for passage in passages[:-1]]
    return " ".join((*cut, *passages[-1:]))


def _score(hit: Hit) -> str:
    parts = ", ".join(f"{name} {value:.2f}" for name, value in hit.score_parts.items())
    return f"{hit.score:.2f} ({parts})" if parts else f"{hit.score:.2f}"


def nearest(page: SearchPage, links: Links, site: Site, t: Texts) -> list[Item]:
    """Return what follows where few articles hold the numbers of the query."""
    plain = links.without(*_FINEST, *map(excluding, _FINEST))
    return [
        _item(hit, site.to(article_path(hit.id)), plain, site, t, page.request.explain)
        for hit in page.nearest
    ]
