"""JSON as programs write it: one object after the other, tables, envelopes, pages inside of
records."""

import json
from datetime import date
from pathlib import Path

import pytest
from read_files import BODY, OTHER, line, read

ONE, TWO = (
    {"id": "1", "title": "Một", "content": BODY},
    {"id": "2", "title": "Hai", "content": OTHER},
)

FORMS = {
    "lines with commas": f"{line(ONE)},\n{line(TWO)},\n",
    "objects side by side": line(ONE) + line(TWO),
    "objects over several lines": json.dumps(ONE, indent=2) + "\n" + json.dumps(TWO, indent=2),
    "two runs in one file": f"[\n{line(ONE)}\n][\n{line(TWO)}\n]\n",
    "an array a line": f"[{line(ONE)}]\n[{line(TWO)}]\n",
    "a text sequence": f"\x1e{line(ONE)}\n\x1e{line(TWO)}\n",
    "a tab in a text": f"{line(ONE)}\n{line(TWO)}".replace("Quận ủy", "Quận\tủy").replace(
        "\\t", "\t"
    ),
    "rows below a header": line(
        [["id", "title", "content"], *(list(r.values()) for r in (ONE, TWO))]
    ),
    "a header beside rows": line(
        {"columns": list(ONE), "index": [0, 1], "data": [list(r.values()) for r in (ONE, TWO)]}
    ),
    "columns by number": line({key: {"0": ONE[key], "1": TWO[key]} for key in ONE}),
    "columns as lists": line({key: [ONE[key], TWO[key]] for key in ONE}),
}


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
@pytest.mark.parametrize("form", FORMS)
def test_several_articles_in_whatever_form(tmp_path: Path, form: str, ending: str) -> None:
    """Each is one article, nothing is refused; the ending does not matter."""
    articles, rejections, _ = read(tmp_path / f"a{ending}", FORMS[form])
    assert rejections == []
    assert [(one.id, one.title) for one in articles] == [("1", "Một"), ("2", "Hai")]


def test_a_list_of_one_is_a_value_in_brackets(tmp_path: Path) -> None:
    """As Solr gives it: neither a table of one row nor of as many as there are paragraphs."""
    for record in (
        {"title": ["Một"], "content": [BODY]},
        {"title": ["Một"], "content": [BODY, OTHER]},
        {"title": "Một", "content": [BODY, OTHER]},
    ):
        articles, rejections, _ = read(tmp_path / "a.json", line(record))
        assert len(articles) == 1 and rejections == [] and articles[0].title == "Một"


def test_what_breaks_costs_what_follows_in_its_line(tmp_path: Path) -> None:
    """Behind an object that is whole comes one that is not; the next line is read."""
    data = f'{line(ONE)}{{"id": 7, "content"\n{line(TWO)}\n'
    articles, [rejection], _ = read(tmp_path / "a.jsonl", data)
    assert [one.id for one in articles] == ["1", "2"] and rejection.line == 1
    assert "not JSON" in rejection.reason


ENVELOPES = {
    "of an interface": {"data": [{"id": "3", "attributes": {"title": "Một", "content": BODY}}]},
    "of a node": {"data": [{"type": "node", "id": "3", "attributes": {
        "title": "Một", "body": {"value": f"<p>{BODY}</p>", "format": "html"}}}]},
    "of a search": {"hits": {"hits": [{"_id": "3", "_source": {"title": "Một", "content": BODY}}]}},
    "of posts": {"posts": [{"id": "3", "title": "Một", "html": f"<p>{BODY}</p>"}]},
}  # fmt: skip


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_an_envelope_gives_what_it_says_of_the_article(tmp_path: Path, envelope: str) -> None:
    """Its id is the article's."""
    [article], rejections, _ = read(tmp_path / "a.json", line(ENVELOPES[envelope]))
    assert (article.id, article.title, article.body) == ("3", "Một", BODY) and rejections == []


PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Quận 1 triển khai kế hoạch | Báo Mẫu</title>
<meta property="og:site_name" content="Báo Mẫu"></head><body><nav><a href="/">Trang chủ</a></nav>
<h1>Quận 1 triển khai kế hoạch</h1><p>Thứ Năm, 09/01/2025, 10:30 (GMT+7)</p>
<article><p>{BODY}</p><p>{OTHER}</p></article><footer>Giấy phép số 1/GP</footer></body></html>"""


@pytest.mark.parametrize("name", ["html", "content", "body"])
def test_a_page_in_a_record_is_read_as_a_page(tmp_path: Path, name: str) -> None:
    """Menus and footers stay out; what the crawler says beside it is its own, the address apart."""
    record = {"url": "https://bao.example.vn/1", "title": "Quận 1 triển khai | Báo Mẫu", name: PAGE}
    [article], rejections, _ = read(tmp_path / "a.jsonl", line(record))
    assert article.title == "Quận 1 triển khai kế hoạch" and article.source == "Báo Mẫu"
    assert article.body == f"{BODY}\n{OTHER}" and article.published == date(2025, 1, 9)
    assert article.url == "https://bao.example.vn/1" and rejections == []


def test_a_page_without_article_in_a_record_is_refused(tmp_path: Path) -> None:
    """With the reason that a page by itself would have."""
    links = "".join(f'<li><a href="/{n}">Tin số {n} của trang</a></li>' for n in range(30))
    record = {
        "url": "https://bao.example.vn/",
        "html": f"<html><body><ul>{links}</ul></body></html>",
    }
    articles, [rejection], _ = read(tmp_path / "a.jsonl", line(record))
    assert articles == [] and "not an article" in rejection.reason
