"""An article as one of the results of a search: the way back, and its neighbours among them."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from search.engine import Engine
from search.model import Hit
from search.request import MAX_DEPTH, SearchRequest
from webui.links import Link, Site
from webui.pages.items import POSITION, result_path
from webui.params import PARAMETERS
from webui.query_strings import known, read_request
from webui.texts import Texts

__all__ = ["Trail", "trail"]


@dataclass(frozen=True, slots=True)
class Trail:
    """The search that led to an article, and the article as its hit."""

    hit: Hit
    back: Link
    place: str
    previous: Link | None
    next: Link | None


def trail(id: str, engine: Engine, site: Site, t: Texts) -> Trail | None:
    """Return the way back to the search that an address carries, None without one that holds the
    article at its place."""
    text = request.args.get(POSITION, "")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MAX_DEPTH):
        return None
    place = int(text[:6])
    wanted = read_request(known(request.args.items(multi=True), tuple(PARAMETERS)))
    around = list(_around(engine, wanted, place))
    own = next((hit for number, hit in around if number == place and hit.id == id), None)
    if own is None:
        return None
    links = site.search(wanted)
    total = engine.search(wanted.with_(per_page=1)).total
    size = wanted.per_page
    back = Link(t("results", n=total), links.page((place - 1) // size + 1))
    neighbours = {
        number: Link(hit.title or hit.id, result_path(hit, number, links, site))
        for number, hit in around
    }
    return Trail(
        own, back, t("trail.place", n=place), neighbours.get(place - 1), neighbours.get(place + 1)
    )


def _around(engine: Engine, wanted: SearchRequest, place: int) -> Iterable[tuple[int, Hit]]:
    """Yield the results from one before a place to one behind it, with their numbers."""
    size = min(wanted.per_page, 50)
    first = max(place - 1, 1)
    for page in sorted({(first - 1) // size + 1, (place - 1) // size + 1, place // size + 1}):
        if page * size > MAX_DEPTH:
            return
        found = engine.search(wanted.with_(page=page, per_page=size, facet_limit=1))
        for offset, hit in enumerate(found.results):
            number = (page - 1) * size + offset + 1
            if first <= number <= place + 1:
                yield number, hit
