"""Looking after an index: damage of any kind is named; it never shows as a traceback or as an answer unnoticed."""

import json
import os
import pickle
import random
import shutil
import struct
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from index_model import contents, document, reopen, write

from search import IndexDamaged, IndexMissing, IndexStale, SearchError, SearchRequest, open_engine
from search.engine import Engine, check_index, index_status, open_writer, stored_articles
from search.whoosh_engine import arrays, parts
from search.whoosh_engine.arrays import ArrayFile, write_arrays
from search.whoosh_engine.manifest import Manifest, checksum, read_manifest, write_manifest

Q1, Q10 = "Quận 1, Thành phố Hồ Chí Minh", "Quận 10, Thành phố Hồ Chí Minh"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two segments, one with a deleted document, and the snapshot before it."""
    folder = tmp_path_factory.mktemp("built")
    old = parts.MERGE_RATIO
    parts.MERGE_RATIO = 0
    many = [
        document(f"a{n}", f"Quận ủy Quận {n} tổng kết", f"Đảng bộ quận {n} tuyên truyền Chỉ thị 05-CT/TW.",
                 districts=[Q1, Q10][: n % 3], codes=["05-CT/TW"][: n % 2], published=date(2025, 1, 1 + n))
        for n in range(12)
    ]  # fmt: skip
    write(folder, many, [document("b", "Hòa bình", "đảng ủy", "quận 1", published=date(2024, 5, 1))])
    with open_writer(folder) as writer:
        writer.remove("a3")
        writer.commit()
    parts.MERGE_RATIO = old
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of that index, to be damaged."""
    return Path(shutil.copytree(built, tmp_path / "index"))


def use(engine: Engine) -> list[Any]:
    """Ask an engine for everything it can tell; return all of it."""
    told: list[Any] = []
    requests = [
        SearchRequest(q=q, districts=districts, sort=sort)
        for q in ("", "quan uy", "đảng bộ", '"tuyên truyền"', "05-CT/TW", "tuy*", "quận -hoà")
        for districts, sort in (((), "relevance"), ((Q1,), "newest"))
    ]
    for request in requests:
        page = engine.search(request)
        told.append([(hit.id, hit.title, hit.score, hit.published, hit.codes, hit.highlights) for hit in page.results])
        told.append([page.total, {name: page.facets[name] for name in page.facets}])
    told.append([hit.id for hit in engine.scan(SearchRequest(q="quận"))])
    told.append([engine.document(id) for id in ("a1", "a2", "b", "?")])
    told.append(
        [[hit.id for hit in engine.similar("a1")], engine.suggest("tuyên tr"), engine.suggest("quan 1"), engine.span()]
    )
    return told


