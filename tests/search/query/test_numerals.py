"""Numerals in both writings: behind the words that take them, XII is 12 and 12 is XII."""

from collections.abc import Iterator

import pytest
from index_model import document, write

from search import SearchRequest, open_engine
from search.engine import Engine
from search.query.numerals import numeral_at
from search.query.plan import Term

BOTH = [
    ("khóa XII", "khóa 12"), ("Đại hội XIII của Đảng", "Đại hội 13 của Đảng"),
    ("nhiệm kỳ XI", "nhiệm kỳ 11"), ("quý I", "quý 1"), ("quý IV", "quý 4"),
    ("chương IV", "chương 4"), ("kỳ họp thứ V", "kỳ họp thứ 5"),
    ("Nghị quyết Trung ương IV", "Nghị quyết Trung ương 4"), ("khoá X", "khóa 10"),
    ("lần thứ XI", "lần thứ 11"), ("phần II", "phần 2"), ("tổ III", "tổ 3"),
    ("khu vực II", "khu vực 2"), ("cấp III", "cấp 3"), ("loại I", "loại 1"),
    ("hạng II", "hạng 2"), ("mục III", "mục 3"), ("thế kỷ XX", "thế kỷ 20"),
    ("giai đoạn II", "giai đoạn 2"), ("Quân khu VII", "Quân khu 7"), ("vùng V", "vùng 5"),
    ("phụ lục III", "phụ lục 03"), ("Quốc hội khóa XV", "Quốc hội khóa 15"),
    ("hội nghị Trung ương VIII", "hội nghị TW 8"), ("học kỳ II", "học kỳ 2"),
    ("NQTW IV", "NQTW4"), ("HNTW VIII", "HNTW 8"), ("kỳ họp thứ năm", "kỳ họp thứ V"),
    ("hạng nhì", "hạng II"), ("Đại hội lần thứ nhất", "Đại hội lần thứ I"),
    ("Đại hội lần thứ mười ba", "Đại hội lần thứ XIII"),
]  # fmt: skip
"""The second of a pair is the first in the other writing."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("numerals") / "index"
    both = [text for pair in BOTH for text in pair]
    texts = {str(number): f"Hội nghị nêu {text}, rồi bế mạc." for number, text in enumerate(both)}
    texts |= {
        "y tế": "Ngành y tế quý mến người dân.",
        "anh V.": "Khu nhà của anh V. rộng.",
        "số 5": "Phần lớn trong 5 tập thể ở cấp cơ sở, loại giỏi.",
        "chương C": "Mục C và mục 100.",
        "I/2024": "Thu ngân sách quý I/2024 tăng.",
    }
    write(folder, [document(id, "Tin", body) for id, body in texts.items()])
    yield open_engine(folder)


def found(engine: Engine, q: str, **options: object) -> set[str]:
    return {hit.id for hit in engine.search(SearchRequest(q=q, per_page=100, **options)).results}


@pytest.mark.parametrize("number", range(len(BOTH)), ids=[pair[0] for pair in BOTH])
@pytest.mark.parametrize("change", [str, str.lower, str.upper])
def test_both_writings_find_each_other(engine: Engine, number: int, change) -> None:
    """In any capitals, and each finds what is printed as it was typed."""
    for text in BOTH[number]:
        assert {str(2 * number), str(2 * number + 1)} <= found(engine, change(text)), text


@pytest.mark.parametrize(
    ("q", "never"),
    [
        ("quý I", "y tế"),
        ("quý 1", "y tế"),
        ("khu V", "anh V."),
        ("khu 5", "anh V."),
        ("tập V", "số 5"),
        ("cấp V", "số 5"),
        ("loại V", "số 5"),
        ("mục 100", "0"),
    ],
)
def test_a_letter_or_number_elsewhere_is_none(engine: Engine, q: str, never: str) -> None:
    """The other writing counts behind its word alone."""
    assert never not in found(engine, q, off=("relax",))


def test_letters_that_are_figures_of_large_numbers_are_letters(engine: Engine) -> None:
    """C is no hundred: mục C is not mục 100."""
    assert numeral_at([Term("mục"), Term("c")], 1) is None
    assert numeral_at([Term("ông"), Term("xii")], 1) is None
    assert numeral_at([Term("hộ"), Term("12")], 1) is None


@pytest.mark.parametrize("q", ["quý I/2024", "quý 1/2024", "quý 1 năm 2024", "quý I năm 2024"])
def test_a_quarter_of_a_year(engine: Engine, q: str) -> None:
    """However it and its year are joined."""
    assert "I/2024" in found(engine, q)


def test_the_other_writing_is_said_marked_and_switched_off(engine: Engine) -> None:
    """As a reading, where the word mostly takes Roman figures or one was typed."""
    page = engine.search(SearchRequest(q="khóa 12"))
    assert ("abbreviation", "khoá XII") in [(one.kind, one.value) for one in page.readings]
    shown = {hit.id: hit.highlights["body"] for hit in page.results}
    assert shown["0"] == ["Hội nghị nêu <mark>khóa XII</mark>, rồi bế mạc."]
    assert found(engine, "khóa 12", off=("abbreviation",)) == {"1"}
    silent = engine.search(SearchRequest(q="tổ 3"))
    assert "abbreviation" not in [one.kind for one in silent.readings]


def test_a_phrase_is_exact(engine: Engine) -> None:
    """In quotes only the writing that was typed."""
    assert found(engine, '"khóa XII"') == {"0"}
    assert "0" not in found(engine, 'hội nghị -"khóa XII"')
