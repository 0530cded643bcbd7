"""What a user sees when a cluster is down, slow, full, guarded or not trusted: one clear line,
never a traceback."""

import json
import socket
import ssl
import subprocess
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from click.testing import CliRunner, Result
from index_model import document
from opensearch.indexes import behind, client_of, write

from indexer.cli import cli
from search import SearchError, SearchRequest, open_engine
from search.errors import IndexUnreachable
from search.opening import shown_location
from search.opensearch_engine.connection import failures
from search.opensearch_engine.connection.location import read_location
from webui import create_app

Places = Callable[..., str]
SECRET = "mật-khẩu"  # noqa: S105
COMMANDS = (
    ("status",),
    ("search", "đảng"),
    ("show", "a"),
    ("check",),
    ("export",),
    ("compact",),
    ("remove", "a"),
)


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def in_one_line(done: Result, code: int, *words: str) -> None:
    """Hold a command to its exit code and to one line on stderr with some words, without secrets or
    tracebacks."""
    assert done.exit_code == code, done.output
    line = done.stderr.strip()
    assert line.startswith("Error: ") and "\n" not in line and "Traceback" not in done.output
    assert all(word in line for word in words), line
    assert SECRET not in done.output


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for what will not mend."""
    monkeypatch.setattr(failures, "WAITS", (0.01,))
    monkeypatch.setattr("search.opensearch_engine.connection.sending.WAITS", (0.01,))
    monkeypatch.setattr("search.opensearch_engine.asking.snapshot.WAITS", (0.01,))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def answering(
    status: int, body: Any = None, *, seconds: float = 0, context: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Serve one answer to everything, after some seconds; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            time.sleep(seconds)
            text = json.dumps(body or {}).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(b"" if self.command == "HEAD" else text)
            except OSError:
                return

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign,assignment]
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http{'s' if context else ''}://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_no_cluster_there(command: tuple[str, ...]) -> None:
    """Every command ends with 5 and says what to do."""
    location = f"http://ai:{SECRET}@127.0.0.1:{free_port()}/tin"
    in_one_line(run(command[0], "--index", location, *command[1:]), 5, "no node of", "index status")


def refusals() -> Iterator[Any]:
    """Each: status, the cluster's answer, what the line says."""

    def error(kind: str, reason: str) -> dict[str, Any]:
        return {"error": {"type": kind, "reason": reason}}

    yield pytest.param(401, {}, ("user and password", "TIMTIN_OPENSEARCH_USER"), id="credentials")
    yield pytest.param(
        403,
        error("security_exception", "no permissions"),
        ("no permissions", "rights"),
        id="rights",
    )
    yield pytest.param(
        429,
        error("circuit_breaking_exception", "[parent] Data too large"),
        ("Data too large", "out of memory"),
        id="breaker",
    )
    yield pytest.param(
        503,
        error("cluster_manager_not_discovered_exception", "no manager"),
        ("no manager", "health"),
        id="no-manager",
    )
    yield pytest.param(
        403,
        error(
            "cluster_block_exception",
            "index [x] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)]",
        ),
        ("read-only", "disk is full"),
        id="read-only",
    )


@pytest.mark.parametrize(("status", "body", "words"), list(refusals()))
def test_a_cluster_that_refuses(status: int, body: Any, words: tuple[str, ...]) -> None:
    """What it gives as its reason is said, with what can be done about it."""
    with answering(status, body) as address:
        location = address.replace("//", f"//ai:{SECRET}@") + "/tin"
        for command in (("status",), ("search", "đảng"), ("add", __file__)):
            in_one_line(run(command[0], "--index", location, *command[1:]), 5, *words)


def test_a_request_that_fails_is_not_an_unusable_index() -> None:
    """A refusal of one request ends with 1."""
    with answering(
        400, {"error": {"type": "illegal_argument_exception", "reason": "unknown"}}
    ) as address:
        in_one_line(run("status", "--index", f"{address}/tin"), 1, "refused", "unknown")


def test_a_cluster_that_is_too_slow() -> None:
    """It is said that it did not answer in time, in about that time."""
    with answering(200, seconds=5) as address:
        began = time.monotonic()
        in_one_line(run("status", "--index", f"{address}/tin?timeout=1"), 5, "in time", "?timeout=")
        assert time.monotonic() - began < 5


