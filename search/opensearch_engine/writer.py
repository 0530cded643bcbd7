"""Writing to a cluster: documents go out in bounded chunks, and a commit makes all of them visible
at once.

Several writers may be at work on one index; each sends whole documents under their own keys, so
that sending again changes nothing. What has not been committed is not searchable: the index
refreshes only when a commit tells it to.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from time import time_ns
from typing import Any

from opensearchpy.exceptions import TransportError

from corpus.article import Article
from search.engine import Counts
from search.errors import Busy, IndexMissing, SearchError
from search.model import IndexedArticle
from search.opensearch_engine.asking.term_list import TermList
from search.opensearch_engine.connection import cluster
from search.opensearch_engine.connection.cluster import Found
from search.opensearch_engine.connection.failures import failures_named, patiently
from search.opensearch_engine.connection.location import Location
from search.opensearch_engine.connection.sending import CHUNK_BYTES, Action, send
from search.opensearch_engine.mapping import require_current, vocabulary_of
from search.opensearch_engine.stories import StoryBook
from search.opensearch_engine.wire import Prepared, key_of, prepare, stored_article

__all__ = ["OpenSearchWriter"]

STORY_HITS = 10_000


class OpenSearchWriter:
    """A `search.engine.Writer` over an index on a cluster."""

    def __init__(self, location: Location, *, memory_mb: int = 512, rebuild: bool = False) -> None:
        self.counts = Counts()
        self._location = location
        self._client = cluster.connect(location)
        self._rebuild = rebuild
        with failures_named(location):
            self._before = self._find()
            if self._before and not rebuild:
                require_current(dict(self._before.meta))
            self._found = self._open()
        self._room = memory_mb << 20 if self._found.snapshot else CHUNK_BYTES
        self._written: set[str] = set()
        self._vocabulary = TermList(self._client, self._found.index, is_new=rebuild)
        self._forget()

    def _find(self) -> Found | None:
        try:
            return cluster.find_index(self._client, self._location)
        except IndexMissing:
            return None

    def _open(self) -> Found:
        """Return the index to write to: the one there is or a new one, which a rebuild keeps from
        sight."""
        if not self._rebuild:
            return self._before or cluster.create_first(self._client, self._location)
        return cluster.create(
            self._client, self._location, self._before.index if self._before else ""
        )

    def _forget(self) -> None:
        self._pending: dict[str, Action] = {}
        self._bytes = 0
        self._digests: dict[str, str | None] = {}
        self._stored: dict[str, str | None] = {}
        self._stories = StoryBook()
        self._changed = self._rebuild

    @staticmethod
    def prepare(documents: Sequence[IndexedArticle]) -> list[Prepared]:
        """Analyse some documents."""
        return prepare(documents)

    def expect(self, articles: Sequence[Article]) -> None:
        """Look up the stored versions of the articles that will be asked about next."""
        self._stored = self._stored_digests([key_of(article.id) for article in articles])

    def is_unchanged(self, article: Article) -> bool:
        """Say whether the newest version of an article is this one."""
        return self._digest(key_of(article.id)) == article.digest.hex()

    def _digest(self, key: str) -> str | None:
        """Return the digest of the newest version under a key, None when there is none."""
        if key in self._digests:
            return self._digests[key]
        if key not in self._stored:
            self._stored = self._stored_digests([key])
        return self._stored[key]

    def _stored_digests(self, keys: Sequence[str]) -> dict[str, str | None]:
        if self._rebuild or not keys:
            return dict.fromkeys(keys)
        body, params = {"ids": list(keys)}, {"_source_includes": "stored.digest"}
        with failures_named(self._location):
            answer = patiently(
                lambda: self._client.mget(index=self._found.index, body=body, params=params)
            )
        return {
            doc["_id"]: doc["_source"]["stored"]["digest"] if doc.get("found") else None
            for doc in answer["docs"]
        }

    def add(self, batch: list[Prepared]) -> None:
        """Take a prepared batch."""
        with failures_named(self._location):
            self._learn_stories(batch)
            for prepared in batch:
                self._take(prepared)
            if self._bytes > self._room:
                self._send()

    def _take(self, prepared: Prepared) -> None:
        self._put(prepared, self._stories.story(prepared.key, prepared.stories))
        self._vocabulary.add(prepared.terms)
        self._digests[prepared.key] = prepared.digest

    def _put(self, prepared: Prepared, story: str, added: int = 0) -> None:
        told = {"story": story, "added": added or time_ns() // 1_000}
        told |= {"follows": story} if story != prepared.key else {}
        source = f"{json.dumps(told)[:-1]},{prepared.source[1:]}"
        if prepared.key in self._pending and self._pending[prepared.key][1] is not None:
            self.counts.replaced += 1
        self._hold(
            prepared.key, ({"index": {"_index": self._found.index, "_id": prepared.key}}, source)
        )

    def _hold(self, key: str, action: Action) -> None:
        self._pending.pop(key, None)
        self._pending[key] = action
        self._bytes += len(action[1] or "")
        self._changed = True

    def _learn_stories(self, batch: Sequence[Prepared]) -> None:
        """Ask the index for articles that tell one story with some of a batch."""
        keys = list({key for prepared in batch for key in prepared.stories})
        if self._rebuild or not keys:
            return
        replaced = {"ids": {"values": [prepared.key for prepared in batch]}}
        query = {"bool": {"filter": [{"terms": {"story_keys": keys}}], "must_not": [replaced]}}
        body = {
            "size": STORY_HITS,
            "query": query,
            "_source": ["story"],
            "docvalue_fields": ["story_keys"],
        }
        for hit in self._hits(body):
            self._stories.learn(hit["_source"]["story"], hit["fields"]["story_keys"])

    def _hits(self, body: Mapping[str, Any]) -> Sequence[Any]:
        params = {"allow_partial_search_results": "false"}
        found = patiently(
            lambda: self._client.search(index=self._found.index, body=body, params=params)
        )
        return list(found["hits"]["hits"])

    def remove(self, id: str) -> bool:
        """Take an article out."""
        key = key_of(id)
        if self._digest(key) is None:
            return False
        self._hold(key, ({"delete": {"_index": self._found.index, "_id": key}}, None))
        self._digests[key] = None
        self.counts.removed += 1
        return True

    def _send(self) -> None:
        actions, self._pending, self._bytes = list(self._pending.values()), {}, 0
        for (line, _), result in send(self._client, actions, self._refused):
            if result == "created":
                self.counts.added += 1
            elif result == "updated":
                self.counts.replaced += 1
            if "index" in line and self._rebuild:
                self._written.add(line["index"]["_id"])
            elif "delete" in line:
                self._written.discard(line["delete"]["_id"])

    def _refused(self, action: Action, reason: str) -> None:
        key = str(action[0]["index"]["_id"])
        self._digests.pop(key, None)
        self.counts.refused.append((json.loads(action[1] or "{}").get("id", key), reason))

    def commit(self) -> None:
        """Make everything so far searchable, durably; nothing happens when nothing changed."""
        if not self._changed:
            return
        with failures_named(self._location):
            self._send()
            self._vocabulary.write()
            self._refresh()
            if self._stories.renamed:
                self._rename_stories()
            if self._rebuild:
                self._require_whole()
            self._publish()
        self._forget()

    def _refresh(self) -> None:
        index = f"{self._found.index},{vocabulary_of(self._found.index)}"
        patiently(lambda: self._all_shards(self._client.indices.refresh(index=index)))

    def _all_shards(self, answer: Mapping[str, Any]) -> None:
        """Raise what is tried again unless each shard did it: one whose node has gone shows nothing
        new."""
        if failed := answer["_shards"].get("failed"):
            raise TransportError(
                503, "refresh", {"error": f"{failed} shards could not be refreshed"}
            )

    def _rename_stories(self) -> None:
        """Write the articles of stories that turned out to be one with another anew, under the
        other's name."""
        counted = self.counts.added, self.counts.replaced
        query = {"terms": {"story": list(self._stories.renamed)}}
        body = {"size": STORY_HITS, "query": query, "_source": ["stored", "story", "added"]}
        refused = len(self.counts.refused)
        while len(self.counts.refused) == refused and (hits := self._hits(body)):
            for source in (hit["_source"] for hit in hits):
                self._put(
                    prepare([stored_article(source)])[0],
                    self._stories.current(source["story"]),
                    source["added"],
                )
            self._send()
            self._refresh()
        self.counts.added, self.counts.replaced = counted

    def _require_whole(self) -> None:
        """Hold what a rebuild wrote to what is there and to what it started from, before anything
        is switched."""
        held = patiently(lambda: self._client.count(index=self._found.index))["count"]
        if held != len(self._written):
            raise SearchError(
                f"the new index holds {held:,} articles, "
                f"{len(self._written):,} were written; the old one serves on: "
                "look at the cluster and run `index add --rebuild` again"
            )
        now = self._find()
        if (now and now.snapshot) != (self._before and self._before.snapshot):
            raise Busy(
                "another writer changed the index meanwhile; "
                "the old one serves on: run the rebuild again"
            )

    def _publish(self) -> None:
        """Name the new snapshot; after a rebuild switch the alias to it, and keep the index before
        it, but no older."""
        before = self._found.meta.get("previous", "")
        index, commit = self._found.index, secrets.token_hex(6)
        self._found = patiently(lambda: cluster.remember(self._client, index, commit, before))
        if self._rebuild:
            old = self._before.index if self._before else ""
            cluster.publish(self._client, self._location, self._found.index, old)
            if self._before and (older := self._before.meta.get("previous")):
                cluster.drop(self._client, older)
            self._before, self._rebuild = self._found, False

    def compact(self) -> None:
        """Merge each shard to one segment without deleted articles, and drop the index before a
        rebuild."""
        self._changed = True
        self.commit()
        with failures_named(self._location):
            if previous := self._found.meta.get("previous"):
                cluster.drop(self._client, previous)
            params: Mapping[str, Any] = {"max_num_segments": 1, "request_timeout": 3_600}
            self._client.indices.forcemerge(index=self._found.index, params=dict(params))
            self._refresh()
            self._found = cluster.remember(
                self._client, self._found.index, secrets.token_hex(6), ""
            )

    def close(self) -> None:
        """Drop what was not committed: what is held here, and the index of an unfinished
        rebuild."""
        self._forget()
        if self._rebuild:
            with failures_named(self._location):
                cluster.drop(self._client, self._found.index)
        self._client.close()

    def __enter__(self) -> "OpenSearchWriter":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
