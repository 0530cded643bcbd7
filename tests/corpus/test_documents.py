"""The documents an article names: with and without a symbol, what they are called, of which day."""

from datetime import date
from typing import Any

import pytest

from corpus import Article
from corpus.extraction import extract, extraction_record


def record(body: str, published: str | None = None, title: str = "") -> dict[str, Any]:
    """Return what is extracted from an article."""
    day = date.fromisoformat(published) if published else None
    return extraction_record(extract(Article(id="a", title=title, body=body, published=day)))


def documents(body: str, published: str | None = None) -> list[dict[str, Any]]:
    """Return the documents of an article."""
    found: list[dict[str, Any]] = record(body, published)["documents"]
    return found


def printed(body: str) -> list[str]:
    """Return the first form of each document of an article."""
    return [document["printed"][0] for document in documents(body)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Quán triệt Chỉ thị 05 về học tập.", ["Chỉ thị 05"]),
        ("Góp ý theo quyết định 217, 218 của Bộ Chính trị.", ["quyết định 217", "quyết định 218"]),
        ("Nghị quyết Trung ương 4 (khóa XI, XII) về xây dựng Đảng.",
         ["Nghị quyết Trung ương 4 khóa XI", "Nghị quyết Trung ương 4 khóa XII"]),
        ("học tập NQ TW4 ở chi bộ", ["NQ TW4"]),
        ("Nghị quyết TƯ 6 khoá XII", ["Nghị quyết TƯ 6 khoá XII"]),
        ("Theo Nghị định 34 năm 2011 thì", ["Nghị định 34 năm 2011"]),
        ("trái Luật Đất đai 2013, Bộ luật Hình sự năm 2015",
         ["Luật Đất đai 2013", "Bộ luật Hình sự năm 2015"]),
        ("Nghị định 102 có hiệu lực; Thông tư 46 Bộ Giao thông", ["Nghị định 102", "Thông tư 46"]),
        ("thí điểm theo QĐ 24 bộ GTVT", ["QĐ 24"]),
        ("theo chỉ thị số 05, chi bộ", ["chỉ thị số 05"]),
        ("thực hiện Đề án 06 có nơi hình thức", ["Đề án 06"]),
        ("Thông tư 31/2016 quy định", ["Thông tư 31/2016"]),
    ],
)  # fmt: skip
def test_documents_without_a_symbol_are_documents(text: str, names: list[str]) -> None:
    """Type and number, a plenum, a law with its year name a document; a list names each of its
    items."""
    assert printed(text) == names
    assert all(document["code"] is None for document in documents(text))


@pytest.mark.parametrize(
    "text",
    ["kế hoạch 5 năm", "kết luận 73 tổ chức đảng vi phạm",
        "quy định 786 triệu đồng", "luật sư Nguyễn Văn A năm 2015",
     "kỷ luật năm 2015", "báo cáo 2017", "chương trình 3 ngày", "đạt 116 triệu",
     "Quốc hội Mỹ sửa Luật Nhân quyền năm 2004", "trái Luật Đất đai. Từ năm 2011 đến nay",
     "kế hoạch 2025, báo cáo 9 tháng", "Nghị quyết 3 năm liền",
     "quận 1, tháng 4, khu phố 11, Điều 22"],
)  # fmt: skip
def test_counts_and_years_are_none(text: str) -> None:
    """What a number counts, and a year, make no document of the word before."""
    assert printed(text) == []


