"""Names of places in the spellings that papers print, in texts and in the query box."""

from datetime import date

import pytest

from corpus.places import find_place_queries, find_places

BEFORE, AFTER = date(2022, 6, 6), date(2025, 9, 9)

DISTRICTS = [
    # parted, joined, with a hyphen
    ("huyện EaKar, tỉnh Đắk Lắk", "Huyện Ea Kar"), ("huyện CưM’gar, Đắk Lắk", "Huyện Cư M'gar"),
    ("huyện EaH'leo, tỉnh Đắc Lắc", "Huyện Ea H'leo"), ("TP Plei-ku, Gia Lai", "Thành phố Pleiku"),
    ("huyện Krông-Ana, Đắk Lắk", "Huyện Krông A Na"), ("huyện ChưPrông, Gia Lai", "Huyện Chư Prông"),
    ("huyện IaGrai, Gia Lai", "Huyện Ia Grai"), ("huyện TuMơRông, Kon Tum", "Huyện Tu Mơ Rông"),
    ("thị xã A Yun Pa, Gia Lai", "Thị xã Ayun Pa"), ("huyện KonPlông", "Huyện Kon Plông"),
    ("huyện ALưới, Thừa Thiên Huế", "Huyện A Lưới"), ("thị xã LaGi, Bình Thuận", "Thị xã La Gi"),
    ("huyện SiMaCai, Lào Cai", "Huyện Si Ma Cai"), ("TP Kon-Tum, tỉnh Kon-Tum", "Thành phố Kon Tum"),
    ("huyện A-lưới, TT-Huế", "Huyện A Lưới"), ("thị xã Sa-Pa", "Thị xã Sa Pa"),
    # other marks, other letters
    ("huyện Krông Păk, Đắk Lắk", "Huyện Krông Pắc"), ("huyện Lăk, Đắk Lắk", "Huyện Lắk"),
    ("huyện Kon Plong, Kon Tum", "Huyện Kon Plông"), ("huyện Kong Chro", "Huyện Kông Chro"),
    ("huyện Đăk Glêi, Kon Tum", "Huyện Đắk Glei"), ("huyện Ya Grai", "Huyện Ia Grai"),
    ("huyện Dakrông, Quảng Trị", "Huyện Đa Krông"), ("huyện Đạ Teh", "Huyện Đạ Tẻh"),
    ("huyện Đắk Rlấp, Đắk Nông", "Huyện Đắk R'Lấp"), ("huyện K’bang", "Huyện KBang"),
    ("huyện Xi Ma Cai, Lào Cai", "Huyện Si Ma Cai"), ("huyện Hoàng Xu Phì", "Huyện Hoàng Su Phì"),
    ("TP Buôn Ma Thuật", "Thành phố Buôn Ma Thuột"), ("TP Buôn Mê Thuộc", "Thành phố Buôn Ma Thuột"),
    ("huyện Hốc Môn, TP.HCM", "Huyện Hóc Môn"),
    # y and i, the tone
    ("huyện Bắc Trà Mi, Quảng Nam", "Huyện Bắc Trà My"), ("huyện Quì Hợp", "Huyện Quỳ Hợp"),
    ("TP Vỵ Thanh, Hậu Giang", "Thành phố Vị Thanh"), ("huyện Lí Sơn", "Huyện Lý Sơn"),
    ("TP Qui Nhơn, Bình Định", "Thành phố Quy Nhơn"), ("huyện Thái Thuỵ", "Huyện Thái Thụy"),
    # figures for words
    ("thành phố Ngã 7, Hậu Giang", "Thành phố Ngã Bảy"), ("thị xã Ngã 5", "Thị xã Ngã Năm"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "district"), DISTRICTS)
def test_districts_in_all_spellings(printed: str, district: str) -> None:
    """Each is the unit of the tables, printed in an article or typed."""
    found = find_places(f"Hôm qua tại {printed} có mưa.", published=BEFORE).districts
    assert [name.split(",")[0] for name in found] == [district]
    values = {
        value.split(",")[0] for place in find_place_queries(printed) for value in place.values
    }
    assert district in values


