"""Names of places in several spellings, without a level word too; and y where it is no number."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_index import indexed

from corpus import Article
from corpus.places.respelled import spelled_names
from corpus.places.spellings import variants
from corpus.places.units import gazetteer
from search import SearchRequest
from search.analysis import syllables
from search.engine import Engine

SAME = [
    ("Đắk Lắk", "Đăk Lăk", "Đắc Lắc", "Daklak"),
    ("Buôn Ma Thuột", "Buôn Mê Thuột", "Ban Mê Thuột"),
    ("Hóc Môn", "Hốc Môn"),
    ("Sa Pa", "Sapa"),
    ("Bắc Kạn", "Bắc Cạn"),
    ("Bà Rịa - Vũng Tàu", "BR-VT"),
]
"""Ways in which papers print one name, its own first."""

OTHER = {
    "y": "Trạm y tế xã, số 1.",
    "k": "Trên cạn, gió bắc.",
    "thu": "Chú Thu đi chợ Buôn.",
    "so": "Sở Y tế họp.",
}


@pytest.fixture(scope="module")
def engine(places: Callable[[], str | Path]) -> Engine:
    """An article for each way, and some others."""
    texts = {name: f"Mưa to ở {name}, nhiều nơi ngập." for ways in SAME for name in ways} | OTHER
    return indexed([Article(id=id, title="Tin", body=body) for id, body in texts.items()], places())


@pytest.mark.parametrize("ways", SAME, ids=[ways[0] for ways in SAME])
def test_all_spellings_of_a_name_find_each_other(engine: Engine, ways: tuple[str, ...]) -> None:
    """Typed in any of them, in small letters too; what is printed in another is marked, and which
    name it is is told."""
    for typed in (*ways, *map(str.lower, ways)):
        page = engine.search(SearchRequest(typed, off=("slip",)))
        assert {hit.id for hit in page.results} == set(ways), typed
        assert all("<mark>" in hit.highlights["body"][0] for hit in page.results)
        told = [one.value for one in page.readings if one.kind == "abbreviation"]
        assert told == ([] if typed.lower() == ways[0].lower() else [ways[0]])


def test_without_marks(engine: Engine) -> None:
    """A spelling typed without marks is known too."""
    for typed, name in (("buon me thuot", "Buôn Ma Thuột"), ("dak lak", "Đắk Lắk")):
        page = engine.search(SearchRequest(typed, off=("slip",)))
        assert name in {hit.id for hit in page.results}


def test_as_it_stands(engine: Engine) -> None:
    """With the reading switched off only what was typed is found."""
    page = engine.search(SearchRequest("Sapa", off=("abbreviation", "slip")))
    assert [hit.id for hit in page.results] == ["Sapa"]


@pytest.mark.parametrize("q", ["so y te", "sở y tế", "SỞ Y TẾ"])
def test_y_is_no_number(engine: Engine, q: str) -> None:
    """The y of y tế is a word, though y and i are one letter to a search: no "số 1" is meant."""
    page = engine.search(SearchRequest(q, off=("relax",)))
    assert page.results[0].id == "so"
    assert "abbreviation" not in {one.kind for one in page.readings}


def test_every_name_with_other_spellings_is_known() -> None:
    """No province or district of the tables that has them is left out, misprints and numbers
    aside."""
    tables = gazetteer()
    provinces = (name.split(" ", 1 + name.startswith("Thành"))[-1] for name in tables.provinces)
    names = {*provinces, *(units[0].short for units in tables.districts.values())}
    left = {"Đồng Hới", "Ngã Bảy", "Ngã Năm"}
    assert {name for name in names if _other_spellings(name)} - left <= dict(spelled_names()).keys()


def _other_spellings(name: str) -> set[tuple[str, ...]]:
    forms = {tuple(syllables(other)) for other in variants(name)} - {tuple(syllables(name))}
    return {form for form in forms if len(form) > 1 or len(form[0]) > 3}
