"""What stands behind a document's name: where its title ends, its day, who issued it."""

from datetime import date
from typing import Any

import pytest

from corpus import Article
from corpus.extraction import extract, extraction_record


def documents(body: str, published: date | None = None) -> dict[str, dict[str, Any]]:
    """Return the documents of a text by what they are called."""
    article = Article(id="a", title="", body=body, published=published)
    record = extraction_record(extract(article))
    return {one["code"] or one["printed"][0]: one for one in record["documents"]}


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Quyết định 12/QĐ-UBND về quản lý vỉa hè trên địa bàn thành phố Vĩnh Long đạt nhiều kết quả.",
         "về quản lý vỉa hè trên địa bàn thành phố Vĩnh Long"),
        ("Quyết định 12/QĐ-UBND về trồng cây xanh trên địa bàn tỉnh giai đoạn 2021 - 2025.",
         "về trồng cây xanh trên địa bàn tỉnh giai đoạn 2021 - 2025"),
        ("Đề án số 05-ĐA/TU về thông tin tích cực tại TPHCM trên địa bàn Quận 1 năm 2024.",
         "về thông tin tích cực tại TPHCM"),
        ("Kết luận 21-KL/TW về đẩy mạnh xây dựng Đảng; kiên quyết ngăn chặn cán bộ suy thoái, gắn với Quy định 37-QĐ/TW.",
         "về đẩy mạnh xây dựng Đảng; kiên quyết ngăn chặn cán bộ suy thoái"),
        ("Nghị quyết 12-NQ/QU về cải cách hành chính; phường xây dựng kế hoạch riêng.", "về cải cách hành chính"),
        ("Nghị quyết 30/2016/NQ-HĐND về việc quy định mức thu phí qua phà.",
         "về việc quy định mức thu phí qua phà"),
        ("Nghị quyết 60/NQ-CP thông qua phương án đơn giản hóa thủ tục.", "thông qua phương án đơn giản hóa thủ tục"),
        ("Công văn 322/SGDĐT-GDTH gửi các phòng giáo dục, các trường trực thuộc về việc ôn tập cuối năm.",
         "về việc ôn tập cuối năm"),
        ("Công văn 15/UBND-KT báo cáo UBND tỉnh về công tác đền bù.", "về công tác đền bù"),
        ("Quyết định 19/2009/QĐ-UBND do thành phố ban hành về diện tích tách thửa.", "về diện tích tách thửa"),
        ("Thông tư 12/2016/TT-BTC nhằm sửa đổi, bổ sung Thông tư 76/2014/TT-BTC.",
         "sửa đổi, bổ sung Thông tư 76/2014/TT-BTC"),
        ("Thông báo 15/TB-UBND về phòng dịch tả lợn và các văn bản chỉ đạo khác của tỉnh.", "về phòng dịch tả lợn"),
        ("Chỉ thị 20/CT-TTg về thanh tra doanh nghiệp với tinh thần đồng hành.", "về thanh tra doanh nghiệp"),
        ("Quyết định 290-QĐ/TW ban hành Quy chế dân vận và sơ kết Nghị quyết 25-NQ/TW.", "ban hành Quy chế dân vận"),
        ("Chỉ thị 03-CT/TW của Bộ chính trị: “Học tập tấm gương đạo đức Hồ Chí Minh”.",
         "Học tập tấm gương đạo đức Hồ Chí Minh"),
        ("Quyết định 75/QĐ-TTg điều chỉnh mức vay quy định tại Điều 5 Quyết định 157/2007/QĐ-TTg về tín dụng.",
         "điều chỉnh mức vay quy định tại Điều 5 Quyết định 157/2007/QĐ-TTg"),
        ("Quy định số 11-QĐi/TW về tiếp dân được quận cụ thể hóa.", "về tiếp dân"),
        ("Quận ủy sơ kết Chỉ thị 08-CT/QU về phòng cháy, chữa cháy và quyết định tiếp tục thực hiện Chỉ thị này.",
         "về phòng cháy, chữa cháy"),
        ("Nghị quyết 04-NQ/TW của BCH T.Ư Đảng (khóa XII) về chỉnh đốn Đảng.", "về chỉnh đốn Đảng"),
        ("Quyết định 24/QĐ-BGTVT quy định, tất cả các đơn vị được tham gia.", None),
    ],
)  # fmt: skip
def test_titles_end_where_the_sentence_goes_on(body: str, title: str | None) -> None:
    """A title keeps its area and what it is against; what only follows is none of it."""
    assert next(iter(documents(body).values()))["title"] == title


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("Nghị quyết số 18-NQ/TW và Nghị quyết số 19-NQ/TW, cùng ngày 25/10/2017, của Trung ương.",
         {"18-NQ/TW": "2017-10-25", "19-NQ/TW": "2017-10-25"}),
        ("Nghị quyết số 18-NQ/TW và Nghị quyết số 20-NQ/TW, ngày 25/10/2017 của Trung ương.",
         {"18-NQ/TW": None, "20-NQ/TW": "2017-10-25"}),
        ("Các Kế hoạch số 20, 21-KH/HU ngày 4/5/2022 của Huyện ủy.",
         {"20-KH/HU": "2022-05-04", "21-KH/HU": "2022-05-04"}),
        ("Quy định 205-QĐ/TW được Bộ Chính trị ban hành ngày 23/9/2019.", {"205-QĐ/TW": "2019-09-23"}),
        ("Kế hoạch 17-KH/QU về hẻm không rác, ban hành ngày 2/4/2024, đã có kết quả.", {"17-KH/QU": "2024-04-02"}),
        ("Nghị định 89/1999/NĐ-CP của Chính phủ về bảo hiểm tiền gửi ngày 1-9-1999 nêu mức trả.",
         {"89/1999/NĐ-CP": "1999-09-01"}),
        ("Các Kế hoạch số 21/KH-UBND, 22/KH-UBND, cùng ban hành ngày 1/12/2025.",
         {"21/KH-UBND": "2025-12-01", "22/KH-UBND": "2025-12-01"}),
        # the day of the celebration
        ("Kế hoạch 17-KH/QU về lễ kỷ niệm ngày 30/4/1975 đã được phổ biến.", {"17-KH/QU": None}),
        # the day of what is carried out is not that of what is issued
        ("Thực hiện Kết luận số 121-KL/TW, ngày 24/1/2025 của Trung ương, Quận ủy ban hành Quyết định số 90-QĐ/QU.",
         {"121-KL/TW": "2025-01-24", "90-QĐ/QU": None}),
        ("Thực hiện Kết luận 91-KL/TU ngày 9/1/2017 của Tỉnh ủy, ngày 6/2/2017 UBND tỉnh ban hành Kế hoạch 30/KH-UBND.",
         {"91-KL/TU": "2017-01-09", "30/KH-UBND": "2017-02-06"}),
    ],
)  # fmt: skip
def test_days_belong_to_one_document(body: str, days: dict[str, str | None]) -> None:
    """A day is that of the document beside which it is printed, of both where both are of one
    day."""
    assert {name: one["date"] for name, one in documents(body).items()} == days


