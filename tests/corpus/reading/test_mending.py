"""Letters that programs spoiled: undone and told where they can be, refused where they are lost."""

from pathlib import Path

import pytest
from read_files import BODY, line, read

from corpus.reading.mending import lost_letters, mend
from corpus.reading.outcomes import MENDED

MEANT = "Quận ủy đã họp về công tác tuyên giáo, bàn cách tổ chức học tập ở từng chi bộ."
CAPITALS = "ĐẢNG ỦY XÃ MỸ ĐỨC ĐÃ HỌP"


def misread(text: str, codec: str) -> str:
    """Return UTF-8 as a program shows it that takes it for another codepage."""
    return "".join(
        bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize("meant", [MEANT, CAPITALS, BODY])
@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1258"])
def test_utf_8_read_by_a_codepage_is_undone(codec: str, meant: str) -> None:
    """Also of Vietnamese machines, and where control characters stand for the bytes that the
    codepage leaves out."""
    mended = mend(misread(meant, codec))
    assert mended.text == meant and len(mended.done) == 1 and "is undone" in mended.done[0]


def test_twice_over_is_undone_twice() -> None:
    """As a database does that was filled from a spoiled file."""
    assert mend(misread(misread(MEANT, "cp1252"), "cp1252")).text == MEANT


@pytest.mark.parametrize(
    "text",
    [
        "XÃ NGÃ BA ĐÃ MÃ HÓA", "CHỮ Ă, chữ Ắ, “ĐĂ”", "Ông Ælfred và bà Ängström", "«quá» và «đá»",
        "Đảng viên, đoàn viên đăng ký “TĐ”, «Đ»", "Giá 5 €, 10 °C, ½ ngày", MEANT, CAPITALS,
    ],
)  # fmt: skip
def test_right_letters_stay(text: str) -> None:
    """Capitals with a tilde, foreign names, quotations."""
    assert mend(text).text == text and mend(text).done == () and lost_letters(text) == ""


def test_what_lost_bytes_on_the_way_is_refused(tmp_path: Path) -> None:
    """The letters of which a byte was dropped cannot be read back: above a share the text is
    refused."""
    for meant in (
        "Đọc, học, hỏi về đề cờ và về Đảng ở họ Đỗ.",
        "Đề nghị Đảng bộ đọc và học về cờ.",
    ):
        spoiled = meant.encode().decode("cp1252", "ignore")
        articles, [rejection], _ = read(tmp_path / "a.jsonl", line({"body": spoiled}))
        assert articles == [] and "letters are lost" in rejection.reason


@pytest.mark.parametrize(
    ("escaped", "meant"),
    [
        (r"Qu\u1eadn \u1ee7y h\u1ecdp", "Quận ủy họp"),
        (r"Qu\xe1\xba\xadn \xe1\xbb\xa7y h\xe1\xbb\x8dp", "Quận ủy họp"),
        (r"b'Qu\xe1\xba\xadn \xe1\xbb\xa7y h\xe1\xbb\x8dp'", "Quận ủy họp"),
        (r"\u003cp\u003eQu\u1eadn \u1ee7y\u003c/p\u003e", "Quận ủy"),
        (r"Chỉ thị 05-CT\/TW, xem https:\/\/tin.example.vn\/1", "Chỉ thị 05-CT/TW, xem https://tin.example.vn/1"),
        (r"Ông nói \"được\" rồi thôi.", 'Ông nói "được" rồi thôi.'),
        (r"Hội nghị kết thúc.\n\nCác phường báo cáo.\r\nQuận ủy ghi nhận.",
         "Hội nghị kết thúc.\nCác phường báo cáo.\nQuận ủy ghi nhận."),
        (r"ngày\xa09/1/2025", "ngày 9/1/2025"),
    ],
)  # fmt: skip
def test_escapes_that_stayed_in_a_text_are_read(escaped: str, meant: str) -> None:
    """Of JSON packed twice, of PHP, of what Python printed; and told."""
    mended = mend(escaped, markup=True)
    assert mended.text == meant and len(mended.done) == 1


@pytest.mark.parametrize(
    "text",
    [r"Lưu ở D:\news\2025 và C:\temp", r"Mã \u1ead là chữ ậ trong Unicode", r"Dấu \ là gạch chéo ngược",
     r"Trong Python, \n là xuống dòng"],
)  # fmt: skip
def test_backslashes_of_a_text_stay(text: str) -> None:
    """Paths of files, and a text about escapes."""
    assert mend(text).text == text and mend(text).done == ()


def test_what_is_escaped_twice_is_read_and_tags_that_are_meant_stay(tmp_path: Path) -> None:
    """ "&amp;#7853;" is a letter that two programs escaped, "&amp;lt;" a sign that is meant."""
    body = f"<p>Qu&amp;#7853;n &amp;#7911;y h&amp;ograve;a &amp;lt;b&amp;gt; A&amp;amp;B &amp;quot;C&amp;quot;</p><p>{BODY}</p>"
    [article], _, _ = read(tmp_path / "a.jsonl", line({"body": body}))
    assert article.body.startswith('Quận ủy hòa &lt;b&gt; A&B "C"')


def test_mended_letters_are_told_once_a_file(tmp_path: Path) -> None:
    """With what was done."""
    spoiled = misread(MEANT, "cp1258")
    [article], _, notes = read(tmp_path / "a.jsonl", line({"title": spoiled, "body": spoiled}))
    assert article.title == article.body == MEANT
    assert [(note.kind, "windows-1258" in note.text) for note in notes] == [(MENDED, True)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json", "a.txt", "a.html", "a.xml", "a"])
def test_utf_16_without_its_mark_is_read(tmp_path: Path, name: str, encoding: str) -> None:
    """By the zero bytes that stand beside Latin letters."""
    record = line({"title": "Một", "body": BODY})
    text = {
        "a.csv": f'title,body\nMột,"{BODY}"\n', "a.jsonl": record, "a.json": f"[{record}]",
        "a.txt": f"Một\n\n{BODY}\n", "a": record,
        "a.html": f"<html><head><title>Một</title></head><body><p>{BODY}</p><p>{BODY}</p></body></html>",
        "a.xml": f'<?xml version="1.0" encoding="UTF-16"?><bai><title>Một</title><body>{BODY}</body></bai>',
    }[name]  # fmt: skip
    [article], rejections, _ = read(tmp_path / name, text.encode(encoding))
    assert article.body.startswith(BODY) and rejections == []


def test_zero_bytes_in_utf_8_are_no_utf_16(tmp_path: Path) -> None:
    """They are refused in their line, with their place; the rest is read."""
    data = f"{line({'id': '1', 'body': BODY})}\n".encode() + b'{"id": "2", "body": "a\x00b"}\n'
    [article], [rejection], _ = read(tmp_path / "a.jsonl", data)
    assert article.id == "1" and "NUL" in rejection.reason and rejection.line == 2
