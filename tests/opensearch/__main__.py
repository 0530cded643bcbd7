"""A cluster of three nodes on this machine, for trying out, for measuring, for the long form of the
tests.

python -m tests.opensearch                 start three nodes, say how to use them, stop them at
Ctrl-C python -m tests.opensearch bench ARTICLES  ingest and search beside the embedded engine;
prints a table python -m tests.opensearch torture         kill nodes under sixty seconds of load
"""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from tests.opensearch.bench import bench
from tests.opensearch.cluster import missing, started


def run() -> None:
    """Start three nodes and keep them until a signal."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with started(nodes=3, first_port=9201) as cluster:
        print(
            "three nodes are up; use them: export "
            f"TIMTIN_INDEX='{cluster.location('timtin', 'shards=2&replicas=1')}'"
        )
        print(
            "index add corpus/sample; index serve (in another terminal); Ctrl-C here stops them",
            flush=True,
        )
        stop.wait()


def torture() -> int:
    """Run the tests that kill nodes, under a minute's load."""
    os.environ["TIMTIN_TORTURE_SECONDS"] = "60"
    return int(
        pytest.main(
            [
                str(
                    Path(__file__).parents[1]
                    / "search"
                    / "opensearch_engine"
                    / "test_opensearch_nodes.py"
                ),
                "-q",
                "-s",
                "--durations=0",
            ]
        )
    )


if __name__ == "__main__":
    if reason := missing():
        sys.exit(f"Error: {reason}")
    match sys.argv[1:]:
        case []:
            run()
        case ["bench", articles]:
            bench(Path(articles))
        case ["torture"]:
            sys.exit(torture())
        case _:
            sys.exit(__doc__)
