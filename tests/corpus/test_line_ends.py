"""Text copied from PDF or Word: a line may end inside a code, a day, a place's or a body's name,
never a title or a paragraph."""

from datetime import date

import pytest

from corpus.article import Article
from corpus.codes import find_codes
from corpus.extraction import Extraction, explain_record, extract
from corpus.vietnamese.flow import PERHAPS, flow
from corpus.vietnamese.text import clean

CITY = ", Thành phố Hồ Chí Minh"


def read(body: str, title: str = "Tin", summary: str = "", day: str = "2025-01-10") -> Extraction:
    return extract(
        Article("a", title, clean(body), summary=summary, published=date.fromisoformat(day))
    )


def codes(found: Extraction) -> list[str]:
    return [one.value for one in found.codes]


def days(found: Extraction) -> list[str]:
    return [one.value for one in found.dates]


CODES = [
    ("Kế hoạch số\n05-KH/QU về dân vận", "05-KH/QU"),
    ("Kế hoạch số 05-\nKH/QU về dân vận", "05-KH/QU"),
    ("Kế hoạch số 05-KH/\nQU về dân vận", "05-KH/QU"),
    ("Kế hoạch số 05\n-KH/QU về dân vận", "05-KH/QU"),
    ("Kế hoạch số 05-KH\n/QU về dân vận", "05-KH/QU"),
    ("Kế hoạch số 05 - \nKH/QU về dân vận", "05-KH/QU"),
    ("Kế hoạch số 05\n- KH/QU về dân vận", "05-KH/QU"),
    ("Quyết định số 99-\r\nQĐ/TW", "99-QĐ/TW"),
    ("Nghị định số 30/2020/\nNĐ-CP ngày 5/3", "30/2020/NĐ-CP"),
    ("Nghị định số 30/\n2020/NĐ-CP", "30/2020/NĐ-CP"),
    ("Nghị định số 30/2020/NĐ-\nCP ngày 5/3", "30/2020/NĐ-CP"),
    ("Luật số 72/2025/\nQH15 của Quốc hội", "72/2025/QH15"),
    ("Số:\n05-KH/QU", "05-KH/QU"),
    ("Chỉ thị số\u00a0 05-\u00a0CT/TW \n của Bộ Chính trị", "05-CT/TW"),
]


@pytest.mark.parametrize(("text", "code"), CODES)
def test_a_line_may_end_inside_a_code(text: str, code: str) -> None:
    """Before and behind its signs, with blanks at the end of the line too."""
    found = read(text)
    assert codes(found) == [code]
    assert found.codes[0].printed == found.text[found.codes[0].start : found.codes[0].end]


def test_a_list_of_numbers_goes_on_in_the_next_line() -> None:
    """They share their symbol as in one line."""
    found = read("các quyết định số 200,\n201 và 202-QĐ/QU")
    assert codes(found) == ["200-QĐ/QU", "201-QĐ/QU", "202-QĐ/QU"]


@pytest.mark.parametrize(
    "found",
    [
        lambda: read("KH/QU đã ban hành", title="Triển khai Kế hoạch 05-"),
        lambda: read("Nội dung", title="Triển khai Kế hoạch 05-", summary="KH/QU là gì"),
        lambda: read("-KH/QU mở rộng", summary="Triển khai Kế hoạch 05"),
        lambda: read("Kế hoạch số 05-\n\nKH/QU"),
        lambda: read("Nội dung gồm:\n- 5 tiêu chí\n- KH/QU"),
        lambda: read("- Chỉ tiêu 05\n- KH giao năm 2025"),
    ],
)
def test_no_code_goes_over_a_border(found) -> None:
    """The end of a field, a blank line and a list are borders."""
    assert codes(found()) == []


@pytest.mark.parametrize(
    "text",
    [
        "họp ngày 9\ntháng 1 năm 2025",
        "họp ngày\n9 tháng 1 năm 2025",
        "họp ngày 9 tháng\r\n1 năm 2025",
        "họp ngày 9 tháng 1\nnăm 2025",
        "họp ngày 9 tháng 1 năm\n2025",
        "họp ngày 09/01/\n2025",
        "họp ngày 09/\n01/2025",
        "họp ngày 9\n/1/2025",
        "họp ngày 09-01-\n2025",
        "Sáng\n9/1, Quận ủy họp",
        "họp ngày  9  tháng  1  năm  2025",
        "Quận 3, ngày 9 tháng 01\nnăm 2025",
    ],
)
def test_a_line_may_end_inside_a_day(text: str) -> None:
    """It is the day that is printed, with its year."""
    assert days(read(text)) == ["2025-01-09"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Từ ngày 8\nđến 10/1/2025, Quận ủy họp", ["2025-01-08", "2025-01-10"]),
        ("Trong hai ngày 8 và\n9/1, Quận ủy họp", ["2025-01-08", "2025-01-09"]),
        ("Trong hai ngày 8,\n9 tháng 1 năm 2025, họp", ["2025-01-08", "2025-01-09"]),
        ("Có 9\n\ntháng 1 năm 2025 khởi công", []),
        ("Tỷ lệ 3/\n5 đơn vị", []),
        ("Quận 3, ngày 9/1, họp", ["2025-01-09"]),
        ("lượt trận thứ 14, ngày 9/1/2025", ["2025-01-09"]),
        ("ngày 8, ngày 9/1/2025", ["2025-01-08", "2025-01-09"]),
    ],
)
def test_days_of_lists_and_what_is_none(text: str, found: list[str]) -> None:
    """Lists go on over a line; the number of a quận or a round before "ngày" is no day."""
    assert days(read(text)) == found


