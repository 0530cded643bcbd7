"""Files as people have them, each with what it must be read to; all in our own words, after the
structure of real ones."""

from datetime import date
from pathlib import Path

import pytest

from corpus import Article, read_articles
from corpus.reading import Note, Rejection, Settings
from corpus.reading.outcomes import MENDED, PARTS, UNUSED

CASES = Path(__file__).parent / "cases"
DAY = date(2025, 1, 9)
BODY = (
    "Ngày 9/1/2025, Quận ủy Quận 1 tổ chức hội nghị triển khai "
    "Kế hoạch số 05-KH/QU về công tác tuyên giáo. Đồng chí "
    "Bí thư Quận ủy nhấn mạnh các chi bộ phải tổ chức học tập trong quý I."
)
SECOND = (
    "Các phường trên địa bàn quận đã đăng ký nội dung thực "
    "hiện Chỉ thị số 05-CT/TW và báo cáo kết quả hằng tháng."
)
LAST = (
    "Hội nghị cũng nghe báo cáo của Ban Tuyên giáo Quận ủy về "
    "kết quả năm 2024 và phương hướng năm 2025, trong đó có "
    "việc biên soạn tài liệu cho chi bộ khu phố."
)
TITLE = "Quận 1 triển khai kế hoạch"
LONG_TITLE = "Quận 1 triển khai kế hoạch tuyên giáo"
SITE = "Trang tin điện tử Đảng bộ Quận 1"


def read(name: str, **said: object) -> tuple[list[Article], list[Rejection], list[Note]]:
    rejections: list[Rejection] = []
    notes: list[Note] = []
    settings = Settings(**said)  # type: ignore[arg-type]
    articles = list(read_articles(CASES / name, rejections.append, notes.append, settings))
    return articles, rejections, notes


