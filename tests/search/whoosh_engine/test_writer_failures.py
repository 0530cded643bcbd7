"""A writer that fails: what was there stays, and the next try works."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from index_contents import articles
from index_model import document, write

from search import SearchError
from search.opening import check_index, open_writer

Act = Callable[[Path], None]


def _add(folder: Path) -> None:
    write(folder, [document("c", "mới"), document("a", "khác")])


def _compact(folder: Path) -> None:
    with open_writer(folder) as writer:
        writer.remove("b")
        writer.compact()


def _fail_at(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> list[int]:
    """Let the `number`th call of an `os` function end with a full disk."""
    real, calls = getattr(os, name), [0]

    def call(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*args, **kwargs)

    monkeypatch.setattr(os, name, call)
    return calls


@pytest.fixture
def two_articles(tmp_path: Path) -> Iterator[Path]:
    write(tmp_path, [document("a", "đảng")], [document("b", "uỷ")])
    yield tmp_path


@pytest.mark.parametrize("act", [_add, _compact])
@pytest.mark.parametrize("name", ["fsync", "posix_fallocate", "replace", "rename"])
def test_a_full_disk_leaves_old_or_new(
    two_articles: Path, monkeypatch: pytest.MonkeyPatch, act: Act, name: str
) -> None:
    """Wherever the disk refuses: one `SearchError` that says so, the index whole, the lock free,
    the next try works."""
    before = articles(two_articles)
    number = 0
    while True:
        number += 1
        with monkeypatch.context() as patch:
            calls = _fail_at(patch, name, number)
            try:
                act(two_articles)
            except SearchError as error:
                assert "No space left" in str(error) and "\n" not in str(error)
        found = articles(two_articles)
        assert check_index(two_articles, deep=True) == []
        if calls[0] < number:
            break
        if found != before:  # the switch was made, only its last sync failed
            assert name == "fsync"
            break
    act(two_articles)
    assert set(articles(two_articles)) == ({"a", "b", "c"} if act is _add else {"a"})
    assert check_index(two_articles, deep=True) == []


def test_a_rebuild_that_fails_keeps_what_can_be_saved(tmp_path: Path) -> None:
    """With a damaged manifest, `--rebuild` removes nothing before its own first commit."""
    write(tmp_path, [document("a", "đảng")])
    (tmp_path / "manifest.json").write_bytes(b"{")
    before = sorted(path.name for path in tmp_path.iterdir())
    open_writer(tmp_path, rebuild=True).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    with open_writer(tmp_path, rebuild=True) as writer:
        writer.add(writer.prepare([document("b", "uỷ")]))
        writer.commit()
    assert set(articles(tmp_path)) == {"b"}
    assert check_index(tmp_path, deep=True) == []


def test_a_lock_that_is_removed_under_a_writer(tmp_path: Path) -> None:
    """Somebody removes the lock file and lets a second writer in: the first commits nothing, says
    what happened, and takes nothing of the second away."""
    write(tmp_path, [document("a", "đảng")])
    first = open_writer(tmp_path)
    first.add(first.prepare([document("b", "uỷ")]))
    (tmp_path / "write.lock").unlink()
    with open_writer(tmp_path) as second:
        second.add(second.prepare([document("c", "quận")]))
        with pytest.raises(SearchError, match=r"write\.lock was removed"):
            first.commit()
        first.close()
        second.commit()
    assert set(articles(tmp_path)) == {"a", "c"}
    assert check_index(tmp_path, deep=True) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A path below a file is one line, no traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SearchError, match="cannot be made"):
        open_writer(tmp_path / "file" / "index")
