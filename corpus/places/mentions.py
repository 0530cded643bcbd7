"""Which provinces, districts and wards an article names, as they were at its time.

Rules and their order: a level word and a known name or number; lists; abbreviations before known
names; wards by their district; names with their province.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.mention import Mention
from corpus.places.context import Context
from corpus.places.districts import resolve
from corpus.places.era import article_day
from corpus.places.name_lists import Candidate
from corpus.places.patterns import tables
from corpus.places.scanner import Province, Scan, scan
from corpus.places.units import REFORM, gazetteer, province_on
from corpus.vietnamese.text import fold

__all__ = ["PlaceMention", "Places", "explain_places", "find_places"]


@dataclass(frozen=True, slots=True)
class PlaceMention(Mention):
    """One place where a unit is printed: `kind` is province, district or ward, for a refused
    candidate "place".

    `implied` units are named only through another: a district by its ward, a province by either.
    """

    implied: bool


@dataclass(frozen=True, slots=True)
class Places:
    """All mentions in order, and the distinct names in order of first mention."""

    mentions: tuple[PlaceMention, ...] = ()
    districts: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()


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
) -> tuple[Places, tuple[PlaceMention, ...]]:
    """Return the places of a text and every candidate that was refused, each with its rule, in
    order."""
    found = scan(text, explain=True)
    context = _resolved(text, found, title, source, published)
    refused = [*found.refused, *((one.start, one.end, rule) for one, rule in context.refused)]
    return _places(context), tuple(
        PlaceMention("place", "", start, end, text[start:end], rule, False, accepted=False)
        for start, end, rule in sorted(refused, key=lambda one: one[:2])
    )


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


def _mention(
    context: Context, kind: str, value: str, one: Candidate | Province, rule: str, implied: bool
) -> PlaceMention:
    printed = context.text[one.start : one.end]
    return PlaceMention(kind, value, one.start, one.end, printed, rule, implied)


_IMPLIED = "district of a ward that is single in the city"


def _places(context: Context) -> Places:
    day = context.day or (REFORM if context.reformed else "2024-12-31")
    mentions = []
    for one in context.found:
        place, unit, implied = one.candidate, one.unit, one.implied
        mentions.append(_mention(context, unit.kind, unit.name, place, one.rule, False))
        if implied is not None:
            mentions.append(_mention(context, "district", implied.name, place, _IMPLIED, True))
    for province in context.provinces:
        if not province.evidence_only:
            value = province_on(province.name, day)
            mentions.append(_mention(context, "province", value, province, "province", False))
    for one in context.found:
        value, rule = province_on(one.unit.province, day), "province of a unit named"
        mentions.append(_mention(context, "province", value, one.candidate, rule, True))
    mentions.sort(key=lambda mention: (mention.start, mention.end, mention.kind))
    return Places(
        tuple(mentions), *(_names(mentions, kind) for kind in ("district", "ward", "province"))
    )


def _names(mentions: Sequence[PlaceMention], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.value for mention in mentions if mention.kind == kind))
