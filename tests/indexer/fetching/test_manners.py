"""`index fetch` as a guest: what robots.txt asks, how often it asks, and when it lets a host be."""

import time
from itertools import pairwise

import pytest
from site_server import Reply, page

from indexer.fetching import pace
from indexer.fetching.client import Answer
from indexer.fetching.failures import HostResting
from indexer.fetching.robots import Rules


@pytest.fixture
def three(site):
    """A site of three articles in a sitemap."""
    for n in range(3):
        site.article(f"/bai-{n}.html", n)
    site.sitemap({f"/bai-{n}.html": f"2025-01-0{n + 1}" for n in range(3)})
    return site


@pytest.mark.parametrize(("pattern", "refused"), [
    ("/bai-1.html", ["/bai-1.html"]),
    ("/*-1.html$", ["/bai-1.html"]),
    ("/bai-*\nAllow: /bai-2", ["/bai-0.html", "/bai-1.html"]),
    ("/", ["/bai-0.html", "/bai-1.html", "/bai-2.html"]),
])  # fmt: skip
def test_rules_with_wildcards(three, fetch, pattern, refused) -> None:
    """What robots.txt forbids is never asked for: wildcards, ends, and the longest rule decides."""
    three.pages["/robots.txt"] = Reply(f"User-agent: timtin\nDisallow: {pattern}\nUser-agent: *\nAllow: /\n"
                                       "Sitemap: "
                                       f"{three.address}/sitemap.xml\nAllow: "
                                       "/sitemap.xml")  # fmt: skip
    code = 1 if len(refused) == 3 else 0
    summary, _ = fetch(three.address, code=code)
    assert summary["added"] == 3 - len(refused)
    assert not set(refused) & set(three.asked())


def test_rules_match_in_linear_time() -> None:
    """A pattern of many wildcards and a long address are no trap."""
    rules = Rules(
        Answer("", 200, body=b"User-agent: *\nDisallow: /" + b"*a" * 200 + b"b$").body.decode()
    )
    started = time.perf_counter()
    assert rules.allow("https://tin.example.vn/" + "a" * 1900)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("status", [404, 403, 410])
def test_no_robots_txt_is_freedom(three, fetch, status) -> None:
    """A site without robots.txt has no rules."""
    three.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /", status)
    assert fetch(three.address)[0]["added"] == 3


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_txt_that_fails_is_waited_for(three, fetch, monkeypatch, status) -> None:
    """A server that cannot say what its rules are is asked again for them, then let be: nothing
    else is asked."""
    monkeypatch.setattr(pace, "SHORTEST_WAIT", 0.02)
    three.pages["/robots.txt"] = Reply("", status)
    summary, result = fetch(three.address, code=3)
    assert summary["resting"] and "robots.txt" in result.stderr + str(three.asked())
    assert three.asked() == ["/robots.txt"] * 3
    answers = iter([Reply("", status), Reply("User-agent: *\nDisallow: /bai-0", 200)])
    three.pages["/robots.txt"] = lambda path: next(answers)
    three.forget()
    assert fetch(three.address)[0]["added"] == 2


def test_one_at_a_time_with_a_pause(three, fetch) -> None:
    """Between two requests to a host there is the pause of --delay, or the longer one of
    robots.txt."""
    three.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 0.3")
    fetch(three.address, delay=0.1)
    times = [request.time for request in three.requests]
    assert len(times) == 5 and all(later - earlier >= 0.29 for earlier, later in pairwise(times))


def test_delay_unless_told_otherwise(three, index) -> None:
    """Without --delay the pause is two seconds."""
    assert index("fetch", three.address + "/bai-0.html", "--private").exit_code == 0
    first, second = (request.time for request in three.requests)
    assert second - first >= 1.9


def test_retry_after(three, fetch) -> None:
    """A server that is busy is asked again when it said, not before, and the page is not lost."""
    answers = iter([Reply("", 503, {"retry-after": "1"}), Reply(page(1))])
    three.pages["/bai-1.html"] = lambda path: next(answers)
    summary, _ = fetch(three.address)
    assert summary["added"] == 3
    first, second = (request.time for request in three.requests if request.path == "/bai-1.html")
    assert second - first >= 0.95


