"""Level words in a query, written out or short: each finds what is printed in any of these ways."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from index_model import document, write
from sample_index import indexed

from corpus import Article
from search import SearchRequest, open_engine
from search.engine import Engine

SAME = [
    ("quận 3", "Q.3", "Q3", "Q 3", "Quận 03"),
    ("phường 5", "P.5", "P 5", "Phường 05"),
    ("phường Bến Nghé", "P. Bến Nghé", "P.Bến Nghé"),
    ("quận Bình Thạnh", "Q. Bình Thạnh", "Q.Bình Thạnh"),
    ("thành phố Thủ Đức", "TP. Thủ Đức", "Tp Thủ Đức", "T.P Thủ Đức"),
    ("huyện Củ Chi", "H. Củ Chi", "H.Củ Chi"),
    ("xã Bình Hưng", "X. Bình Hưng", "X.Bình Hưng"),
    ("thị trấn Nhà Bè", "TT. Nhà Bè", "TT Nhà Bè"),
    ("thị xã Tân Uyên", "TX. Tân Uyên", "TX Tân Uyên"),
    ("tỉnh Long An", "T. Long An", "T.Long An"),
    ("khu phố 3", "KP.3", "KP3"),
    ("tổ dân phố 45", "TDP 45", "TDP.45"),
    ("đặc khu Côn Đảo", "ĐK. Côn Đảo"),
]
"""Ways in which papers print one unit, the first written out."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("levels") / "index"
    texts = {
        f"{group}-{way}": f"Cơ sở ở {text} được khen."
        for group, ways in enumerate(SAME)
        for way, text in enumerate(ways)
    }
    texts |= {
        "P.V": "P.V ghi năm 5.",
        "audi": "Xe Audi có 3 cửa, 5 chỗ.",
        "x": "Cơ sở X được khen.",
    }
    texts |= {f"khác {place}": f"Tin số {place} về mùa gặt." for place in range(20)}
    of = {"0-2": ("Quận 3, Thành phố Hồ Chí Minh",)}
    write(
        folder, [document(id, "Tin", body, districts=of.get(id, ())) for id, body in texts.items()]
    )
    yield open_engine(folder)


def found(engine: Engine, q: str, **options: object) -> set[str]:
    request = SearchRequest(q=q, per_page=100, off=("relax", "slip"), **options)
    return {hit.id for hit in engine.search(request).results}


@pytest.mark.parametrize("group", range(len(SAME)), ids=[ways[0] for ways in SAME])
def test_all_ways_to_write_a_level_word_find_each_other(engine: Engine, group: int) -> None:
    """Typed in any of them, also in small letters, and without marks where it is written out."""
    ways = SAME[group]
    same = {f"{group}-{way}" for way in range(len(ways))}
    for typed in (*ways, *map(str.lower, ways)):
        assert same <= found(engine, typed), typed


@pytest.mark.parametrize("q", ["quan 3", "phuong ben nghe", "p. ben nghe", "huyen cu chi"])
def test_without_marks(engine: Engine, q: str) -> None:
    """The written word is folded, the short one is as it is."""
    assert len({id.partition("-")[0] for id in found(engine, q)}) == 1
    assert len(found(engine, q)) >= 3


@pytest.mark.parametrize("q", ["P.5", "phường 5", "quận V", "phường V", "Q.3", "quận 3"])
def test_letters_and_numbers_elsewhere_are_none(engine: Engine, q: str) -> None:
    """P.V is a reporter, and 3 doors are no quận."""
    assert not found(engine, q) & {"P.V", "audi", "x"}


@pytest.mark.parametrize("q", ["P5Q3", "P.5, Q.3", "p5 q3", "phường 5 quận 3", "F.5 Q.3"])
def test_ward_and_district(places: Callable[[], str | Path], q: str) -> None:
    """Both, also written together."""
    texts = {"short": "Ở P.5, Q.3.", "glued": "Ở P5, Q3.", "f": "Ở F.5, Q.3.",
             "long": "Ở phường 5, quận 3.", "other": "Ở phường 5, quận 4."}  # fmt: skip
    engine = indexed(
        [Article(id=id, title="Tin", body=body) for id, body in texts.items()], places()
    )
    assert found(engine, q) == {"short", "glued", "f", "long"}


OTHER = ("Xe mới Q3 giá rẻ", "Điện thoại F5 pin 5 ngày", "Phím F-5", "Nhóm P5 họp về 5 việc")


@pytest.mark.parametrize("q", ["phường 5", "quận 3", "Quan 3", "phuong 05"])
def test_cars_and_keys_are_no_units(places: Callable[[], str | Path], q: str) -> None:
    """What is written with the digits attached, or F, counts in articles of such a unit alone."""
    texts = ["UBND P5, Q3 họp.", "Nhà ở F.5, Q.3, TP.HCM.", *OTHER]
    articles = [Article(id=str(at), title="Tin", body=text) for at, text in enumerate(texts)]
    assert found(indexed(articles, places()), q) == {"0", "1"}


