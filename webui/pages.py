"""The pages for people: home, results, one facet, article, document."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request

from corpus.article import Article
from search import SearchRequest
from search.engine import Engine
from search.model import Hit, SearchPage, StoredDocument
from search.request import FACETS
from webui import facets, home, results
from webui.codes import read_code
from webui.links import Links, Site, article_path, code_path
from webui.params import check_names, read_request
from webui.passages import Part, found_in, paragraphs, sentence_with
from webui.texts import Texts
from webui.timeline import timeline

__all__ = ["blueprint"]

blueprint = Blueprint("pages", __name__)

Answer = str | Response

_LISTED = 200
_RELATED = 5
_MANY = 1_000


def _engine() -> Engine:
    found: Engine = current_app.extensions["reader"].engine
    return found


def _page(template: str, **values: object) -> str:
    return render_template(template, **values)


@blueprint.get("/")
def start() -> Answer:
    """Show the home page, or results as soon as something is asked."""
    wanted = read_request(request.args.items(multi=True))
    if not wanted.is_empty():
        return _results(wanted)
    return _page("home.html", home=home.home(_engine(), g.site, g.texts))


@blueprint.get("/search")
def search() -> Answer:
    """Show the results of a search."""
    return _results(read_request(request.args.items(multi=True)))


def _results(wanted: SearchRequest) -> str:
    site, t = g.site, g.texts
    page = _engine().search(wanted)
    links = site.search(wanted)
    queries, drops = results.suggestions(page, site, t)
    chips = results.chips(wanted, links, t)
    return _page(
        "results.html",
        page=page,
        request_=wanted,
        heading=t("results", n=page.total),
        items=results.items(page, links, site, t),
        chips=chips,
        clear=links.without(*results.filter_names()).here() if len(chips) > 1 else "",
        readings=results.readings(page, links, t),
        switched_off=results.switched_off(wanted, links, t),
        queries=queries,
        drops=drops,
        facets=facets.facets(page, links, site, t),
        timeline=timeline(page.facets.get("date", ()), wanted, links, t),
        paging=results.paging(page, links),
        sorting=results.sorting(wanted, links, t),
        page_sizes=results.page_sizes(wanted, links),
        forms=results.export_forms(links, site),
        hidden=hidden_fields(links, "q"),
        range_hidden=hidden_fields(links, "from", "to"),
        canonical=_canonical(page),
    )


def _canonical(page: SearchPage) -> str:
    links = Site("").search(page.request)
    return links.put(page=page.page) if page.page > 1 else links.here()


def hidden_fields(links: Links, *without: str) -> tuple[tuple[str, str], ...]:
    """Return what a form must carry on beside its own fields."""
    return links.without(*without, "page").args


@blueprint.get("/chon/<facet>")
def choose(facet: str) -> Answer:
    """Show all values of one facet of a search, to look through and to choose several."""
    if facet not in FACETS:
        abort(404)
    site, t = g.site, g.texts
    asked = read_request(request.args.items(multi=True))
    wanted = asked if asked.facet_limit != 20 else asked.with_(facet_limit=_LISTED)
    page = _engine().search(wanted.with_(per_page=1))
    counts = page.facets.get(facet, ())
    links = site.search(asked).without("facet_q", "facet_limit")
    more = page.facet_totals.get(facet, len(counts)) > len(counts) and wanted.facet_limit < _MANY
    return _page(
        "facet.html",
        name=facet,
        title=t(f"facet.{facet}"),
        groups=facets.facet_groups(facet, counts, links, t, by_type=facet == "code"),
        hidden=hidden_fields(links, facet),
        search_hidden=hidden_fields(links.without("facet_q")),
        facet_q=asked.facet_q,
        total=page.facet_totals.get(facet, len(counts)),
        more=site.search(asked, request.path).put(facet_limit=_MANY) if more else "",
        back=links.here(),
    )


@blueprint.get("/bai/<text:id>")
@blueprint.get("/bai")
def article(id: str = "") -> Answer:
    """Show one article with what was found in it."""
    given = check_names(request.args.items(multi=True), ("id", "lang"))
    id = id or given.get("id", [""])[0]
    document = _engine().document(id)
    if document is None:
        g.missing = "problem.not-found.article", id[:80]
        abort(404, f"There is no article with the id {id[:80]!r}")
    site, t = g.site, g.texts
    shown = document.article
    day = shown.published or document.event_date
    return _page(
        "article.html",
        article=shown,
        title=shown.title or shown.id,
        lead=shown.summary if shown.summary and not shown.body.startswith(shown.summary) else "",
        paragraphs=_linked(shown, site),
        day=t.day(day),
        iso_day=day.isoformat() if day else "",
        day_reason=_day_reason(document, t),
        facts=_facts(document, site, t),
        source_url=_web_address(shown.url),
        citation=_citation(document, t),
        similar=_short(_engine().similar(id, _RELATED), site, t),
        same=_same_documents(document),
        canonical=article_path(id),
    )


def _linked(article: Article, site: Site) -> list[list[tuple[Part, str]]]:
    return [
        [(part, _part_href(part, site) if part.kind else "") for part in paragraph]
        for paragraph in paragraphs(article.body, found_in(article))
    ]


def _part_href(part: Part, site: Site) -> str:
    if part.kind == "code":
        return site.to(code_path(part.value))
    if part.kind == "date":
        return site.search(SearchRequest()).put(from_=part.value, to=part.value)
    return site.search(SearchRequest()).plus(part.kind, part.value)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an article's box of facts."""

    name: str
    links: tuple[results.Link, ...]


