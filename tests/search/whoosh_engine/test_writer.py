"""The writer: what was committed is there, what was not is not, whatever fails in between."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from index_contents import articles, contents, reopen
from index_model import document, documents, write

from search import Busy, SearchRequest, open_engine
from search.model import IndexedArticle
from search.opening import check_index, open_writer
from search.whoosh_engine.storage import parts

IDS = "abcdef"


@pytest.fixture
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Durability is not the subject of a test, and fsync is slow."""
    monkeypatch.setattr("os.fsync", lambda _: None)


class IndexMachine(RuleBasedStateMachine):
    """Add, replace, remove, commit, reopen, compact, drop: a dictionary knows what must be
    found."""

    def __init__(self) -> None:
        super().__init__()
        self.synced, os.fsync = os.fsync, lambda _: None
        self.place = TemporaryDirectory()
        self.folder = Path(self.place.name)
        self.committed: dict[str, IndexedArticle] = {}
        self.working: dict[str, IndexedArticle] = {}
        self.segments = 0

    @initialize(memory=st.sampled_from((0, 64)), ratio=st.sampled_from((0, 2)))
    def open(self, memory: int, ratio: int) -> None:
        self.memory, self.ratio = memory, ratio
        self.writer = open_writer(self.folder, memory_mb=memory)
        self.writer.commit()

    @rule(batch=st.lists(documents(IDS), min_size=1, max_size=5))
    def add(self, batch: list[IndexedArticle]) -> None:
        self.writer.add(self.writer.prepare(batch))
        self.working |= {doc.article.id: doc for doc in batch}

    @rule(id=st.sampled_from(IDS))
    def remove(self, id: str) -> None:
        assert self.writer.remove(id) == (id in self.working)
        self.working.pop(id, None)

    @rule(probe=documents(IDS))
    def ask_whether_unchanged(self, probe: IndexedArticle) -> None:
        known = self.working.get(probe.article.id)
        assert self.writer.is_unchanged(probe.article) == (
            known is not None and known.article == probe.article
        )
        assert known is None or self.writer.is_unchanged(known.article)

    @rule()
    def commit(self) -> None:
        parts.MERGE_RATIO = self.ratio
        self.writer.commit()
        parts.MERGE_RATIO = 2
        self.committed = dict(self.working)

    @rule()
    def compact(self) -> None:
        self.writer.compact()
        self.committed = dict(self.working)
        assert reopen(self.folder).manifest.previous is None
        assert len(reopen(self.folder).segments) <= 1

    @rule()
    def drop_and_reopen(self) -> None:
        self.writer.close()
        self.working = dict(self.committed)
        self.writer = open_writer(self.folder, memory_mb=self.memory)

    @precondition(lambda self: (self.folder / "manifest.json").exists())
    @invariant()
    def holds_what_was_committed(self) -> None:
        assert articles(self.folder) == self.committed
        page = open_engine(self.folder).search(SearchRequest(per_page=50))
        assert {hit.id for hit in page.results} == set(self.committed)
        assert page.total == len(self.committed)

    def teardown(self) -> None:
        self.writer.close()
        if (self.folder / "manifest.json").exists():
            assert check_index(self.folder, deep=True) == []
        os.fsync = self.synced
        self.place.cleanup()


TestIndexMachine = IndexMachine.TestCase
TestIndexMachine.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(documents(IDS), min_size=1, max_size=12), st.data())
def test_batches_and_spills_leave_no_trace(
    unsynced: None, docs: list[IndexedArticle], data: st.DataObject
) -> None:
    """However documents are cut into batches, and however little memory there is, the index holds
    the same."""
    cuts = sorted(data.draw(st.sets(st.integers(1, len(docs)), max_size=4)))
    batches = [
        docs[start:end]
        for start, end in zip([0, *cuts], [*cuts, len(docs)], strict=True)
        if start < end
    ]
    found = []
    for groups, memory in (([docs], 64), (batches, 64), (batches, 0)):
        with TemporaryDirectory() as name:
            with open_writer(Path(name), memory_mb=memory) as writer:
                for group in groups:
                    writer.add(writer.prepare(group))
                writer.commit()
            snapshot = reopen(Path(name))
            assert snapshot.live is None
            found.append((contents(snapshot.segments), list(snapshot.segments[0].terms)))
    assert found[0] == found[1] == found[2]


