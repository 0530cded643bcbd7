"""Deciding which unit a name means: by the level word, the article's time, and the provinces and districts around it."""

import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.gazetteer import REFORM, Gazetteer, Unit, province_on
from corpus.place_scanner import Candidate, Province, Scan

__all__ = ["Resolved", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A candidate with the unit it means; `implied` is the district that only the ward names."""

    candidate: Candidate
    unit: Unit
    rule: str
    implied: Unit | None = None


@dataclass(slots=True)
class Context:
    """What is known of one article while its places are resolved; `day` is "" when unknown."""

    text: str
    day: str
    reformed: bool
    places: Gazetteer
    provinces: list[Province]
    home: frozenset[str]
    near: dict[str, list[int]] = field(default_factory=dict)
    found: list[Resolved] = field(default_factory=list)
    refused: list[tuple[Candidate, str]] = field(default_factory=list)

    def note(self, province: str, at: int) -> None:
        """Remember that something at an offset speaks for a province."""
        self.near.setdefault(province, []).append(at)

    def distance(self, province: str, at: int) -> int:
        """Return how far the nearest sign of a province is, in characters; large when there is none."""
        names = (province, province_on(province, REFORM)) if self.reformed else (province,)
        spots = [abs(spot - at) for name in names for spot in self.near.get(name, ())]
        return min(spots, default=len(self.text) if province in self.home else 10**9)


_GONE = re.compile(r"[ ,]*\(?(?:cũ\b|trước đây|trước kia|ngày trước)")
_LINK = re.compile(r"[ ,;(–-]*(thuộc|của|ở|tại|trên)?(?: địa bàn)?[ ,(]*")
_ORIGIN = re.compile(
    r"trên cơ sở|hình thành từ|thành lập từ|sáp nhập|hợp nhất|tách ra từ|nhập (?:toàn bộ|nguyên trạng)"
)
_ADJACENT = re.compile(r"[ ,;(–-]*(?:thuộc |của )?(?:tỉnh |t\.)?[ ]*")
_ORGAN = (
    "công an ", "ubnd ", "vksnd ", "tand ", "hđnd ", "mttq ", "đảng bộ ", "tòa án nhân dân ", "tòa án ", "ca ",
    "quận ủy ", "huyện ủy ", "bí thư ", "liên quận ",
)  # fmt: skip
_LOCATIVE = (
    " ở ", " tại ", " từ ", " về ", " ngụ ", " trú ", "khu vực ", "địa bàn ", "hướng ", " đến ", " qua ", " quê ",
    "ngoại thành ", "người ", "đoạn ",
)  # fmt: skip
_MISTAKEN = {"Quận": "Huyện", "Huyện": "Quận"}


def resolve(
    scan: Scan, text: str, day: str, reformed: bool, places: Gazetteer, home: frozenset[str]
) -> Context:
    """Resolve every candidate: districts named beyond doubt first, then the other districts, then the wards."""
    context = Context(text, day, reformed, places, scan.provinces, home)
    for province in scan.provinces:
        context.note(province.name, province.start)
    chosen: dict[Candidate, tuple[Unit, str]] = {}
    named = [one for one in scan.candidates if one.kind == "district"]
    for certain in (True, False):
        for candidate in named:
            if candidate not in chosen:
                choice = _district(context, candidate, chosen, certain)
                if choice is not None:
                    chosen[candidate] = choice
                    context.note(choice[0].province, candidate.start)
    _wards(context, scan.candidates, chosen)
    for candidate, (unit, rule) in chosen.items():
        context.found.append(Resolved(candidate, unit, rule))
    context.refused += [(one, _why(one, places)) for one in named if one not in chosen]
    return context


def _why(candidate: Candidate, places: Gazetteer) -> str:
    if len(places.districts.get(candidate.key, ())) > 1:
        return "several districts have this name and no province near it decides"
    return "no district of this level and name"


def _levelled(units: Iterable[Unit], level: str, day: str) -> list[Unit]:
    """Return the units a level word fits: exactly, else with quận for huyện, thị xã for either, or an earlier level."""
    units = list(units)
    exact = [unit for unit in units if unit.level == level]
    if exact or level == "Thành phố":
        return exact or [unit for unit in units if unit.level == "Thị xã" and unit.until < REFORM[:7]]
    lower = [unit for unit in units if unit.level != "Thành phố"]
    return _in_force(lower, day)


def _in_force(units: list[Unit], day: str) -> list[Unit]:
    """Keep the units in force on a day, if there are any; without a day, those that lasted longest."""
    if day:
        return [unit for unit in units if unit.in_force(min(day, "2025-06-30"))] or units
    return [unit for unit in units if unit.until == "2025-06-30"] or units


def _adjacent_province(context: Context, end: int) -> str:
    """Return the province printed right after a name (", Nghệ An", "(TP.HCM)"), "" without one."""
    at = bisect(context.provinces, end - 1, key=lambda province: province.start)
    if at < len(context.provinces) and context.provinces[at].start - end <= 14:
        province = context.provinces[at]
        if _ADJACENT.fullmatch(context.text[end : province.start].lower()):
            return province.name
    return ""


def _nearest(context: Context, units: list[Unit], at: int) -> Unit | None:
    """Return the unit whose province is nearest to an offset; None when nothing speaks for any, or two tie."""
    ranked = sorted((context.distance(unit.province, at), index) for index, unit in enumerate(units))
    if not ranked or ranked[0][0] >= 10**9 or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return units[ranked[0][1]]


def _district(
    context: Context, one: Candidate, chosen: dict[Candidate, tuple[Unit, str]], certain: bool
) -> tuple[Unit, str] | None:
    """Return the district a candidate means and why; the first pass takes only what needs no evidence."""
    units = context.places.districts.get(one.key, ())
    before = next((unit for other, (unit, _) in chosen.items() if other.chain == one.chain), None)
    later = one.start == one.name
    fitting = list(units) if later else _levelled(units, one.level, context.day)
    province = _adjacent_province(context, one.end)
    if later:
        fitting = _in_list(fitting, before, province, one.level, context.day)
    if len(fitting) > 1:
        same = [unit for unit in fitting if unit.province == province]
        fitting = same or fitting
    if len({unit.province for unit in fitting}) > 1 and province == "" and certain:
        return None
    if len(fitting) > 1:
        fitting = (
            _in_force(fitting, context.day) if len({unit.province for unit in fitting}) == 1 else fitting
        )
    if len(fitting) == 1:
        return fitting[0], one.rule
    if not fitting or certain:
        return None
    nearest = _nearest(context, _in_force(fitting, context.day), one.end)
    return (nearest, f"{one.rule}; province by the nearest sign") if nearest else None


def _in_list(units: list[Unit], before: Unit | None, province: str, level: str, day: str) -> list[Unit]:
    """Return what a further name in a list may mean: a unit of the same province as the first, or of the one printed."""
    wanted = province or (before.province if before else "")
    units = [unit for unit in units if unit.province == wanted]
    same = [unit for unit in units if unit.level == level]
    if same and level != "Thành phố":
        return _in_force(same, day)
    return _in_force(units, day)


def _wards(context: Context, candidates: list[Candidate], chosen: dict[Candidate, tuple[Unit, str]]) -> None:
    """Resolve wards and bare names, from the end of the text, so that a ward knows the district printed after it."""
    following: Resolved | None = None
    next_gone = False
    results: list[Resolved] = []
    spots = sorted((one.start, unit) for one, (unit, _) in chosen.items())
    for one in reversed(candidates):
        if one.kind == "district" and one in chosen:
            following = Resolved(one, chosen[one][0], "")
            next_gone = bool(_GONE.match(context.text, one.end))
            continue
        if one.kind == "bare":
            unit, rule = _bare(context, one, following, spots)
        else:
            unit, rule = _ward(context, one, _linked(context, one, following), next_gone, spots)
        if unit is None:
            context.refused.append((one, rule))
            continue
        if unit.kind == "district":
            chosen[one] = (unit, rule)
            following, next_gone = Resolved(one, unit, ""), bool(_GONE.match(context.text, one.end))
            continue
        parent = context.places.by_name.get(unit.parent)
        named = parent is None or any(unit.parent == other.name for _, other in spots) or context.reformed
        results.append(Resolved(one, unit, rule, None if named else parent))
        if following is not None and _linked(context, one, following) is not None:
            following = Resolved(one, following.unit, "")
    context.found += reversed(results)


def _linked(context: Context, one: Candidate, following: Resolved | None) -> Resolved | None:
    """Return the district that the text joins to a ward ("phường 12, Quận 5"), directly or over its neighbours."""
    if following is None:
        return None
    gap = context.text[one.end : following.candidate.start]
    if len(gap) > 30:
        return None
    if following.candidate.kind == "ward":
        joined = len(gap) <= 24 and not re.search(r"[.:\n!?]", gap)
    else:
        joined = _LINK.fullmatch(gap.lower()) is not None
    return following if joined else None


def _ward(
    context: Context, one: Candidate, linked: Resolved | None, gone: bool, spots: list[tuple[int, Unit]]
) -> tuple[Unit | None, str]:
    """Return the ward (or, in a list, the district) a candidate means, and the rule."""
    units = [
        unit
        for unit in context.places.wards.get(one.key, ())
        if one.start == one.name or unit.level == one.level
    ]
    if not units and one.start != one.name:
        units = [
            unit for unit in context.places.wards.get(one.key, ()) if one.level != "Phường" != unit.level
        ]
    old = [unit for unit in units if unit.since < REFORM]
    if context.reformed and not _is_origin(context, one, linked, gone):
        new = [unit for unit in units if unit.since >= REFORM]
        unit = _nearest(context, new, one.end) or (new[0] if len(new) == 1 else None)
        if unit is not None:
            return unit, f"{one.rule}; ward of today"
    if one.start == one.name and not context.reformed and one.key in context.places.districts:
        return None, "a district's name in a list of wards"
    return _old_ward(context, one, old, linked, spots)


def _is_origin(context: Context, one: Candidate, linked: Resolved | None, gone: bool) -> bool:
    """Say whether a newer text names a ward of before the reform, as origin or with "cũ", "trước đây"."""
    if _GONE.match(context.text, one.end):
        return True
    if linked is not None and "thuộc" not in context.text[one.end : linked.candidate.start]:
        return True
    begin = max(
        context.text.rfind(". ", 0, one.start), context.text.rfind("\n", 0, one.start), one.start - 400, 0
    )
    return _ORIGIN.search(context.text, begin, one.start) is not None


def _old_ward(
    context: Context,
    one: Candidate,
    units: list[Unit],
    linked: Resolved | None,
    spots: list[tuple[int, Unit]],
) -> tuple[Unit | None, str]:
    """Return the ward of before the reform: by the district joined to it, by those named near, by the city."""
    if linked is not None:
        inside = _of_district(context, units, linked.unit)
        return (
            (inside, f"{one.rule}; with its district")
            if inside
            else (None, "not a ward of the district named")
        )
    near = sorted(
        (abs(at - one.start) * (1 if at < one.start else 2), index) for index, (at, _) in enumerate(spots)
    )
    for _, index in near:
        if inside := _of_district(context, units, spots[index][1]):
            return inside, f"{one.rule}; of a district named near"
    if one.key.isdigit():
        return None, "numbered ward without its district"
    if "longer name" in one.rule:
        return None, "may be part of a longer name"
    return _by_city(context, one, units)


def _of_district(context: Context, units: list[Unit], district: Unit) -> Unit | None:
    """Return the ward of a district, or of the one it became or came from, as it was called on the day."""
    family = {district.name, context.places.earlier.get(district.name, "")}
    family |= {new for new, old in context.places.earlier.items() if old == district.name}
    moved = set(context.places.moved.get(district.name, ())) if context.day > district.until else set()
    inside = [unit for unit in units if unit.parent in family] or [
        unit for unit in units if unit.parent in moved
    ]
    if not inside:
        return None
    if moved and not context.reformed:
        return next((unit for unit in units if unit.parent in moved), inside[0])
    return _renamed(context, inside[0], district)


def _renamed(context: Context, ward: Unit, district: Unit) -> Unit:
    """Return the ward under the district's name of the time (Phường Dĩ An of 2017 is in Thị xã Dĩ An)."""
    return (
        ward
        if ward.parent == district.name
        else ward._replace(parent=district.name, province=district.province)
    )


def _by_city(context: Context, one: Candidate, units: list[Unit]) -> tuple[Unit | None, str]:
    """Return a named ward whose district is not named: the city must be clear and the name single in it."""
    units = _in_force_wards(context, units)
    signs = {unit.province: context.distance(unit.province, one.end) for unit in units}
    signs = {province: far for province, far in signs.items() if far < 10**9}
    if not signs:
        return None, "no province near decides which ward of this name"
    province = min(signs, key=lambda name: signs[name])
    closest = min((context.distance(name, one.end) for name in context.near), default=10**9)
    if closest < signs[province] and len(context.near) > 1:
        return None, "another province is nearer"
    inside = [unit for unit in units if unit.province == province]
    if len(inside) != 1:
        return None, "several wards of the province have this name"
    return inside[0], f"{one.rule}; single in the province"


def _in_force_wards(context: Context, units: list[Unit]) -> list[Unit]:
    """Return wards under the districts of the day; without a day, drop names whose district is in doubt."""
    day = context.day or "2025-06-30"
    result = []
    for unit in units:
        district = context.places.by_name[unit.parent]
        while district.since > day and (earlier := context.places.earlier.get(district.name)):
            district = context.places.by_name[earlier]
        if district.in_force(min(day, "2025-06-30")):
            result.append(_renamed(context, unit, district))
    return list(dict.fromkeys(result))


def _bare(
    context: Context, one: Candidate, following: Resolved | None, spots: list[tuple[int, Unit]]
) -> tuple[Unit | None, str]:
    """Return the district a name without level word means: only with its province beside it, or after a cue."""
    text, low = context.text, context.text[max(0, one.start - 20) : one.start].lower()
    units = context.places.districts[one.key]
    before = low.rstrip().rsplit(" ", 1)[-1]
    if text[one.end : one.end + 1] == " " and text[one.end + 1 : one.end + 2].isupper():
        return None, "part of a longer name"
    province = _adjacent_province(context, one.end)
    own = [unit for unit in units if unit.province == province]
    if own:
        return _in_force(own, context.day)[0], "name with its province"
    cue = next((cue for cue in (*_ORGAN, *_LOCATIVE) if low.endswith(cue)), "")
    if not cue or len({unit.province for unit in units}) > 1:
        return None, f"name without level word or province ({before})"
    if context.distance(units[0].province, one.end) >= 10**9:
        return None, "name without level word, its province is not named"
    return _in_force(list(units), context.day)[0], f"name after “{cue.strip()}”, its province named"
