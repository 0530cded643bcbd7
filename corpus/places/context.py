"""What surrounds a name in an article: its time, the provinces and districts named, and how near
they are."""

import re
from bisect import bisect
from dataclasses import dataclass, field

from corpus.places.name_lists import Candidate
from corpus.places.scanner import Province
from corpus.places.units import LAST_DAY, REFORM, Gazetteer, Unit, province_on

__all__ = [
    "FAR",
    "Context",
    "Resolved",
    "distance",
    "family",
    "in_force",
    "nearest",
    "province_after",
    "province_in",
    "sign_distance",
]

FAR = 10**9
"""More characters than any article has: nothing speaks for it."""
_BESIDE = 14
"""Characters between a unit and its province, enough for ", thuộc tỉnh "."""
# between a unit and its province: ", tỉnh ", " (", " thuộc "
_ADJACENT = re.compile(r"[ ,;(–-]*(?:thuộc |của )?(?:tỉnh |t\.)? *")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A candidate with the unit it means; `implied` is the district that only the ward names."""

    candidate: Candidate
    unit: Unit
    rule: str
    implied: Unit | None = None


@dataclass(slots=True)
class Context:
    """What is known of one article while its places are resolved; `day` is "" when unknown.

    `home`: provinces that the title or the source name. `signs`: province -> offsets of what speaks
    for it. `districts`: canonical name -> offsets of its mentions, both in order after `sort`.
    `chains`: the first district of each list. `raised`: cities found that have become provinces.
    """

    text: str
    day: str
    reformed: bool
    places: Gazetteer
    provinces: list[Province]
    home: frozenset[str]
    signs: dict[str, list[int]] = field(default_factory=dict)
    districts: dict[str, list[int]] = field(default_factory=dict)
    chains: dict[int, Unit] = field(default_factory=dict)
    raised: list[Province] = field(default_factory=list)
    found: list[Resolved] = field(default_factory=list)
    refused: list[tuple[Candidate, str]] = field(default_factory=list)

    def accept(self, resolved: Resolved) -> None:
        """Keep a resolved candidate; a district also speaks for its province from now on."""
        self.found.append(resolved)
        unit, start = resolved.unit, resolved.candidate.start
        if unit.kind == "district":
            self.signs.setdefault(unit.province, []).append(start)
            self.districts.setdefault(unit.name, []).append(start)
            self.chains.setdefault(resolved.candidate.chain, unit)

    def sort(self) -> None:
        """Put what was accepted since the last pass in order; until then it is no evidence."""
        self.provinces += self.raised
        self.provinces.sort(key=lambda province: province.start)
        self.raised.clear()
        for spots in (*self.signs.values(), *self.districts.values()):
            spots.sort()


def distance(spots: list[int], at: int) -> int:
    """Return how far the nearest of some offsets is; those before count half as far as those
    after."""
    index = bisect(spots, at)
    before = at - spots[index - 1] if index else FAR
    after = 2 * (spots[index] - at) if index < len(spots) else FAR
    return min(before, after)


def sign_distance(context: Context, province: str, at: int) -> int:
    """Return how far the nearest sign of a province is in characters; `FAR` when nothing speaks for
    it."""
    names = {province, province_on(province, REFORM)} if context.reformed else {province}
    found = FAR
    for spots in (context.signs[name] for name in names if name in context.signs):
        index = bisect(spots, at)
        near = [abs(spots[side] - at) for side in (index - 1, index) if 0 <= side < len(spots)]
        found = min(found, *near)
    return len(context.text) if found == FAR and province in context.home else found


def nearest(context: Context, units: list[Unit], at: int) -> Unit | None:
    """Return the unit whose province is nearest to an offset; None when nothing speaks for any, or
    two tie."""
    ranked = sorted(
        (sign_distance(context, unit.province, at), index) for index, unit in enumerate(units)
    )
    if not ranked or ranked[0][0] >= FAR or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return units[ranked[0][1]]


def in_force(units: list[Unit], day: str) -> list[Unit]:
    """Keep the districts in force on a day, if there are any; without a day, those that lasted
    until the end."""
    if day:
        return [unit for unit in units if unit.in_force(min(day, LAST_DAY))] or units
    return [unit for unit in units if unit.until == LAST_DAY] or units


def province_after(context: Context, end: int) -> str:
    """Return the province printed right after a name (", Nghệ An", "(TP.HCM)"), "" without one."""
    at = bisect(context.provinces, end - 1, key=lambda province: province.start)
    if at < len(context.provinces) and context.provinces[at].start - end <= _BESIDE:
        province = context.provinces[at]
        if _ADJACENT.fullmatch(context.text[end : province.start].lower()):
            return province_in(province.name, context.day)
    return ""


def province_in(name: str, day: str) -> str:
    """Return the name under which a province's districts stand on a day (Huế moved in 2025)."""
    return province_on(name, min(day or "2024", LAST_DAY)) if name.endswith("Huế") else name


def family(context: Context, district: str) -> set[str]:
    """Return the names under which a ward's district may be printed: its own, those before and
    after it."""
    tables = context.places
    return {
        district,
        tables.earlier.get(district, district),
        *tables.moved.get(district, ()),
        *tables.came_from.get(district, ()),
    }
