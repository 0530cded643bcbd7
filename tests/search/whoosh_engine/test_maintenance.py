"""Looking after an index: damage of any kind is named; it never shows as a traceback or as an
answer unnoticed."""

import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from damaging import file_of, flip, manifest_with, told_of_damage, use
from index_contents import contents, reopen
from index_model import document, write

from indexer.cli import cli
from search import IndexDamaged, IndexMissing, IndexStale, SearchRequest, open_engine
from search.opening import check_index, index_status, open_writer, stored_articles
from search.whoosh_engine.storage import arrays
from search.whoosh_engine.storage.manifest import checksum, read_manifest


def test_a_sound_index_has_nothing_to_tell(folder: Path) -> None:
    """Fast and deep checks of an index as written are empty, and its state is ok."""
    assert check_index(folder) == []
    assert check_index(folder, deep=True) == []
    status = index_status(folder)
    assert (status.state, status.articles, status.segments) == ("ok", 12, 2)
    assert status.size_bytes == sum(
        (folder / name).stat().st_size for name in read_manifest(folder).files
    )


def test_checking_writes_nothing(folder: Path) -> None:
    """Reading, checking and asking for the state leave every file as it is."""
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    use(open_engine(folder))
    check_index(folder, deep=True)
    index_status(folder)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_single_bits(folder: Path) -> None:
    """One bit turned anywhere: the deep check or opening names it, and whatever is asked, only
    SearchErrors come."""
    chance = random.Random(7)  # noqa: S311
    names = sorted(path.name for path in folder.iterdir() if path.name != "write.lock")
    for name in names * (1 + 60 // len(names)):
        path = folder / name
        sound = path.read_bytes()
        flip(path, chance.randrange(len(sound)), chance.randrange(8))
        assert told_of_damage(folder), name
        path.write_bytes(sound)


def state_when_opened(folder: Path) -> str:
    """Return the state an engine tells of, or that it cannot be opened because of damage."""
    try:
        return open_engine(folder).status().state
    except IndexDamaged:
        return "damaged"


def test_truncation(folder: Path) -> None:
    """A file cut short or grown, of this or the kept snapshot, is named without a deep check, and
    so is a lost one."""
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
    """With a file of the newest snapshot gone the one before answers, and the status says so and
    what to do."""
    manifest = read_manifest(folder)
    assert manifest.previous is not None
    fresh = next(
        name for name in manifest.files if name not in manifest.previous.files and "live" in name
    )
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


def test_a_server_keeps_answering_when_the_index_breaks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that is open goes on with the snapshot it has, says so, and takes the repaired
    index up."""
    monkeypatch.setattr("search.whoosh_engine.engine.FRESH_SECONDS", -1)
    engine = open_engine(folder)
    sound = (folder / "manifest.json").read_bytes()
    (folder / "manifest.json").write_bytes(b"{")
    assert engine.search(SearchRequest()).total == 12
    assert engine.status().state == "damaged"
    (folder / "manifest.json").write_bytes(sound)
    assert engine.search(SearchRequest()).total == 12
    assert engine.status().state == "ok"


def test_a_folder_that_was_away_is_well_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the folder is gone the engine says so; when the same one is back, unchanged, it is as
    well as before."""
    monkeypatch.setattr("search.whoosh_engine.engine.FRESH_SECONDS", -1)
    engine = open_engine(folder)
    away = folder.rename(folder.with_name("away"))
    assert (engine.status().state, engine.search(SearchRequest()).total) == ("damaged", 12)
    away.rename(folder)
    assert (engine.status().state, engine.status().detail) == ("ok", "")


def test_a_folder_that_was_away_heals_no_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_a_missing_index(tmp_path: Path) -> None:
    """An empty folder, a file, or nothing at all is `IndexMissing` from every reading function."""
    (tmp_path / "file").write_text("")
    for place in (tmp_path, tmp_path / "file", tmp_path / "none"):
        for read in (
            open_engine,
            check_index,
            index_status,
            lambda location: list(stored_articles(location)),
        ):
            with pytest.raises(IndexMissing, match="index add"):
                read(place)


@pytest.mark.parametrize("change", [{"schema": "0"}, {"analysis": "0-old"}])
def test_an_index_of_another_version(folder: Path, change: dict[str, str]) -> None:
    """It is stale, not damaged: not searched, not written to, but its articles can be read for a
    rebuild."""
    before = sorted(article.id for article in stored_articles(folder))
    manifest_with(**change)(folder)
    with pytest.raises(IndexStale, match="index add --rebuild"):
        open_engine(folder)
    with pytest.raises(IndexStale, match="index add --rebuild"):
        open_writer(folder)
    assert index_status(folder).state == "stale"
    assert check_index(folder, deep=True) == []
    assert sorted(article.id for article in stored_articles(folder)) == before


def test_damaged_bytes_are_not_merged(folder: Path) -> None:
    """A writer refuses to merge a damaged segment into files whose checksums would then be
    right."""
    name = file_of(folder, ".articles")
    flip(folder / name, (folder / name).stat().st_size // 3, 1)
    with (
        open_writer(folder) as writer,
        pytest.raises(IndexDamaged, match="does not match its checksum"),
    ):
        writer.compact()
    assert check_index(folder, deep=True) == [f"{name} does not match its checksum"]


def test_stored_articles_are_verified_before_a_rebuild(folder: Path) -> None:
    """`add --rebuild` without sources takes no damaged text over."""
    name = file_of(folder, ".articles")
    flip(folder / name, arrays.PAGE + 200, 1)
    with pytest.raises(IndexDamaged, match="source"):
        list(stored_articles(folder))


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


def test_an_index_without_articles_is_rebuilt_too(tmp_path: Path) -> None:
    """An index of another version whose articles were all removed is current again after the
    command it asks for."""
    write(tmp_path, [document("a", "đảng")])
    with open_writer(tmp_path) as writer:
        writer.remove("a")
        writer.commit()
    manifest_with(analysis="0-old")(tmp_path)
    assert index_status(tmp_path).state == "stale"
    done = CliRunner().invoke(cli, ["add", "--index", str(tmp_path), "--rebuild"])
    assert (done.exit_code, index_status(tmp_path).state) == (0, "ok")


def test_stored_articles_while_a_writer_commits(folder: Path) -> None:
    """An export is of one snapshot: commits and a merge meanwhile neither end it nor change it."""
    expected = sorted(article.id for article in stored_articles(folder))
    reading = stored_articles(folder)
    found = [next(reading).id]
    for number in range(2):
        write(folder, [document(f"n{number}", "mới")])
    with open_writer(folder) as writer:
        writer.remove("a1")
        writer.compact()
    assert sorted([*found, *(article.id for article in reading)]) == expected
    assert "a1" not in {article.id for article in stored_articles(folder)}
