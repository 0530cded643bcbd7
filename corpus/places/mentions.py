"""Which provinces, districts and wards an article names, as they were at its time.

`find_places` is what the extractor uses, `find_place_queries` the query box. Rules and their order:
a level word and a known name or number; lists; abbreviations before known names; wards by their
district; names with their province.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.places.context import Context, Resolved
from corpus.places.districts import resolve
from corpus.places.era import article_day
from corpus.places.patterns import tables
from corpus.places.scanner import Scan, scan
from corpus.places.units import REFORM, Unit, find_unit, gazetteer, province_on
from corpus.vietnamese.text import fold

__all__ = [
    "PlaceMention",
    "PlaceQuery",
    "Places",
    "Refused",
    "explain_places",
    "find_place_queries",
    "find_places",
]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One place where a unit is printed: `kind` is province, district or ward, `value` the
    canonical name.

    `start` and `end` are offsets into the text; `implied` districts are named only through a ward.
    `rule` says what made it accepted.
    """

    kind: str
    value: str
    start: int
    end: int
    printed: str
    implied: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A candidate that is no place, and the rule that refused it."""

    start: int
    end: int
    printed: str
    rule: str


@dataclass(frozen=True, slots=True)
class Places:
    """All mentions in order, and the distinct names in order of first mention."""

    mentions: tuple[PlaceMention, ...] = ()
    districts: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """A place typed into the query box: `values` are the facet values it may mean."""

    start: int
    end: int
    text: str
    facet: str
    values: tuple[str, ...]


def find_places(
    text: str, *, title: str = "", source: str = "", published: date | None = None
) -> Places:
    """Return the places of a text; title, source and day of publication are evidence only, never
    searched."""
    found = scan(text)
    if not found.candidates and not found.provinces:
        return Places()
    return _places(_resolved(text, found, title, source, published))


def explain_places(
    text: str, *, title: str = "", source: str = "", published: date | None = None
) -> tuple[Places, tuple[Refused, ...]]:
    """Return the places of a text and every candidate that was refused, each with its rule, in
    order."""
    found = scan(text, explain=True)
    context = _resolved(text, found, title, source, published)
    refused = [Refused(start, end, text[start:end], rule) for start, end, rule in found.refused]
    refused += [
        Refused(one.start, one.end, text[one.start : one.end], rule)
        for one, rule in context.refused
    ]
    return _places(context), tuple(sorted(refused, key=lambda one: (one.start, one.end)))


def _resolved(text: str, found: Scan, title: str, source: str, published: date | None) -> Context:
    places = tables().gazetteer
    home = (
        _home(source) | {province.name for province in scan(title).provinces}
        if title
        else _home(source)
    )
    day, reformed = article_day(text, found, published)
    return resolve(found, text, day, reformed, places, home)


@cache
def _home(source: str) -> frozenset[str]:
    """Return the provinces that a source's name speaks of ("thanhuytphcm.vn", "Báo Bình Dương")."""
    squeezed = re.sub(r"[^a-z]", "", fold(source[:200]))
    if not squeezed:
        return frozenset()
    if re.search("hcm|hochiminh|saigon|sggp", squeezed):
        return frozenset({"Thành phố Hồ Chí Minh"})
    short = {
        name: re.sub("[^a-z]", "", fold(name.split(" ", 1 if name[1] == "ỉ" else 2)[-1]))
        for name in gazetteer().provinces
    }
    return frozenset(name for name, key in short.items() if len(key) >= 5 and key in squeezed)


def _mentions(context: Context, one: Resolved) -> list[PlaceMention]:
    start, end = one.candidate.start, one.candidate.end
    printed = context.text[start:end]
    mentions = [PlaceMention(one.unit.kind, one.unit.name, start, end, printed, False, one.rule)]
    if one.implied is not None:
        rule = "district of a ward that is single in the city"
        mentions.append(PlaceMention("district", one.implied.name, start, end, printed, True, rule))
    return mentions


def _places(context: Context) -> Places:
    mentions = [mention for one in context.found for mention in _mentions(context, one)]
    day = context.day or (REFORM if context.reformed else "2024-12-31")
    for province in context.provinces:
        if not province.evidence_only:
            printed = context.text[province.start : province.end]
            value = province_on(province.name, day)
            mentions.append(
                PlaceMention(
                    "province", value, province.start, province.end, printed, False, "province"
                )
            )
    for one in context.found:
        value = province_on(one.unit.province, day)
        start, end = one.candidate.start, one.candidate.end
        rule = "province of a unit named"
        mentions.append(
            PlaceMention("province", value, start, end, context.text[start:end], True, rule)
        )
    mentions.sort(key=lambda mention: (mention.start, mention.end, mention.kind))

    def names(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mention.value for mention in mentions if mention.kind == kind))

    return Places(tuple(mentions), names("district"), names("ward"), names("province"))


_QUERY_LEVEL = re.compile(
    r"(?<!\w)(?:(?P<word>quan|huyen|thi xa|thanh pho|tp|tx|phuong|xa|thi tran|dac khu|tinh) +"
    r"|(?P<short>[qhp]|tp|tx)\. ?|(?P<glued>q(?=\d)|tp(?=hcm\b)))"
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
    return found


def _query_at(q: str, plain: str, match: re.Match[str]) -> PlaceQuery | None:
    level = _LEVELS[(match["word"] or match["short"] or match["glued"]).rstrip(".")]
    written = q[match.start() : match.end()].lower().strip(" .")
    typed = len(written) > 2 and written != fold(written)
    if typed and written != level:
        return None
    name = _QUERY_NAME.match(plain, match.end())
    while name:
        end = name.end()
        facet, values = _queried(level, q[match.end() : end])
        if values:
            return PlaceQuery(match.start(), end, q[match.start() : end], facet, values)
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
