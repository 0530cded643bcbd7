"""The pages of documents: the list, and the five questions that a reader asks of one."""

import csv
import io
import json
import re
from collections.abc import Iterable
from html import unescape
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from page_links import hrefs

from indexer.cli import cli
from webui import create_app

HCM = "Thành phố Hồ Chí Minh"
ARTICLES = [
    ("1", f"Quận ủy Quận 1, {HCM} ban hành Kế hoạch số 05-KH/QU thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016"
     " của Bộ Chính trị về đẩy mạnh học tập và làm theo tư tưởng Hồ Chí Minh.", "2016-06-01"),
    ("2", f"Quận ủy Quận 3, {HCM} ban hành Kế hoạch số 05-KH/QU thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016"
     " của Bộ Chính trị <script>alert(1)</script>.", "2017-07-01"),
    ("3", f"Quận 10, {HCM} đón đoàn khách.", "2017-08-01"),
]  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return _site(tmp_path_factory.mktemp("pages"), ARTICLES)


def _site(folder: Path, articles: Iterable[tuple[str, str, str]]) -> FlaskClient:
    lines = [
        json.dumps({"id": id, "title": f"Tin {id} <b>", "text": text, "published": day})
        for id, text, day in articles
    ]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    args = ["add", "--index", str(folder / "index"), "--jobs", "1", str(folder / "a.jsonl")]
    assert CliRunner().invoke(cli, args).exit_code == 0
    return create_app(folder / "index", TESTING=True).test_client()


