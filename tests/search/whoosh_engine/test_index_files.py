"""The files of an index: only regular files are opened, none through a link, nothing of others is
written to."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from damaging import file_of, manifest_with
from index_model import document

from search import IndexDamaged, SearchError, SearchRequest, open_engine
from search.opening import check_index, index_status, open_writer, stored_articles
from search.whoosh_engine.storage.lock import LOCK
from search.whoosh_engine.storage.manifest import MANIFEST

PART_ENDINGS = (".terms", ".postings", ".documents", ".articles", ".live")


def _add(folder: Path, *, rebuild: bool = False) -> None:
    with open_writer(folder, rebuild=rebuild) as writer:
        writer.add(writer.prepare([document("neu", "mới")]))
        writer.commit()


def _remove(folder: Path) -> None:
    with open_writer(folder) as writer:
        writer.remove("a1")
        writer.commit()


def _compact(folder: Path) -> None:
    with open_writer(folder) as writer:
        writer.compact()


def _rebuild(folder: Path) -> None:
    _add(folder, rebuild=True)


WRITING = [_add, _remove, _compact, _rebuild]


def _link(path: Path, aside: Path) -> None:
    aside.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(aside)


def _pipe(path: Path, aside: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path, aside: Path) -> None:
    path.unlink()
    path.mkdir()


def _zero(path: Path, aside: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _dangling(path: Path, aside: Path) -> None:
    path.unlink()
    path.symlink_to(aside)


def _circle(path: Path, aside: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _device(path: Path, aside: Path) -> None:
    path.unlink()
    try:
        os.mknod(path, 0o20666, os.makedev(1, 5))  # what /dev/zero is
    except PermissionError:
        pytest.skip("only root makes devices")


NO_FILES = [_link, _pipe, _folder, _zero, _dangling, _circle, _device]


def within_seconds(act: Callable[[], Any]) -> Any:
    """Run something that must not hang; return what it gave or raised."""
    told: list[Any] = []

    def run() -> None:
        try:
            told.append(act())
        except SearchError as error:
            told.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive(), "it hangs"
    assert told, "another error than SearchError"
    return told[0]


@pytest.mark.parametrize("put", NO_FILES)
@pytest.mark.parametrize("name", [MANIFEST, *PART_ENDINGS])
def test_only_regular_files_are_read(
    folder: Path, tmp_path: Path, put: Callable[[Path, Path], None], name: str
) -> None:
    """A link, pipe, device or folder in the place of a file is damage to every reader and writer;
    none waits."""
    manifest_with(previous=None)(folder)
    path = folder / (name if name == MANIFEST else file_of(folder, name))
    put(path, tmp_path / "aside")
    assert isinstance(within_seconds(lambda: open_engine(folder)), IndexDamaged)
    assert within_seconds(lambda: index_status(folder)).state == "damaged"
    for deep in (False, True):
        assert any(
            path.name in line
            for line in within_seconds(lambda deep=deep: check_index(folder, deep=deep))
        )
    if name in (MANIFEST, ".articles", ".live"):
        assert isinstance(within_seconds(lambda: list(stored_articles(folder))), IndexDamaged)
    for write in (_add, _remove, _compact):
        assert isinstance(within_seconds(lambda write=write: write(folder)), IndexDamaged)


@pytest.mark.parametrize("put", NO_FILES[:4])
def test_a_server_does_not_follow_what_is_put_under_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: Callable[[Path, Path], None]
) -> None:
    """A running engine goes on with what it has open, and says why."""
    monkeypatch.setattr("search.whoosh_engine.engine.FRESH_SECONDS", -1)
    engine = open_engine(folder)
    put(folder / MANIFEST, tmp_path / "aside")
    assert within_seconds(lambda: engine.search(SearchRequest()).total) == 12
    assert engine.status().state == "damaged" and MANIFEST in engine.status().detail


@pytest.mark.parametrize("act", WRITING)
@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_nothing_is_written_through_a_lock_that_is_a_link(
    folder: Path, tmp_path: Path, act: Callable[[Path], None], link: Callable[[Path, Path], None]
) -> None:
    """A lock that is another's file, by a soft or a hard link: a line, and that file is as it
    was."""
    victim = tmp_path / "victim"
    victim.write_text("của người khác")
    (folder / LOCK).unlink(missing_ok=True)
    link(folder / LOCK, victim)
    with pytest.raises(SearchError, match=r"write\.lock is a link"):
        act(folder)
    assert victim.read_text() == "của người khác"


@pytest.mark.parametrize("put", [_pipe, _folder, _zero, _device, _circle])
def test_a_lock_that_is_no_file(
    folder: Path, tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    """A pipe, a device or a folder named like the lock is one line; nobody waits for it."""
    (folder / LOCK).touch()
    put(folder / LOCK, tmp_path / "aside")
    assert "write.lock" in str(within_seconds(lambda: _add(folder)))


def test_no_lock_is_made_at_the_end_of_a_dangling_link(folder: Path, tmp_path: Path) -> None:
    """A lock that leads to a file not there yet does not make it."""
    (folder / LOCK).unlink(missing_ok=True)
    (folder / LOCK).symlink_to(tmp_path / "victim")
    with pytest.raises(SearchError, match=r"write\.lock is a link"):
        _add(folder)
    assert not (tmp_path / "victim").exists()


@pytest.mark.parametrize("act", WRITING)
@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_drafts_are_new_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Path], None],
    link: Callable[[Path, Path], None],
) -> None:  # fmt: skip
    """Whatever has the name of a file that a writer makes, segments and tables included, is not
    written to."""
    monkeypatch.setattr("secrets.token_hex", lambda size: "0" * 2 * size)
    victim = tmp_path / "victim"
    victim.write_text("của người khác")
    names = [f"MAIN_{'0' * 16}{ending}" for ending in PART_ENDINGS[:4]] + [
        f"_MAIN_{n}.toc" for n in range(9)
    ]
    for name in [f"{MANIFEST}.tmp", *names, *(f"{name}.tmp" for name in names)]:
        if not (folder / name).exists():
            link(folder / name, victim)
    # as put there meanwhile
    monkeypatch.setattr("search.whoosh_engine.writer.WhooshWriter._clean", lambda self: None)
    act(folder)
    assert victim.read_text() == "của người khác"
    assert index_status(folder).state == "ok" and not (folder / MANIFEST).is_symlink()


def test_a_folder_in_the_place_of_a_draft_is_a_line(folder: Path) -> None:
    """What cannot be taken away is told, and what was committed stays."""
    (folder / f"{MANIFEST}.tmp").mkdir()
    with pytest.raises(SearchError, match="cannot be written"):
        _add(folder)
    assert open_engine(folder).search(SearchRequest()).total == 12


@pytest.mark.parametrize("size", [1 << 27, 20 << 30])
def test_a_giant_manifest_takes_no_memory(folder: Path, size: int) -> None:
    """A sparse manifest of any size is damage, found without reading it."""
    os.truncate(folder / MANIFEST, size)
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        open_engine(folder)
    assert index_status(folder).state == "damaged" and check_index(folder)


def test_a_giant_segment_is_found_by_its_size(folder: Path) -> None:
    """A sparse segment is damage by its size alone."""
    manifest_with(previous=None)(folder)
    name = file_of(folder, ".postings")
    os.truncate(folder / name, 20 << 30)
    with pytest.raises(IndexDamaged, match=f"{name} has"):
        open_engine(folder)


def test_an_index_may_be_reached_by_a_link(folder: Path, tmp_path: Path) -> None:
    """The folder itself is the operator's to name, also by a link; only what is in it must be
    files."""
    (tmp_path / "current").symlink_to(folder)
    _add(tmp_path / "current")
    assert open_engine(tmp_path / "current").search(SearchRequest()).total == 13
