"""Documents of a collection, looked through by the letters of their names and places."""

import pytest

from search.answer.catalogue import Catalogue, listed

CATALOGUE = Catalogue(
    "s1",
    listed(
        {
            "05-KH/QU | Quận 1, Thành phố Hồ Chí Minh | 2025-06": 9,
            "15-KH/QU | Quận 3, Thành phố Hồ Chí Minh | 2025-06": 7,
            "Luật Đất đai | Trung ương | 2024": 5,
            "105-KH/QU | Quận 10, Thành phố Hồ Chí Minh | 2025-06": 3,
        }
    ),
)


@pytest.mark.parametrize(
    ("letters", "names"),
    [
        ("05-kh", ["05-KH/QU"]),
        ("5-kh", []),
        ("kh/qu", ["05-KH/QU", "15-KH/QU", "105-KH/QU"]),
        ("quan 1", ["05-KH/QU", "105-KH/QU"]),
        ("dat dai", ["Luật Đất đai"]),
        ("at dai", []),
        ("minh", ["05-KH/QU", "15-KH/QU", "105-KH/QU"]),
        ("chi minh 15", []),
    ],
)
def test_letters_stand_where_a_word_or_number_begins(letters, names) -> None:
    """Each document is found once, in the order of the list, never by letters within a word."""
    assert [one.name for one in CATALOGUE.beginning(letters)] == names


def test_order_by_name_counts_numbers() -> None:
    """5 stands before 15 and 105."""
    names = [one.name for one in CATALOGUE.by_name]
    assert names == ["05-KH/QU", "15-KH/QU", "105-KH/QU", "Luật Đất đai"]


def test_nothing_is_found_in_no_documents() -> None:
    """A collection without documents answers too."""
    empty = Catalogue("s1", ())
    assert empty.beginning("a") == [] and empty.by_name == [] and empty.counts["type"] == {}
