"""The pages over the sample corpus and the real engine: what they promise before a click is what
the click gives."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from page_links import hrefs

from indexer.cli import cli
from webui import create_app

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
STARTS = [
    "/search",
    "/search?q=tuyen giao",
    "/search?q=quận&from=2024",
    "/search?district=Quận 1, Thành phố Hồ Chí Minh&code=05-CT/TW&not_source=Tin Quận 3",
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of the pages over the ingested sample."""
    index = tmp_path_factory.mktemp("sample") / "index"
    made = CliRunner().invoke(cli, ["add", "--index", str(index), "--jobs", "1", str(SAMPLE)])
    assert made.exit_code == 0, made.output
    return create_app(index, TESTING=True).test_client()


def total(client: FlaskClient, url: str) -> int:
    found = re.search(r"<h1>([\d.]+) bài viết", client.get(url).text)
    assert found, url
    return int(found[1].replace(".", ""))


def promises(text: str) -> Iterator[tuple[str, int]]:
    """Yield (value's link, its count) for every value on a page that is not chosen."""
    for section in re.findall(r'aria-labelledby="f-\w+">(.*?)</section>', text, re.DOTALL):
        pattern = r'<li><a class="v(?: d\d)?" href="([^"]+)"><span class="name">.*?<span class="n">([\d.]+)</span>'
        for href, count in re.findall(pattern, section):
            yield href.replace("&amp;", "&"), int(count.replace(".", ""))


def alone(href: str) -> str:
    """Return a link that adds a value to its facet as one that chooses only that value."""
    pairs = parse_qsl(urlsplit(href).query)
    facet, added = pairs[-1]
    return "/search?" + urlencode([p for p in pairs if p[0] != facet or p[1] == added])


@pytest.mark.parametrize("start", STARTS)
def test_every_count_is_true(client: FlaskClient, start: str) -> None:
    """Every value, exclusion and bar on a page leads to as many results as the page says."""
    text = client.get(start).text
    checked = 0
    for href, count in promises(text):
        assert total(client, alone(href)) == count, href
        checked += 1
    for href, words in re.findall(
        r'<a href="([^"]+)" aria-label="[^":]*: ([\d.]+) bài viết"', text
    ):
        assert total(client, href.replace("&amp;", "&")) == int(words.replace(".", "")), href
        checked += 1
    assert checked > 20


@pytest.mark.parametrize("start", STARTS)
def test_excluding_takes_away_what_choosing_leaves(client: FlaskClient, start: str) -> None:
    """What a value leaves and what its exclusion leaves are together all there was."""
    text = client.get(start).text
    for section in re.findall(
        r'aria-labelledby="f-(?:issuer|place)">(.*?)</section>', text, re.DOTALL
    ):
        for choose, count, exclude in re.findall(
            r'<li><a class="v(?: d\d)?" href="([^"]+)">[^\n]*?<span class="n">([\d.]+)</span></a><a class="x" href="([^"]+)"',
            section,
        ):
            if "district=" not in start or not re.search("not_(district|ward)", exclude):
                assert total(client, exclude.replace("&amp;", "&")) == total(client, start) - int(
                    count
                ), choose


@pytest.mark.parametrize(
    "query", ["", "q=tuyên giáo", "q=05-CT/TW&sort=oldest", "q=tuyen giao&district=Quận 1"]
)
def test_all_forms_agree(client: FlaskClient, query: str) -> None:
    """JSON and NDJSON give the same articles in the same order, NDJSON all of them."""
    record = client.get(f"/search.json?{query}").get_json()
    lines = [json.loads(line) for line in client.get(f"/search.ndjson?{query}").text.splitlines()]
    assert len(lines) == record["total"]
    ids = [result["id"] for result in record["results"]]
    assert [line["id"] for line in lines][: len(ids)] == ids


@pytest.mark.parametrize(
    "query",
    [
        "q=tuyên giáo quận 1 năm 2025",
        "district=Quận 3, Thành phố Hồ Chí Minh",
        "ward=Phường Tân Định, Thành phố Hồ Chí Minh",
    ],
)
def test_the_same_area_is_counted_apart(client: FlaskClient, query: str) -> None:
    """The link across the reform leads to as many articles as it says, and every offered filter to
    a search."""
    record = client.get(f"/search.json?{query}").get_json()
    (area,) = record["related"]
    found = client.get(area["url"] + "&per_page=100").get_json()
    assert found["total"] == area["total"] > 0
    assert f"{area['total']} bài viết: " in client.get(f"/search?{query}").text
    assert all(client.get(offer["url"]).status_code == 200 for offer in record["query"]["offers"])


