"""The manifest and the lock: the one switch between snapshots, and the one writer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from search import Busy, IndexDamaged, IndexMissing, IndexStale
from search.analysis import analysis_version
from search.whoosh_engine.storage.lock import LOCK, WriteLock
from search.whoosh_engine.storage.manifest import (
    MANIFEST,
    Manifest,
    SegmentEntry,
    checksum,
    checksums,
    now,
    read_manifest,
    write_manifest,
)

OLD = Manifest(
    1,
    (SegmentEntry("MAIN_0", 3),),
    {"MAIN_0.terms": (5, 7)},
    analysis=analysis_version(),
    updated=now(),
)
NEW = Manifest(
    2,
    (SegmentEntry("MAIN_0", 3, "MAIN_0.2.live", 1), SegmentEntry("MAIN_1", 4)),
    {"MAIN_0.terms": (5, 7), "MAIN_0.2.live": (1, 2), "MAIN_1.terms": (3, 4)},
    analysis=analysis_version(),
    updated=now(),
    previous=OLD,
)


def test_a_manifest_comes_back(tmp_path: Path) -> None:
    """What was written is read, the snapshot before included; figures follow from the segments and
    files."""
    write_manifest(tmp_path, NEW)
    found = read_manifest(tmp_path)
    assert found == NEW
    assert (found.articles, found.size_bytes) == (6, 9)
    assert found.snapshot != OLD.snapshot and found.snapshot.startswith("2-")
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]


def test_it_is_plain_json(tmp_path: Path) -> None:
    """Anybody can read the figures of an index without timtin."""
    write_manifest(tmp_path, NEW)
    record = json.loads((tmp_path / MANIFEST).read_text())
    assert (record["format"], record["articles"], record["previous"]["generation"]) == (1, 6, 1)


def test_every_byte_counts(tmp_path: Path) -> None:
    """Any single bit turned is damage, and so is any length but the right one."""
    write_manifest(tmp_path, NEW)
    path = tmp_path / MANIFEST
    sound = path.read_bytes()
    for place in range(len(sound)):
        path.write_bytes(
            sound[:place] + bytes([sound[place] ^ 1 << place % 8]) + sound[place + 1 :]
        )
        with pytest.raises(IndexDamaged, match="--rebuild"):
            read_manifest(tmp_path)
        path.write_bytes(sound[:place])
        with pytest.raises(IndexDamaged):
            read_manifest(tmp_path)


def test_no_manifest(tmp_path: Path) -> None:
    """Without one there is no index; a manifest that cannot be read is damage."""
    with pytest.raises(IndexMissing):
        read_manifest(tmp_path)
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(IndexDamaged, match="cannot be read"):
        read_manifest(tmp_path)


def test_other_versions_are_stale() -> None:
    """An index of another schema or analysis is not used, and the next step is named."""
    NEW.require_current()
    for stale in (
        Manifest(1, schema="0", analysis=analysis_version()),
        Manifest(1, analysis="0-x"),
    ):
        with pytest.raises(IndexStale, match="index add --rebuild"):
            stale.require_current()


def test_the_switch_comes_last_and_is_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new manifest is synced before it replaces the old one, and the folder after."""
    done: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        done.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).name}")  # noqa: PTH115
        real_sync(descriptor)

    def replace(source: Path, target: Path) -> None:
        done.append("switch")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    write_manifest(tmp_path, NEW)
    assert done == [f"sync {MANIFEST}.tmp", "switch", f"sync {tmp_path.name}"]


def test_checksums(tmp_path: Path) -> None:
    """Size and CRC-32 of files, those that are known already not read again."""
    (tmp_path / "a").write_bytes(b"123456789")
    assert checksum(tmp_path / "a") == (9, 0xCBF43926)
    assert checksums(tmp_path, ["b", "a"], {"b": (1, 2)}) == {"a": (9, 0xCBF43926), "b": (1, 2)}


def test_one_holds_the_lock(tmp_path: Path) -> None:
    """A second holder, in this process or another, is told the first; the lock file stays when it
    is free."""
    lock = WriteLock(tmp_path)
    with pytest.raises(Busy, match=rf"pid {os.getpid()}, since"):
        WriteLock(tmp_path)
    lock.release()
    assert (tmp_path / LOCK).exists()
    WriteLock(tmp_path).release()


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    """However a writer dies, the system frees its lock."""
    code = (
        "import sys, os\nfrom pathlib import Path\nfrom "
        "search.whoosh_engine.storage.lock import WriteLock\n"
    )
    code += "WriteLock(Path(sys.argv[1])); print(flush=True); os.read(0, 1)"
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603
        assert holder.stdout and holder.stdout.readline()
        with pytest.raises(Busy, match=f"pid {holder.pid}"):
            WriteLock(tmp_path)
        holder.kill()
    WriteLock(tmp_path).release()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"pid": "x"}', b"\xff" * 300])
def test_a_lock_file_with_anything_in_it(tmp_path: Path, content: bytes) -> None:
    """What an older holder left in the file is no obstacle, and never a traceback."""
    lock = WriteLock(tmp_path)
    (tmp_path / LOCK).write_bytes(content)
    with pytest.raises(Busy, match="another writer is at work"):
        WriteLock(tmp_path)
    lock.release()
    WriteLock(tmp_path).release()