def flip(path: Path, place: int, bit: int) -> None:
    """Turn one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << bit
    path.write_bytes(data)


def test_a_sound_index_has_nothing_to_tell(folder: Path) -> None:
    """Fast and deep checks of an index as written are empty, and its state is ok."""
    assert check_index(folder) == []
    assert check_index(folder, deep=True) == []
    status = index_status(folder)
    assert (status.state, status.articles, status.segments) == ("ok", 12, 2)
    assert status.size_bytes == sum((folder / name).stat().st_size for name in read_manifest(folder).files)


def test_checking_writes_nothing(folder: Path) -> None:
    """Reading, checking and asking for the state leave every file as it is."""
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    use(open_engine(folder))
    check_index(folder, deep=True)
    index_status(folder)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_single_bits(folder: Path) -> None:
    """One bit turned anywhere: the deep check or opening names it, and whatever is asked, only SearchErrors come."""
    chance = random.Random(7)  # noqa: S311
    names = sorted(path.name for path in folder.iterdir() if path.name != "write.lock")
    for name in names * (1 + 60 // len(names)):
        path = folder / name
        sound = path.read_bytes()
        flip(path, chance.randrange(len(sound)), chance.randrange(8))
        assert told_of_damage(folder), name
        path.write_bytes(sound)


def told_of_damage(folder: Path) -> bool:
    """Use a damaged index in every way, and say whether open, check or check --deep tells of it."""
    told = bool(check_index(folder)) | bool(check_index(folder, deep=True))
    assert index_status(folder).state in ("ok", "stale", "damaged")
    try:
        use(open_engine(folder))
        list(stored_articles(folder))
    except SearchError as error:
        assert "\n" not in str(error)
        told = True
    return told


def state_when_opened(folder: Path) -> str:
    """Return the state an engine tells of, or that it cannot be opened because of damage."""
    try:
        return open_engine(folder).status().state
    except IndexDamaged:
        return "damaged"


def test_truncation(folder: Path) -> None:
    """A file cut short or grown, of this or the kept snapshot, is named without a deep check, and so is a lost one."""
    manifest = read_manifest(folder)
    assert manifest.previous is not None
    for name in sorted({*manifest.files, *manifest.previous.files}):
        sound = (folder / name).read_bytes()
        for wrong in (b"", sound[:7], sound[: len(sound) // 2], sound[:-1], sound + b"\0"):
            (folder / name).write_bytes(wrong)
            assert any(line.startswith(name) for line in check_index(folder))
            if name in manifest.files:
                assert index_status(folder).state == "damaged"
                assert state_when_opened(folder) == "damaged"
        (folder / name).unlink()
        assert f"{name} is gone" in check_index(folder)
        (folder / name).write_bytes(sound)
    assert check_index(folder, deep=True) == []


def test_the_snapshot_before_answers_for_a_damaged_one(folder: Path) -> None:
    """With a file of the newest snapshot gone the one before answers, and the status says so and what to do."""
    manifest = read_manifest(folder)
    assert manifest.previous is not None
    fresh = next(name for name in manifest.files if name not in manifest.previous.files and "live" in name)
    (folder / fresh).unlink()
    engine = open_engine(folder)
    assert engine.search(SearchRequest()).total == 13
    assert engine.status().state == "damaged"
    assert fresh in engine.status().detail and "--rebuild" in engine.status().detail


def test_no_snapshot_is_left(folder: Path) -> None:
    """When both snapshots are damaged, opening says in one line which file and what to do."""
    for path in folder.glob("*.postings"):
        path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(IndexDamaged, match=r"\.postings has 100 bytes.*--rebuild"):
        open_engine(folder)


def test_a_server_keeps_answering_when_the_index_breaks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is open goes on with the snapshot it has, says so, and takes the repaired index up."""
    monkeypatch.setattr("search.whoosh_engine.engine.FRESH_SECONDS", -1)
    engine = open_engine(folder)
    sound = (folder / "manifest.json").read_bytes()
    (folder / "manifest.json").write_bytes(b"{")
    assert engine.search(SearchRequest()).total == 12
    assert engine.status().state == "damaged"
    (folder / "manifest.json").write_bytes(sound)
    assert engine.search(SearchRequest()).total == 12
    assert engine.status().state == "ok"


def test_a_folder_that_was_away_is_well_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the folder is gone the engine says so; when the same one is back, unchanged, it is as well as before."""
    monkeypatch.setattr("search.whoosh_engine.engine.FRESH_SECONDS", -1)
    engine = open_engine(folder)
    away = folder.rename(folder.with_name("away"))
    assert (engine.status().state, engine.search(SearchRequest()).total) == ("damaged", 12)
    away.rename(folder)
    assert (engine.status().state, engine.status().detail) == ("ok", "")


def test_a_folder_that_was_away_heals_no_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that answers from the snapshot before a damaged one goes on saying so."""
    monkeypatch.setattr("search.whoosh_engine.engine.FRESH_SECONDS", -1)
    manifest = read_manifest(folder)
    assert manifest.previous is not None
    fresh = next(name for name in manifest.files if name not in manifest.previous.files)
    (folder / fresh).unlink()
    engine = open_engine(folder)
    away = folder.rename(folder.with_name("away"))
    assert engine.status().state == "damaged"
    away.rename(folder)
    assert engine.status().state == "damaged" and fresh in engine.status().detail


