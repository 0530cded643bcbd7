"""Tables, texts, archives and saved pages in the odd forms in which programs leave them."""

import base64
import gzip
import io
import quopri
import zipfile
from datetime import date
from pathlib import Path

import pytest
from read_files import BODY, OTHER, read

from corpus.reading.outcomes import PASSED

DAY = date(2025, 1, 9)
TITLE = "Quận 1 triển khai kế hoạch tuyên giáo"

TABLES = {
    "lines of an old Macintosh": f'title,body,date\r{TITLE},"{BODY}",9/1/2025\rHai,"{OTHER}",\r',
    "a heading without signs": f"TỔNG HỢP TIN BÀI\n\nTiêu đề;Nội dung;Ngày\n{TITLE};{BODY};9/1/2025\nHai;{OTHER};\n",
    "quotes behind a backslash": f'title,body,date\n{TITLE},"{BODY} \\"Tốt\\", rồi",9/1/2025\nHai,"{OTHER}",\n',
    "strokes": f"title|body|date\n{TITLE}|{BODY}|9/1/2025\nHai|{OTHER}|\n",
    "semicolons in quotes": f'"title";"body";"date"\n"{TITLE}";"{BODY}; hết";"9/1/2025"\n"Hai";"{OTHER}";""\n',
    "a sign that Excel names": f"sep=|\ntitle|body|date\n{TITLE}|{BODY}|9/1/2025\nHai|{OTHER}|\n",
}  # fmt: skip


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".gz"])
@pytest.mark.parametrize("form", TABLES)
def test_tables_of_all_kinds(tmp_path: Path, form: str, ending: str) -> None:
    """The sign between cells is the one that names most fields."""
    import gzip

    data = TABLES[form].encode()
    name = f"a.csv{ending}" if ending == ".gz" else f"a{ending}"
    articles, rejections, _ = read(tmp_path / name, gzip.compress(data) if "gz" in name else data)
    assert [one.title for one in articles] == [TITLE, "Hai"] and rejections == []
    assert articles[0].body.startswith(BODY) and articles[0].published == DAY


def test_a_backslash_is_no_escape_where_the_row_is_whole(tmp_path: Path) -> None:
    """Paths end with one."""
    data = f'title,body\nMột,"{BODY} Lưu ở D:\\tin\\"\nHai,"{OTHER}"\n'
    articles, rejections, _ = read(tmp_path / "a.csv", data)
    assert articles[0].body.endswith("D:\\tin\\") and len(articles) == 2 and rejections == []


def test_a_table_saved_as_text_is_one(tmp_path: Path) -> None:
    """With tabs, semicolons or strokes; a text whose first line names things is none."""
    for sign in "\t;|":
        rows = (("title", "body", "published"), (TITLE, BODY, "9/1/2025"), ("Hai", OTHER, ""))
        data = "\n".join(sign.join(row) for row in rows)
        assert len(read(tmp_path / "a.txt", data)[0]) == 2, sign
    for first in ("Nội dung; thời gian; địa điểm", "Thời gian, nội dung, nguồn"):
        [article], _, _ = read(tmp_path / "a.txt", f"{first}\n\n{BODY}\n{OTHER}")
        assert OTHER in article.body


LABELLED = {
    "Vietnamese": ("Tiêu đề", "Ngày đăng", "Tác giả", "Nguồn", "Link", "Nội dung"),
    "English": ("Title", "Date", "Author", "Source", "URL", "Content"),
    "capitals": ("TIÊU ĐỀ", "NGÀY ĐĂNG", "TÁC GIẢ", "NGUỒN", "LIÊN KẾT", "NỘI DUNG"),
}


@pytest.mark.parametrize("kind", LABELLED)
@pytest.mark.parametrize("named", [True, False])
def test_a_text_whose_first_lines_name_its_fields(tmp_path: Path, kind: str, named: bool) -> None:
    """With or without a name for the text itself, between rules or not."""
    values = [
        TITLE,
        "Thứ Năm, 09/01/2025",
        "Minh An",
        "Báo Mẫu",
        "https://bao.example.vn/1.html",
        BODY,
    ]
    pairs = list(zip(LABELLED[kind], values, strict=True))
    head = "\n".join(f"{name}: {value}" for name, value in pairs[: None if named else -1])
    data = f"{head}\n{OTHER}" if named else f"---\n{head}\n---\n\n{BODY}\n{OTHER}\n"
    [article], rejections, _ = read(tmp_path / "a.txt", data)
    assert (article.title, article.published, article.authors) == (TITLE, DAY, ("Minh An",))
    assert (article.source, article.url) == ("Báo Mẫu", "https://bao.example.vn/1.html")
    assert article.body == f"{BODY}\n{OTHER}" and rejections == []


@pytest.mark.parametrize(
    "head",
    ["Thời gian: 8 giờ ngày 10/1\nĐịa điểm: hội trường quận\nNội dung: sơ kết quý I",
     "Quận ủy yêu cầu: các chi bộ báo cáo", "Tiêu đề: một tác phẩm hay"],
)  # fmt: skip
def test_lines_with_a_colon_are_text(tmp_path: Path, head: str) -> None:
    """An invitation and a sentence name no fields: one name is not enough, nor two without a
    title."""
    [article], _, _ = read(tmp_path / "a.txt", f"{head}\n\n{BODY}\n\n{OTHER}")
    assert head.split("\n")[-1] in f"{article.title}\n{article.body}" and OTHER in article.body
    assert article.published is None


