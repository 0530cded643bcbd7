"""The engine as its users know it: open, search, follow new snapshots, and only SearchErrors."""

import threading
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_model import document, write
from strategies import anything, nasty

from search import IndexMissing, QueryError, SearchError, SearchRequest, open_engine
from search.engine import Engine
from search.opening import open_writer

Q1 = "Quận 1, Thành phố Hồ Chí Minh"
TEXTS = [
    document(
        "a1",
        "Quận ủy Quận 1 tổng kết công tác tuyên giáo",
        "Hội nghị đánh giá Kế hoạch 05-KH/QU. Đảng bộ vững mạnh.",
        "Một năm tuyên giáo",
        districts=[Q1],
        codes=["05-KH/QU", "05-CT/TW"],
        published=date(2025, 1, 9),
    ),
    document(
        "a2",
        "Sơ kết Chỉ thị 05-CT/TW",
        "Thực hiện chỉ thị của Trung ương, đảng viên gương mẫu.",
        codes=["05-CT/TW"],
        published=date(2024, 5, 20),
    ),
    document(
        "a3",
        "Cải cách hành chính",
        "Ủy ban nhân dân đáng khen về cải cách.",
        event_date=date(2025, 3, 2),
    ),
    document("a4", "Hòa bình", "Tuyên truyền ở quận Hòa Bình, tuyên giáo không có."),
]


@pytest.fixture(scope="session")
def engine(places: Callable[[], str | Path]) -> Engine:
    place = places()
    write(place, TEXTS[:2], TEXTS[2:])
    return open_engine(place)


def _found(engine: Engine, q: str, **rest: object) -> set[str]:
    return {hit.id for hit in engine.search(SearchRequest(q=q, **rest)).results}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", {"a1", "a2", "a3", "a4"}),
        ("tuyên giáo", {"a1", "a4"}),
        ("tuyen giao", {"a1", "a4"}),
        ('"tuyên giáo" -hòa', {"a1"}),
        ("hoà bình", {"a4"}),
        ("HÒA BÌNH", {"a4"}),
        ("05-CT/TW", {"a1", "a2"}),
        ("05-ct/tw", {"a1", "a2"}),
        ("đảng", {"a1", "a2"}),
        ("đáng", {"a3"}),
        ("cai cach", {"a3"}),
        ("title:cải", {"a3"}),
        ("quận:1", {"a1"}),
        ("tuyên*", {"a1", "a4"}),
        ("06-CT/TW", set()),
        ("từ:2025", {"a1", "a3"}),
        ("nghị quyết ²²²²", set()),
        ("-từ:2025", {"a1", "a2", "a3", "a4"}),
        ("title:Q1", {"a1"}),
        ("body:Q1", set()),
        ("-MTTQ", {"a1", "a2", "a3", "a4"}),
        ("đảng -dang", {"a1", "a2"}),
        ("-dang", {"a4"}),
        ("hoà*", {"a4"}),
        ("hòa*", {"a4"}),
        ("ủy*", {"a1", "a3"}),
    ],
)
def test_what_is_found(engine: Engine, q: str, expected: set[str]) -> None:
    """Words with and without marks, phrases, exclusions, codes, fields, days: the documented
    reading of each."""
    assert _found(engine, q, off=("relax", "slip")) == expected


@pytest.mark.parametrize("q", ["Hòa bình", "Chỉ thị 05-CT/TW", '"cải cách"', "đảng"])
def test_any_form_of_unicode(engine: Engine, q: str) -> None:
    """Composed or decomposed letters, as different keyboards send them, ask the same."""
    for form in ("NFC", "NFD"):
        assert _found(engine, unicodedata.normalize(form, q)) == _found(engine, q) != set()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(q=anything | nasty | st.text('quậnđảng"-*:05/CT. ', max_size=60))
