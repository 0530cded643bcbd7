"""Documents as offices send them: PDF and .docx with the heading of a party document, packed or not;
in our own words, set as office programs set them."""

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from pdf_writer import HEIGHT, Run, pdf, set_text

from corpus import Article, read_articles
from corpus.extraction import extract, extraction_record
from corpus.reading import Note, Rejection, Settings

GROUNDS = (
    "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị, Ban Thường vụ Quận ủy chỉ đạo "
    "các chi bộ tổ chức học tập, quán triệt đến từng cán bộ, đảng viên trên địa bàn quận."
)
RESULTS = (
    "Đến nay 100% chi bộ đã sinh hoạt chuyên đề. Nhiều nơi có cách làm hay, phù hợp với khu phố. Các "
    "đơn vị báo cáo về Ban Tuyên giáo Quận ủy trước ngày 25 hằng tháng theo Hướng dẫn số 12-HD/BTGQU."
)
LACKS = (
    "Tuy vậy vẫn còn một số hạn chế: việc đăng ký ở vài nơi còn chung chung, chưa gắn với nhiệm vụ; "
    "công tác kiểm tra chưa thường xuyên, nhất là ở các chi bộ ghép và chi bộ doanh nghiệp."
)
CLOSING = "Quận ủy đề nghị Thành ủy xem xét, cho ý kiến."
ITEMS = ("- Mỗi chi bộ chọn một việc làm cụ thể.", "- Mỗi đảng viên đăng ký một nội dung.")
TEXT = (GROUNDS, "I. KẾT QUẢ", RESULTS, *ITEMS, "II. HẠN CHẾ", LACKS)
SIGNED = ("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Văn Mẫu")
HEADING = (
    ("QUẬN ỦY QUẬN 1", 120, 800), ("*", 180, 782), ("Số 07-BC/QU", 140, 764),
    ("ĐẢNG CỘNG SẢN VIỆT NAM", 320, 800), ("Quận 1, ngày 03 tháng 4 năm 2025", 310, 764),
    ("BÁO CÁO", 270, 730), ("kết quả thực hiện Chỉ thị số 05-CT/TW", 160, 712),
    ("quý I năm 2025 trên địa bàn quận", 180, 694), ("-----", 280, 676),
)  # fmt: skip
TITLE = "Báo cáo kết quả thực hiện Chỉ thị số 05-CT/TW quý I năm 2025 trên địa bàn quận"

Readings = tuple[list[Article], list[Rejection], list[Note]]


def read(path: Path, data: bytes, **said: object) -> Readings:
    path.write_bytes(data)
    rejections: list[Rejection] = []
    notes: list[Note] = []
    settings = Settings(**said)  # type: ignore[arg-type]
    articles = list(read_articles(path, rejections.append, notes.append, settings))
    return articles, rejections, notes


def report(**how: float) -> list[Run]:
    """Return the first page of a report."""
    columns = int(how.pop("columns", 62))
    heading = [Run(text, x, y) for text, x, y in HEADING]
    return [*heading, *set_text(TEXT, 640, columns=columns, **how)]  # type: ignore[arg-type]


SETTINGS: dict[str, dict[str, float]] = {
    "indented": {},
    "indented and spaced": {"gap": 6},
    "in blocks": {"indent": 0, "gap": 10},
    "narrow": {"columns": 42, "leading": 15},
    "letters in many portions": {"portions": 9},
}


@pytest.mark.parametrize("how", SETTINGS)
def test_a_printed_document_has_its_paragraphs_title_and_day(tmp_path: Path, how: str) -> None:
    """However it is set: lines joined, lists and headings apart, the place of issue with its day."""
    [article], rejections, _ = read(tmp_path / "a.pdf", pdf([report(**SETTINGS[how])], "Microsoft"))
    assert rejections == []
    assert article.title == TITLE and article.published == date(2025, 4, 3)
    lines = article.body.split("\n")
    assert lines[-len(TEXT) :] == list(TEXT)
    assert "Số 07-BC/QU" in lines
    codes = extraction_record(extract(article))["doc_codes"]
    assert {"07-BC/QU", "05-CT/TW", "12-HD/BTGQU"} <= set(codes)


