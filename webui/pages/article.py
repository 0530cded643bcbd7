"""The page of one article: its text with what was found in it, its facts, what is related."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask import Blueprint, abort, g, render_template, request

from search import SearchRequest
from search.model import Hit, IndexedArticle
from webui.links import Link, Links, Site, article_path, code_path
from webui.pages.article_text import Part, Piece, marked, paragraphs, pieces
from webui.pages.citing import cited
from webui.pages.document_roles import roles
from webui.pages.items import POSITION
from webui.pages.labels import short_place
from webui.pages.trail import Trail, trail
from webui.params import PARAMETERS
from webui.query_strings import page_names
from webui.reader import engine
from webui.texts import Texts

__all__ = ["blueprint"]

blueprint = Blueprint("article", __name__)

_RELATED = 5


@blueprint.get("/bai/<text:id>")
@blueprint.get("/bai")
def article(id: str = "") -> str:
    """Show one article with what was found in it."""
    given = page_names(request.args.items(multi=True), ("id", POSITION, *PARAMETERS))
    id = id or given.get("id", [""])[0]
    document = engine().article(id)
    if document is None:
        g.missing = "problem.not-found.article", id[:80]
        abort(404, f"There is no article with the id {id[:80]!r}")
    site, t = g.site, g.texts
    shown = document.article
    led = trail(id, engine(), site, t)
    matches = matches_in(shown.body, led)
    day = shown.published or document.event_date
    return render_template(
        "article.html",
        article=shown,
        title=shown.title or shown.id,
        title_pieces=_pieces(shown.title or shown.id, led),
        lead=_pieces(shown.summary, led)
        if shown.summary and not shown.body.startswith(shown.summary)
        else (),
        paragraphs=_linked(document, matches, site),
        matches=len(matches),
        day=t.day(day),
        day_note=t("day.inferred") if document.date_inferred and not shown.published else "",
        iso_day=day.isoformat() if day else "",
        days=_days(document, t),
        documents=roles(document, site, t),
        places=_places(document, site),
        facts=_facts(document, site, t),
        source_url=_web_address(shown.url),
        citation=cited(document, date.today(), t),
        references=[
            Link(name, Links(f"{site.root}/trich-dan.{end}", (("id", id),)).here())
            for name, end in (("BibTeX", "bib"), ("RIS", "ris"))
        ],
        trail=led,
        similar=_short(engine().similar(id, _RELATED), site, t),
        same=_same_documents(document),
        canonical=article_path(id),
    )


def matches_in(text: str, led: Trail | None) -> Sequence[tuple[int, int]]:
    """Return where the search that led to an article matches in a text of it."""
    return led.hit.spans(text) if led and led.hit.spans else ()


def _pieces(text: str, led: Trail | None) -> tuple[Piece, ...]:
    return tuple(pieces(text, 0, len(text), matches_in(text, led)))


def _linked(
    indexed: IndexedArticle, matches: Sequence[tuple[int, int]], site: Site
) -> list[list[tuple[Part, str]]]:
    links = site.everything()
    return [
        [(part, _part_href(part, site, links) if part.kind else "") for part in paragraph]
        for paragraph in paragraphs(indexed.article.body, marked(indexed), matches)
    ]


def _part_href(part: Part, site: Site, links: Links) -> str:
    if part.kind == "code":
        return site.to(code_path(part.value))
    if part.kind == "date":
        return links.put(from_=part.value, to=part.value)
    if part.kind == "figure":
        return links.put(q=f'"{part.value}"')
    return links.plus(part.kind, part.value)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an article's box of facts."""

    name: str
    links: tuple[Link, ...]


_FACTS = ("type", "issuer", "section")
_PLACES = ("ward", "district", "province")


def _facts(document: IndexedArticle, site: Site, t: Texts) -> list[Fact]:
    named = ((facet, _links(document, facet, site)) for facet in _FACTS)
    return [Fact(t(f"facet.{facet}"), links) for facet, links in named if links]


def _places(document: IndexedArticle, site: Site) -> tuple[Link, ...]:
    """Return the places that an article names, the finest first."""
    return tuple(link for facet in _PLACES for link in _links(document, facet, site))


def _links(document: IndexedArticle, facet: str, site: Site) -> tuple[Link, ...]:
    links = site.everything()
    return tuple(
        Link(short_place(value), links.plus(facet, value))
        for value in document.facets.get(facet, ())
    )


def _days(document: IndexedArticle, t: Texts) -> list[tuple[str, str, str]]:
    """Return (name, day, why) for each day known: of publication, and of the event with its
    reason."""
    published, event = document.article.published, document.event_date
    days = [(t("date.published"), t.day(published), "")] if published else []
    if event:
        inferred = t("day.inferred") if document.date_inferred else ""
        days.append(
            (
                t("date.event"),
                t.day(event),
                ": ".join(filter(None, (inferred, document.date_reason))),
            )
        )
    return days or [(t("date"), t("date.none"), "")]


def _web_address(url: str) -> str:
    """Return a source's address if it is one of the web; anything else (javascript:) is not
    linked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def _short(hits: Sequence[Hit], site: Site, t: Texts) -> list[Link]:
    return [Link(h.title or h.id, site.to(article_path(h.id)), note=t.day(h.day)) for h in hits]


def _same_documents(document: IndexedArticle) -> list[Link]:
    codes = tuple(document.facets.get("code", ()))[:20]
    if not codes:
        return []
    found = engine().search(
        SearchRequest(codes=codes, sort="newest", per_page=_RELATED + 1, facet_limit=1)
    )
    others = [hit for hit in found.results if hit.id != document.article.id]
    return _short(others[:_RELATED], g.site, g.texts)
