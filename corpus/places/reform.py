"""The reform of 1 July 2025: which wards came from a district, and which districts a ward's land
was in."""

from functools import cache
from typing import NamedTuple

from corpus.places.units import gazetteer, read_table
from corpus.vietnamese.ordering import natural_key

__all__ = ["Area", "area_of", "predecessors", "successors"]


class Area(NamedTuple):
    """The other side of the reform: `values` are facet values of `facet`; those in `partial` share
    only a part."""

    facet: str
    label: str
    values: tuple[str, ...]
    partial: frozenset[str]


@cache
def _origins() -> tuple[dict[str, dict[str, bool]], dict[str, dict[str, bool]]]:
    """Return new ward -> old district -> partial?, and the same turned round (is part of the ward
    from elsewhere?)."""
    back: dict[str, dict[str, bool]] = {}
    forth: dict[str, dict[str, bool]] = {}
    for ward, *parts in read_table("origins.tsv"):
        sources = dict(part.rsplit("=", 1) for part in parts)
        back[ward] = {district: len(sources) > 1 for district in sources}
        for district in sources:
            forth.setdefault(district, {})[ward] = len(sources) > 1
    return back, forth


def _latest(district: str) -> tuple[str, ...]:
    """Follow a district that ended early to those that stood on 30 June 2025 (Quận 2 -> Thành phố
    Thủ Đức)."""
    moved = gazetteer().moved.get(district, ())
    return tuple(dict.fromkeys(last for name in moved for last in _latest(name))) or (district,)


def successors(district: str) -> tuple[tuple[str, bool], ...]:
    """Return (ward of 2025, partial?) for a canonical district; partial: the ward also holds land
    from elsewhere.

    Empty for an unknown name. A district merged before the reform gives its successor's wards, all
    partial.
    """
    forth = _origins()[1]
    latest = _latest(district)
    merged = latest != (district,) and gazetteer().earlier.get(latest[0]) != district
    found = {ward: flag or merged for name in latest for ward, flag in forth.get(name, {}).items()}
    return tuple(sorted(found.items(), key=lambda pair: natural_key(pair[0])))


def predecessors(ward: str) -> tuple[tuple[str, bool], ...]:
    """Return (district, partial?) for a canonical ward of 2025: the districts its land came
    from."""
    return tuple(_origins()[0].get(ward, {}).items())


def area_of(value: str) -> Area | None:
    """Return the link across the reform for a district ("khu vực Quận 1 (cũ)") or a ward of 2025;
    None without one."""
    short = value.split(", ")[0]
    if wards := successors(value):
        return Area(
            "ward",
            f"khu vực {short} (cũ)",
            tuple(w for w, _ in wards),
            frozenset(w for w, p in wards if p),
        )
    if old := predecessors(value):
        names = ", ".join(name.split(", ")[0] for name, _ in old)
        return Area(
            "district",
            f"khu vực {names} (cũ)",
            tuple(d for d, _ in old),
            frozenset(d for d, p in old if p),
        )
    return None
