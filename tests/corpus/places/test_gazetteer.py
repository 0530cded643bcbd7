"""The tables of units, their time, and the mapping across the reform of 1 July 2025."""

import re
from pathlib import Path

import pytest

from corpus.places.lookup import find_unit
from corpus.places.reform import area_of, predecessors, successors
from corpus.places.spellings import variants
from corpus.places.units import REFORM, gazetteer, province_on
from corpus.vietnamese.ordering import natural_key
from corpus.vietnamese.text import fold

HCM = "Thành phố Hồ Chí Minh"
DATA = Path(__file__).parents[3] / "corpus" / "data"


def names(pairs):
    return [name.split(", ")[0] for name, _ in pairs]


def test_hcmc_has_its_24_districts_over_time():
    """TP.HCM: 24 districts until 2020, then Quận 2, 9 and Thủ Đức became one city: 22."""
    districts = [unit for unit in gazetteer().by_name.values() if unit.province == HCM]
    numbered = {unit.short for unit in districts if unit.short.isdigit()}
    assert numbered == {str(number) for number in range(1, 13)}
    assert sum(unit.in_force("2020-12-31") for unit in districts) == 24
    assert sum(unit.in_force("2021-01-01") for unit in districts) == 22
    assert not any(unit.in_force(REFORM) for unit in districts)


@pytest.mark.parametrize(
    ("unit", "last", "next_day"),
    [
        ("Quận 2, " + HCM, "2020-12-31", "2021-01-01"),
        ("Quận 9, " + HCM, "2020-12-31", "2021-01-01"),
        ("Quận Thủ Đức, " + HCM, "2020-12-31", "2021-01-01"),
        ("Thành phố Thủ Đức, " + HCM, "2025-06-30", "2025-07-01"),
        ("Thị xã Dĩ An, Tỉnh Bình Dương", "2020-01-31", "2020-02-01"),
        ("Huyện Tĩnh Gia, Tỉnh Thanh Hóa", "2020-05-31", "2020-06-01"),
        ("Quận 1, " + HCM, "2025-06-30", "2025-07-01"),
    ],
)
def test_units_end_on_their_day(unit, last, next_day):
    """A unit is in force on its last day and not on the next."""
    found = gazetteer().by_name[unit]
    assert found.in_force(last)
    assert not found.in_force(next_day)


def test_hcmc_has_168_units_after_the_reform():
    """113 wards, 54 communes, one special zone (1685/NQ-UBTVQH15), and 3,321 units in 34 provinces
    in all."""
    wards = {unit for units in gazetteer().wards.values() for unit in units if unit.since == REFORM}
    city = [unit.level for unit in wards if unit.province == HCM]
    assert (city.count("Phường"), city.count("Xã"), city.count("Đặc khu")) == (113, 54, 1)
    assert len(wards) == 3321
    assert len({unit.province for unit in wards}) == 34


def test_every_change_names_units_that_exist():
    """Each line of changes.tsv is a unit of the table, its successors too, and units of one name
    never overlap."""
    known = gazetteer().by_name
    for line in (DATA / "changes.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            unit, since, until, successor, _ = line.split("\t")
            assert unit in known
            assert since < (until or "9")
            for name in filter(None, successor.split("; ")):
                assert known[name].since <= REFORM


def test_names_are_written_in_one_way():
    """Canonical names have the tone of oa, oe, uy first, a plain hyphen and single spaces."""
    text = "".join(
        (DATA / name).read_text(encoding="utf-8") for name in ("districts.tsv", "wards-2025.tsv")
    )
    assert "Tỉnh Bà Rịa - Vũng Tàu" in text
    assert not re.search(r"H[oO]à\b|Thuỷ\b|–|  |Thị Xã|Thành Phố", text)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("quận 1", "Quận 1"),
        ("quan 1", "Quận 1"),
        ("QUẬN BÌNH THẠNH", "Quận Bình Thạnh"),
        ("huyen cu chi", "Huyện Củ Chi"),
        ("phuong sai gon", "Phường Sài Gòn"),
        ("thanh pho thu duc", "Thành phố Thủ Đức"),
    ],
)
def test_find_unit_takes_any_case_and_no_diacritics(typed, expected):
    """A level word and a name find the unit however they are typed."""
    assert [unit.name for unit in find_unit(typed)] == [f"{expected}, {HCM}"]


def test_find_unit_keeps_to_diacritics_that_were_typed():
    """ "Xã Thanh An" and "xã Thạnh An" are two communes; typed plain, both come."""
    with_marks = {unit.short for unit in find_unit("xã thạnh an")}
    assert with_marks == {"Thạnh An"}
    assert {unit.short for unit in find_unit("xa thanh an")} >= {"Thạnh An", "Thanh An"}
    assert find_unit("bình thạnh") == ()


