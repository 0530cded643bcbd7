"""Clauses joined to one another: which document of a sentence each verb belongs to."""

import pytest

from tests.corpus.test_document_relations import Edge, edges


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Đảng bộ phường gắn việc học tập Chỉ thị số 05-CT/TW với thực hiện Quy định số 08-QĐi/TW.",
         {("05-CT/TW", "linked", "08-QĐi/TW")}),
        ("Chi bộ gắn việc quán triệt Nghị quyết số 04-NQ/TW với triển khai Chỉ thị số 27-CT/TU.",
         {(None, "implements", "04-NQ/TW"), ("04-NQ/TW", "linked", "27-CT/TU")}),
        ("Cùng với thực hiện Chỉ thị số 05-CT/TW, Quận ủy ban hành Kế hoạch số 12-KH/QU về dân vận.",
         set()),
        ("Kế hoạch số 12-KH/QU gắn với thực hiện Chỉ thị số 05-CT/TW.",
         {("12-KH/QU", "linked", "05-CT/TW")}),
        ("Thực hiện Chỉ thị số 05-CT/TW, Quận ủy ban hành Kế hoạch số 12-KH/QU về dân vận.",
         {("12-KH/QU", "implements", "05-CT/TW")}),
    ],
)  # fmt: skip
def test_what_stands_behind_with_is_done_beside(body: str, expected: set[Edge]) -> None:
    """What something is done together with is not done by it."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Chỉ thị số 05-CT/TW được Đảng ủy cụ thể hóa thành Kế hoạch số 09-KH/ĐU.",
         {("09-KH/ĐU", "details", "05-CT/TW")}),
        ("Tỉnh ủy cụ thể hóa Nghị quyết số 57-NQ/TW thành Kế hoạch số 90-KH/TU.",
         {("90-KH/TU", "details", "57-NQ/TW")}),
        ("Nghị quyết số 05-NQ/QU được cụ thể hóa thành Kế hoạch số 40-KH/QU, sau đó sửa đổi bằng "
         "Kế hoạch số 66-KH/QU.",
         {("40-KH/QU", "details", "05-NQ/QU"), ("66-KH/QU", "amends", "40-KH/QU")}),
        ("Nghị quyết số 19-NQ/TU được cụ thể hóa thành các kế hoạch: Kế hoạch số 11-KH/QU và "
         "Kế hoạch số 12-KH/QU.",
         {("11-KH/QU", "details", "19-NQ/TU"), ("12-KH/QU", "details", "19-NQ/TU")}),
        ("Nghị quyết số 19-NQ/TU được triển khai thành công, Kế hoạch số 11-KH/QU đạt kết quả.",
         set()),
        ("Nghị quyết số 19-NQ/TU được triển khai thành nhiều đợt theo Kế hoạch số 11-KH/QU.",
         set()),
    ],
)  # fmt: skip
def test_what_a_document_is_made_into_carries_it_out(body: str, expected: set[Edge]) -> None:
    """ "cụ thể hóa A thành B" is as "bằng B"; a success ("thành công") is none."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Nghị quyết số 18-NQ/QU bám sát Nghị quyết số 30-NQ/TU và được triển khai bằng "
         "Kế hoạch số 77-KH/UBND.",
         {("77-KH/UBND", "implements", "18-NQ/QU")}),
        ("Kế hoạch số 15-KH/TU thực hiện Nghị quyết số 57-NQ/TW và được cụ thể hóa bằng "
         "Kế hoạch số 90-KH/QU.",
         {("15-KH/TU", "implements", "57-NQ/TW"), ("90-KH/QU", "details", "15-KH/TU")}),
        ("Nghị quyết số 18-NQ/QU và Nghị quyết số 30-NQ/QU đã được triển khai bằng "
         "Kế hoạch số 77-KH/UBND.",
         {("77-KH/UBND", "implements", "18-NQ/QU"), ("77-KH/UBND", "implements", "30-NQ/QU")}),
        ("Huyện ủy bám sát Nghị quyết số 30-NQ/TU; Nghị quyết số 18-NQ/HU được triển khai bằng "
         "Kế hoạch số 77-KH/UBND.",
         {("77-KH/UBND", "implements", "18-NQ/HU")}),
    ],
)  # fmt: skip
def test_a_joined_passive_speaks_of_what_the_sentence_is_about(
    body: str, expected: set[Edge]
) -> None:
    """A passive behind "và" has the subject of the verb before it."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Quận ủy ban hành Kế hoạch số 21-KH/QU, Kế hoạch số 22-KH/QU để thực hiện Nghị quyết "
         "số 09-NQ/TU.",
         {("21-KH/QU", "implements", "09-NQ/TU"), ("22-KH/QU", "implements", "09-NQ/TU")}),
        ("Thành ủy đã ban hành Chương trình số 10-CTr/TU và Kế hoạch số 31-KH/TU nhằm thực hiện "
         "Nghị quyết số 36-NQ/TW.",
         {("10-CTr/TU", "implements", "36-NQ/TW"), ("31-KH/TU", "implements", "36-NQ/TW")}),
        ("Theo Kế hoạch số 21-KH/QU, Kế hoạch số 22-KH/QU để thực hiện Nghị quyết số 09-NQ/TU "
         "cần thêm kinh phí.",
         {("22-KH/QU", "implements", "09-NQ/TU")}),
    ],
)  # fmt: skip
def test_what_is_issued_together_serves_one_end(body: str, expected: set[Edge]) -> None:
    """The purpose behind a list of issued documents is that of each."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Nghị quyết số 09-NQ/TU và Kế hoạch số 22-KH/TU đã có hiệu lực. Kế hoạch số 30-KH/QU "
         "thực hiện cả hai văn bản này.",
         {("30-KH/QU", "implements", "09-NQ/TU"), ("30-KH/QU", "implements", "22-KH/TU")}),
        ("Chỉ thị số 12-CT/TU, Chỉ thị số 19-CT/TU nêu nhiều việc. Chương trình số 07-CTr/QU "
         "cụ thể hóa cả hai chỉ thị này.",
         {("07-CTr/QU", "details", "12-CT/TU"), ("07-CTr/QU", "details", "19-CT/TU")}),
        ("Chỉ thị số 12-CT/TU nêu nhiều việc. Chương trình số 07-CTr/QU cụ thể hóa chỉ thị này.",
         {("07-CTr/QU", "details", "12-CT/TU")}),
        ("Chỉ thị số 12-CT/TU nêu nhiều việc. Chương trình số 07-CTr/QU cụ thể hóa nhiều chỉ thị.",
         set()),
    ],
)  # fmt: skip
def test_several_documents_may_be_pointed_back_to(body: str, expected: set[Edge]) -> None:
    """ "cả hai văn bản này" are the two named before."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Kế hoạch số 50-KH/HU thực hiện đồng thời Nghị quyết số 20-NQ/TW và Nghị quyết "
         "số 21-NQ/TW.",
         {("50-KH/HU", "implements", "20-NQ/TW"), ("50-KH/HU", "implements", "21-NQ/TW")}),
        ("Kế hoạch số 50-KH/HU thay thế đồng thời các kế hoạch: Kế hoạch số 12-KH/HU, "
         "Kế hoạch số 13-KH/HU.",
         {("50-KH/HU", "replaces", "12-KH/HU"), ("50-KH/HU", "replaces", "13-KH/HU")}),
        ("Chương trình số 08-CTr/TU cụ thể hóa các nghị quyết: Nghị quyết số 57-NQ/TW, Nghị quyết "
         "số 59-NQ/TW.",
         {("08-CTr/TU", "details", "57-NQ/TW"), ("08-CTr/TU", "details", "59-NQ/TW")}),
        ("Kế hoạch số 50-KH/HU thực hiện Nghị quyết số 20-NQ/TW, đồng thời thay thế Kế hoạch "
         "số 12-KH/HU.",
         {("50-KH/HU", "implements", "20-NQ/TW"), ("50-KH/HU", "replaces", "12-KH/HU")}),
        ("Huyện ủy nghe việc thực hiện các nghị quyết. Tài liệu: Nghị quyết số 57-NQ/TW.",
         set()),
    ],
)  # fmt: skip
def test_a_verb_may_stand_apart_from_its_list(body: str, expected: set[Edge]) -> None:
    """ "đồng thời" and a type word with a colon do not cut a verb from what it is done with."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Kế hoạch số 44-KH/QU thay thế Kế hoạch số 12-KH/QU (năm 2021) và Kế hoạch số 13-KH/QU "
         "(năm 2022).",
         {("44-KH/QU", "replaces", "12-KH/QU"), ("44-KH/QU", "replaces", "13-KH/QU")}),
        ("Chương trình số 07-CTr/HU (năm 2016) và Nghị quyết số 05-NQ/HU (năm 2017) đều cụ thể hóa "
         "Nghị quyết số 11-NQ/TU.",
         {("07-CTr/HU", "details", "11-NQ/TU"), ("05-NQ/HU", "details", "11-NQ/TU")}),
        ("Chương trình số 07-CTr/HU (năm đầu nhiệm kỳ) và Nghị quyết số 05-NQ/HU đều cụ thể hóa "
         "Nghị quyết số 11-NQ/TU.",
         {("05-NQ/HU", "details", "11-NQ/TU")}),
    ],
)  # fmt: skip
def test_a_year_in_brackets_belongs_to_the_name(body: str, expected: set[Edge]) -> None:
    """A year in brackets does not cut a list; what else stands there does."""
    assert edges(body) == expected
