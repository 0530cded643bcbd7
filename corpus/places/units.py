"""The units of Viet Nam and the time in which each was in force: provinces, districts, wards.

Tables in corpus/data (built by tools/build_places.py) are read once, on first use. Days are ISO
strings ("2025-06-30"), "" where open; a district ends at the latest on 30 June 2025, wards of the
reform begin on the next day.
"""

from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from corpus.data_files import data_text
from corpus.places.spellings import variants, ward_keys
from corpus.places.transcribed import sounds

__all__ = [
    "DISTRICT_LEVELS",
    "LAST_DAY",
    "LEVELS",
    "REFORM",
    "Gazetteer",
    "Unit",
    "WardList",
    "gazetteer",
    "province_on",
    "read_table",
]

REFORM = "2025-07-01"
LAST_DAY = "2025-06-30"
"""Of districts, which ended with the reform."""
"""The day on which districts were abolished and the wards of today began."""

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


class WardList(NamedTuple):
    """The wards of one level in a district of before the reform (`district`) or in a province of
    today, as the tables have them: names with ";" between."""

    parent: str
    level: str
    names: str
    district: Unit | None

    def units(self) -> Iterator[Unit]:
        """Yield the wards."""
        return map(self._unit, self.names.split(";"))

    def unit(self, place: int) -> Unit:
        """Return one ward by its place among the names."""
        return self._unit(self.names.split(";")[place])

    def _unit(self, name: str) -> Unit:
        if (district := self.district) is None:
            return Unit("ward", self.level, name, self.parent, self.parent, REFORM)
        since = "2021-07-01" if name[-1] == "+" else district.since
        until = "2025-02-28" if name[-1] == "-" else district.until
        own = name.rstrip("+-")
        return Unit("ward", self.level, own, self.parent, district.province, since, until)


class Gazetteer:
    """All units by key (lower case, every spelling), and districts by canonical name; each table is
    read when it is first asked for."""

    @cached_property
    def provinces(self) -> dict[str, str]:
        """Province -> the one of today that it became."""
        return {name: successor for name, _, _, successor in read_table("provinces.tsv")}

    @cached_property
    def _read(self) -> tuple[dict[str, Unit], dict[str, tuple[str, ...]]]:
        units, moved = {}, {}
        for name, since, until, successor in read_table("districts.tsv"):
            own, province = name.split(", ", 1)
            level, short = _split(own, DISTRICT_LEVELS)
            units[name] = Unit("district", level, short, province, province, since, until)
            if successor:
                moved[name] = tuple(successor.split("; "))
        return units, moved

    @cached_property
    def by_name(self) -> dict[str, Unit]:
        """Canonical name -> district."""
        return self._read[0]

    @cached_property
    def moved(self) -> dict[str, tuple[str, ...]]:
        """District -> the districts that it became before the reform."""
        return self._read[1]

    @cached_property
    def came_from(self) -> dict[str, tuple[str, ...]]:
        """District -> the districts of which it was made."""
        sources: dict[str, tuple[str, ...]] = {}
        for old, new in self.moved.items():
            for name in new:
                sources[name] = (*sources.get(name, ()), old)
        return sources

    @cached_property
    def earlier(self) -> dict[str, str]:
        """New name -> old name where one unit simply became the other (raised or renamed, not
        merged)."""
        units, moved, sources = self.by_name, self.moved, self.came_from
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
            new: old
            for new, old in {**single, **same}.items()
            if units[new].since > units[old].until
        }

    @cached_property
    def districts(self) -> dict[str, tuple[Unit, ...]]:
        """Key -> the districts that it may name; of names that are transcribed also the key of what
        all spellings share."""
        districts: dict[str, tuple[Unit, ...]] = {}
        for unit in self.by_name.values():
            spelled = variants(unit.short)
            for key in (*spelled, *sounds(spelled)):
                districts[key] = (*districts.get(key, ()), unit)
        return districts

    @cached_property
    def ward_lists(self) -> tuple[WardList, ...]:
        """All wards as the tables list them."""
        return tuple(
            WardList(parent, LEVELS[names[0]], names[2:], self.by_name[parent] if old else None)
            for table, old in (("wards.tsv", True), ("wards-2025.tsv", False))
            for parent, *lists in read_table(table)
            for names in lists
        )

    @cached_property
    def wards(self) -> dict[str, tuple[Unit, ...]]:
        """Key -> the wards that it may name, as of districts (made in some 100 ms)."""
        wards: dict[str, tuple[Unit, ...]] = {}
        for listed in self.ward_lists:
            for unit in listed.units():
                spelled = ward_keys(unit.short)
                for key in (*spelled, *sounds(spelled)):
                    wards[key] = (*wards.get(key, ()), unit)
        return wards


@cache
def gazetteer() -> Gazetteer:
    """Return the only one."""
    return Gazetteer()


def read_table(table: str) -> Iterator[list[str]]:
    """Yield the rows of a table of `corpus/data`; lines of "#" are left out."""
    for line in data_text(table).split("\n"):
        if line and line[0] != "#":
            yield line.split("\t")


def _split(name: str, levels: tuple[str, ...]) -> tuple[str, str]:
    level = next(level for level in levels if name.startswith(level))
    return level, name[len(level) + 1 :]


def province_on(name: str, day: str) -> str:
    """Return the province that a province's name stands for on an ISO day ("" for a day before the
    reform)."""
    if name.endswith("Huế"):
        return "Thành phố Huế" if day >= "2025" else "Tỉnh Thừa Thiên Huế"
    return gazetteer().provinces.get(name, name) if day >= REFORM else name
