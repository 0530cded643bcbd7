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
    ],
)
def test_phrases_of_several_words(folder: Path, typed: str, first: str) -> None:
    """A phrase is completed at any word of it, in any spelling, behind whatever else is typed; it
    ends where it does not mostly go on, and never with a function word."""
    offered = open_engine(folder).suggest(typed)
    assert offered[0].text.lower() == first.lower()
    assert (offered[0].kind, offered[0].count) == ("phrase", 3)


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
