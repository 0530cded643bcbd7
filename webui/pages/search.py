"""The pages of searching: home, results, one facet with all its values."""

from datetime import date
from typing import NamedTuple

from flask import Blueprint, abort, g, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from search.facets import FACETS
from search.pasted_address import article_at
from search.request import MAX_FACET_VALUES
from webui.areas import related
from webui.links import Links, article_path
from webui.pages import cited_search, facets, home, offers, results
from webui.pages.card import card
from webui.pages.downloads import exports
from webui.pages.items import items, nearest
from webui.pages.paging import paging
from webui.pages.timeline import timeline
from webui.query_strings import Read, read_forgiving, read_page_request
from webui.reader import engine
from webui.texts import typed

__all__ = ["blueprint", "hidden_fields"]

blueprint = Blueprint("search", __name__)

Answer = str | tuple[str, int] | BaseResponse

_LISTED = 200
_UNFOLDED = 60
"""A list of more values shows those of each province when it is opened."""


@blueprint.get("/")
def start() -> Answer:
    """Show the home page, or results as soon as something is asked."""
    read = read_forgiving(request.args.items(multi=True))
    if read.problem or not read.request.is_empty():
        return _results(read)
    return render_template("home.html", home=home.home(engine(), g.site, g.texts))


@blueprint.get("/search")
def search() -> Answer:
    """Show the results of a search; for the address of an article, the article."""
    return _results(read_forgiving(request.args.items(multi=True)))


def _results(read: Read) -> Answer:
    wanted = read.request
    site, t = g.site, g.texts
    if id := article_at(engine(), wanted.q):
        return redirect(site.to(article_path(id)))
    page = engine().search(wanted)
    links = site.search(wanted)
    queries, drops = results.suggestions(page, site, t)
    chips = results.chips(wanted, links, t)
    answer = card(page, engine(), site, t)
    body = render_template(
        "results.html",
        page=page,
        title=results.page_title(page, chips, t),
        typed_range=read.typed or (typed(wanted.date_from), typed(wanted.date_to)),
        range_problem=_range_problem(read),
        heading=t("results", n=page.total),
        items=items(page, links, site, t),
        nearest=nearest(page, links, site, t),
        chips=chips,
        clear=links.without(*results.filter_names()).here() if len(chips) > 1 else "",
        readings=results.readings(page, links, t),
        switched_off=results.switched_off(wanted, links, t),
        queries=queries,
        drops=drops,
        facets=facets.facets(page, links, site, t),
        other_facets=facets.other_facets(page, links, site, t),
        timeline=None
        if results.is_crowded(wanted)
        else timeline(page.facets.get("date", ()), wanted, links, t),
        tries=offers.tries(
            queries if page.total else (),
            results.apart(page, links, t),
            () if answer else results.documents_meant(page, site),
            offers.offer_links(wanted, site, t),
            offers.area_links(related(wanted, engine()), site, t),
            t,
        ),
        card=answer,
        paging=paging(page, links),
        sorting=results.sorting(wanted, links, t),
        page_sizes=results.page_sizes(wanted, links),
        exports=exports(page, links, site),
        cite_href=""
        if results.is_crowded(wanted)
        else cited_search.address(page, links, date.today()),
        cited=cited_search.since(
            request.args.get(cited_search.CITED, ""), page, engine(), links, t
        ),
        hidden=hidden_fields(links, "q"),
        range_hidden=hidden_fields(links, "from", "to"),
        page_hidden=hidden_fields(links),
        canonical=links.without("lang").at("/search").page(page.page),
    )
    return (body, 400) if read.problem else body


class RangeProblem(NamedTuple):
    """What is wrong with a range: the field, the message, the address with both days swapped."""

    field: str
    text: str
    swap: str


def _range_problem(read: Read) -> RangeProblem | None:
    """Return what is said at the fields of a range that cannot be used, None for a good one."""
    if not read.problem:
        return None
    t, swap = g.texts, ""
    if read.reversed:
        first, last = read.reversed
        swap = g.site.search(read.request).put(from_=first.isoformat(), to=last.isoformat())
    text = t("date.reversed") if swap else t(f"rule.{read.problem.field}")
    return RangeProblem(read.problem.field, text, swap)


def hidden_fields(links: Links, *without: str) -> tuple[tuple[str, str], ...]:
    """Return what a form must carry on beside its own fields."""
    return links.without(*without, "page").args


@blueprint.get("/chon/<facet>")
def choose(facet: str) -> str:
    """Show all values of one facet of a search, to look through and to choose several."""
    if facet not in FACETS:
        abort(404)
    site, t = g.site, g.texts
    asked = read_page_request(request.args.items(multi=True))
    limited = bool(request.args.get("facet_limit"))
    wanted = asked if limited else asked.with_(facet_limit=_LISTED)
    page = engine().search(wanted.with_(per_page=1))
    counts = page.facets.get(facet, ())
    links = site.search(asked).without("facet_q", "facet_limit")
    groups = facets.pick_groups(facet, counts, t)
    more = (
        page.facet_totals.get(facet, len(counts)) > len(counts)
        and wanted.facet_limit < MAX_FACET_VALUES
    )
    return render_template(
        "facet.html",
        name=facet,
        title=t(f"facet.{facet}"),
        groups=groups,
        folded=len(counts) > _UNFOLDED and len(groups) > 3,
        hidden=hidden_fields(links, facet),
        search_hidden=hidden_fields(links.without("facet_q")),
        facet_q=asked.facet_q,
        total=page.facet_totals.get(facet, len(counts)),
        more=site.search(asked, request.path).put(facet_limit=MAX_FACET_VALUES) if more else "",
        back=links.here(),
    )
