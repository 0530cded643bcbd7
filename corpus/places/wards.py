"""Deciding which ward a name means.

Before the reform a ward belongs to a district: the one joined to it, one named in the article, or,
when the city is clear and the name single in it, the one it implies. After the reform it stands in
its province alone, unless the text speaks of the old ward.
"""

import re

from corpus.places.bare_districts import settle_bare
from corpus.places.context import (
    FAR,
    Context,
    Resolved,
    distance,
    family,
    nearest,
    province_after,
    sign_distance,
)
from corpus.places.name_lists import Candidate
from corpus.places.units import LAST_DAY, REFORM, Unit, province_on
from corpus.vietnamese.sentences import sentence_around

__all__ = ["resolve_wards"]

# " (cũ)", ", trước đây"
_GONE = re.compile(r"[ ,]*\(?(?:cũ\b|trước đây|trước kia|ngày trước|trước khi sáp nhập)")
# between a ward and its district: ", ", " thuộc địa bàn "
_JOINED = re.compile(r"[ ,(–-]*(?:thuộc|của|ở|tại|trên)?(?: địa bàn)?[ ,(]*")
# between two wards of one list: ", ", " và một phần "
_AND = re.compile(
    r"[ ,]*(?:(?:và|cùng|với|các|hai|ba|một phần|phần|toàn bộ|diện tích tự nhiên|dân số|của),? *)*"
)
# "thành lập trên cơ sở", "sáp nhập": what follows were wards before the reform
_ORIGIN = re.compile(
    r"trên cơ sở|hình thành từ|thành lập từ|sáp nhập|hợp nhất|tách ra từ|nhập (?:toàn bộ"
    r"|nguyên trạng)"
)
_NEXT = 30
"""Characters from a ward in which what belongs to it is looked for."""
_LONGEST_SENTENCE = 400


def resolve_wards(context: Context, candidates: list[Candidate]) -> None:
    """Resolve bare names, then wards from the end of the text, so that each knows the district
    printed after it."""
    for index, one in enumerate(candidates):
        if one.kind != "district":
            settle_bare(context, one, candidates[index - 1] if index else one)
    context.sort()
    named = {resolved.candidate: resolved.unit for resolved in context.found}
    joined: tuple[Candidate, Unit, bool] | None = None
    for one in reversed(candidates):
        if (district := named.get(one)) is not None:
            joined = (one, district, _GONE.match(context.text, one.end) is not None)
        elif one.kind == "ward":
            joined = _joined(context, one, joined)
            _settle(context, one, joined)
            joined = joined and (one, *joined[1:])


def _joined(
    context: Context, one: Candidate, after: tuple[Candidate, Unit, bool] | None
) -> tuple[Candidate, Unit, bool] | None:
    """Return the district that the text joins to a ward ("phường 12, Quận 5"), directly or over its
    neighbours."""
    if after is None or after[0].start - one.end > _NEXT:
        return None
    gap = context.text[one.end : after[0].start]
    if after[0].kind == "ward":
        return after if _AND.fullmatch(gap) else None
    return after if _JOINED.fullmatch(gap.lower()) else None


def _settle(context: Context, one: Candidate, joined: tuple[Candidate, Unit, bool] | None) -> None:
    """Accept or refuse one ward, and with it the district that only it names."""
    unit, rule = _ward(context, one, joined)
    if unit is None:
        context.refused.append((one, rule))
        return
    district = context.places.by_name.get(unit.parent)
    if district is not None and (district.name in context.districts or context.reformed):
        district = None
    context.accept(Resolved(one, unit, rule, district))


def _ward(
    context: Context, one: Candidate, joined: tuple[Candidate, Unit, bool] | None
) -> tuple[Unit | None, str]:
    """Return the ward a candidate means, and the rule that took or refused it."""
    known = context.places.wards.get(one.key, ())
    units = [unit for unit in known if one.level in ("", unit.level)]
    if not units and one.start == one.name:
        units = list(known)
    if province := province_after(context, one.end):
        units = [unit for unit in units if province in _provinces(unit)]
    old = [unit for unit in units if unit.since < REFORM]
    new = [unit for unit in units if unit.since >= REFORM]
    if not context.reformed:
        return _undated(context, one, old, new if province else [], joined)
    today = nearest(context, new, one.end) or (new[0] if len(new) == 1 else None)
    if today is not None and not _is_origin(context, one, joined):
        return today, f"{one.rule}; ward of today"
    former, rule = _old_ward(context, one, old, joined)
    return (former, rule) if former or not today else (today, f"{one.rule}; ward of today")


