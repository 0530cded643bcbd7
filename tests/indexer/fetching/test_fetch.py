"""`index fetch` against a real server: what is found, what a second run costs, what is told."""

from site_server import SITEMAPS, WORDS, Reply, front, page, served


def counts(summary, *names):
    return {name: summary[name] for name in names}


def test_sitemap_of_robots(site, fetch, index) -> None:
    """The sitemap that robots.txt names is read, its pages are fetched once and found by a
    search."""
    site.pages["/robots.txt"] = Reply(
        f"User-agent: *\nDisallow: /kin/\nSitemap: {site.address}/so-do.xml"
    )
    for n in range(3):
        site.article(f"/bai-{n}.html", n)
    site.sitemap(
        {f"/bai-{n}.html": "2025-01-09" for n in range(3)} | {"/kin/x.html": "2025-01-09"},
        "/so-do.xml",
    )
    summary, _ = fetch(site.address)
    assert counts(summary, "fetched", "added", "refused_by_robots") == {
        "fetched": 3,
        "added": 3,
        "refused_by_robots": 1,
    }
    assert site.asked("/kin") == []
    assert "3 articles" in index("search", "phường họp thường kỳ").stdout
    site.forget()
    summary, _ = fetch(site.address)
    assert counts(summary, "fetched", "added", "unchanged") == {
        "fetched": 0,
        "added": 0,
        "unchanged": 3,
    }
    assert site.asked("/bai") == []


def test_changed_page_is_replaced(site, fetch, index) -> None:
    """A page whose lastmod moved is asked for again, and only that; its article takes the place of
    the old one."""
    for n in range(3):
        site.article(f"/bai-{n}.html", n)
    site.sitemap({f"/bai-{n}.html": "2025-01-09" for n in range(3)})
    fetch(site.address)
    site.article("/bai-1.html", 1, extra="Đính chính theo Kế hoạch 05-KH/QU.")
    site.sitemap({f"/bai-{n}.html": "2025-01-10" if n == 1 else "2025-01-09" for n in range(3)})
    site.forget()
    summary, _ = fetch(site.address)
    assert counts(summary, "fetched", "replaced", "unchanged") == {
        "fetched": 1,
        "replaced": 1,
        "unchanged": 2,
    }
    assert site.asked("/bai") == ["/bai-1.html"]
    assert "1 article," in index("search", "05-KH/QU").stdout


def test_without_lastmod_the_server_says_what_is_new(site, fetch) -> None:
    """Pages of which no list says when they changed are asked for with their ETag or Last-Modified:
    304 costs nothing."""
    site.article("/a.html", 1, etag='"1"')
    site.article("/b.html", 2, **{"last-modified": "Thu, 09 Jan 2025 01:00:00 GMT"})
    site.sitemap({"/a.html": "", "/b.html": ""}, etag='"s"')
    fetch(site.address)
    site.forget()
    summary, _ = fetch(site.address)
    assert counts(summary, "fetched", "unchanged") == {"fetched": 0, "unchanged": 2}
    assert {request.status for request in site.requests if request.path != "/robots.txt"} == {304}


def test_index_of_sitemaps(site, fetch) -> None:
    """An index of sitemaps leads to packed ones and news ones; one whose lastmod stands still is
    not read again."""
    import gzip

    for n in range(4):
        site.article(f"/bai-{n}.html", n)
    site.sitemap({"/bai-0.html": "2025-01-09", "/bai-1.html": "2025-01-09"}, "/thang-1.xml")
    site.pages["/thang-1.xml.gz"] = Reply(
        gzip.compress(site.pages["/thang-1.xml"].body.encode()),
        headers={"content-type": "application/x-gzip"},
    )
    news = "".join(
        f"<url><loc>{site.address}/bai-{n}.html</loc><news:news><news:publication_date>2025-02-0{n}T08:00:00+07:00"
        "</news:publication_date></news:news></url>" for n in (2, 3)
    )  # fmt: skip
    site.pages["/news.xml"] = Reply(
        f'<urlset xmlns="{SITEMAPS}" xmlns:news="http://n">{news}</urlset>'
    )

    def top(*months: tuple[str, str]) -> Reply:
        entries = "".join(
            f"<sitemap><loc>{path}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in months
        )
        return Reply(f'<sitemapindex xmlns="{SITEMAPS}">{entries}</sitemapindex>')

    site.pages["/sitemap.xml"] = top(("/thang-1.xml.gz", "2025-01-31"), ("/news.xml", "2025-02-03"))
    summary, _ = fetch(site.address)
    assert summary["added"] == 4
    assert site.asked("/bai")[:2] == ["/bai-3.html", "/bai-2.html"], "the newest come first"
    site.forget()
    site.pages["/sitemap.xml"] = top(("/thang-1.xml.gz", "2025-01-31"), ("/news.xml", "2025-02-04"))
    summary, _ = fetch(site.address)
    assert site.asked() == ["/robots.txt", "/sitemap.xml", "/news.xml"]
    assert summary["unchanged"] == 4


