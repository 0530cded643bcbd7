"""The list of an index's terms: every term once, with its folded form. Writing a term again changes
nothing."""

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import islice

from opensearchpy import OpenSearch

from corpus.vietnamese.text import fold
from search.opensearch_engine.connection.failures import patiently
from search.opensearch_engine.connection.sending import Action, send
from search.opensearch_engine.mapping import vocabulary_of

__all__ = ["TermList"]

TOGETHER = 5_000
MOST_PENDING = 100_000
MOST_KNOWN = 2_000_000
"""Terms a writer remembers as written; over that it forgets, and may ask for or write some
again."""


class TermList:
    """The terms that a writer has still to write, and those it knows to be there."""

    def __init__(self, client: OpenSearch, index: str, *, is_new: bool) -> None:
        self._client = client
        self._index = vocabulary_of(index)
        self._is_new = is_new
        self._known: set[str] = set()
        self._pending: set[str] = set()

    def add(self, terms: set[str]) -> None:
        """Take the terms of a document."""
        self._pending |= terms - self._known
        if len(self._pending) > MOST_PENDING:
            self.write()

    def write(self) -> None:
        """Write what is new."""
        terms = iter(self._pending)
        while some := list(islice(terms, TOGETHER)):
            self._send(some if self._is_new else self._unknown(some))
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        self._known |= self._pending
        self._pending = set()

    def _unknown(self, terms: Sequence[str]) -> list[str]:
        ids = [_id(term) for term in terms]
        params = {"_source": "false"}
        answer = patiently(
            lambda: self._client.mget(index=self._index, body={"ids": ids}, params=params)
        )
        return [
            term for term, doc in zip(terms, answer["docs"], strict=True) if not doc.get("found")
        ]

    def _send(self, terms: Iterable[str]) -> None:
        actions = [self._action(term) for term in terms]
        for _ in send(self._client, actions, _ignore):
            pass

    def _action(self, term: str) -> Action:
        source = {"term": term, "folded": fold(term), "word": "_" in term}
        return {"index": {"_index": self._index, "_id": _id(term)}}, json.dumps(
            source, ensure_ascii=False
        )


def _id(term: str) -> str:
    return blake2b(term.encode(), digest_size=16).hexdigest()


def _ignore(action: Action, reason: str) -> None:
    """A term too long to be looked up is only found as it stands."""