def test_counts_tell_added_from_replaced(tmp_path: Path) -> None:
    """The summary's figures: an id new to the index is added, one that is there is replaced, also
    within a batch."""
    write(tmp_path, [document("a", "một"), document("b", "hai")])
    with open_writer(tmp_path) as writer:
        writer.add(
            writer.prepare([document("a", "ba"), document("c", "bốn"), document("c", "năm")])
        )
        assert writer.remove("b")
        assert not writer.remove("b")
        assert (writer.counts.added, writer.counts.replaced, writer.counts.removed) == (1, 2, 1)
        writer.commit()
    assert {id: doc.article.title for id, doc in articles(tmp_path).items()} == {
        "a": "ba",
        "c": "năm",
    }


def test_leaving_without_commit_drops(tmp_path: Path) -> None:
    """What was not committed is neither found nor left on disk."""
    write(tmp_path, [document("a", "đảng")])
    before = sorted(path.name for path in tmp_path.iterdir())
    with open_writer(tmp_path, memory_mb=0) as writer:
        writer.add(writer.prepare([document("b", "uỷ")]))
        writer.remove("a")
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert set(articles(tmp_path)) == {"a"}


def test_the_snapshot_before_is_kept_until_the_next_commit(tmp_path: Path) -> None:
    """Files of two snapshots are there, those of a third are gone."""
    write(tmp_path, [document("a", "một")], [document("a", "hai")])
    manifest = reopen(tmp_path).manifest
    assert manifest.previous is not None
    older = set(manifest.previous.files)
    assert all((tmp_path / name).exists() for name in older)
    write(tmp_path, [document("a", "ba")])
    assert not any((tmp_path / name).exists() for name in older)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    """`Busy` names the process and since when; the lock is free again when the first is done."""
    with open_writer(tmp_path), pytest.raises(Busy, match=rf"pid {os.getpid()}, since 20\d\d-"):
        open_writer(tmp_path)
    open_writer(tmp_path).close()


def test_leftovers_go_and_strangers_stay(tmp_path: Path) -> None:
    """The next writer removes what a dead one left, and never a file that is not an index's."""
    write(tmp_path, [document("a", "đảng")])
    left = [
        f"MAIN_{'0' * 16}.postings",
        f"MAIN_{'f' * 16}.12.live",
        "_MAIN_99.toc",
        "_MAIN_99.toc.1763.5",
        "manifest.json.tmp",
    ]
    strange = [
        "ghi-chu.txt",
        "MAIN_.postings",
        "MAIN_0123.postings",
        "_MAIN_x.toc",
        "manifest.json.bak",
        "MAIN_0" * 3,
    ]
    for name in (*left, *strange):
        (tmp_path / name).write_bytes(b"x")
    assert not [
        line for line in check_index(tmp_path) if any(name == line.split()[0] for name in left)
    ]
    open_writer(tmp_path).close()
    assert not any((tmp_path / name).exists() for name in left)
    assert all((tmp_path / name).exists() for name in strange)


def _raw(folder: Path) -> bytes:
    """Return every byte of the folder, and of every compressed block in it."""
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    magic = b"\x28\xb5\x2f\xfd"
    for start in (i for i in range(len(everything)) if everything.startswith(magic, i)):
        with suppress(zstandard.ZstdError):
            everything += (
                zstandard.ZstdDecompressor().decompressobj().decompress(everything[start:])
            )
    return everything


def test_compact_erases_a_removed_article(tmp_path: Path, unsynced: None) -> None:
    """After remove and compact no byte in the folder tells of the article: not its terms, facets,
    id or url."""
    secret = document(
        "mật-77", "Zebraxanh tiêu đề", "Nội dung zebrađỏ", "zebratím", districts=["Quận Zebra"]
    )
    write(tmp_path, [secret, document("a", "đảng")], [document("b", "uỷ")])
    assert b"zebra" in _raw(tmp_path).lower()
    with open_writer(tmp_path) as writer:
        writer.remove("mật-77")
        writer.commit()
        assert b"zebra" in _raw(tmp_path).lower()
        writer.compact()
    raw = _raw(tmp_path).lower()
    assert b"zebra" not in raw
    assert "mật-77".encode() not in raw
    assert b"\\u1eadt-77" not in raw
    assert set(articles(tmp_path)) == {"a", "b"}


def test_compact_of_a_clean_index_forgets_the_snapshot_before(
    tmp_path: Path, unsynced: None
) -> None:
    """Also when there is nothing to merge, the older snapshot's files go: they may hold what was
    removed."""
    write(tmp_path, [document("a", "zebra")], [document("a", "uỷ")])
    with open_writer(tmp_path) as writer:
        writer.compact()
    assert b"zebra" not in _raw(tmp_path)
    assert check_index(tmp_path, deep=True) == []
