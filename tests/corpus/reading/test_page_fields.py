"""Title, source, day and authors of pages whose sites leave the usual ways; in our own words."""

from datetime import date

import pytest
from read_files import BODY, OTHER

from corpus import Article
from corpus.reading import Settings
from corpus.reading.outcomes import NoArticle
from corpus.reading.pages import page_record
from corpus.reading.record import article_from

TITLE = "Quận 1 triển khai kế hoạch tuyên giáo năm 2025"
LAST = "Hội nghị cũng nghe báo cáo về kết quả năm 2024, trong đó có việc biên soạn tài liệu cho chi bộ."
DAY = date(2025, 1, 9)
LINKS = "".join(
    f'<li><a href="/{n}.html">Phường {n} tổ chức hội nghị cán bộ chủ chốt ({n}/1/2025)</a></li>'
    for n in range(1, 7)
)


def article(body: str, *, head: str = "", title: str = TITLE) -> Article:
    """Return the article of a page."""
    page = f'<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'
    return article_from(page_record(page.encode(), "x"), "x", Settings())[0]


def text(*more: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in (BODY, OTHER, LAST, *more))


@pytest.mark.parametrize("tag", ["h1", "h2", 'p class="title"', 'span id="dnn_lblTitle"'])
@pytest.mark.parametrize(
    "headline",
    ["Báo cáo kết quả học tập quý I của quận", "Báo chí góp phần xây dựng Đảng",
     "Báo Nhân Dân và Đảng bộ quận ký kết hợp tác", "Đài Loan mở cửa thị trường cho nông sản",
     "Trang trại nuôi ong ở Củ Chi", "Cổng trường thông minh ở quận 3", "Bản tin dự báo ngày mai",
     "Quận 1 triển khai thanh toán điện tử", "Tạp chí Tuyên giáo ra số đặc biệt"],
)  # fmt: skip
def test_a_headline_that_begins_as_newspapers_are_called(headline: str, tag: str) -> None:
    """It is the title, also where other headings stand on the page."""
    page = (
        f'<div class="logo"><h2>Báo Mẫu</h2></div><{tag}>{headline}</{tag.split()[0]}>'
        f"<span>09/01/2025</span><article>{text()}</article><h2>Tin cùng chuyên mục của báo</h2>"
    )
    assert article(page, title=f"{headline} - Báo Mẫu").title == headline


@pytest.mark.parametrize(
    "site",
    ["Trang tin điện tử Đảng bộ Quận Mẫu", "Cổng thông tin điện tử Quận Mẫu", "Báo Mẫu",
     "Tạp chí Tuyên giáo Mẫu", "tin.example.vn", "Đài Phát thanh và Truyền hình Mẫu"],
)  # fmt: skip
def test_a_page_whose_title_names_its_site_only(site: str) -> None:
    """The heading of the article is the title, not the name of the site that stands above it."""
    page = (
        f"<h1>{site}</h1><span class='Head' id='lblTitle'>{TITLE}</span><p>09/01/2025</p>"
        f"<div>{text()}</div>"
    )
    assert article(page, title=site).title == TITLE


def test_a_page_laid_out_in_tables(tmp_path) -> None:
    """Text and other news in one cell: the list below its heading makes no list of the page."""
    page = (
        '<table><tr><td class="menu"><a href="/">Trang chủ</a> | <a href="/gt">Giới thiệu</a></td></tr>'
        f'<tr><td><span class="Head">{TITLE}</span><br><span id="lblDate">09/01/2025 10:30 AM</span>'
        f"<div><div>{BODY}</div><div>{OTHER}</div><div>{LAST}</div><div><b>Minh An</b></div></div>"
        f"<b>Các tin khác</b><ul>{LINKS}</ul></td></tr><tr><td>Giấy phép số 05 ngày 03/02/2019</td></tr></table>"
    )
    found = article(page, title="Trang tin điện tử Đảng bộ Quận Mẫu")
    assert (found.title, found.published, found.authors) == (TITLE, DAY, ("Minh An",))
    assert found.body == f"{BODY}\n{OTHER}\n{LAST}"


@pytest.mark.parametrize(
    "title",
    ["Không tìm thấy trang", "404", "Lỗi 404 - Trang không tồn tại", "Page not found", "Bài viết không tồn tại",
     "Rất tiếc, nội dung này không tồn tại!"],
)  # fmt: skip
def test_a_page_that_says_it_was_not_found_is_no_article(title: str) -> None:
    """Servers answer 200 to it."""
    apology = (
        "Trang bạn yêu cầu không tồn tại hoặc đã bị xóa. Vui lòng quay lại trang chủ hoặc dùng ô tìm kiếm "
        "để tìm nội dung bạn cần. Xin cảm ơn bạn đã ghé thăm trang thông tin điện tử của chúng tôi hôm nay."
    )
    with pytest.raises(NoArticle, match="not found"):
        article(f"<h1>{title}</h1><p>{apology}</p>", title=title)


@pytest.mark.parametrize(
    "title",
    ["Không tìm thấy trang phục hợp lệ cho lễ hội", "Lỗi 404 và chuyện quản trị mạng ở quận"],
)
def test_an_article_about_what_was_not_found_is_one(title: str) -> None:
    """Its title says more, or its text is long."""
    assert (
        article(f"<h1>{title}</h1><article>{text(BODY, OTHER)}</article>", title=title).title
        == title
    )


@pytest.mark.parametrize(
    ("marked", "day"),
    [('<time datetime="2025-01-09T10:30:00+07:00">hôm qua</time>', DAY),
     ('<time datetime="2025-01-09">09/01</time>', DAY),
     ('<time datetime="hôm qua">hôm qua</time>', None),
     ('<time datetime="2025-02-02">Thứ Năm, 09/01/2025</time>', DAY)],
)  # fmt: skip
def test_a_day_that_an_element_states(marked: str, day: date | None) -> None:
    """Where what is printed is no whole day; the clock in the head of the site is none."""
    clock = '<header><time datetime="2026-11-26">Thứ Năm</time></header>'
    found = article(f"{clock}<main><h1>{TITLE}</h1>{marked}<article>{text()}</article></main>")
    assert found.published == day


@pytest.mark.parametrize(
    ("line", "authors"),
    [("PV Minh An", ("Minh An",)), ("Phóng viên Minh An", ("Minh An",)), ("Minh An (tổng hợp)", ("Minh An",)),
     ("Minh An - Lê Ánh (thực hiện)", ("Minh An", "Lê Ánh")), ("(Minh An)", ("Minh An",)),
     ("Tin, ảnh: CTV Minh An", ("Minh An",)), ("Theo TTXVN", ()), ("Ban Biên tập", ()), ("PV", ()), ("(BBT)", ())],
)  # fmt: skip
def test_what_stands_beside_a_name_is_no_part_of_it(line: str, authors: tuple[str, ...]) -> None:
    """Whose correspondent somebody is, and what was done; the line is no text."""
    found = article(f"<h1>{TITLE}</h1><p>09/01/2025</p><article>{text(line)}</article>")
    assert found.authors == authors and found.body == f"{BODY}\n{OTHER}\n{LAST}"
