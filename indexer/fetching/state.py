"""What was found and fetched, kept beside the index in one SQLite file that a killed run cannot
harm.

An article stays here until the index has it, so that no fetched page is lost to another writer or a
Ctrl-C.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.article import Article
from indexer.fetching.listings import Listed
from indexer.fetching.urls import key_of
from search.errors import Busy, SearchError

__all__ = ["DROPPED", "Page", "State"]

DROPPED = "-"
"""The list of a page that a sitemap named once and names no more."""

_FORMAT = 1
_TABLES = """
CREATE TABLE lists (origin TEXT, url TEXT, parent TEXT, etag TEXT, modified TEXT, changed TEXT,
                    kind TEXT, PRIMARY KEY (origin, url)) WITHOUT ROWID;
CREATE TABLE finds (origin TEXT, key TEXT, url TEXT, list TEXT, changed TEXT,
                    PRIMARY KEY (origin, key));
CREATE TABLE pages (key TEXT PRIMARY KEY, status INTEGER, kind TEXT, etag TEXT, modified TEXT,
                    changed TEXT, day TEXT, article TEXT, first TEXT, checked TEXT) WITHOUT ROWID;
CREATE INDEX articles ON pages (article);
CREATE TABLE waiting (number INTEGER PRIMARY KEY, article TEXT);
"""


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of one page. Times are ISO, "" when unknown; `status` is 0 for one that was
    never answered.

    `kind` is "article", "front" (a page of links), "older" (than --since), "refused" (no article
    could be made), "gone" or "". `changed` is what its list said when it was fetched, `listed` what
    it says now, in `list`.
    """

    key: str
    url: str = ""
    list: str = ""
    listed: str = ""
    status: int = 0
    kind: str = ""
    etag: str = ""
    modified: str = ""
    changed: str = ""
    day: str = ""
    article: str = ""
    first: str = ""
    checked: str = ""


_COLUMNS = ("status", "kind", "etag", "modified", "changed", "day", "article", "first", "checked")
_SELECT = (
    "SELECT finds.key, url, list, finds.changed, "  # noqa: S608
    f"{', '.join(f'pages.{name}' for name in _COLUMNS)} "
    "FROM finds LEFT JOIN pages USING (key) WHERE origin = ?"
)