def test_sitemap_that_failed_is_read_by_the_next_run(site, fetch) -> None:
    """What an index of sitemaps names and could not be read, or was older than wanted, is not
    forgotten with its 304."""
    for n in range(3):
        site.article(f"/bai-{n}.html", n)
        site.sitemap({f"/bai-{n}.html": ""}, f"/{n}.xml")
    entries = "".join(
        f"<sitemap><loc>/{n}.xml</loc><lastmod>2025-0{n + 1}-01</lastmod></sitemap>"
        for n in range(3)
    )
    site.pages["/sitemap.xml"] = Reply(
        f"<sitemapindex>{entries}</sitemapindex>", headers={"etag": '"1"'}
    )
    whole, site.pages["/2.xml"] = site.pages["/2.xml"], Reply("", 500)
    _, result = fetch(site.address, "--since", "2025-01-15", code=3)
    assert site.asked("/bai") == ["/bai-1.html"] and "/2.xml: answered 500" in result.stderr
    site.pages["/2.xml"] = whole
    assert fetch(site.address)[0]["added"] == 3


def test_since_and_max(site, fetch) -> None:
    """Older pages are not asked for when a list tells, and not kept when the page does; --max
    leaves the rest."""
    for n in range(6):
        site.article(f"/bai-{n}.html", n, day=f"2025-01-0{n + 1}")
    site.sitemap({f"/bai-{n}.html": f"2025-01-0{n + 1}" for n in range(5)} | {"/bai-5.html": ""})
    site.article("/bai-5.html", 5, day="2024-12-01")
    summary, _ = fetch(site.address, "--since", "2025-01-03")
    assert counts(summary, "added", "older") == {"added": 3, "older": 3}
    assert sorted(site.asked("/bai")) == [
        "/bai-2.html",
        "/bai-3.html",
        "/bai-4.html",
        "/bai-5.html",
    ]
    site.forget()
    summary, _ = fetch(site.address, "--max", "1")
    assert counts(summary, "added", "left") == {"added": 1, "left": 2}
    assert len(site.asked("/bai")) == 1
    summary, _ = fetch(site.address)
    assert summary["added"] == 2


def test_allow_and_deny(site, fetch) -> None:
    """Globs choose pages by address or path; what is denied is not asked for."""
    for path in ("/tin/1.html", "/tin/2.html", "/en/1.html"):
        site.article(path, len(site.pages))
    site.sitemap(dict.fromkeys(("/tin/1.html", "/tin/2.html", "/en/1.html"), "2025-01-09"))
    summary, _ = fetch(site.address, "--allow", "/tin/*", "--deny", "*/2.html")
    assert summary["added"] == 1
    assert site.asked("/tin") + site.asked("/en") == ["/tin/1.html"]


def test_feed_then_walk(site, fetch) -> None:
    """Without a sitemap the feed that the front page announces is read and its links are walked;
    once walked, the feed alone tells what is new."""
    for n in range(5):
        site.article(f"/bai-{n}.html", n, etag=f'"{n}"')
    item = "<item><link>{}</link><pubDate>Thu, 09 Jan 2025 08:00:00 +0700</pubDate></item>"

    def feed(*numbers: int) -> Reply:
        items = "".join(item.format(f"{site.address}/bai-{n}.html") for n in numbers)
        return Reply(f"<rss version='2.0'><channel><link>/</link>{items}</channel></rss>",
                     headers={"content-type": "application/rss+xml", "etag": f'"{numbers}"'})  # fmt: skip

    head = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    site.pages["/rss"] = feed(0, 1)
    site.pages["/"] = Reply(
        front("/thoi-su/", "/bai-2.html", "https://khac.example.vn/", head=head)
    )
    site.pages["/thoi-su/"] = Reply(front("/bai-3.html", "/thoi-su/trang-2/"))
    site.pages["/thoi-su/trang-2/"] = Reply(front("/bai-4.html", "/thoi-su/"))
    summary, _ = fetch(site.address)
    assert counts(summary, "added", "rejected") == {"added": 5, "rejected": 0}
    site.article("/bai-9.html", 9)
    site.pages["/rss"] = feed(0, 1, 9)
    site.forget()
    summary, _ = fetch(site.address)
    assert summary["added"] == 1
    full = [request.path for request in site.requests if request.status == 200]
    assert full == ["/", "/rss", "/bai-9.html"]


