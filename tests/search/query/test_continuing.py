"""Phrases that what is being typed goes on with, as headlines and texts of the collection print
them."""

from pathlib import Path

import pytest
from index_model import document, write

from search.opening import open_engine


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of headlines in which some phrases come again and again."""
    found = tmp_path_factory.mktemp("phrases")
    rows = [
        ("Bộ Giáo dục và Đào tạo họp", "Bộ Giao thông trả lời", "sắp xếp bộ máy tinh gọn"),
        ("Làm việc với Bộ Giáo dục và Đào tạo", "cải cách hành chính", "sắp xếp bộ máy của Đảng"),
        ("Tin của Bộ Giáo dục và Đào tạo", "Cải cách hành chính", "sắp xếp bộ máy"),
        ("An toàn thực phẩm", "cải cách hành chính của quận", "kế hoạch"),
        ("An toàn thực phẩm dịp Tết", "An toàn, thật vui", "không có gì"),
        ("An toàn thực phẩm ở chợ", "Bộ Giao thông", "không có gì"),
    ]
    write(found, [document(f"d{n}", *row) for n, row in enumerate(rows)])
    return found


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bộ giao", "Bộ Giáo dục và Đào tạo"),
        ("cai cach hanh", "cải cách hành chính"),
        ("sap xep bo may", "sắp xếp bộ máy"),
        ("an toàn th", "An toàn thực phẩm"),
        ("tin về an toàn th", "tin về An toàn thực phẩm"),
        ("bộ giáo dục v", "Bộ Giáo dục và Đào tạo"),
        ("bộ giáo ", "Bộ Giáo dục và Đào tạo"),
        ("cai cach ", "cải cách hành chính"),
        ("sắp xếp bộ ", "sắp xếp bộ máy"),
    ],
)
def test_phrases_of_several_words(folder: Path, typed: str, first: str) -> None:
    """A phrase is completed at any word of it, in any spelling, behind whatever else is typed; it
    ends where it does not mostly go on, and never with a function word."""
    offered = open_engine(folder).suggest(typed)
    assert offered[0].text.lower() == first.lower()
    assert (offered[0].kind, offered[0].count) == ("phrase", 3)


def test_both_fields_and_every_spelling_count_once(tmp_path: Path) -> None:
    """An article that prints a phrase in title and summary, or in two spellings, is one; the
    spelling of most of them is shown."""
    rows = [
        ("Kỷ luật đảng viên", "Kỷ luật đảng viên ở xã"),
        ("Họp bàn kỷ luật đảng viên", "kỉ luật đảng viên"),
        ("Kỉ luật đảng viên", "Tin vắn"),
    ]
    write(
        tmp_path, [document(str(n), title, "", summary) for n, (title, summary) in enumerate(rows)]
    )
    for typed in ("kỉ luật đ", "ky luat dang v", "kỷ luật "):
        (first, *_) = open_engine(tmp_path).suggest(typed)
        assert (first.text.lower(), first.count) == ("kỷ luật đảng viên", 3)


def test_a_phrase_ends_with_a_whole_name(tmp_path: Path) -> None:
    """What a full stop or a hyphen holds together is not offered in part."""
    rows = (
        "Ban Tuyên giáo T.Ư họp",
        "Ban Tuyên giáo T.Ư bàn",
        "Ban Tuyên giáo TP-X",
        "Ban Tuyên giáo",
    )
    write(tmp_path, [document(str(n), title) for n, title in enumerate(rows)])
    offered = [one.text.lower() for one in open_engine(tmp_path).suggest("ban tuyên gi")]
    assert offered == ["ban tuyên giáo"]


def test_what_was_typed_before_is_answered_anew_from_a_new_snapshot(tmp_path: Path) -> None:
    """Answers that are kept end with the snapshot that they are of."""
    write(tmp_path, [document(f"a{n}", "Dự án cầu Rạch Miễu") for n in range(3)])
    engine = open_engine(tmp_path)
    assert [one.count for one in engine.suggest("dự án cầu r")] == [3]
    write(tmp_path, [document(f"b{n}", "Dự án cầu Rạch Chiếc") for n in range(4)])
    assert [one.count for one in open_engine(tmp_path).suggest("dự án cầu r")] == [7, 4, 3]


@pytest.mark.parametrize("typed", ["an toàn thậ", "bộ giao", "giáo dục xyz", "an toàn thực phẩm ở"])
def test_nothing_that_is_hardly_there(folder: Path, typed: str) -> None:
    """What fewer than three articles print side by side is not offered, nor what a comma parts."""
    offered = open_engine(folder).suggest(typed)
    assert not [one for one in offered if one.count < 3 or "thật" in one.text]


def test_a_type_and_the_beginning_of_a_number_are_codes(tmp_path: Path) -> None:
    """Type before number, with a space or a hyphen, completes to the codes whose number begins so;
    codes of other types are none of them."""
    codes = ("05-KH/TU", "12-KH/TU", "05-CT/TW")
    write(tmp_path, [document(code, "Tin", codes=[code]) for code in codes])
    engine = open_engine(tmp_path)
    for typed in ("kh 05", "KH-05", "kh 0", "kh 5"):
        assert [(one.text, one.kind) for one in engine.suggest(typed)] == [("05-KH/TU", "code")]