@pytest.mark.parametrize(
    ("body", "issuers"),
    [
        ("Thông tư số 01/2021/TT-BNV và Hướng dẫn số 36-HD/BTCTW của Ban Tổ chức Trung ương.",
         {"01/2021/TT-BNV": None, "36-HD/BTCTW": "Ban Tổ chức Trung ương"}),
        ("Quy định 55-QĐ/TW và Quy định 101-QĐ/TW của Ban Bí thư.",
         {"55-QĐ/TW": "Ban Bí thư", "101-QĐ/TW": "Ban Bí thư"}),
        ("Báo cáo số 41-BC/HU do Ban Dân vận Huyện ủy trình bày.", {"41-BC/HU": None}),
        ("Quyết định 41/QĐ-BTC do Bộ Tài chính ban hành điều chỉnh giá.", {"41/QĐ-BTC": "Bộ Tài chính"}),
        ("Công văn 17/VPCP-KTTH của Văn phòng Chính phủ về giá điện.", {"17/VPCP-KTTH": "Văn phòng Chính phủ"}),
    ],
)  # fmt: skip
def test_issuers_are_those_who_issue(body: str, issuers: dict[str, str | None]) -> None:
    """An issuer printed once is that of documents with one symbol; who reads a report has not
    issued it."""
    assert {name: one["issuer"] for name, one in documents(body).items()} == issuers


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Theo Luật ban hành văn bản quy phạm pháp luật năm 2015 thì áp dụng.",
         ["Luật ban hành văn bản quy phạm pháp luật năm 2015"]),
        ("Điều 323 Bộ Luật Dân sự năm 2015 quy định.", ["Bộ Luật Dân sự năm 2015"]),
        ("Nghị định hướng dẫn Luật số 71 đã có.", ["Luật số 71"]),
        ("Theo Luật Giao thông đường bộ năm 2008 và Luật Viễn thông 2009.",
         ["Luật Giao thông đường bộ năm 2008", "Luật Viễn thông 2009"]),
        ("Quốc hội bàn luật đất đai thông qua năm 2013.", []),
        ("Thanh tra đã có kết luận 02 cuộc, đang làm 3 cuộc.", []),
        ("Thanh tra đã có Kết luận 02 về đất đai.", ["Kết luận 02"]),
        ("Công an xử lý vi phạm pháp luật năm 2015.", []),
        ("Quy luật số lớn năm 2015.", []),
    ],
)  # fmt: skip
def test_laws_by_their_own_names(body: str, names: list[str]) -> None:
    """The law on laws has words in its name that elsewhere are none of a name."""
    assert list(documents(body)) == names