_FACTS = ("code", "district", "ward", "province", "type", "issuer", "section")


def _facts(document: StoredDocument, site: Site, t: Texts) -> list[Fact]:
    facts = []
    for facet in _FACTS:
        if values := document.facets.get(facet):
            links = site.search(SearchRequest())
            hrefs = (site.to(code_path(value)) if facet == "code" else links.plus(facet, value) for value in values)
            shown = zip(values, hrefs, strict=True)
            facts.append(Fact(t(f"facet.{facet}"), tuple(results.Link(results.short_place(v), h) for v, h in shown)))
    return facts


def _day_reason(document: StoredDocument, t: Texts) -> str:
    if document.article.published:
        return t("date.published")
    inferred = t("day.inferred") if document.date_inferred else ""
    return ": ".join(filter(None, (inferred, document.date_reason)))


def _web_address(url: str) -> str:
    """Return a source's address if it is one of the web; anything else (javascript:) is not linked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def _citation(document: StoredDocument, t: Texts) -> str:
    article: Article = document.article
    day = t.day(article.published or document.event_date)
    pieces = (
        ", ".join(article.authors),
        f"“{article.title or article.id}”",
        article.source,
        day,
        article.url,
    )
    return ", ".join(filter(None, pieces)) + "."


def _short(hits: Sequence[Hit], site: Site, t: Texts) -> list[results.Link]:
    return [results.Link(h.title or h.id, site.to(article_path(h.id)), note=t.day(h.day)) for h in hits]


def _same_documents(document: StoredDocument) -> list[results.Link]:
    codes = tuple(document.facets.get("code", ()))[:20]
    if not codes:
        return []
    found = _engine().search(SearchRequest(codes=codes, sort="newest", per_page=_RELATED + 1, facet_limit=1))
    others = [hit for hit in found.results if hit.id != document.article.id]
    return _short(others[:_RELATED], g.site, g.texts)


@dataclass(frozen=True, slots=True)
class Mention:
    """One article that prints a document's code, and the sentence in which it does."""

    title: str
    href: str
    day: str
    iso_day: str
    source: str
    sentence: list[Part]


@blueprint.get("/van-ban/<text:code>")
def document(code: str) -> Answer:
    """Show one document: what its code says, and every article that names it."""
    check_names(request.args.items(multi=True), ("lang", "page", "per_page", "sort"))
    wanted = read_request(request.args.items(multi=True))
    parsed = read_code(code) if len(code) <= 100 else None
    if parsed and parsed.code != code:
        return redirect(g.site.to(code_path(parsed.code)), 301)  # type: ignore[return-value]
    page = _engine().search(_mentions_request(code[:500], wanted))
    if not page.total:
        g.missing = "problem.not-found.document", code[:80]
        abort(404, f"No article names the document {code[:80]!r}")
    site, t = g.site, g.texts
    links = site.search(SearchRequest(codes=(code,)))
    own = Links(site.root + code_path(code), site.search(wanted).args)
    return _page(
        "document.html",
        code=code,
        heading=" ".join(filter(None, (parsed.type_name if parsed else "", code))),
        parsed=parsed,
        total=t("results", n=page.total),
        mentions=[_mention(hit, code, site, t) for hit in page.results],
        districts=facets.facet_groups("district", page.facets.get("district", ()), links, t),
        timeline=timeline(page.facets.get("date", ()), SearchRequest(), links, t),
        paging=results.paging(page, own),
        sorting=[results.Link(t(f"sort.{name}"), own.put(sort=name), page.request.sort == name)
                 for name in ("newest", "oldest")],
        all_href=links.here(),
        canonical=code_path(code),
    )  # fmt: skip


def _mentions_request(code: str, wanted: SearchRequest) -> SearchRequest:
    return SearchRequest(codes=(code,), sort="oldest" if wanted.sort == "oldest" else "newest",
                         page=wanted.page, per_page=wanted.per_page)  # fmt: skip


def _mention(hit: Hit, code: str, site: Site, t: Texts) -> Mention:
    stored = _engine().document(hit.id)
    texts = (stored.article.body, stored.article.summary, stored.article.title) if stored else ()
    sentence = next(filter(None, (sentence_with(text, code) for text in texts)), [])
    day = hit.day
    return Mention(hit.title or hit.id, site.to(article_path(hit.id)), t.day(day),
                   day.isoformat() if day else "", hit.source, sentence)  # fmt: skip
