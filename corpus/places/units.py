"""The units of Viet Nam and the time in which each was in force: provinces, districts, wards.

Tables in corpus/data (built by tools/build_places.py) are read once, on first use. Days are ISO
strings ("2025-06-30"), "" where open; a district ends at the latest on 30 June 2025, wards of the
reform begin on the next day.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.vietnamese.text import fold, place_tones

__all__ = [
    "REFORM",
    "Gazetteer",
    "Unit",
    "find_unit",
    "gazetteer",
    "province_on",
    "read_table",
    "variants",
]

REFORM = "2025-07-01"
"""The day on which districts were abolished and the wards of today began."""

_DATA = Path(__file__).parents[1] / "data"
LEVELS = {"P": "Phường", "X": "Xã", "T": "Thị trấn", "D": "Đặc khu"}
DISTRICT_LEVELS = ("Quận", "Huyện", "Thị xã", "Thành phố")


class Unit(NamedTuple):
    """One unit as it was in force: `name` is its canonical full name, `parent` its district or
    province."""

    kind: str
    level: str
    short: str
    parent: str
    province: str
    since: str = ""
    until: str = ""

    @property
    def name(self) -> str:
        """Return the facet value: "Phường Tân Định, Quận 1, Thành phố Hồ Chí Minh"."""
        own = f"{self.level} {self.short}"
        return f"{own}, {self.parent}" if self.parent else own

    def in_force(self, day: str) -> bool:
        """Say whether the unit existed on an ISO day."""
        return self.since <= day and (not self.until or day <= self.until)


class Gazetteer(NamedTuple):
    """All units by key (lower case, every spelling), and districts by canonical name."""

    provinces: dict[str, str]
    districts: dict[str, tuple[Unit, ...]]
    wards: dict[str, tuple[Unit, ...]]
    by_name: dict[str, Unit]
    moved: dict[str, tuple[str, ...]]
    came_from: dict[str, tuple[str, ...]]
    earlier: dict[str, str]


def read_table(table: str) -> Iterator[list[str]]:
    """Yield the rows of a table of `corpus/data`; lines of "#" are left out."""
    text = (_DATA / table).read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line and line[0] != "#":
            yield line.split("\t")


def _split(name: str, levels: tuple[str, ...]) -> tuple[str, str]:
    level = next(level for level in levels if name.startswith(level))
    return level, name[len(level) + 1 :]


_TONED = re.compile("[òóỏõọ][ae]|[ùúủũụ]y")
_SPELLINGS = (
    (("đắk", "đăk", "đak", "đắc", "dak"), ("đắk", "đăk", "đak")),
    (("quý", "quí"), ("quý", "quí")),
    (("quy ", "qui "), ("quy ", "qui ")),
    (("mỹ", "mĩ"), ("mỹ",)),
    (("kỳ", "kì"), ("kỳ",)),
    (("lý", "lí"), ("lý",)),
    (("pắc", "pắk"), ("pắc",)),
    (("kạn", "cạn"), ("kạn",)),
    (("lắk", "lắc"), ("lắk",)),
    (("'", "’", ""), ("'",)),
    ((" - ", "-", " – ", " "), (" - ",)),
)
"""Ways to write one thing, and which of them the tables use."""

_OTHER_NAMES = {
    "buôn ma thuột": ("buôn mê thuột", "ban mê thuột", "bmt"),
    "phan rang - tháp chàm": ("phan rang",),
    "pleiku": ("plei ku", "plây ku", "plâyku"),
    "sa pa": ("sapa",),
    "đồng hới": ("đồng hơí",),
    "thừa thiên huế": (
        "thừa thiên - huế",
        "thừa thiên-huế",
        "thừa thiên – huế",
        "thừa thiên- huế",
        "tt-huế",
        "tt huế",
    ),
    "bà rịa - vũng tàu": ("br-vt", "brvt"),
    "kon tum": ("kontum",),
    "đắk lắk": ("daklak", "đăklăk", "đắklắk"),
    "đa krông": ("đakrông", "đăkrông", "đắk rông"),
    "krông a na": ("krông ana",),
    "krông búk": ("krông buk",),
    "mù căng chải": ("mù cang chải",),
    "chư păh": ("chư pah", "chư păk"),
    "cư jút": ("cư jut", "cưjút"),
    "đăk glong": ("đắk g'long", "đăk g'long"),
    "m'đrắk": ("m'drắk", "m'đrăk", "m'drăk"),
    "kbang": ("k'bang",),
}


def variants(short: str) -> set[str]:
    """Return the keys under which a name may be printed: both tone placements, y and i, Đắk and
    Đăk."""
    found = {short.lower(), *_OTHER_NAMES.get(short.lower(), ())}
    for spellings, official in _SPELLINGS:
        written = next((one for one in official if one in short.lower()), "")
        if written:
            found |= {name.replace(written, other) for name in found for other in spellings}
    return found | {place_tones(name) for name in found if _TONED.search(name)}


def _ward_keys(short: str) -> set[str]:
    key = short.lower()
    if _TONED.search(key):
        found = {key, place_tones(key)}
    else:
        special = "'" in key or "qu" in key or ("đ" in key and "k" in key)
        found = variants(short) if special else {key}
    if key.startswith(_HIGHLAND):  # Al Bá is printed Albá too
        found |= {name.replace(" ", "") for name in found if name.count(" ") == 1}
    return found | {_OPEN.sub(_other_vowel, name) for name in found if _OPEN.search(name)}


_HIGHLAND = ("al ", "ia ", "ea ", "ya ")
_OPEN = re.compile(r"(?<=\b[hklmst])[yỳýỷỹỵiìíỉĩị]\b|(?<=\bqu)[yỳýỷỹỵiìíỉĩị]\b")
_Y_TO_I = dict(zip("yỳýỷỹỵiìíỉĩị", "iìíỉĩịyỳýỷỹỵ", strict=True))
"""Sỹ and Sĩ, Mỹ and Mĩ, Quỳ and Quì: papers print one name both ways."""


def _other_vowel(match: re.Match[str]) -> str:
    return _Y_TO_I[match.group()]


def _read_districts() -> tuple[dict[str, Unit], dict[str, tuple[str, ...]]]:
    units, moved = {}, {}
    for name, since, until, successor in read_table("districts.tsv"):
        own, province = name.split(", ", 1)
        level, short = _split(own, DISTRICT_LEVELS)
        units[name] = Unit("district", level, short, province, province, since, until)
        if successor:
            moved[name] = tuple(successor.split("; "))
    return units, moved


def _came_from(moved: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    sources: dict[str, tuple[str, ...]] = {}
    for old, new in moved.items():
        for name in new:
            sources[name] = (*sources.get(name, ()), old)
    return sources


def _renamed(
    units: dict[str, Unit], moved: dict[str, tuple[str, ...]], sources: dict[str, tuple[str, ...]]
) -> dict[str, str]:
    """Return new name -> old name where one unit simply became the other (raised or renamed, not
    merged)."""
    single = {
        new: old[0] for new, old in sources.items() if len(old) == 1 and len(moved[old[0]]) == 1
    }
    same = {
        new: old
        for new, olds in sources.items()
        for old in olds
        if units[new][1:3] == units[old][1:3]
    }
    return {
        new: old for new, old in {**single, **same}.items() if units[new].since > units[old].until
    }


def _read_wards(units: dict[str, Unit]) -> dict[str, tuple[Unit, ...]]:
    wards: dict[str, tuple[Unit, ...]] = {}

    def add(unit: Unit) -> None:
        for key in _ward_keys(unit.short):
            wards[key] = (*wards.get(key, ()), unit)

    for name, *groups in read_table("wards.tsv"):
        district = units[name]
        for group in groups:
            level = LEVELS[group[0]]
            for short in group[2:].split(";"):
                since = "2021-07-01" if short[-1] == "+" else district.since
                until = "2025-02-28" if short[-1] == "-" else district.until
                add(Unit("ward", level, short.rstrip("+-"), name, district.province, since, until))
    for province, *groups in read_table("wards-2025.tsv"):
        for group in groups:
            for short in group[2:].split(";"):
                add(Unit("ward", LEVELS[group[0]], short, province, province, REFORM))
    return wards


def _read_provinces() -> dict[str, str]:
    return {name: successor for name, _, _, successor in read_table("provinces.tsv")}


@cache
def gazetteer() -> Gazetteer:
    """Read the tables (once, some 60 ms)."""
    units, moved = _read_districts()
    districts: dict[str, tuple[Unit, ...]] = {}
    for unit in units.values():
        for key in variants(unit.short):
            districts[key] = (*districts.get(key, ()), unit)
    sources = _came_from(moved)
    earlier = _renamed(units, moved, sources)
    return Gazetteer(
        _read_provinces(), districts, _read_wards(units), units, moved, sources, earlier
    )


def province_on(name: str, day: str) -> str:
    """Return the province that a province's name stands for on an ISO day ("" for a day before the
    reform)."""
    if name.endswith("Huế"):
        return "Thành phố Huế" if day >= "2025" else "Tỉnh Thừa Thiên Huế"
    return gazetteer().provinces.get(name, name) if day >= REFORM else name


@cache
def _folded() -> dict[str, tuple[tuple[str, Unit], ...]]:
    found: dict[str, list[tuple[str, Unit]]] = {}
    tables = gazetteer()
    for table in (tables.districts, tables.wards):
        for key, units in table.items():
            for unit in units:
                spelled = f"{unit.level.lower()} {key}"
                found.setdefault(fold(spelled), []).append((spelled, unit))
    return {key: tuple(pairs) for key, pairs in found.items()}


def find_unit(name: str) -> tuple[Unit, ...]:
    """Return the units that a level word and a name mean ("quận 1", "quan binh thanh", "phường sài
    gòn"), any case.

    Names typed with diacritics must agree in them; without any, every unit that folds to the same
    is returned.
    """
    wanted = " ".join(name.lower().split())
    plain = fold(wanted)
    pairs = _folded().get(plain, ())
    return tuple(dict.fromkeys(unit for spelled, unit in pairs if wanted in (plain, spelled)))
