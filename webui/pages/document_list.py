"""The page of all documents: searched, filtered by the articles that name them, sorted."""

from dataclasses import dataclass

from flask import Blueprint, g, render_template, request

from corpus.vietnamese.ordering import natural_key
from search.answer.document_list import MAX_LISTED, list_documents
from search.answer.dossier import Candidate
from search.documents import UNDECIDED
from webui.formats.documents import LISTED
from webui.links import Links, Site, code_path
from webui.pages.bands import period_words
from webui.pages.facets import facets
from webui.pages.labels import code_type
from webui.pages.results import Link, short_place
from webui.pages.search import hidden_fields
from webui.params import page_names, read_page_request
from webui.reader import engine
from webui.texts import Texts

__all__ = ["blueprint"]

blueprint = Blueprint("document_list", __name__)

ON_A_PAGE = 50
ORDERS = ("articles", "name")


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the list."""

    name: str
    href: str
    kind: str
    place: str
    period: str
    articles: str


@blueprint.get("/van-ban")
def documents() -> str:
    """Show the documents that articles name."""
    args = list(request.args.items(multi=True))
    wanted = read_page_request(args, (*LISTED, "page"))
    order = page_names(args, ("order",)).get("order", ["articles"])[0]
    found = list_documents(engine(), wanted)
    site, t = g.site, g.texts
    kept = sorted(found.documents, key=_by_name) if order == "name" else list(found.documents)
    start = (wanted.page - 1) * ON_A_PAGE
    own = site.search(wanted.with_(page=1), "/van-ban")
    if order == "name":
        own = Links(own.path, (*own.args, ("order", "name")))
    page = engine().search(wanted.with_(page=1, per_page=1))
    return render_template(
        "documents.html",
        query=wanted.q,
        heading=t("documents.count", n=found.total),
        by=t(f"documents.by.{found.by}") if found.by in ("articles", "name") else "",
        rows=[_row(one, site, t) for one in kept[start : start + ON_A_PAGE]],
        orders=[
            Link(t(f"documents.order.{name}"), own.put(order=name), name == order)
            for name in ORDERS
        ],
        previous=own.page(wanted.page - 1) if wanted.page > 1 else "",
        next=own.page(wanted.page + 1) if start + ON_A_PAGE < len(kept) else "",
        cut=t("documents.cut", n=MAX_LISTED) if found.total > len(found.documents) else "",
        hidden=hidden_fields(own, "q"),
        facets=facets(page, site.search(wanted.with_(page=1), "/van-ban"), site, t),
        canonical="/van-ban",
    )


def _by_name(one: Candidate) -> tuple[object, ...]:
    return natural_key(one.name), one.place, one.period


def _row(one: Candidate, site: Site, t: Texts) -> Row:
    language = (("lang", site.language),) if site.language else ()
    own = Links(site.root + code_path(one.name), language)
    return Row(
        one.name,
        own.put(place=one.place, term=one.period),
        code_type(one.name),
        t("document.undecided.place") if one.place == UNDECIDED else short_place(one.place),
        period_words(one.period, t),
        t.number(one.articles),
    )
