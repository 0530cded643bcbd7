"""Ways to take a search away: all of it, one page, feeds to follow, its own address."""

from dataclasses import dataclass

from search.model import SearchPage
from webui.links import Link, Links, Site

__all__ = ["Exports", "exports"]


@dataclass(frozen=True, slots=True)
class Exports:
    """Ways to take a search away: all of it, its page, feeds to follow, and its own address."""

    whole: tuple[Link, ...]
    page: tuple[Link, ...]
    feeds: tuple[Link, ...]
    table: str
    here: str


_WHOLE = (("Excel/CSV", "csv"), ("NDJSON", "ndjson"), ("BibTeX", "bib"), ("RIS", "ris"))
_PAGE = (("CSV", "csv"), ("JSON", "json"))
_FEEDS = (("Atom", "atom"), ("JSON Feed", "feed.json"))


def exports(page: SearchPage, links: Links, site: Site) -> Exports:
    """Return the same search for programs, for a spreadsheet and for a paper."""
    plain = links.without("lang", "per_page")
    own = links.without("lang")

    def form(ending: str, of: Links) -> Links:
        return of.at(f"{site.root}/search.{ending}")

    return Exports(
        whole=tuple(
            Link(name, form(end, plain).put(all=None if end == "ndjson" else 1))
            for name, end in _WHOLE
        ),
        page=tuple(Link(name, form(end, own).page(page.page)) for name, end in _PAGE),
        feeds=tuple(Link(name, form(end, plain).here()) for name, end in _FEEDS),
        table=links.without("per_page", "sort").at(f"{site.root}/bang").here(),
        here=links.at(f"{site.root}/search").page(page.page),
    )
