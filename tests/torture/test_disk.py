"""A disk that is full, wherever it happens: one line, the old index whole, the lock free."""

import os
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from rounds import chance, records, rounds, write_jsonl
from test_kills import add_all, held

from search.engine import check_index


def _add_fails(folder: Path, path: Path, before: set[str], **options: object) -> None:
    command = [sys.executable, "-m", "indexer", "add", path, "--index", folder, "--jobs", "1", "--memory", "16"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]  # noqa: S603
    assert done.returncode in (0, 1), done.stderr
    if done.returncode:
        assert "cannot be written" in done.stderr and done.stderr.count("\n") == 1, done.stderr
        assert held(folder) == before
    assert check_index(folder, deep=True) == []
    assert list(folder.glob("*.tmp")) == [], "a full disk is not left full"


def test_files_may_not_grow(tmp_path: Path) -> None:
    """With a limit on the size of files (RLIMIT_FSIZE) at many places between nothing and all that is needed."""
    folder = tmp_path / "index"
    add_all(folder, write_jsonl(tmp_path / "first.jsonl", records(20)))
    before, turns, random = held(folder), rounds(2, 20), chance(3)
    path = write_jsonl(tmp_path / "second.jsonl", records(200, 20))
    for turn in range(turns):
        limit = 1 + int(400_000 * (turn + random.random()) / turns)
        _add_fails(folder, path, before, preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)))
        if held(folder) != before:
            break
    add_all(folder, path)
    assert len(held(folder)) == 220


def test_a_full_file_system(tmp_path: Path) -> None:
    """On a small file system, filled more and more, adding fails cleanly until there is room again."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=24m", "none", place]
    mounted = subprocess.run(mount, capture_output=True, check=False)  # noqa: S603
    if mounted.returncode:
        pytest.skip("only root may mount a small file system")
    try:
        _fill(tmp_path, place)
    finally:
        subprocess.run(["/bin/umount", place], check=True)  # noqa: S603


def _fill(tmp_path: Path, place: Path) -> None:
    folder = place / "index"
    add_all(folder, write_jsonl(tmp_path / "first.jsonl", records(20)))
    before, turns = held(folder), rounds(1, 20)
    path = write_jsonl(tmp_path / "second.jsonl", records(200, 20))
    free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
    for turn in range(turns):
        (place / "ballast").write_bytes(b"x" * (free - 4_000_000 * turn // turns))
        _add_fails(folder, path, before)
        if held(folder) != before:
            break
    (place / "ballast").unlink()
    add_all(folder, path)
    assert len(held(folder)) == 220