@pytest.mark.parametrize(
    "lines",
    [[TITLE, "https://bao.example.vn/1.html", "09/01/2025", BODY, OTHER],
     [TITLE, "Thứ Năm, 09/01/2025", "", BODY, OTHER, "Nguồn: https://bao.example.vn/1.html"],
     ["https://bao.example.vn/1.html", TITLE, "09/01/2025", BODY, OTHER],
     [TITLE, "", "Link bài: https://bao.example.vn/1.html", "", "09/01/2025", "", BODY, OTHER]],
)  # fmt: skip
def test_a_line_that_is_an_address_is_the_articles(tmp_path: Path, lines: list[str]) -> None:
    """Wherever it stands at the begin or the end."""
    [article], _, _ = read(tmp_path / "a.txt", "\n".join(lines))
    assert (article.title, article.published) == (TITLE, DAY)
    assert article.url == "https://bao.example.vn/1.html" and article.body == f"{BODY}\n{OTHER}"


def page(title: str = TITLE, charset: str = "utf-8") -> str:
    return (
        f'<html><head><meta charset="{charset}"><title>{title}</title></head><body>'
        f"<h1>{title}</h1><article><p>{BODY}</p><p>{OTHER}</p></article></body></html>"
    )


def test_a_page_saved_as_text_is_a_page(tmp_path: Path) -> None:
    """And a piece of one loses its tags."""
    [article], _, _ = read(tmp_path / "a.txt", page())
    assert (article.title, article.body) == (TITLE, f"{BODY}\n{OTHER}")
    [article], _, _ = read(tmp_path / "a.txt", f"<p>{BODY}</p>\n<p>{OTHER}</p>")
    assert article.body == f"{BODY}\n{OTHER}"


def test_what_a_folder_would_pass_over_is_passed_over_in_an_archive(tmp_path: Path) -> None:
    """What macOS and browsers leave beside articles is counted, not refused."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("tin/bai.html", page())
        archive.writestr("tin/bai_files/quang-cao.html", "<html><body>mua ngay</body></html>")
        archive.writestr("__MACOSX/tin/._bai.json", b"\0\5\x16\7" * 20)
        archive.writestr("tin/.DS_Store", b"\0\0\0\1Bud1" * 5)
        archive.writestr("khac_files/b.html", page("Bài trong thư mục có tên như thế"))
    articles, rejections, notes = read(tmp_path / "a.zip", packed.getvalue())
    assert len(articles) == 2 and rejections == []
    assert sorted(note.value for note in notes if note.kind == PASSED) == [
        "folders of programs", "folders of saved pages", "hidden files",
    ]  # fmt: skip


def part(content: str, address: str, encoding: str) -> str:
    packed = {
        "quoted-printable": lambda: quopri.encodestring(content.encode()).decode(),
        "base64": lambda: base64.encodebytes(content.encode()).decode(),
        "8bit": lambda: content,
    }[encoding]()
    return (
        f'--B\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n'
        f"Content-Location: {address}\r\nContent-ID: <{len(content)}>\r\n\r\n{packed}\r\n"
    )


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("named", ["by its address", "by its id", "as the first"])
def test_the_page_of_a_saved_file_is_the_one_that_its_head_names(
    tmp_path: Path, named: str, encoding: str
) -> None:
    """Frames may stand before it."""
    address = "https://bao.example.vn/1.html"
    frame = part("<html><body>khung quảng cáo</body></html>", "cid:khung@mhtml", encoding)
    main = part(page(), address, encoding)
    start = f'; start="<{len(page())}>"' if named == "by its id" else ""
    location = f"Snapshot-Content-Location: {address}\r\n" if named == "by its address" else ""
    parts = main + frame if named == "as the first" else frame + main
    data = (
        f"From: <Saved by Blink>\r\n{location}MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; boundary="B"{start}\r\n\r\n{parts}--B--\r\n'
    )
    [article], rejections, _ = read(tmp_path / "a.mhtml", data)
    assert (article.title, article.url, article.body) == (TITLE, address, f"{BODY}\n{OTHER}")
    assert rejections == []


@pytest.mark.parametrize("kind", ["", "application/octet-stream", "binary/octet-stream"])
def test_pages_of_an_archive_that_no_header_calls_so(tmp_path: Path, kind: str) -> None:
    """The page's first bytes say it; a picture without a type is told and no page."""
    page = f"<!DOCTYPE html><title>Họp</title><h1>Họp</h1><p>{BODY}</p><p>{OTHER}</p>".encode()
    archive = b""
    for name, body in (("1.html", page), ("2.jpg", b"\xff\xd8\xff\xe0" + bytes(99))):
        typed = f"Content-Type: {kind}\r\n" if kind else ""
        answer = f"HTTP/1.1 200 OK\r\n{typed}\r\n".encode() + body
        said = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: https://tin.example.vn/{name}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        archive += gzip.compress(said.encode() + answer + b"\r\n\r\n")
    [article], rejections, [note] = read(tmp_path / "a.warc.gz", archive)
    assert (article.title, article.url) == ("Họp", "https://tin.example.vn/1.html")
    assert rejections == [] and "no pages" in note.text
