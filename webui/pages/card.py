"""The answer to a query that names a document: what it is, and who carried it out."""

from dataclasses import dataclass
from datetime import date

from search.answer.dossier import Dossier, dossier
from search.engine import Engine
from search.model import SearchPage
from webui.links import Link, Links, Site, code_path
from webui.pages.bands import Bands, Line, bands
from webui.pages.labels import short_place
from webui.pages.results import documents_meant
from webui.texts import Texts

__all__ = ["Card", "card"]

MAX_LINES = 3
MAX_OTHERS = 3
MAX_SILENT = 2
OFTEN = 4
"""The document that so many times more articles name than any other of its number is meant."""


@dataclass(frozen=True, slots=True)
class Card:
    """One document in short: its name and page, issuer and day, what the news calls it, the first
    who did something with it, where there is more, and the others that may be meant."""

    document: Link
    facts: tuple[str, ...]
    title: str
    lines: tuple[Line, ...]
    silent: Link | None
    links: tuple[Link, ...]
    others: tuple[Link, ...]


def card(page: SearchPage, engine: Engine, site: Site, t: Texts) -> Card | None:
    """Return the card of the document that a query names, on its first page; of several that of
    the one named most. None where it names none."""
    meant = _by_count(documents_meant(page, site), page) if page.page == 1 else []
    if not meant:
        return None
    code = _code(meant[0])
    found = dossier(engine, code)
    if found is None:
        return None
    alike = len(found.documents)
    found = _most_named(found, engine)
    told = bands(found, site, t)
    table = Links(f"{site.root}/bang", (("code", code),)).here()
    return Card(
        meant[0],
        _facts(found, t),
        found.titles[0].text if found.titles else "",
        _lines(told, t),
        _silent(found, table, t),
        (Link(t("card.more"), site.to(code_path(code))), Link(t("heat.link"), table)),
        (*_alike(alike, code, site, t), *meant[1 : 1 + MAX_OTHERS]),
    )


def _most_named(found: Dossier, engine: Engine) -> Dossier:
    """Return what is said of the one document of a number that nearly all articles mean, else of
    all."""
    first, second, *_ = (*found.documents, None, None)
    if not (first and second) or first.articles < OFTEN * second.articles:
        return found
    return dossier(engine, first.name, first.place, first.period) or found


def _alike(number: int, code: str, site: Site, t: Texts) -> tuple[Link, ...]:
    """Return the link to the documents of one number, when there are several."""
    if number < 2:
        return ()
    return (Link(t("document.alike", n=number), site.to(code_path(code))),)


def _code(document: Link) -> str:
    return document.text.rpartition(" ")[2]


def _facts(found: Dossier, t: Texts) -> tuple[str, ...]:
    """Return issuer and day, as most articles say."""
    issuers = tuple(fact.text for fact in found.issuers[:1])
    return issuers + tuple(t.day(date.fromisoformat(fact.text)) for fact in found.days[:1])


def _silent(found: Dossier, table: str, t: Texts) -> Link | None:
    """Return the largest places without news of the document, which lead to all of them."""
    names = ", ".join(short_place(one.value) for one in found.silent[:MAX_SILENT])
    return Link(t("card.silent", places=names), f"{table}#silent") if names else None


def _by_count(meant: list[Link], page: SearchPage) -> list[Link]:
    counts = {row.value: row.count for row in page.facets.get("code", ())}
    return sorted(meant, key=lambda link: -counts.get(_code(link), 0))


def _lines(told: Bands, t: Texts) -> tuple[Line, ...]:
    """Return who carried the document out before those whose work is only tied to it."""
    lines = [line for band in told.done for line in band.lines]
    tied = t("relation.linked")
    return tuple(sorted(lines, key=lambda line: line.verb == tied)[:MAX_LINES])
