"""Pages of eighteen structures, made after the markup of Vietnamese sites: what is read of them."""

import pytest

from corpus import read_articles
from corpus.reading.outcomes import NoArticle
from corpus.reading.pages import page_record
from tools.quality import pages


def test_the_goals_are_reached_and_no_paragraph_is_lost() -> None:
    """Each field is right on 95 of 100 pages, and every paragraph of every article is there."""
    shares, missed = pages.measure()
    assert min(shares.values()) >= pages.GOAL and shares["whole"] == 1, missed


@pytest.mark.parametrize("structure", sorted(pages.SOURCES))
def test_a_list_of_articles_is_no_article(structure: str) -> None:
    """In the frame of each structure; the reason is told."""
    with pytest.raises(NoArticle, match="not an article: "):
        page_record(pages.listing(structure).encode(), structure)


def test_a_site_has_one_name_in_a_run(tmp_path) -> None:
    """Pages of one host that name it in other ways, or not at all, have the source of the first
    that does."""
    for at, name in enumerate(("Báo Mẫu", "Báo Mẫu Online", "")):
        site = f'<meta property="og:site_name" content="{name}">' if name else ""
        head = f'<head>{site}<link rel="canonical" href="https://bao.example/{at}.html"></head>'
        (tmp_path / f"{at}.html").write_text(DATED.replace("<head>", head), encoding="utf-8")
    assert {article.source for article in read_articles(tmp_path)} == {"Báo Mẫu"}


DATED = """<html lang="vi"><head><meta charset="utf-8"><title>Phường 1 khai trương tủ sách | Trang tin Quận 1</title></head><body>
<header><div class="date">Thứ Tư, 25/11/2026</div></header><main><h1>Phường 1 khai trương tủ sách</h1><span>@@</span><div>%s</div></main>
<footer>Giấy phép số 12/GP-TTĐT ngày 05/02/2019</footer></body></html>""" % (
    (
        "<p>Tủ sách của khu phố mở cửa từ tháng này, do các hội viên "
        "cùng góp sách và thay nhau trông coi mỗi buổi chiều.</p>"
    )
    * 3
)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("5 tháng 8, 2025", "2025-08-05"),
        ("Thứ ba, 5/8/2025, 10:30 (GMT+7)", "2025-08-05"),
        ("Xuất bản: 10:30 05/08/2025 - Cập nhật: 11:00 06/08/2025", "2025-08-05"),
        ("Cập nhật: 11:00 06/08/2025 | Xuất bản: 10:30 05/08/2025", "2025-08-05"),
        ("Cập nhật lúc 10:30, 05/08/2025", "2025-08-05"),
        ("10:30 | 05-08-2025", "2025-08-05"),
        ("Ngày 05 tháng 8 năm 2025", "2025-08-05"),
        ("Tháng Tám 5, 2025", "2025-08-05"),
        ("Đăng lúc: 10h30 - 05/08/2025 (GMT +7)", "2025-08-05"),
        ("", "None"),
    ],
)
def test_the_day_is_the_one_printed_beside_the_headline(printed: str, day: str) -> None:
    """Publication before a later change; neither today's day in the head of the site nor a
    licence's is one."""
    assert str(page_record(DATED.replace("@@", printed).encode(), "x").fields["published"]) == day
