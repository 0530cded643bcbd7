"""Datasette over the same articles: its own server, SQLite's FTS5, facets as it counts them."""

import json
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import parse_qs, urlencode

from corpus import Article
from indexer.indexed import to_indexed

__all__ = ["build", "missing", "paths_of", "server"]

_SCHEMA = """
CREATE TABLE articles(id TEXT PRIMARY KEY, title TEXT, summary TEXT, body TEXT, month TEXT,
    district TEXT, code TEXT);
CREATE VIRTUAL TABLE articles_fts USING fts5(title, summary, body, content=articles,
    tokenize="unicode61 remove_diacritics 0");
"""
_LIMITS = ("sql_time_limit_ms", "facet_time_limit_ms")
_START_SECONDS = 30


def missing() -> str:
    """Return why it takes no part, "" when it can."""
    if shutil.which("datasette"):
        return ""
    return "Datasette is not measured: there is no `datasette` on the path (pip install datasette)."


def build(articles: Iterable[Article], folder: Path) -> Path:
    """Write the articles with their facets into a database, unless it is there."""
    path = folder / "bench.db"
    if path.exists():
        return path
    with closing(sqlite3.connect(path)) as db:
        db.executescript(_SCHEMA)
        db.executemany(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, articles)
        )
        db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
        db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('optimize')")
        db.commit()
    return path


def _row(article: Article) -> tuple[str, ...]:
    found = to_indexed(article)
    values = (
        json.dumps(found.facets.get(name, ()), ensure_ascii=False) for name in ("district", "code")
    )
    month = found.event_date.isoformat()[:7] if found.event_date else ""
    return (article.id, article.title, article.summary, article.body, month, *values)


def paths_of(addresses: Sequence[str]) -> list[str]:
    """Return the same words as Datasette is asked for them: ten rows and three facets as JSON."""
    facets = [("_facet", "month"), ("_facet_array", "district"), ("_facet_array", "code")]
    queries = (parse_qs(address.removeprefix("?")).get("q", [""])[0] for address in addresses)
    return [
        f"/bench/articles.json?{urlencode([('_search', q), ('_size', '10'), *facets])}"
        for q in queries
        if q
    ]


@contextmanager
def server(database: Path) -> Iterator[tuple[int, int]]:
    """Serve a database; give the port and the process."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    limits = [word for name in _LIMITS for word in ("--setting", name, "60000")]
    command = ["datasette", "serve", str(database), "--port", str(port), *limits]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:  # noqa: S603
        try:
            _wait_for(port)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(port: int) -> None:
    end = monotonic() + _START_SECONDS
    while True:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/-/versions.json")
                connection.getresponse().read()
            return
        except OSError:
            if monotonic() > end:
                raise
            sleep(0.1)
