"""The page of all documents: searched, filtered by the articles that name them, sorted."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, g, render_template, request

from corpus.vietnamese.ordering import natural_key
from search.answer.document_list import MAX_LISTED, list_documents
from search.answer.dossier import Candidate
from search.documents import UNDECIDED
from webui.formats.documents import LISTED
from webui.links import Link, Links, Site, code_path
from webui.pages.bands import period_words
from webui.pages.facets import FacetList, Group, facets
from webui.pages.labels import code_type, short_place
from webui.pages.search import hidden_fields
from webui.pages.values import Value
from webui.query_strings import page_names, read_page_request
from webui.reader import engine
from webui.texts import Texts

__all__ = ["blueprint"]

blueprint = Blueprint("document_list", __name__)

ON_A_PAGE = 50
ORDERS = ("articles", "name")
WHICH = ("term", "place")
"""What tells documents of one number apart: their term or year, and where their issuer is."""

MAX_PERIODS = 40


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
    chosen = page_names(args, WHICH)
    documents = [one for one in found.documents if _is_chosen(one, chosen)]
    kept = sorted(documents, key=_by_name) if order == "name" else documents
    start = (wanted.page - 1) * ON_A_PAGE
    own = site.search(wanted.with_(page=1), "/van-ban")
    kept_args = [(name, values[0]) for name, values in chosen.items() if name in WHICH]
    own = Links(
        own.path, (*own.args, *kept_args, *((("order", "name"),) if order == "name" else ()))
    )
    page = engine().search(wanted.with_(page=1, per_page=1))
    return render_template(
        "documents.html",
        query=wanted.q,
        heading=t("documents.count", n=len(documents) if kept_args else found.total),
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
        facets=[
            *facets(page, own, site, t),
            *_own_facets(found.documents, own, chosen, t),
        ],
        canonical="/van-ban",
    )


def _is_chosen(one: Candidate, chosen: Mapping[str, Sequence[str]]) -> bool:
    said = {"term": one.period, "place": one.place}
    return all(said[name] in chosen[name] for name in WHICH if chosen.get(name))


def _own_facets(
    found: Sequence[Candidate], own: Links, chosen: Mapping[str, Sequence[str]], t: Texts
) -> Iterator[FacetList]:
    """Yield the years and terms of the documents, and how many are not known to be of one, or of a
    place."""
    periods = Counter(one.period for one in found)
    shown = sorted(periods, key=lambda one: (one == UNDECIDED, one), reverse=True)
    values = [_choice("term", one, periods[one], own, chosen, t) for one in shown[:MAX_PERIODS]]
    if values:
        group = Group("", tuple(values))
        yield FacetList("term", t("documents.periods"), (group,), "", "")
    if unplaced := sum(one.place == UNDECIDED for one in found):
        value = _choice("place", UNDECIDED, unplaced, own, chosen, t)
        yield FacetList("place", t("documents.place"), (Group("", (value,)),), "", "")


def _choice(
    name: str, value: str, count: int, own: Links, chosen: Mapping[str, Sequence[str]], t: Texts
) -> Value:
    on = value in chosen.get(name, ())
    unknown = t("documents.undecided")
    text = unknown if value == UNDECIDED else period_words(value, t)
    href = own.put(**{name: None if on else value})
    return Value(value, text, t.number(count), href, "", selected=on, excluded=False)


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
