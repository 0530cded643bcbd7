"""Ingest: what is written, in which order, when it is committed, whatever the number of
processes."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import Article, read_articles
from indexer import pipeline
from indexer.pipeline import Summary, ingest_articles
from search.engine import Counts
from search.errors import SearchError
from search.model import IndexedArticle


class MemoryWriter:
    """Keeps what it is given, and a copy for every commit."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.documents: dict[str, IndexedArticle] = {}
        self.commits: list[dict[str, IndexedArticle]] = []
        self.batches: list[int] = []
        self.pids: set[int] = set()

    @staticmethod
    def prepare(documents: Sequence[IndexedArticle]) -> tuple[int, Sequence[IndexedArticle]]:
        return os.getpid(), documents

    def expect(self, articles: Sequence[Article]) -> None:
        self.expected = [article.id for article in articles]

    def is_unchanged(self, article: Article) -> bool:
        assert article.id in self.expected, "what is asked about was announced"
        return article.id in self.documents and self.documents[article.id].article == article

    def add(self, batch: tuple[int, Sequence[IndexedArticle]]) -> None:
        pid, documents = batch
        self.pids.add(pid)
        self.batches.append(len(documents))
        for document in documents:
            if document.article.id in self.documents:
                self.counts.replaced += 1
            else:
                self.counts.added += 1
            self.documents[document.article.id] = document

    def remove(self, id: str) -> bool:
        return self.documents.pop(id, None) is not None

    def commit(self) -> None:
        self.commits.append(dict(self.documents))

    def compact(self) -> None:
        self.commit()

    def __enter__(self) -> "MemoryWriter":
        return self

    def __exit__(self, *exc: object) -> None: ...


class DeadWriter(MemoryWriter):
    @staticmethod
    def prepare(documents: Sequence[IndexedArticle]) -> tuple[int, Sequence[IndexedArticle]]:
        os._exit(9)


def article(number: int, body: str = "") -> Article:
    body = (
        body
        or f"Ngày 9/1/2025, Quận ủy Quận {number % 12 + 1} triển khai Chỉ thị số 05-CT/TW lần {number}."
    )
    return Article(f"a{number}", f"Hội nghị thứ {number}", body)


def counts(summary: Summary) -> tuple[int, int, int]:
    return summary.added, summary.replaced, summary.unchanged


def test_articles_are_added_with_their_facets_and_committed_once():
    """Without --commit-every there is one commit, at the end."""
    writer = MemoryWriter()
    summary = ingest_articles(map(article, range(300)), writer)
    assert counts(summary) == (300, 0, 0) and len(writer.commits) == 1
    assert writer.documents["a4"].facets["code"] == ("05-CT/TW",)
    assert writer.documents["a4"].facets["district"] == ("Quận 5, Thành phố Hồ Chí Minh",)


def test_unchanged_articles_are_skipped_and_nothing_is_committed():
    """A second run over the same input leaves the index alone."""
    writer = MemoryWriter()
    ingest_articles(map(article, range(10)), writer)
    writer.counts = Counts()
    assert counts(ingest_articles(map(article, range(10)), writer)) == (0, 0, 10)
    assert len(writer.commits) == 1
    changed = [article(3, "Thân bài mới."), *map(article, range(4, 10))]
    assert counts(ingest_articles(changed, writer)) == (0, 1, 6)
    assert writer.documents["a3"].article.body == "Thân bài mới."


@pytest.mark.parametrize("gap", [0, 5, 200, 1_000])
@pytest.mark.parametrize("jobs", [1, 2])
def test_of_equal_ids_in_one_run_the_last_wins(gap, jobs):
    """However far apart, also when the last version is the one which the index held before the
    run."""
    writer = MemoryWriter()
    ingest_articles([article(0, "Bản gốc."), article(1, "Bản gốc.")], writer)
    filler = [article(number) for number in range(2, 2 + gap)]
    run = [
        article(0, "Bản hai."),
        article(1, "Bản hai."),
        *filler,
        article(0, "Bản gốc."),
        article(1, "Bản ba."),
    ]
    ingest_articles(run, writer, jobs=jobs)
    assert writer.documents["a0"].article.body == "Bản gốc."
    assert writer.documents["a1"].article.body == "Bản ba."


def test_result_does_not_depend_on_the_number_of_processes():
    """Same batches in the same order, same counts, same facets; several processes are really
    used."""
    run = [*map(article, range(900)), *(article(number, "Bản hai.") for number in range(0, 900, 7))]
    run += run[100:150]
    one, three = MemoryWriter(), MemoryWriter()
    first, second = ingest_articles(run, one), ingest_articles(run, three, jobs=3)
    assert counts(first) == counts(second) and first.unchanged > 0
    assert one.batches == three.batches
    assert list(one.documents.values()) == list(three.documents.values())
    assert one.pids == {os.getpid()} and os.getpid() not in three.pids and len(three.pids) > 1


@pytest.mark.parametrize(
    ("every", "sizes"), [(100, [100, 200, 300, 350]), (1_000, [350]), (150, [150, 300, 350])]
)
def test_commits_come_every_so_many_articles(every, sizes):
    """Each commit holds everything before it; the last one the rest."""
    writer = MemoryWriter()
    ingest_articles(map(article, range(350)), writer, commit_every=every)
    assert [len(commit) for commit in writer.commits] == sizes


def test_large_articles_make_small_batches():
    """A batch is bounded by its text, so that memory is."""
    writer = MemoryWriter()
    ingest_articles((article(number, "x" * 900_000) for number in range(7)), writer)
    assert max(writer.batches) <= 3


def test_reading_stays_a_bounded_way_ahead_of_writing():
    """What is read but not written yet does not grow with the input."""
    read = 0

    class Watching(MemoryWriter):
        ahead = 0

        def add(self, batch: tuple[int, Sequence[IndexedArticle]]) -> None:
            super().add(batch)
            self.ahead = max(self.ahead, read - sum(self.batches))

    def count(number: int) -> None:
        nonlocal read
        read = number

    writer = Watching()
    ingest_articles(map(article, range(3_000)), writer, jobs=2, progress=count)
    assert read == 3_000 and writer.ahead <= 9 * pipeline.BATCH_ARTICLES


def test_dead_worker_is_an_error_and_not_a_wait_for_ever():
    """When the system kills a worker, the ingest says so; what was not committed is dropped."""
    writer = DeadWriter()
    with pytest.raises(SearchError, match="a worker process ended"):
        ingest_articles(map(article, range(2_000)), writer, jobs=2)
    assert writer.commits == []


def test_rejections_are_passed_on(write_jsonl, tmp_path: Path):
    """Bad records and bad paths are told, good articles go on."""
    path = write_jsonl(article(1).to_record(), "hỏng", article(2).to_record())
    rejected: list[object] = []
    articles = read_articles([path, tmp_path / "khong-co.txt"], rejected.append)
    summary = ingest_articles(articles, MemoryWriter())
    assert (summary.added, summary.accepted, len(rejected)) == (2, 2, 2)


def test_nothing_read_commits_nothing(tmp_path: Path):
    """An input without articles leaves the index as it was, also one that was to be rebuilt."""
    writer = MemoryWriter()
    assert ingest_articles(read_articles([tmp_path]), writer).accepted == 0 and writer.commits == []
