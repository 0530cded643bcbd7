"""A disk that is full, wherever it happens: one line, the old index whole, the lock free."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from search.opening import check_index
from tools.torture.filling import add_all, held
from tools.torture.rounds import chance, records, rounds, write_jsonl

Record = Callable[[str, object], None]


def _add_fails(folder: Path, path: Path, **options: object) -> None:
    before = held(folder)
    command = [
        sys.executable,
        "-m",
        "indexer",
        "add",
        path,
        "--index",
        folder,
        "--jobs",
        "1",
        "--memory",
        "16",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]  # noqa: S603
    assert done.returncode == 1, "there was not room enough"
    assert "cannot be written" in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert held(folder) == before
    assert check_index(folder, deep=True) == []
    assert list(folder.glob("*.tmp")) == [], "a full disk is not left full"


def _sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.iterdir()}


def _two_files(tmp_path: Path) -> tuple[Path, Path, list[int]]:
    """Write articles for a first and a second add; return these and the sizes of the files that the
    second makes."""
    first, second = (
        write_jsonl(tmp_path / "1.jsonl", records(20)),
        write_jsonl(tmp_path / "2.jsonl", records(100, 20)),
    )
    folder = tmp_path / "measured"
    add_all(folder, first)
    before = _sizes(folder)
    command = [
        sys.executable,
        "-m",
        "indexer",
        "add",
        second,
        "--index",
        folder,
        "--jobs",
        "1",
        "--memory",
        "16",
    ]
    subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    made = [size for name, size in _sizes(folder).items() if name not in before]
    shutil.rmtree(folder)
    return first, second, made


def test_files_may_not_grow(tmp_path: Path, record_property: Record) -> None:
    """With a limit on the size of files (RLIMIT_FSIZE) at many places between nothing and all that
    is needed."""
    folder, turns, random = tmp_path / "index", rounds(2, 20), chance(3)
    first, second, made = _two_files(tmp_path)
    add_all(folder, first)
    for turn in range(turns):
        limit = 1 + int((max(made) - 2) * (turn + random.random()) / turns)
        _add_fails(
            folder,
            second,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)),
        )
    add_all(folder, second)
    assert len(held(folder)) == 120
    outcome = f"limits up to {max(made):,} bytes; one line each, old index whole"
    record_property("a limit on the size of files", (turns, outcome))


def test_a_full_file_system(tmp_path: Path, record_property: Record) -> None:
    """On a small file system with room for this or that part of the new files, adding fails
    cleanly."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=24m", "none", place]
    mounted = subprocess.run(mount, capture_output=True, check=False)  # noqa: S603
    if mounted.returncode:
        pytest.skip("only root may mount a small file system")
    try:
        _fill(tmp_path, place, record_property)
    finally:
        subprocess.run(["/bin/umount", place], check=True)  # noqa: S603


def _fill(tmp_path: Path, place: Path, record_property: Record) -> None:
    folder, turns = place / "index", rounds(1, 20)
    first, second, made = _two_files(tmp_path)
    add_all(folder, first)
    for turn in range(turns):
        room = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
        (place / "ballast").write_bytes(b"x" * (room - (sum(made) - 1) * turn // turns))
        _add_fails(folder, second)
        (place / "ballast").unlink()
    add_all(folder, second)
    assert len(held(folder)) == 120
    outcome = f"room for 0 to {sum(made):,} bytes; one line each, old index whole"
    record_property("a full file system", (turns, outcome))
