"""Codes as chats, file names and memory have them: what an article prints is found all the same."""

import pytest
from index_model import document, write

from corpus.codes import find_code_queries
from search import SearchPage, SearchRequest, open_engine
from search.query.code_index import CodeIndex

ARTICLES = [
    document("ct", "Học tập Bác", "Quán triệt Chỉ thị 05-CT/TW.", codes=["05-CT/TW"]),
    document("nq", "Khoa học", "Nghị quyết 57-NQ/TW của Bộ Chính trị.", codes=["57-NQ/TW"]),
    document("kh", "Quận ủy", "Ban hành Kế hoạch 05-KH/QU.", codes=["05-KH/QU"]),
    document("168", "Phạt nguội", "Theo Nghị định 168/2024/NĐ-CP.", codes=["168/2024/NĐ-CP"]),
    document("67", "Đóng tàu", "Nghị định 67/2014/NĐ-CP.", codes=["67/2014/NĐ-CP"]),
    document("67y", "Vay vốn", "Nghị định 67/NĐ-CP về thủy sản.", codes=["67/NĐ-CP"]),
    document("36a", "Chính phủ điện tử", "Nghị quyết 36a/NQ-CP.", codes=["36a/NQ-CP"]),
    document("tw4", "Chỉnh đốn Đảng", "Thực hiện Nghị quyết Trung ương 4 khóa XII."),
    document("tw5", "Kinh tế tư nhân", "Hội nghị Trung ương 5 khóa XII."),
]


@pytest.fixture(scope="module")
def engine(places):
    """The articles in an index."""
    location = places()
    write(location, ARTICLES)
    engine = open_engine(location)
    yield engine
    engine.close()


def ids(page: SearchPage) -> list[str]:
    return sorted(hit.id for hit in page.results)


@pytest.mark.parametrize(
    ("found", "queries"),
    [
        (["ct"],
         ["CT05/TW", "ct05/tw", "CT 05/TW", "CT05TW", "CT-05-TW", "CT/05/TW", "CT 05 TW", "CT05-TW",
                  "05_CT_TW", "05_ct_tw", "05-CT_TW",
                  "Chi_thi_05_CT_TW", "chỉ thị 05/TW", "CT05-CT/TW"]),
        (["nq"], ["NQ57/TW", "NQ57TW", "nq57-tw", "57_NQ_TW", "NQ57"]),
        (["kh"], ["KH05/QU", "KH05-QU", "05_KH_QU", "kh05/qu"]),
        (["168"],
         ["168/NĐ-CP", "168/ND-CP", "NĐ168/CP", "NĐ168-CP",
             "168_2024_NĐ_CP", "NĐ168/2024/CP", "NĐ168",
                   "nghị định 168/NĐ-CP"]),
        (["67", "67y"], ["67/NĐ-CP", "67 NĐ-CP", "NĐ67/CP"]),
        (["67"], ["67/2014/NĐ-CP"]),
        (["36a"],
         ["NQ36a", "nq36a", "NQ 36a", "nghị quyết 36a", "36a/NQ-CP", "NQ36A", "36a_NQ_CP"]),
        (["tw4"], ["NQTW4", "nqtw4", "NQTW 4", "NQTƯ4", "NQTW4 khóa XII"]),
        (["tw5"], ["HNTW5", "hntw 5"]),
    ],
)  # fmt: skip
def test_what_is_typed_finds_the_document(engine, found: list[str], queries: list[str]) -> None:
    """The symbol before the number, glued, with underscores or without its year; a plenum's number
    glued to its abbreviation."""
    for q in queries:
        assert ids(engine.search(SearchRequest(q=q))) == found, q


def test_a_code_that_is_not_there_leads_to_those_of_its_type_and_number(engine) -> None:
    """Nothing is found, and what is offered finds something."""
    for q, offered in [("05-CT/TU", "05-CT/TW"), ("học tập 05-CT/TU", "học tập 05-CT/TW"),
                       ("168/2025/NĐ-CP", "168/2024/NĐ-CP"), ("57-NQ/QU", "57-NQ/TW")]:  # fmt: skip
        page = engine.search(SearchRequest(q=q))
        assert page.total == 0, q
        [suggestion] = [one for one in page.suggestions if one.reason == "code"]
        assert suggestion.q == offered and engine.search(suggestion.request).total
    for request in (SearchRequest(q="99-CT/TU"), SearchRequest(q="05-CT/TU", off=("code",))):
        assert "code" not in {one.reason for one in engine.search(request).suggestions}


@pytest.mark.parametrize(
    ("q", "offered"),
    [
        ("58-NQ/TW", [("57-NQ/TW", "code", 1)]),
        ("chỉ thị 99", [("05-CT/TW", "code", 1)]),
        ("99-CT/TU", []),
        ("QĐ0A", []),
        ("quán triệt 06-CT/TW", [("quán triệt 05-CT/TW", "code", 1), ("quán triệt", "part", 1)]),
        ('"chỉnh đốn nhân" 57-NQ/TW', [("57-NQ/TW", "part", 1)]),
        ("đảng -chỉnh", [("đảng", "part", 1)]),
        ("đảng -chỉnh " + " ".join(f"-thêm{number}" for number in range(12)), []),
    ],
)
def test_every_way_out_says_what_it_finds(engine, q: str, offered: list[object]) -> None:
    """A code that no article has leads to those of its type and issuer with the nearest numbers; a
    query that finds nothing to itself less a part, unless it has very many. Each says how many
    articles it finds."""
    page = engine.search(SearchRequest(q=q))
    ways = [one for one in page.suggestions if one.reason in ("code", "part")]
    assert page.total == 0 and [(one.q, one.reason, one.total) for one in ways] == offered
    for one in ways:
        assert engine.search(one.request).total == one.total


def test_the_year_that_is_typed_is_meant() -> None:
    """A code with its year is no code of another year; without, it is all of them, its own form
    first."""
    index = CodeIndex(
        [
            "67/2014/NĐ-CP",
            "67/NĐ-CP",
            "67/2020/NĐ-CP",
            "98/2023/QH15",
            "67/CP",
            "15/NQ-HĐND",
            "15/2021/NQ-HĐND",
        ]
    )

    def found(q: str) -> tuple[str, ...]:
        [query] = find_code_queries(q)
        return index.find(query)

    assert found("67/2014/NĐ-CP") == ("67/2014/NĐ-CP",)
    assert found("67/NĐ-CP") == ("67/NĐ-CP", "67/2014/NĐ-CP", "67/2020/NĐ-CP")
    assert found("nghị định 67/CP") == ("67/CP",)
    assert found("67/2015/NĐ-CP") == ()
    assert found("98/QH15") == ("98/2023/QH15",)
    assert found("15/NQ-HĐND") == ("15/NQ-HĐND",), "without a year it is another document"
