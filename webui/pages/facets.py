"""What the facets show: groups of values with counts, links to choose each and to leave it out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.codes.tables import LEVELS
from corpus.vietnamese.ordering import natural_key
from search.facets import FACETS, excluding
from search.model import FacetCount, SearchPage
from webui.links import Links, Site
from webui.pages.labels import code_level, code_type, code_types
from webui.pages.results import Link, is_crowded
from webui.texts import Texts

__all__ = ["FacetList", "Group", "Value", "facet_groups", "facets", "other_facets", "pick_groups"]

SHOWN = 8


class Value(NamedTuple):
    """One value of a facet. `href` chooses it, or drops the choice; `exclude` leaves its articles
    out."""

    value: str
    text: str
    count: str  # type: ignore[assignment]
    href: str
    exclude: str
    selected: bool
    excluded: bool


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


def facets(page: SearchPage, links: Links, site: Site, t: Texts) -> list[FacetList]:
    """Return the main facets of a page of results, and others with a choice made, cut to their
    first values."""
    return [_facet(name, page, links, site, t) for name in _beside(page) if page.facets.get(name)]


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
        if name not in beside and page.facets.get(name)
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
        Group(heading, tuple(_value(name, count, links, t, exclude) for count in group))
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


def _value(name: str, count: FacetCount, links: Links, t: Texts, exclude: bool) -> Value:
    value = count.value
    chosen = excluding(name) if count.excluded else name
    on = count.selected or count.excluded
    return Value(
        value=value,
        text=_text(name, count),
        count=t.number(count.count),
        href=links.minus(chosen, value) if on else links.plus(name, value),
        exclude=links.plus(excluding(name), value) if exclude and not on else "",
        selected=count.selected,
        excluded=count.excluded,
    )


def _tick(name: str, count: FacetCount, t: Texts) -> Value:
    text = count.value if name == "code" else _text(name, count)
    return Value(count.value, text, t.number(count.count), "", "", count.selected, count.excluded)


def _text(name: str, count: FacetCount) -> str:
    if name in ("district", "ward"):
        return count.value.rpartition(", ")[0] or count.value
    if name == "code" and (kind := code_type(count.value)):
        return f"{count.value} ({kind})"
    return count.label or count.value
