"""What the home page says of the collection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from search import SearchRequest
from search.engine import Engine
from search.model import FacetCount
from webui.links import Site, article_path, code_path
from webui.pages.labels import code_type
from webui.pages.results import Link, short_place
from webui.texts import Texts

__all__ = ["EXAMPLES", "Home", "home"]

EXAMPLES = ("tuyên giáo", "chỉ thị 05", "cải cách hành chính", '"sắp xếp bộ máy"', "quận ủy -đoàn")
_NEWEST = 6
_TOP = 12


@dataclass(frozen=True, slots=True)
class Home:
    """The collection at a glance."""

    summary: str
    figures: tuple[str, ...]
    span: str
    newest: tuple[Link, ...]
    quarter: str
    documents: tuple[Link, ...]
    districts: tuple[Link, ...]
    examples: tuple[Link, ...]


def home(engine: Engine, site: Site, t: Texts) -> Home:
    """Look over the collection: what is new, and what the last three months wrote about."""
    newest = engine.search(SearchRequest(sort="newest", per_page=_NEWEST, facet_limit=_TOP))
    span = engine.span()
    since = _quarter(span[1]) if span else None
    recent = (
        engine.search(SearchRequest(date_from=since, per_page=1, facet_limit=_TOP))
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
        quarter=t("home.documents", since=t.day(since)) if since else t("home.documents.all"),
        documents=tuple(_documents(recent.facets.get("code", ()), site, t)),
        districts=tuple(
            Link(
                short_place(c.value),
                site.everything().plus("district", c.value),
                note=t.number(c.count),
            )
            for c in newest.facets.get("district", ())
        ),
        examples=tuple(Link(q, site.everything().put(q=q)) for q in EXAMPLES),
    )


def _quarter(last: date) -> date:
    """Return the first day of the calendar quarter of a day."""
    return date(last.year, 3 * ((last.month - 1) // 3) + 1, 1)


def _documents(counts: Sequence[FacetCount], site: Site, t: Texts) -> list[Link]:
    return [
        Link(
            " ".join(filter(None, (code_type(c.value), c.value))),
            site.to(code_path(c.value)),
            note=t("results", n=c.count),
        )
        for c in counts
    ]
