"""The page of all documents: searched, sorted, filtered by what they are and by the articles that
name them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, g, render_template, request

from search.answer.alike import titles_of
from search.answer.catalogue import ListedDocument
from search.answer.document_list import DocumentList, list_documents
from search.documents import UNDECIDED
from search.engine import Engine
from search.model import SearchPage
from webui.formats.documents import ASKED, LISTED
from webui.links import Link, Links, Site, code_path
from webui.pages.bands import period_words
from webui.pages.facets import FacetList, Group, facets
from webui.pages.labels import short_place
from webui.pages.results import chips
from webui.pages.search import hidden_fields
from webui.pages.values import Value
from webui.query_strings import page_names, read_page_request
from webui.reader import engine
from webui.texts import Texts

__all__ = ["blueprint"]

blueprint = Blueprint("document_list", __name__)

ON_A_PAGE = 50
ORDERS = ("articles", "name")
MAX_CHOICES = 30
"""So many values are offered of each facet; letters typed find those of the others."""

MAX_TITLED = 100
"""So many of the newest articles are read for what they call the documents of a page."""

_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the list."""

    name: str
    href: str
    kind: str
    title: str
    place: str
    period: str
    articles: str


@blueprint.get("/van-ban")
def documents() -> str:
    """Show the documents that articles name."""
    args = list(request.args.items(multi=True))
    wanted = read_page_request(args, (*LISTED, "page"))
    given = page_names(args, (*ASKED, "order"))
    by_name = given.get("order", [""])[0] == "name"
    own = {name: given[name][0] for name in ASKED if given.get(name)}
    start = (wanted.page - 1) * ON_A_PAGE
    found = list_documents(engine(), wanted, own, start=start, count=ON_A_PAGE, by_name=by_name)
    site, t = g.site, g.texts
    order = (("order", "name"),) if by_name else ()
    links = site.search(wanted.with_(page=1), "/van-ban")
    links = Links(links.path, (*links.args, *own.items(), *order))
    articles = engine().search(wanted.with_(page=1, per_page=1))
    return render_template(
        "documents.html",
        query=wanted.q,
        heading=t("documents.count", n=found.total),
        by=t(f"documents.by.{found.by}") if found.by in ("articles", "name") else "",
        chips=chips(wanted, links, t),
        rows=list(_rows(engine(), found.documents, site, t)),
        orders=[
            Link(t(f"documents.order.{name}"), links.put(order=name), (name == "name") == by_name)
            for name in ORDERS
        ],
        previous=links.page(wanted.page - 1) if wanted.page > 1 else "",
        next=links.page(wanted.page + 1) if start + ON_A_PAGE < found.total else "",
        hidden=hidden_fields(links, "q"),
        facets=[*_own_facets(found, links, own, t), *_places(articles, links, site, t)],
        canonical="/van-ban",
    )


def _places(page: SearchPage, links: Links, site: Site, t: Texts) -> Iterator[FacetList]:
    """Yield the places of the articles that name the documents."""
    yield from (one for one in facets(page, links, site, t) if one.name == "place")


def _own_facets(
    found: DocumentList, links: Links, own: Mapping[str, str], t: Texts
) -> Iterator[FacetList]:
    """Yield what the documents are: type, level, place of the issuer, term or year."""
    for name, counts in found.facets.items():
        chosen = {own[name]} if name in own else {v for n, v in links.args if n == name}
        shown = [value for i, value in enumerate(counts) if i < MAX_CHOICES or value in chosen]
        values = tuple(
            _choice(name, value, t.number(counts[value]), links, chosen, t) for value in shown
        )
        if values:
            yield FacetList(f"own-{name}", t(f"documents.own.{name}"), (Group("", values),), "", "")


def _choice(name: str, value: str, count: str, links: Links, chosen: set[str], t: Texts) -> Value:
    on = value in chosen
    if name in ASKED:
        href = links.put(**{name: None if on else value})
    else:
        href = links.minus(name, value) if on else links.plus(name, value)
    return Value(value, _words(name, value, t), count, href, "", selected=on, excluded=False)


def _words(name: str, value: str, t: Texts) -> str:
    if value == UNDECIDED:
        return t("documents.undecided")
    if name == "term":
        return period_words(value, t)
    return short_place(value) if name == "place" else value


def _rows(engine: Engine, listed: Sequence[ListedDocument], site: Site, t: Texts) -> Iterator[Row]:
    """Yield the rows of a page, each with what one of the newest articles calls the document."""
    titles = titles_of(engine, [one.value for one in listed], MAX_TITLED)[1]
    language = (("lang", site.language),) if site.language else ()
    for one in listed:
        href = Links(site.root + code_path(one.name), language)
        yield Row(
            one.name,
            href.put(place=one.place, term=one.period),
            "" if one.type == UNDECIDED or one.name.startswith(one.type) else one.type,
            _short(titles.get(one.value, "")),
            _words("place", one.place, t),
            _words("term", one.period, t),
            t.number(one.articles),
        )


def _short(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[:_LONGEST_TITLE].rpartition(" ")[0] + "…"
