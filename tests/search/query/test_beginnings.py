"""Codes and places by how they begin."""

import pytest

from search.query.beginnings import CodeNames, PlaceNames

CODES = CodeNames(
    [("05-CT/TW", 3), ("05-KH/TU", 2), ("15/CT-TTg", 4), ("30/2020/NĐ-CP", 9), ("50-CT/TW", 0)]
)
PLACES = PlaceNames(
    [
        ("Quận 1, Thành phố Hồ Chí Minh", 5),
        ("Quận 10, Thành phố Hồ Chí Minh", 2),
        ("Thành phố Hòa Bình, Tỉnh Hòa Bình", 4),
        ("Huyện Hóa Thành, Tỉnh Hòa Bình", 1),
        ("Huyện Cũ, Tỉnh Hòa Bình", 0),
    ]
)


def own(found) -> list[str]:
    return [name.split(",")[0] for name, _ in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("05", ["05-CT/TW", "05-KH/TU"]),
        ("5/ct", ["05-CT/TW"]),
        ("30/2020/nd", ["30/2020/NĐ-CP"]),
        ("50", []),
        ("9", []),
    ],
)
def test_codes_begin_in_any_spelling(typed: str, expected: list[str]) -> None:
    """Zeros, marks and separators make no difference; a code that no article has is none."""
    assert [code for code, _ in CODES.begun(typed)] == expected


@pytest.mark.parametrize(
    ("symbol", "number", "expected"),
    [
        ("ct", "05", ["05-CT/TW"]),
        ("ct", "1", ["15/CT-TTg"]),
        ("kh", "5", ["05-KH/TU"]),
        ("x", "5", []),
    ],
)
def test_codes_of_a_type(symbol: str, number: str, expected: list[str]) -> None:
    """A number is a beginning, or whole without its zeros."""
    assert [code for code, _ in CODES.of_type(symbol, number)] == expected


@pytest.mark.parametrize(
    ("typed", "folded", "expected"),
    [
        ("quận 1", False, ["Quận 1", "Quận 10"]),
        ("quan 1, thanh", True, ["Quận 1"]),
        ("hoa", True, ["Thành phố Hòa Bình", "Huyện Hóa Thành"]),
        ("hòa", False, ["Thành phố Hòa Bình"]),
        ("thành", False, ["Thành phố Hòa Bình", "Huyện Hóa Thành"]),
        ("ho chi minh", True, []),
        ("anh", True, []),
        ("cu", True, []),
        ("quận 1\n", False, []),
        ("minh\nquan", True, []),
    ],
)
def test_places_begin_with_a_word_of_their_own(typed, folded, expected) -> None:
    """What they lie in counts only behind their whole name; no line runs on into the next."""
    assert own(PLACES.begun(typed, folded)) == expected