def _section(page: str, name: str) -> str:
    found = re.search(rf'<section id="{name}">(.*?)</section>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])) if found else ""


def _rows(page: str) -> list[str]:
    """Return the names of the documents that a list shows."""
    return re.findall(r'<th scope="row"[^>]*>[^<]*<a[^>]*>([^<]*)', page)


def test_which_plan_carries_it_out(client: FlaskClient) -> None:
    """Below the directive stand the plans of two districts, each with its sentence, article,
    day."""
    tree = _section(client.get("/van-ban/05-CT/TW").text, "tree")
    assert tree.count("05-KH/QU (") == 2 and "(Quận 1, TP. Hồ Chí Minh)" in tree
    assert "thực hiện Chỉ thị số 05-CT/TW" in tree and "01/06/2016" in tree


def test_what_it_is_called_and_when_it_was_issued(client: FlaskClient) -> None:
    """The title that articles quote, with how many do, and the day as it is written."""
    facts = _section(client.get("/van-ban/05-CT/TW").text, "facts")
    assert "về đẩy mạnh học tập và làm theo tư tưởng Hồ Chí Minh 1 bài ghi như vậy" in facts
    assert "15/05/2016 2 bài ghi như vậy" in facts


def test_who_did_it(client: FlaskClient) -> None:
    """By level: the districts' bodies and plans."""
    done = _section(client.get("/van-ban/05-CT/TW").text, "done")
    assert "Quận, huyện" in done and "05-KH/QU" in done


def test_who_has_not(client: FlaskClient) -> None:
    """A district that has articles and no word of the document, and among what it was looked
    for."""
    places = _section(client.get("/van-ban/05-CT/TW").text, "places")
    named, silent = places.split("Nơi chưa thấy nhắc đến (trong kho bài đã lập chỉ mục)")
    assert "Quận 1" in named and "1 trong 1 bài" in named and "sau bài đầu tiên 395 ngày" in named
    assert "Quận 10" in silent and "Quận 3" not in silent


def test_one_number_two_documents(client: FlaskClient) -> None:
    """A number of two districts is two documents, a line each; each has an address of its own."""
    page = client.get("/van-ban/05-KH/QU").text
    assert "2 văn bản cùng số hiệu này" in page and "2 bài viết" in page
    own = next(
        href
        for href in hrefs(page)
        if "place=" in href and "Qu%E1%BA%ADn%203" in href.replace("+", "%20")
    )
    one = client.get(own)
    assert (
        one.status_code == 200
        and "1 bài viết" in one.text
        and 'aria-current="true">05-KH/QU' in one.text
    )


@pytest.mark.parametrize(
    "path",
    [
        "/van-ban",
        "/van-ban?q=05",
        "/van-ban/05-CT/TW",
        "/van-ban/05-KH/QU",
        "/van-ban?order=name&lang=en",
    ],
)
def test_every_link_leads_somewhere(client: FlaskClient, path: str) -> None:
    """Each link of the list and of a document answers; text from articles stays text."""
    page = client.get(path)
    assert page.status_code == 200
    assert "<script>alert" not in page.text and "Tin 1 <b>" not in page.text
    for href in {href for href in hrefs(page.text) if href.startswith("/")}:
        assert client.get(href).status_code == 200, href


def test_the_list_is_searched_sorted_and_filtered(client: FlaskClient) -> None:
    """A code finds its documents, letters those that hold them, a filter those of its articles."""
    assert "3 văn bản" in client.get("/van-ban").text
    assert "2 văn bản" in client.get("/van-ban?q=kh/qu").text
    assert "2 văn bản" in client.get("/van-ban", query_string={"district": f"Quận 3, {HCM}"}).text
    rows = _rows(client.get("/van-ban?order=name").text)
    assert rows == ["05-CT/TW", "05-KH/QU", "05-KH/QU"]


def test_the_list_counts_documents(client: FlaskClient) -> None:
    """Types, levels and places of the list count documents, not articles, and each choice leaves as
    many as it says; a title tells what the number is about."""
    page = client.get("/van-ban").text
    assert "Kế hoạch" in page and "về đẩy mạnh học tập" in page
    for href, name, count in re.findall(
        r'<a class="v" href="(/van-ban[^"]*)"><span class="name"[^>]*>(.*?)</span> '
        r'<span class="n">(\d+)</span>',
        page.split('aria-labelledby="f-place"')[0],
    ):
        chosen = client.get(unescape(href)).text
        assert f"{count} văn bản" in chosen and len(_rows(chosen)) == int(count), name
    asked = {"type": "Kế hoạch", "place": f"Quận 3, {HCM}"}
    assert _rows(client.get("/van-ban", query_string=asked).text) == ["05-KH/QU"]
    assert _rows(client.get("/van-ban?not_type=Kế+hoạch").text) == ["05-CT/TW"]


def test_every_document_can_be_reached(tmp_path: Path) -> None:
    """Behind the first thousand documents are more: the list pages through all, for programs and on
    the page, and the command prints all."""
    codes = [f"{number}/QĐ-UBND" for number in range(1, 1_101)]
    articles = [
        (
            str(start),
            "; ".join(f"Quyết định {code}" for code in codes[start : start + 20]) + ".",
            "",
        )
        for start in range(0, len(codes), 20)
    ]
    site = _site(tmp_path, articles)
    pages = [site.get(f"/api/v1/documents?page={page}").get_json() for page in (1, 2, 3)]
    assert [len(page["documents"]) for page in pages] == [1000, 100, 0]
    assert {page["total"] for page in pages} == {1100}
    assert {one["name"] for page in pages for one in page["documents"]} == set(codes)
    assert len(_rows(site.get("/van-ban?page=22").text)) == 50
    told = CliRunner().invoke(cli, ["documents", "--index", str(tmp_path / "index")]).output
    assert told.endswith("1,100 documents\n") and told.count("QĐ-UBND") == 1100


def test_the_list_by_year_and_by_what_is_not_known(client: FlaskClient) -> None:
    """The list tells the terms of its documents, each a filter; what is of none or of no place that
    is known can be asked for too, and is nothing here."""
    page = client.get("/van-ban").text
    links = [href for href in hrefs(page) if "term=" in href and href.startswith("/van-ban?")]
    shown = {href: client.get(href).text for href in links}
    assert any("1 văn bản" in text and "2016–2021" in text for text in shown.values())
    assert any("2 văn bản" in text and "2015–2020" in text for text in shown.values())
    assert "0 văn bản" in client.get("/van-ban?term=%3F").text
    rows = [_rows(text) for text in shown.values()]
    assert sorted(name for names in rows for name in names) == ["05-CT/TW", "05-KH/QU", "05-KH/QU"]


def test_who_carried_it_out_as_a_table(client: FlaskClient) -> None:
    """A line for each who did something with it: place, relation, sentence, day, article; what a
    spreadsheet would run is text."""
    answer = client.get("/api/v1/documents/05-CT/TW/csv")
    assert answer.mimetype == "text/csv" and answer.text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(answer.text[1:])))
    told = {(row["actor"], row["place"], row["relation"], row["day"]) for row in rows}
    assert ("05-KH/QU", f"Quận 1, {HCM}", "implements", "2016-06-01") in told
    assert all("05-CT/TW" in row["sentence"] and row["address"].startswith("http") for row in rows)
    assert client.get("/api/v1/documents/99-CT/TW/csv").status_code == 404


