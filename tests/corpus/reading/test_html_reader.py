"""Saved web pages: the article, its metadata, and pages made to do harm."""

from datetime import date
from time import process_time

import pytest

PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Tin | Trang tin</title>
<meta property="og:title" content="Đảng ủy phường sơ kết công tác dân vận">
<meta property="og:url" content="https://vi.example/tin/dan-van-12">
<meta property="og:site_name" content="Trang tin Đảng bộ">
<meta property="og:description" content="Sơ kết sáu tháng đầu năm.">
<meta property="article:published_time" content="2025-07-10T20:15:00Z">
</head><body><nav><a href="/">Trang chủ</a></nav><article><h1>Đảng ủy phường sơ kết công tác dân vận</h1>
<p>Chiều 10/7, Đảng ủy phường tổ chức hội nghị sơ kết công tác dân vận sáu tháng đầu năm 2025.</p>
<p>Hội nghị đánh giá việc thực hiện các mô hình dân vận khéo trên địa bàn, nêu khó khăn và giải pháp.</p>
<script>alert(1)</script></article><footer>Bản quyền</footer></body></html>"""


def test_html_page_gives_text_and_metadata(read, tmp_path):
    """Title, address, site and day come from the page's metadata; navigation and scripts stay
    out."""
    path = tmp_path / "tin.html"
    path.write_text(PAGE, encoding="utf-8")
    [article], rejections = read(path)
    assert rejections == []
    assert article.title == "Đảng ủy phường sơ kết công tác dân vận"
    assert article.url == "https://vi.example/tin/dan-van-12"
    assert article.source == "Trang tin Đảng bộ"
    assert article.summary == "Sơ kết sáu tháng đầu năm."
    assert article.published == date(2025, 7, 11)
    paragraphs = article.body.split("\n")
    assert article.title not in paragraphs
    assert any(p.startswith("Chiều 10/7, Đảng ủy") for p in paragraphs)
    assert any(p.startswith("Hội nghị đánh giá") for p in paragraphs)
    assert "alert" not in article.body and "Trang chủ" not in article.body


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "sâu",
        '<!DOCTYPE x [<!ENTITY a "đảng"><!ENTITY b "' + "&a;" * 1_000 + '">]><p>&b;&b;</p>',
        "<p>",
        "<html><p "
        + " ".join(f"a{n}='x'" for n in range(400_000))
        + ">nhiều thuộc tính</p></html>",
        "<html><body>" + "<a href=x>liên kết</a> " * 250_000,
        "<html><body><p>x</p>" + "<script>" * 900_000,
        "<html><head>" + "<ul><li>a</li></ul>" * 20_000,
    ],
    ids=["deep", "entities", "empty", "attributes", "links", "scripts", "lists"],
)
def test_hostile_html_ends_soon_in_a_rejection_or_a_small_article(read, tmp_path, html):
    """No depth, number of things or entity makes a page grow, crash the reader or keep it busy."""
    started = process_time()
    path = tmp_path / "tin.html"
    path.write_text(html, encoding="utf-8")
    articles, rejections = read(path)
    assert len(articles) + len(rejections) == 1 and process_time() - started < 10
    assert all(len(article.body) < 1_000 for article in articles)


def test_script_that_looks_like_tags_is_no_reason_to_refuse_a_page(read, tmp_path):
    """Comparisons in a long script are not elements with many attributes."""
    path = tmp_path / "tin.html"
    path.write_text(PAGE.replace("alert(1)", "if (a<b && c) { d = 1 }" * 5_000), encoding="utf-8")
    [article], rejections = read(path)
    assert rejections == [] and article.title == "Đảng ủy phường sơ kết công tác dân vận"


def test_a_time_of_nothing_costs_no_page(read, tmp_path):
    """Systems that leave the time of publication at year one: the page is read, with another day or
    none."""
    path = tmp_path / "tin.html"
    path.write_text(PAGE.replace("2025-07-10T20:15:00Z", "0001-01-01T00:00:00"), encoding="utf-8")
    [article], rejections = read(path)
    assert rejections == [] and (article.published is None or article.published.year > 1900)


def test_nested_wrappers_under_every_name_take_no_longer(read, tmp_path):
    """Names by which text, title, section, author or noise is known, around each other and
    everything."""
    names = "entry-content title cat author breadcrumb related"
    path = tmp_path / "tin.html"
    paragraphs = '<p class="author title">Họp thường kỳ tháng này của chi bộ khu phố.</p>' * 9_000
    path.write_text(f'<div class="{names}">' * 250 + paragraphs + "</div>" * 250, encoding="utf-8")
    started = process_time()
    read(path)
    assert process_time() - started < 10
