"""Places found in articles: level words, lists, wards, namesakes, traps, and the time of the
article."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from corpus.places import explain_places, find_places

HCM = "Thành phố Hồ Chí Minh"
BEFORE, AFTER = date(2023, 3, 3), date(2025, 10, 10)
SOURCE = "Thanhuytphcm.vn"


def districts(text, published=BEFORE, **evidence):
    return [
        name.removesuffix(", " + HCM)
        for name in find_places(text, published=published, **evidence).districts
    ]


def wards(text, published=BEFORE, **evidence):
    return [
        name.removesuffix(", " + HCM)
        for name in find_places(text, published=published, **evidence).wards
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bí thư Quận ủy Quận 1 phát biểu", ["Quận 1"]),
        ("Bí thư Quận uỷ Bình Thạnh Nguyễn Văn", ["Quận Bình Thạnh"]),
        ("Huyện ủy Củ Chi; Huyện ủy huyện Nhà Bè", ["Huyện Củ Chi", "Huyện Nhà Bè"]),
        ("gồm quận 1, 3, 5 và huyện Nhà Bè", ["Quận 1", "Quận 3", "Quận 5", "Huyện Nhà Bè"]),
        (
            "quận 3; 5; Phú Nhuận; 11, Bình Thạnh",
            ["Quận 3", "Quận 5", "Quận Phú Nhuận", "Quận 11", "Quận Bình Thạnh"],
        ),
        (
            "các quận: 1, 3; các huyện: Củ Chi, Hóc Môn",
            ["Quận 1", "Quận 3", "Huyện Củ Chi", "Huyện Hóc Môn"],
        ),
        (
            "Q.1, Q. 3, Q.Gò Vấp, H.Bình Chánh, TP.Thủ Đức",
            ["Quận 1", "Quận 3", "Quận Gò Vấp", "Huyện Bình Chánh", "Thành phố Thủ Đức"],
        ),
        ("ở P.16, Q,8, TP.HCM", ["Quận 8"]),
        ("số 39 Trương Định, P6, Q3, TPHCM", ["Quận 3"]),
        ("trụ sở tại quận 05", ["Quận 5"]),
        ("QUẬN 10: TỔNG KẾT; HUYỆN CẦN GIỜ", ["Quận 10", "Huyện Cần Giờ"]),
        ("quận, huyện: Bình Tân, Nhà Bè của TPHCM", ["Quận Bình Tân", "Huyện Nhà Bè"]),
        ("Hội nghị tại Gò Vấp, TP.HCM", ["Quận Gò Vấp"]),
        ("quận 1, 2 đối tượng bị bắt", ["Quận 1"]),
        ("Quận 4, 5, 6 tổ chức hội nghị", ["Quận 4", "Quận 5", "Quận 6"]),
    ],
)
def test_forms_of_districts(text, expected):
    """Every usual way to print a district of TP.HCM gives its full name, in order of mention."""
    assert districts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "cầu Bình Triệu, chợ Thủ Đức, hồ Hoàn Kiếm, cảng Quy Nhơn, đường Củ Chi",
        "Audi Q5, LG Q6 và Q1/2017",
        "quận Cam, quận Manhattan, quận công, quận chúa",
        "quận 7, Paris",
        "Quận 13 và quận 0, quận 100",
        "anh H. Bình, TTXVN đưa tin, BHXH. Cùng dự",
        "toàn quận có 10 phường; quận gồm 12 khu phố",
        "mưa vừa, Bình Tân ngập",
        "Quận ủy tổ chức hội nghị",
        "tiếp cử tri quận\n",
        "Phó Thủ tướng Trương Hòa Bình",
        "",
    ],
)
def test_traps_give_no_district(text):
    """Streets, markets, phones, foreign counties, initials and counts are no districts."""
    assert districts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện ủy Tân Phú, tỉnh Đồng Nai", "Huyện Tân Phú, Tỉnh Đồng Nai"),
        ("quận Tân Phú", "Quận Tân Phú, Thành phố Hồ Chí Minh"),
        ("Nghệ An: lãnh đạo huyện Kỳ Sơn họp", "Huyện Kỳ Sơn, Tỉnh Nghệ An"),
        ("Tỉnh ủy Sóc Trăng kiểm tra huyện Châu Thành", "Huyện Châu Thành, Tỉnh Sóc Trăng"),
        ("TP Hà Tĩnh", "Thành phố Hà Tĩnh, Tỉnh Hà Tĩnh"),
        ("huyện Cẩm Xuyên, Hà Tĩnh", "Huyện Cẩm Xuyên, Tỉnh Hà Tĩnh"),
        ("quận Thanh Trì, Hà Nội", "Huyện Thanh Trì, Thành phố Hà Nội"),
        ("Huyện uỷ Hoà Vang", "Huyện Hòa Vang, Thành phố Đà Nẵng"),
        ("huyện đảo Lý Sơn", "Huyện Lý Sơn, Tỉnh Quảng Ngãi"),
        ("thành phố biển Nha Trang", "Thành phố Nha Trang, Tỉnh Khánh Hòa"),
    ],
)
def test_namesakes_and_other_provinces(text, expected):
    """Level word, province beside the name or nearest sign decide between namesakes."""
    assert find_places(text, published=BEFORE).districts == (expected,)


def test_namesake_by_source_or_title_only():
    """Without a province in the text, source or title decide; without either nothing is guessed."""
    text = "Lãnh đạo huyện Châu Thành dự hội nghị."
    assert find_places(text, published=BEFORE).districts == ()
    assert find_places(text, published=BEFORE, source="Báo Long An").districts == (
        "Huyện Châu Thành, Tỉnh Long An",
    )
    titled = find_places(text, published=BEFORE, title="Bến Tre họp")
    assert titled.districts == ("Huyện Châu Thành, Tỉnh Bến Tre",)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("quận Thủ Đức", date(2020, 12, 31), "Quận Thủ Đức, " + HCM),
        ("TP Thủ Đức", date(2021, 1, 1), "Thành phố Thủ Đức, " + HCM),
        ("thị xã Dĩ An", date(2017, 5, 5), "Thị xã Dĩ An, Tỉnh Bình Dương"),
        ("TP Dĩ An", date(2022, 5, 5), "Thành phố Dĩ An, Tỉnh Bình Dương"),
        ("huyện Hoài Nhơn", date(2017, 5, 5), "Huyện Hoài Nhơn, Tỉnh Bình Định"),
        ("huyện Phú Vang", date(2019, 5, 5), "Huyện Phú Vang, Tỉnh Thừa Thiên Huế"),
        ("huyện Phú Vang", date(2025, 5, 5), "Huyện Phú Vang, Thành phố Huế"),
        ("thành phố Huế", date(2019, 5, 5), "Thành phố Huế, Tỉnh Thừa Thiên Huế"),
        ("địa bàn Quận 1 trước đây", AFTER, "Quận 1, " + HCM),
        ("quận Bình Thạnh cũ", AFTER, "Quận Bình Thạnh, " + HCM),
        (
            "thành phố Thủ Dầu Một, tỉnh Bình Dương trước đây",
            AFTER,
            "Thành phố Thủ Dầu Một, Tỉnh Bình Dương",
        ),
    ],
)
def test_districts_keep_the_name_of_their_time(text, published, expected):
    """A district has the name in force on the article's day, and keeps it after the reform."""
    assert find_places(text, published=published).districts == (expected,)


