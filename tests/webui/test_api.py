"""The JSON API: shapes, errors, health."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from damaging import manifest_with
from flask.testing import FlaskClient
from memory_engine import MemoryEngine
from sample_index import indexed, sample_articles

from search import IndexDamaged, IndexMissing, IndexStale, QueryError
from webui import create_app
from webui.formats.openapi import describe


def check(name: str, record: object) -> None:
    schemas = describe()["components"]
    jsonschema.validate(record, {"$ref": f"#/components/schemas/{name}", "components": schemas})


@pytest.mark.parametrize("path", ["/search.json", "/api/v1/search"])
def test_search_record(client: FlaskClient, path: str) -> None:
    """Both addresses give one object, of the described shape, with every key of it."""
    record = client.get(f"{path}?q=tuyên giáo").get_json()
    check("SearchPage", record)
    assert record["total"] == 2
    assert [result["id"] for result in record["results"]] == ["a1", "tin/2025 số 4"]
    assert record["results"][0]["codes"] == ["05-KH/QU", "05-CT/TW"]
    assert "<mark>tuyên</mark>" in record["results"][0]["highlights"]["title"]


def test_query_is_echoed_as_understood(client: FlaskClient) -> None:
    """A period comes back as days, a place by its full name."""
    query = client.get("/search.json?q=quận&from=2024&to=01/2025&district=Quận 1").get_json()[
        "query"
    ]
    assert (query["q"], query["from"], query["to"]) == ("quận", "2024-01-01", "2025-01-31")
    assert query["district"] == ["Quận 1, Thành phố Hồ Chí Minh"]


def test_next_leads_through_all_results(client: FlaskClient) -> None:
    """Following `next` gives every result once, and ends with null."""
    seen, url = [], "/api/v1/search?per_page=2"
    while url:
        record = client.get(url).get_json()
        seen += [result["id"] for result in record["results"]]
        url = record["next"]
    assert sorted(seen) == sorted(["a1", "a2", "a3", "hostile", "tin/2025 số 4"])


def test_page_past_the_end_is_empty(client: FlaskClient) -> None:
    """A page that does not exist is no error."""
    response = client.get("/search.json?page=9")
    assert (response.status_code, response.get_json()["results"]) == (200, [])


def test_suggestions_carry_their_address(client: FlaskClient) -> None:
    """A suggestion to drop a filter leads to what it promises."""
    record = client.get("/search.json?q=tuyên giáo&district=Quận 99").get_json()
    suggestion = record["suggestions"][0]
    assert client.get(suggestion["url"]).get_json()["total"] == suggestion["total"] == 2


@pytest.mark.parametrize(
    ("url", "status", "field"),
    [
        ("/search.json?page=0", 400, "page"),
        ("/api/v1/search?from=2024-13-01", 400, "from"),
        ("/api/v1/search?colour=red", 400, "colour"),
        ("/api/v1/suggest?page=1", 400, "page"),
        ("/api/v1/articles/nothing", 404, None),
        ("/api/v1/nothing", 404, None),
    ],
)
def test_errors_are_problems(client: FlaskClient, url: str, status: int, field: str | None) -> None:
    """Every error under /api and for .json is problem+json with its status and, if any, its
    field."""
    response = client.get(url)
    record = json.loads(response.data)
    check("Problem", record)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert (record["status"], record.get("field")) == (status, field)


def test_only_get(client: FlaskClient) -> None:
    """Nothing can be written: 405 with the methods that work."""
    response = client.post("/api/v1/search")
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert "GET" in response.headers["Allow"]


def test_article(client: FlaskClient) -> None:
    """An article comes whole, with what was found in it; its id may hold slashes and blanks."""
    record = client.get("/api/v1/articles/a1").get_json()
    check("Article", record)
    assert record["facets"]["code"] == ["05-KH/QU", "05-CT/TW"]
    assert client.get("/api/v1/articles/tin/2025 số 4").get_json()["title"] == "Bài không có ngày"


def test_suggest(client: FlaskClient) -> None:
    """Typing completes to phrases with their counts; nothing typed, nothing suggested."""
    record = client.get("/api/v1/suggest?q=quan 1").get_json()
    check("Suggestions", record)
    assert {row["text"] for row in record["suggestions"]} == {
        "Quận 1, Thành phố Hồ Chí Minh",
        "Quận 10, Thành phố Hồ Chí Minh",
    }
    assert not record["complete"]
    nothing = client.get("/api/v1/suggest?q=zzqx").get_json()
    assert (nothing["suggestions"], nothing["complete"]) == ([], True)
    assert client.get("/api/v1/suggest?q=").get_json()["suggestions"] == []


def test_health_and_readiness(client: FlaskClient, engine: MemoryEngine) -> None:
    """The process is healthy without an index; ready only with one."""
    assert client.get("/readyz").get_json()["snapshot"] == "one"
    engine.missing = True
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_readiness_tells_damage(tmp_path: Path) -> None:
    """A file of the index that breaks under a running server: 503 and the state, until it is
    mended; metrics too."""
    engine = indexed(sample_articles()[:3], tmp_path / "index")
    engine.close()
    client = create_app(tmp_path / "index", TESTING=True).test_client()
    assert (client.get("/readyz").status_code, client.get("/readyz").get_json()["state"]) == (
        200,
        "ok",
    )
    file = max((tmp_path / "index").iterdir(), key=lambda path: path.stat().st_size)
    aside = file.rename(tmp_path / "aside")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["state"], answer.get_json()["answering"]) == (
        503,
        "damaged",
        True,
    )
    assert client.get("/search.json").get_json()["total"] == 3, (
        "the files that are open go on answering"
    )
    assert "timtin_index_damaged 1.0" in client.get("/metrics").text
    aside.rename(file)
    assert client.get("/readyz").status_code == 200
    assert "timtin_index_damaged 0.0" in client.get("/metrics").text


@pytest.mark.parametrize("newer", [{"schema": "999"}, {"analysis": "999-new"}])
def test_readiness_tells_an_index_of_a_newer_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, newer: dict[str, str]
) -> None:
    """Rebuilt by another version under a running server: stale, not damaged; the old snapshot goes
    on answering."""
    monkeypatch.setattr("search.whoosh_engine.engine.FRESH_SECONDS", 0)
    indexed(sample_articles()[:3], tmp_path).close()
    client = create_app(tmp_path, TESTING=True).test_client()
    assert client.get("/readyz").status_code == 200
    manifest_with(**newer)(tmp_path)
    answer = client.get("/readyz")
    record = answer.get_json()
    assert (answer.status_code, record["state"], record["answering"]) == (503, "stale", True)
    assert client.get("/search.json").get_json()["total"] == 3


@pytest.mark.parametrize(
    ("break_it", "state"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "missing"),
        (lambda folder: (folder / "manifest.json").write_text("{}"), "damaged"),
        (
            lambda folder: max(folder.iterdir(), key=lambda path: path.stat().st_size).write_bytes(
                b""
            ),
            "damaged",
        ),
    ],
)
def test_readiness_of_an_index_that_cannot_be_opened(tmp_path: Path, break_it, state: str) -> None:
    """No index, or a damaged one, when the server starts: 503 with what it is, and nothing is
    answered."""
    indexed(sample_articles()[:3], tmp_path).close()
    break_it(tmp_path)
    answer = create_app(tmp_path, TESTING=True).test_client().get("/readyz")
    assert (answer.status_code, answer.get_json()) == (503, {"state": state, "answering": False})


@pytest.mark.parametrize(
    ("error", "kind", "step"),
    [
        (IndexMissing, "index-missing", "index add"),
        (IndexStale, "index-stale", "--rebuild"),
        (IndexDamaged, "index-damaged", "index check"),
    ],
)
def test_unusable_index(error: type[Exception], kind: str, step: str) -> None:
    """An index that cannot be used is 503 with the next step, in JSON and as a page."""

    def fail(location: str | Path) -> MemoryEngine:
        raise error("details for the log")

    client = create_app("gone", OPEN_ENGINE=fail, TESTING=True).test_client()
    problem = client.get("/api/v1/search")
    assert problem.status_code == 503
    assert step in json.loads(problem.data)["detail"]
    page = client.get("/")
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert "index add" in page.text


def test_index_that_appears_is_picked_up(engine: MemoryEngine) -> None:
    """A server started before its index needs no restart."""
    there = False

    def opener(location: str | Path) -> MemoryEngine:
        if not there:
            raise IndexMissing("not yet")
        return engine

    client = create_app("later", OPEN_ENGINE=opener, TESTING=True).test_client()
    assert client.get("/search.json").status_code == 503
    there = True
    assert client.get("/search.json").status_code == 200


def test_an_index_that_keeps_failing_is_not_opened_for_each_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is kept in memory is not thrown away by every failure: the index is opened anew once in
    some seconds."""
    now = 100.0
    monkeypatch.setattr("webui.reader.monotonic", lambda: now)
    opened = []

    class Damaged(MemoryEngine):
        def search(self, request: object) -> object:  # type: ignore[override]
            raise IndexDamaged("what the index holds makes no sense")

    def opener(location: str | Path) -> MemoryEngine:
        opened.append(now)
        return Damaged([])

    client = create_app("x", OPEN_ENGINE=opener, TESTING=True).test_client()
    assert {client.get("/search.json").status_code for _ in range(5)} == {503}
    assert opened == [100.0]
    now = 160.0
    assert {client.get("/search.json").status_code for _ in range(5)} == {503}
    assert opened == [100.0, 160.0]