def test_one_page_that_is_always_busy(three, fetch, monkeypatch) -> None:
    """A page that is answered with 503 for ever is asked for twice, and costs no other page."""
    monkeypatch.setattr(pace, "SHORTEST_WAIT", 0.02)
    three.pages["/bai-1.html"] = Reply("", 503)
    summary, _ = fetch(three.address, code=3)
    assert (summary["added"], summary["failed"], summary["resting"]) == (2, 1, [])
    assert three.asked("/bai-1") == ["/bai-1.html"] * 2


def test_busy_sitemap_is_waited_for(three, fetch, monkeypatch) -> None:
    """Without its sitemap a site would be misread: a busy one is asked for again at once."""
    monkeypatch.setattr(pace, "SHORTEST_WAIT", 0.02)
    answers = iter([Reply("", 503), Reply("", 429), three.pages["/sitemap.xml"]])
    three.pages["/sitemap.xml"] = lambda path: next(answers)
    assert fetch(three.address)[0]["added"] == 3


@pytest.mark.parametrize("status", [403, 429, 503])
def test_host_rests_after_three_refusals(three, fetch, monkeypatch, status) -> None:
    """After three refusals running the host is left alone, with exit code 3; the next run goes
    on."""
    monkeypatch.setattr(pace, "SHORTEST_WAIT", 0.02)
    good = {path: three.pages[path] for path in ("/bai-0.html", "/bai-1.html")}
    for n in range(3):
        three.pages[f"/bai-{n}.html"] = Reply("", status)
    _summary, result = fetch(three.address, code=3)
    assert len(three.asked("/bai")) == 3
    assert "left alone" in result.stderr and str(status) in result.stderr
    three.pages |= good
    three.article("/bai-2.html", 2)
    assert fetch(three.address)[0]["added"] == 3


def test_long_retry_after_is_not_waited_for(three, fetch) -> None:
    """A host that wants an hour of peace gets it: the run ends, and says so."""
    three.pages["/bai-2.html"] = Reply("", 503, {"retry-after": "3600"})
    _, result = fetch(three.address, code=3)
    assert len(three.asked("/bai")) == 1 and "3,600 s" in result.stderr


def test_retry_after_as_a_time() -> None:
    """Retry-After may be a day and time; one that is past means at once."""
    waited = []
    guest = pace.Pace(0, waited.append)
    for value in ("Wed, 21 Oct 2015 07:28:00 GMT", "nonsense"):
        guest.answered(Answer("", 403, headers={"retry-after": value}))
    guest.wait()
    assert not waited
    with pytest.raises(HostResting):
        guest.answered(Answer("", 403))


def test_who_asks(three, fetch, monkeypatch) -> None:
    """Requests name the program and whom to write to; a contact cannot add headers of its own."""
    monkeypatch.setenv("TIMTIN_CONTACT", "thư-ký@tin.example.vn\r\nX-Evil: 1")
    fetch(three.address)
    agent = three.requests[0].headers["user-agent"]
    assert agent.startswith("timtin/") and "@tin.example.vn" in agent
    assert "x-evil" not in three.requests[0].headers
    assert {request.method for request in three.requests} == {"GET"}


@pytest.mark.parametrize("end", ["", "x" * 600_000, "# " + "long " * 200_000])
def test_long_robots_txt(three, fetch, end) -> None:
    """Of a long robots.txt the first half a megabyte counts; it is never taken for none."""
    three.pages["/robots.txt"] = Reply(f"User-agent: *\nDisallow: /bai-0\n{end}")
    assert fetch(three.address)[0]["added"] == 2


def test_robots_txt_that_is_broken(three, fetch) -> None:
    """Rules that came broken may forbid anything: the site is let be."""
    three.pages["/robots.txt"] = Reply(b"\x1f\x8b broken", headers={"content-encoding": "gzip"})
    _, result = fetch(three.address, code=3)
    assert three.asked() == ["/robots.txt"] and "robots.txt cannot be read" in result.stderr


@pytest.mark.parametrize("target", ["/robots.txt", "https://khac.example.vn/robots.txt"])
def test_robots_txt_that_leads_nowhere(three, fetch, target) -> None:
    """A robots.txt that redirects in a circle or off the site is none, as RFC 9309 says."""
    three.pages["/robots.txt"] = Reply("", 302, {"location": target})
    assert fetch(three.address)[0]["added"] == 3
