"""A slip of the keyboard in a search: put right where hardly an article holds the query as typed,
else offered, and never in a query that is right."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_index import indexed

from corpus import Article
from search import SearchRequest
from search.engine import Engine

TOLD = (
    (60, "Sửa cầu treo qua sông ở xã vùng cao, đợt {}."),
    (60, "Dẹp xe dù bến cóc quanh chợ huyện, đợt {}."),
    (60, "Bên chợ huyện có quán câu cá, kỳ {}."),
    (120, "Ủy ban xã kiểm tra việc trải nhựa, lần {}."),
    (60, "Làng nghề đan lát xuất khẩu hàng, chuyến {}."),
    (60, "Cửa láng bóng, người lang thang được giúp đỡ, nghề nghiệp ổn định, đợt {}."),
    (2, "Bản tin ghi nhầm: kiêm tra việc trải nhựa, lần {}."),
    (1, "Rà soát cửa xả, ngày {}."),
    (1, "Mùi bánh nướng bay khắp phố, ngày {}."),
    (30, "Mỗi ban có một việc, tuần {}."),
)


@pytest.fixture(scope="module")
def engine(places: Callable[[], str | Path]) -> Engine:
    """Those articles."""
    return indexed(
        [
            Article(id=f"{kind}-{n}", title="Tin", body=text.format(n))
            for kind, (count, text) in enumerate(TOLD)
            for n in range(count)
        ],
        places(),
    )


def _told(engine: Engine, q: str) -> str:
    """Return the spelling that a query is read as or offered."""
    page = engine.search(SearchRequest(q))
    read = [one.value for one in page.readings if one.kind == "slip"]
    return next(iter([*read, *(one.q for one in page.suggestions if one.reason == "slip")]), "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sửa câu treo vùng cao", "sửa cầu treo vùng cao"),
        ("dẹp xe dù bên cóc", "dẹp xe dù bến cóc"),
        ("láng nghề đan lát", "làng nghề đan lát"),
        ("xã kiêm tra trải nhựa", "xã kiểm tra trải nhựa"),
        ("Ủy ban xã Kiêm tra trải nhựa", "Ủy ban xã Kiểm tra trải nhựa"),
        ("lnàg nghề đan lát", "làng nghề đan lát"),
        ("làng ngề đan lát", "làng nghề đan lát"),
        ("làng nghềề đan lát", "làng nghề đan lát"),
        ("làng nghề đan látt", "làng nghề đan lát"),
    ],
)
def test_a_slip_is_put_right_or_offered(engine: Engine, typed: str, meant: str) -> None:
    """Marks left out or wrong, letters swapped, missing or doubled, also where the slip is a word
    of its own or is printed now and then."""
    assert _told(engine, typed) == meant


@pytest.mark.parametrize(
    "q",
    [
        "cầu treo vùng cao",
        "quán câu cá chợ huyện",
        "bên chợ huyện câu cá",
        "lang thang nghề nghiệp",
        "người lang thang đan lát",
        "ghi nhầm kiêm tra",
        "xe dù bến cóc quán",
        "lang thang xã",
        "Lang Nghề",
        "cau treo vung cao",
    ],
)
def test_a_right_query_is_left_alone(engine: Engine, q: str) -> None:
    """Words that belong to a neighbour, or that articles hold so, names, and what has no marks."""
    assert _told(engine, q) == ""


def test_hardly_found_it_is_read_as_put_right(engine: Engine) -> None:
    """Where only misprints hold the query, what was meant is searched, and said so; off=slip
    searches what was typed."""
    page = engine.search(SearchRequest("kiêm tra việc trải nhựa"))
    assert [one.value for one in page.readings if one.kind == "slip"] == ["kiểm tra việc trải nhựa"]
    assert page.total >= 120
    literal = engine.search(SearchRequest("kiêm tra việc trải nhựa", off=("slip",)))
    assert not any(one.kind == "slip" for one in literal.readings)
    assert {hit.id for hit in literal.results[:2]} == {"6-0", "6-1"}
    assert not {hit.id for hit in page.results} & {"6-0", "6-1"}


def test_a_word_alone_that_is_in_an_article_finds_it(engine: Engine) -> None:
    """Nothing stands beside the word that says it is a slip: a more frequent one is only offered,
    and a word that no article holds is put right."""
    page = engine.search(SearchRequest("xả"))
    assert [hit.id for hit in page.results] == ["7-0"]
    assert [(one.q, one.reason) for one in page.suggestions] == [("xã", "slip")]
    assert [one.value for one in engine.search(SearchRequest("xạ")).readings] == ["xã"]


def test_half_marked_words_that_an_article_holds_find_it(engine: Engine) -> None:
    """What has no marks stands for any form: "Mùi banh" is Mùi bánh, and no slip for the "mỗi ban"
    of many others."""
    page = engine.search(SearchRequest("Mùi banh"))
    assert [hit.id for hit in page.results] == ["8-0"]
    assert not any(one.kind == "slip" for one in page.readings)
