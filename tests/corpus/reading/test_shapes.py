"""Records as programs of others write them: names, nesting, lists, encodings, letters, lines."""

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from corpus import Article, read_articles
from corpus.reading import Note, Rejection, Settings
from corpus.reading.field_names import parse_map
from corpus.reading.lines import joined_lines
from corpus.reading.markup import plain_text
from corpus.reading.mending import lost_letters, mend
from corpus.reading.values import unpacked

BODY = (
    "Sáng 5/6, Huyện ủy Nhà Bè triển khai Nghị quyết số "
    "07-NQ/HU. Hội nghị do Thường trực Huyện ủy chủ trì."
)


def read(path: Path, **said: object) -> tuple[list[Article], list[Rejection], list[Note]]:
    rejections: list[Rejection] = []
    notes: list[Note] = []
    articles = read_articles(path, rejections.append, notes.append, Settings(**said))  # type: ignore[arg-type]
    return list(articles), rejections, notes


def put(tmp_path: Path, name: str, content: object) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


ONE = {"title": "Họp", "body": BODY}


@pytest.mark.parametrize(
    "content",
    [
        {"articles": [ONE, ONE | {"title": "Khác"}]},
        {"status": "ok", "data": {"total": 2, "items": [ONE, ONE | {"title": "Khác"}]}},
        {
            "hits": {
                "total": {"value": 2},
                "hits": [{"_id": "1", "_source": ONE}, {"_id": "2", "_source": ONE}],
            }
        },
        {"bai-1": ONE, "bai-2": ONE},
        [{"_source": ONE, "_id": "a"}, {"article": ONE | {"url": "https://a.vn/1"}}],
        f"{json.dumps(ONE)}\n{json.dumps(ONE | {'title': 'Khác'})}\n",
        {
            "@context": "x",
            "@graph": [
                {"headline": "Họp", "articleBody": BODY},
                {"headline": "Khác", "articleBody": BODY},
            ],
        },
    ],
    ids=["articles", "nested", "hits", "by key", "envelopes", "lines", "schema.org"],
)
def test_the_list_of_articles_is_found(tmp_path: Path, content: object) -> None:
    """Wherever a program puts it."""
    articles, rejections, _ = read(put(tmp_path, "tin.json", content))
    assert len({article.id for article in articles}) == 2 and rejections == []
    assert {article.body for article in articles} == {BODY}


def test_the_list_can_be_named(tmp_path: Path) -> None:
    """--records leads to it; a way that leads nowhere is told with what there is."""
    path = put(tmp_path, "tin.json", {"a": {"cũ": [ONE], "mới": [ONE | {"title": "Mới"}]}})
    [article], _, _ = read(path, records="a.mới")
    assert article.title == "Mới"
    articles, [rejection], _ = read(path, records="a.b")
    assert articles == [] and "there is no list at 'a.b'; the object has a" in rejection.reason


def test_a_list_in_an_object_of_any_size_is_read_piece_by_piece(tmp_path: Path) -> None:
    """The object as a whole may be larger than a record may be."""
    many = {
        "total": 20,
        "articles": [ONE | {"id": str(n), "body": BODY * 5_000} for n in range(20)],
        "tail": 1,
    }
    articles, rejections, _ = read(put(tmp_path, "tin.json", many))
    assert [article.id for article in articles] == [str(n) for n in range(20)] and rejections == []


