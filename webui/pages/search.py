"""The pages of searching: home, results, one facet with all its values."""

from flask import Blueprint, abort, g, render_template, request

from search import SearchRequest
from search.facets import FACETS
from webui.areas import related
from webui.links import Links
from webui.pages import facets, home, offers, results
from webui.pages.timeline import timeline
from webui.params import read_page_request
from webui.reader import engine
from webui.texts import typed

__all__ = ["blueprint"]

blueprint = Blueprint("pages", __name__)

_LISTED = 200
_MANY = 1_000


@blueprint.get("/")
def start() -> str:
    """Show the home page, or results as soon as something is asked."""
    wanted = read_page_request(request.args.items(multi=True))
    if not wanted.is_empty():
        return _results(wanted)
    return render_template("home.html", home=home.home(engine(), g.site, g.texts))


@blueprint.get("/search")
def search() -> str:
    """Show the results of a search."""
    return _results(read_page_request(request.args.items(multi=True)))


def _results(wanted: SearchRequest) -> str:
    site, t = g.site, g.texts
    page = engine().search(wanted)
    links = site.search(wanted)
    queries, drops = results.suggestions(page, site, t)
    chips = results.chips(wanted, links, t)
    return render_template(
        "results.html",
        page=page,
        typed_range=(typed(wanted.date_from), typed(wanted.date_to)),
        heading=t("results", n=page.total),
        items=results.items(page, links, site, t),
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
        offers=offers.offer_links(wanted, site, t),
        areas=offers.area_links(related(wanted, engine()), site, t),
        documents=results.documents_meant(page, site),
        paging=results.paging(page, links),
        sorting=results.sorting(wanted, links, t),
        page_sizes=results.page_sizes(wanted, links),
        forms=results.export_forms(links, site),
        hidden=hidden_fields(links, "q"),
        range_hidden=hidden_fields(links, "from", "to"),
        canonical=links.without("lang").at("/search").page(page.page),
    )


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
    wanted = asked if asked.facet_limit != 20 else asked.with_(facet_limit=_LISTED)
    page = engine().search(wanted.with_(per_page=1))
    counts = page.facets.get(facet, ())
    links = site.search(asked).without("facet_q", "facet_limit")
    more = page.facet_totals.get(facet, len(counts)) > len(counts) and wanted.facet_limit < _MANY
    return render_template(
        "facet.html",
        name=facet,
        title=t(f"facet.{facet}"),
        groups=facets.pick_groups(facet, counts, t),
        hidden=hidden_fields(links, facet),
        search_hidden=hidden_fields(links.without("facet_q")),
        facet_q=asked.facet_q,
        total=page.facet_totals.get(facet, len(counts)),
        more=site.search(asked, request.path).put(facet_limit=_MANY) if more else "",
        back=links.here(),
    )
