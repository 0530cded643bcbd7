"""`index fetch --save`: the archive holds the pages as they came, and gives the same articles."""

import pytest
from click.testing import CliRunner
from site_server import Reply, page
from warcio.archiveiterator import ArchiveIterator

from indexer.cli import cli


def exported(folder) -> list[str]:
    result = CliRunner().invoke(cli, ["export", "--index", str(folder)])
    assert result.exit_code == 0
    return sorted(result.stdout.splitlines())


@pytest.fixture
def odd(site):
    """A site whose pages differ in all that a reader needs to know of where they came from."""
    site.article("/plain.html", 1)
    site.pages["/packed.html"] = Reply(page(2), headers={"content-encoding": "gzip"})
    site.pages["/letters.html"] = Reply(
        page(3).replace('<meta charset="utf-8">', "").encode("utf-16-le"),
        headers={"content-type": "text/html; charset=utf-16-le"},
    )
    canonical = '<link rel="canonical" href="{}">'
    site.pages["/own.html?p=1"] = Reply(page(4, head=canonical.format(f"{site.address}/own.html")))
    site.pages["/front.html"] = Reply(page(5, head=canonical.format(f"{site.address}/")))
    site.pages["/strange.html"] = Reply(
        page(6, head=canonical.format("https://khac.example.vn/bai"))
    )
    site.pages["/moved.html"] = Reply("", 301, {"location": "/here.html"})
    site.article("/here.html", 7)
    site.pages["/typeless.html"] = Reply(page(8), headers={"content-type": ""})
    site.pages["/chunked.html"] = Reply(raw=_chunked)
    site.sitemap(dict.fromkeys((path for path in site.pages if path != "/here.html"), "2025-01-09"))
    return site


def _chunked(handler) -> None:
    body = page(9).encode()
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    handler.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))


def test_index_add_reads_the_same_articles(odd, fetch, index, tmp_path) -> None:
    """What `index add` reads from the archive is letter for letter what was fetched."""
    save = tmp_path / "tin.warc.gz"
    summary, _ = fetch(odd.address, "--save", str(save))
    assert summary["added"] == 9
    result = index("add", save, "--index", tmp_path / "again", "--jobs", "1")
    assert result.exit_code == 0, result.output
    for one, other in zip(exported(tmp_path / "again"), exported(tmp_path / "index"), strict=True):
        assert one == other


def test_archive_is_warc_1_1(odd, fetch, tmp_path) -> None:
    """The first record says who made it; each response has its address, its day and its sound
    length."""
    save = tmp_path / "tin.warc.gz"
    fetch(odd.address, "--save", str(save))
    odd.article("/new.html", 10)
    odd.sitemap({"/new.html": "2025-02-01"}, "/new.xml")
    odd.pages["/robots.txt"] = Reply(
        f"Sitemap: {odd.address}/sitemap.xml\nSitemap: {odd.address}/new.xml"
    )
    fetch(odd.address, "--save", str(save))
    with save.open("rb") as file:
        kept = [(record.rec_type, record.rec_headers, record.content_stream().read())
                for record in ArchiveIterator(file, check_digests="raise")]  # fmt: skip
    assert {headers.protocol for _, headers, _ in kept} == {"WARC/1.1"}
    assert [kind for kind, _, _ in kept] == ["warcinfo"] + ["response"] * 10
    assert b"software: timtin/" in kept[0][2]
    assert kept[-1][1].get_header("WARC-Target-URI") == f"{odd.address}/new.html"
    assert "số 10".encode() in kept[-1][2]


def test_front_page_as_canonical_address_merges_nothing(site, fetch) -> None:
    """A template that calls every page the front page does not make all articles one."""
    head = f'<link rel="canonical" href="{site.address}/">'
    for n in range(3):
        site.pages[f"/{n}.html"] = Reply(page(n, head=head))
    site.sitemap({f"/{n}.html": "2025-01-09" for n in range(3)})
    assert fetch(site.address)[0]["added"] == 3


def test_pages_of_links_in_a_sitemap(site, fetch) -> None:
    """A sitemap that names sections and pictures is nobody's fault: they are passed over, not
    rejected."""
    from site_server import front

    site.article("/a.html", 1)
    site.pages["/"] = Reply(front("/a.html"))
    site.pages["/anh.jpg"] = Reply(b"\xff\xd8", headers={"content-type": "image/jpeg"})
    site.sitemap({"/": "2025-01-09", "/a.html": "2025-01-09", "/anh.jpg": "2025-01-09"})
    summary, _ = fetch(site.address)
    assert (summary["added"], summary["rejected"], summary["passed_over"]) == (1, 0, 2)
