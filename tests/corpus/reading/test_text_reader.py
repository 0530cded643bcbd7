"""Text files: caption, dateline, title."""

import pytest

from corpus.reading.headline import headline

SEED = (
    "Bí thư Quận ủy phát biểu tại hội nghị (Thanhuytphcm.vn) "
    "- Ngày 12/3, Quận ủy Quận 4 tổ chức hội nghị "
    "sơ kết thực hiện Kế hoạch số 12-KH/QU về công tác dân vận trên địa bàn các phường năm 2023. "
    "Tham dự có đại diện Ban Dân vận Thành ủy.\n"
    "Các đại biểu trao đổi về mô hình hay. Trao bằng khen (ảnh trái) - tại hội nghị."
)


def test_text_caption_source_title_and_body_are_told_apart(read, tmp_path):
    """The caption is kept apart, the bracket is the source, the title the first sentence."""
    path = tmp_path / "tin.txt"
    path.write_text(SEED, encoding="utf-8")
    [article], rejections = read(path)
    assert rejections == []
    assert article.caption == "Bí thư Quận ủy phát biểu tại hội nghị"
    assert article.source == "Thanhuytphcm.vn"
    assert article.body.startswith("Ngày 12/3, Quận ủy Quận 4")
    assert article.body.endswith("Trao bằng khen (ảnh trái) - tại hội nghị.")
    assert article.title == (
        "Ngày 12/3, Quận ủy Quận 4 tổ chức hội nghị sơ kết "
        "thực hiện Kế hoạch số 12-KH/QU về công tác dân vận"
        " trên địa bàn các"
    )
    assert len(article.title) <= 120 and article.body.startswith(article.title + " ")
    assert article.published is None


def test_text_without_dateline_is_all_body(read, tmp_path):
    """Brackets that are no dateline stay in the text; the title is the first sentence."""
    path = tmp_path / "tin.txt"
    path.write_text("Hội nghị (đợt 2) - diễn ra sáng nay. Nội dung gồm hai phần.", encoding="utf-8")
    [article], _ = read(path)
    assert (article.source, article.caption) == ("", "")
    assert article.title == "Hội nghị (đợt 2) - diễn ra sáng nay"


BODY = (
    "Ngày 12/3, Quận ủy Quận 4 tổ chức hội nghị sơ kết thực "
    "hiện Kế hoạch số 12-KH/QU về công tác dân vận trên địa bàn."
)


@pytest.mark.parametrize(
    ("head", "day", "authors"),
    [
        ("Quận 4 sơ kết công tác dân vận\n12/03/2023\n", "2023-03-12", ()),
        (
            "Quận 4 sơ kết công tác dân vận\nChủ nhật, 12/3/2023 | 10:30 GMT+7\nMinh An\n",
            "2023-03-12",
            ("Minh An",),
        ),
        (
            "Quận 4 sơ kết công tác dân vận\r\n\r\nNgày 12 tháng 03 năm 2023\r\n\r\n",
            "2023-03-12",
            (),
        ),
        ("Quận 4 sơ kết công tác dân vận\n\n", "None", ()),
    ],
)
def test_lines_of_title_day_and_author_are_understood(read, tmp_path, head, day, authors):
    """They are no part of the body."""
    path = tmp_path / "tin.txt"
    path.write_text(f"{head}{BODY}\n{BODY}\n", encoding="utf-8", newline="")
    [article], _ = read(path)
    assert (article.title, str(article.published)) == ("Quận 4 sơ kết công tác dân vận", day)
    assert article.body == f"{BODY}\n{BODY}" and article.authors == authors


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("TP. Hồ Chí Minh sơ kết phong trào. Sau đó họp.", "TP. Hồ Chí Minh sơ kết phong trào"),
        ("Đến nay, đã có 1.250 mô hình. Kết quả tốt.", "Đến nay, đã có 1.250 mô hình"),
        ("Vì sao cần đổi mới? Bài viết trả lời.", "Vì sao cần đổi mới?"),
        ("Dòng đầu không chấm\nĐoạn sau.", "Dòng đầu không chấm"),
        ("x" * 300, "x" * 120),
    ],
)
def test_headline_ends_where_the_sentence_does(text, title):
    """Abbreviations and numbers do not end a sentence; a word too long is cut."""
    assert headline(text) == title


@pytest.mark.data
def test_seed_article_is_read_as_described(read, data_dir):
    """The seed: source from the bracket, caption kept apart, body from the dateline on."""
    [article], rejections = read(data_dir / "data" / "seed-article.txt")
    assert rejections == [] and article.source == "Thanhuytphcm.vn"
    assert (
        article.caption.startswith("Ủy viên Ban Thường vụ Thành ủy") and "(" not in article.caption
    )
    assert article.body.startswith(article.title) and article.title.startswith(
        "Ngày 9/1, Quận ủy Quận 1 tổ chức"
    )
    assert 100 < len(article.title) <= 120
