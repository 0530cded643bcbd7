"""An index that the system does not let somebody read or write: its own state and words, and
nothing is replaced."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from damaging import file_of, manifest_with

from search import IndexUnreadable, SearchError, SearchRequest, open_engine
from search.opening import check_index, index_status, open_writer
from search.whoosh_engine.storage.manifest import MANIFEST
from webui import create_app

RIGHTS = "-dac_override,-dac_read_search"
COMMANDS = (
    ("search", "đảng"), ("show", "a1"), ("check",),
    ("check", "--deep"), ("export",), ("compact",), ("remove", "a1"),
    ("add", "PATH"), ("add", "--rebuild"), ("add", "--rebuild", "PATH"), ("serve", "--port", "0"),
)  # fmt: skip


def run(folder: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command for whom permissions count, which for root they do not."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may read everything, and there is no setpriv to give that up")
        prefix = ["setpriv", f"--inh-caps={RIGHTS}", f"--bounding-set={RIGHTS}", "--"]
    line = [*prefix, sys.executable, "-m", "indexer", command, "--index", str(folder), *arguments]
    return subprocess.run(line, capture_output=True, text=True, timeout=120)  # noqa: S603


@pytest.fixture
def articles(tmp_path: Path) -> str:
    """A file with one article."""
    path = tmp_path / "new.jsonl"
    path.write_text(json.dumps({"id": "neu", "title": "Mới", "body": "Tin mới."}), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("ending", [MANIFEST, ".articles"])
def test_permission_denied_is_told_by_every_command(
    folder: Path, articles: str, ending: str
) -> None:
    """Exit 5 and one line with the file and the reason; no word of damage or of building anew, and
    nothing changes."""
    file = folder / (ending if ending == MANIFEST else file_of(folder, ending))
    before = sorted(path.name for path in folder.iterdir() if path.name != "write.lock")
    file.chmod(0)
    for command, *arguments in COMMANDS:
        ended = run(folder, command, *(articles if one == "PATH" else one for one in arguments))
        assert (ended.returncode, ended.stdout) == (5, ""), (command, arguments, ended)
        assert (
            ended.stderr.count("\n") == 1
            and f"{file.name} may not be read (Permission denied)" in ended.stderr
        )
        assert "damaged" not in ended.stderr and "rebuild" not in ended.stderr
    status = run(folder, "status", "--json")
    assert (status.returncode, json.loads(status.stdout)["state"]) == (5, "unreadable")
    assert "Permission denied" in status.stderr and "damaged" not in status.stderr
    file.chmod(0o644)
    assert sorted(path.name for path in folder.iterdir() if path.name != "write.lock") == before
    assert open_engine(folder).search(SearchRequest()).total == 12


@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_a_folder_that_may_not_be_entered(folder: Path, articles: str, mode: int) -> None:
    """It is no index that is missing, and none is made in its place."""
    folder.chmod(mode)
    try:
        for command, *arguments in (("search", "đảng"), ("status",), ("check",), ("export",)):
            ended = run(folder, command, *arguments)
            assert ended.returncode == 5 and "Permission denied" in ended.stderr, ended
            assert "damaged" not in ended.stderr and "no index" not in ended.stderr
        ended = run(folder, "add", "--rebuild", articles)
        assert (
            ended.returncode in (1, 5)
            and "Permission denied" in ended.stderr
            and ended.stderr.count("\n") == 1
        )
    finally:
        folder.chmod(0o755)
    assert open_engine(folder).search(SearchRequest()).total == 12


def test_a_folder_that_may_only_be_read(folder: Path, articles: str) -> None:
    """Reading goes on; writing is one line that says who may."""
    (folder / "write.lock").unlink(missing_ok=True)
    folder.chmod(0o555)
    try:
        assert run(folder, "search", "đảng").returncode == 0
        assert run(folder, "check", "--deep").returncode == 0
        ended = run(folder, "add", articles)
    finally:
        folder.chmod(0o755)
    assert (
        ended.returncode == 1
        and "cannot be written (Permission denied); use an account" in ended.stderr
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "may not be read"),
      (errno.EPERM, "may not be read"), (errno.EIO, "cannot be read now"),
     (errno.EMFILE, "cannot be read now"),
     (errno.ENOMEM, "cannot be read now"), (errno.ESTALE, "cannot be read now")],
)  # fmt: skip
@pytest.mark.parametrize("ending", [MANIFEST, ".terms"])
def test_what_the_system_refuses_is_no_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, ending: str
) -> None:
    """Whatever the reason: unreadable for all who read, and a rebuild refuses to replace what
    nobody could look at."""
    manifest_with(previous=None)(folder)
    name = ending if ending == MANIFEST else file_of(folder, ending)
    real = os.open

    def refuse(path: Any, *args: Any, **kwargs: Any) -> int:
        if os.fspath(path).endswith(name):
            raise OSError(number, os.strerror(number), os.fspath(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    reading = [
        lambda: open_engine(folder),
        lambda: check_index(folder),
        lambda: check_index(folder, deep=True),
    ]
    for act in (*reading, lambda: open_writer(folder), lambda: open_writer(folder, rebuild=True)):
        with pytest.raises(IndexUnreadable, match=words):
            act()
    assert index_status(folder).state == "unreadable" and words in index_status(folder).detail


def test_a_refused_memory_map_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that opens but cannot be mapped, as under a limit of address space, is no damage
    either."""

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))

    monkeypatch.setattr("mmap.mmap", refuse)
    with pytest.raises(IndexUnreadable, match="Cannot allocate memory"):
        open_engine(folder)


def test_a_lock_that_the_disk_refuses(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No other writer is at work where locks are not known: the message says what happened."""

    def refuse(*args: Any) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(SearchError, match="cannot be locked") as told:
        open_writer(folder)
    assert "another writer" not in str(told.value)


def test_over_http(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with its own kind and words, in JSON and as a page; readiness and its state; no word of
    damage."""
    real = os.open

    def refuse(path: Any, *args: Any, **kwargs: Any) -> int:
        if os.fspath(path).endswith(MANIFEST):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    client = create_app(folder, TESTING=True).test_client()
    answer = client.get("/api/v1/search?q=đảng")
    assert (answer.status_code, answer.get_json()["type"]) == (503, "/api#index-unreadable")
    assert "damaged" not in answer.text and str(folder) not in answer.text
    page = client.get("/search?q=đảng").text
    assert "Không đọc được chỉ mục" in page and "hỏng" not in page and "--rebuild" not in page
    assert client.get("/readyz").get_json() == {"state": "unreadable", "answering": False}


def test_a_server_that_may_no_longer_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has open goes on answering; readiness says that the index on disk is unreadable."""
    monkeypatch.setattr("search.whoosh_engine.engine.FRESH_SECONDS", -1)
    client = create_app(folder, TESTING=True).test_client()
    assert client.get("/readyz").status_code == 200
    real = os.open

    def refuse(path: Any, *args: Any, **kwargs: Any) -> int:
        if os.fspath(path).endswith(MANIFEST):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    os.utime(folder / MANIFEST, (1, 1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["state"], answer.get_json()["answering"]) == (
        503,
        "unreadable",
        True,
    )
    assert client.get("/search.json").get_json()["total"] == 12