def test_without_indents_or_gaps_sentences_tell_the_paragraphs(tmp_path: Path) -> None:
    """A line that ends a sentence short of the margin ends a paragraph."""
    [article], _, _ = read(tmp_path / "a.pdf", pdf([set_text(TEXT, indent=0)]))
    assert article.text.count(LACKS) == 1 and RESULTS in article.text


def numbered(foot: str = "") -> bytes:
    """Return a PDF that breaks the last paragraph of `TEXT` between pages, each with its number
    above and something below."""
    runs = set_text(TEXT, 780, columns=62)
    turn = sorted({run.y for run in runs})[1]
    turned = [Run(run.text, run.x, run.y + 780 - turn, run.size) for run in runs if run.y <= turn]
    pages = [
        [run for run in runs if run.y > turn],
        [Run("2", 290, HEIGHT - 30, 12), *turned],
        [Run("3", 290, HEIGHT - 30, 12), *set_text([CLOSING], 780, columns=62)],
    ]
    feet = [foot.format(number, len(pages)) for number in (1, 2, 3)]
    return pdf([
        [*page, *([Run(text, 85, 30, 10)] if text else [])]
        for page, text in zip(pages, feet, strict=True)
    ])  # fmt: skip


@pytest.mark.parametrize("foot", ["", "Văn phòng Quận ủy - bản điện tử", "Trang {}/{}", "- {} -"])
def test_what_stands_on_every_page_is_no_text(tmp_path: Path, foot: str) -> None:
    """Numbers of pages, heads and feet; a paragraph goes on across them."""
    [article], _, _ = read(tmp_path / "a.pdf", numbered(foot))
    lines = article.body.split("\n")
    assert lines[-2:] == [LACKS, CLOSING]
    assert not [line for line in lines if "bản điện tử" in line or line.strip("- ").isdigit()]
    assert "Trang" not in article.text


def test_a_number_in_the_text_of_a_page_stays(tmp_path: Path) -> None:
    """A year, a count and an item by themselves are no numbers of pages."""
    text = ["Số đảng viên mới kết nạp của quận trong các năm:", "2024", "2", "250", GROUNDS]
    [article], _, _ = read(tmp_path / "a.pdf", pdf([set_text([*text, RESULTS], indent=0)]))
    assert [line for line in article.text.split("\n") if line.isdigit()] == ["2024", "2", "250"]


def test_codes_and_words_that_the_edge_cuts_are_whole(tmp_path: Path) -> None:
    """At the hyphen of a code, its stroke, and the soft hyphen of a program."""
    lines = [
        "Thực hiện Chỉ thị số 05-CT/TW và Kế hoạch số 21-",
        "KH/TU của Thành ủy, Quận ủy đã triển khai kế hoạch",
        "chuyên đề đến từng chi bộ, theo Hướng dẫn số 12-HD/",
        "BTGQU và mở các lớp bồi dưỡng về an toàn thông t\u00ad",
        "in cho cán bộ các phường trên địa bàn toàn quận nay.",
    ]
    runs = [Run(line, 85, 700 - 19 * at) for at, line in enumerate(lines)]
    [article], _, _ = read(tmp_path / "a.pdf", pdf([runs]))
    assert "21-KH/TU" in article.body and "12-HD/BTGQU" in article.body
    assert "an toàn thông tin cho" in article.body and "\u00ad" not in article.body