def test_an_article_with_comments_and_related_articles_is_one(tmp_path: Path) -> None:
    """Lists inside of an article are no articles."""
    path = put(tmp_path, "tin.json", ONE | {"comments": [{"content": "hay"}], "related": [ONE]})
    assert len(read(path)[0]) == 1


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"Tiêu đề": "A", "Nội dung": BODY, "NGÀY ĐĂNG": "9/1/2025", "Tác giả": "An; Bình"},
         {"title": "A", "published": date(2025, 1, 9), "authors": ("An", "Bình")}),
        ({"headline": "A", "articleBody": BODY,
         "author": [{"@type": "Person", "name": "An"}], "publisher": {"name": "Báo"}},
         {"title": "A", "authors": ("An",), "source": "Báo"}),
        ({"_id": {"$oid": "65a1"}, "title": "A", "content": BODY,
         "date": {"$date": "2025-01-08T18:00:00Z"}},
         {"id": "65a1", "published": date(2025, 1, 9)}),
        ({"title": {"rendered": "A"}, "content": {"rendered": f"<p>{BODY}</p>"},
         "source": {"id": 1, "name": "Báo"}},
         {"title": "A", "source": "Báo"}),
        ({"title": ["A"], "body": [{"type": "p", "text": BODY}],
         "category": ["Thời sự", "Chính trị"], "tags": []},
         {"title": "A", "section": "Thời sự"}),
        ({"title": "A", "body": BODY, "link": "https://a.vn/1?utm_source=x&id=3#top"},
         {"url": "https://a.vn/1?id=3"}),
        ({"tieu_de": "A", "noi_dung": BODY, "ngay_dang": 1736393400, "sapo": "Tóm"},
         {"summary": "Tóm", "published": date(2025, 1, 9)}),
    ],
)  # fmt: skip
def test_other_names_and_nesting_are_understood(
    tmp_path: Path, record: object, expected: dict[str, object]
) -> None:
    """Case, marks and punctuation of names do not matter; lists and records give their texts."""
    [article], rejections, _ = read(put(tmp_path, "tin.jsonl", record))
    assert rejections == [] and article.body == BODY
    assert {name: getattr(article, name) for name in expected} == expected


def test_of_two_candidates_the_first_of_the_table_is_taken_and_told(tmp_path: Path) -> None:
    """An empty one is no candidate."""
    path = put(
        tmp_path,
        "tin.jsonl",
        {"content": "Ngắn gọn thôi.", "text": BODY, "title": "A", "maintext": ""},
    )
    [article], _, [note] = read(path)
    assert (
        article.body == BODY and "two columns for body: text is taken, content is not" in note.text
    )


def test_a_field_can_be_taken_from_any_name(tmp_path: Path) -> None:
    """--map leads into nested records, and to names with dots and blanks."""
    path = put(tmp_path, "tin.jsonl", {"x": {"y": BODY}, "Tên của bài": "A", "body": "không phải"})
    [article], _, _ = read(path, names=parse_map(["body=x.y", "title=Tên của bài"]))
    assert (article.title, article.body) == ("A", BODY)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1258", "utf-8-sig"])
@pytest.mark.parametrize("name", ["tin.csv", "tin.jsonl", "tin.json", "tin.html", "tin.txt"])
def test_encodings_are_read_in_every_form(tmp_path: Path, name: str, encoding: str) -> None:
    """By the mark, else as the user says."""
    text = (
        "Quận ủy họp bàn về công tác dân vận của các phường "
        "trong quý tới, nhiều đại biểu phát biểu ý kiến. "
    ) * 4
    forms = {
        "tin.csv": f'title,body\nHọp,"{text}"\n', "tin.txt": text,
        "tin.html": f"<html><body><h1>Họp</h1><p>{text}</p></body></html>",
    }  # fmt: skip
    content = forms.get(name) or json.dumps({"title": "Họp", "body": text}, ensure_ascii=False)
    if encoding == "cp1258":
        data = b"".join(_in_cp1258(char) for char in content)
    else:
        data = content.encode(encoding)
    [article], rejections, _ = read(
        put(tmp_path, name, data), encoding="" if encoding[-2:] == "16" else encoding
    )
    assert rejections == [] and article.body == text.strip()


def _in_cp1258(char: str) -> bytes:
    import unicodedata

    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        base, mark = unicodedata.normalize("NFD", char)[:-1], unicodedata.normalize("NFD", char)[-1]
        if (
            mark not in "\u0300\u0301\u0303\u0309\u0323"
        ):  # the dot below goes before the circumflex in NFD
            base, mark = base[0] + mark, base[1]
        return unicodedata.normalize("NFC", base).encode("cp1258") + mark.encode("cp1258")


