"""Codes with a space before their hyphen: a code goes before an exclusion, and an exclusion stays
one."""

import pytest
from index_model import document, write

from search import SearchPage, SearchRequest, open_engine
from search.query.language import parse

WHOLE = [
    "05 -CT/TW", "42 -CT/TW", "05 -ct/tw", "05  -CT/TW",
    "05\u00a0-CT/TW", "05\t-CT/TW", "(05 -CT/TW)",
    "05 -CT /TW", "05 -CT / TW", "05-CT -TW",
    "Kế hoạch 05 -KH/QU", "kế hoạch số 05 -KH/QU ngày 3/2",
    "NQ 57 -NQ/TW", "nghị quyết 57 -NQ", "chỉ thị 05 -ct",
    "05 -CT", "57 -NQ", "46/2016 -NĐ-CP", "46/2016/NĐ -CP",
    "46/2016 -NĐ -CP", "46 -2016/NĐ-CP", "46/2016 -QH13",
    "1374 -QĐ/TU", "1374 -QĐ-TTg", "05- CT/TW", "05 - CT/TW",
    "05 –CT/TW", "05 −CT/TW",
]  # fmt: skip


@pytest.mark.parametrize("q", WHOLE)
def test_nothing_is_excluded_from_a_code(q: str) -> None:
    """Wherever the space is and whatever stands around the code, all of it is one run of words."""
    assert [(clause.kind, clause.text, clause.negated) for clause in parse(q)] == [
        ("words", q, False)
    ]


@pytest.mark.parametrize(
    ("q", "excluded"),
    [
        ("tuyên giáo -Quận 1", "Quận"),
        ("05 -CT/TW tuyên giáo -Quận 1", "Quận"),
        ("05 -CT/TW -tuyen", "tuyen"),
        ("05-CT/TW -NQ/TW", "NQ/TW"),
        ("05 -CT/TW -05 -KH/QU", "05 -KH/QU"),
        ("tuyên giáo -05 -CT/TW", "05 -CT/TW"),
        ("-code:05 -CT/TW", "05 -CT/TW"),
        ("tuyên giáo 2025 -NQ/TW", "NQ/TW"),
        ("chỉ thị 05 -2020", "2020"),
        ("chỉ thị 05 -TT", "TT"),
        ("quận 1 -KH", "KH"),
        ("quận 1 -TP/HCM", "TP/HCM"),
        ("quận 1 -UBND", "UBND"),
        ("khóa 13 -NQ", "NQ"),
        ("đại hội 13 -đảng", "đảng"),
        ("kế hoạch 5 năm -NQ/TW", "NQ/TW"),
        ('1374 -QĐ/TU -"quận 1"', "quận 1"),
    ],
)
def test_an_exclusion_stays_one(q: str, excluded: str) -> None:
    """What follows a whole code, or a number that is none, is left out as before; also a code
    is."""
    assert [clause.text for clause in parse(q) if clause.negated] == [excluded]


def test_a_field_takes_its_code() -> None:
    """The space is no end of the value where a code is asked for."""
    assert [(one.field, one.text) for one in parse("code:05 -CT/TW tuyên giáo")] == [
        ("code", "05 -CT/TW"),
        ("", "tuyên giáo"),
    ]


def ids(page: SearchPage) -> list[str]:
    return sorted(hit.id for hit in page.results)


def test_the_article_that_prints_the_code_is_found(place) -> None:
    """The same articles as for the code without the space, with every reading and without; none of
    another code."""
    write(
        place,
        [
            document("ct", "Học tập Bác", "Quán triệt Chỉ thị 05-CT/TW.", codes=["05-CT/TW"]),
            document(
                "kh", "Quận ủy ban hành", "Kế hoạch 05-KH/QU của Quận ủy.", codes=["05-KH/QU"]
            ),
            document(
                "nq",
                "Ngày thứ 05",
                "Tuyên giáo quán triệt Nghị quyết 57-NQ/TW.",
                codes=["57-NQ/TW"],
            ),
        ],
    )
    engine = open_engine(place)
    for q, found in [("05 -CT/TW", ["ct"]), ("Kế hoạch 05 -KH/QU", ["kh"]), ("NQ 57 -NQ/TW", ["nq"]),
                     ("code:05 -CT/TW", ["ct"]), ('"05 -CT/TW"', ["ct"]),
                     ("quán triệt -05 -CT/TW", ["nq"]),
                     ("05 -CT/TW -tuyên", ["ct"]), ("tuyên giáo -nghị", [])]:  # fmt: skip
        assert ids(engine.search(SearchRequest(q=q))) == found, q
    without = SearchRequest(q="05 -CT/TW", off=("code", "fold", "abbreviation", "slip", "relax"))
    assert ids(engine.search(without)) == ["ct"]
