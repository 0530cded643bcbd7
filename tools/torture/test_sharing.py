"""Many readers and one writer: every answer belongs to one snapshot, and nothing piles up."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from index_model import document, write

from search import SearchRequest, open_engine
from search.opening import check_index, open_writer
from tools.torture.rounds import rounds

Record = Callable[[str, object], None]

ARTICLES = 10

WRITER = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from index_model import document, write
for version in range(1, int(sys.argv[3]) + 1):
    codes = [f"{version}-KH/QU"]
    title = f"phiên bản v{version}"
    write(Path(sys.argv[2]), [document(f"a{n}", title, codes=codes) for n in range(10)])
"""

READER = """
import sys
from search import SearchRequest, open_engine
from search.whoosh_engine import engine as engines
engines.FRESH_SECONDS = -1
kept, seen, newest = open_engine(sys.argv[1]), set(), 0
while newest < int(sys.argv[2]):
    for engine in (kept, open_engine(sys.argv[1])):
        page = engine.search(SearchRequest(q="phien ban"))
        titles = {hit.title for hit in page.results}
        codes = [(row.value, row.count) for row in page.facets["code"]]
        version = int(min(titles).rpartition("v")[2])
        assert page.total == len(page.results) == 10 and len(titles) == 1, (page.total, titles)
        assert codes == [(f"{version}-KH/QU", 10)], codes
        shown = {hit.highlights["title"].rpartition("v")[2] for hit in page.results}
        assert shown == {str(version)}
        told = engine.article("a0").article.title
        assert told in titles or engine.status().snapshot != page.snapshot
        assert engine.status().state == "ok", engine.status().detail
        assert version >= newest
        newest = version
        seen.add(page.snapshot)
print(len(seen))
"""


def _start(code: str, *args: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603


def test_readers_through_many_commits(tmp_path: Path, record_property: Record) -> None:
    """Processes that search, and open anew, through commits that replace every article: no error,
    no mixed answer."""
    commits, readers = rounds(8, 100), rounds(2, 4)
    write(tmp_path, [document(f"a{n}", "phiên bản v0", codes=["0-KH/QU"]) for n in range(ARTICLES)])
    reading = [_start(READER, tmp_path, commits) for _ in range(readers)]
    writing = _start(WRITER, Path(__file__).parents[2] / "tests", tmp_path, commits)
    _, said = writing.communicate(timeout=300)
    assert writing.returncode == 0, said
    seen = []
    for reader in reading:
        out, said = reader.communicate(timeout=60)
        assert reader.returncode == 0, said
        seen.append(int(out))
    assert check_index(tmp_path, deep=True) == []
    outcome = f"no error, {min(seen)}-{max(seen)} snapshots seen by each"
    record_property(f"{readers} readers through {commits} commits", (1, outcome))


def _open_files() -> int:
    gc.collect()
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def _private_kilobytes() -> int:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private"))


def test_nothing_piles_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    """Open files and memory stay flat over commits and refreshes of one process that writes and
    reads."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    monkeypatch.setattr("search.whoosh_engine.engine.FRESH_SECONDS", -1)
    commits = rounds(40, 1000)
    write(tmp_path, [document(f"a{n}", "đảng ủy quận") for n in range(ARTICLES)])
    engine = open_engine(tmp_path)
    files = memory = 0
    with open_writer(tmp_path) as writer:
        for commit in range(commits + 20):
            batch = [
                document(f"a{n % ARTICLES}", f"đảng ủy quận {commit}")
                for n in range(commit, commit + 3)
            ]
            writer.add(writer.prepare(batch))
            writer.commit()
            page = engine.search(SearchRequest(q="đảng ủy"))
            assert page.total == ARTICLES
            assert page.results[0].highlights
            if commit == 19:
                files, memory = _open_files(), _private_kilobytes()
    grown = _open_files() - files, _private_kilobytes() - memory
    names = len(list(tmp_path.iterdir()))
    outcome = (
        f"{grown[0]:+} open files, {grown[1]:+} kB of private memory, {names} files in the folder"
    )
    record_property(f"{commits} commits and refreshes in one process", (1, outcome))
    assert grown[0] <= 30, "no more than segments come and go"
    assert grown[1] < 20_000
    assert names < 40
