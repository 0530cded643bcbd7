"""Abbreviations in a query that are words too: TƯ is Trung ương where it stands beside what says
so, and tư is a word everywhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_index import indexed

from corpus import Article
from search import SearchRequest
from search.engine import Engine

CENTRE = {
    "giáo": "Ban Tuyên giáo TƯ họp báo.",
    "đảng": "Văn kiện của TƯ Đảng được gửi đi.",
    "tw": "Cơ quan TW chuyển trụ sở.",
    "t.ư": "Cơ quan T.Ư chuyển trụ sở.",
    "dài": "Cơ quan trung ương chuyển trụ sở.",
    "số": "Tinh thần Hội nghị TƯ 6 lan tỏa.",
}
OTHER = {
    "vốn": "Nhà đầu tư 6 dự án góp vốn tư nhân.",
    "ngày": "Thứ tư này mưa to ở chung cư.",
    "vấn": "Hội nghị tư vấn tuyển sinh.",
}


@pytest.fixture(scope="module")
def engine(places: Callable[[], str | Path]) -> Engine:
    """Articles that print Trung ương in its ways, and some with the word tư."""
    told = CENTRE | OTHER
    return indexed([Article(id=id, title="Tin", body=body) for id, body in told.items()], places())


def _found(engine: Engine, q: str) -> set[str]:
    page = engine.search(SearchRequest(q, off=("relax", "slip")))
    return {hit.id for hit in page.results}


@pytest.mark.parametrize("q", ["trung ương", "TW", "T.Ư", "trung uong"])
def test_a_word_that_is_an_abbreviation_too_counts_where_it_is_one(engine: Engine, q: str) -> None:
    """Without a number, that is beside the words that say so; no investor is found."""
    assert _found(engine, q) == set(CENTRE) - {"số"}


@pytest.mark.parametrize(
    ("q", "ids"),
    [
        ("tuyên giáo TƯ", {"giáo"}),
        ("tuyên giáo trung ương", {"giáo"}),
        ("hội nghị TƯ 6", {"số"}),
        ("hội nghị trung ương 6", {"số"}),
        ("TƯ Đảng", {"đảng"}),
    ],
)
def test_it_is_read_so_beside_these(engine: Engine, q: str, ids: set[str]) -> None:
    """Typed short or written out it finds what is printed short."""
    assert ids <= _found(engine, q) and not _found(engine, q) & set(OTHER)


@pytest.mark.parametrize(
    ("q", "id"),
    [("đầu tư 6 dự án", "vốn"), ("vốn tư nhân", "vốn"), ("thứ tư", "ngày"), ("tư vấn", "vấn")],
)
def test_elsewhere_it_is_a_word(engine: Engine, q: str, id: str) -> None:
    """It is told as no abbreviation, and finds the word."""
    page = engine.search(SearchRequest(q))
    assert page.results[0].id == id
    assert "Trung ương" not in {reading.value for reading in page.readings}


def test_it_is_marked_where_it_is_meant(engine: Engine) -> None:
    """ "Tuyên giáo TƯ" is marked for trung ương, the tư of tư nhân is not."""
    page = engine.search(SearchRequest("cơ quan trung ương", off=("word", "slip")))
    shown = " ".join(text for hit in page.results for text in hit.highlights["body"])
    assert "<mark>Cơ quan T.Ư</mark>" in shown
    assert "<mark>tư</mark>" not in shown
