"""The table of facets: each row is known wherever a facet is asked, counted, chosen or shown."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus import Article
from indexer.cli import cli
from indexer.indexed import to_indexed
from search import SearchRequest, open_engine
from search.facets import CHOICES, FACETS, excluding
from search.opening import open_writer
from search.query.language import parse
from webui.formats.openapi import describe
from webui.query_strings import read_request
from webui.texts import catalogue

ARTICLE = Article(
    id="1",
    title="Quận ủy Quận 1 triển khai Chỉ thị số 05-CT/TW",
    body="Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh thực hiện Kế hoạch số 05-KH/QU. "
    "Ban Tổ chức (BTC) và giáo viên (GV) các trường dự hội nghị.",
    source="Thanhuytphcm.vn",
    section="Xây dựng Đảng",
)


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("facets")
    with open_writer(place) as writer:
        writer.add(writer.prepare([to_indexed(ARTICLE)]))
        writer.commit()
    return place


@pytest.mark.parametrize("name", FACETS)
def test_a_facet_has_its_name_in_every_language(name: str) -> None:
    """What the page shows of a facet has a heading."""
    assert all(texts[f"facet.{name}"].strip() for texts in catalogue().values())


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_a_choice_is_asked_by_its_name(choice: object) -> None:
    """`name=value` in an address, described to programs, is the request's attribute; so is the way
    to leave out."""
    name, attribute = choice.name, choice.attribute  # type: ignore[attr-defined]
    assert read_request([(name, "x")]) == SearchRequest(**{attribute: ("x",)})
    described = describe()["paths"]["/api/v1/search"]["get"]["parameters"]
    assert name in [one["name"] for one in described]


@pytest.mark.parametrize("facet", FACETS.values(), ids=FACETS)
def test_a_facet_is_typed_by_each_of_its_names(facet: object) -> None:
    """`district:x`, `quan:x` and `huyen:x` are one filter."""
    for typed in (facet.name, *facet.typed):  # type: ignore[attr-defined]
        (clause,) = parse(f"{typed}:x")
        assert (clause.kind, clause.field) == ("field", facet.name)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", FACETS)
def test_a_facet_counts_keeps_and_leaves_out(name: str, location: Path) -> None:
    """What is read from an article is counted; choosing it keeps the article, excluding it does
    not; the command takes it too."""
    engine = open_engine(location)
    values = to_indexed(ARTICLE).facets[name]
    page = engine.search(SearchRequest())
    assert {row.value for row in page.facets[name]} == set(values)
    kept = SearchRequest().choosing(name, values)
    assert engine.search(kept).total == 1
    assert engine.search(SearchRequest().choosing(excluding(name), values)).total == 0
    for value, total in ((values[0], "1 "), ("không có", "0 ")):
        args = ["search", "--index", str(location), "", f"--{name}", value]
        assert CliRunner().invoke(cli, args).output.startswith(total)