def test_hue_is_a_province_since_2025():
    """From 2025 "thành phố Huế" is the province, not a district."""
    places = find_places("UBND thành phố Huế", published=date(2025, 3, 3))
    assert (places.districts, places.provinces) == ((), ("Thành phố Huế",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phường 12, Quận 5", ["Phường 12, Quận 5"]),
        (
            "Quận ủy Gò Vấp giao Phường 1, 3, 17 làm điểm",
            [f"Phường {n}, Quận Gò Vấp" for n in (1, 3, 17)],
        ),
        (
            "Phường 2, 15 phối hợp Công an quận Tân Bình",
            [f"Phường {n}, Quận Tân Bình" for n in (2, 15)],
        ),
        ("phường 4", []),
        (
            "xã Phước Lộc, Long Thới của huyện Nhà Bè",
            ["Xã Phước Lộc, Huyện Nhà Bè", "Xã Long Thới, Huyện Nhà Bè"],
        ),
        ("thị trấn Cần Thạnh, huyện Cần Giờ", ["Thị trấn Cần Thạnh, Huyện Cần Giờ"]),
        (
            "Tại phường Thảo Điền và An Phú, thuộc Quận 2 (cũ)",
            ["Phường Thảo Điền, Thành phố Thủ Đức", "Phường An Phú, Thành phố Thủ Đức"],
        ),
        (
            "quận Tân Bình, phường 4; quận 10: Phường 12",
            ["Phường 4, Quận Tân Bình", "Phường 12, Quận 10"],
        ),
    ],
)
def test_wards_before_the_reform(text, expected):
    """A ward stands in the district joined to it or named near; a numbered ward alone is no
    place."""
    assert wards(text) == expected