def test_something_else_answers() -> None:
    """A server that is no cluster is named as such, not as a damaged index."""
    with answering(200, {"hello": "world"}) as address:
        done = run("status", "--index", f"{address}/tin")
    assert done.exit_code == 5 and "Traceback" not in done.output and done.stderr.count("\n") == 1


@pytest.mark.skipif(not which("openssl"), reason="no openssl on this machine to make a certificate")
def test_a_certificate_that_nobody_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused, and taken when its authority is named."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(  # noqa: S603
        [  # noqa: S607
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=tin",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            str(key),
            "-out",
            str(certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with answering(401, context=context) as address:
        in_one_line(
            run("status", "--index", f"{address}/tin"), 5, "not trusted", "TIMTIN_OPENSEARCH_CA"
        )
        monkeypatch.setenv("TIMTIN_OPENSEARCH_CA", str(certificate))
        in_one_line(run("status", "--index", f"{address}/tin"), 5, "user and password")


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http:///tin",
        "https://host",
        "http://host/Tin",
        "http://host/_all",
        "http://host/a/b",
        "http://host:99x/tin",
        "http://host/tin?shards=0",
        "http://host/tin?shards=x",
        "http://host/tin?color=red",
        f"http://ai:{SECRET}@host/TIN",
        "http://host/*",
        "http://host/tin,other",
    ],
)
def test_an_address_that_is_none(address: str) -> None:
    """It is said what an address looks like, without the one given."""
    in_one_line(run("status", "--index", address), 1, "the address of an index")


def test_credentials_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """They come from the address or the environment, and are in nothing that is printed."""
    location = read_location("https://ai:m%C3%A2t@a.example:9200,b.example/tin?shards=3&replicas=2")
    assert (location.user, location.password) == ("ai", "mât")
    assert location.hosts == (("a.example", 9200), ("b.example", 443))
    shown = "https://a.example:9200,b.example:443/tin"
    assert str(location) == shown and "mât" not in repr(location)
    assert shown_location("https://ai:secret@a.example:9200,b.example/tin") == shown
    assert shown_location("var/index") == "var/index"
    monkeypatch.setenv("TIMTIN_OPENSEARCH_USER", "env")
    monkeypatch.setenv("TIMTIN_OPENSEARCH_PASSWORD", SECRET)
    header = read_location("https://a/tin").client_options()["headers"]["authorization"]
    assert b64decode(header.removeprefix("Basic ")).decode() == f"env:{SECRET}"


def test_a_disk_that_was_full(opensearch: Places) -> None:
    """The index is read-only then: adding says so and how to end it, searching goes on."""
    location = opensearch()
    write(location, document("a", "Đảng bộ"))
    block = {"index.blocks.read_only_allow_delete": True}
    client_of(location).indices.put_settings(index=behind(location), body=block)
    with pytest.raises(IndexUnreachable, match="disk is full"):
        write(location, document("b", "Đảng bộ"))
    assert open_engine(location).search(SearchRequest(q="đảng")).total == 1


def test_the_web_says_when_to_come_back(opensearch: Places) -> None:
    """While the cluster is away the API answers 503 with Retry-After and a problem, and the page
    with a page."""
    with answering(503, {"error": {"type": "x", "reason": "away"}}) as address:
        client = create_app(f"{address}/tin", TESTING=True).test_client()
        for path in ("/search.json?q=a", "/api/v1/suggest?q=ab", "/?q=a"):
            answer = client.get(path)
            assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
            assert ("problem+json" in answer.mimetype) == (path != "/?q=a")
            assert path == "/?q=a" or answer.get_json(force=True)["type"].endswith(
                "index-unreachable"
            )
        assert (
            client.get("/readyz").status_code == 503 and client.get("/healthz").status_code == 200
        )


def test_an_index_that_goes_away_under_a_search(opensearch: Places) -> None:
    """What an open engine cannot answer is a `SearchError` with the next step, and it answers again
    later."""
    location = opensearch()
    write(location, document("a", "Đảng bộ"))
    engine = open_engine(location)
    client = client_of(location)
    client.indices.delete(index=f"{behind(location)}*")
    with pytest.raises(SearchError, match="index add"):
        engine.search(SearchRequest(q="đảng"))
    write(location, document("b", "Đảng bộ"))
    time.sleep(0.6)
    assert [hit.id for hit in engine.search(SearchRequest(q="đảng")).results] == ["b"]