def test_whatever_is_typed(engine: Engine, q: str) -> None:
    """Any text gives a page within a second, all of it readable, or a `QueryError`."""
    start = time.process_time()
    try:
        page = engine.search(SearchRequest(q=q))
    except QueryError:
        return
    assert all(hit.highlights for hit in page.results)
    assert {name: list(rows) for name, rows in page.facets.items()}
    assert list(page.suggestions) is not None
    engine.suggest(q)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "q",
    [
        "a" * 1000,
        "á" * 1000,
        '"' * 1000,
        "-" * 1000,
        "*" * 1000,
        "(" * 1000,
        "a:" * 500,
        "05-" * 333,
        "1/" * 500,
        "a* " * 64,
        "quận 1 " * 32,
        "từ:2024 " * 64,
        "đ " * 64,
        "̣" * 1000,
        "\ud800*",
        '"' + "b c " * 31 + '"',
        "CT 05 " * 30,
        "%s%n" * 250,
    ],
)
def test_nasty_queries_take_no_second(engine: Engine, q: str) -> None:
    """The longest of every kind is answered at once."""
    start = time.process_time()
    page = engine.search(SearchRequest(q=q))
    assert all(hit.highlights for hit in page.results)
    assert page.total <= len(TEXTS)
    assert time.process_time() - start < 1


def test_a_stored_document(engine: Engine) -> None:
    """An article comes back whole; an unknown id is None, not an error."""
    assert engine.article("a1") == TEXTS[0]
    assert engine.article("a") is None
    assert engine.article("\ud800") is None
    assert list(engine.similar("unknown")) == []


def test_the_days_of_the_collection(engine: Engine, place: str | Path) -> None:
    """The span goes from the first day to the last, published or inferred; none without any."""
    assert engine.span() == (date(2024, 5, 20), date(2025, 3, 2))
    write(place, [TEXTS[3]])
    assert open_engine(place).span() is None


def test_a_removed_article_is_gone_everywhere(place: str | Path) -> None:
    """After the commit of a removal no hit, document, neighbour or count tells of the article."""
    write(place, TEXTS)
    with open_writer(place) as writer:
        writer.remove("a1")
        writer.commit()
    engine = open_engine(place)
    assert engine.article("a1") is None
    assert "a1" not in _found(engine, "") | _found(engine, "tuyên giáo")
    assert "a1" not in {hit.id for hit in engine.similar("a4")}
    page = engine.search(SearchRequest())
    assert [row.value for row in page.facets["code"]] == ["05-CT/TW"]
    assert [row.count for row in page.facets["code"]] == [1]
    assert [phrase.text for phrase in engine.suggest("05-KH")] == []


def test_new_snapshots_are_taken_up(place: str | Path) -> None:
    """An open engine answers from a new snapshot within a second, and keeps one snapshot for one
    answer."""
    write(place, TEXTS[:1])
    engine = open_engine(place)
    before = engine.search(SearchRequest())
    scanning = engine.scan(SearchRequest())
    first = next(scanning)
    write(place, TEXTS[1:])
    deadline = time.monotonic() + 1
    while engine.search(SearchRequest()).total == 1 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert engine.search(SearchRequest()).total == len(TEXTS)
    assert engine.search(SearchRequest()).snapshot != before.snapshot
    assert before.results[0].highlights["title"] and [
        row.count for row in before.facets["district"]
    ] == [1]
    assert first.id == "a1" and list(scanning) == []


def test_threads_share_an_engine(engine: Engine) -> None:
    """Many threads at once get the answers that one gets."""
    queries = ["tuyên giáo", "đảng", "05-CT/TW", "cai cach", '"hòa bình"', "quan"] * 5
    expected = {q: _found(engine, q) for q in queries}
    wrong: list[str] = []

    def ask() -> None:
        wrong.extend(q for q in queries if _found(engine, q) != expected[q])

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_no_index(tmp_path: Path) -> None:
    """A place without an index is `IndexMissing` with the next step, whatever stands there."""
    for place in (tmp_path, tmp_path / "none", Path(__file__)):
        with pytest.raises(IndexMissing, match="index add"):
            open_engine(place)
    assert issubclass(IndexMissing, SearchError)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hòa bì", "hòa bình"),
        ("hoà bì", "hòa bình"),
        ("hoa bi", "hòa bình"),
        ("HÒA B", "hòa bình"),
        ("mỹ th", "mỹ thuật"),
        ("my th", "mỹ thuật"),
        ("mĩ thu", "mỹ thuật"),
        ("chuẩn ú", "chuẩn úy"),
        ("chuan u", "chuẩn úy"),
        ("chuẩn uý", "chuẩn úy"),
    ],
)
def test_words_are_completed_in_any_spelling(place: str | Path, typed: str, expected: str) -> None:
    """Terms have one spelling of tones and of i; what is typed may have another, and is shown as
    papers print it."""
    text = "Vì hoà bình. Hội Mĩ thuật Việt Nam trưng bày mỹ thuật. Chuẩn úy đến."
    write(place, [document(str(n), "", text) for n in range(4)])
    engine = open_engine(place)
    assert [one.text for one in engine.suggest(typed)][:1] == [expected]
    assert not engine.suggest("chuẩn ủ")


