"""The page of one article: its text with what was found in it, its facts, what is related."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask import Blueprint, abort, g, render_template, request

from search import SearchRequest
from search.model import Hit, IndexedArticle
from webui.links import Links, Site, article_path, code_path
from webui.pages import results
from webui.pages.citing import cited
from webui.pages.passages import Part, marked, paragraphs
from webui.pages.trail import trail
from webui.params import PARAMETERS
from webui.query_strings import page_names
from webui.reader import engine
from webui.texts import Texts

__all__ = ["blueprint"]

blueprint = Blueprint("articles", __name__)

_RELATED = 5


@blueprint.get("/bai/<text:id>")
@blueprint.get("/bai")
def article(id: str = "") -> str:
    """Show one article with what was found in it."""
    given = page_names(request.args.items(multi=True), ("id", results.POSITION, *PARAMETERS))
    id = id or given.get("id", [""])[0]
    document = engine().article(id)
    if document is None:
        g.missing = "problem.not-found.article", id[:80]
        abort(404, f"There is no article with the id {id[:80]!r}")
    site, t = g.site, g.texts
    shown = document.article
    day = shown.published or document.event_date
    return render_template(
        "article.html",
        article=shown,
        title=shown.title or shown.id,
        lead=shown.summary if shown.summary and not shown.body.startswith(shown.summary) else "",
        paragraphs=_linked(document, site),
        day=t.day(day),
        iso_day=day.isoformat() if day else "",
        days=_days(document, t),
        facts=_facts(document, site, t),
        source_url=_web_address(shown.url),
        citation=cited(document, date.today(), t),
        references=[
            results.Link(name, Links(f"{site.root}/trich-dan.{end}", (("id", id),)).here())
            for name, end in (("BibTeX", "bib"), ("RIS", "ris"))
        ],
        trail=trail(id, engine(), site, t),
        similar=_short(engine().similar(id, _RELATED), site, t),
        same=_same_documents(document),
        canonical=article_path(id),
    )


def _linked(indexed: IndexedArticle, site: Site) -> list[list[tuple[Part, str]]]:
    links = site.everything()
    return [
        [(part, _part_href(part, site, links) if part.kind else "") for part in paragraph]
        for paragraph in paragraphs(indexed.article.body, marked(indexed))
    ]


def _part_href(part: Part, site: Site, links: Links) -> str:
    if part.kind == "code":
        return site.to(code_path(part.value))
    if part.kind == "date":
        return links.put(from_=part.value, to=part.value)
    return links.plus(part.kind, part.value)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an article's box of facts."""

    name: str
    links: tuple[results.Link, ...]


_FACTS = ("code", "district", "ward", "province", "type", "issuer", "section")


def _facts(document: IndexedArticle, site: Site, t: Texts) -> list[Fact]:
    facts = []
    for facet in _FACTS:
        if values := document.facets.get(facet):
            links = site.everything()
            hrefs = (
                site.to(code_path(value)) if facet == "code" else links.plus(facet, value)
                for value in values
            )
            shown = zip(values, hrefs, strict=True)
            facts.append(
                Fact(
                    t(f"facet.{facet}"),
                    tuple(results.Link(results.short_place(v), h) for v, h in shown),
                )
            )
    return facts


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


def _short(hits: Sequence[Hit], site: Site, t: Texts) -> list[results.Link]:
    return [
        results.Link(h.title or h.id, site.to(article_path(h.id)), note=t.day(h.day)) for h in hits
    ]


def _same_documents(document: IndexedArticle) -> list[results.Link]:
    codes = tuple(document.facets.get("code", ()))[:20]
    if not codes:
        return []
    found = engine().search(
        SearchRequest(codes=codes, sort="newest", per_page=_RELATED + 1, facet_limit=1)
    )
    others = [hit for hit in found.results if hit.id != document.article.id]
    return _short(others[:_RELATED], g.site, g.texts)
