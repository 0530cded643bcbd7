"""SQLite's FTS5 over the same tokens; what matched goes to a table in memory, which the facets are
counted from.

FTS5 has no optional terms, so words, which only sharpen the order, are left out: less work than the
others have.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from search.query import plan as p
from search.request import SearchRequest
from tools.benchmarks.answers import (
    FACET_LIMIT,
    Answer,
    Question,
    filters,
    month_name,
    must,
    phrase_words,
    suffix,
    without,
)
from tools.benchmarks.documents import FIELDS, FOLDED, WEIGHTS, PeerDocument

__all__ = ["Fts5"]

COLUMNS = (*FIELDS, *(name + FOLDED for name in FIELDS))
SEPARATORS_KEPT = r"""!#$%&()*+,-./:;<=>?@[\]^_`{|}~"""

SCHEMA = f"""
CREATE VIRTUAL TABLE texts USING fts5({", ".join(COLUMNS)}, facets, content='',
    tokenize = "unicode61 remove_diacritics 0 tokenchars '{SEPARATORS_KEPT}'");
CREATE TABLE docs(doc INTEGER PRIMARY KEY, title TEXT, day INTEGER, month INTEGER);
CREATE TABLE facets(name TEXT, value TEXT, doc INTEGER);
"""
INDEXES = """
CREATE INDEX facet_docs ON facets(doc, name, value);
CREATE INDEX facet_values ON facets(name, value, doc);
CREATE INDEX days ON docs(day);
ANALYZE;
"""
ORDERS = {"relevance": "score", "newest": "day DESC", "oldest": "day"}


class Fts5:
    """An index in one file."""

    name = "SQLite FTS5"
    rounds = 5

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "fts5.db")
        self._db.executescript(
            "PRAGMA temp_store=memory; PRAGMA cache_size=-200000; PRAGMA mmap_size=4000000000;"
        )
        if not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._db.executescript(SCHEMA)
        self._db.execute("CREATE TEMP TABLE found(doc INTEGER PRIMARY KEY, score REAL)")

    def add(self, documents: Sequence[PeerDocument]) -> None:
        """Take some documents."""
        (last,) = self._db.execute("SELECT coalesce(max(doc), 0) FROM docs").fetchone()
        numbered = list(enumerate(documents, last + 1))
        names = f"rowid, {', '.join(COLUMNS)}, facets"
        marks = ", ".join("?" * (len(COLUMNS) + 2))
        self._db.executemany(f"INSERT INTO texts({names}) VALUES ({marks})", map(_row, numbered))  # noqa: S608
        docs = ((n, one.title, one.day or None, one.month or None) for n, one in numbered)
        self._db.executemany("INSERT INTO docs VALUES (?, ?, ?, ?)", docs)
        values = ((name, value, n) for n, one in numbered for name, value in _values(one))
        self._db.executemany("INSERT INTO facets VALUES (?, ?, ?)", values)

    def commit(self) -> None:
        """Merge the full-text index to one part, and index the facets."""
        self._db.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        self._db.executescript(INDEXES)
        self._db.commit()

    def answer(self, question: Question) -> Answer:
        """Match once into a table in memory; page and facets come from there."""
        request = question.request
        self._match(question.plan)
        where, values = _where(request, filters(request))
        (total,) = self._db.execute(f"SELECT count(*) FROM found {where}", values).fetchone()  # noqa: S608
        page = (
            f"SELECT title FROM found JOIN docs USING (doc) {where} "  # noqa: S608
            f"ORDER BY {ORDERS[request.sort]} LIMIT ? OFFSET ?"
        )
        limits = [request.per_page, (request.page - 1) * request.per_page]
        titles = [title for (title,) in self._db.execute(page, [*values, *limits])]
        facets = {
            name: self._facet(name, request, kept)
            for kept, names in without(request).items()
            for name in names
        }
        self._db.execute("DELETE FROM found")
        return Answer(total, titles, facets)

    def _match(self, plan: p.Plan) -> None:
        weights = ", ".join(str(WEIGHTS[name.removesuffix(FOLDED)]) for name in COLUMNS)
        if not must(plan):
            self._db.execute("INSERT INTO found SELECT doc, 0 FROM docs")
            return
        match = " AND ".join(map(_node, must(plan)))
        for node in plan.must_not:
            match = f"({match}) NOT {_node(node)}"
        insert = (
            f"INSERT INTO found SELECT rowid, bm25(texts, {weights}) FROM texts WHERE texts MATCH ?"  # noqa: S608
        )
        self._db.execute(insert, [match])

    def _facet(
        self, name: str, request: SearchRequest, kept: Iterable[str]
    ) -> list[tuple[Any, int]]:
        where, values = _where(request, kept)
        if name == "date":
            counting = (
                "SELECT month, count(*) FROM found JOIN docs USING (doc) "  # noqa: S608
                f"{where} GROUP BY month ORDER BY month"
            )
            return self._db.execute(counting, values).fetchall()
        counting = (
            "SELECT value, count(*) AS number FROM found CROSS JOIN facets USING (doc) "  # noqa: S608
            f"{where} AND name = ? GROUP BY value ORDER BY number DESC LIMIT ?"
        )
        return self._db.execute(counting, [*values, name, FACET_LIMIT]).fetchall()

    def counts(self, answer: Answer, facet: str) -> dict[str, int]:
        """Read the rows."""
        rows = answer.facets[facet]
        return (
            {month_name(month): count for month, count in rows if month}
            if facet == "date"
            else dict(rows)
        )


