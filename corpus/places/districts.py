"""Deciding which district a name means: by the level word, the article's time, the provinces around
it."""

from collections.abc import Iterable

from corpus.places.context import Context, Resolved, in_force, nearest, province_after, province_in
from corpus.places.name_lists import Candidate
from corpus.places.scanner import Province, Scan
from corpus.places.units import REFORM, Gazetteer, Unit
from corpus.places.wards import resolve_wards

__all__ = ["resolve"]


def resolve(
    scan: Scan, text: str, day: str, reformed: bool, places: Gazetteer, home: frozenset[str]
) -> Context:
    """Resolve every candidate: districts named beyond doubt, then the other districts, then wards
    and bare names."""
    context = Context(text, day, reformed, places, scan.provinces, home)
    for province in scan.provinces:
        name = province_in(province.name, day)
        context.signs.setdefault(name, []).append(province.start)
    named = [one for one in scan.candidates if one.kind == "district"]
    for certain in (True, False):
        named = [one for one in named if not _settle(context, one, certain)]
        context.sort()
    context.refused += [(one, _why(one, places)) for one in named]
    resolve_wards(context, scan.candidates)
    return context


def _settle(context: Context, one: Candidate, certain: bool) -> bool:
    unit, rule = _district(context, one, certain)
    if unit is not None and not _became_province(context, one, unit):
        context.accept(Resolved(one, unit, rule))
    return unit is not None


def _became_province(context: Context, one: Candidate, unit: Unit) -> bool:
    """Take a city that has become a province of the same name for that province (Huế from 2025)."""
    name = f"{unit.level} {unit.short}"
    if name not in context.places.provinces or not (context.reformed or context.day > unit.until):
        return False
    context.raised.append(Province(name, one.start, one.end, False))
    context.signs.setdefault(name, []).append(one.start)
    return True


def _why(candidate: Candidate, places: Gazetteer) -> str:
    if len(places.districts.get(candidate.key, ())) > 1:
        return "several districts have this name and no province near decides"
    return "no district of this level and name"


def _district(context: Context, one: Candidate, certain: bool) -> tuple[Unit | None, str]:
    """Return the district a candidate means and why; the first pass takes only what needs no
    evidence."""
    units = context.places.districts.get(one.key, ())
    province = province_after(context, one.end)
    if one.start == one.name:
        fitting = _in_list(context, one, units, province)
    else:
        fitting = in_force(_levelled(units, one.level, context.day), context.day)
    fitting = [unit for unit in fitting if unit.province == province] or fitting
    if len(fitting) == 1:
        return fitting[0], one.rule
    if certain:
        return None, ""
    return nearest(context, fitting, one.end), f"{one.rule}; province by the nearest sign"


def _levelled(units: Iterable[Unit], level: str, day: str) -> list[Unit]:
    """Return the units that a level word fits: exactly, else a quận called huyện and the like."""
    units = list(units)
    exact = [unit for unit in units if unit.level == level]
    if exact or not level:
        return exact or units
    if level == "Thành phố":
        return [
            unit
            for unit in units
            if unit.level == "Thị xã" and unit.in_force(min(day or "2020", "2025"))
        ]
    return [unit for unit in units if unit.level != "Thành phố"]


def _in_list(context: Context, one: Candidate, units: Iterable[Unit], province: str) -> list[Unit]:
    """Return what a further name in a list may mean: of the same province as the first, or of the
    one printed."""
    before = context.chains.get(one.chain)
    wanted = province or (before.province if before else "")
    fitting = [unit for unit in units if unit.province == wanted]
    same = [unit for unit in fitting if unit.level == one.level and unit.since < REFORM]
    if same and in_force(fitting, context.day) != fitting and one.level != "Thành phố":
        return in_force(same, context.day)
    return in_force(fitting, context.day)
