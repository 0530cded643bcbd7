"""The articles of a site have one source, whichever run, folder or command brought them."""

import json

import pytest
from site_server import page

from search.beside import beside


def named(number: int, name: str, host: str = "bao.example.vn") -> str:
    """Return a page of a site under one of the names that it gives itself."""
    site = f'<meta property="og:site_name" content="{name}">' if name else ""
    address = f'<link rel="canonical" href="https://{host}/{number}.html">'
    return page(number, head=site + address)


@pytest.fixture
def sources(index, tmp_path):
    """The source of each article in the index, by the last part of its address."""

    def read() -> dict[str, str]:
        lines = index("export").stdout.splitlines()
        articles = [json.loads(line) for line in lines if line.startswith("{")]
        return {one["url"].rpartition("/")[2]: one.get("source", "") for one in articles}

    return read


@pytest.mark.parametrize("second", ["Báo Mẫu điện tử", "BÁO MẪU", ""])
def test_a_later_run_keeps_the_name(index, sources, tmp_path, second) -> None:
    """Also of a page that names its site otherwise, or not at all."""
    for number, name in ((1, "Báo Mẫu"), (2, second)):
        folder = tmp_path / f"ngay-{number}"
        folder.mkdir()
        (folder / f"{number}.html").write_text(named(number, name), encoding="utf-8")
        assert index("add", folder).exit_code == 0
    assert sources() == {"1.html": "Báo Mẫu", "2.html": "Báo Mẫu"}


def test_each_site_has_its_own_name(index, sources, tmp_path) -> None:
    """www. and m. are the same site, another host is another."""
    for number, (name, host) in enumerate(
        [("Báo Mẫu", "www.bao.example.vn"), ("Mẫu", "m.bao.example.vn"), ("Tin", "tin.example.vn")]
    ):
        path = tmp_path / f"{number}.html"
        path.write_text(named(number, name, host), encoding="utf-8")
        assert index("add", path).exit_code == 0
    assert sources() == {"0.html": "Báo Mẫu", "1.html": "Báo Mẫu", "2.html": "Tin"}


def test_what_a_record_says_of_itself_stays(index, sources, tmp_path, write_jsonl) -> None:
    """A table names the source of each article: an agency's is not the site's."""
    (tmp_path / "1.html").write_text(named(1, "Báo Mẫu"), encoding="utf-8")
    index("add", tmp_path / "1.html")
    url = "https://bao.example.vn/2.html"
    index("add", write_jsonl({"url": url, "source": "TTXVN", "body": "Tin của hãng thông tấn."}))
    assert sources() == {"1.html": "Báo Mẫu", "2.html": "TTXVN"}


def test_the_user_is_right(index, sources, tmp_path) -> None:
    """--source goes before the name of the site; a name that was mended by hand is used."""
    (tmp_path / "1.html").write_text(named(1, "Trang chủ"), encoding="utf-8")
    index("add", tmp_path / "1.html", "--source", "Báo của tôi")
    assert sources() == {"1.html": "Báo của tôi"}
    index("add", tmp_path / "1.html")
    assert sources() == {"1.html": "Trang chủ"}
    path = beside(tmp_path / "index", ".sites")
    path.write_text(json.dumps({"bao.example.vn": "Báo Mẫu"}), encoding="utf-8")
    index("add", tmp_path / "1.html")
    assert sources() == {"1.html": "Báo Mẫu"}


def test_a_trial_names_no_site(index, tmp_path) -> None:
    """--dry-run shows the name that a site has, and gives it none."""
    (tmp_path / "1.html").write_text(named(1, "Báo Mẫu"), encoding="utf-8")
    assert "Báo Mẫu" in index("add", "--dry-run", "1", tmp_path / "1.html").stdout
    assert not beside(tmp_path / "index", ".sites").exists()


def test_spoiled_names_are_a_line(index, tmp_path) -> None:
    """They are never written over in silence."""
    path = beside(tmp_path / "index", ".sites")
    path.write_text("{", encoding="utf-8")
    (tmp_path / "1.html").write_text(named(1, "Báo Mẫu"), encoding="utf-8")
    result = index("add", tmp_path / "1.html")
    assert result.exit_code == 1 and "index.sites" in result.stderr and path.read_text() == "{"


def test_fetching_gives_and_keeps_the_name(site, fetch, index, sources, tmp_path) -> None:
    """Within a run, in the next one, and for what `index add` reads of the same site."""
    head = '<meta property="og:site_name" content="{}">'
    site.pages["/1.html"] = site.reply(page(1, head=head.format("Báo Mẫu")))
    site.pages["/2.html"] = site.reply(page(2))
    site.sitemap({"/1.html": "2025-01-09", "/2.html": "2025-01-08"})
    fetch(site.address)
    site.pages["/3.html"] = site.reply(page(3, head=head.format("Mẫu - tin mới")))
    site.sitemap({"/1.html": "2025-01-09", "/2.html": "2025-01-08", "/3.html": "2025-01-10"})
    fetch(site.address, "--save", str(tmp_path / "tin.warc.gz"))
    assert sources() == dict.fromkeys(("1.html", "2.html", "3.html"), "Báo Mẫu")
    saved = index("add", tmp_path / "tin.warc.gz")
    assert "unchanged 1" in saved.stdout