def test_no_day_goes_over_a_border() -> None:
    """From the summary to the body."""
    assert days(read("tháng 1 năm 2025 sẽ khởi công", summary="Dự kiến họp ngày 9")) == []


PLACES = [
    ("tại Quận\n1, TP.HCM", ["Quận 1" + CITY], []),
    (
        "tại phường Bến\nNghé, Quận 1, TP.HCM",
        ["Quận 1" + CITY],
        ["Phường Bến Nghé, Quận 1" + CITY],
    ),
    (
        "tại phường\nBến Nghé, Quận 1, TP.HCM",
        ["Quận 1" + CITY],
        ["Phường Bến Nghé, Quận 1" + CITY],
    ),
    ("tại quận Bình\nThạnh, TP.HCM", ["Quận Bình Thạnh" + CITY], []),
    ("tại huyện Củ \nChi, TP.HCM", ["Huyện Củ Chi" + CITY], []),
    ("tại quận\nGò\nVấp, TP.HCM", ["Quận Gò Vấp" + CITY], []),
    ("quận Hai\nBà Trưng, Hà Nội", ["Quận Hai Bà Trưng, Thành phố Hà Nội"], []),
    ("quận Nam\nTừ Liêm, Hà\nNội", ["Quận Nam Từ Liêm, Thành phố Hà Nội"], []),
    ("thành\nphố Thủ\nĐức, TP.HCM", ["Thành phố Thủ Đức" + CITY], []),
    ("Quận ủy Tân\nBình, TP.HCM", ["Quận Tân Bình" + CITY], []),
    ("Các quận 1,\n3 và\n10, TP.HCM", [f"Quận {n}{CITY}" for n in (1, 3, 10)], []),
    (
        "Các quận 1, Phú\nNhuận và Gò\nVấp, TP.HCM",
        [f"Quận {n}{CITY}" for n in ("1", "Phú Nhuận", "Gò Vấp")],
        [],
    ),
    (
        "thị trấn Nhà\nBè, huyện Nhà\nBè, TP.HCM",
        ["Huyện Nhà Bè" + CITY],
        ["Thị trấn Nhà Bè, Huyện Nhà Bè" + CITY],
    ),
    (
        "Tại TP.\nThủ Đức, TP.\nHồ Chí Minh, thăm P.\nThảo Điền",
        ["Thành phố Thủ Đức" + CITY],
        ["Phường Thảo Điền, Thành phố Thủ Đức" + CITY],
    ),
    (
        "huyện Long Điền, tỉnh Bà Rịa\n- Vũng Tàu",
        ["Huyện Long Điền, Tỉnh Bà Rịa - Vũng Tàu"],
        [],
    ),
    ("Đoàn gồm cán bộ quận\n\n1 người bị thương", [], []),
    ("Dự hội ở phường Bến\n\nNghé, TP.HCM", [], []),
    ("Kết quả của Quận 3, TP.HCM\nNgày 9/1, Quận ủy họp", ["Quận 3" + CITY], []),
]


@pytest.mark.parametrize(("text", "districts", "wards"), PLACES)
def test_a_line_may_end_inside_a_name(text: str, districts: list[str], wards: list[str]) -> None:
    """Behind the level word and inside the name, but not at the end of a paragraph."""
    found = read(text, day="2024-05-06")
    assert list(found.places.districts) == districts
    assert list(found.places.wards) == wards
    for one in found.mentions:
        assert one.printed == found.text[one.start : one.end]


def test_wards_of_today_over_a_line_end() -> None:
    """The reform's wards are names like others."""
    found = read("Đảng ủy phường Sài\nGòn và xã Bình\nChánh, TP.HCM", day="2025-09-01")
    assert list(found.places.wards) == ["Phường Sài Gòn" + CITY, "Xã Bình Chánh" + CITY]


