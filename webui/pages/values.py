"""Values of facets as links: to choose each, and to leave it out."""

from typing import NamedTuple

from search.facets import excluding
from search.model import FacetCount
from webui.links import Links
from webui.pages.labels import code_type
from webui.texts import Texts

__all__ = ["Value", "text_of", "value_of"]


class Value(NamedTuple):
    """One value of a facet. `href` chooses it, or drops the choice; `exclude` leaves its articles
    out. In a tree `depth` counts from 0; `note` is what is said beside the name."""

    value: str
    text: str
    count: str  # type: ignore[assignment]
    href: str
    exclude: str
    selected: bool
    excluded: bool
    depth: int = 0
    note: str = ""


def value_of(name: str, count: FacetCount, links: Links, t: Texts, exclude: bool = True) -> Value:
    """Return a value to click."""
    value = count.value
    chosen = excluding(name) if count.excluded else name
    on = count.selected or count.excluded
    return Value(
        value=value,
        text=text_of(name, count),
        count=t.number(count.count),
        href=links.minus(chosen, value) if on else links.plus(name, value),
        exclude=links.plus(excluding(name), value) if exclude and not on else "",
        selected=count.selected,
        excluded=count.excluded,
    )


def text_of(name: str, count: FacetCount) -> str:
    """Return how a value is shown: a place without its province, a code with its type."""
    if name in ("district", "ward"):
        return count.value.rpartition(", ")[0] or count.value
    if name == "code" and (kind := code_type(count.value)):
        return f"{count.value} ({kind})"
    return count.label or count.value
