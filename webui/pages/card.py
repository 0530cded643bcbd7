"""The answer to a query that names a document: what it is, and who carried it out."""

from dataclasses import dataclass
from itertools import islice

from search.answer.dossier import dossier
from search.engine import Engine
from search.model import SearchPage
from webui.links import Links, Site, code_path
from webui.pages.bands import Line, bands
from webui.pages.results import Link, documents_meant
from webui.texts import Texts

__all__ = ["Card", "card"]

MAX_LINES = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One document in short: its name and page, what the news calls it, the first who did
    something with it, and where there is more."""

    document: Link
    title: str
    lines: tuple[Line, ...]
    silent: str
    links: tuple[Link, ...]


def card(page: SearchPage, engine: Engine, site: Site, t: Texts) -> Card | None:
    """Return the card of the document that a query names, on its first page; None where it names
    none, or several."""
    meant = documents_meant(page, site)
    if len(meant) != 1 or page.page != 1:
        return None
    code = meant[0].text.rpartition(" ")[2]
    found = dossier(engine, code)
    if found is None:
        return None
    told = bands(found, site, t)
    lines = (line for band in told.done for line in band.lines)
    table = Links(f"{site.root}/bang", (("code", code),)).here()
    more = Link(t("card.more"), site.to(code_path(code)))
    return Card(
        meant[0],
        found.titles[0].text if found.titles else "",
        tuple(islice(lines, MAX_LINES)),
        t("card.silent", n=len(found.silent)) if found.silent else "",
        (more, Link(t("heat.link"), table)),
    )
