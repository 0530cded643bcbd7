"""`index fetch` interrupted, killed, kept out: no fetched page is lost, and none is asked for
twice."""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from served import hear_ctrl_c
from site_server import Reply, served

from search.beside import beside, last_fetch
from search.opening import open_writer


def articles(index) -> int:
    status = index("status", "--json")
    return json.loads(status.stdout)["articles"] if status.exit_code == 0 else 0


def slowly(site, pages: int, seconds: float) -> None:
    """Put a sitemap of articles, each served after a while."""
    for n in range(pages):
        site.article(f"/bai-{n}.html", n)
        reply = site.pages[f"/bai-{n}.html"]
        site.pages[f"/bai-{n}.html"] = lambda path, reply=reply: time.sleep(seconds) or reply
    site.sitemap({f"/bai-{n}.html": "2025-01-09" for n in range(pages)})


def started(site, *args: object) -> "subprocess.Popen[str]":
    command = ["fetch", site.address, "--private", "--delay", "0", *map(str, args)]
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "indexer", *command],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_ctrl_c,
    )


def wait_for_pages(site, number: int) -> None:
    deadline = time.monotonic() + 60
    while len(site.asked("/bai")) < number:
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.mark.parametrize(("number", "code"), [
    (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9),
])  # fmt: skip
def test_interrupted_run_goes_on(site, fetch, index, tmp_path, number, code) -> None:
    """After Ctrl-C, SIGTERM or kill -9 the next run asks for the rest only, and all articles are
    there, saved too."""
    slowly(site, 12, 0.1)
    save = tmp_path / "tin.warc.gz"
    running = started(site, "--save", save)
    wait_for_pages(site, 5)
    running.send_signal(number)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == code and "Traceback" not in errors
    done = len(site.asked("/bai")) - 1  # the last one may not have arrived
    site.forget()
    summary, _ = fetch(site.address, "--save", str(save))
    assert len(site.asked("/bai")) <= 12 - done
    assert articles(index) == 12 and summary["added"] == 12
    site.forget()
    assert fetch(site.address)[0]["unchanged"] == 12 and not site.asked("/bai")


def test_another_writer_at_work(site, fetch, index, tmp_path) -> None:
    """While another writes the index pages are fetched and kept, exit code 4; the next run hands
    them over."""
    slowly(site, 4, 0)
    with open_writer(tmp_path / "index"):
        _, result = fetch(site.address, code=4)
    assert "4 fetched articles are kept" in result.stderr and len(site.asked("/bai")) == 4
    site.forget()
    summary, _ = fetch(site.address)
    assert summary["added"] == 4 and articles(index) == 4 and not site.asked("/bai")


def test_articles_that_wait_go_in_though_the_site_is_down(fetch, index, tmp_path) -> None:
    """What an earlier run fetched needs no site to come into the index."""
    with served() as site:
        slowly(site, 2, 0)
        with open_writer(tmp_path / "index"):
            fetch(site.address, code=4)
    summary, _ = fetch(site.address, code=3)
    assert summary["added"] == 2 and summary["failed"] == 1


def test_two_fetches_at_once(site, fetch, tmp_path) -> None:
    """A second fetch into the same index is turned away with exit code 4, before it asks for
    anything."""
    slowly(site, 8, 0.2)
    running = started(site, "--index", tmp_path / "index")
    wait_for_pages(site, 1)
    with served() as other:
        _, result = fetch(other.address, code=4)
        assert "another `index fetch`" in result.stderr and not other.requests
    running.communicate(timeout=60)
    assert running.returncode == 0


def test_unusable_index_is_found_out_first(site, fetch, tmp_path) -> None:
    """A damaged index ends the run before anything is fetched."""
    slowly(site, 1, 0)
    fetch(site.address)
    site.forget()
    (tmp_path / "index" / "manifest.json").write_text("{}")
    fetch(site.address, code=5)
    assert not site.requests


