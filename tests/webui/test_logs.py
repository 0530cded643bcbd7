"""What the server tells of itself: JSON lines with a request id, and nothing of what was typed
unless asked."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from memory_engine import MemoryEngine

from search import IndexDamaged
from webui import create_app

TYPED = "bí mật 99-BM/TU"
PATHS = [
    "/search",
    "/search.json",
    "/api/v1/search",
    "/search.csv",
    "/search.atom",
    "/search.ndjson",
    "/api/v1/suggest",
    "/",
    "/chon/code",
    "/nothing",
]


class _Failing(MemoryEngine):
    def __init__(self, error: Exception) -> None:
        super().__init__([])
        self.error = error

    def scan(self, request: object) -> object:
        raise self.error

    search = suggest = scan  # type: ignore[assignment]


def client_of(engine: MemoryEngine, **settings: object) -> FlaskClient:
    return create_app("x", OPEN_ENGINE=lambda location: engine, **settings).test_client()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.parametrize(
    "engine_of",
    [
        lambda: MemoryEngine([]),
        lambda: _Failing(IndexDamaged("s1.words is gone")),
        lambda: _Failing(ValueError(f"cannot read {TYPED}")),
    ],
)
@pytest.mark.parametrize("log", ["errors", "requests"])
def test_no_line_holds_what_was_typed(engine_of, log, capsys) -> None:
    """Answers, refusals, a damaged index and failures of our own: nothing typed is in the log, not
    even its pieces."""
    client = client_of(engine_of(), LOG=log)
    for path in PATHS:
        client.get(path, query_string={"q": TYPED})
        client.get(path, query_string={"page": TYPED, TYPED: "1"})
        client.get(
            path,
            query_string={"q": TYPED},
            headers={"X-Request-ID": TYPED.encode("ascii", "replace")},
        )
    (
        client.get(f"/bai/{TYPED}"),
        client.get(f"/van-ban/{TYPED}"),
        client.post(f"/{TYPED}", data=TYPED),
    )
    written = capsys.readouterr().err
    assert not re.search("mật|m%E1|99-BM|99-bm|m\\\\u1eadt", written, re.IGNORECASE)
    assert log == "errors" or len(written.splitlines()) >= 3 * len(PATHS)


def test_requests_are_told_by_route(engine: MemoryEngine, capsys) -> None:
    """LOG=requests: a line a request, with time, id, method, route, status, milliseconds and
    address."""
    client = client_of(engine, LOG="requests")
    answer = client.get("/api/v1/articles/a1", environ_overrides={"REMOTE_ADDR": "203.0.113.5"})
    (line,) = lines(capsys)
    assert line["event"] == "request" and line["route"] == "/api/v1/articles/<text:id>"
    assert (line["method"], line["status"], line["address"]) == ("GET", 200, "203.0.113.5")
    assert line["request_id"] == answer.headers["X-Request-ID"] and line["ms"] >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", str(line["time"]))


def test_queries_are_told_when_asked(engine: MemoryEngine, capsys) -> None:
    """LOG=queries: the address too, on one line whatever it holds."""
    client_of(engine, LOG="queries").get(
        "/search.json", query_string={"q": 'tuyên\r\n{"level": "error"}'}
    )
    (line,) = lines(capsys)
    assert "q=tuy%C3%AAn%0D%0A" in str(line["url"])


def test_nothing_is_told_of_what_went_well(engine: MemoryEngine, capsys) -> None:
    """By default a request that is answered, or refused, leaves no line."""
    client = client_of(engine)
    client.get("/search?q=x"), client.get("/nothing"), client.get("/search?page=0")
    assert lines(capsys) == []


def test_a_failure_can_be_found_by_its_id(capsys) -> None:
    """A failure of ours is 500 with the id under which type and place of it are in the log."""
    answer = client_of(_Failing(ValueError("private"))).get("/api/v1/search?q=x")
    (line,) = lines(capsys)
    problem = json.loads(answer.data)
    assert answer.status_code == 500 and "private" not in answer.text
    assert (
        line["level"] == "error"
        and line["error"] == "ValueError"
        and line["route"] == "/api/v1/search"
    )
    assert line["request_id"] == problem["request_id"] == answer.headers["X-Request-ID"]
    assert any(place.startswith("test_logs.py:") for place in line["at"])


def test_a_damaged_index_is_told_with_its_reason(capsys) -> None:
    """The operator reads which file it is; the visitor does not."""
    answer = client_of(_Failing(IndexDamaged("s1.words is gone"))).get("/api/v1/search")
    (line,) = lines(capsys)
    assert (line["event"], line["reason"]) == ("index-damaged", "s1.words is gone")
    assert answer.status_code == 503 and "s1.words" not in answer.text


class _Nonsense(_Failing):
    def search(self, request: object) -> object:  # type: ignore[override]
        try:
            return self.scan(request)
        except KeyError as error:
            raise IndexDamaged("what the index holds makes no sense") from error


def test_a_damaged_index_is_told_with_what_was_fallen_over(capsys) -> None:
    """Type and place, as of any exception: whether it is the index or a fault of ours can be told
    from the log."""
    answer = client_of(_Nonsense(KeyError(TYPED))).get("/api/v1/search")
    (line,) = lines(capsys)
    assert (answer.status_code, line["event"], line["error"]) == (503, "index-damaged", "KeyError")
    assert any(place.endswith(" scan") for place in line["at"]) and "99-BM" not in json.dumps(line)


@pytest.mark.parametrize("given", ["abc-123", "A.b:c_9", "x" * 64])
def test_request_id_is_taken_over(client: FlaskClient, given: str) -> None:
    """A proxy's id is answered with, so that its log and ours can be put together."""
    assert client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "a\tb", "<script>", '"', "é", "a,b"])
def test_request_id_is_made_when_it_is_none(client: FlaskClient, given: str) -> None:
    """Anything long or odd is not echoed; each request then gets an id of its own."""
    made = {
        client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
        for _ in range(2)
    }
    assert len(made) == 2 and all(re.fullmatch("[0-9a-f]{16}", one) for one in made)


@pytest.mark.parametrize(
    "path", ["/", "/search.json", "/search.ndjson", "/nothing", "/?page=0", "/static/site.css"]
)
def test_every_answer_has_an_id(client: FlaskClient, path: str) -> None:
    """Pages, streams, files and errors alike."""
    assert client.get(path).headers["X-Request-ID"]


def test_loggers_of_the_server_write_lines_too(app: Flask, capsys) -> None:
    """What granian logs is JSON as well, an exception without its text."""
    import logging

    logger = logging.getLogger("_granian")
    logger.warning("total open connections reached the limit\nsecond line")
    try:
        raise ValueError(TYPED)
    except ValueError:
        logger.exception("Exception while serving /van-ban/%s", TYPED)
    first, second = lines(capsys)
    assert first["message"] == "total open connections reached the limit\nsecond line"
    assert second["error"] == "ValueError" and "99-BM" not in json.dumps(second)


def test_no_print_in_the_web(app: Flask) -> None:
    """Nothing but the log writes to the terminal."""
    for path in Path(__file__).parents[2].joinpath("webui").glob("*.py"):
        written = re.search(
            r"\bprint\(|logging\.(info|warning|error)\(|\.logger\b", path.read_text("utf-8")
        )
        assert not written or path.name == "logs.py"