FIELDS = {
    "csv-body-and-other-names.csv": {"title": TITLE,
        "body": f"{BODY}\n{SECOND}", "url": "https://tin.example.vn/1.html",
                                     "published": DAY, "section": "Thời sự"},
    "csv-dotted-names.csv": {"id": "a1", "title": TITLE,
        "body": BODY, "source": "Báo Mẫu", "section": "Thời sự",
                             "published": DAY, "url": "https://tin.example.vn/1"},
    "csv-text-and-content.csv": {"title": TITLE,
        "body": BODY, "published": DAY, "section": "Xây dựng Đảng",
                                 "authors": ("Minh An",), "url": "https://tin.example.vn/1"},
    "csv-semicolon-bom.csv": {"title": "Quận 1, Quận 3 và Quận 5", "body": BODY, "published": DAY},
    "csv-quoted-header-newline.csv": {"title": "Quận 1", "body": BODY},
    "csv-excel-unicode-text.txt": {"title": TITLE, "body": BODY, "published": DAY},
    "table.tsv": {"title": TITLE, "body": BODY, "published": DAY},
    "table.xlsx": {"title": TITLE, "body": BODY, "published": DAY},
    "text-utf16.txt": {"body": BODY},
    "text-title-first.txt": {"title": LONG_TITLE, "published": DAY,
        "body": f"{BODY}\n{SECOND}", "authors": ("Minh An",)},
    "json-tuoitre-shape.json": {"id": "20250109103000001",
        "title": LONG_TITLE, "body": f"{BODY} {SECOND}",
                                "summary": "Hội nghị diễn ra sáng 9-1.",
                                "authors": ("MINH AN",), "published": DAY,
                                "section": "Thời sự"},
    "json-newsplease.json": {"title": LONG_TITLE,
        "body": f"{BODY}\n{SECOND}", "published": DAY, "authors": ("Minh An",),
                             "source": "tin.example.vn", "summary": "Hội nghị diễn ra sáng 9-1.",
                             "url": "https://tin.example.vn/q1-ke-hoach-1.html"},
    "json-wordpress-rest.json": {"id": "41", "title": TITLE,
        "body": BODY, "summary": "Tóm tắt", "published": DAY,
                                 "section": "", "url": "https://tin.example.vn/41"},
    "json-elastic-hit.jsonl": {"id": "77", "title": TITLE, "body": BODY, "published": DAY},
    "json-wrapped.json": {"title": TITLE, "body": BODY,
        "published": DAY, "url": "https://tin.example.vn/1"},
    "json-body-list.jsonl": {"title": TITLE, "body": f"{BODY}\n{SECOND}"},
    "json-html-in-body.jsonl": {
        "id": "h1", "title": "Quận 1 & Quận 3 ký kết chương trình phối hợp",
        "body": f"{BODY}\nKế hoạch số 07-KH/QU về công tác tuyên giáo.\nChỉ thị 05-CT/TW\n<p> là thẻ.",
    },
    "feed-rss.xml": {"title": TITLE, "body": f"{BODY}\n{SECOND}",
        "url": "https://tin.example.vn/1.html", "published": DAY,
                     "section": "Xây dựng Đảng", "authors": ("Minh An",),
                     "summary": "Hội nghị diễn ra sáng 9-1.",
                     "source": "Tin Quận 1"},
    "wordpress-wxr.xml": {"title": TITLE, "body": BODY,
        "published": DAY, "section": "Tin tức", "authors": (),
                          "url": "https://tin.example.vn/2025/01/ke-hoach/"},
    "article.xml": {"title": TITLE, "body": BODY, "published": DAY, "section": "Thời sự",
                    "url": "https://tin.example.vn/1.html"},
    "document.docx": {"title": TITLE,
        "body": "Ngày 9/1/2025, Quận ủy Quận 1 triển khai Kế hoạch số 05-KH/QU."},
    "crawl.warc.gz": {"title": LONG_TITLE,
        "url": "https://tin.example.vn/1.html", "published": DAY, "source": SITE},
    "saved.mhtml": {"title": LONG_TITLE,
        "url": "https://tin.example.vn/1.html", "published": DAY, "source": SITE},
    "page-visible-date.html": {"title": LONG_TITLE,
        "published": DAY, "source": SITE, "authors": (), "section": ""},
    "page-day-month.html": {"title": LONG_TITLE, "published": date(2025, 4, 3), "source": SITE},
    "page-no-date-but-licence.html": {"title": LONG_TITLE, "published": None, "source": SITE},
    "page-related-links.html": {"title": LONG_TITLE, "published": DAY, "source": SITE},
    "page-utf16.html": {"title": LONG_TITLE, "published": DAY, "source": SITE},
    "page-windows1258.html": {"title": LONG_TITLE, "published": DAY, "source": SITE},
    "page-glued-site-title.html": {"title": LONG_TITLE,
        "published": DAY, "section": "Thời sự", "source": "Báo Mẫu",
                                   "authors": ("MINH AN", "LÊ ÁNH"),
                                   "url": "https://bao.example.vn/ke-hoach-post1.html"},
    "saved-complete": {"title": LONG_TITLE,
        "published": DAY, "url": "https://tin.example.vn/1.html"},
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_fields_are_in_their_places(name: str) -> None:
    """One article, each of its fields as the file means it, nothing refused."""
    [article], rejections, _ = read(name)
    assert rejections == []
    assert {field: getattr(article, field) for field in FIELDS[name]} == FIELDS[name]


@pytest.mark.parametrize(
    "name", [name for name in FIELDS if name.startswith(("page-", "saved", "crawl"))]
)
def test_the_body_of_a_page_is_the_article_and_nothing_else(name: str) -> None:
    """Every paragraph, in order; no navigation, related links, keywords, captions or imprint."""
    [article], _, _ = read(name)
    lines = article.body.split("\n")
    assert lines[-3:] == [BODY, SECOND, LAST] and lines[:-3] in ([], ["Hội nghị diễn ra sáng 9-1."])


ALL_ROWS = {
    "csv-index-column.csv": 2,
    "json-date-forms.jsonl": 19,
    "archive.zip": 2,
    "wget-folder": 5,
}


@pytest.mark.parametrize("name", ALL_ROWS)
def test_every_row_member_and_page_is_read(name: str) -> None:
    """As many articles as the file holds, each under an id of its own."""
    articles, rejections, _ = read(name)
    assert rejections == [] and len({article.id for article in articles}) == ALL_ROWS[name]


def test_every_form_of_a_day_is_that_day() -> None:
    """ISO, dd/mm/yyyy, words, RFC 822, seconds and milliseconds: all are 9 January 2025."""
    articles, _, _ = read("json-date-forms.jsonl")
    assert {article.id: article.published for article in articles} == {
        article.id: DAY for article in articles
    }


def test_pages_of_a_mirrored_site_have_its_addresses() -> None:
    """Pages without an ending, .aspx and .htm?p=2 are pages; their place in the folder is their
    address."""
    articles, _, notes = read("wget-folder")
    assert {article.url for article in articles} == {
        "https://tin.example.vn/1.html",
        "https://tin.example.vn/tin-tuc/bai-2.aspx",
        "https://tin.example.vn/tin-tuc/bai-3.html",
        "https://tin.example.vn/tin-tuc/bai-4.htm?p=2",
        "https://tin.example.vn/tin-tuc/quan-1-trien-khai-ke-hoach-1491879789",
    }
    assert notes == []


def test_one_article_under_many_addresses_is_one() -> None:
    """http and https, www. and m., marks of campaigns and fragments make no other article."""
    articles, _, _ = read("same-article-other-url.jsonl")
    assert len(articles) == 6 and len({article.id for article in articles}) == 1


REFUSED = {
    "csv-question-marks.csv": "letters are lost",
    "text-windows1258.txt": "it looks like windows-1258: give --encoding windows-1258",
    "text-tcvn3.txt": "it looks like tcvn3: give --encoding tcvn3",
    "page-listing.html": "not an article: mostly links",
    "saved-complete/bai_files/like.html": "not an article",
    "saved-complete/bai_files/saved_resource.html": "not an article",
    "sitemap.xml": "a sitemap",
    "mediawiki.xml": "an export of a wiki",
    "table.parquet": "a Parquet table: turn it into JSON lines",
    "data.sqlite": "an SQLite database: write the table as CSV",
    "notes.md": "Markdown",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_article_is_refused_in_one_line_that_says_what_it_is(name: str) -> None:
    """The line names the kind of file, and what to do."""
    articles, [rejection], _ = read(name)
    assert articles == [] and REFUSED[name] in rejection.reason and "\n" not in str(rejection)


@pytest.mark.parametrize(
    ("name", "encoding"), [("text-windows1258.txt", "cp1258"), ("text-tcvn3.txt", "tcvn3")]
)
def test_old_encodings_are_read_on_request(name: str, encoding: str) -> None:
    """What the message offers is what reads the file."""
    [article], rejections, _ = read(name, encoding=encoding)
    assert article.body == BODY and rejections == []


@pytest.mark.parametrize("name", ["text-mojibake.txt", "text-word-segmented.txt"])
def test_spoiled_letters_are_mended_and_told(name: str) -> None:
    """UTF-8 read as windows-1252 is undone, words joined by a segmenter are parted; a note says
    so."""
    [article], _, [note] = read(name)
    assert (
        "Quận ủy Quận 1 tổ chức hội nghị triển khai Kế hoạch số 05-KH/QU về công tác tuyên giáo."
        in article.body
    )
    assert note.kind == MENDED


def test_columns_that_no_field_takes_are_named() -> None:
    """Also those of JSON."""
    for name, unused in {
        "csv-body-and-other-names.csv": ["comment", "id_user", "tags", "user"],
        "csv-text-and-content.csv": ["STT"],
        "csv-index-column.csv": [],
        "json-tuoitre-shape.json": ["images", "comments"],
    }.items():
        assert [note.value for note in read(name)[2] if note.kind == UNUSED] == unused


def test_what_a_browser_saves_beside_a_page_is_passed_over_and_told() -> None:
    """The folder of a saved page holds frames and buttons; drafts and attachments of an export are
    no articles."""
    assert [note.value for note in read("saved-complete")[2]] == ["folders of saved pages"]
    kinds = [note.kind for note in read("wordpress-wxr.xml")[2]]
    assert kinds == [PARTS, PARTS]
