"""Indexes that somebody or some bug has made: refused in one line, worked out again, never run."""

import pickle
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from damaging import file_of, manifest_with, rewrite, told_of_damage, use
from index_model import document

from search import IndexDamaged, open_engine
from search.opening import check_index, index_status, open_writer, stored_articles
from search.whoosh_engine.storage.manifest import checksum, read_manifest

_ENTRY = {"name": "MAIN_0", "documents": 1, "live": "", "deleted": 0}


@pytest.mark.parametrize(
    "change",
    [
        manifest_with(segments=[_ENTRY | {"name": "../../etc/MAIN_0"}]),
        manifest_with(segments=[_ENTRY | {"live": "/etc/passwd"}]),
        manifest_with(segments=[_ENTRY | {"documents": -1}]),
        manifest_with(segments=[_ENTRY | {"deleted": 2}]),
        manifest_with(segments=[_ENTRY | {"documents": 10**30}], previous=None),
        manifest_with(segments=[{}]),
        manifest_with(segments={"a": 1}),
        manifest_with(files={"../manifest.json": [1, 1]}),
        manifest_with(files={"..": [1, 1]}),
        manifest_with(files=[["a", 1]]),
        manifest_with(generation=None),
        manifest_with(generation=float("inf")),
        manifest_with(format=2),
        manifest_with(previous=[1]),
        manifest_with(updated="yesterday"),
        lambda folder: (folder / "manifest.json").write_bytes(b""),
        lambda folder: (folder / "manifest.json").write_bytes(b"[]"),
        lambda folder: (folder / "manifest.json").write_bytes(b'"x"'),
        lambda folder: (folder / "manifest.json").write_bytes(b"[" * 100_000),
        lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"),
        lambda folder: (folder / "manifest.json").write_bytes(b'{"crc": NaN}'),
    ],
)
def test_crafted_manifests_are_refused(folder: Path, change: Callable[[Path], None]) -> None:
    """A manifest with names outside the folder, impossible numbers or another shape is damaged: one
    line, exit 5."""
    change(folder)
    with pytest.raises(IndexDamaged):
        open_engine(folder)
    with pytest.raises(IndexDamaged):
        open_writer(folder)
    assert check_index(folder) != []
    assert index_status(folder).state == "damaged"


def _set(name: str, place: int, value: int) -> Callable[[dict[str, Any]], None]:
    def change(held: dict[str, Any]) -> None:
        held[name][place] = value

    return change


@pytest.mark.parametrize(
    ("ending", "change"),
    [
        (".postings", _set("tf_body", 0, 9)),
        (".postings", _set("docs", 0, 11)),
        (".postings", _set("docs", 0, 4_000_000_000)),
        (".postings", _set("positions", 3, 77)),
        (".postings", _set("term_starts", 1, 2**40)),
        (".postings", _set("position_starts", 2, 0)),
        (".terms", _set("terms", 0, ord("9"))),
        (".terms", _set("fold_terms", 0, 1)),
        (".terms", _set("fold_starts", 1, 0)),
        (".documents", _set("length_title", 0, 99)),
        (".documents", _set("days", 0, 1)),
        (".documents", _set("hashes", 0, 1)),
        (".documents", _set("digests", 0, 1)),
        (".documents", _set("stories", 0, 1)),
        (".documents", _set("district_numbers", 0, 1)),
        (".documents", _set("district_numbers", 0, 77)),
        (".documents", _set("district_starts", 1, 2**33)),
        (".documents", _set("district_starts", -1, 2**33)),
        (".documents", _set("shown", 9, ord("Z"))),
        (".documents", _set("shown_starts", 1, 2**50)),
        (".articles", _set("place_of", 0, 1)),
        (".articles", _set("block_of", 0, 99)),
        (".articles", _set("block_of", 1, 99)),
        (".articles", _set("blocks", 4, 0xFF)),
        (".articles", _set("blocks_starts", 1, 1)),
    ],
)
def test_the_deep_check_works_everything_out_again(
    folder: Path, ending: str, change: Callable[[dict[str, Any]], None]
) -> None:
    """A wrong number under right checksums is found from the stored articles, and no reader falls
    over it."""
    rewrite(folder, file_of(folder, ending), change)
    assert check_index(folder, deep=True) != []
    told_of_damage(folder)


def test_a_stored_block_cannot_claim_memory(folder: Path) -> None:
    """A block that says it holds a terabyte is refused before any memory is given to it."""

    def bomb(held: dict[str, Any]) -> None:
        frame = struct.pack("<IBQ", 0xFD2FB528, 0xE0, 1 << 40)
        start = int(held["blocks_starts"][0])
        held["blocks"][start : start + len(frame)] = np.frombuffer(frame, "u1")

    rewrite(folder, file_of(folder, ".articles"), bomb)
    with pytest.raises(IndexDamaged, match="block 0"):
        open_engine(folder).article("a0")


def test_nothing_is_unpickled(folder: Path, tmp_path: Path) -> None:
    """A payload in the table of contents runs for nobody: not on opening, searching, checking,
    writing, compacting."""
    mark = tmp_path / "executed"

    class Payload:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (mark,)

    payload = pickle.dumps(Payload())
    pickle.loads(payload)  # noqa: S301 the payload is real
    assert mark.exists()
    mark.unlink()
    for path in folder.glob("*.toc"):
        path.write_bytes(payload)
    manifest = read_manifest(folder)
    files = {name: checksum(folder / name) for name in manifest.files}
    manifest_with(files=files, previous=None)(folder)
    use(open_engine(folder))
    assert check_index(folder, deep=True) == []
    assert index_status(folder).state == "ok"
    list(stored_articles(folder))
    with open_writer(folder) as writer:
        writer.add(writer.prepare([document("neu", "mới")]))
        writer.commit()
        writer.compact()
    assert not mark.exists()
