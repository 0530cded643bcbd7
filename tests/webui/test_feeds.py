"""One search in every form: JSON, CSV, Atom, NDJSON."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from webui.formats.feeds import CSV_HEADER

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCHES = [
    "",
    "q=tuyên giáo",
    "q=quận&sort=oldest&per_page=2",
    "district=Quận 10, Thành phố Hồ Chí Minh",
    "not_code=05-CT/TW&from=2025",
    "q=không có gì cả",
]


def parse(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(data)  # noqa: S314 -- what the application under test wrote


def rows(client: FlaskClient, query: str) -> list[dict[str, str]]:
    text = client.get(f"/search.csv?{query}").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("query", SEARCHES)
def test_all_forms_agree(client: FlaskClient, query: str) -> None:
    """The same query string gives the same articles in the same order in all four."""
    record = client.get(f"/search.json?{query}").get_json()
    ids = [result["id"] for result in record["results"]]
    assert [row["id"] for row in rows(client, query)] == ids
    feed = parse(client.get(f"/search.atom?{query}").data)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == [result["title"] for result in record["results"]]
    lines = client.get(f"/search.ndjson?{query}").text.splitlines()
    assert len(lines) == record["total"]
    assert [json.loads(line)["id"] for line in lines][: len(ids)] == ids


def test_csv_header_and_mark(client: FlaskClient) -> None:
    """Excel knows the encoding by the mark, people the columns by the header."""
    data = client.get("/search.csv").data
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(CSV_HEADER).encode() + b"\r\n")


def test_csv_formulas_are_text(client: FlaskClient) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe."""
    row = next(row for row in rows(client, "") if row["id"] == "hostile")
    assert row["summary"].startswith("'=HYPERLINK")


def test_feed_entries_keep_their_ids(client: FlaskClient) -> None:
    """An entry's id does not depend on the host, the search or the order."""

    def ids(url: str, **options: str) -> set[str | None]:
        feed = parse(client.get(url, **options).data)
        return {entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")}

    assert ids("/search.atom") == ids("/search.atom?sort=oldest", base_url="https://192.0.2.7:8443")


def test_feed_is_complete(client: FlaskClient) -> None:
    """A feed and each entry have the id, title, updated and author that RFC 4287 asks for."""
    feed = parse(client.get("/search.atom?q=%00%0b\ufffequận").data)
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert all(element.findtext(ATOM + name) for name in ("id", "title", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")


def test_ndjson_passes_the_page_limit(client: FlaskClient) -> None:
    """NDJSON gives every result whatever the page asked for."""
    assert len(client.get("/search.ndjson?per_page=1&page=2").text.splitlines()) == 5


@pytest.mark.parametrize("form", ["csv", "atom", "ndjson"])
def test_bad_parameters_give_a_page(client: FlaskClient, form: str) -> None:
    """A wrong value is 400 with a page for people, before anything is sent."""
    response = client.get(f"/search.{form}?page=0")
    assert (response.status_code, response.mimetype) == (400, "text/html")


@pytest.mark.parametrize("ending", ["csv", "atom", "ndjson"])
def test_errors_are_pages(client: FlaskClient, ending: str) -> None:
    """A wrong parameter is 400 with a page that names it, never a feed or a sheet with an error in
    it."""
    answer = client.get(f"/search.{ending}?per_page=1000")
    assert (answer.status_code, answer.mimetype) == (400, "text/html") and "per_page" in answer.text
