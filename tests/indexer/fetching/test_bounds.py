"""`index fetch` before servers that misbehave: slow, endless, lying, luring. Each costs a line,
never the run."""

import gzip
import socket
import time

import pytest
from site_server import Reply, front, page

from indexer.fetching import client, reading
from indexer.fetching.failures import AddressRefused
from indexer.fetching.network import Addresses, is_public


@pytest.fixture
def mixed(site):
    """A site of two good articles and /bad between them, told by a sitemap."""
    site.article("/a.html", 1)
    site.article("/z.html", 2)
    site.sitemap({"/a.html": "2025-01-03", "/bad": "2025-01-02", "/z.html": "2025-01-01"})
    return site


def wire(data: bytes, then=lambda handler: None) -> Reply:
    """Send bytes as they stand, with no words of the server's own."""

    def send(handler) -> None:
        handler.wfile.write(data)
        handler.wfile.flush()
        then(handler)

    return Reply(raw=send)


def drip(handler) -> None:
    """Keep awake and never end."""
    for _ in range(600):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def sleep(handler) -> None:
    time.sleep(3)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BODY = page(7).encode()
BOMB = gzip.compress(bytes(200_000_000), 9)
BAD = {
    "silent": wire(b"", sleep),
    "slow body": wire(OK + b"Content-Length: 90000\r\n\r\n<p>", drip),
    "slow body of no length": wire(OK + b"\r\n" + BODY, drip),
    "slow head": wire(b"HTTP/1.1 200 OK\r\nX-Long: ", drip),
    "longer than said to be": wire(OK + b"Content-Length: 100000\r\n\r\n" + BODY),
    "huge by its word": wire(OK + b"Content-Length: 99999999999999999999999\r\n\r\n" + BODY),
    "two lengths": wire(OK + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + BODY),
    "broken chunks": wire(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY),
    "cut chunks": wire(OK + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n" + BODY),
    "bomb": Reply(BOMB, headers={"content-encoding": "gzip"}),
    "bomb of bombs": Reply(BOMB + BOMB, headers={"content-encoding": "gzip"}),
    "no gzip": Reply(b"\x1f\x8bxxxxxxxx", headers={"content-encoding": "gzip"}),
    "cut gzip": Reply(gzip.compress(BODY)[:-9], headers={"content-encoding": "gzip"}),
    "other packing": Reply(b"\x00\x01", headers={"content-encoding": "br"}),
    "no http": wire(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "endless head": wire(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 5_000),
    "hangs up": wire(b""),
    "error": Reply("oops", 500),
    "circle": Reply("", 302, {"location": "/bad"}),
    "to the cloud's secrets": Reply("", 302,
                                    {"location": "http://169.254.169.254/latest/meta-data/"}),
    "to a file": Reply("", 301, {"location": "file:///etc/passwd"}),
    "to nowhere": Reply("", 301, {"location": "http://[::bad"}),
    "to another site": Reply("", 301, {"location": "https://khac.example.vn/bai"}),
    "too many elements": Reply("<p>" * 200_000),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_one_bad_page_costs_a_line(mixed, fetch, monkeypatch, kind) -> None:
    """Whatever a server does with one page, the others are fetched, the page is told, and it takes
    bounded time."""
    monkeypatch.setattr(client, "TIMEOUT", 0.6)
    monkeypatch.setattr(client, "DEADLINE", 1.0)
    mixed.pages["/bad"] = BAD[kind]
    started = time.perf_counter()
    summary, result = fetch(mixed.address, code=3)
    assert summary["added"] == 2 and summary["failed"] + summary["rejected"] == 1
    lines = [line for line in result.stderr.splitlines() if "/bad" in line]
    assert len(lines) == 1 and len(lines[0]) < 400 and "Traceback" not in result.output
    assert time.perf_counter() - started < 10


def test_endless_body_is_cut(mixed, fetch, monkeypatch) -> None:
    """A page without end is given up at the bound of a page, not at the end of memory."""
    sent = []

    def pour(handler) -> None:
        block = b"<p>tin</p>" * 6_000
        try:
            while sum(sent) < 100_000_000:
                handler.wfile.write(block)
                sent.append(len(block))
        except OSError:
            pass

    mixed.pages["/bad"] = wire(OK + b"\r\n", pour)
    fetch(mixed.address, code=3)
    assert sum(sent) < reading.LIMIT + 8_000_000


def test_wrong_length_that_is_too_short(mixed, fetch) -> None:
    """Of a page that is longer than its Content-Length no more is read than was promised."""
    whole = page(7).encode()
    mixed.pages["/bad"] = wire(
        OK + b"Content-Length: %d\r\n\r\n" % len(whole) + whole + b"<p>more</p>" * 9
    )
    assert fetch(mixed.address)[0]["added"] == 3


def test_redirect_on_the_site(mixed, fetch, index) -> None:
    """A redirect that stays on the site is followed, a few steps; the article is known by where it
    stands."""
    mixed.pages["/bad"] = Reply("", 301, {"location": "/x"})
    mixed.pages["/x"] = Reply("", 302, {"location": f"{mixed.address}/bai-moi.html"})
    mixed.article("/bai-moi.html", 3)
    assert fetch(mixed.address)[0]["added"] == 3
    assert f"{mixed.address}/bai-moi.html" in index("export").stdout


def test_redirect_into_what_robots_forbid(mixed, fetch) -> None:
    """A redirect is no way round robots.txt."""
    mixed.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /kin")
    mixed.pages["/bad"] = Reply("", 301, {"location": "/kin/bai"})
    assert fetch(mixed.address)[0]["refused_by_robots"] == 1
    assert not mixed.asked("/kin")


def test_long_chain_of_redirects(mixed, fetch) -> None:
    """Redirects that never repeat end after five."""
    mixed.answer = lambda path: (
        Reply("", 302, {"location": f"/n/{int(path.rpartition('/')[2]) + 1}"})
        if path.startswith("/n/")
        else None
    )
    mixed.pages["/bad"] = Reply("", 302, {"location": "/n/1"})
    assert fetch(mixed.address, code=3)[0]["failed"] == 1
    assert len(mixed.asked("/n/")) == 5


def test_bombs_as_sitemaps(site, fetch) -> None:
    """A sitemap that grows without end when unpacked, or by its entities, is no sitemap; the site
    is walked then."""
    entities = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (str(n - 1).encode() if n else b"") * 10)
        for n in range(12)
    )
    site.pages["/robots.txt"] = Reply(
        f"Sitemap: {site.address}/1.xml.gz\nSitemap: {site.address}/2.xml"
    )
    site.pages["/1.xml.gz"] = Reply(BOMB, headers={"content-type": "application/gzip"})
    site.pages["/2.xml"] = Reply(entities + b"]><urlset><url><loc>&a11;</loc></url></urlset>")
    site.pages["/"] = Reply(front("/a.html"))
    site.article("/a.html", 1)
    summary, result = fetch(site.address, code=3)
    assert summary["added"] == 1 and "/1.xml.gz: the answer is over" in result.stderr


def test_sitemaps_in_a_circle(site, fetch) -> None:
    """Indexes of sitemaps that name each other are read once each."""
    site.article("/a.html", 1)
    names = "<sitemap><loc>/sitemap.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap>"
    site.pages["/sitemap.xml"] = Reply(f"<sitemapindex>{names}</sitemapindex>")
    site.pages["/b.xml"] = Reply(
        f"<sitemapindex>{names}<sitemap><loc>/c.xml</loc></sitemap></sitemapindex>"
    )
    site.sitemap({"/a.html": ""}, "/c.xml")
    assert fetch(site.address)[0]["added"] == 1
    assert sorted(site.asked("/")) == ["/a.html", "/b.xml", "/c.xml", "/robots.txt", "/sitemap.xml"]


def test_private_addresses_need_a_word(site, index) -> None:
    """Without --private nothing at a private address is asked, however it is written; the line says
    what to do."""
    site.article("/a.html", 1)
    port = site.address.rpartition(":")[2]
    for host in (
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",  # noqa: S104
    ):
        result = index("fetch", f"http://{host}:{port}/a.html")
        assert result.exit_code == 1 and "--private" in result.stderr, host
    assert site.requests == []


@pytest.mark.parametrize(("address", "public"), [
    ("8.8.8.8", True), ("2606:4700::1111", True),
    ("127.0.0.1", False), ("10.0.0.1", False), ("192.168.1.1", False),
    ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False), ("0.0.0.0", False),  # noqa: S104
    ("::1", False),
    ("fe80::1", False), ("fd00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False),
    ("2002:7f00:1::", False), ("::", False), ("255.255.255.255", False),
])  # fmt: skip
def test_public_addresses(address, public) -> None:
    """Only what the whole network can reach is public, also inside addresses that embed another."""
    from ipaddress import ip_address

    assert is_public(ip_address(address)) is public


def test_name_is_resolved_once(site) -> None:
    """The address that was judged is the one connected to: a name that changes its meaning gains
    nothing."""
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    site.article("/a.html", 1)
    port = site.address.rpartition(":")[2]
    guest = client.Client(Addresses({"tin.example.vn"}, resolve), "timtin")
    assert guest.get(f"http://tin.example.vn:{port}/a.html", 10**6).status == 200
    assert site.requests[0].headers["host"] == f"tin.example.vn:{port}" and asked == [
        "tin.example.vn"
    ]
    with pytest.raises(AddressRefused):
        guest.get(f"http://tin.example.vn:{port}/a.html", 10**6)


def test_name_with_one_public_address(monkeypatch) -> None:
    """Of several addresses of a name only the public ones are ever connected to."""
    assert Addresses(resolve=lambda host, port: ["10.0.0.1", "8.8.8.8"]).of("x.vn", 80) == [
        "8.8.8.8"
    ]


def test_host_that_cannot_be_reached(fetch) -> None:
    """A host where nobody listens ends in one line and exit code 1."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _, result = fetch(f"http://127.0.0.1:{port}/", code=1)
    assert "cannot be reached" in result.stderr and "Traceback" not in result.output


def test_host_that_falls_silent(site, fetch, monkeypatch) -> None:
    """A host that answers nothing several times running is left alone."""
    monkeypatch.setattr(client, "TIMEOUT", 0.1)
    for n in range(9):
        site.pages[f"/{n}"] = wire(b"", lambda handler: time.sleep(0.4))
    site.sitemap({f"/{n}": "2025-01-01" for n in range(9)})
    _, result = fetch(site.address, code=3)
    assert len(site.asked()) == 2 + 5 and "left alone" in result.stderr


def test_sitemaps_within_sitemaps(site, fetch) -> None:
    """Indexes that go on within each other are read a few deep, whatever they hold."""

    def answer(path: str) -> Reply | None:
        if path.startswith("/s/"):
            name = f"/s/{int(path[3:]) + 1}"
            return Reply(f"<sitemapindex><sitemap><loc>{name}</loc></sitemap></sitemapindex>")
        return None

    site.answer = answer
    site.pages["/robots.txt"] = Reply(f"Sitemap: {site.address}/s/1")
    site.pages["/"] = Reply(front("/a.html"))
    site.article("/a.html", 1)
    assert fetch(site.address)[0]["added"] == 1
    assert len(site.asked("/s/")) < 10


def test_wide_trap(site, fetch) -> None:
    """Pages that each lead to a hundred new ones of their kind are given up, also by the next
    run."""
    site.answer = lambda path: (
        Reply(front(*(f"/tim?trang={n}{path[-3:]}" for n in range(100, 200))))
        if path.startswith("/tim") else None
    )  # fmt: skip
    site.pages["/"] = Reply(front("/tim?trang=1000", "/a.html"))
    site.article("/a.html", 1)
    for _ in range(2):
        fetch(site.address)
        assert len(site.asked("/tim")) <= 25
        site.forget()