@pytest.mark.parametrize(
    "damage", [b"", b"not a database, but long enough to look like a file of some kind" * 99]
)
def test_damaged_state(site, fetch, tmp_path, damage) -> None:
    """A state that is no state is told in one line with the next step; an empty one is begun
    anew."""
    slowly(site, 1, 0)
    beside(tmp_path / "index", ".fetch").write_bytes(damage)
    _, result = fetch(site.address, code=1 if damage else 0)
    assert not damage or ("remove it" in result.stderr and "Traceback" not in result.output)


def test_gone_pages(site, fetch, index) -> None:
    """A page that is gone is told and its article stays, until --prune; one that only moved is not
    removed."""
    slowly(site, 4, 0)
    fetch(site.address)
    site.sitemap({"/bai-0.html": "2025-01-09", "/bai-1.html": "2025-01-10"})
    site.pages["/bai-1.html"] = Reply("", 410)
    site.pages["/bai-2.html"] = Reply("", 404)
    site.forget()
    summary, result = fetch(site.address)
    assert (summary["gone"], summary["removed"], articles(index)) == (2, 0, 4)
    assert "/bai-1.html: is gone (410)" in result.stderr and "--prune" in result.stderr
    assert sorted(site.asked("/bai")) == ["/bai-1.html", "/bai-2.html", "/bai-3.html"], (
        "what left the list is looked at"
    )
    site.forget()
    summary, _ = fetch(site.address, "--prune")
    assert (summary["gone"], summary["removed"], articles(index)) == (0, 2, 2) and not site.asked(
        "/bai"
    )
    assert fetch(site.address, "--prune")[0]["removed"] == 0


def test_page_that_never_was(site, fetch) -> None:
    """A dead link in a sitemap is told as gone; no article of it is in the index to be removed."""
    site.article("/bai.html")
    site.sitemap({"/bai.html": "2025-01-09", "/khong-co.html": "2025-01-09"})
    summary, result = fetch(site.address)
    assert summary["gone"] == 1 and "/khong-co.html: is gone (404)" in result.stderr
    assert "--prune" not in result.stderr


def test_time_of_the_last_good_run(site, fetch, tmp_path) -> None:
    """It is noted beside the index, and only of runs that ended well."""
    slowly(site, 1, 0)
    assert last_fetch(tmp_path / "index") is None
    fetch(site.address)
    first = last_fetch(tmp_path / "index")
    assert first is not None
    site.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 9999")
    time.sleep(1.1)
    fetch(site.address, code=3)
    assert last_fetch(tmp_path / "index") == first


def test_save_is_not_written_over(site, fetch, tmp_path) -> None:
    """--save adds to an archive and refuses a file of another kind, unharmed."""
    slowly(site, 1, 0)
    other = tmp_path / "notes.warc.gz"
    other.write_text("my notes")
    _, result = fetch(site.address, "--save", str(other), code=1)
    assert other.read_text() == "my notes" and "notes.warc.gz" in result.stderr
    _, result = fetch(site.address, "--save", str(tmp_path / "x.zip"), code=2)
    assert ".warc.gz" in result.stderr


def test_summary_for_people(site, index) -> None:
    """One line says what became of every page."""
    slowly(site, 2, 0)
    site.pages["/bai-1.html"] = Reply("", 404)
    result = index("fetch", site.address, "--private", "--delay", "0")
    line = "fetched 1, unchanged 0, added 1, replaced 0, rejected 0, refused by robots 0, gone 1"
    assert result.stdout.strip() == line


def test_state_of_an_index_on_a_cluster(monkeypatch, tmp_path) -> None:
    """Beside a cluster there is no folder: its state is in TIMTIN_STATE, without user and password
    in the name."""
    monkeypatch.setenv("TIMTIN_STATE", str(tmp_path))
    path = beside("https://user:secret@search.example.vn:9200/timtin?shards=2", ".fetch")
    assert path.parent == tmp_path and path.name == "search-example-vn-9200-timtin.fetch"


def test_state_in_a_folder_of_its_own(site, fetch, index, monkeypatch, tmp_path) -> None:
    """Where nothing may be written beside the index, as in a container, TIMTIN_STATE says where."""
    monkeypatch.setenv("TIMTIN_STATE", str(tmp_path / "state"))
    slowly(site, 2, 0)
    assert fetch(site.address)[0]["added"] == 2
    assert fetch(site.address)[0]["unchanged"] == 2
    assert not list(tmp_path.glob("index.*")) and last_fetch(tmp_path / "index")
    result = index("check", "--deep")
    assert result.exit_code == 0, result.output