def test_too_little_memory_is_no_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs out of memory is not told to build the index anew."""

    def fail(*_: object) -> None:
        raise MemoryError

    engine = open_engine(folder)
    monkeypatch.setattr("search.whoosh_engine.answering.understand", fail)
    with pytest.raises(MemoryError):
        engine.search(SearchRequest(q="quận"))


def _manifest_with(**changes: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        record = json.loads((folder / "manifest.json").read_bytes())
        del record["crc"]
        record |= changes
        crc = zlib.crc32(json.dumps(record, sort_keys=True, ensure_ascii=False).encode())
        (folder / "manifest.json").write_text(json.dumps({**record, "crc": crc}))

    return change


_ENTRY = {"name": "MAIN_0", "documents": 1, "live": "", "deleted": 0}


@pytest.mark.parametrize(
    "change",
    [
        _manifest_with(segments=[_ENTRY | {"name": "../../etc/MAIN_0"}]),
        _manifest_with(segments=[_ENTRY | {"live": "/etc/passwd"}]),
        _manifest_with(segments=[_ENTRY | {"documents": -1}]),
        _manifest_with(segments=[_ENTRY | {"deleted": 2}]),
        _manifest_with(segments=[_ENTRY | {"documents": 10**30}], previous=None),
        _manifest_with(segments=[{}]),
        _manifest_with(segments={"a": 1}),
        _manifest_with(files={"../manifest.json": [1, 1]}),
        _manifest_with(files={"..": [1, 1]}),
        _manifest_with(files=[["a", 1]]),
        _manifest_with(generation=None),
        _manifest_with(generation=float("inf")),
        _manifest_with(format=2),
        _manifest_with(previous=[1]),
        _manifest_with(updated="yesterday"),
        lambda folder: (folder / "manifest.json").write_bytes(b""),
        lambda folder: (folder / "manifest.json").write_bytes(b"[]"),
        lambda folder: (folder / "manifest.json").write_bytes(b'"x"'),
        lambda folder: (folder / "manifest.json").write_bytes(b"[" * 100_000),
        lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"),
        lambda folder: (folder / "manifest.json").write_bytes(b'{"crc": NaN}'),
    ],
)
def test_crafted_manifests_are_refused(folder: Path, change: Callable[[Path], None]) -> None:
    """A manifest with names outside the folder, impossible numbers or another shape is damaged: one line, exit 5."""
    change(folder)
    with pytest.raises(IndexDamaged):
        open_engine(folder)
    with pytest.raises(IndexDamaged):
        open_writer(folder)
    assert check_index(folder) != []
    assert index_status(folder).state == "damaged"


def test_a_missing_index(tmp_path: Path) -> None:
    """An empty folder, a file, or nothing at all is `IndexMissing` from every reading function."""
    (tmp_path / "file").write_text("")
    for place in (tmp_path, tmp_path / "file", tmp_path / "none"):
        for read in (open_engine, check_index, index_status, lambda location: list(stored_articles(location))):
            with pytest.raises(IndexMissing, match="index add"):
                read(place)


@pytest.mark.parametrize("change", [{"schema": "0"}, {"analysis": "0-old"}])
def test_an_index_of_another_version(folder: Path, change: dict[str, str]) -> None:
    """It is stale, not damaged: not searched, not written to, but its articles can be read for a rebuild."""
    before = sorted(article.id for article in stored_articles(folder))
    _manifest_with(**change)(folder)
    with pytest.raises(IndexStale, match="index add --rebuild"):
        open_engine(folder)
    with pytest.raises(IndexStale, match="index add --rebuild"):
        open_writer(folder)
    assert index_status(folder).state == "stale"
    assert check_index(folder, deep=True) == []
    assert sorted(article.id for article in stored_articles(folder)) == before


def _rewrite(folder: Path, name: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change arrays of a file so that every checksum is right again, as a bug or a forger would."""
    held = {key: np.array(value) for key, value in ArrayFile(folder / name).items()}
    change(held)
    (folder / name).unlink()
    write_arrays(folder / name, held)
    manifest = read_manifest(folder)
    files = {**manifest.files, name: checksum(folder / name)}
    write_manifest(folder, Manifest(manifest.generation, manifest.segments, files, manifest.schema, manifest.analysis,
                                    manifest.updated))  # fmt: skip


