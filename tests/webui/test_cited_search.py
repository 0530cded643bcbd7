"""A search that is cited: a later visit says what has changed since."""

import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import cli
from webui import create_app

TODAY = date.today()


def _add(folder: Path, *articles: tuple[str, str, date]) -> None:
    lines = [
        json.dumps({"id": id, "title": f"Tin {id}", "text": text, "published": day.isoformat()})
        for id, text, day in articles
    ]
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = CliRunner().invoke(
        cli, ["add", "--index", str(folder / "index"), "--jobs", "1", str(folder / "in.jsonl")]
    )
    assert told.exit_code == 0, told.output


def _page(folder: Path, address: str) -> str:
    return unescape(create_app(folder / "index", TESTING=True).test_client().get(address).text)


def test_a_cited_search_says_what_came_since(tmp_path: Path) -> None:
    """As long as the index is the same, the page says so; later it tells the number of then and of
    now, and leads to what was published since."""
    long_ago = TODAY - timedelta(days=90)
    _add(tmp_path, ("1", "Công tác dân vận của quận.", long_ago), ("2", "Dân vận khéo.", long_ago))
    found = re.search(r'href="(/search\?[^"]*cited=[^"]*)"', _page(tmp_path, "/search?q=dân+vận"))
    assert found
    cited = found[1]
    assert f"Đúng như khi được trích dẫn ngày {TODAY:%d/%m/%Y}: 2 bài." in _page(tmp_path, cited)
    _add(tmp_path, ("3", "Dân vận ở phường.", TODAY), ("4", "Dân vận năm ngoái.", long_ago))
    later = _page(tmp_path, cited)
    assert "có 2 bài; kho bài đã thay đổi từ đó, nay có 4." in later
    newer = re.search(r'<a href="([^"]*)">1 bài đăng từ ngày', later)
    assert (
        newer and "Tin 3" in _page(tmp_path, newer[1]) and "Tin 4" not in _page(tmp_path, newer[1])
    )


@pytest.mark.parametrize(
    "cited",
    [
        "",
        "x",
        "a.b.c",
        "a.1.20259999",
        "a.1.2025010",
        "<b>.1.20250101",
        "." * 99,
        "a.1." + "2" * 99,
    ],
)
def test_a_citation_that_cannot_be_read_is_passed_over(tmp_path: Path, cited: str) -> None:
    """A broken address is the search itself, without an error and without a stranger's markup."""
    _add(tmp_path, ("1", "Công tác dân vận của quận.", TODAY))
    client = create_app(tmp_path / "index", TESTING=True).test_client()
    answer = client.get("/search", query_string={"q": "dân vận", "cited": cited})
    assert answer.status_code == 200 and "1 bài viết" in answer.text and "<b>" not in answer.text