def test_a_short_form_belongs_to_the_code_of_its_article() -> None:
    """Chỉ thị 40 is 40-CT/TW where that is printed, 67/NĐ-CP is 67/2014/NĐ-CP; alone it stays
    undecided."""
    (one,) = documents("Chỉ thị 40-CT/TW được sơ kết. Quận triển khai Chỉ thị số 40.")
    assert (one["code"], one["printed"]) == ("40-CT/TW", ["40-CT/TW", "Chỉ thị số 40"])
    (two,) = documents(
        "Nghị định 67/2014/NĐ-CP hỗ trợ ngư dân. Theo Nghị định số 67/NĐ-CP, tàu vỏ thép được vay."
    )
    assert two["code"] == "67/2014/NĐ-CP"
    text = "Chỉ thị số 05-CT/TW và Chỉ thị số 05-CT/TU. Thực hiện Chỉ thị 05."
    assert [one["code"] for one in documents(text)] == ["05-CT/TW", "05-CT/TU", None]
    (three,) = documents("Quận triển khai Chỉ thị số 40.")
    assert three["code"] is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chỉ thị 05-CT/TW của Bộ Chính trị về “Đẩy mạnh học tập Bác”.", "Đẩy mạnh học tập Bác"),
        ("Theo Nghị định 104 của Chính phủ về khung giá đất có hiệu lực từ 29/12, giá tăng.",
         "về khung giá đất"),
        ("Kế hoạch số 05-KH/QU về thực hiện Đề án số 05-ĐA/TU của Thành ủy về tuyên truyền.",
         "về thực hiện Đề án số 05-ĐA/TU"),
        ("Căn cứ Quy định số 30-QĐ/TW về công tác kiểm tra, giám sát, kỷ luật của Đảng, Ban Bí thư quyết định.",
         "về công tác kiểm tra, giám sát, kỷ luật của Đảng"),
        ("Quy định 37-QĐ/TW về những điều đảng viên không được làm đã thay Quy định 47-QĐ/TW.",
         "về những điều đảng viên không được làm"),
        ("Vi phạm quy chế (Quy chế quản lý tài sản của Đảng bộ (Quyết định 1087-QĐ/TU ngày 31/3/2009)).",
         "Quy chế quản lý tài sản của Đảng bộ"),
        ("Thông tư 22/2014/TT-BTTTT về Quy hoạch kho số viễn thông do Bộ TT&TT ban hành, cấp số mới.",
         "về Quy hoạch kho số viễn thông"),
        ("Quy định 85-QĐ/TW về kê khai tài sản của cán bộ thuộc diện Bộ Chính trị, Ban Bí thư quản lý được ban hành.",
         "về kê khai tài sản của cán bộ thuộc diện Bộ Chính trị, Ban Bí thư quản lý"),
        ("Nghị quyết 36-NQ/TW về công tác người Việt Nam ở nước ngoài, luôn coi họ là bộ phận của dân tộc.",
         "về công tác người Việt Nam ở nước ngoài"),
        ("Từ 1/6, Thông tư 02/2017/TT-BYT quy định khung giá khám bệnh, chữa bệnh chính thức có hiệu lực.",
         "quy định khung giá khám bệnh, chữa bệnh"),
        ("Quyết định 60/2015/QĐ-UBND về bộ tiêu chí nông thôn mới thực hiện trên địa bàn tỉnh.",
         "về bộ tiêu chí nông thôn mới"),
    ],
)  # fmt: skip
def test_the_title_is_what_stands_behind_the_name_up_to_the_end_of_its_clause(
    text: str, title: str
) -> None:
    """A quotation ends with its marks, a clause before the next acting body or predicate."""
    assert documents(text)[0]["title"] == title


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kết luận số 01-KL/TW, ngày 18/5/2016 của Bộ Chính trị", "2016-05-18"),
        ("Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị", None),
        ("Quyết định số 652/2001/QĐ-NHNN ngày 17/5/2011 về việc tính lãi", None),
        (
            "Ngày 26-12-2013, Thường vụ Quân ủy Trung ương ban hành Chỉ thị số 788-CT/QUTW",
            "2013-12-26",
        ),
        ("Nghị định số 19 của Chính phủ ban hành ngày 22-3-2016", "2016-03-22"),
        ("Chiều 11/7, Bộ trưởng Nguyễn Văn B ký, ban hành Công văn số 63/CV-TWPCTT", "2017-07-11"),
        ("Ngày 11/7, quận tổ chức hội nghị quán triệt Chỉ thị số 05-CT/TW", None),
    ],
)
def test_the_day_of_issue_is_printed_beside_the_name_or_before_the_act(
    text: str, day: str | None
) -> None:
    """A day behind the name is its day, and one that opens the clause in which it is issued; others
    are not, nor one after the article or in another year than that of the number."""
    assert documents(text, "2017-07-12")[0]["date"] == day


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("theo bộ luật hình sự năm 2015", "Bộ luật Hình sự 2015"),
        ("Theo BLHS 2015,", "Bộ luật Hình sự 2015"),
        ("theo Bộ luật Tố tụng Hình sự (2015)", "Bộ luật Tố tụng hình sự 2015"),
        ("theo BLTTHS năm 2015", "Bộ luật Tố tụng hình sự 2015"),
        ("theo Luật Mặt trận Tổ quốc Việt Nam 2015", "Luật Mặt trận Tổ quốc Việt Nam 2015"),
        ("theo hiến pháp 2013", "Hiến pháp 2013"),
    ],
)
def test_a_law_is_one_document_however_its_name_is_printed(text: str, name: str) -> None:
    """Capitals and the short form change nothing, so that articles of one law are counted
    together."""
    (one,) = documents(text)
    assert one["key"].split(" | ")[0] == name


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Ban Thường vụ Quận ủy Quận 1 thực hiện Chỉ thị số 05-CT/TW.", None),
        ("Đảng bộ Quận 1 ban hành Chỉ thị số 05-CT/TW.", None),
        ("Đảng bộ Quận 1 sơ kết Chỉ thị 05. Cả quận học Chỉ thị số 05-CT/TW.", None),
        ("Bộ Chính trị ban hành Chỉ thị số 05-CT/TW.", "Bộ Chính trị"),
        ("Quận ủy Quận 1 ban hành Kế hoạch số 05-KH/QU.", "Quận ủy Quận 1"),
        ("Bộ Chính trị đồng ý để thành phố ban hành Kế hoạch số 05-KH/QU.", None),
    ],
)
def test_nobody_issues_what_another_level_signs(text: str, issuer: str | None) -> None:
    """A Quận ủy is not the issuer of what TW signs, nor the Centre of a district's plan."""
    assert [document["issuer"] for document in documents(text)][-1:] == [issuer]