def test_section_feed_and_page_by_their_addresses(site, fetch) -> None:
    """A feed gives its pages, a page itself, a section what it links to."""
    for n in range(4):
        site.article(f"/bai-{n}.html", n)
    site.pages["/atom"] = Reply(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{site.address}/bai-1.html"/>'
        "<updated>2025-01-09T08:00:00Z</updated></entry></feed>"
    )
    site.pages["/thoi-su"] = Reply(front("/bai-2.html", "/thoi-su/2", "/the-thao"))
    site.pages["/thoi-su/2"] = Reply(front("/bai-3.html"))
    site.pages["/the-thao"] = Reply(front("/bai-8.html"))
    site.article("/bai-8.html", 8)
    for address, added in (("/bai-0.html", 1), ("/atom", 1), ("/thoi-su", 2)):
        summary, _ = fetch(site.address + address)
        assert summary["added"] == added, address
    assert site.asked("/bai-8") == []
    site.forget()
    assert fetch(site.address + "/atom")[0]["unchanged"] == 1
    assert site.asked("/bai") == []


def test_endless_calendar(site, fetch) -> None:
    """A calendar that goes on for ever, by path or by query, takes few requests and hides no
    article."""
    for n in range(30):
        site.article(f"/tin/{n}", n)

    def answer(path: str) -> Reply | None:
        if path.startswith("/lich/"):
            year, month = (int(part) for part in path.split("/")[2:4])
            return Reply(
                front(
                    f"/lich/{year + 1}/1",
                    f"/lich/{year}/{month + 1}",
                    f"/lich/{year}/{month}/1",
                    "/",
                )
            )
        if path.startswith("/su-kien?"):
            number = int(path.rpartition("=")[2])
            return Reply(front(f"/su-kien?ngay={number + 1}", f"/su-kien?thang={number + 1}"))
        return None

    site.answer = answer
    site.pages["/"] = Reply(
        front("/lich/2025/1", "/su-kien?ngay=1", *(f"/trang-{n}" for n in range(1, 4)))
    )
    for n in range(1, 4):
        site.pages[f"/trang-{n}"] = Reply(
            front(*(f"/tin/{i}" for i in range((n - 1) * 10, n * 10)))
        )
    summary, _ = fetch(site.address)
    assert summary["added"] == 30
    assert len(site.asked("/lich")) + len(site.asked("/su-kien")) <= 60


def test_nothing_found(site, fetch) -> None:
    """A site without any article ends with exit code 1, and says what was tried."""
    site.pages["/"] = Reply(front())
    _, result = fetch(site.address, code=1)
    for tried in (
        "robots.txt (404)",
        "/sitemap.xml (answered 404)",
        "/sitemap_index.xml (answered 404)",
        "0 feeds",
    ):
        assert tried in result.stderr


def test_page_in_windows_1258(site, fetch, index) -> None:
    """A page in windows-1258, by its header or its own word, is read letter for letter."""
    text = page(1, extra="Kế hoạch tuyên truyền").replace("utf-8", "windows-1258")
    import unicodedata

    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}

    def legacy(text: str) -> bytes:
        """Letters as windows-1258 has them: base letters whole, the five tones apart."""
        out = []
        for char in unicodedata.normalize("NFC", text):
            parts = unicodedata.normalize("NFD", char)
            tone = "".join(mark for mark in parts if mark in marks)
            out.append(
                unicodedata.normalize("NFC", "".join(c for c in parts if c not in marks)) + tone
            )
        return "".join(out).encode("cp1258")

    site.pages["/a"] = Reply(legacy(text), headers={"content-type": "text/html"})
    head = '<meta charset="windows-1258">'
    site.pages["/b"] = Reply(legacy(text.replace("số 1", "số 2").replace(head, "")),
                             headers={"content-type": "text/html; charset=windows-1258"})  # fmt: skip
    site.sitemap({"/a": "2025-01-09", "/b": "2025-01-09"})
    assert fetch(site.address)[0]["added"] == 2
    assert "2 articles" in index("search", '"kế hoạch tuyên truyền"').stdout