def test_an_article_that_a_browser_printed(tmp_path: Path) -> None:
    """Its address stands at the foot; day and author stand where articles have them."""
    runs = [
        Run("26/11/2026, 07:53 Quận 1 tổng kết", 30, 820, 8),
        Run("Quận 1 tổng kết học tập quý I", 85, 780, 22),
        Run("Thứ Năm, 03/04/2025, 10:30 (GMT+7)", 85, 755),
        *set_text([RESULTS, LACKS], 730, columns=62, indent=0, gap=9),
        Run("Minh An", 400, 560),
        Run("https://tin.example.vn/tong-ket.html 1/1", 30, 20, 8),
    ]
    [article], _, _ = read(tmp_path / "a.pdf", pdf([runs]))
    assert article.title == "Quận 1 tổng kết học tập quý I"
    assert article.url == "https://tin.example.vn/tong-ket.html"
    assert article.published == date(2025, 4, 3) and article.authors == ("Minh An",)
    assert article.body == f"{RESULTS}\n{LACKS}"


def test_a_day_is_the_one_of_the_heading(tmp_path: Path) -> None:
    """Neither that of the grounds nor a blank for a day is the day of the document."""
    heading = [Run("Quận 1, ngày      tháng 4 năm 2025", 310, 800), Run("BÁO CÁO", 270, 760)]
    grounds = "Căn cứ Kế hoạch số 21-KH/TU, ngày 9 tháng 1 năm 2025"
    runs = [*heading, Run(grounds, 85, 730), *set_text(TEXT, 700, columns=62)]
    [article], _, _ = read(tmp_path / "a.pdf", pdf([runs]))
    assert article.published is None and article.title.startswith("Báo cáo")


def test_a_pdf_of_pictures_says_what_to_do(tmp_path: Path) -> None:
    """The line names the program that reads letters out of pictures."""
    articles, [rejection], _ = read(tmp_path / "a.pdf", pdf([[]]))
    assert articles == [] and "OCR" in rejection.reason


def word(fill: object) -> bytes:
    document = docx.Document()
    fill(document)  # type: ignore[operator]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def party(document: docx.document.Document) -> None:
    """Fill a document with the heading that programs of offices set in a table."""
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "QUẬN ỦY QUẬN 1\n*\nSố 07-BC/QU"
    cells[1].text = "ĐẢNG CỘNG SẢN VIỆT NAM\n\nQuận 1, ngày 03 tháng 4 năm 2025"
    for line in ("BÁO CÁO", "kết quả thực hiện Chỉ thị số 05-CT/TW", "-----", *TEXT):
        document.add_paragraph(line)


def test_a_party_document_of_word(tmp_path: Path) -> None:
    """Title of its type and subject, the day beside the place of issue, its number as a line."""
    [article], _, _ = read(tmp_path / "a.docx", word(party))
    assert article.title == "Báo cáo kết quả thực hiện Chỉ thị số 05-CT/TW"
    assert article.published == date(2025, 4, 3)
    assert article.body.startswith("QUẬN ỦY QUẬN 1\n*\nSố 07-BC/QU\nĐẢNG CỘNG SẢN VIỆT NAM\n")
    assert article.body.endswith("\n".join(TEXT))


def test_a_party_document_as_text(tmp_path: Path) -> None:
    """The same, copied into a text file."""
    lines = ["QUẬN ỦY QUẬN 1", "*", "Số 07-BC/QU", "Quận 1, ngày 03 tháng 4 năm 2025", "BÁO CÁO"]
    text = "\n".join([*lines, "kết quả thực hiện Chỉ thị số 05-CT/TW", "-----", *TEXT])
    [article], _, _ = read(tmp_path / "a.txt", text.encode())
    assert article.title == "Báo cáo kết quả thực hiện Chỉ thị số 05-CT/TW"
    assert article.published == date(2025, 4, 3)


