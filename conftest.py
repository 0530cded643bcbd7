"""Fixtures that several test modules share."""

import json
import os
import shutil
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from damaging import Q1, Q10
from flask import Flask
from flask.testing import FlaskClient
from index_model import document, write
from memory_engine import MemoryEngine
from opensearch import indexes as on_cluster
from opensearch.cluster import Cluster, missing, started
from records import RECORDS
from served import Server
from web_documents import DOCUMENTS

from corpus import Article, read_articles
from corpus.reading import Rejection
from indexer.cli import cli
from search.opening import open_writer
from search.whoosh_engine.storage import parts
from webui import create_app


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks a cluster, so that it can be left out."""
    for item in items:
        chosen = getattr(item, "callspec", None)
        names = {
            *getattr(item, "fixturenames", ()),
            *(map(str, chosen.params.values()) if chosen else ()),
        }
        if names & {"opensearch", "three_nodes"}:
            item.add_marker("opensearch")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder with the seed article, the marked sets and the real corpus."""
    folder = os.environ.get("TIMTIN_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("TIMTIN_TEST_DATA does not name the folder with the real data")
    return Path(folder)


@pytest.fixture(scope="session")
def opensearch() -> Iterator[Callable[..., str]]:
    """Give locations of new indexes on a real cluster: that of TIMTIN_TEST_OPENSEARCH_URL, else one
    started here."""
    if address := os.environ.get("TIMTIN_TEST_OPENSEARCH_URL", "").rstrip("/"):
        yield from _locations(address)
        return
    if reason := missing():
        pytest.skip(reason)
    with started(nodes=1) as cluster:
        yield from _locations(f"http://{cluster.hosts}")


def _locations(address: str) -> Iterator[Callable[..., str]]:
    numbers = count(1)
    prefix = f"timtin-test-{os.getpid()}-"
    yield lambda options="shards=2&replicas=0": f"{address}/{prefix}{next(numbers)}?{options}"
    everything = urllib.request.Request(f"{address}/{prefix}*", method="DELETE")  # noqa: S310
    urllib.request.urlopen(everything, timeout=60).close()  # noqa: S310


@pytest.fixture(scope="session", params=["whoosh", "opensearch"])
def places(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str | Path]:
    """Give places for new indexes of each engine in turn: what is true of one must be true of the
    other."""
    if request.param == "opensearch":
        locations: Callable[[], str] = request.getfixturevalue("opensearch")
        return locations
    return lambda: tmp_path_factory.mktemp("index")


@pytest.fixture
def place(places: Callable[[], str | Path]) -> str | Path:
    """A place for a new index."""
    return places()


@pytest.fixture(scope="session")
def three_nodes() -> Iterator[Cluster]:
    """A cluster of three nodes in three processes."""
    if reason := missing():
        pytest.skip(reason)
    with started(nodes=3) as cluster:
        yield cluster


@pytest.fixture
def write_jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Write records to a JSONL file and return its path; text is written as it is, as one line."""

    def write(*records: dict[str, Any] | str, name: str = "articles.jsonl") -> Path:
        lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
        path = tmp_path / name
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def read() -> Callable[..., tuple[list[Article], list[Rejection]]]:
    """Read paths; return the articles and the rejections."""

    def read(*paths: Path | str) -> tuple[list[Article], list[Rejection]]:
        rejections: list[Rejection] = []
        return list(read_articles(paths, rejections.append)), rejections

    return read


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command over an index of this test's own."""
    monkeypatch.setenv("TIMTIN_INDEX", str(tmp_path / "index"))

    def run(*args: object, input: str | None = None) -> Result:
        return CliRunner().invoke(cli, [str(arg) for arg in args], input=input)

    return run


@pytest.fixture
def filled(index: Callable[..., Result], write_jsonl: Callable[..., Path]) -> Callable[..., Result]:
    """Run a command over an index that holds `RECORDS`."""
    assert index("add", write_jsonl(*RECORDS, name="records.jsonl")).exit_code == 0
    return index


@pytest.fixture
def engine() -> MemoryEngine:
    """An engine over a few documents, for what stands on the `Engine` protocol."""
    return MemoryEngine(DOCUMENTS)


@pytest.fixture
def app(engine: MemoryEngine) -> Flask:
    """The web application over that engine."""
    return create_app("memory", OPEN_ENGINE=lambda location: engine, TESTING=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A test client of the web application."""
    return app.test_client()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two segments, one with a deleted document, and the snapshot before it."""
    folder = tmp_path_factory.mktemp("built")
    old = parts.MERGE_RATIO
    parts.MERGE_RATIO = 0
    many = [
        document(
            f"a{n}",
            f"Quận ủy Quận {n} tổng kết",
            f"Đảng bộ quận {n} tuyên truyền Chỉ thị 05-CT/TW.",
            districts=[Q1, Q10][: n % 3],
            codes=["05-CT/TW"][: n % 2],
            published=date(2025, 1, 1 + n),
        )
        for n in range(12)
    ]
    write(
        folder, many, [document("b", "Hòa bình", "đảng ủy", "quận 1", published=date(2024, 5, 1))]
    )
    with open_writer(folder) as writer:
        writer.remove("a3")
        writer.commit()
    parts.MERGE_RATIO = old
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of that index, to be damaged."""
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture
def location(opensearch: Callable[..., str]) -> str:
    """An index of three articles."""
    place = opensearch()
    on_cluster.write(place, *on_cluster.DOCUMENTS)
    return place


@pytest.fixture(scope="session")
def pyvi() -> Callable[[str], str]:
    """The segmenter whose words ours are."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="invalid escape sequence"
        )  # in its source, when first compiled
        from pyvi import ViTokenizer
    return ViTokenizer.tokenize


@pytest.fixture
def start() -> Iterator[type[Server]]:
    """Start servers that end with the test."""
    running = []

    def begin(*arguments: object) -> Server:
        running.append(Server(*arguments))  # type: ignore[arg-type]
        return running[-1]

    yield begin  # type: ignore[misc]
    for server in running:
        for connection in server.connections:
            connection.close()
        server.kill()
        server.communicate()
