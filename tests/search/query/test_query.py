"""The query language: whatever is typed, clauses come out, or one error that names a limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything, nasty

from search import QueryError
from search.query.language import FIELD_NAMES, MAX_WORDS, Clause, parse


@given(anything | nasty | st.lists(nasty, max_size=20).map(" ".join))
def test_any_text_is_a_query(q: str) -> None:
    """Parsing raises nothing but `QueryError` for too many words; clauses are in order, in the
    text, not empty."""
    try:
        clauses = parse(q)
    except QueryError as error:
        assert error.field == "q" and len(q.split()) > MAX_WORDS
        return
    end = 0
    for clause in clauses:
        assert end <= clause.start < clause.end <= len(q)
        assert clause.kind in ("words", "phrase", "prefix", "field")
        assert clause.text.strip()
        assert clause.field in ("", *FIELD_NAMES.values())
        end = clause.end


def _kinds(q: str) -> list[tuple[str, str, bool, str]]:
    return [(clause.kind, clause.text, clause.negated, clause.field) for clause in parse(q)]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", []),
        ("   ", []),
        ('- * : " ( )', []),
        ("đảng bộ quận", [("words", "đảng bộ quận", False, "")]),
        ('"đảng bộ" quận', [("phrase", "đảng bộ", False, ""), ("words", "quận", False, "")]),
        ('"đảng bộ', [("phrase", "đảng bộ", False, "")]),
        ("“đảng bộ”", [("phrase", "đảng bộ", False, "")]),
        ("đảng -bộ", [("words", "đảng", False, ""), ("words", "bộ", True, "")]),
        ('-"đảng bộ"', [("phrase", "đảng bộ", True, "")]),
        ("tuyên*", [("prefix", "tuyên", False, "")]),
        ("t*", [("words", "t*", False, "")]),
        ("quận:1", [("field", "1", False, "district")]),
        ('quận:"Quận 1"', [("field", "Quận 1", False, "district")]),
        ("QUAN:1", [("field", "1", False, "district")]),
        ("-code:05-CT/TW", [("field", "05-CT/TW", True, "code")]),
        ("từ:2024", [("field", "2024", False, "from")]),
        ("title:đảng", [("words", "đảng", False, "title")]),
        ('quận:""', [("words", 'quận:""', False, "")]),
        ('đảng quận:"-"', [("words", 'đảng quận:"-"', False, "")]),
        ('title:"đảng bộ"', [("phrase", "đảng bộ", False, "title")]),
        ("lạ:đảng", [("words", "lạ:đảng", False, "")]),
        ("quận: 1", [("words", "quận: 1", False, "")]),
        ("05-CT/TW", [("words", "05-CT/TW", False, "")]),
        ("10-12 OR (x)", [("words", "10-12 OR (x)", False, "")]),
    ],
)
def test_clauses(q: str, expected: list[tuple[str, str, bool, str]]) -> None:
    """Words, phrases, exclusions, prefixes and fields as documented; everything else is words."""
    assert _kinds(q) == expected


def test_where_a_clause_stands() -> None:
    """A clause knows its place in the query, so that a filter can be taken out of it."""
    assert parse("đảng code:05-CT/TW") == [
        Clause("words", "đảng", 0, 4),
        Clause("field", "05-CT/TW", 5, 18, field="code"),
    ]


def test_the_limit_of_words() -> None:
    """64 words are a query, 65 are an error of `q` that names the limit."""
    assert len(parse("a " * MAX_WORDS)) == 1
    with pytest.raises(QueryError, match="64 words") as caught:
        parse("a " * (MAX_WORDS + 1))
    assert caught.value.field == "q"
