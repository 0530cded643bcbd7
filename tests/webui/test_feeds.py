"""One search in every form: JSON, CSV, Atom, NDJSON."""

import csv
import io
import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from search.model import Hit
from webui.formats import citations
from webui.formats.spreadsheets import CSV_HEADER, safe_cell

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


def references(client: FlaskClient, ending: str, query: str) -> str:
    answer = client.get(f"/search.{ending}?{query}")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("query", SEARCHES)
def test_a_whole_set_is_what_the_page_counts(client: FlaskClient, query: str) -> None:
    """With all=1 a sheet, BibTeX and RIS hold as many articles as the page says it found."""
    total = client.get(f"/search.json?{query}").get_json()["total"]
    assert len(rows(client, f"{query}&all=1")) == total
    assert references(client, "bib", f"{query}&all=1").count("@misc{") == total
    assert references(client, "ris", f"{query}&all=1").count("TY  - NEWS") == total


def test_a_page_of_references_is_a_page(client: FlaskClient) -> None:
    """Without all=1 the page's own articles are given."""
    assert len(rows(client, "per_page=2")) == 2
    assert references(client, "bib", "per_page=2").count("@misc{") == 2


def test_a_row_says_where_the_word_stands(client: FlaskClient) -> None:
    """A row has the sentence of the hit without marks, and the article's address on this site."""
    row = next(iter(rows(client, "q=tuyên giáo&all=1")))
    assert "tuyên giáo" in row["sentence"].lower() and "<" not in row["sentence"]
    assert row["address"].startswith("http://localhost/bai/")


def test_a_download_is_named_after_its_query_and_day(client: FlaskClient) -> None:
    """Files of different searches do not take each other's place."""
    named = client.get("/search.csv?q=Tuyên giáo Quận 1&all=1").headers["Content-Disposition"]
    assert re.fullmatch(
        r'attachment; filename="timtin-tuyen-giao-quan-1-20\d\d-\d\d-\d\d\.csv"', named
    )


@pytest.mark.parametrize("value", ["2", "yes", "-1"])
@pytest.mark.parametrize("ending", ["csv", "bib", "ris"])
def test_all_is_true_or_false(client: FlaskClient, ending: str, value: str) -> None:
    """A value of all that is neither is refused, not taken for the default."""
    assert client.get(f"/search.{ending}?all={value}").status_code == 400


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", ";=1", "\t=1", " =1", "\u00a0=1", "|x"])
def test_what_a_spreadsheet_would_run(text: str) -> None:
    """Whatever way a formula begins, it is text; other cells stay as they are."""
    assert safe_cell(text) == "'" + text and safe_cell("quận 1") == "quận 1"


@pytest.mark.parametrize("query", SEARCHES)
def test_json_feed_and_atom_hold_the_same(client: FlaskClient, query: str) -> None:
    """Both feeds have the same entries under the same ids."""
    feed = json.loads(client.get(f"/search.feed.json?{query}").data)
    atom = parse(client.get(f"/search.atom?{query}").data)
    ids = [entry.findtext(f"{ATOM}id") for entry in atom.findall(f"{ATOM}entry")]
    assert [item["id"] for item in feed["items"]] == ids
    assert feed["version"] == "https://jsonfeed.org/version/1.1"


def test_hostile_titles_stay_one_field() -> None:
    """Braces, commands and line ends of a title neither end a BibTeX field nor a RIS line."""
    hit = Hit(
        "a}{",
        "}\\input{x}\nER  - ",
        "",
        "b%&_#$",
        "",
        None,
        date(2025, 1, 9),
        True,
        "",
        (),
        ("05-CT/TW",),
        1.0,
    )
    entry = citations._bibtex(hit, "https://x.vn/a{}")
    assert entry.count("@") == 1 and r"\textbackslash{}input\{x\}" in entry
    assert "sự kiện ngày 9/1/[2025], không rõ ngày đăng" in entry.replace(r"\_", "_")
    lines = citations._ris(hit, "https://x.vn/a").splitlines()
    assert sum(line.startswith("ER  -") for line in lines) == 1