def test_an_article_of_word(tmp_path: Path) -> None:
    """Title, day, text and author, with or without a style for the title; tables as rows."""

    def typed(document: docx.document.Document, *, styled: bool) -> None:
        document.add_paragraph("Quận 1 tổng kết", style="Title" if styled else None)
        for line in ("Thứ Năm, 03/04/2025", RESULTS):
            document.add_paragraph(line)
        table = document.add_table(rows=3, cols=2)
        for at, text in enumerate(("Phường", "Kết quả", "Bến Nghé", "Đạt", "Đa Kao", "Khá")):
            table.rows[at // 2].cells[at % 2].text = text
        document.add_paragraph(LACKS)
        document.add_paragraph("Minh An")

    for styled in (True, False):
        data = word(lambda document, styled=styled: typed(document, styled=styled))
        [article], _, _ = read(tmp_path / "a.docx", data)
        assert article.title == "Quận 1 tổng kết" and article.authors == ("Minh An",)
        assert article.published == date(2025, 4, 3)
        rows = "Phường | Kết quả\nBến Nghé | Đạt\nĐa Kao | Khá"
        assert article.body == f"{RESULTS}\n{rows}\n{LACKS}"


def sheets() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Tiêu đề", "Nội dung"])
    book.active.append(["Quận 1 tổng kết", RESULTS])
    book.create_sheet("Ghi chú").append(["Không có bài nào ở đây"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES = {"a.pdf": pdf([report()]), "a.docx": word(party), "a.xlsx": sheets()}


@pytest.mark.parametrize("name", FILES)
def test_documents_are_read_out_of_archives(tmp_path: Path, name: str) -> None:
    """Out of a .zip and packed by themselves they are the same articles."""
    [article], _, _ = read(tmp_path / name, FILES[name])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, FILES[name])
    for shown, data in {
        "b.zip": packed.getvalue(),
        f"{name}.gz": gzip.compress(FILES[name]),
    }.items():
        articles, rejections, _ = read(tmp_path / shown, data)
        assert articles == [article] and rejections == [], shown


def test_a_sheet_without_articles_is_told(tmp_path: Path) -> None:
    """A workbook with one sheet of articles is read; the others are no silent loss."""
    [article], rejections, [note] = read(tmp_path / "a.xlsx", sheets())
    assert article.title == "Quận 1 tổng kết" and rejections == []
    assert "'Ghi chú'" in note.text and note.value == "sheets without articles"


OLD = {
    "tcvn3": "Héi nghÞ QuËn ñy QuËn 1 triÓn khai kÕ ho¹ch vµ c«ng t¸c cña c¸c chi bé trong quý nµy.",
    "vni": "Hoäi nghò Quaän uûy Quaän 1 trieån khai keá hoaïch vaø coâng taùc cuûa caùc chi boä.",
}


@pytest.mark.parametrize("encoding", OLD)
def test_old_fonts_in_documents_are_named_and_read(tmp_path: Path, encoding: str) -> None:
    """The letters of .VnTime and VNI-Times, in PDF, Word and Excel: what the message says helps."""
    text = OLD[encoding]
    book = openpyxl.Workbook()
    book.active.append(["title", "body"])
    book.active.append(["1", text])
    table = io.BytesIO()
    book.save(table)
    files = {
        "a.pdf": pdf([set_text([text, text], columns=60)]),
        "a.docx": word(lambda document: document.add_paragraph(text)),
        "a.xlsx": table.getvalue(),
    }
    for name, data in files.items():
        articles, [rejection], _ = read(tmp_path / name, data)
        assert articles == [] and f"--encoding {encoding}" in rejection.reason
        [article], rejections, _ = read(tmp_path / name, data, encoding=encoding)
        assert "triển khai kế hoạch và công tác của các chi bộ" in article.text, name
        assert rejections == []


def test_line_ends_in_a_cell(tmp_path: Path) -> None:
    """A carriage return is written as _x000D_ in a workbook: it is a line end and no text."""
    book = openpyxl.Workbook()
    book.active.append(["title", "body"])
    book.active.append(["1", f"{RESULTS}_x000D_\n{LACKS}"])
    table = io.BytesIO()
    book.save(table)
    [article], _, _ = read(tmp_path / "a.xlsx", table.getvalue())
    assert article.body == f"{RESULTS}\n{LACKS}"
