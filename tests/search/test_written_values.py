"""Values of facets as people write them, and what is offered for one that no article has."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import anything, nasty

from indexer.cli import cli
from search import SearchRequest, open_engine
from search.facets import FACETS
from search.written_values import nearest_values, whole_value
from webui import create_app

Q1 = "Quận 1, Thành phố Hồ Chí Minh"
CHAU_THANH = "Huyện Châu Thành, Tỉnh Tiền Giang"
BEN_NGHE = "Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"


@pytest.mark.parametrize(
    ("facet", "written", "whole"),
    [
        ("district", "Quận 1", Q1),
        ("district", "quan 1", Q1),
        ("district", "Q.1", Q1),
        ("district", "1", Q1),
        ("district", "Quận 1, TP.HCM", Q1),
        ("district", Q1, Q1),
        ("district", "Hóc Môn", "Huyện Hóc Môn, Thành phố Hồ Chí Minh"),
        ("district", "huyện Châu Thành, Tiền Giang", CHAU_THANH),
        ("district", "huyện Châu Thành, tỉnh Tiền Giang", CHAU_THANH),
        ("district", "huyện Châu Thành", "huyện Châu Thành"),
        ("district", "Quận 1, tỉnh Đồng Nai", "Quận 1, tỉnh Đồng Nai"),
        ("district", "Quận 99", "Quận 99"),
        ("district", "huyện EaKar", "Huyện Ea Kar, Tỉnh Đắk Lắk"),
        ("district", "TP Plei-ku", "Thành phố Pleiku, Tỉnh Gia Lai"),
        ("district", "huyện Krông Păk, Đắk Lắk", "Huyện Krông Pắc, Tỉnh Đắk Lắk"),
        ("district", "huyện Hốc Môn", "Huyện Hóc Môn, Thành phố Hồ Chí Minh"),
        ("province", "TP.HCM", "Thành phố Hồ Chí Minh"),
        ("province", "dong nai", "Tỉnh Đồng Nai"),
        ("ward", "P. Bến Nghé, Q.1", BEN_NGHE),
        ("ward", BEN_NGHE, BEN_NGHE),
        ("code", "05-ct/tw", "05-CT/TW"),
        ("code", "5 CT TW", "05-CT/TW"),
        ("code", "46/2016/nd-cp", "46/2016/NĐ-CP"),
        ("code", "chỉ thị 05", "chỉ thị 05"),
        ("source", "quận 1", "quận 1"),
    ],
)  # fmt: skip
def test_what_can_mean_one_value_is_it(facet: str, written: str, whole: str) -> None:
    """A place has its full name and a code its official form; what may be several stays."""
    assert whole_value(facet, written) == whole


@settings(max_examples=50, deadline=None)
@given(st.sampled_from([*FACETS]), anything | nasty)
def test_a_whole_value_is_whole(facet: str, written: str) -> None:
    """Once whole, a value does not change."""
    whole = whole_value(facet, written)
    assert whole_value(facet, whole) == whole


@pytest.mark.parametrize("written", ["Quận 1", "quan 1", "Q1"])
def test_a_district_is_chosen_by_its_short_name(built: Path, written: str) -> None:
    """At the command line, on the page and in JSON it finds what the full name finds; the answer
    says which."""
    whole = open_engine(built).search(SearchRequest(districts=(Q1,))).total
    printed = CliRunner().invoke(
        cli, ["search", "", "--index", str(built), "--district", written, "--json"]
    )
    assert json.loads(printed.output)["total"] == whole > 0
    client = create_app(built).test_client()
    record = client.get("/search.json", query_string={"district": written}).get_json()
    assert record["total"] == whole and record["query"]["district"] == [Q1]
    text = client.get("/search", query_string={"district": written}).text
    assert "Quận 1, TP. Hồ Chí Minh" in text and f"{whole} bài viết" in text


def test_the_nearest_are_offered_for_a_value_that_is_not_there(built: Path) -> None:
    """A wrong district is answered with those of the collection nearest to it, each with what it
    finds; where a filter leaves nothing for another reason none is."""
    engine = open_engine(built)
    page = engine.search(SearchRequest(districts=("Quận 11",)))
    offered = [one for one in page.suggestions if one.reason == "value"]
    assert offered and all(one.total == engine.search(one.request).total > 0 for one in offered)
    assert {one.request.districts for one in offered} <= {(Q1,), (Q1.replace("1", "10", 1),)}
    known = engine.search(SearchRequest(q="hòa bình", districts=(Q1,)))
    assert not known.total and "value" not in {one.reason for one in known.suggestions}


def test_what_is_offered_can_be_followed_everywhere(built: Path) -> None:
    """The page links to it, JSON gives its address, the command prints its option."""
    client = create_app(built).test_client()
    record = client.get("/search.json", query_string={"code": "chỉ thị 05"}).get_json()
    offered = next(one for one in record["suggestions"] if one["reason"] == "value")
    assert client.get(offered["url"]).get_json()["total"] == offered["total"] > 0
    assert "05-CT/TW" in client.get("/search", query_string={"code": "chỉ thị 05"}).text
    printed = CliRunner().invoke(cli, ["search", "", "--index", str(built), "--code", "chỉ thị 05"])
    assert f'--code "05-CT/TW", {offered["total"]} articles' in printed.output


def test_the_nearest_value_is_the_one_with_a_slip_less() -> None:
    """A letter wrong or missing leaves a name nearer than every other name."""
    known = ["Quận Phú Nhuận, A", "Quận Tân Phú, A", "Quận Ninh Kiều, B", "Huyện Phú Ninh, B"]
    for written in ("Quận Phú Nhuân", "Quận Phú Nhận", "quan phu nhuann", "Phú Nhuan"):
        assert nearest_values("district", written, known, 3)[0][0] == known[0]
    assert nearest_values("district", "Xyzw", known, 3) == []
