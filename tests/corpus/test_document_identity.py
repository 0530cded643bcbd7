"""Which of the documents with one number a document is: what an article decides, and what it leaves
open."""

from datetime import date
from typing import Any

import pytest

from corpus import Article
from corpus.extraction import extract, extraction_record


def identities(body: str, published: str, title: str = "") -> list[dict[str, Any]]:
    """Return code and identity of each document of an article."""
    article = Article(id="a", title=title, body=body, published=date.fromisoformat(published))
    documents = extraction_record(extract(article))["documents"]
    return [{"code": one["code"], **one["identity"]} for one in documents]


@pytest.mark.parametrize(
    ("body", "published", "term"),
    [
        ("Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị", "2021-08-14", "XIII"),
        ("Kết luận số 01-KL/TW, ngày 4/4/2016 của Bộ Chính trị", "2017-08-14", "XII"),
        ("Chỉ thị số 05-CT/TW của Bộ Chính trị khóa XII", "2021-08-14", "XII"),
        ("Nghị quyết Trung ương 4 khóa XI", "2021-08-14", "XI"),
        ("Nghị quyết Đại hội XIV của Đảng", "2026-02-14", "XIV"),
        ("Đảng ủy phường Sài Gòn ban hành Kế hoạch số 05-KH/ĐU", "2025-08-14", "2025-2030"),
        ("Thành ủy Thủ Đức ban hành Kế hoạch số 05-KH/TU", "2023-08-14", "2020-2025"),
        ("Sau Đại hội nhiệm kỳ 2015 - 2020, Quận ủy Quận 5 ban hành Kế hoạch số 05-KH/QU",
         "2019-08-14", "2015-2020"),
        ("Quận ủy Quận 5 ban hành Kế hoạch số 05-KH/QU thực "
         "hiện Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính "
         "trị", "2021-08-14", "2020-2025"),
        ("Nghị quyết số 1685/NQ-UBTVQH15 về sắp xếp phường, xã", "2025-08-14", "khóa XV"),
    ],
)  # fmt: skip
def test_a_day_a_term_or_a_dated_neighbour_decides(body: str, published: str, term: str) -> None:
    """A printed day or term, a body of one term only, and what a document carries out decide its
    term."""
    first = identities(body, published)[0]
    assert (first["term"], first["decided"]) == (term, True), first


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("Quán triệt Nghị quyết số 57-NQ/TW của Bộ Chính trị", "2025-08-14"),
        ("Trước sắp xếp, Quận ủy Quận 1 có Kế hoạch 12-KH/QU", "2025-08-14"),
        (
            "Quận ủy Quận 5 có Kế hoạch 261-KH/QU thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018",
            "2020-11-06",
        ),
        ("Quận ủy Quận 5 ban hành Kế hoạch số 05-KH/QU ngày 20/6/2020", "2020-11-06"),
        ("UBND huyện Nhà Bè ban hành Quyết định số 1120/QĐ-UBND", "2019-07-20"),
        ("Kế hoạch 43-KH/BCĐ của Ban Chỉ đạo", "2019-07-20"),
    ],
)
def test_what_two_terms_can_hold_is_left_open(body: str, published: str) -> None:
    """Without a day where two terms are possible, on a day between two congresses, without a place:
    undecided."""
    first = identities(body, published)[0]
    assert not first["decided"] and first["reason"], first


def test_one_code_is_two_documents_where_places_or_terms_differ() -> None:
    """05-KH/QU of 2016 and of today, 17-KH/ĐU of an old and a new ward are two documents each."""
    found = identities(
        "Sau Đại hội, nhiệm kỳ 2020 - 2025, Quận ủy Quận 1 ban "
        "hành Kế hoạch số 05-KH/QU về tuyên truyền. Kế hoạch "
        "này thay thế Kế hoạch số 05-KH/QU, ngày 12/9/2016 về học tập.", "2021-08-14")  # fmt: skip
    assert [one["term"] for one in found] == ["2020-2025", "2015-2020"]
    found = identities(
        "Đảng ủy phường Sài Gòn ban hành Kế hoạch 17-KH/ĐU. "
        "Trước sáp nhập, Đảng ủy phường Bến Nghé, Quận 1 (cũ) "
        "từng có Kế hoạch 17-KH/ĐU về phòng cháy.", "2026-02-12")  # fmt: skip
    assert [one["place"] for one in found] == [
        "Phường Sài Gòn, Thành phố Hồ Chí Minh",
        "Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh",
    ]


