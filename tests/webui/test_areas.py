"""The same area across the reform of 2025: a link with its own count, never part of result or
total."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from memory_engine import MemoryEngine

from corpus import Article
from search.model import IndexedArticle
from webui import create_app
from webui.pages.offers import period_text
from webui.texts import texts_in

HCM = "Thành phố Hồ Chí Minh"
DISTRICT, WARD = f"Quận 1, {HCM}", f"Phường Sài Gòn, {HCM}"


def document(id: str, text: str, facet: str, *values: str) -> IndexedArticle:
    return IndexedArticle(Article(id, text, text, published=date(2025, 1, 1)), {facet: values})


@pytest.fixture
def client() -> FlaskClient:
    """A collection with articles of one area from before and after the reform."""
    engine = MemoryEngine(
        [
            document("old", "Quận 1 sơ kết tuyên giáo tháng 1/2025", "district", DISTRICT),
            document("new", "Phường Sài Gòn sơ kết tuyên giáo", "ward", WARD),
            document(
                "newer", "Phường Bến Thành sơ kết dân vận", "ward", f"Phường Bến Thành, {HCM}"
            ),
            document("shared", "Phường Bình Phú sơ kết dân vận", "ward", f"Phường Bình Phú, {HCM}"),
        ]
    )
    return create_app("areas", OPEN_ENGINE=lambda location: engine, TESTING=True).test_client()


@pytest.mark.parametrize(
    ("asked", "own", "label", "total"),
    [
        (f"district={DISTRICT}", ["old"], "khu vực Quận 1 (cũ)", 2),
        ("q=quận 1", ["old"], "khu vực Quận 1 (cũ)", 2),
        ("q=tuyên giáo quan 1", ["old"], "khu vực Quận 1 (cũ)", 1),
        (f"ward={WARD}", ["new"], "khu vực Quận 1 (cũ)", 1),
        ("q=phường sài gòn", ["new"], "khu vực Quận 1 (cũ)", 1),
    ],
)
def test_area_is_counted_apart(
    client: FlaskClient, asked: str, own: list[str], label: str, total: int
) -> None:
    """A district chosen or named leads to its wards, a ward to its districts; the search itself
    stays as it was."""
    record = client.get(f"/search.json?{asked}").get_json()
    assert [hit["id"] for hit in record["results"]] == own and record["total"] == len(own)
    (found,) = record["related"]
    assert (found["label"], found["total"]) == (label, total)
    assert client.get(found["url"]).get_json()["total"] == total


def test_area_on_the_page(client: FlaskClient) -> None:
    """The page shows the link with its count and the units, and the link keeps the promise."""
    text = client.get(f"/search?q=sơ kết&district={DISTRICT}").text
    link = re.search(
        r'<a href="([^"]+)">khu vực Quận 1 \(cũ\)</a> <span class="note">\(2 bài viết: ([^)]*)\)',
        text,
    )
    assert link and "Phường Sài Gòn" in link[2]
    assert "<h1>2 bài viết</h1>" in client.get(link[1].replace("&amp;", "&")).text


def test_part_is_flagged(client: FlaskClient) -> None:
    """A ward that shares only a part of its land with the district says so."""
    text = client.get("/search?q=quận 6").text
    assert "Phường Bình Phú (một phần)" in text and "Phường Bình Tây (một phần)" not in text
    (found,) = client.get(f"/search.json?district=Quận 6, {HCM}").get_json()["related"]
    shared = {unit["value"].split(",")[0]: unit["partial"] for unit in found["units"]}
    assert shared["Phường Bình Phú"] is True and shared["Phường Bình Tây"] is False


@pytest.mark.parametrize(
    "asked", ["q=tuyên giáo", "q=quận 5", "district=Quận 99", "q=quận 1&district=Quận 99"]
)
def test_no_area_without_a_reason(client: FlaskClient, asked: str) -> None:
    """Without a known district, or where the area has no article, nothing is shown."""
    record = client.get(f"/search.json?{asked}").get_json()
    assert record["related"] == [] and "khu vực" not in client.get(f"/search?{asked}").text


def test_offers_on_the_page_and_in_json(client: FlaskClient) -> None:
    """What the query names is offered as links; the results are those without the offer, and the
    links work."""
    asked = "q=tuyên giáo quận 1 tháng 1/2025"
    text, record = (
        client.get(f"/search?{asked}").text,
        client.get(f"/search.json?{asked}").get_json(),
    )
    assert ">lọc theo Quận 1, TP. Hồ Chí Minh</a>" in text and ">lọc theo tháng 1/2025</a>" in text
    assert (
        "filter by Q1" not in text
        and ">filter by Jan 2025</a>" in client.get(f"/search?{asked}&lang=en").text
    )
    assert record["total"] == 1 and [hit["id"] for hit in record["results"]] == ["old"]
    district, month = record["query"]["offers"]
    assert (district["kind"], district["text"], district["value"]) == (
        "district",
        "quận 1",
        DISTRICT,
    )
    assert (month["kind"], month["value"]) == ("date", "2025-01-01/2025-01-31")
    chosen = client.get(district["url"]).get_json()["query"]
    assert (chosen["q"], chosen["district"]) == ("tuyên giáo tháng 1/2025", [DISTRICT])
    ranged = client.get(month["url"]).get_json()["query"]
    assert (ranged["from"], ranged["to"], ranged["q"]) == (
        "2025-01-01",
        "2025-01-31",
        "tuyên giáo quận 1",
    )


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2025-01-09", "2025-01-09", "09/01/2025"),
        ("2024-02-01", "2024-02-29", "tháng 2/2024"),
        ("2024-07-01", "2024-09-30", "quý 3/2024"),
        ("2024-01-01", "2024-12-31", "năm 2024"),
        ("2024-02-01", "2024-04-30", "tháng 2/2024 – tháng 4/2024"),
        ("2024-02-02", "2024-04-30", "02/02/2024 – 30/04/2024"),
    ],
)
def test_periods_in_words(first: str, last: str, text: str) -> None:
    """A period is said as people say it."""
    assert period_text(date.fromisoformat(first), date.fromisoformat(last), texts_in("vi")) == text


def test_as_many_filters_as_are_allowed(client: FlaskClient) -> None:
    """Two hundred chosen values are a search, also where a related area would be some more."""
    codes = "".join(f"&code={number}-CT/TW" for number in range(199))
    for asked in (f"district={DISTRICT}{codes}", f"q=quận 1{codes}&code=1-KH/TW"):
        for path in ("/search", "/search.json"):
            assert client.get(f"{path}?{asked}").status_code == 200, path