def test_both_engines(place, site, fetch, monkeypatch, tmp_path) -> None:
    """The same run works into a folder and into a cluster."""
    monkeypatch.setenv("TIMTIN_STATE", str(tmp_path / "state"))
    slowly(site, 3, 0)
    assert fetch(site.address, "--index", str(place))[0]["added"] == 3
    site.article("/bai-1.html", 1, extra="Đính chính.")
    site.sitemap({f"/bai-{n}.html": "2025-01-10" if n == 1 else "2025-01-09" for n in range(3)})
    summary, _ = fetch(site.address, "--index", str(place))
    assert (summary["replaced"], summary["unchanged"]) == (1, 2)


def test_index_that_was_removed_is_filled_again(site, fetch, index, tmp_path) -> None:
    """Whoever removes the index folder to begin anew gets all articles again, not "unchanged"."""
    slowly(site, 3, 0)
    fetch(site.address)
    shutil.rmtree(tmp_path / "index")
    assert fetch(site.address)[0]["added"] == 3 and articles(index) == 3


def test_removed_article_does_not_come_back(site, fetch, index) -> None:
    """What was taken out of the index by hand stays out while its page stays as it is."""
    slowly(site, 2, 0)
    fetch(site.address)
    ids = [json.loads(line)["id"] for line in index("export").stdout.splitlines()]
    assert index("remove", ids[0]).exit_code == 0
    assert fetch(site.address)[0]["added"] == 0 and articles(index) == 1


def test_takedown_leaves_nothing_beside_the_index(site, fetch, tmp_path) -> None:
    """Once the index has an article, no byte of its text stays in the state."""
    site.article("/a.html", 1, extra="Nguyễn Văn Tám Mươi Hai")
    site.sitemap({"/a.html": "2025-01-09"})
    with open_writer(tmp_path / "index"):
        fetch(site.address, code=4)
    name = "Nguyễn Văn Tám Mươi Hai".encode()
    files = tmp_path.glob("index.fetch*")
    assert any(name in path.read_bytes() for path in files)
    fetch(site.address)
    assert not any(name in path.read_bytes() for path in tmp_path.glob("index.fetch*"))


def test_full_disk(site, fetch, index, tmp_path) -> None:
    """A disk that takes no more ends in one line; what was kept stays, and the next run goes on."""
    slowly(site, 40, 0)

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))

    command = ["fetch", site.address, "--private", "--delay", "0", "--index", tmp_path / "index"]
    full = subprocess.run([sys.executable, "-m", "indexer", *command], preexec_fn=little_room,  # noqa: S603
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert full.returncode == 1 and "Traceback" not in full.stderr
    assert "index.fetch cannot be used" in full.stderr.splitlines()[-1]
    asked = len(site.asked("/bai"))
    assert fetch(site.address)[0]["added"] == 40 == articles(index)
    assert len(site.asked("/bai")) <= 42 and asked > 1


def test_progress_on_a_terminal(site, tmp_path) -> None:
    """On a terminal one line tells how many pages of how many, how fast, and how long it will
    take."""
    slowly(site, 5, 0.05)
    command = [
        "fetch",
        site.address,
        "--private",
        "--delay",
        "0",
        "--index",
        str(tmp_path / "index"),
    ]
    screen, side = os.openpty()
    with subprocess.Popen([sys.executable, "-m", "indexer", *command], stderr=side,  # noqa: S603
                          stdout=subprocess.DEVNULL) as running:  # fmt: skip
        os.close(side)
        shown = b""
        with suppress(OSError):  # the terminal is gone when the process is
            while data := os.read(screen, 4096):
                shown += data
    os.close(screen)
    assert running.returncode == 0
    assert re.search(rb"\r\x1b\[K3 of 5 pages, [\d.]+/s, \d+ s left", shown), shown
