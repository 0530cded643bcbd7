"""Documents named without a symbol, and which document a code is."""

import pytest

from corpus.article import Article
from corpus.codes import find_codes
from corpus.codes.references import Reference, find_references
from corpus.extraction import extract


def references(text: str) -> list[Reference]:
    return find_references(text, find_codes(text))


@pytest.mark.parametrize(
    ("text", "type_symbol", "number", "year"),
    [
        ("học tập theo Chỉ thị 05 của Bộ Chính trị", "CT", "5", None),
        ("theo chỉ thị số 05, chi bộ", "CT", "5", None),
        ("xử phạt theo Nghị định 46.", "NĐ", "46", None),
        ("Thông tư 31/2016 quy định", "TT", "31", 2016),
        ("thực hiện Đề án 06 có nơi hình thức", "ĐA", "6", None),
        ("theo Nghị quyết 18 khóa XII", "NQ", "18", None),
    ],
)
def test_type_and_number_are_a_reference(
    text: str, type_symbol: str, number: str, year: int | None
) -> None:
    """A type word and a number name a document even without its symbol."""
    (found,) = references(text)
    assert type_symbol in found.type_symbols and (found.number, found.year) == (number, year)
    assert found.value == "" and text[found.start : found.end] == found.printed


def test_a_plenum_is_not_a_document_number() -> None:
    """The 4 of "Nghị quyết Trung ương 4 khóa XII" counts the plenary sessions of that term."""
    (found,) = references("quán triệt Nghị quyết Trung ương 4 (khóa XII) về xây dựng Đảng")
    assert (found.number, found.session, found.plenum) == ("4", "XII", True)
    assert found.printed == "Nghị quyết Trung ương 4 (khóa XII)"


@pytest.mark.parametrize(
    "text",
    [
        "theo quy định 786 triệu đồng",
        "kế hoạch 5 năm, kế hoạch 2025, báo cáo 9 tháng",
        "Nghị quyết 3 năm liền, Chỉ thị số 05-CT/TW",
        "quận 1, tháng 4, khu phố 11, Điều 22",
        "Nghị định 46/2016/NĐ-CP",
    ],
)
def test_counts_years_and_full_codes_are_no_references(text: str) -> None:
    """A number that counts something, a year, or the number of a full code is left alone."""
    assert references(text) == []


def test_a_reference_is_linked_to_the_one_code_that_fits() -> None:
    """Where the article prints the full code too, the short form stands for it; with two candidates
    for none."""
    text = "Chỉ thị số 05-CT/TW được sơ kết. Thực hiện Chỉ thị 05, Nghị quyết 18."
    assert [found.value for found in references(text)] == ["05-CT/TW", ""]
    text = "Chỉ thị số 05-CT/TW và Chỉ thị số 05-CT/TU. Thực hiện Chỉ thị 05."
    assert [found.value for found in references(text)] == [""]
    text = "Nghị quyết số 98/2023/QH15 có hiệu lực. Một năm thực hiện Nghị quyết 98."
    assert [found.value for found in references(text)] == ["98/2023/QH15"]


def keys(body: str) -> list[tuple[str, bool]]:
    found = extract(Article(id="1", title="", body=body))
    return [(key.key, key.decided) for key in found.document_keys]


def test_identity_needs_place_and_term() -> None:
    """05-KH/QU is another document in every quận and term: what the article does not print stays
    open."""
    assert keys("Quận ủy Quận 1 ban hành Kế hoạch số 05-KH/QU ngày 3/2/2024.") == [
        ("05-KH/QU | Quận 1, Thành phố Hồ Chí Minh | 2024-02-03", True)
    ]
    assert keys("Quận ủy Quận 1 và Quận ủy Quận 3 cùng thực hiện Kế hoạch số 05-KH/QU.") == [
        ("05-KH/QU | ? | ?", False)
    ]
    assert keys("Nghị định số 46/2016/NĐ-CP của Chính phủ") == [("46/2016/NĐ-CP | - | 2016", True)]


def test_one_code_of_two_terms_is_two_documents() -> None:
    """The same symbol printed with different dates is not merged; printed again without one it is
    not a third."""
    text = "Nghị quyết số 26-NQ/TW khóa X và Nghị quyết số 26-NQ/TW (ngày 30/7/2013); Nghị quyết số 26-NQ/TW nêu rõ"
    assert keys(text) == [("26-NQ/TW | - | khóa X", True), ("26-NQ/TW | - | 2013-07-30", True)]