def test_every_article_page(client: FlaskClient) -> None:
    """Every article of the sample has a page, and every document in it too."""
    codes = set()
    for line in client.get("/search.ndjson").text.splitlines():
        hit = json.loads(line)
        page = client.get(f"/bai/{hit['id']}")
        assert page.status_code == 200
        codes.update(hit["codes"])
    assert len(codes) > 25
    for code in codes:
        page = client.get(f"/van-ban/{code}")
        assert page.status_code == 200 and "<mark>" in page.text, code


def test_page_weight(client: FlaskClient) -> None:
    """No page is heavier than 60 KB, its style sheets for screens included; scripts, which no page
    needs, have 30 KB of their own."""
    for path in [
        *STARTS,
        "/",
        "/chon/code",
        "/bai/tt-2019-004",
        "/van-ban/05-CT/TW",
        "/tro-giup",
        "/api",
    ]:
        page = client.get(path)
        weight = len(page.data)
        for name in re.findall(r'href="/static/([a-z]+\.(?:css|svg))[^ >]*(?:>| type)', page.text):
            with client.get(f"/static/{name}") as file:
                weight += len(file.data)
        assert weight < 60_000, path


def test_a_code_is_called_what_it_says(client: FlaskClient) -> None:
    """QĐ of the party is Quyết định or Quy định: lists do not guess, the document's page says what
    is printed."""
    codes = client.get("/search?q=144-QĐ/TW").text
    assert "05-CT/TW (Chỉ thị)" in client.get("/search?q=chỉ thị 05").text
    assert "144-QĐ/TW" in codes and "144-QĐ/TW (" not in codes
    assert (
        "<legend>Trung ương – Quyết định, Quy định</legend>"
        in client.get("/chon/code?q=144-QĐ/TW").text
    )
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", client.get("/van-ban/144-QĐ/TW").text, re.DOTALL)
    assert heading and re.sub(r"<[^>]+>|\s+", " ", heading[1]).split() == [
        "Quy",
        "định",
        "144-QĐ/TW",
    ]


def test_an_article_carries_its_search(client: FlaskClient) -> None:
    """From a result one goes on to the next, back to the one before, and to the list; every
    article of the walk is the result with that number."""
    record = client.get("/search.json?q=quận&per_page=20").get_json()
    ids = [hit["id"] for hit in record["results"]]
    href = next(iter(hrefs(client.get("/search?q=quận&per_page=20").text, "/bai/")))
    for id in ids[:12]:
        text = client.get(href).text
        assert f'<link rel="canonical" href="http://localhost/bai/{id}">' in text
        assert f"← {record['total']} bài viết" in text
        href = unescape(re.findall(r'<a rel="next" href="([^"]+)"', text)[0])


@pytest.mark.parametrize("rest", ["", "?pos=1", "?q=quận&pos=99", "?q=quận&pos=x", "?pos=-1"])
def test_a_place_that_is_wrong_shows_no_way(client: FlaskClient, rest: str) -> None:
    """An article that is not where its address says is shown alone."""
    answer = client.get(f"/bai/tt-2019-004{rest}")
    assert answer.status_code == 200 and 'class="trail"' not in answer.text


def test_an_article_can_be_cited_in_three_forms(client: FlaskClient) -> None:
    """A line, BibTeX and RIS; an unknown id is 404."""
    assert 'class="citation"' in client.get("/bai/tt-2019-004").text
    assert client.get("/trich-dan.bib?id=tt-2019-004").text.startswith("@misc{timtin-tt-2019-004,")
    assert client.get("/trich-dan.ris?id=tt-2019-004").text.startswith(
        "TY  - NEWS\r\nID  - tt-2019-004"
    )
    for ending in ("bib", "ris"):
        assert client.get(f"/trich-dan.{ending}?id=none").status_code == 404


def test_a_query_for_a_document_is_answered(client: FlaskClient) -> None:
    """Typing "chi thi 05" shows who carried the directive out, each with its sentence, and leads to
    its page and table; a query for no document has no such card, nor has a second page."""
    text = client.get("/search?q=chi thi 05").text
    section = re.search(r'<section class="card".*?</section>', text, re.DOTALL)
    assert section and "Chỉ thị 05-CT/TW" in section[0] and 'class="said"' in section[0]
    assert set(hrefs(section[0], "/bang?")) and set(hrefs(section[0], "/van-ban/05-CT/TW"))
    for other in ("/search?q=tuyên giáo", "/search?q=chi thi 05&page=2&per_page=3"):
        assert 'class="card"' not in client.get(other).text