WARDS = [
    ("xã EaKpam, huyện Cư Mgar", "Xã Ea KPam, Huyện Cư M'gar", BEFORE),
    ("xã Cư Dliê Mnông, huyện Cư M'gar", "Xã Cư Dliê M'nông, Huyện Cư M'gar", BEFORE),
    ("xã Đăk Pek, huyện Đăk Glei", "Xã Đăk Pék, Huyện Đắk Glei", BEFORE),
    ("thị trấn Plêi Kần, huyện Ngọc Hồi", "Thị trấn Plei Kần, Huyện Ngọc Hồi", BEFORE),
    ("xã Abung, huyện Đakrông", "Xã A Bung, Huyện Đa Krông", BEFORE),
    ("xã TàBhing, huyện Nam Giang", "Xã Tà Bhing, Huyện Nam Giang", BEFORE),
    ("phường Vĩ Dạ, TP Huế", "Phường Vỹ Dạ, Thành phố Huế", BEFORE),
    ("phường Hoà Quí, quận Ngũ Hành Sơn", "Phường Hòa Quý, Quận Ngũ Hành Sơn", BEFORE),
    ("phường Plei-ku, tỉnh Gia Lai", "Phường Pleiku, Tỉnh Gia Lai", AFTER),
    ("xã M’Đrắk, tỉnh Đắk Lắk", "Xã M'Drắk, Tỉnh Đắk Lắk", AFTER),
    ("xã Easup, tỉnh Đắk Lắk", "Xã Ea Súp, Tỉnh Đắk Lắk", AFTER),
    ("phường Tân Sơn Nhứt, TP.HCM", "Phường Tân Sơn Nhất, Thành phố Hồ Chí Minh", AFTER),
    ("đặc khu Phú Quí, tỉnh Lâm Đồng", "Đặc khu Phú Quý, Tỉnh Lâm Đồng", AFTER),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "ward", "day"), WARDS)
def test_wards_in_all_spellings(printed: str, ward: str, day: date) -> None:
    """Those of before the reform in their district, those of today in their province."""
    found = find_places(f"Hôm qua tại {printed} có mưa.", published=day).wards
    assert [name.startswith(ward) for name in found] == [True]
    assert any(value.startswith(ward) for value in find_place_queries(printed)[0].values)


def test_of_names_alike_the_nearest_is_meant() -> None:
    """Ea Drơng and Ea Drông share all but a mark."""
    found = find_places("Xã Ea Đrơng, huyện Cư M'gar, thị xã Buôn Hồ.", published=BEFORE)
    assert [name.split(",")[0] for name in found.wards] == ["Xã Ea Drơng"]
    assert {v.split(",")[0] for v in find_place_queries("xã Ea Đrông")[0].values} == {"Xã Ea Drông"}


@pytest.mark.parametrize(
    ("printed", "districts", "wards"),
    [
        ("quận Nhất, TP.HCM", ["Quận 1"], []),
        ("quận Nhứt, TP.HCM", ["Quận 1"], []),
        ("các quận Ba, Năm và Mười Hai, TP.HCM", ["Quận 3", "Quận 5", "Quận 12"], []),
        ("phường Nhất, quận Ba, TP.HCM", ["Quận 3"], ["Phường 1"]),
        ("phường Mười Hai, quận Tân Bình", ["Quận Tân Bình"], ["Phường 12"]),
    ],
)
def test_numbers_of_units_in_words(printed: str, districts: list[str], wards: list[str]) -> None:
    """As old papers and speeches name them."""
    found = find_places(f"Hôm qua tại {printed} có mưa.", published=BEFORE)
    assert [name.split(",")[0] for name in found.districts] == districts
    assert [name.split(",")[0] for name in found.wards] == wards


@pytest.mark.parametrize(
    "printed",
    [
        "quận Ba Lê của Pháp", "quận Năm 2020", "quận Mười Bảy", "quận Nhất Nam", "quận Nhật",
        "phường Tư pháp", "phường Ba Láng An", "huyện Lạc, Đắk Lắk", "xã Ta Hiên", "huyện Cẩu Mậu",
        "quận ba", "quận năm ngoái",
    ],
)  # fmt: skip
def test_what_only_resembles_a_name(printed: str) -> None:
    """Longer names, years, words."""
    found = find_places(f"Hôm qua tại {printed} có mưa.", published=BEFORE)
    assert (found.districts, found.wards) == ((), ())


def test_marks_tell_names_that_are_no_transcriptions() -> None:
    """ "Thanh An" and "Thạnh An" stay two, joined or not."""
    values = find_place_queries("xã Thạnh An")[0].values
    assert {value.split(",")[0] for value in values} == {"Xã Thạnh An"}
    assert find_place_queries("xã ThạnhAn") == []
    assert find_places("Tại xã ThạnhAn, huyện Cần Giờ", published=BEFORE).wards == ()