def test_a_number_weighs_what_it_is_alone(places: Callable[[], str | Path]) -> None:
    """A 3 that stands somewhere is not worth what "Quận 03" is, which is hardly ever printed."""
    texts = [f"Có {n} xe và 3 nhà ở quận." for n in range(20)] + ["Ở Quận 03.", "Ở quận 3."]
    articles = [Article(id=str(at), title="Tin", body=text) for at, text in enumerate(texts)]
    request = SearchRequest("quận 3", off=("word",), explain=True, per_page=50)
    hits = {hit.id: hit for hit in indexed(articles, places()).search(request).results}
    assert set(list(hits)[:2]) == {"20", "21"}
    number = next(name for name in hits["5"].score_parts if name.startswith("3 |"))
    assert hits["5"].score_parts[number] < 1


def test_a_short_level_word_is_told(engine: Engine) -> None:
    """As an abbreviation, which can be switched off."""
    page = engine.search(SearchRequest(q="H. Củ Chi"))
    assert ("abbreviation", "huyện") in [(one.kind, one.value) for one in page.readings]
    plain = SearchRequest(q="H. Củ Chi", off=("abbreviation", "relax"))
    assert "5-0" not in {hit.id for hit in engine.search(plain).results}


def test_a_rare_spelling_adds_no_weight(places: Callable[[], str | Path]) -> None:
    """ "phường" is worth what it was, however rarely it is cut short before a name."""
    texts = [f"Ở phường Hoa {place}." for place in range(30)]
    texts += ["Ở P. Bến Nghé, mưa to.", "Chuyện phường ta, nơi Bến Nghé xưa.", "Mùa gặt."]
    articles = [Article(id=str(at), title="Tin", body=text) for at, text in enumerate(texts)]
    engine = indexed(articles, places())
    found = engine.search(SearchRequest("phường Bến Nghé", off=("relax",), explain=True)).results
    assert {hit.id for hit in found} == {"30", "31"}
    parts = {hit.id: dict(hit.score_parts) for hit in found}
    level = next(name for name in parts["31"] if name.startswith("phường"))
    name = next(name for name in parts["31"] if name.startswith("nghé"))
    assert parts["31"][level] < parts["31"][name]


SPELLED = [
    ("huyện EaKar", "huyện Ea Kar"), ("TP Plei-ku", "TP Pleiku"), ("tp plei ku", "TP Pleiku"),
    ("H. Krông Păk", "huyện Krông Pắc"), ("huyện Đắk Glong", "huyện Đăk Glong"),
    ("thị xã SaPa", "TX. Sa Pa"), ("huyện Hốc Môn", "huyện Hóc Môn"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "printed"), SPELLED)
def test_names_in_other_spellings_find_those_of_the_tables(
    places: Callable[[], str | Path], typed: str, printed: str
) -> None:
    """Told as such, marked in both; other units with the same level are none."""
    texts = [f"Ở {printed} có mưa.", "Ở huyện Krông Nô, thành phố Kon Tum, thị xã Buôn Hồ."]
    articles = [Article(id=str(at), title="Tin", body=text) for at, text in enumerate(texts)]
    page = indexed(articles, places()).search(SearchRequest(typed, off=("relax",)))
    assert [hit.id for hit in page.results] == ["0"]
    name = printed.split(" ", 1)[1]
    assert ("abbreviation", name) in [(one.kind, one.value) for one in page.readings]
    assert f"{name}</mark>" in page.results[0].highlights["body"][0]


MARKED = [
    ("H. Củ Chi", "huyện Củ Chi"), ("huyện Củ Chi", "H.Củ Chi"), ("huyen cu chi", "H. Củ Chi"),
    ("h.cu chi", "huyện Củ Chi"), ("Q3", "quận 3"), ("Q.3", "Q3"), ("quận 3", "Q.3"),
    ("KP.3", "khu phố 3"), ("khu phố 3", "KP3"), ("TT Nhà Bè", "thị trấn Nhà Bè"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "printed"), MARKED)
def test_all_ways_are_marked(engine: Engine, typed: str, printed: str) -> None:
    """What is found by another writing is shown in it."""
    page = engine.search(SearchRequest(q=typed, per_page=100, off=("relax", "slip")))
    snippets = {text for hit in page.results for text in hit.highlights["body"]}
    assert f"Cơ sở ở <mark>{printed}</mark> được khen." in snippets


def test_a_level_word_is_none_that_articles_explain(places: Callable[[], str | Path]) -> None:
    """TT of "TT. Nhà Bè" is thị trấn, whatever else articles call TT."""
    texts = [f"Ông làm ở thanh tra (TT) số {place}, nhà ở bè." for place in range(4)]
    texts += ["Ở thị trấn Nhà Bè, mưa to."]
    articles = [Article(id=str(at), title="Tin", body=text) for at, text in enumerate(texts)]
    engine = indexed(articles, places())

    def read_as(q: str) -> list[str]:
        readings = engine.search(SearchRequest(q)).readings
        return [one.value for one in readings if one.kind == "abbreviation"]

    strict = SearchRequest("TT. Nhà Bè", off=("relax",))
    assert [hit.id for hit in engine.search(strict).results] == ["4"]
    assert read_as("TT. Nhà Bè") == ["thị trấn"]
    assert read_as("TT") == ["thanh tra"]
