"""In which reading a query is answered: by how many articles hold it as it stands."""

from pathlib import Path

import pytest
from index_model import document, write

from search import SearchRequest, open_engine
from search.model import SearchPage

GIAO = "tuyên giáo"


def _page(folder: Path, q: str, *off: str) -> SearchPage:
    return open_engine(folder).search(SearchRequest(q=q, off=off))


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    """Ten articles with a word, one in which its syllables stand with other marks and apart."""
    articles = [document(f"a{number}", "", f"hội nghị {GIAO} lần {number}") for number in range(10)]
    write(tmp_path, [*articles, document("b", "", "tuyên truyền giao thông")])
    return tmp_path


def test_a_half_marked_word_with_few_hits_is_folded(ten: Path) -> None:
    """ "tuyên giao" stands in one article; ten hold what was meant."""
    page = _page(ten, "tuyên giao")
    assert page.total == 11
    assert "fold" in {reading.kind for reading in page.readings}


def test_an_unmarked_word_is_folded_only_where_more_articles_hold_it_so(tmp_path: Path) -> None:
    """ "lao" is a word as typed; "lão" is not said to be meant where no further article would be
    found by it."""
    told = ["hội nghị về lao động"] * 3 + ["chuyện ông lão"] * 2
    write(tmp_path, [document(f"a{n}", "", f"{text} {n}") for n, text in enumerate(told)])
    page = _page(tmp_path, "hội nghị lao động")
    assert page.total == 3 and "fold" not in {reading.kind for reading in page.readings}
    write(tmp_path, [document("b", "", "hội nghị nghe lão động viên")])
    page = _page(tmp_path, "hội nghị lao động")
    assert page.total == 4 and "fold" in {reading.kind for reading in page.readings}


def test_two_words_of_which_none_has_both(ten: Path) -> None:
    """Where no article has both words, those that have one are given, and that is said."""
    page = _page(ten, "truyền nghị", "slip")
    assert page.total == 11
    assert [reading.value for reading in page.readings if reading.kind == "relax"] == ["1/2"]
    assert _page(ten, "truyền nghị", "relax", "slip").total == 0


def test_two_words_that_one_article_has(ten: Path) -> None:
    """Two words are not let go of because only one article has both."""
    assert _page(ten, "truyền thông").total == 1


def test_three_words_with_few_hits(ten: Path) -> None:
    """Of three words one may be missing when fewer than fifteen articles have all."""
    page = _page(ten, "tuyên giao thông", "fold")
    assert page.total == 1
    page = _page(ten, "hội nghị thông")
    assert page.total == 10


def test_a_prefix_that_ends_with_y(tmp_path: Path) -> None:
    """Whole syllables are kept with i, longer words as they are written; "my*" finds both."""
    write(
        tmp_path,
        [
            document("a", "", "đoàn Myanmar thăm"),
            document("b", "", "nước Mỹ"),
            document("c", "", "miền núi"),
        ],
    )
    found = {hit.id for hit in _page(tmp_path, "my*").results}
    assert found == {"a", "b"}


def test_a_prefix_as_it_stands(ten: Path) -> None:
    """Without the reading of missing marks a prefix stands for words that begin with just these
    letters."""
    assert _page(ten, "tuye*").total == 11
    assert _page(ten, "tuye*", "fold").total == 0
    assert _page(ten, "tuyê*", "fold").total == 11


def test_what_is_missing_is_not_said_to_be_folded(ten: Path) -> None:
    """Typed without marks, an article needs that reading if it holds the word with marks, not if it
    lacks the word."""
    engine = open_engine(ten)
    hits = engine.search(SearchRequest(q="dang nghi", explain=True, off=("slip",))).results
    assert {hit.matched for hit in hits} == {("fold", "relax")}
    hits = engine.search(SearchRequest(q="lan lon", explain=True, off=("slip",))).results
    assert hits and all("fold" in hit.matched for hit in hits)
    write(ten, [document("c", "", "hoi nghi")])
    request = SearchRequest(q="hoi xyz", explain=True, per_page=100)
    matched = {hit.id: hit.matched for hit in open_engine(ten).search(request).results}
    assert matched["c"] == ("relax",) and matched["a1"] == ("fold", "relax")


def test_an_export_explains_as_a_page_does(ten: Path) -> None:
    """Every hit of a scan has the parts and readings that it has on a page of results."""
    request = SearchRequest(q="hoi nghi", explain=True, per_page=100)
    told = [
        {hit.id: (hit.matched, hit.score_parts) for hit in hits}
        for hits in (open_engine(ten).search(request).results, open_engine(ten).scan(request))
    ]
    assert told[0] == told[1] and len(told[0]) == 10 and all(parts for _, parts in told[0].values())


def test_likeness_to_the_first_hits_is_a_part_of_its_own(tmp_path: Path) -> None:
    """Where words may be missing an explanation names what likeness to the first hits adds; the
    parts make up the score."""
    told = "Công nhân nhà máy đình công đòi tiền lương"
    texts = [f"{told} quận {n}" for n in range(4)] + ["Tiền lương của giáo viên", "Đình công"]
    write(tmp_path, [document(f"d{n}", "", text) for n, text in enumerate(texts)])
    request = SearchRequest(q="công nhân đình công tiền lương thưởng Tết", explain=True)
    hits = open_engine(tmp_path).search(request).results
    assert any("relax" in hit.matched for hit in hits)
    assert any(hit.score_parts.get("likeness", 0) > 0 for hit in hits)
    for hit in hits:
        assert sum(hit.score_parts.values()) == pytest.approx(hit.score, abs=0.01)
