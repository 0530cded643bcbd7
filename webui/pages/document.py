"""The page of one document: what its code says, and every article that names it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, g, redirect, render_template, request

from corpus.codes import DocumentCode
from search import SearchRequest
from search.answer.dossier import dossier
from search.model import Hit
from webui.formats.documents import ASKED
from webui.heat.crosstab import crosstab
from webui.heat.shown import Shown, shown
from webui.links import Link, Links, Site, article_path, code_path, document_api_path
from webui.pages import facets
from webui.pages.article_text import Citation, citation_of
from webui.pages.bands import bands
from webui.pages.labels import read_code
from webui.pages.paging import paging
from webui.pages.timeline import timeline
from webui.query_strings import page_names, read_page_request
from webui.reader import engine
from webui.texts import Texts

__all__ = ["blueprint"]

blueprint = Blueprint("document", __name__)

MAX_ROWS = 10

FORMS = (("Excel/CSV", "/csv"), ("JSON", ""), ("GraphML", "/graphml"), ("SVG", "/svg"))
"""The same document for spreadsheets and programs, and the end of each address."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One article that prints a document's code, and the sentence in which it does."""

    title: str
    href: str
    day: str
    iso_day: str
    source: str
    citation: Citation | None


@blueprint.get("/van-ban/<text:code>")
def document(code: str) -> str | Response:
    """Show one document: what its code says, and every article that names it."""
    args = list(request.args.items(multi=True))
    wanted = read_page_request(args, ("page", "per_page", "sort"))
    given = page_names(args, ASKED)
    place, term = (given.get(name, [""])[0] for name in ASKED)
    parsed = read_code(code) if len(code) <= 100 else None
    if parsed and parsed.code != code:
        moved = Links(g.site.root + code_path(parsed.code), g.site.search(wanted).args)
        return redirect(moved.page(wanted.page), 301)  # type: ignore[return-value]
    found = dossier(engine(), code[:500], place, term)
    one = found.chosen if found and (place or term or not parsed) else ()
    page = engine().search(_mentions_request(code[:500], one, wanted))
    if not page.total:
        g.missing = "problem.not-found.document", code[:80]
        abort(404, f"No article names the document {code[:80]!r}")
    site, t = g.site, g.texts
    links = site.search(SearchRequest(documents=one) if one else SearchRequest(codes=(code,)))
    which = [(name, values[0]) for name, values in given.items() if name in ASKED]
    own = Links(site.root + code_path(code), (*which, *site.search(wanted).args))
    follow = Links(site.root + "/documents.atom", (("name", code), *which))
    mentions = [_mention(hit, code, site, t) for hit in page.results]
    kind = _type_name(parsed, mentions) if parsed else ""
    return render_template(
        "document.html",
        code=code,
        kind=kind,
        heading=" ".join(filter(None, (kind, code))),
        parsed=parsed,
        total=t("results", n=page.total),
        mentions=mentions,
        bands=bands(found, site, t) if found else None,
        heat=_heat(one, code, links, t),
        table_href=links.at(f"{site.root}/bang").here(),
        forms=[Link(one, _api(code, end, which)) for one, end in FORMS] if found else [],
        follow=follow.here(),
        follow_relations=follow.put(only="relations"),
        districts=facets.facet_groups(
            "district", page.facets.get("district", ()), links, t, exclude=False
        ),
        timeline=timeline(page.facets.get("date", ()), SearchRequest(), links, t),
        paging=paging(page, own),
        sorting=[
            Link(t(f"sort.{name}"), own.put(sort=name), page.request.sort == name)
            for name in ("newest", "oldest")
        ],
        all_href=links.here(),
        canonical=code_path(code),
    )


def _heat(documents: tuple[str, ...], code: str, links: Links, t: Texts) -> Shown | None:
    """Return places and times of the articles that name a document, None where there are fewer
    than two of either."""
    asked = SearchRequest(documents=documents, codes=() if documents else (code,))
    table = crosstab(engine(), asked, most=MAX_ROWS, silence=False)
    return shown(table, links, t) if len(table.rows) > 1 and len(table.columns) > 1 else None


def _api(code: str, ending: str, which: Sequence[tuple[str, str]]) -> str:
    return Links(g.site.root + document_api_path(code, ending), tuple(which)).here()


def _mentions_request(
    code: str, documents: tuple[str, ...], wanted: SearchRequest
) -> SearchRequest:
    return SearchRequest(
        documents=documents,
        codes=() if documents else (code,),
        sort="oldest" if wanted.sort == "oldest" else "newest",
        page=wanted.page,
        per_page=wanted.per_page,
    )


def _mention(hit: Hit, code: str, site: Site, t: Texts) -> Mention:
    stored = engine().article(hit.id)
    day = hit.day
    return Mention(
        hit.title or hit.id,
        site.to(article_path(hit.id)),
        t.day(day),
        day.isoformat() if day else "",
        hit.source,
        citation_of(code, stored) if stored else None,
    )


def _type_name(document: DocumentCode, mentions: Sequence[Mention]) -> str:
    """Return a document's type in words: of those its symbol may mean, the one its articles use
    most; "" for none."""
    words = Counter(mention.citation.type_word.lower() for mention in mentions if mention.citation)
    return max(document.type_names, key=lambda name: words[name.lower()], default="")
