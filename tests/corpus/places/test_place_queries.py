"""Places named in the query box, and what any text must not do to the finder of places."""

import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.places import explain_places, find_place_queries, find_places

HCM = "Thành phố Hồ Chí Minh"
BEFORE = date(2023, 3, 3)


@pytest.mark.parametrize(
    ("typed", "facet", "values"),
    [
        ("quận 1", "district", (f"Quận 1, {HCM}",)),
        ("tuyên giáo quan 1 2024", "district", (f"Quận 1, {HCM}",)),
        ("Q.1", "district", (f"Quận 1, {HCM}",)),
        ("q1", "district", (f"Quận 1, {HCM}",)),
        ("quận Bình Thạnh dân vận", "district", (f"Quận Bình Thạnh, {HCM}",)),
        ("huyện củ chi", "district", (f"Huyện Củ Chi, {HCM}",)),
        ("phường sài gòn", "ward", (f"Phường Sài Gòn, {HCM}",)),
        ("tp thu duc", "district", (f"Thành phố Thủ Đức, {HCM}",)),
        ("tỉnh bình dương", "province", ("Tỉnh Bình Dương",)),
        ("TP.HCM", "province", (HCM,)),
        ("tỉnh Bà Rịa-Vũng Tàu", "province", ("Tỉnh Bà Rịa - Vũng Tàu",)),
        ("tỉnh Bà Rịa – Vũng Tàu", "province", ("Tỉnh Bà Rịa - Vũng Tàu",)),
        ("tinh ba ria vung tau", "province", ("Tỉnh Bà Rịa - Vũng Tàu",)),
        ("tỉnh Thừa Thiên - Huế", "province", ("Tỉnh Thừa Thiên Huế",)),
        ("xã Tân Phú, tỉnh Đồng Nai", "ward", ("Xã Tân Phú, Tỉnh Đồng Nai",)),
        ("huyen chau thanh tinh tien giang", "district", ("Huyện Châu Thành, Tỉnh Tiền Giang",)),
        ("phường 5, quận 3", "ward", (f"Phường 5, Quận 3, {HCM}",)),
        ("quận 1 - hội nghị", "district", (f"Quận 1, {HCM}",)),
        ("quận bình thạnh – sơ kết năm", "district", (f"Quận Bình Thạnh, {HCM}",)),
    ],
)
def test_places_in_the_query_box(typed, facet, values):
    """A level word and a name are understood with or without diacritics, in any case."""
    query = find_place_queries(typed)[0]
    assert (query.kind, query.values) == (facet, values)
    assert typed[query.start : query.end] == query.printed


@pytest.mark.parametrize(
    "typed", ["bình thạnh", "binh thanh quan", "xã hội học", "đảng", "quận", "1", "", "quân 1 đội"]
)
def test_words_without_a_level_are_no_place_query(typed):
    """A bare name, a level word alone or a look-alike stays words."""
    assert find_place_queries(typed) == []


def test_two_places_in_one_query():
    """Each place of a query is found where it stands."""
    found = find_place_queries("quan 5 va quận 10")
    assert [one.values[0].split(",")[0] for one in found] == ["Quận 5", "Quận 10"]


@given(st.text(alphabet="Quận 1,3;.(phườngTPHCMxãđBÌNH\nếİﬁ0", max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_survived(text):
    """No text raises, and offsets always point into it."""
    for mention in explain_places(text)[0].mentions:
        assert text[mention.start : mention.end] == mention.printed
    for query in find_place_queries(text):
        assert text[query.start : query.end] == query.printed


@pytest.mark.parametrize(
    "unit",
    [
        "Quận 1, ",
        "phường Tân Định, ",
        "phường 12, ",
        "Q. ",
        "p.",
        "TP ",
        "huyện Châu Thành ",
        "Củ Chi, ",
        "quận",
        "ẤẤ",
        "Phường An Phú ở Quận 2, TP Thủ Đức. ",
        "trên cơ sở phường Đa Kao, ",
        "M'",
        "Bình Dương, ",
    ],
)
def test_time_is_linear(unit):
    """Twice the hostile text takes at most about twice the time: 100 kB against 200 kB."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            find_places(text, published=BEFORE)
            best = min(best, time.process_time() - start)
        return best

    find_places("Quận 1")
    for _ in range(4):  # a busy machine disturbs single runs; a quadratic rule fails every one
        if seconds(200_000) < 3.5 * seconds(100_000) + 0.05:
            return
    pytest.fail("more than linear time, four times over")


def test_importing_reads_no_tables():
    """The tables are read on first use, not when the module is imported."""
    code = (
        "import corpus.places.units as g, corpus.places.patterns as p, corpus.places.lookup as l;"
        "caches = (g.gazetteer, p.tables, l.find_unit, l._districts, l._wards);"
        "print(sum(one.cache_info().currsize for one in caches))"
    )
    assert (
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        == "0\n"
    )
