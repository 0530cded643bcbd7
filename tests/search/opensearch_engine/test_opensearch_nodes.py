"""Three nodes in three processes, two shards with a copy each: a node is killed (-9) in the midst
of work.

The searches go on for TIMTIN_TORTURE_SECONDS; `python -m tests.opensearch torture` takes sixty.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from index_model import document
from opensearch.cluster import Cluster
from opensearch.indexes import behind, client_of, found, write

from search import SearchError, SearchRequest, open_engine
from search.engine import Engine
from search.model import IndexedArticle
from search.opening import index_status, open_writer

SECONDS = float(os.environ.get("TIMTIN_TORTURE_SECONDS", "4"))
BATCH, BATCHES = 25, 24
THREADS = 3


@pytest.fixture
def nodes(three_nodes: Cluster) -> Iterator[Cluster]:
    """All three nodes, and again all three at the end."""
    yield three_nodes
    for node in {0, 1, 2} - set(three_nodes.processes):
        three_nodes.start(node)
    three_nodes.wait(status="green")


def articles(batch: int) -> list[IndexedArticle]:
    code = f"{batch + 1:02}-KH/QU"
    texts = (f"Bài số {number} của đợt {batch}" for number in range(BATCH))
    return [
        document(f"{batch}-{at}", text, f"{text}. Đảng bộ.", codes=[code])
        for at, text in enumerate(texts)
    ]


def holder_of(cluster: Cluster, location: str) -> int:
    """Return a node that holds a primary shard of an index and is asked last by the clients."""
    shards = client_of(location).cat.shards(index=behind(location), params={"format": "json"})
    return max(
        int(shard["node"].removeprefix("node")) for shard in shards if shard["prirep"] == "p"
    )


def test_a_node_dies_while_articles_come(nodes: Cluster) -> None:
    """What was committed is there, what comes after is taken, and the cluster becomes whole
    again."""
    location = nodes.location("coming", "shards=2&replicas=1&timeout=10")
    write(location, *articles(0))
    nodes.wait(status="green")
    committed = {doc.article.id for doc in articles(0)}
    with open_writer(location) as writer:
        for batch in range(1, BATCHES):
            if batch == BATCHES // 3:
                nodes.kill(holder_of(nodes, location))
            writer.add(writer.prepare(articles(batch)))
            if batch % 4 == 3:
                writer.commit()
                committed |= {f"{one}-{at}" for one in range(batch + 1) for at in range(BATCH)}
        assert writer.counts.added == (BATCHES - 1) * BATCH and writer.counts.refused == []
    assert len(committed) == BATCHES * BATCH
    assert {hit.id for hit in open_engine(location).scan(SearchRequest())} == committed
    status = index_status(location)
    assert status.state == "ok" and "yellow" in status.detail, (
        "two of three nodes: all there, a copy lacking"
    )
    nodes.start(next(iter({0, 1, 2} - set(nodes.processes))))
    nodes.wait(status="green")
    assert {hit.id for hit in open_engine(location).scan(SearchRequest())} == committed
    assert index_status(location).detail == ""


@contextmanager
def load(engine: Engine, judge: Callable[[Engine], str]) -> Iterator[Counter[str]]:
    """Search from several threads until the end; count the outcomes: "right", what is wrong, or the
    error."""
    outcomes: Counter[str] = Counter()
    stop, lock = threading.Event(), threading.Lock()

    def ask() -> None:
        while not stop.is_set():
            try:
                outcome = judge(engine)
            except SearchError as error:
                outcome = f"error: {error}"
            except Exception as error:
                outcome = f"leaked {error!r}"
            with lock:
                outcomes[outcome] += 1

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        yield outcomes
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_a_node_dies_under_load(nodes: Cluster) -> None:
    """Searches go on, with the whole answer or an error that says so, never with a part; then all
    is well again."""
    location = nodes.location("asked", "shards=2&replicas=1&timeout=10")
    write(location, *(doc for batch in range(4) for doc in articles(batch)))
    nodes.wait(status="green")

    def judge(engine: Engine) -> str:
        page = engine.search(SearchRequest(q="đảng bộ", per_page=5))
        counts = sum(row.count for row in page.facets["code"])
        return (
            "right"
            if (page.total, counts) == (4 * BATCH, 4 * BATCH)
            else f"wrong: {page.total}, {counts}"
        )

    killed = holder_of(nodes, location)
    with load(open_engine(location), judge) as outcomes:
        time.sleep(SECONDS / 4)
        before = outcomes["right"]
        nodes.kill(killed)
        time.sleep(SECONDS / 4)
        nodes.start(killed)
        nodes.wait(status="green")
        mended = outcomes["right"]
        time.sleep(SECONDS / 2)
    print(f"\n{sum(outcomes.values()):,} searches, {outcomes['right']:,} right: {outcomes}")
    assert before and outcomes["right"] > mended > before
    assert not [outcome for outcome in outcomes if outcome.startswith(("wrong", "leaked"))], (
        outcomes
    )
    assert outcomes["right"] >= 0.95 * sum(outcomes.values()), outcomes


def test_without_copies_a_lost_node_is_said(nodes: Cluster) -> None:
    """With a shard gone nothing is answered from the rest; the status is damaged until the node is
    back."""
    location = nodes.location("single", "shards=3&replicas=0&timeout=10")
    write(location, *articles(0))
    engine = open_engine(location)
    lost = holder_of(nodes, location)
    nodes.kill(lost)
    with pytest.raises(SearchError, match="shards"):
        engine.search(SearchRequest(q="đảng bộ"))
    status = index_status(location)
    assert status.state == "damaged" and "red" in status.detail
    nodes.start(lost)
    nodes.wait(status="green")
    assert engine.search(SearchRequest(q="đảng bộ")).total == BATCH
    assert index_status(location).state == "ok"


def test_a_rebuild_under_load(nodes: Cluster) -> None:
    """While the alias is switched again and again no search fails, and none mixes two indexes."""
    location = nodes.location("switched", "shards=2&replicas=1&timeout=30")

    def version(number: int) -> list[IndexedArticle]:
        code = f"{number:02}-KH/QU"
        return [
            document(f"{at}", f"Bản {number}", "Đảng bộ", codes=[code]) for at in range(60 + number)
        ]

    write(location, *version(1))

    def judge(engine: Engine) -> str:
        page = engine.search(SearchRequest(q="đảng bộ", per_page=100))
        titles = {hit.title for hit in page.results}
        rows = [(row.value, row.count) for row in page.facets["code"]]
        number = page.total - 60
        right = titles == {f"Bản {number}"} and rows == [(f"{number:02}-KH/QU", page.total)]
        return (
            "right"
            if right and len(page.results) == page.total
            else f"wrong: {page.total} {titles} {rows}"
        )

    with load(open_engine(location), judge) as outcomes:
        for number in range(2, 6):
            write(location, *version(number), rebuild=True)
            time.sleep(max(0.7, SECONDS / 8))
    assert set(outcomes) == {"right"}, outcomes
    assert found(location) == {f"{at}" for at in range(65)}