def test_a_named_ward_implies_its_district_where_the_city_is_clear():
    """ "phường Đa Kao" means Quận 1 in an article of the city, and nothing without a sign of the
    city."""
    places = find_places("Đảng ủy phường Đa Kao tổ chức hội nghị.", published=BEFORE, source=SOURCE)
    assert places.wards == (f"Phường Đa Kao, Quận 1, {HCM}",)
    assert [(m.value, m.implied) for m in places.mentions if m.kind == "district"] == [
        (f"Quận 1, {HCM}", True)
    ]
    assert find_places("Đảng ủy phường Đa Kao tổ chức hội nghị.", published=BEFORE).districts == ()


def test_a_ward_of_two_districts_implies_neither():
    """Phường Tân Phú lies in Quận 7 and in Thủ Đức: alone it is undecided."""
    assert districts("phường Tân Phú", source=SOURCE) == []
    assert wards("phường Tân Phú (Quận 7)") == ["Phường Tân Phú, Quận 7"]


def test_wards_follow_their_district_through_time():
    """Phường Linh Trung is in Quận Thủ Đức until 2020 and in TP Thủ Đức after; Phường Dĩ An first
    in a thị xã."""
    assert districts("phường Linh Trung", date(2019, 1, 1), source=SOURCE) == ["Quận Thủ Đức"]
    assert districts("phường Linh Trung", date(2021, 1, 1), source=SOURCE) == ["Thành phố Thủ Đức"]
    text = "phường Dĩ An, tỉnh Bình Dương"
    assert wards(text, date(2018, 1, 1)) == ["Phường Dĩ An, Thị xã Dĩ An, Tỉnh Bình Dương"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đảng ủy phường Sài Gòn, TPHCM", ["Phường Sài Gòn"]),
        ("đặc khu Côn Đảo và xã Củ Chi, TPHCM", ["Đặc khu Côn Đảo", "Xã Củ Chi"]),
        (
            "Các phường lân cận Bến Thành, Tân Định của TPHCM",
            ["Phường Bến Thành", "Phường Tân Định"],
        ),
        ("phường Hải Châu, thành phố Đà Nẵng", ["Phường Hải Châu, Thành phố Đà Nẵng"]),
        ("phường Thủ Dầu Một, Thành phố Hồ Chí Minh", ["Phường Thủ Dầu Một"]),
        (
            "TPHCM: phường Sài Gòn lập trên cơ sở phường Bến Nghé, Quận 1 (cũ)",
            ["Phường Sài Gòn", "Phường Bến Nghé, Quận 1"],
        ),
        ("số nhà phường Tân Định, Quận 1 trước đây", ["Phường Tân Định, Quận 1"]),
        ("phường An Khánh, thuộc TP Thủ Đức (cũ), TPHCM", ["Phường An Khánh"]),
    ],
)
def test_wards_after_the_reform(text, expected):
    """After the reform a ward stands in its province, unless the text speaks of the old ward."""
    assert wards(text, AFTER) == expected


@pytest.mark.parametrize("published", [AFTER, None])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã Tân Phú, tỉnh Đồng Nai tổ chức lễ", ("Xã Tân Phú, Tỉnh Đồng Nai",)),
        ("Đảng ủy phường Trấn Biên, tỉnh Đồng Nai", ("Phường Trấn Biên, Tỉnh Đồng Nai",)),
    ],
)
def test_a_ward_lies_in_the_province_printed_behind_it(text, expected, published):
    """Of the wards of one name it is that of the province; no other province is named by it."""
    found = find_places(text, published=published)
    assert (found.wards, found.provinces) == (expected, ("Tỉnh Đồng Nai",))


@pytest.mark.parametrize("published", [BEFORE, AFTER, None])
def test_no_ward_is_taken_from_another_province(published):
    """Phường Sài Gòn is none of Đồng Nai: the province that is printed is not set aside."""
    found = find_places(
        "họp tại phường Tân Phú, tỉnh Đồng Nai, và phường Sài Gòn (tỉnh Đồng Nai)",
        published=published,
    )
    assert found.provinces == ("Tỉnh Đồng Nai",)
    assert all("Hồ Chí Minh" not in ward for ward in found.wards)


def test_after_the_reform_wards_imply_no_district():
    """Only districts that the text names are districts of a newer article."""
    assert districts("Đảng ủy phường Tân Định, TPHCM", AFTER) == []


def test_undated_articles_show_their_side_of_the_reform():
    """Without a day, district offices speak for before, new wards and districts called gone for
    after."""
    old = find_places("Quận ủy Quận 1 khen phường Tân Định.", source=SOURCE)
    assert old.wards == (f"Phường Tân Định, Quận 1, {HCM}",)
    new = find_places("Đảng ủy phường Bàn Cờ họp với phường Tân Định.", source=SOURCE)
    assert new.wards == (f"Phường Bàn Cờ, {HCM}", f"Phường Tân Định, {HCM}")


