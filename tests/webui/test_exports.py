"""Answers of any length: few at a time."""

from contextvars import copy_context

import pytest
from flask import Flask
from flask.testing import FlaskClient
from memory_engine import MemoryEngine
from werkzeug.test import TestResponse, create_environ, run_wsgi_app

from webui.formats.exports import EXPORTS, MAX_EXPORTS, WHOLE
from webui.guard.admission import UNCOUNTED
from webui.guard.headers import UNCACHED


def begin(app: Flask, path: str = "/search.ndjson") -> TestResponse:
    """Ask for a stream and read nothing of it."""
    return app.test_client().get(path, buffered=False)


def test_one_more_export_is_refused(app: Flask) -> None:
    """While all places are taken by slow readers an export is 503 with Retry-After; searches are
    answered."""
    readers = [copy_context() for _ in range(MAX_EXPORTS)]
    slow = [reader.run(begin, app) for reader in readers]
    refused = begin(app)
    assert refused.status_code == 503 and int(refused.headers["Retry-After"]) > 0
    assert "tải về" in refused.text
    assert begin(app, "/sitemap.xml").status_code == 503
    assert app.test_client().get("/search.json").status_code == 200
    for reader, answer in zip(readers, slow, strict=True):
        assert len(reader.run(answer.get_data).splitlines()) == 5
    assert begin(app).status_code == 200


def test_a_refused_export_costs_no_search(
    app: Flask, engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place is taken before anything is looked for: being one too many is cheap for the
    server."""
    asked = []
    scan = engine.scan
    monkeypatch.setattr(engine, "scan", lambda request: asked.append(request) or scan(request))
    readers = [copy_context() for _ in range(MAX_EXPORTS)]
    slow = [reader.run(begin, app) for reader in readers]
    assert len(asked) == MAX_EXPORTS
    assert [begin(app, path).status_code for path in ("/search.ndjson", "/sitemap.xml")] == [
        503,
        503,
    ]
    assert len(asked) == MAX_EXPORTS
    for reader, answer in zip(readers, slow, strict=True):
        assert reader.run(answer.get_data)


def test_whatever_is_streamed_has_a_place(app: Flask) -> None:
    """No address but files of the site streams an answer without being counted."""
    streamed = set()
    for rule in app.url_map.iter_rules():
        if not rule.arguments:
            with app.test_request_context(rule.rule):
                answer = app.full_dispatch_request()
                if answer.is_streamed and not answer.direct_passthrough:
                    streamed.add(rule.endpoint)
                answer.close()
    assert streamed == EXPORTS
    named = EXPORTS | WHOLE | UNCOUNTED | UNCACHED
    assert named <= app.view_functions.keys(), "what is treated apart is named as it is called"


@pytest.mark.parametrize(
    "ending", ["read", "failed", "options", "left", "never begun", "head", "refused"]
)
def test_a_place_is_free_again(
    app: Flask, engine: MemoryEngine, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read to its end, failed, left half way, never read, asked for its head only, wrong: the next
    one has a place."""
    for _ in range(3 * MAX_EXPORTS):
        if ending == "read":
            assert begin(app).data
        elif ending == "head":
            with app.test_client().head("/search.ndjson") as answer:
                assert answer.status_code == 200
        elif ending == "options":
            assert app.test_client().options("/search.ndjson").status_code == 200
        elif ending == "failed":
            with monkeypatch.context() as broken:
                broken.setattr(engine, "scan", None)
                app.testing = False
                assert begin(app).status_code == 500
        elif ending == "refused":
            assert begin(app, "/search.ndjson?page=0").status_code == 400
        else:
            rows, status, _ = run_wsgi_app(app.wsgi_app, create_environ("/search.ndjson"))
            assert status == "200 OK"
            if ending == "left":
                next(iter(rows))
            rows.close()  # type: ignore[attr-defined]


def test_export_is_not_changed(client: FlaskClient) -> None:
    """All of it arrives, as lines."""
    assert client.get("/search.ndjson").text.count("\n") == 5
