"""Resolutions named by plenum or congress, with the numbers in either writing or in words."""

from datetime import date

import pytest

from corpus.article import Article
from corpus.extraction import extract


def names(text: str) -> list[tuple[str, str]]:
    article = Article("a", "Tin", f"Thành ủy quán triệt {text} cho đảng viên.",
                      published=date(2025, 1, 10))  # fmt: skip
    return [(one.key.split(" | ")[0], one.session) for one in extract(article).named.documents]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết Trung ương 4 khóa XII", "Nghị quyết Trung ương IV khóa XII",
        "Nghị quyết Trung ương IV (khoá 12)", "Nghị quyết Trung ương 4 khóa mười hai",
        "Nghị quyết Trung ương bốn khóa 12", "Nghị quyết Trung ương lần thứ tư khóa XII",
        "Nghị quyết Hội nghị Trung ương IV, khóa XII", "NQTW4 khóa XII", "NQTW IV khóa 12",
        "NQ TW4 khóa XII", "Nghị quyết T.Ư IV khóa XII",
        "Nghị quyết Hội nghị lần thứ IV Ban Chấp hành Trung ương Đảng khóa XII",
        "Nghị quyết Hội nghị lần thứ tư BCH Trung ương khóa 12",
    ],
)  # fmt: skip
def test_one_plenum_in_all_writings(text: str) -> None:
    """The fourth plenum of the twelfth term is one document."""
    assert names(text) == [("Nghị quyết Trung ương 4 khóa XII", "XII")]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết Đại hội XIII của Đảng", "Nghị quyết Đại hội 13 của Đảng",
        "Nghị quyết Đại hội lần thứ 13 của Đảng", "Nghị quyết Đại hội Đảng 13",
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ 13 của Đảng",
        "Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII",
        "Nghị quyết Đại hội lần thứ mười ba của Đảng",
    ],
)  # fmt: skip
def test_one_congress_in_all_writings(text: str) -> None:
    """So is the resolution of the thirteenth congress."""
    assert names(text) == [("Nghị quyết Đại hội XIII", "XIII")]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết Đại hội 11 Đảng bộ thành phố", "Nghị quyết Đại hội XI Đảng bộ tỉnh",
        "Nghị quyết Trung ương 4 triệu đồng", "Nghị quyết Đại hội 13 giờ chiều",
        "Nghị quyết Đại hội 20 đảng viên", "nghị quyết trung ương năm 2012",
        "Nghị quyết Đại hội 13,5 %",
    ],
)  # fmt: skip
def test_what_counts_something_is_none(text: str) -> None:
    """A number before what it counts, a year, a congress of a province."""
    assert names(text) == []
