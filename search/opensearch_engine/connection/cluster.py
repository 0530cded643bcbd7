"""What a cluster is asked besides searches: which index an alias means, its state, its making and
its end."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, RequestError

from search.errors import IndexMissing
from search.opensearch_engine.connection.location import Location
from search.opensearch_engine.mapping import (
    first_name,
    index_body,
    meta,
    new_name,
    vocabulary_body,
    vocabulary_of,
)

__all__ = [
    "Found",
    "connect",
    "create",
    "create_first",
    "drop",
    "find_index",
    "health_of",
    "publish",
    "remember",
]

logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # what fails is raised, and said once


@dataclass(frozen=True, slots=True)
class Found:
    """The index behind an alias and what it remembers of itself (see `mapping.meta`)."""

    index: str
    meta: Mapping[str, str]

    @property
    def snapshot(self) -> str:
        """Return the name of its newest snapshot, which every commit changes; "" before the
        first."""
        return f"{self.index}.{self.meta['commit']}" if self.meta.get("commit") else ""


def connect(location: Location) -> OpenSearch:
    """Return a client; nothing is sent yet."""
    return OpenSearch(**location.client_options())


def find_index(client: OpenSearch, location: Location) -> Found:
    """Return the index that a location means. Raises `IndexMissing`."""
    try:
        answer = client.indices.get_mapping(
            index=location.name, params={"filter_path": "*.mappings._meta"}
        )
    except NotFoundError:
        answer = {}
    kept = {
        index: own["mappings"]["_meta"] for index, own in answer.items() if isinstance(own, dict)
    }
    found = [Found(index, remembered) for index, remembered in sorted(kept.items())]
    if not found:
        raise IndexMissing(f"there is no index at {location}; make one with `index add FILES`")
    return found[-1]


def create(client: OpenSearch, location: Location, previous: str) -> Found:
    """Make an empty index and its list of terms beside the one in use, under no alias yet."""
    index = new_name(location)
    body = index_body(location, previous)
    client.indices.create(index=vocabulary_of(index), body=vocabulary_body(location))
    client.indices.create(index=index, body=body)
    return Found(index, body["mappings"]["_meta"])


def create_first(client: OpenSearch, location: Location) -> Found:
    """Make the first index of a location with its alias; of several writers that do so at once all
    get the same."""
    index = first_name(location)
    body = index_body(location) | {"aliases": {location.name: {}}}
    for name, made in ((vocabulary_of(index), vocabulary_body(location)), (index, body)):
        try:
            client.indices.create(index=name, body=made)
        except RequestError as exc:
            if exc.error != "resource_already_exists_exception":
                raise
    return find_index(client, location)


def publish(client: OpenSearch, location: Location, index: str, instead_of: str = "") -> None:
    """Let the alias mean an index from now on, in one step."""
    actions = [{"remove": {"index": instead_of, "alias": location.name}}] if instead_of else []
    client.indices.update_aliases(
        body={"actions": [*actions, {"add": {"index": index, "alias": location.name}}]}
    )


def remember(client: OpenSearch, index: str, commit: str, previous: str) -> Found:
    """Write down a commit in the index, by which every engine sees that there is a new snapshot."""
    remembered = meta(commit, previous)
    client.indices.put_mapping(index=index, body={"_meta": remembered})
    return Found(index, remembered)


def drop(client: OpenSearch, index: str) -> None:
    """Delete an index and its list of terms, as far as they are there."""
    for name in (index, vocabulary_of(index)):
        with suppress(NotFoundError):
            client.indices.delete(index=name)


def health_of(client: OpenSearch, index: str) -> tuple[str, str]:
    """Return the health of an index (green, yellow, red) and how many of its shards are where."""
    try:
        found = client.cluster.health(index=index)
    except NotFoundError:
        return "red", "the index is gone"
    lacking = found["unassigned_shards"] + found["initializing_shards"]
    return found[
        "status"
    ], f"{lacking} of {found['active_shards'] + lacking} shard copies are not active"
