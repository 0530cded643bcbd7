"""What is counted is what was meant: words as such, numbers as an order, the place that is
named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sample_index import indexed

from corpus import Article
from search import SearchRequest
from search.engine import Engine

TOGETHER, APART = 60, 30


def _articles() -> list[Article]:
    """Articles with the word công đoàn, with its syllables apart, and with a number and a ward."""
    many = [
        Article(id=f"t{n}", title=f"Tin {n}", body=f"Hội nghị công đoàn lần thứ {n} đã họp.")
        for n in range(TOGETHER)
    ]
    apart = [
        Article(id=f"a{n}", title=f"Bài {n}", body=f"Cả đoàn xe chở công nhân, số {n}.")
        for n in range(APART)
    ]
    numbered = [
        Article(
            id="n1",
            title="Tổ 3",
            body="Tổ 3 nhận được giấy khen về phòng cháy, cải cách hành chính.",
        ),
        Article(
            id="n2",
            title="Khen",
            body="Nhận được giấy khen về phòng cháy, cải cách hành chính, tổ 7.",
        ),
        Article(
            id="n3",
            title="Khen",
            body="Ba tổ nhận được khen thưởng của chính quyền, hành khách là 3 người.",
        ),
    ]
    return [*many, *apart, *numbered]


@pytest.fixture(scope="module")
def engine(places: Callable[[], str | Path]) -> Engine:
    """Those articles."""
    return indexed(_articles(), places())


def _ids(engine: Engine, q: str, **more: object) -> set[str]:
    return {hit.id for hit in engine.scan(SearchRequest(q, **more))}  # type: ignore[arg-type]


@pytest.mark.parametrize("q", ["công đoàn", "CÔNG ĐOÀN", "cong doan", "Công Đoàn"])
def test_a_word_counts_where_its_syllables_stand_side_by_side(engine: Engine, q: str) -> None:
    """total, facets and export are those of the word, typed in any way; the rest is one named step
    away and has its own count."""
    page = engine.search(SearchRequest(q))
    (reading,) = (one for one in page.readings if one.kind == "word")
    assert page.total == len(_ids(engine, q)) == TOGETHER
    assert (reading.value.lower(), reading.off) == ("công đoàn", "word")
    assert page.loose == APART
    assert engine.search(SearchRequest(q, off=("word",))).total == TOGETHER + APART


def test_where_few_hold_the_word_all_stay_in_one_list(engine: Engine) -> None:
    """Below fifty articles the loose set is ranked as one, and the answer says so."""
    page = engine.search(SearchRequest("hành chính"))
    (reading,) = (one for one in page.readings if one.kind == "word")
    assert (page.total, page.loose, reading.value) == (3, 0, "")
    assert {hit.id for hit in page.results[:2]} == {"n1", "n2"}, "those that hold it lead"


def test_filters_only_remove_from_what_is_counted(engine: Engine) -> None:
    """How a query is read is decided before any filter: a filter never brings the loose set
    back."""
    everything = _ids(engine, "công đoàn")
    assert _ids(engine, "công đoàn", date_from="2020-01-01") <= everything


def test_a_noun_with_its_number_comes_first(engine: Engine) -> None:
    """ "tổ 3" is the third team, not a team and three persons; what lacks the number is no hit."""
    page = engine.search(SearchRequest("tổ 3 nhận được giấy khen"))
    assert page.results[0].id == "n1"
    assert "n2" not in {hit.id for hit in page.results}


def test_what_is_nearest_without_the_number_follows_apart(engine: Engine) -> None:
    """Where fewer than a page hold the number, the nearest without are shown, counted apart, and in
    no facet; off=relax stops it."""
    page = engine.search(SearchRequest("tổ 3 nhận được giấy khen phòng cháy"))
    assert "n2" in {hit.id for hit in page.nearest}
    assert page.beyond >= 1 and page.total == len(page.results)
    assert not engine.search(SearchRequest(page.request.q, off=("relax",))).nearest
