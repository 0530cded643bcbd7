"""Documents and relations in an index: facet values, and where the article says so."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article
from indexer.indexed import to_indexed
from search import SearchRequest
from search.documents import RELATION_TYPES, read_value, relation_of
from search.model import IndexedArticle
from search.request import MAX_VALUE

ARTICLE = Article(
    id="1",
    title="Quận ủy Quận 1 triển khai Kế hoạch 05-KH/QU",
    body="Ngày 9/1, Quận ủy Quận 1 ban hành Kế hoạch số 05-KH/QU thực hiện Đề án số 05-ĐA/TU của"
    " Thành ủy Thành phố Hồ Chí Minh về tuyên truyền, lan tỏa thông tin tích cực. Kết luận số"
    " 01-KL/TW tiếp tục thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị.",
    published=date(2025, 1, 9),
)


def test_what_is_stored_comes_back() -> None:
    """Documents and relations of an article are read back as they were kept; a relation's offsets
    cut its sentence out of the text."""
    indexed = to_indexed(ARTICLE)
    assert indexed.documents and indexed.relations
    stored = json.loads(json.dumps([ARTICLE.to_record(), indexed.facts()]))
    assert IndexedArticle.from_stored(stored) == indexed
    for relation in indexed.relations:
        said = ARTICLE.text[relation.start : relation.end]
        assert said and said in ARTICLE.text
    titles = [ARTICLE.text[one.title_start : one.title_end] for one in indexed.documents]
    assert any(title.startswith("về tuyên truyền") for title in titles)


def test_values_say_who_did_what_with_which() -> None:
    """A district's plan carries out the city's scheme: one value of `relation`, whose ends are
    values of `document`."""
    facets = to_indexed(ARTICLE).facets
    told = [relation_of(value) for value in facets["relation"]]
    ends = [
        (read_value(one.source).name, one.type, read_value(one.target).name) for one in told if one
    ]
    assert ("05-KH/QU", "implements", "05-ĐA/TU") in ends
    plan = next(value for value in facets["document"] if value.startswith("05-KH/QU"))
    assert read_value(plan).place == "Quận 1, Thành phố Hồ Chí Minh"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ban Thường vụ nghe về việc thực hiện Chỉ thị 05 của Bộ Chính trị.", "05-CT/TW"),
        ("Hội nghị quán triệt Nghị quyết số 8 của Bộ Chính trị.", "08-NQ/TW"),
        ("Hội nghị quán triệt Chỉ thị số 40 của Ban Bí thư.", "40-CT/TW"),
        ("Hội nghị quán triệt Chỉ thị số 40 của Thủ tướng Chính phủ.", "Chỉ thị 40"),
        ("Hội nghị quán triệt Nghị quyết số 35 của Chính phủ.", "Nghị quyết 35"),
        ("Hội nghị quán triệt Quy định số 8 của Ban Chấp hành Trung ương.", "Quy định 08"),
        ("Hội nghị quán triệt Chỉ thị số 11 của Thành ủy.", "Chỉ thị 11"),
    ],
)
def test_what_the_centre_signs_is_known_by_its_code(text: str, name: str) -> None:
    """A directive of the Politburo is one document whether the symbol is printed or not; of other
    issuers, and where the symbol is not certain, the name stays as it is printed."""
    found = to_indexed(Article(id="1", title="Tin", body=text, published=date(2017, 5, 1))).facets[
        "document"
    ]
    assert read_value(found[0]).name == name
    assert "code" not in to_indexed(Article(id="1", title="Tin", body=text)).facets, (
        "no code is printed"
    )


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(RELATION_TYPES))
def test_any_value_is_taken_apart(source: str, target: str, kind: str) -> None:
    """A stranger's value is a relation or none, and never an error."""
    found = relation_of(f"{source}|{kind}|{target}")
    assert (
        found is None
        or f"{found.source}|{found.type}|{found.target}" == f"{source}|{kind}|{target}"
    )
    read_value(source)


def test_a_value_can_be_asked_for() -> None:
    """Every value is within what a request takes, and is not changed by it."""
    long = Article(id="2", title="x", body=f"UBND {'xã Tân ' * 60} ban hành Chỉ thị 05-CT/TW")
    for article in (ARTICLE, long):
        for name in ("document", "relation"):
            for value in to_indexed(article).facets.get(name, ()):
                assert len(value) <= MAX_VALUE
                assert SearchRequest().choosing(name, (value,)).chosen(name) == (value,)


@pytest.mark.parametrize(
    "facts",
    [
        {"documents": [[1]]},
        {"documents": [["a", "", 0, "1", "", ""]]},
        {"relations": [["a", 1.5, 2]]},
        {"documents": [["a", "", 0, 1, "", "x"]]},
    ],
)
def test_forged_facts_are_refused(facts: dict[str, object]) -> None:
    """What is stored of another type or shape is an error where it is read."""
    with pytest.raises((TypeError, ValueError)):
        IndexedArticle.from_stored([ARTICLE.to_record(), facts])
