"""A short query without marks is what the articles that hold it side by side print; abbreviations
are part of a term."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_index import indexed

from corpus import Article
from search import SearchRequest
from search.engine import Engine

WORD, OTHER, EITHER = 12, 40, 16
"""Articles with a word of the lexicon, with another term of the same letters, and with both in
another pair."""

TELLING = (
    ("tuyên dương", WORD, "Lễ {} học sinh giỏi, bài {}."),
    ("tuyến đường", OTHER, "Sửa {} qua xã, bài {}."),
    ("bí mật", EITHER, "Hồ sơ {} của cơ quan, bài {}."),
    ("bị mất", EITHER, "Xe máy {} ở bến xe, bài {}."),
    ("MTTQ xã", WORD, "Cán bộ {} đến thăm, bài {}."),
    ("Mặt trận Tổ quốc xã", WORD, "Đại diện {} phát biểu, bài {}."),
)


@pytest.fixture(scope="module")
def engine(places: Callable[[], str | Path]) -> Engine:
    """Those articles, and some in which the syllables stand apart."""
    articles = [
        Article(id=f"{term}{n}", title=text.format(term, n), body=text.format(term, n))
        for term, count, text in TELLING
        for n in range(count)
    ]
    apart = [
        Article(id=f"a{n}", title="Tin", body=f"Mặt hàng của xã có trận gió, tổ quốc lập {n}.")
        for n in range(WORD)
    ]
    return indexed([*articles, *apart], places())


@pytest.mark.parametrize(
    ("q", "total", "meant"),
    [
        ("tuyen duong", OTHER, "tuyến đường"),
        ("TUYEN DUONG", OTHER, "tuyến đường"),
        ("tuyên dương", WORD, "tuyên dương"),
        ("tuyến đường", OTHER, "tuyến đường"),
        ("bí mật", EITHER, "bí mật"),
    ],
)
def test_what_articles_print_is_meant_though_the_lexicon_knows_another(
    engine: Engine, q: str, total: int, meant: str
) -> None:
    """The segmenter's word is in fewer articles than a term that it does not know."""
    page = engine.search(SearchRequest(q))
    (reading,) = (one for one in page.readings if one.kind == "word")
    assert (page.total, reading.value) == (total, meant)


def test_where_neither_dominates_both_are_counted(engine: Engine) -> None:
    """Half of the articles print one term, half another: without marks both are found, and only
    side by side."""
    page = engine.search(SearchRequest("bi mat"))
    assert page.total == 2 * EITHER
    assert "bí mật" not in [one.value for one in page.readings if one.kind == "word"]


@pytest.mark.parametrize("q", ["MTTQ xã", "Mặt trận Tổ quốc xã", "mặt trận tổ quốc xã"])
def test_an_abbreviation_is_part_of_a_term_in_both_spellings(engine: Engine, q: str) -> None:
    """A term counts where it stands side by side, cut short or written out."""
    page = engine.search(SearchRequest(q))
    assert page.total == 2 * WORD
    assert page.loose == engine.search(SearchRequest(q, off=("word",))).total - page.total
