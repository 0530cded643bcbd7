"""Abbreviations learned from the articles: what enough of them explain in one way is read so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_index import indexed

from corpus import Article
from search import SearchRequest
from search.engine import Engine
from search.query.explained import ExplainedIndex

TOLD = (
    (3, "Ngành giáo dục tuyển giáo viên (GV) cho trường số {}."),
    (1, "Giám viện (GV) nhà dòng đến thăm lần {}."),
    (2, "Thầy cô giáo viên hợp đồng của trường số {} được xét tuyển."),
    (1, "GV trường số 9{} đạt giải."),
    (2, "Ban quản trị chung cư (QTC) họp lần {}."),
    (2, "Tiến sĩ (TS) trình bày lần {}."),
    (2, "Thí sinh (TS) vào phòng thi lần {}."),
    (3, "Dự án (DA) mở đường số {}."),
    (1, "Bệnh về da mùa nắng, số {}."),
)


@pytest.fixture(scope="module")
def engine(places: Callable[[], str | Path]) -> Engine:
    """Those articles."""
    articles = [
        Article(id=f"{kind}-{n}", title="Tin", body=text.format(n))
        for kind, (count, text) in enumerate(TOLD)
        for n in range(count)
    ]
    return indexed(articles, places())


def kinds(engine: Engine, q: str) -> set[str]:
    """Return which of the texts are found."""
    return {hit.id[0] for hit in engine.search(SearchRequest(q, per_page=50)).results}


def read_as(engine: Engine, q: str, *off: str) -> list[str]:
    readings = engine.search(SearchRequest(q, off=off)).readings
    return [one.value for one in readings if one.kind == "abbreviation"]


@pytest.mark.parametrize("q", ["GV", "gv", "GV trường", "tuyển GV"])
def test_what_articles_explain_is_read(engine: Engine, q: str) -> None:
    """Three articles explain it so, one otherwise: those that write it out are found too, and the
    answer says so."""
    assert {"0", "2"} <= kinds(engine, q)
    assert read_as(engine, q) == ["giáo viên"]
    assert read_as(engine, q, "abbreviation") == []


def test_who_writes_it_short_is_found(engine: Engine) -> None:
    assert {"0", "2", "3"} <= kinds(engine, "GV trường")


@pytest.mark.parametrize("q", ["QTC", "TS", "da", "DA BỆNH"])
def test_what_is_left_as_it_stands(engine: Engine, q: str) -> None:
    """Letters that do not fit or too few explain, with two meanings; a word in small letters, or
    in a query that is all capitals."""
    assert read_as(engine, q) == []


def test_capitals_are_an_abbreviation(engine: Engine) -> None:
    assert read_as(engine, "DA mở đường") == ["Dự án"]
    assert kinds(engine, "da") == {"8"} | {"7"}


def test_spellings_of_one_meaning_count_together() -> None:
    """Capitals and marks do not make another meaning; the one that most print is told."""
    index = ExplainedIndex([("GV = Giáo viên", 1), ("GV = giáo viên", 2), ("GV = giám viện", 1)])
    assert (index.find("gv"), index.find("HS")) == ("giáo viên", "")


def test_most_must_mean_the_same() -> None:
    index = ExplainedIndex([("TS = thí sinh", 3), ("TS = tiến sĩ", 2)])
    assert index.find("TS") == ""
