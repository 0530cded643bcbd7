"""What the results page shows, made from a `SearchPage`: results, chips, readings, suggestions,
paging."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.model import Reading, SearchPage
from search.request import SearchRequest
from webui.links import Link, Links, Site, code_path
from webui.pages.labels import code_type, read_code, short_place
from webui.params import PARAMETERS
from webui.texts import Texts

__all__ = [
    "Chip",
    "chips",
    "documents_meant",
    "is_crowded",
    "page_title",
    "readings",
    "suggestions",
]

PER_PAGE = (10, 20, 50)
_CROWD = 20


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that was chosen, and the address without it."""

    name: str
    text: str
    href: str
    excluded: bool = False


def chips(request: SearchRequest, links: Links, t: Texts) -> list[Chip]:
    """Return the filters chosen, each with the address that drops it; when crowded, all of a facet
    as one."""
    chosen = (
        _crowd(request, links, t)
        if is_crowded(request)
        else [
            Chip(
                t(f"facet.{choice.facet}"),
                _value_text(choice.facet, value, t),
                links.minus(choice.name, value),
                choice.excluded,
            )
            for choice, values in request.choices()
            for value in values
        ]
    )
    if request.date_from:
        chosen.append(Chip(t("date.from"), t.day(request.date_from), links.put(from_=None)))
    if request.date_to:
        chosen.append(Chip(t("date.to"), t.day(request.date_to), links.put(to=None)))
    if request.group != "none":
        chosen.append(Chip(t("group"), t("group.story"), links.put(group=None)))
    return chosen


def is_crowded(request: SearchRequest) -> bool:
    """Say whether so much is chosen that an address for each change of it would make the page
    heavy."""
    return sum(len(values) for _, values in request.choices()) > _CROWD


def _crowd(request: SearchRequest, links: Links, t: Texts) -> list[Chip]:
    return [
        Chip(
            t(f"facet.{choice.facet}"),
            t("chips.values", n=len(values)),
            links.without(choice.name).here(),
            choice.excluded,
        )
        for choice, values in request.choices()
    ]


def _value_text(facet: str, value: str, t: Texts) -> str:
    return short_place(value) if facet in ("district", "ward") else value


def filter_names() -> Iterator[str]:
    """Yield the URL names that narrow a search, for "clear all"."""
    yield from (name for name in PARAMETERS if name not in ("q", "sort", "per_page", "off", "page"))


def readings(page: SearchPage, links: Links, t: Texts) -> list[Link]:
    """Say how the query was understood; a link turns the reading off."""
    return [
        Link(
            t(_reading_text(kind, value), text=", ".join(texts), value=value),
            links.plus("off", off) if off else "",
            note=t(f"off.{off}") if off else "",
        )
        for (kind, value, off), texts in _alike(page.readings).items()
    ]


def _reading_text(kind: str, value: str) -> str:
    return "reading.apart" if kind == "word" and not value else f"reading.{kind}"


def apart(page: SearchPage, links: Links, t: Texts) -> Link | None:
    """Return the way to the articles that hold the query's words only apart, with their number."""
    return Link(t("apart", n=page.loose), links.plus("off", "word")) if page.loose else None


def _alike(readings: Sequence[Reading]) -> dict[tuple[str, str, str], list[str]]:
    """Return (kind, value, switch) -> texts; words read without diacritics are one reading."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for reading in readings:
        value = "" if reading.kind == "fold" else reading.value
        texts = groups.setdefault((reading.kind, value, reading.off), [])
        if reading.text not in texts:
            texts.append(reading.text)
    return groups


def documents_meant(page: SearchPage, site: Site) -> list[Link]:
    """Return the pages of the documents that the query names, of those that there are."""
    found = (
        one for one in page.readings if one.kind == "code" and (page.total or one.value != one.text)
    )
    values = (value for reading in found for value in reading.value.split(", "))
    codes = (code for code in dict.fromkeys(values) if read_code(code))
    return [
        Link(" ".join(filter(None, (code_type(code), code))), site.to(code_path(code)))
        for code in codes
    ]


def switched_off(request: SearchRequest, links: Links, t: Texts) -> list[Link]:
    """Return the readings that were turned off; a link turns one on again."""
    return [Link(t(f"off.{name}"), links.minus("off", name)) for name in request.off]


def suggestions(page: SearchPage, site: Site, t: Texts) -> tuple[list[Link], list[Link]]:
    """Return other queries to try, and filters to drop, each with what it would find."""
    queries, drops = [], []
    for suggestion in page.suggestions:
        wanted = suggestion.request or page.request.with_(q=suggestion.q)
        note = "" if suggestion.total is None else t("results", n=suggestion.total)
        href = site.search(wanted).here()
        dropped = _dropped(page.request, wanted, t)
        if suggestion.reason == "value":
            queries.append(Link(_gained(page.request, wanted), href, note=note))
        elif suggestion.q == page.request.q and dropped:
            drops.append(Link(t("empty.without", filters=dropped), href, note=note))
        elif suggestion.reason == "part":
            drops.append(Link(suggestion.q, href, note=note))
        elif suggestion.q:
            queries.append(Link(suggestion.q, href, note=note))
    return queries, drops


def _gained(before: SearchRequest, after: SearchRequest) -> str:
    """Return the values that are chosen only in the second of two requests."""
    had = {(choice, value) for choice, values in before.choices() for value in values}
    return ", ".join(
        short_place(value)
        for choice, values in after.choices()
        for value in values
        if (choice, value) not in had
    )


def _dropped(before: SearchRequest, after: SearchRequest, t: Texts) -> str:
    kept = {(choice, value) for choice, values in after.choices() for value in values}
    gone = [
        f"{t(f'facet.{choice.facet}')}: {_value_text(choice.facet, value, t)}"
        for choice, values in before.choices()
        for value in values
        if (choice, value) not in kept
    ]
    for name in ("date_from", "date_to"):
        if getattr(before, name) and not getattr(after, name):
            gone.append(f"{t(name.replace('date_', 'date.'))} {t.day(getattr(before, name))}")
    return ", ".join(gone)


def sorting(request: SearchRequest, links: Links, t: Texts) -> list[Link]:
    """Return the orders to choose from; without words there is no relevance, and the newest come
    first."""
    default = "relevance" if request.q else "newest"
    current = default if request.sort == "relevance" else request.sort
    return [
        Link(t(f"sort.{name}"), links.put(sort=None if name == default else name), name == current)
        for name in dict.fromkeys((default, "newest", "oldest"))
    ]


def page_sizes(request: SearchRequest, links: Links) -> list[Link]:
    """Return the page lengths to choose from."""
    return [
        Link(str(n), links.put(per_page=None if n == PER_PAGE[0] else n), request.per_page == n)
        for n in PER_PAGE
    ]


def page_title(page: SearchPage, chosen: Sequence[Chip], t: Texts) -> str:
    """Return what a tab and a bookmark are called: the query, the filters, the page."""
    filters = ", ".join(chip.text for chip in chosen[:3]) + ("…" if len(chosen) > 3 else "")
    number = t("title.page", page=str(page.page)) if page.page > 1 else ""
    query = page.request.q or (t("results.all") if not filters else "")
    return " · ".join(filter(None, (query, filters, number)))
