"""A whole site fetched, killed, interrupted, gone on with, fetched again: every request counted."""

import html
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_server import Site, served

from search.opening import check_index
from tools.torture.filling import held, index
from tools.torture.rounds import LONG, chance, records

Record = Callable[[str, object], None]

PAGES = 2_000 if LONG else 60
CHANGED = PAGES // 100 + 1


@pytest.fixture
def site() -> Iterator[Site]:
    """A site whose pages hold articles, named by sitemaps of a month each."""
    with served() as site:
        for number, record in enumerate(texts()):
            site.pages[path_of(number)] = site.reply(page(number, record), etag=f'"{number}"')
        list_pages(site, {})
        yield site


def texts() -> list[dict[str, str]]:
    """Return as many articles as the site has pages, none so short that it may be none."""
    return [record for record in records(PAGES * 2) if len(record["body"].split()) > 100][:PAGES]


def path_of(number: int) -> str:
    return f"/tin-tuc/bai-{number}.html"


def page(number: int, record: dict[str, str], note: str = "") -> str:
    """Return an article as a page with what surrounds it on a site."""
    paragraphs = "".join(
        f"<p>{html.escape(line)}</p>" for line in record["body"].split("\n") if line
    )
    title = html.escape(f"{record['title']} ({number})")
    menu = "".join(f'<li><a href="/muc-{n}/">Mục {n}</a></li>' for n in range(20))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta property="article:published_time" content="2025-01-09T08:00:00+07:00"></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1><p>{note}</p>{paragraphs}"
        "</article><footer><p>Giấy phép 1/GP</p></footer></body></html>"
    )


def list_pages(site: Site, changed: dict[int, str]) -> None:
    """Write the sitemaps, with the days of pages that changed."""
    size = PAGES // 4
    months = []
    for month in range(4):
        numbers = range(month * size, (month + 1) * size)
        days = {path_of(number): changed.get(number, "2025-01-09") for number in numbers}
        site.sitemap(days, f"/sitemap-{month}.xml")
        months.append((f"/sitemap-{month}.xml", max(days.values())))
    entries = "".join(
        f"<sitemap><loc>{path}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in months
    )
    site.pages["/sitemap.xml"] = site.reply(f"<sitemapindex>{entries}</sitemapindex>")


def fetch(site: Site, folder: Path) -> "subprocess.Popen[str]":
    """Start a run without pauses."""
    options = ("--private", "--delay", 0, "--max", PAGES, "--index", folder)
    return index("fetch", site.address, *options)


def summary(running: "subprocess.Popen[str]") -> dict[str, int]:
    said, errors = running.communicate(timeout=1_200)
    assert running.returncode == 0, errors
    return {
        name.strip(): int(count.replace(",", ""))
        for name, count in re.findall(r"([a-z ]+?) ([\d,]+)(?:, |$)", said)
    }


def test_site_fetched_interrupted_and_fetched_again(
    site: Site, tmp_path: Path, record_property: Record
) -> None:
    """However often a run is ended, each page is asked for once (those under way when it ended
    twice); the next run asks for the lists only, and after that for what changed only."""
    folder, random = tmp_path / "index", chance(14)
    started, asked = time.perf_counter(), []
    for number in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM):
        running = fetch(site, folder)
        wanted = len(site.asked("/tin-tuc")) + random.randint(PAGES // 10, PAGES // 5)
        while len(site.asked("/tin-tuc")) < wanted and running.poll() is None:
            time.sleep(0.005)
        running.send_signal(number)
        running.communicate(timeout=60)
        asked.append(len(site.asked("/tin-tuc")))
    done = summary(fetch(site, folder))
    seconds = time.perf_counter() - started
    assert PAGES <= len(site.asked("/tin-tuc")) <= PAGES + len(asked)
    assert len(held(folder)) == PAGES and check_index(folder) == []
    again = fetched_again(site, folder)
    changed = changed_pages(site, folder)
    record_property(
        f"`index fetch` of a site of {PAGES:,} pages on loopback, "
        "`kill -9`, Ctrl-C and SIGTERM after "
        f"{', '.join(f'{one:,}' for one in asked)} pages, then whole",
        ("1", f"{PAGES:,} articles, {seconds:.0f} s; "
         f"fetched again: {again} requests, none for a page; "
         f"{CHANGED} changed: {changed} requests"),
    )  # fmt: skip
    assert done["fetched"] <= PAGES - asked[-1] + len(asked)


def fetched_again(site: Site, folder: Path) -> int:
    site.forget()
    done = summary(fetch(site, folder))
    assert (done["unchanged"], done["fetched"], site.asked("/tin-tuc")) == (PAGES, 0, [])
    assert len(site.requests) == 2, "robots.txt and the index of the sitemaps"
    return len(site.requests)


def changed_pages(site: Site, folder: Path) -> int:
    numbers = chance(15).sample(range(PAGES), CHANGED)
    known = texts()
    for number in numbers:
        site.pages[path_of(number)] = site.reply(
            page(number, known[number], "Tòa soạn đính chính.")
        )
    list_pages(site, dict.fromkeys(numbers, "2025-01-10"))
    site.forget()
    done = summary(fetch(site, folder))
    assert (done["replaced"], done["unchanged"]) == (CHANGED, PAGES - CHANGED)
    assert sorted(site.asked("/tin-tuc")) == sorted(map(path_of, numbers))
    return len(site.requests)