@pytest.mark.parametrize(
    ("summary", "body", "wards"),
    [
        ("Ra quân tại quận", "1 người bị thương ở TP.HCM", []),
        ("Dự hội ở Quận 1, phường Bến", "Nghé tơ", []),
        (
            "Khai mạc ở xã An Phú, huyện Củ Chi, TP.HCM",
            "Đông đảo người dự",
            ["Xã An Phú, Huyện Củ Chi" + CITY],
        ),
    ],
)
def test_no_name_goes_over_a_border(summary: str, body: str, wards: list[str]) -> None:
    """The summary's last word and the body's first are no name, and do not make a longer one."""
    found = read(body, summary=summary, day="2018-02-02")
    assert list(found.places.wards) == wards
    assert "Quận 1" + CITY in found.places.districts or "Quận 1" not in summary


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Ban Thường vụ Quận\nủy Quận 1 ban hành Kế hoạch 05-KH/QU", "Ban Thường vụ Quận ủy Quận 1"),
        ("Ban Thường vụ\nQuận ủy Quận 1 ban hành Kế hoạch 05-KH/QU", "Ban Thường vụ Quận ủy Quận 1"),
        ("Ban Thường vụ Quận ủy\nQuận 1 ban hành Kế hoạch 05-KH/QU", "Ban Thường vụ Quận ủy Quận 1"),
        ("Chỉ thị số 05-CT/TW của Bộ\nChính trị về học tập", "Bộ Chính trị"),
        ("Chỉ thị số 40-CT/TW của Ban\nBí thư về tín dụng", "Ban Bí thư"),
        ("Kế hoạch 12-KH/TU của Ban Thường\nvụ Thành\nủy về số hóa", "Ban Thường vụ Thành ủy"),
        ("Hướng dẫn 36-HD/VPTW của Văn\nphòng Trung\nương Đảng", "Văn phòng Trung ương Đảng"),
        ("Thông tư số 12/2020/TT-BNV của Bộ\nNội vụ về hồ sơ", "Bộ Nội vụ"),
        ("Kế hoạch 05-KH/QU của Quận ủy\n\nQuận 3 họp ngày 9/1", "Quận ủy"),
    ],
)  # fmt: skip
def test_a_line_may_end_inside_a_body(text: str, issuer: str) -> None:
    """Whoever issued a document is named whole."""
    found = read(text)
    assert [one.issuer for one in found.named.documents] == [issuer]


def test_what_documents_say_stands_where_it_is_printed() -> None:
    """Offsets are into the article's own text, also behind blanks that count once."""
    found = read(
        "Quận ủy  Quận 1 ban hành  Kế hoạch 05-\nKH/QU thực hiện \n Chỉ thị 05-CT/TW của Bộ\n"
        "Chính trị về “đẩy mạnh học tập và làm theo\ntư tưởng Hồ Chí\nMinh”."
    )
    for document in found.named.documents:
        for one in document.mentions:
            assert one.printed == found.text[one.start : one.end]
    titled = found.named.documents[1]
    assert titled.title == "đẩy mạnh học tập và làm theo tư tưởng Hồ Chí Minh"
    assert found.text[titled.title_start :].startswith("đẩy mạnh học tập")
    (relation,) = found.named.relations
    assert "thực hiện" in found.text[relation.start : relation.end]
    assert all(
        one["printed"] == found.text[one["start"] : one["end"]]
        for one in explain_record(found)["mentions"]
    )


@pytest.mark.parametrize(
    ("text", "flows"),
    [
        ("Hồ Chí\nMinh", "Hồ Chí Minh"),
        ("Hai\nBà Trưng", f"Hai{PERHAPS}Bà Trưng"),
        ("tổng kết năm.\nNgày 9/1", "tổng kết năm.\nNgày 9/1"),
        ("Kết quả đạt được\nTrong năm qua", "Kết quả đạt được\nTrong năm qua"),
        ("KẾT QUẢ ĐẠT ĐƯỢC\nThành ủy họp", f"KẾT QUẢ ĐẠT ĐƯỢC{PERHAPS}Thành ủy họp"),
        ("gồm:\n- Quận 1", "gồm:\n- Quận 1"),
        ("gồm\na) họp", "gồm\na) họp"),
        ("STT\n02\nHọp", "STT\n02\nHọp"),
        ("đoạn một\n\nđoạn hai", "đoạn một\n\nđoạn hai"),
        ("Đạt kết quả  Thủ tướng họp", "Đạt kết quả  Thủ tướng họp"),
        ("Quận  1\tvà\u00a0Quận 3", "Quận 1 và Quận 3"),
    ],
)
def test_where_a_line_goes_on(text: str, flows: str) -> None:
    """Inside a sentence it does, at the end of one it does not, and at some only names can tell."""
    assert flow(text).text == flows


def test_a_code_is_found_as_the_line_has_it() -> None:
    """The text as it flows has what a code needs."""
    assert [one.value for one in find_codes(flow("số 05-\nKH/QU").text)] == ["05-KH/QU"]
