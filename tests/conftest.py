"""Fixtures that several test modules share."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from memory_engine import MemoryEngine
from records import RECORDS
from web_documents import DOCUMENTS

from corpus import Article, read_articles
from corpus.readers import Rejection
from indexer.cli import cli
from webui import create_app


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder with the seed article, the marked sets and the real corpus."""
    folder = os.environ.get("TIMTIN_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("TIMTIN_TEST_DATA does not name the folder with the real data")
    return Path(folder)


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