class State:
    """The open file; a context manager. Raises `Busy` when another run has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            self._open()
        except sqlite3.OperationalError as error:
            self._db.close()
            if "locked" in str(error):
                raise Busy(
                    f"another `index fetch` is at work with {path}; try again when it is done"
                ) from None
            message = f"{path} cannot be used ({error}); TIMTIN_STATE names another folder for it"
            raise SearchError(message) from error
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise SearchError(
                f"{path} is damaged ({error}); remove it, and all pages are fetched anew"
            ) from error

    def _open(self) -> None:
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA secure_delete = ON")  # no text stays that a takedown would miss
        with self.transaction():
            found = self._db.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                for statement in _TABLES.split(";")[:-1]:
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {_FORMAT}")
            elif found != _FORMAT:
                raise SearchError(
                    f"{self._path} is of another version of timtin; "
                    "remove it to fetch all pages anew"
                )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes within durable together, or none."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # some failures have rolled back already
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def list_seen(self, origin: str, url: str) -> dict[str, str] | None:
        """Return etag, modified, changed and kind of a list as it was read last, None when it never
        was."""
        row = self._db.execute(
            "SELECT etag, modified, changed, kind FROM lists WHERE origin = ? AND url = ?",
            (origin, url),
        ).fetchone()
        return dict(zip(("etag", "modified", "changed", "kind"), row, strict=True)) if row else None

    def lists_below(self, origin: str, url: str) -> list[Listed]:
        """Return the lists that a list named when it was read last."""
        rows = self._db.execute(
            "SELECT url, changed FROM lists WHERE origin = ? AND parent = ?", (origin, url)
        )
        return [Listed(*row) for row in rows]

    def lists_of(self, origin: str, kind: str) -> list[str]:
        """Return the addresses of all lists of a kind."""
        rows = self._db.execute(
            "SELECT url FROM lists WHERE origin = ? AND kind = ?", (origin, kind)
        )
        return [str(row[0]) for row in rows]

    def has_found(self, origin: str) -> bool:
        """Say whether any page found from an address ever held an article."""
        found = self._db.execute(
            "SELECT 1 FROM finds JOIN pages USING (key) "
            "WHERE origin = ? AND (article != '' OR kind = 'older') LIMIT 1",
            (origin,),
        )
        return found.fetchone() is not None

    def begin_anew(self) -> None:
        """Forget the articles that an index had which is no more; those that wait are kept."""
        waiting = "SELECT json_extract(article, '$.id') FROM waiting"
        with self.transaction():
            self._db.execute(
                f"DELETE FROM pages WHERE article != '' AND article NOT IN ({waiting})"  # noqa: S608
            )

    def keep_list(
        self, origin: str, url: str, parent: str, seen: dict[str, str], pages: Iterable[Listed]
    ) -> None:
        """Take note of a list and its pages; what it no longer names is left without a list."""
        with self.transaction():
            left = "" if seen["kind"] == "feed" else DROPPED
            self._db.execute(
                "UPDATE finds SET list = ? WHERE origin = ? AND list = ?", (left, origin, url)
            )
            self._db.execute(
                "INSERT OR REPLACE INTO lists VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    origin,
                    url,
                    parent,
                    seen["etag"],
                    seen["modified"],
                    seen["changed"],
                    seen["kind"],
                ),
            )
            self._find(origin, url, pages)

    def keep_found(self, origin: str, pages: Iterable[Listed]) -> None:
        """Take note of pages that no list names, but a link."""
        with self.transaction():
            self._find(origin, "", pages)

    def _find(self, origin: str, url: str, pages: Iterable[Listed]) -> None:
        self._db.executemany(
            "INSERT INTO finds VALUES (?, ?, ?, ?, "
            "?) ON CONFLICT DO UPDATE SET url = excluded.url, "
            "list = CASE excluded.list WHEN '' THEN list ELSE excluded.list END, "
            "changed = max(changed, excluded.changed)",
            ((origin, key_of(page.url), page.url, url, page.changed) for page in pages),
        )

    def pages(self, origin: str) -> list[Page]:
        """Return all that were found from an address, in the order in which they were found."""
        rows = self._db.execute(f"{_SELECT} ORDER BY finds.rowid", (origin,))
        return [_page(row) for row in rows]

    def page(self, origin: str, url: str) -> Page:
        """Return what is known of one page."""
        row = self._db.execute(f"{_SELECT} AND finds.key = ?", (origin, key_of(url))).fetchone()
        return _page(row) if row else Page(key_of(url), url)

    def keep_page(self, page: Page, article: Article | None = None) -> None:
        """Take note of an answer, with the article that came of it."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (page.key, page.status, page.kind, page.etag,
                 page.modified, page.changed, page.day, page.article,
                 page.first or now, now),
            )  # fmt: skip
            self._db.execute(
                "UPDATE finds SET list = '' WHERE key = ? AND list = ?", (page.key, DROPPED)
            )
            if article:
                record = json.dumps(article.to_record(), ensure_ascii=False)
                self._db.execute("INSERT INTO waiting (article) VALUES (?)", (record,))

    def waiting(self) -> int:
        """Return how many articles the index does not have yet."""
        return int(self._db.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def waiting_articles(self) -> Iterator[tuple[int, Article]]:
        """Yield them with their numbers, oldest first."""
        last = 0
        while row := self._db.execute(
            "SELECT number, article FROM waiting WHERE number > ? ORDER BY number LIMIT 1", (last,)
        ).fetchone():
            last = row[0]
            yield last, Article.from_record(json.loads(row[1]))

    def arrived(self, number: int) -> None:
        """Forget the articles up to a number: the index has them."""
        with self.transaction():
            self._db.execute("DELETE FROM waiting WHERE number <= ?", (number,))

    def has_article(self, id: str) -> bool:
        """Say whether an article is known already, from whatever page."""
        return (
            self._db.execute(
                "SELECT 1 FROM pages WHERE article = ? AND kind = 'article' LIMIT 1", (id,)
            ).fetchone()
            is not None
        )

    def gone(self) -> list[str]:
        """Return the ids of articles that no page holds any more, as far as is known."""
        rows = self._db.execute(
            "SELECT DISTINCT article FROM pages AS lost WHERE "
            "kind = 'gone' AND article != '' AND NOT EXISTS "
            "(SELECT 1 FROM pages AS other WHERE other.article "
            "= lost.article AND other.kind = 'article')"
        )
        return [str(row[0]) for row in rows]

    def pruned(self, ids: Iterable[str]) -> None:
        """Take note that articles were removed from the index."""
        with self.transaction():
            self._db.executemany(
                "UPDATE pages SET article = '' WHERE kind = 'gone' AND article = ?",
                ((id,) for id in ids),
            )

    def close(self) -> None:
        """Close the file."""
        with suppress(sqlite3.Error):  # a full disk is told once
            self._db.close()

    def __enter__(self) -> "State":
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Close the file; say in one line what the disk refused."""
        self.close()
        if isinstance(error, sqlite3.Error):
            raise SearchError(
                f"{self._path} cannot be used ({error}); what was kept stays: "
                "make room on its disk and run the command again"
            ) from error


def _page(row: tuple[Any, ...]) -> Page:
    names = ("key", "url", "list", "listed", *_COLUMNS)
    return Page(
        **{name: value for name, value in zip(names, row, strict=True) if value is not None}
    )