def test_the_province_is_that_of_the_day():
    """Bình Dương is a province until June 2025 and TP.HCM from July on; streets of the name are
    none."""
    text = "Thành ủy Thủ Dầu Một, tỉnh Bình Dương"
    assert find_places(text, published=date(2025, 6, 30)).provinces == ("Tỉnh Bình Dương",)
    assert find_places(text, published=date(2025, 7, 1)).provinces == (HCM,)
    assert find_places("xa lộ Hà Nội, đại lộ Bình Dương", published=BEFORE).provinces == ()
    assert find_places("Tỉnh ủy Bà Rịa – Vũng Tàu", published=BEFORE).provinces == (
        "Tỉnh Bà Rịa - Vũng Tàu",
    )


def test_mentions_point_at_the_text():
    """Every mention's offsets give what is printed, and each says the rule that took it."""
    text = "ĐẢNG ỦY PHƯỜNG BẾN NGHÉ (Q.1) và quận 3, 5; xã Bình Hưng, huyện Bình Chánh."
    mentions = find_places(text, published=BEFORE).mentions
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.printed
        assert mention.rule
    assert {m.printed for m in mentions if m.kind == "district"} == {
        "Q.1",
        "quận 3",
        "5",
        "huyện Bình Chánh",
    }


def test_explaining_changes_nothing_and_says_why_not():
    """`explain_places` gives the same places and a rule for each candidate refused."""
    text = "Tại hồ Hoàn Kiếm, Quận 1 và phường 7 của ông Bình Tân; huyện Châu Thành."
    places, refused = explain_places(text, published=BEFORE)
    assert places == find_places(text, published=BEFORE)
    rules = {one.printed: one.rule for one in refused}
    assert "hồ" in rules["Hoàn Kiếm"]
    assert "numbered ward" in explain_places("phường 7", published=BEFORE)[1][0].rule
    assert "several districts" in rules["huyện Châu Thành"]


FOLDER = os.environ.get("TIMTIN_TEST_DATA")
marked = pytest.mark.skipif(
    not FOLDER, reason="TIMTIN_TEST_DATA (the folder with the marked sets) is not set"
)


def f1(name: str, field: str) -> float:
    hits = wrong = missed = 0
    for line in (Path(str(FOLDER)) / "gold" / name).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        published = date.fromisoformat(record["published"]) if record["published"] else None
        parts = (record["title"], record.get("summary"), record["text"])
        places = find_places(
            "\n".join(filter(None, parts)), title=record["title"] or "", published=published
        )
        free = set(record.get(f"{field}_optional") or ()) | set(
            record.get(f"{field}_historical") or ()
        )
        got, wanted = set(getattr(places, field)) - free, set(record[field]) - free
        hits, wrong, missed = (
            hits + len(got & wanted),
            wrong + len(got - wanted),
            missed + len(wanted - got),
        )
    return 2 * hits / (2 * hits + wrong + missed)


@pytest.mark.data
@marked
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("facets-dev.jsonl", "districts"),
        ("party-dev.jsonl", "districts"),
        ("party-dev.jsonl", "wards"),
    ],
)
def test_marked_sets(name, field):
    """F1 on the marked sets is at least 0.97."""
    assert f1(name, field) >= 0.97


@pytest.mark.data
@marked
def test_seed_article():
    """The seed article is about Quận 1 and no other district, with a date or without."""
    text = (Path(str(FOLDER)) / "data" / "seed-article.txt").read_text(encoding="utf-8")
    for published in (None, date(2025, 1, 10)):
        assert find_places(text, source=SOURCE, published=published).districts == (
            f"Quận 1, {HCM}",
        )


@pytest.mark.parametrize(
    ("printed", "ward"),
    [
        (
            "xã Sĩ Bình, huyện Bạch Thông, tỉnh Bắc Kạn",
            "Xã Sỹ Bình, Huyện Bạch Thông, Tỉnh Bắc Kạn",
        ),
        ("xã Lục Sỹ Thành, tỉnh Vĩnh Long", "Xã Lục Sĩ Thành, Tỉnh Vĩnh Long"),
        ("phường Mĩ Lâm, tỉnh Tuyên Quang", "Phường Mỹ Lâm, Tỉnh Tuyên Quang"),
        ("xã Quì Hợp, tỉnh Nghệ An", "Xã Quỳ Hợp, Tỉnh Nghệ An"),
        ("xã Albá, tỉnh Gia Lai", "Xã Al Bá, Tỉnh Gia Lai"),
        ("xã Al Bá, tỉnh Gia Lai", "Xã Al Bá, Tỉnh Gia Lai"),
    ],
)
def test_wards_in_either_spelling(printed: str, ward: str) -> None:
    """Papers print a name with y and with i, and names of the Highlands as one word."""
    found = find_places(printed, title="", source="", published=date(2025, 9, 1))
    assert found.wards == (ward,)