def test_a_body_nobody_knows_is_not_the_one_at_home() -> None:
    """A committee whose name is in no table is somewhere unknown, not in the article's own
    place."""
    found = identities("Đảng ủy phường Sài Gòn ban hành Kế hoạch 17-KH/ĐU. "
                       "Đảng ủy phường Hoa Cỏ May cũng ban hành Kế "
                       "hoạch 17-KH/ĐU về phòng cháy.", "2026-02-12")  # fmt: skip
    assert [one["place"] for one in found] == ["Phường Sài Gòn, Thành phố Hồ Chí Minh", None]


def test_a_slip_in_a_printed_day_makes_no_second_document() -> None:
    """Papers print 15/11 and 15/12 for one document: days are evidence of the term, not the key."""
    found = identities(
        "Quy định 102-QĐ/TW ngày 15/11/2017 và lại Quy định 102-QĐ/TW ngày 15/12/2017.",
        "2018-02-12",
    )
    assert [one["term"] for one in found] == ["XII"]


def test_a_state_number_has_a_year_and_a_place() -> None:
    """The year of a State number is in it, or in the day beside it."""
    one, two = identities(
        "Nghị định 78/2002/NĐ-CP và Quyết định 401/QĐ-TTg ngày 14/3/2016", "2019-07-20"
    )
    assert (one["year"], one["place"], two["year"]) == (2002, "Trung ương", 2016)


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        # who tells of it, in its own part of the sentence
        ("Tại huyện Nhà Bè, Đảng ủy xã Nhơn Đức báo cáo Kế hoạch 12-KH/ĐU; Đảng ủy xã Phước Lộc báo cáo Chương trình 03-CTr/ĐU.",
         "03-CTr/ĐU", "Xã Phước Lộc, Huyện Nhà Bè, Thành phố Hồ Chí Minh"),
        # a Quận ủy does not issue what has the symbol of the city
        ("Quận ủy Quận 6 quán triệt Chỉ thị 14-CT/TU. Quận ủy Quận 8 cũng vậy.", "14-CT/TU", "Thành phố Hồ Chí Minh"),
        # what a body amends is its own
        ("Chủ tịch UBND quận Gò Vấp ký Quyết định 512/QĐ-UBND sửa đổi Quyết định 388/QĐ-UBND.",
         "388/QĐ-UBND", "Quận Gò Vấp, Thành phố Hồ Chí Minh"),
        # what it carries out need not be
        ("UBND quận Gò Vấp ban hành Kế hoạch 60/KH-UBND thực hiện Kế hoạch 1045/KH-UBND.", "1045/KH-UBND", None),
        # the last of a list is of the same body
        ("Huyện ủy Nhà Bè ban hành các Kế hoạch số 20, 21-KH/HU; Huyện ủy Cần Giờ góp ý.",
         "21-KH/HU", "Huyện Nhà Bè, Thành phố Hồ Chí Minh"),
    ],
)  # fmt: skip
def test_the_place_is_that_of_who_acts(body: str, code: str, place: str | None) -> None:
    """Without an issuer, the body of the right level that acts in front of a document tells where
    it is from."""
    found = {one["code"]: one["place"] for one in identities(body, "2019-05-10")}
    assert found[code] == place


def test_a_report_read_at_a_meeting_is_fresh() -> None:
    """Read in March 2016, half a year after the congress, it is of the new term; read in September
    2015 it may be of either."""
    body = "Huyện ủy Củ Chi tổ chức hội nghị, nghe Báo cáo số 41-BC/HU của Huyện ủy."
    (spring,) = identities(body, "2016-03-18")
    (autumn,) = identities(body, "2015-09-18")
    assert (spring["term"], spring["decided"], autumn["decided"]) == ("2015-2020", True, False)


def test_the_years_of_a_review_tell_its_term() -> None:
    """ "Sơ kết 3 năm" of a directive of 2019 is of the next term; a span that the article's day does
    not allow tells nothing."""
    body = "Báo cáo số 75-BC/QU của Quận ủy Bình Tân sơ kết {} năm thực hiện Chỉ thị 23-CT/TU ngày 25/7/2019."
    assert identities(body.format(3), "2023-05-26")[0]["term"] == "2020-2025"
    (review, _) = identities(body.format(10), "2019-11-26", "Bình Tân: Quận ủy Bình Tân sơ kết")
    assert (review["term"], review["decided"]) == ("2015-2020", True)