def test_openapi_describes_the_server(client: FlaskClient) -> None:
    """Every described address answers, and every parameter of it is one the server reads."""
    description = client.get("/openapi.json").get_json()
    assert description["openapi"] == "3.1.0"
    for path, operations in description["paths"].items():
        wanted = {"name": "05-CT/TW"} if path.startswith("/documents") else {}
        answer = client.get(
            path.replace("{id}", "a1").replace("{name}", "05-CT/TW"), query_string=wanted
        )
        assert answer.status_code == 200, path
        assert answer.mimetype in operations["get"]["responses"]["200"]["content"]
        for parameter in operations["get"]["parameters"]:
            if parameter["in"] == "query" and "example" in parameter:
                assert (
                    client.get(f"{path}?{parameter['name']}={parameter['example']}").status_code
                    == 200
                )


def test_metrics(client: FlaskClient) -> None:
    """Requests are counted by endpoint and status, and the index is measured."""
    client.get("/search.json")
    text = client.get("/metrics").text
    assert 'timtin_requests_total{endpoint="api.search",status="200"} 1.0' in text
    assert "timtin_index_articles 5.0" in text


def test_metrics_tell_how_old_the_news_is(engine, tmp_path) -> None:
    """The age of the last good `index fetch` is measured once there was one."""
    app = create_app(tmp_path / "index", OPEN_ENGINE=lambda location: engine)
    assert "timtin_fetch_age_seconds" not in app.test_client().get("/metrics").text
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    (tmp_path / "index.fetched").write_text(json.dumps({"finished": hour_ago.isoformat()}))
    text = app.test_client().get("/metrics").text
    age = float(re.search(r"^timtin_fetch_age_seconds ([\d.e+]+)$", text, re.MULTILINE)[1])
    assert 3_599 < age < 3_700


def test_metrics_measure_refused_requests(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that is refused took its time as well: from when it came in."""

    def slow_no() -> None:
        time.sleep(0.02)
        raise QueryError("url", "too long")

    with monkeypatch.context() as slow:
        slow.setattr("webui.guard.admission._check_size", slow_no)
        assert client.get("/search.json").status_code == 400
    seconds = re.search(
        r'timtin_request_seconds_sum\{endpoint="api.search"\} (\S+)', client.get("/metrics").text
    )
    assert seconds and float(seconds[1]) >= 0.02
