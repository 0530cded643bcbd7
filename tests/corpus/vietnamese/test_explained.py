"""Abbreviations that a text explains itself."""

import pytest

from corpus import Article
from corpus.extraction import extract
from corpus.vietnamese.explained import find_explained


def explained(text: str) -> list[tuple[str, str]]:
    return [(one.short, one.long) for one in find_explained(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Huyện còn thiếu 40 giáo viên (GV) tiểu học.", "GV", "giáo viên"),
        ("Hỗ trợ doanh nghiệp nhỏ và vừa (DNNVV) vay vốn.", "DNNVV", "doanh nghiệp nhỏ và vừa"),
        ("Hỗ trợ doanh nghiệp nhỏ và vừa (DNNV) vay vốn.", "DNNV", "doanh nghiệp nhỏ và vừa"),
        ("Sắp xếp đơn vị hành chính (gọi tắt là ĐVHC).", "ĐVHC", "đơn vị hành chính"),
        ("Sắp xếp đơn vị hành chính (sau đây gọi tắt là ĐVHC).", "ĐVHC", "đơn vị hành chính"),
        ("Kho bạc Nhà nước (viết tắt: KBNN) quận.", "KBNN", "Kho bạc Nhà nước"),
        ("Ông làm ở KBNN (kho bạc nhà nước) ba năm.", "KBNN", "kho bạc nhà nước"),
        ("Người dân tổ dân cư số 4, thanh tra xây dựng (TTXD).", "TTXD", "thanh tra xây dựng"),
    ],
)
def test_what_is_short_is_explained_beside_it(text: str, short: str, long: str) -> None:
    """Behind what is long or before it, with little words between or without."""
    assert explained(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Văn An (TP) phát biểu.",
        "Hội nghị ngày 5/6 (VN) kết thúc.",
        "Chống dịch, giáo dục, viên chức (GV).",
        "Lớp học của giáo. Viên (GV) không có.",
        "Quỹ dân cư (ĐC) họp.",
        "Tổng thu (42 tỷ đồng) vượt dự toán (DT2).",
        "Chỉ thị số 05-CT/TW (CT/TW) của Trung ương.",
    ],
)
def test_what_is_no_explanation(text: str) -> None:
    """Other letters, other signs between the words, d for đ, figures."""
    assert explained(text) == []


def test_an_article_tells_what_it_explains() -> None:
    """Title, summary and body are read."""
    article = Article(id="1", title="Thiếu giáo viên (GV)", body="Học sinh (HS) đến lớp.")
    assert [one.short for one in extract(article).abbreviations] == ["GV", "HS"]
