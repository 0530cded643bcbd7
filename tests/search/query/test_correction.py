"""Marks that were left out, as a user is shown them again."""

import pytest
from known_words import Words

from search.query.correction import restore

WORDS = Words(
    phương=90,
    phường=80,
    bến=40,
    nghé=20,
    kỉ_luật=30,
    kỉ=50,
    luật=60,
    cán_bộ=70,
    cán=70,
    bộ=90,
    quận=80,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phuong ben nghe", "phường bến nghé"),
        ("Phuong Ben Nghe ky luat", "Phường Bến Nghé kỷ luật"),
        ("can bo phuong ben nghe", "cán bộ phường bến nghé"),
    ],
)
def test_a_place_has_its_own_marks(typed: str, meant: str) -> None:
    """The name of a place is restored as the place is written, not as its words most often are."""
    assert restore(typed, WORDS) == meant


def test_y_where_papers_print_it() -> None:
    """Terms hold "kỉ luật"; people read and write "kỷ luật"."""
    assert restore("ky luat can bo", WORDS) == "kỷ luật cán bộ"


def test_nothing_known_nothing_offered() -> None:
    """A word that the collection does not know leaves the query as it was typed."""
    assert restore("ky luat xyzzy", WORDS) == ""