def _file(folder: Path, ending: str) -> str:
    return max((path for path in folder.glob(f"*{ending}")), key=lambda path: path.stat().st_size).name


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
    """A wrong number under right checksums is found from the stored articles, and no reader falls over it."""
    _rewrite(folder, _file(folder, ending), change)
    assert check_index(folder, deep=True) != []
    told_of_damage(folder)


def test_damaged_bytes_are_not_merged(folder: Path) -> None:
    """A writer refuses to merge a damaged segment into files whose checksums would then be right."""
    name = _file(folder, ".articles")
    flip(folder / name, (folder / name).stat().st_size // 3, 1)
    with open_writer(folder) as writer, pytest.raises(IndexDamaged, match="does not match its checksum"):
        writer.compact()
    assert check_index(folder, deep=True) == [f"{name} does not match its checksum"]


def test_stored_articles_are_verified_before_a_rebuild(folder: Path) -> None:
    """`add --rebuild` without sources takes no damaged text over."""
    name = _file(folder, ".articles")
    flip(folder / name, arrays.PAGE + 200, 1)
    with pytest.raises(IndexDamaged, match="source"):
        list(stored_articles(folder))


def test_a_stored_block_cannot_claim_memory(folder: Path) -> None:
    """A block that says it holds a terabyte is refused before any memory is given to it."""

    def bomb(held: dict[str, Any]) -> None:
        frame = struct.pack("<IBQ", 0xFD2FB528, 0xE0, 1 << 40)
        start = int(held["blocks_starts"][0])
        held["blocks"][start : start + len(frame)] = np.frombuffer(frame, "u1")

    _rewrite(folder, _file(folder, ".articles"), bomb)
    with pytest.raises(IndexDamaged, match="block 0"):
        open_engine(folder).document("a0")


def test_nothing_is_unpickled(folder: Path, tmp_path: Path) -> None:
    """A payload in the table of contents runs for nobody: not on opening, searching, checking, writing, compacting."""
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
    _manifest_with(files=files, previous=None)(folder)
    use(open_engine(folder))
    assert check_index(folder, deep=True) == []
    assert index_status(folder).state == "ok"
    list(stored_articles(folder))
    with open_writer(folder) as writer:
        writer.add(writer.prepare([document("neu", "mới")]))
        writer.commit()
        writer.compact()
    assert not mark.exists()


def test_a_copy_opens_as_the_original(folder: Path, tmp_path: Path) -> None:
    """A backup is a copy of the folder: it answers the same and checks clean."""
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    assert check_index(copy, deep=True) == []
    assert contents(reopen(copy).segments) == contents(reopen(folder).segments)


def test_a_check_while_a_writer_commits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that go because a writer committed during the check are no damage."""
    real = checksum
    commits = iter(range(3))

    def slow(path: Path) -> tuple[int, int]:
        for number in commits:
            write(folder, [document(f"c{number}", "mới")], [document(f"d{number}", "mới")])
        return real(path)

    monkeypatch.setattr("search.whoosh_engine.maintenance.checksum", slow)
    assert check_index(folder, deep=True) == []


def test_an_unreadable_file_is_a_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the disk does not give out is named with the reason."""
    name = _file(folder, ".terms")
    real = Path.open

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == name:
            raise OSError(5, os.strerror(5))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    assert any(name in line and "Input/output error" in line for line in check_index(folder, deep=True))
    with pytest.raises(IndexDamaged, match="Input/output error"):
        open_engine(folder)