def test_cited_documents_are_checked(client: FlaskClient) -> None:
    """A pasted text is answered with what is wrong with its codes and what may be meant; the text
    stays text, a too long one is 400, and the list leads there."""
    assert "/kiem-tra-vien-dan" in hrefs(client.get("/van-ban").text)
    draft = (
        "Căn cứ Chỉ thị số 05-CT/TW, Nghị quyết số 05-CT/TW và Chỉ thị 06-CT/TW <script>alert(1)"
    )
    page = client.get("/kiem-tra-vien-dan", query_string={"text": draft}).text
    doubts = _section(page, "doubts")
    assert "06-CT/TW Chưa có bài nào" in doubts and "<script>alert" not in page
    good = client.get("/kiem-tra-vien-dan", query_string={"text": "Chỉ thị số 05-CT/TW"}).text
    assert "0 chỗ cần xem lại" in _section(good, "doubts")
    assert client.get("/kiem-tra-vien-dan", query_string={"text": "x" * 7000}).status_code == 400


def _entries(client: FlaskClient, query: str) -> list[tuple[str, str]]:
    """Return (id, sentence) of a document's feed, which both forms give alike."""
    feed = ElementTree.fromstring(client.get(f"/documents.atom?{query}").data)  # noqa: S314 our own
    atom = "{http://www.w3.org/2005/Atom}"
    found = [
        (entry.findtext(f"{atom}id") or "", entry.findtext(f"{atom}summary") or "")
        for entry in feed.iter(f"{atom}entry")
    ]
    items = client.get(f"/documents.feed.json?{query}").get_json()["items"]
    assert [(item["id"], item["content_text"]) for item in items] == found
    return found


def test_a_document_is_followed_by_its_sentences(client: FlaskClient) -> None:
    """An entry is the sentence, the newest first: everywhere, in a place, or what is done with it;
    ids stay."""
    told = _entries(client, "name=05-CT/TW")
    assert [said.split(",")[0] for _, said in told] == ["Quận ủy Quận 3", "Quận ủy Quận 1"]
    assert told == _entries(client, "name=05-ct/tw")
    here = _entries(client, f"name=05-CT/TW&district=Quận 1, {HCM}")
    assert here == told[1:]
    done = _entries(client, "name=05-CT/TW&only=relations")
    assert done and all("thực hiện Chỉ thị số 05-CT/TW" in said for _, said in done)
    assert not {id for id, _ in done} & {id for id, _ in told}


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 404), ("name=99-CT/TW", 404), ("name=05-CT/TW&only=x", 400), ("name=05-CT/TW&x=1", 400)],
)
def test_feeds_that_are_none(client: FlaskClient, query: str, status: int) -> None:
    """A feed of no document is 404, a wrong parameter 400."""
    assert client.get(f"/documents.atom?{query}").status_code == status


def test_the_tree_as_a_graph_and_a_picture(client: FlaskClient) -> None:
    """GraphML has each document once and each relation with its sentence; the picture names them;
    both are well-formed whatever articles hold."""
    graph = ElementTree.fromstring(client.get("/api/v1/documents/05-CT/TW/graphml").data)  # noqa: S314
    name = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = [node.get("id") for node in graph.iter(f"{name}node")]
    edges = [(edge.get("source"), edge.get("target")) for edge in graph.iter(f"{name}edge")]
    assert len(nodes) == len(set(nodes)) and set(chain(*edges)) == set(nodes)
    said = [one.text or "" for one in graph.iter(f"{name}data") if one.get("key") == "sentence"]
    assert any("thực hiện Chỉ thị số 05-CT/TW" in text for text in said)
    picture = client.get("/api/v1/documents/05-CT/TW/svg")
    texts = "".join(ElementTree.fromstring(picture.data).itertext())  # noqa: S314
    assert texts.count("05-KH/QU") == 2 and "05-CT/TW" in texts
    assert client.get("/api/v1/documents/99-CT/TW/svg").status_code == 404


def test_the_card_is_of_the_document_that_nearly_all_mean(tmp_path: Path) -> None:
    """Of two documents of one number the card tells day and title of the one that most articles
    name, and leads to both."""
    issued = "Bộ Chính trị ban hành Chỉ thị số 35-CT/TW ngày {} về {}."
    often = [
        (str(n), issued.format("30/5/2019", "đại hội đảng bộ các cấp"), f"2019-0{n}-01")
        for n in range(6, 10)
    ]
    once = ("9x", issued.format("14/6/2024", "đại hội tiến tới toàn quốc"), "2024-07-01")
    page = _site(tmp_path, [*often, once]).get("/search?q=35-CT/TW").text
    card = re.search(r'<section class="card".*?</section>', page, re.DOTALL)
    assert card and "30/05/2019" in card[0] and "đại hội đảng bộ các cấp" in card[0]
    assert "14/06/2024" not in card[0] and "2 văn bản cùng số hiệu này" in card[0]