def test_vni_and_old_fonts_kept_as_utf_8_are_named_and_read(tmp_path: Path) -> None:
    """The message names the encoding that reads the file."""
    old = "Quaän uûy hoïp baøn veà coâng taùc daân vaän cuûa caùc phöôøng trong quyù tôùi."
    for data in (old.encode("cp1252"), old.encode()):
        path = put(tmp_path, "tin.txt", data)
        articles, [rejection], _ = read(path)
        assert articles == [] and "give --encoding vni" in rejection.reason
        [article], _, _ = read(path, encoding="vni")
        assert article.body == "Quận ủy họp bàn về công tác dân vận của các phường trong quý tới."


@pytest.mark.parametrize(
    ("spoiled", "meant"),
    [
        ("Quáº­n á»§y tá»• chá»©c", "Quận ủy tổ chức"),
        ("Báo cáo, đúng cả.\nQuáº­n á»§y", "Báo cáo, đúng cả.\nQuận ủy"),
        ("chính_quyền đô_thị , số 5 / 10", "chính quyền đô thị, số 5/10"),
    ],
)
def test_what_can_be_undone_is(spoiled: str, meant: str) -> None:
    """Line by line, and no more than was spoiled."""
    assert mend(spoiled).text == meant and len(mend(spoiled).done) == 1


@pytest.mark.parametrize(
    "text",
    ["“ĐÔ và “ĐÃ” là hai từ",
        "Liên hệ van_phong@mau.vn hoặc mau.vn/tin_tuc trước ngày 5/6 để được hướng dẫn.",
        "Vì sao? Ai? Ở đâu?",
     "Có phải?Không phải đâu, dẫu rằng câu hỏi viết liền như thế vẫn đọc được bình thường."],
)  # fmt: skip
def test_what_is_right_stays(text: str) -> None:
    """Quotes, addresses, questions."""
    assert mend(text).text == text and lost_letters(text) == ""


def test_markup_in_fields_becomes_text() -> None:
    """Tags and entities go, paragraphs stay, scripts say nothing, what is escaped is meant."""
    assert (
        plain_text("<p>Kế&nbsp;hoạch s&#7889; <b>0</b>5-KH/QU</p><p>hai<br/>ba</p>")
        == "Kế hoạch số 05-KH/QU\nhai\nba"
    )
    assert plain_text("<div><script>var a;</script><style>p{}</style>chữ</div>") == "chữ"
    assert plain_text("&lt;p&gt;Cả bài bị thoát&lt;/p&gt;") == "Cả bài bị thoát"
    assert plain_text("đoạn một &amp; hai\nđoạn ba") == "đoạn một & hai\nđoạn ba"
    assert plain_text("5 < 7 và AT&T; x > y") == "5 < 7 và AT&T; x > y"


def test_lines_that_a_page_broke_are_joined() -> None:
    """Codes, days and names whole again; paragraphs, lists and short lines stay."""
    page = (
        "Thực hiện Chỉ thị số 05-\nCT/TW của Bộ Chính trị, ngày 9\ntháng "
        "1 năm 2025, Quận ủy Quận\n1 tổ chức hội nghị quán triệt\n"
        "đến toàn thể cán bộ, đảng viên.\n- Về dự có đại "
        "diện các phường.\nHội nghị kết thúc cùng ngày."
    )
    assert joined_lines(page) == (
        "Thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị, ngày 9 "
        "tháng 1 năm 2025, Quận ủy Quận 1 tổ chức hội nghị quán triệt "
        "đến toàn thể cán bộ, đảng viên.\n- Về dự có đại "
        "diện các phường.\nHội nghị kết thúc cùng ngày."
    )
    paragraphs = "Đoạn một kết thúc ở đây.\nĐoạn hai cũng vậy, dài hơn một chút.\nĐoạn ba."
    assert joined_lines(paragraphs) == paragraphs