def test_sites_of_one_run(site, fetch) -> None:
    """Several addresses in one command are each fetched; what one lacks does not stop the other."""
    site.article("/a.html", 1)
    site.sitemap({"/a.html": "2025-01-09"})
    with served() as other:
        other.article("/b.html", 2)
        other.sitemap({"/b.html": "2025-01-09", site.address + "/a.html": ""})
        with served() as empty:
            summary, result = fetch(site.address, empty.address, other.address)
    assert summary["added"] == 2
    assert f"{empty.address}/: no article was found" in result.stderr


def test_named_page_needs_no_glob(site, fetch) -> None:
    """What the user names is asked for whatever --allow says; --since takes days as people write
    them."""
    site.pages["/thoi-su"] = Reply(front("/tin/1.html", "/khac/2.html"))
    site.article("/tin/1.html", 1, day="2025-03-02")
    site.article("/khac/2.html", 2)
    args = ("--allow", "/tin/*", "--since", "01/03/2025")
    assert fetch(site.address + "/thoi-su", *args)[0]["added"] == 1
    assert site.asked() == ["/robots.txt", "/thoi-su", "/tin/1.html"]


def test_page_listed_under_other_addresses(site, fetch) -> None:
    """A page is asked for once, whatever is tacked on to its address."""
    site.article("/a.html", 1)
    tails = ("", "#binh-luan", "?utm_source=zalo", "?fbclid=1&utm_medium=x")
    site.sitemap(dict.fromkeys((f"/a.html{tail.replace('&', '&amp;')}" for tail in tails), ""))
    assert fetch(site.address)[0]["added"] == 1
    assert site.asked("/a") == ["/a.html"]


def test_links_that_lengthen_themselves(site, fetch) -> None:
    """A site whose relative links grow for ever ends by itself."""
    site.pages["/"] = Reply(front("/tin/"))
    site.article("/a.html", 1)
    site.answer = lambda path: (
        Reply(front("tin/", "muc/", "/a.html")) if path.endswith("/") else None
    )
    assert fetch(site.address)[0]["added"] == 1
    assert len(site.asked()) < 60


def test_walk_over_sections_with_teasers(site, fetch, index) -> None:
    """Section pages that show a few lines of each article are walked over, not taken for
    articles."""
    for n in range(12):
        site.article(f"/bai-{n}.html", n)

    def section(numbers: range, more: str) -> Reply:
        items = (
            f'<div class="item"><a href="/bai-{n}.html"><img src="{n}.jpg"></a>'
            f'<h3><a href="/bai-{n}.html">Phường số {n} họp '
            f"thường kỳ</a></h3><p>{WORDS[:160]}</p></div>"
            for n in numbers
        )
        return Reply(
            f"<html><body><h1>Thời sự</h1>{''.join(items)}<a href='{more}'>2</a></body></html>"
        )

    site.pages["/"] = section(range(4), "/thoi-su/")
    site.pages["/thoi-su/"] = section(range(4, 8), "/thoi-su/trang-2/")
    site.pages["/thoi-su/trang-2/"] = section(range(8, 12), "/thoi-su/")
    summary, _ = fetch(site.address)
    assert (summary["added"], summary["passed_over"]) == (12, 2)
    assert "12 articles" in index("search", "phường").stdout


def test_walk_in_portions(site, fetch, index) -> None:
    """A walk that --max cuts short goes on in the next run where it was, new pages before known
    ones."""
    for n in range(15):
        site.article(f"/bai-{n}.html", n, etag=f'"{n}"')
    site.pages["/"] = Reply(front(*(f"/muc-{n}/" for n in range(3))))
    for n in range(3):
        site.pages[f"/muc-{n}/"] = Reply(
            front(*(f"/bai-{i}.html" for i in range(n * 5, n * 5 + 5)))
        )
    added = [fetch(site.address, "--max", "8")[0]["added"] for _ in range(4)]
    assert sum(added) == 15 and added[0] == 4, added
    full = [
        request.path for request in site.requests if request.status == 200 and "bai" in request.path
    ]
    assert sorted(full) == sorted(set(full)), "no article came twice"