@pytest.mark.parametrize("typed", ["05-c", "chỉ thị 05", "chi thi 05", "CT 05", "Chỉ thị số 5"])
def test_codes_are_completed_as_they_are_typed(engine: Engine, typed: str) -> None:
    """The beginning of a code completes to it, and so does its type with its number."""
    assert [(one.text, one.kind, one.count) for one in engine.suggest(typed)] == [
        ("05-CT/TW", "code", 2)
    ]


def test_places_leave_room_for_words(place: str | Path) -> None:
    """Where places and words begin so there are some of both; what is typed with marks is no other
    letter's place."""
    names = [f"Thành phố {name}, Tỉnh {name}" for name in ("A", "B", "C", "D", "E", "G", "H", "I")]
    write(
        place, [document(str(n), "", "Thành phố có thành tích.", districts=names) for n in range(4)]
    )
    kinds = [one.kind for one in open_engine(place).suggest("thanh ph")]
    assert kinds.count("district") == 6 and kinds.count("phrase") == 2
    assert not open_engine(place).suggest("thánh")


def test_frequent_words_complete_first(tmp_path: Path) -> None:
    """Of hundreds of words that begin so, those of most articles are offered, counted over the
    whole collection."""
    rare = [document(f"r{n}", "", f"thành_phố_{n:03} thành_tựu") for n in range(3)]
    write(
        tmp_path,
        [document(str(n), "", "Thành phố có thành tích.") for n in range(5)],
        rare,
        [document(f"x{n}", "", "Thành phố.") for n in range(4)],
    )
    (first, *_) = open_engine(tmp_path).suggest("thành")
    assert (first.text, first.count) == ("thành phố", 9)


def test_nothing_is_similar_that_shares_hardly_a_word(place: str | Path) -> None:
    """An article with most of the rare words of another is similar to it, one that shares a single
    of them is not."""
    told = "Đình công đòi lương thưởng ở nhà máy dệt Phong Phú"
    again = [f"{told} hôm {n}" for n in range(9)]
    others = [f"Tin thể thao bóng đá số {n}" for n in range(6)]
    articles = [told, *again, "Nhà thơ Xuân Diệu viết ở phố", *others]
    write(place, [document(f"s{n}", text, text) for n, text in enumerate(articles)])
    found = {hit.id for hit in open_engine(place).similar("s0")}
    assert found and found <= {f"s{n}" for n in range(1, 10)}


def test_results_say_which_words_they_lack(places: Callable[[], str | Path]) -> None:
    """Where words may be missing each result names those it lacks, whatever form they have; where
    all must be there, none does."""
    texts = [
        "Hội nghị bàn về ngân hàng và tiền ảo bitcoin",
        "Hội nghị bàn về ngân hàng và tiền ảo",
        "Hội nghị bàn về tiền ảo bitcoin",
    ]
    place = places()
    write(place, [document(str(n), text) for n, text in enumerate(texts)])
    engine = open_engine(place)
    hits = engine.search(SearchRequest(q="hội nghị bàn về ngân hàng tiền ảo bitcoin")).results
    lacking = {hit.id: " ".join(hit.missing) for hit in hits}
    assert hits[0].id == "0" and lacking["0"] == "" and lacking["1"] == "bitcoin"
    assert "ngân" in lacking["2"] and "bitcoin" not in lacking["2"]
    strict = engine.search(SearchRequest(q="tiền ảo", off=("relax",))).results
    assert len(strict) == 3 and not any(hit.missing for hit in strict)