def _row(numbered: tuple[int, PeerDocument]) -> list[Any]:
    number, document = numbered
    facets = " ".join(_token(name, value) for name, value in _values(document))
    return [number, *(document.tokens[name] for name in COLUMNS), facets]


def _values(document: PeerDocument) -> list[tuple[str, str]]:
    return [("district", value) for value in document.districts] + [
        ("code", value) for value in document.codes
    ]


def _token(name: str, value: str) -> str:
    return name + value.encode().hex()


def _where(request: SearchRequest, kept: Iterable[str]) -> tuple[str, list[Any]]:
    conditions = ["1"]
    values: list[Any] = []
    for name in sorted(kept):
        if name == "date":
            conditions.append("doc IN (SELECT doc FROM docs WHERE day BETWEEN ? AND ?)")
            values += [request.date_from.toordinal() if request.date_from else 1]
            values += [request.date_to.toordinal() if request.date_to else 10**7]
        else:
            chosen = request.districts if name == "district" else request.codes
            marks = ", ".join("?" * len(chosen))
            conditions.append(
                f"doc IN (SELECT doc FROM facets WHERE name = ? AND value IN ({marks}))"  # noqa: S608
            )
            values += [name, *chosen]
    return "WHERE " + " AND ".join(conditions), values


def _columns(end: str) -> str:
    return "{" + " ".join(name + end for name in FIELDS) + "}"


def _quoted(words: Iterable[str]) -> str:
    return '"' + " ".join(words).replace('"', '""') + '"'


def _node(node: p.Node) -> str:
    match node:
        case p.Term(text):
            return f"({_columns(suffix(node))} : {_quoted([text])})"
        case p.Phrase():
            end, words = phrase_words(node)
            return f"({_columns(end)} : {_quoted(words)})"
        case p.Values(facet, values):
            return (
                "("
                + " OR ".join(
                    f"({{facets}} : {_quoted([_token(facet, value)])})" for value in values
                )
                + ")"
            )
        case p.And(nodes):
            return "(" + " AND ".join(map(_node, nodes)) + ")"
        case p.Or(nodes):
            return "(" + " OR ".join(map(_node, nodes)) + ")"
    raise NotImplementedError(node)