def test_find_unit_finds_every_unit_by_every_spelling():
    """Each unit is found by its level word and each spelling of its name, with marks and without,
    and nothing else is; where no spelling agrees, by what all spellings of a transcribed name
    share."""
    spelled, folded, sounded = {}, {}, {}
    for table in (gazetteer().districts, gazetteer().wards):
        for key, units in table.items():
            for unit in units:
                typed = f"{unit.level.lower()} {key.lstrip('~')}"
                if key[0] == "~":
                    sounded.setdefault(typed, set()).add(unit)
                    continue
                spelled.setdefault(typed, set()).add(unit)
                folded.setdefault(fold(typed), set()).add(unit)
    assert len(spelled) > 10_000
    for typed, units in spelled.items():
        assert set(find_unit(typed)) == folded.get(typed, units), typed
    for typed, units in folded.items():
        assert set(find_unit(typed)) == units, typed
    assert len(sounded) > 400
    for typed, units in sounded.items():
        found = set(find_unit(typed))
        assert found
        assert found <= spelled.get(typed, units), typed


@pytest.mark.parametrize(
    "typed", ["", "quận", "quận ", "1", "xã hội", "phường 1;2", "xã +", "x\ty"]
)
def test_find_unit_finds_nothing_by_what_is_no_name(typed):
    """What names no unit finds none, whatever the tables are written with."""
    assert find_unit(typed) == ()


def test_quan_1_became_four_wards():
    """Quận 1 became Sài Gòn, Tân Định, Bến Thành and Cầu Ông Lãnh, wholly."""
    wards = successors(f"Quận 1, {HCM}")
    assert names(wards) == [
        "Phường Bến Thành",
        "Phường Cầu Ông Lãnh",
        "Phường Sài Gòn",
        "Phường Tân Định",
    ]
    assert not any(partial for _, partial in wards)
    assert predecessors(f"Phường Sài Gòn, {HCM}") == ((f"Quận 1, {HCM}", False),)


def test_a_ward_from_two_districts_is_partial():
    """A ward with land of two districts is flagged for both."""
    mixed = [
        name for name, _ in successors(f"Huyện Bình Chánh, {HCM}") if len(predecessors(name)) > 1
    ]
    assert mixed
    assert dict(successors(f"Huyện Bình Chánh, {HCM}"))[mixed[0]]
    assert all(partial for _, partial in predecessors(mixed[0]))


def test_a_district_merged_earlier_leads_to_the_wards_of_its_successor():
    """Quận 2 goes over TP Thủ Đức, so each ward shares only a part with it at most."""
    old, new = successors(f"Quận 2, {HCM}"), successors(f"Thành phố Thủ Đức, {HCM}")
    assert names(old) == names(new)
    assert all(partial for _, partial in old)
    assert names(successors("Thị xã Dĩ An, Tỉnh Bình Dương")) == names(
        successors("Thành phố Dĩ An, Tỉnh Bình Dương")
    )


def test_area_links_both_ways_and_nowhere_for_strangers():
    """The link of a district lists its wards, that of a ward its districts; anything else has
    none."""
    area = area_of(f"Quận 3, {HCM}")
    assert area is not None
    assert (area.facet, area.label) == ("ward", "khu vực Quận 3 (cũ)")
    assert f"Phường Bàn Cờ, {HCM}" in area.values
    back = area_of(f"Phường Bàn Cờ, {HCM}")
    assert back is not None
    assert back.values == (f"Quận 3, {HCM}",)
    assert area_of("Quận 13, Đâu Đó") is None
    assert area_of(f"Phường Tân Định, Quận 1, {HCM}") is None


def test_con_dao_comes_from_its_district():
    """Units without wards of their own are mapped too."""
    assert predecessors(f"Đặc khu Côn Đảo, {HCM}") == (
        ("Huyện Côn Đảo, Tỉnh Bà Rịa - Vũng Tàu", False),
    )


def test_provinces_have_versions():
    """Bình Dương is TP.HCM from the reform on; Huế changed its name half a year earlier."""
    assert province_on("Tỉnh Bình Dương", "2025-06-30") == "Tỉnh Bình Dương"
    assert province_on("Tỉnh Bình Dương", "2025-07-01") == HCM
    assert province_on("Thành phố Huế", "2024-12-31") == "Tỉnh Thừa Thiên Huế"
    assert province_on("Tỉnh Thừa Thiên Huế", "2025-01-01") == "Thành phố Huế"


def test_spellings_meet():
    """Both tone placements, y and i, and the ways to write Đắk are keys of one unit."""
    assert {"thủy nguyên", "thuỷ nguyên"} <= variants("Thủy Nguyên")
    assert {"đắk lắk", "đăk lăk", "daklak"} & variants("Đắk Lắk") >= {"đắk lắk", "daklak"}
    assert "phan rang" in variants("Phan Rang - Tháp Chàm")


def test_natural_order():
    """Numbers by value, D before Đ, then letters and tones of the Vietnamese alphabet."""
    wanted = [
        "An",
        "Ăn",
        "Ân",
        "Dung",
        "Đà",
        "Hoa",
        "Hòa",
        "Hỏa",
        "Huyện Dầu Tiếng",
        "Huyện Đông Anh",
        "Quận 1",
        "Quận 2",
        "Quận 10",
        "Quận Bình Thạnh",
        "Quận Đống Đa",
    ]
    shuffled = [*wanted[1::2], *wanted[::2]]
    assert sorted(shuffled, key=natural_key) == wanted