def _provinces(unit: Unit) -> set[str]:
    """Return the provinces under which a ward may be printed: its own, and the one of today."""
    return {unit.province, province_on(unit.province, REFORM)}


def _undated(
    context: Context,
    one: Candidate,
    old: list[Unit],
    new: list[Unit],
    joined: tuple[Candidate, Unit, bool] | None,
) -> tuple[Unit | None, str]:
    """Return the ward in a text that nothing puts after the reform; without a day, one of today
    where only it lies in the province printed behind the name."""
    former, rule = _old_ward(context, one, old, joined)
    if former or context.day or joined or len(new) != 1:
        return former, rule
    return new[0], f"{one.rule}; ward of today in the province printed"


def _is_origin(
    context: Context, one: Candidate, joined: tuple[Candidate, Unit, bool] | None
) -> bool:
    """Say whether a newer text names a ward of before the reform, as origin or with "cũ", "trước
    đây"."""
    if _GONE.match(context.text, one.end):
        return True
    if joined is not None and "thuộc" not in context.text[one.end : one.end + _NEXT]:
        return True
    begin, _ = sentence_around(context.text, one.start, one.end, _LONGEST_SENTENCE)
    return _ORIGIN.search(context.text, begin, one.start) is not None


def _old_ward(
    context: Context, one: Candidate, units: list[Unit], joined: tuple[Candidate, Unit, bool] | None
) -> tuple[Unit | None, str]:
    """Return the ward of before the reform: by the district joined to it, by those named near, by
    the city."""
    if joined is not None:
        inside = _of_district(context, units, joined[1])
        return (
            inside,
            f"{one.rule}; with its district" if inside else "not a ward of the district named",
        )
    pool = _pool(context, units)
    ranked = sorted(
        (_named_distance(context, unit, one.start), index) for index, unit in enumerate(pool)
    )
    if ranked and ranked[0][0] < FAR:
        return pool[ranked[0][1]], f"{one.rule}; of a district named near"
    if one.key.isdigit():
        return None, "numbered ward without its district"
    if "longer name" in one.rule:
        return None, "may be part of a longer name"
    return _by_city(context, one, units)


def _named_distance(context: Context, ward: Unit, at: int) -> int:
    names = family(context, ward.parent)
    return min(
        (distance(context.districts[name], at) for name in names if name in context.districts),
        default=FAR,
    )


def _pool(context: Context, units: list[Unit]) -> list[Unit]:
    """Return the wards that may be meant: those of the day; without a day, those whose district is
    named."""
    if context.day:
        return _dated(context, units) or units
    return [unit for unit in units if unit.parent in context.districts] or units


def _of_district(context: Context, units: list[Unit], district: Unit) -> Unit | None:
    """Return the ward of a district, or of the one it became or came from, as it was called on the
    day."""
    inside = [unit for unit in units if district.name in family(context, unit.parent)]
    if not inside:
        return None
    if context.reformed:
        exact = [unit for unit in inside if unit.parent == district.name]
        return (
            exact[0]
            if exact
            else inside[0]._replace(parent=district.name, province=district.province)
        )
    dated = _dated(context, inside) if context.day else inside
    return next((unit for unit in dated if unit.parent == district.name), (dated or inside)[0])


def _dated(context: Context, units: list[Unit]) -> list[Unit]:
    """Return wards under the district of the day (Phường Dĩ An of 2017 stands in Thị xã Dĩ An)."""
    day = min(context.day or LAST_DAY, LAST_DAY)
    result: dict[Unit, None] = {}
    for unit in units:
        district = context.places.by_name[unit.parent]
        while district.since > day and (earlier := context.places.earlier.get(district.name)):
            district = context.places.by_name[earlier]
        if district.in_force(day):
            same = district.name == unit.parent
            result[
                unit if same else unit._replace(parent=district.name, province=district.province)
            ] = None
    return list(result)


def _by_city(context: Context, one: Candidate, units: list[Unit]) -> tuple[Unit | None, str]:
    """Return a named ward whose district is not named: the city must be clear and the name single
    in it."""
    units = _dated(context, units)
    far = {unit.province: sign_distance(context, unit.province, one.end) for unit in units}
    province = min(far, key=lambda name: far[name], default="")
    if not province or far[province] >= FAR:
        return None, "no province near decides which ward of this name"
    if any(sign_distance(context, name, one.end) < far[province] for name in context.signs):
        return None, "another province is nearer"
    inside = [unit for unit in units if unit.province == province]
    if len(inside) != 1:
        return None, "several wards of the province have this name"
    return inside[0], f"{one.rule}; single in the province"