def test_printed_lists_are_unpacked() -> None:
    """Of Python and numpy; other brackets stay as they are."""
    assert unpacked("['một', \"hai's\"]") == ["một", "hai's"]
    assert unpacked("['một' 'hai'\n 'ba']") == ["một", "hai", "ba"]
    assert unpacked("[]") == []
    assert unpacked("[Ảnh] Lễ hội") == "[Ảnh] Lễ hội" and unpacked("[1]") == "[1]"


def test_a_file_without_an_ending_is_what_its_bytes_say(tmp_path: Path) -> None:
    """JSON, pages, feeds, archives; packed or not."""
    line = json.dumps(ONE, ensure_ascii=False).encode()
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.jsonl", line)
    for name, data in {
        "tin": line,
        "goi": gzip.compress(line),
        "nen": zipped.getvalue(),
        "mang": b"[" + line + b"]",
    }.items():
        assert len(read(put(tmp_path, name, data))[0]) == 1, name


def test_members_of_an_archive_stay_inside_and_small(tmp_path: Path) -> None:
    """A path out, a bomb and an archive in an archive are told; the other members are read."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../ra-ngoai.txt", BODY)
        archive.writestr("bom.jsonl", b" " * 40_000_000)
        archive.writestr("trong.zip", b"PK\x03\x04")
        archive.writestr("anh.jpg", b"x")
        archive.writestr("tin/a.txt", BODY)
    articles, rejections, notes = read(put(tmp_path, "tin.zip", zipped.getvalue()))
    assert [article.body for article in articles] == [BODY]
    reasons = " ".join(rejection.reason for rejection in rejections)
    assert (
        len(rejections) == 3
        and "outside" in reasons
        and "bomb" in reasons
        and "inside of another" in reasons
    )
    assert [note.value for note in notes] == [".jpg"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", b"PK\x03\x04rest"), ("a.warc", b"WARC/1.0\r\nnonsense"),
        ("a.warc.gz", gzip.compress(b"x")), ("a.docx", b"PK"),
        ("a.xlsx", b"PK\x05\x06" + bytes(18)), ("a.pdf", b"%PDF-1.4 broken"),
        ("a.xml", b"<a><b>"), ("a.mhtml", b"MIME-Version: 1.0"),
        ("a.xml",
         b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><content>&b;</content></a>'),
        ("a.rss", b"<rss><channel>"),
    ],
)  # fmt: skip
def test_damaged_files_are_a_line(tmp_path: Path, name: str, data: bytes) -> None:
    """Never a traceback, and nothing of the machine in an article."""
    articles, rejections, _ = read(put(tmp_path, name, data))
    assert articles == [] and len(rejections) == 1 and "\n" not in str(rejections[0])
    assert "Error" not in str(rejections[0]).partition(": ")[2][:6]


def test_a_feed_of_teasers_is_told(tmp_path: Path) -> None:
    """Without full text there is no article."""
    items = "".join(
        f"<item><title>T{n}</title><link>https://a.vn/{n}</link><description>Ngắn</description></item>"
        for n in range(9)
    )
    articles, rejections, _ = read(
        put(tmp_path, "f.rss", f"<rss><channel><title>S</title>{items}</channel></rss>")
    )
    assert (
        articles == []
        and len(rejections) == 9
        and len({rejection.kind for rejection in rejections}) == 1
    )


def test_a_folder_of_programs_and_an_index_are_passed_over(tmp_path: Path) -> None:
    """`index add .` reads what is news."""
    put(tmp_path, "node_modules/x/a.json", ONE)
    put(tmp_path, "var/index/manifest.json", {"segments": [], "schema": "1"})
    put(tmp_path, "var/index/b.json", ONE)
    put(tmp_path, ".git/c.json", ONE)
    put(tmp_path, "tin/d.json", ONE)
    articles, rejections, notes = read(tmp_path)
    assert len(articles) == 1 and rejections == []
    assert sorted(note.value for note in notes) == [
        "folders of programs",
        "folders of programs",
        "hidden files",
    ]
