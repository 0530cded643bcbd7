"""What the facets show: groups of values with counts, links to choose each and to leave it out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.codes.tables import LEVELS
from corpus.vietnamese.ordering import natural_key
from search.facets import FACETS
from search.model import FacetCount, SearchPage
from webui.links import Link, Links, Site
from webui.pages.labels import code_level, code_types
from webui.pages.place_tree import LEVELS as PLACE_LEVELS
from webui.pages.place_tree import place_tree
from webui.pages.results import is_crowded
from webui.pages.values import Value, text_of, value_of
from webui.texts import Texts

__all__ = ["FacetList", "Group", "facet_groups", "facets", "other_facets", "pick_groups"]

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Group:
    """Values under a heading, which may be empty."""

    heading: str
    values: tuple[Value, ...]

    @property
    def open(self) -> bool:
        """Say whether something in it is chosen."""
        return any(value.selected or value.excluded for value in self.values)


@dataclass(frozen=True, slots=True)
class FacetList:
    """One facet; `more` leads to the page with all its values, "" when all are here."""

    name: str
    title: str
    groups: tuple[Group, ...]
    more: str
    more_text: str
    others: tuple[Link, ...] = ()


def facets(page: SearchPage, links: Links, site: Site, t: Texts) -> list[FacetList]:
    """Return the main facets of a page of results, and others with a choice made, cut to their
    first values."""
    shown = [
        _facet(name, page, links, site, t)
        for name in _beside(page)
        if page.facets.get(name) and name not in PLACE_LEVELS
    ]
    if any(page.facets.get(name) for name in PLACE_LEVELS):
        return [_places(page, links, site, t), *shown]
    return shown


def _places(page: SearchPage, links: Links, site: Site, t: Texts) -> FacetList:
    """Return the tree of places; the lists of each level lead on."""
    title = t("facet.place")
    levels = [name for name in PLACE_LEVELS if page.facets.get(name)]
    others = tuple(Link(t(f"facet.{name}"), _whole(name, links, site)) for name in levels)
    if is_crowded(page.request):
        return FacetList("place", title, (), "", "", others)
    values, districts = place_tree(page, links, t)
    more = page.facet_totals.get("district", 0) - districts
    return FacetList(
        name="place",
        title=title,
        groups=(Group("", values),),
        more=_whole("district", links, site) if more > 0 else "",
        more_text=t("facet.more.districts", n=more),
        others=tuple(link for link in others if not (more > 0 and "/chon/district" in link.href)),
    )


def _beside(page: SearchPage) -> list[str]:
    main = [name for name, facet in FACETS.items() if facet.main]
    chosen = {choice.facet for choice, _ in page.request.choices()}
    return main + [name for name in FACETS if name in chosen and name not in main]


def other_facets(page: SearchPage, links: Links, site: Site, t: Texts) -> list[Link]:
    """Return links to the pages of the facets that are not shown beside the results."""
    beside = _beside(page)
    return [
        Link(t(f"facet.{name}"), _whole(name, links, site))
        for name in FACETS
        if name not in (*beside, *PLACE_LEVELS) and page.facets.get(name)
    ]


def _whole(name: str, links: Links, site: Site) -> str:
    return links.at(f"{site.root}/chon/{name}").without("facet_q", "facet_limit").here()


def _facet(name: str, page: SearchPage, links: Links, site: Site, t: Texts) -> FacetList:
    if is_crowded(page.request):
        return FacetList(name, t(f"facet.{name}"), (), _whole(name, links, site), t("facet.choose"))
    counts: Sequence[FacetCount] = page.facets[name]
    shown = [c for i, c in enumerate(counts) if i < SHOWN or c.selected or c.excluded]
    total = page.facet_totals.get(name, len(counts))
    return FacetList(
        name=name,
        title=t(f"facet.{name}"),
        groups=tuple(facet_groups(name, shown, links, t)),
        more=_whole(name, links, site) if total > len(shown) else "",
        more_text=t("facet.more", n=total - len(shown)),
    )


def facet_groups(
    name: str, counts: Iterable[FacetCount], links: Links, t: Texts, *, exclude: bool = True
) -> list[Group]:
    """Return values to click under their headings: districts by province, codes by level, others
    under none."""
    return [
        Group(heading, tuple(value_of(name, count, links, t, exclude) for count in group))
        for heading, group in _grouped(name, counts, t, by_type=False)
    ]


def pick_groups(name: str, counts: Sequence[FacetCount], t: Texts) -> list[Group]:
    """Return values to tick under their headings: as `facet_groups`, but codes by level and type.

    What is chosen stands first, under a heading of its own.
    """
    chosen = [count for count in counts if count.selected]
    others = [count for count in counts if not count.selected]
    groups = [
        Group(heading, tuple(_tick(name, count, t) for count in group))
        for heading, group in _grouped(name, others, t, by_type=True)
    ]
    first = Group(t("facet.chosen"), tuple(_tick(name, count, t) for count in chosen))
    return [first, *groups] if chosen else groups


def _grouped(
    name: str, counts: Iterable[FacetCount], t: Texts, *, by_type: bool
) -> Iterator[tuple[str, list[FacetCount]]]:
    """Yield headings in the order of their first value, those of codes in the order of levels and
    types."""
    groups: dict[str, list[FacetCount]] = {}
    if name != "code":
        for count in counts:
            groups.setdefault(_province(name, count), []).append(count)
        yield from groups.items()
        return
    order: dict[str, tuple[object, ...]] = {}
    levels = (*LEVELS, t("facet.other"))
    for count in counts:
        level = code_level(count.value) or t("facet.other")
        kind = ", ".join(code_types(count.value)) if by_type else ""
        heading = " – ".join(filter(None, (level, kind)))
        groups.setdefault(heading, []).append(count)
        order[heading] = levels.index(level), natural_key(kind)
    yield from sorted(groups.items(), key=lambda group: order[group[0]])


def _province(name: str, count: FacetCount) -> str:
    _, comma, province = count.value.rpartition(", ")
    return province if comma and name in ("district", "ward") else ""


def _tick(name: str, count: FacetCount, t: Texts) -> Value:
    text = count.value if name == "code" else text_of(name, count)
    return Value(count.value, text, t.number(count.count), "", "", count.selected, count.excluded)
