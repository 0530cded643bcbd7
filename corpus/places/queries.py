"""Places as people type them into a query box: a level word and a name, with or without
diacritics."""

import re
from dataclasses import dataclass, replace
from functools import cache

from corpus.mention import Mention
from corpus.places.lookup import find_unit
from corpus.places.units import Unit, gazetteer
from corpus.vietnamese.text import fold

__all__ = ["PlaceQuery", "find_place_queries"]

MOST_MEANINGS = 3


@dataclass(frozen=True, slots=True)
class PlaceQuery(Mention):
    """A place typed into the query box: `kind` is the facet, `values` are those of its values that
    may be meant; `value` is the only one, "" where there are several."""

    values: tuple[str, ...]

    @property
    def is_telling(self) -> bool:
        """A name that many units bear (Huyện Châu Thành) decides nothing."""
        return len(self.values) <= MOST_MEANINGS


# "quan 1", "q.1", "q1", "tphcm" as typed
_QUERY_LEVEL = re.compile(
    r"(?<!\w)(?:(?P<word>quan|huyen|thi xa|thanh pho|tp|tx|phuong|xa|thi tran|dac khu|tinh) +"
    r"|(?P<short>[qhpx]|t\.?p|tx|tt|t|dk)(?:\. ?| )|(?P<glued>q(?=\d)|tp(?=hcm\b)))"
)
_QUERY_NAME = re.compile(r"[\w'’]+(?:(?: ?[-–—] ?| )[\w'’]+){0,5}")
_SIGNS = " –—-"
_BETWEEN = re.compile(r"[\s–—-]+")
_LEVELS = {
    "quan": "quận",
    "huyen": "huyện",
    "thi xa": "thị xã",
    "thanh pho": "thành phố",
    "tp": "thành phố",
    "tx": "thị xã",
    "phuong": "phường",
    "xa": "xã",
    "thi tran": "thị trấn",
    "dac khu": "đặc khu",
    "q": "quận",
    "h": "huyện",
    "x": "xã",
    "tt": "thị trấn",
    "t": "tỉnh",
    "dk": "đặc khu",
    "p": "phường",
    "tinh": "tỉnh",
}


def find_place_queries(q: str) -> list[PlaceQuery]:
    """Return the places typed into the query box, with or without diacritics: a level word and a
    known name, or Q1."""
    q = q[:1_000]
    found: list[PlaceQuery] = []
    plain = fold(q)
    for match in _QUERY_LEVEL.finditer(plain):
        if not found or match.start() >= found[-1].end:
            query = _query_at(q, plain, match)
            if query is not None:
                found.append(query)
    behind = [*found[1:], None]
    return [_narrowed(q, place, after) for place, after in zip(found, behind, strict=False)]


_BEHIND = re.compile(r"[ ,;(–-]*(?:thuộc |của )?", re.IGNORECASE)


def _narrowed(q: str, place: PlaceQuery, after: PlaceQuery | None) -> PlaceQuery:
    """Return a place with those of its meanings that lie in the unit typed behind it, if any do:
    phường Tân Phú, tỉnh Đồng Nai."""
    if (
        after is None
        or after.kind == place.kind
        or not _BEHIND.fullmatch(q, place.end, after.start)
    ):
        return place
    inside = tuple(
        value for value in place.values if any(value.endswith(f", {unit}") for unit in after.values)
    )
    value = inside[0] if len(inside) == 1 else ""
    return replace(place, value=value, values=inside) if inside else place


def _query_at(q: str, plain: str, match: re.Match[str]) -> PlaceQuery | None:
    level = _LEVELS[(match["word"] or match["short"] or match["glued"]).replace(".", "")]
    written = q[match.start() : match.end()].lower().strip(" .")
    typed = len(written) > 2 and written != fold(written)
    if typed and written != level:
        return None
    name = _QUERY_NAME.match(plain, match.end())
    while name:
        end = name.end()
        kind, values = _queried(level, q[match.end() : end])
        if values:
            value, printed = values[0] if len(values) == 1 else "", q[match.start() : end]
            return PlaceQuery(kind, value, match.start(), end, printed, "level and name", values)
        last = max(plain.rfind(sign, match.end(), end) for sign in _SIGNS)
        cut = match.end() + len(plain[match.end() : max(last, match.end())].rstrip(_SIGNS))
        name = _QUERY_NAME.fullmatch(plain, match.end(), cut) if cut > match.end() else None
    return None


@cache
def _provinces_by_name() -> dict[str, tuple[str, ...]]:
    """Return folded name without its level -> the provinces of that name."""
    found: dict[str, tuple[str, ...]] = {}
    for full in gazetteer().provinces:
        own = _without_dashes(full).removeprefix("tinh ").removeprefix("thanh pho ")
        found[own] = (*found.get(own, ()), full)
    return found


def _without_dashes(name: str) -> str:
    """Return a name folded, with one space for whatever stands between its words (Bà Rịa–Vũng
    Tàu)."""
    return _BETWEEN.sub(" ", fold(name))


def _queried(level: str, name: str) -> tuple[str, tuple[str, ...]]:
    if level in ("tỉnh", "thành phố"):
        wanted = _without_dashes(name.strip())
        wanted = "ho chi minh" if wanted == "hcm" else wanted
        known = _provinces_by_name().get(wanted, ())
        if known and (level == "tỉnh" or known[0].startswith("Thành phố")):
            return "province", known
    typed = name.lower().strip()
    typed = typed.lstrip("0") if typed.isdigit() else typed
    units: tuple[Unit, ...] = find_unit(f"{level if typed != fold(typed) else fold(level)} {typed}")
    if not units:
        return "", ()
    return units[0].kind, tuple(dict.fromkeys(unit.name for unit in units))
