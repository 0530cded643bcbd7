"""The patterns of the one Aho-Corasick pass: level words, provinces, and districts' names."""

from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from corpus.places.short_units import DOTTED, GLUED, LETTERS
from corpus.places.spellings import variants
from corpus.places.units import Gazetteer, gazetteer

__all__ = ["Tables", "tables"]


class Tables(NamedTuple):
    """The automaton, what each of its patterns means, and the gazetteer."""

    automaton: ahocorasick_rs.AhoCorasick
    meanings: list[tuple[str, str, str]]
    gazetteer: Gazetteer
    provinces: frozenset[str]


_DISTRICT_WORDS = {
    "quận": "Quận",
    "quận ủy": "Quận",
    "quận uỷ": "Quận",
    "huyện": "Huyện",
    "huyện ủy": "Huyện",
    "huyện uỷ": "Huyện",
    "thị xã": "Thị xã",
    "thị ủy": "Thị xã",
    "thị uỷ": "Thị xã",
    "tx": "Thị xã",
    "thành phố": "Thành phố",
    "thành ủy": "Thành phố",
    "thành uỷ": "Thành phố",
    "tp": "Thành phố",
    "caq": "Quận",
    "ubndq": "Quận",
}
_WARD_WORDS = {"phường": "Phường", "xã": "Xã", "thị trấn": "Thị trấn", "đặc khu": "Đặc khu"}
_CITY = ("hồ chí minh", "hcm")
_SAIGON = ("sài gòn", "thanhuytphcm", "hcmcpv")
_NOT_PLACES = (
    "xã hội",
    "xã viên",
    "thái bình dương",
    "bình dương cầu",
    "quận công",
    "quận chúa",
    "xã luận",
    "xã giao",
    "thị xã hội",
    "chí minh",
    "hợp tác xã",
)


def _patterns(places: Gazetteer) -> dict[str, tuple[str, str, str]]:
    found = {key: ("bare", "", "") for key in places.districts if key[0].isalpha()}
    for name in places.provinces:
        for key in variants(name.removeprefix("Tỉnh ").removeprefix("Thành phố ")):
            if key != "hồ chí minh":
                found[key] = ("province", name, "")
    saigon = "Thành phố Hồ Chí Minh"
    for front in (
        "tp",
        "tp ",
        "tp.",
        "tp. ",
        "thành phố ",
        "t.p ",
        "t.p. ",
        "thành uỷ ",
        "thành ủy ",
    ):
        found.update({front + city: ("province", saigon, "") for city in _CITY})
    found |= dict.fromkeys(_SAIGON, ("province", saigon, "evidence"))
    found |= {
        "hà tây": ("province", "Thành phố Hà Nội", "evidence"),
        "hn)": ("province", "Thành phố Hà Nội", ""),
    }
    for words, kind, style in (
        (_DISTRICT_WORDS, "district", "word"),
        (_WARD_WORDS, "ward", "word"),
    ):
        found |= {word: (kind, level, style) for word, level in words.items()}
    for short, style in ((DOTTED, "dot"), (LETTERS, "letter"), (GLUED, "glued")):
        found |= {written: (*meant, style) for written, meant in short.items()}
    return found | dict.fromkeys(_NOT_PLACES, ("", "", ""))


@cache
def tables() -> Tables:
    """Build the automaton (once, some 20 ms on top of the gazetteer)."""
    places = gazetteer()
    patterns = _patterns(places)
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    automaton = ahocorasick_rs.AhoCorasick(list(patterns), matchkind=kind)
    provinces = frozenset(key for key, (what, _, _) in patterns.items() if what == "province")
    return Tables(automaton, list(patterns.values()), places, provinces)
