"""What a district's name without a level word is worth: alone, or at the end of a list of wards."""

from corpus.places.context import (
    FAR,
    Context,
    Resolved,
    family,
    in_force,
    province_after,
    sign_distance,
)
from corpus.places.name_lists import Candidate
from corpus.places.units import Unit

__all__ = ["settle_bare"]

_ORGANS = (
    "công an ",
    "ubnd ",
    "vksnd ",
    "tand ",
    "hđnd ",
    "mttq ",
    "đảng bộ ",
    "tòa án ",
    "tòa án nhân dân ",
    " ca ",
    "bí thư ",
    "liên quận ",
)
_LOCATIVES = (
    " ở ",
    " tại ",
    " từ ",
    " ngụ ",
    " trú ",
    "khu vực ",
    "địa bàn ",
    "hướng ",
    " đến ",
    " qua ",
    " quê ",
    "ngoại thành ",
    "người ",
    "đoạn ",
)


def settle_bare(context: Context, one: Candidate, before: Candidate) -> None:
    """Accept or refuse a district's name that has no level word of its own."""
    district, rule = _as_district(context, one, before)
    if district is not None:
        context.accept(Resolved(one, district, rule))
    elif one.kind == "bare":
        context.refused.append((one, rule))


def _as_district(context: Context, one: Candidate, before: Candidate) -> tuple[Unit | None, str]:
    """Return the district that a name without level word means, alone or at the end of a list of
    wards."""
    if one.kind == "bare":
        return _bare(context, one)
    if context.reformed or one.start != one.name or one.key.isdigit() or before.chain != one.chain:
        return None, ""
    parents = {unit.parent for unit in context.places.wards.get(before.key, ())}
    found = [
        unit
        for unit in context.places.districts.get(one.key, ())
        if family(context, unit.name) & parents
    ]
    found = in_force(found, context.day)
    province = province_after(context, one.end)
    found = [unit for unit in found if unit.province == province] or found
    return (found[0] if found else None), "name after a ward of the district"


def _bare(context: Context, one: Candidate) -> tuple[Unit | None, str]:
    """Return the district a name alone means: only with its province beside it, in brackets, or
    after a cue."""
    text, units = context.text, list(context.places.districts[one.key])
    if text[one.end : one.end + 1] == " " and text[one.end + 1 : one.end + 2].isupper():
        return None, "part of a longer name"
    province = province_after(context, one.end)
    if own := [unit for unit in units if unit.province == province]:
        return in_force(own, context.day)[0], "name with its province"
    low = text[max(0, one.start - 20) : one.start].lower()
    cue = next((cue.strip() for cue in (*_ORGANS, *_LOCATIVES) if low.endswith(cue)), "")
    cue = "(" if low.endswith("(") and text[one.end : one.end + 1] == ")" else cue
    units = in_force(units, context.day)
    if not cue or len({unit.province for unit in units}) > 1:
        return None, "name without level word or province"
    if sign_distance(context, units[0].province, one.end) >= FAR:
        return None, "name without level word, its province is not named"
    return units[0], f"name after “{cue}”, its province named"
