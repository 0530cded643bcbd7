"""Headers of every answer: what a browser may do with it."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from memory_engine import MemoryEngine

from webui import create_app

ANSWERS = [
    "/",
    "/search?q=quận",
    "/bai/a1",
    "/van-ban/05-CT/TW",
    "/chon/district",
    "/tro-giup",
    "/api",
    "/search.json",
    "/search.csv",
    "/search.atom",
    "/search.ndjson",
    "/api/v1/search",
    "/api/v1/suggest?q=q",
    "/openapi.json",
    "/healthz",
    "/readyz",
    "/metrics",
    "/opensearch.xml",
    "/robots.txt",
    "/sitemap.xml",
    "/favicon.ico",
    "/static/site.css",
    "/static/suggest.js",
    "/static/nothing",
    "/nothing",
    "/api/v1/nothing",
    "/search?page=0",
    "/search.json?page=0",
]


@pytest.mark.parametrize("path", ANSWERS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_answer_is_closed(client: FlaskClient, path: str, method: str) -> None:
    """Page, file, stream or error: nothing may be loaded, framed, sniffed, opened or told but what
    the site needs."""
    with client.open(path, method=method) as answer:
        headers = answer.headers
    directives = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    assert (
        directives["default-src"]
        == directives["base-uri"]
        == directives["frame-ancestors"]
        == "'none'"
    )
    assert {*directives.values()} == {"'none'", "'self'"}, "no inline, no eval, no other host"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert (
        headers["Cross-Origin-Opener-Policy"]
        == headers["Cross-Origin-Resource-Policy"]
        == "same-origin"
    )
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(
        headers["Permissions-Policy"].split(", ")
    )
    assert "Set-Cookie" not in headers and "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "allowed",
    [
        "https://a.example",
        "https://a.example,https://b.example:8443",
        " https://b.example:8443  https://a.example ",
        ["https://a.example"],
    ],
)
def test_only_whole_origins_are_allowed(engine: MemoryEngine, allowed: object) -> None:
    """CORS_ORIGINS is a list, or a string of names with commas or blanks: no piece of a name is
    one."""
    client = create_app(
        "x", OPEN_ENGINE=lambda location: engine, TESTING=True, CORS_ORIGINS=allowed
    ).test_client()

    def is_let_in(origin: str) -> bool:
        answer = client.get("/search.json", headers={"Origin": origin})
        return answer.headers.get("Access-Control-Allow-Origin") == origin

    assert is_let_in("https://a.example")
    assert is_let_in("https://b.example:8443") == ("b.example" in str(allowed))
    pieces = (
        "https://a.exam",
        "https://b.example",
        "https://",
        "h",
        "https://a.example,https://b.example:8443",
    )
    assert not any(map(is_let_in, pieces))


def test_any_origin_is_allowed_by_a_star(engine: MemoryEngine) -> None:
    """A star lets pages of all origins read, without naming one."""
    client = create_app(
        "x", OPEN_ENGINE=lambda location: engine, TESTING=True, CORS_ORIGINS="*"
    ).test_client()
    answer = client.get("/search.json", headers={"Origin": "https://a.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


STARRED = [
    ("/search.json", 304),
    ("/", 304),
    ("/search.ndjson", 304),
    ("/bai/a1", 304),
    ("/api/v1/articles/none", 404),
    ("/bai/none", 404),
    ("/search.json?page=0", 400),
    ("/search.json?nothing=1", 400),
    ("/nothing", 404),
    ("/healthz", 200),
]


@pytest.mark.parametrize(("path", "status"), STARRED)
def test_any_version_will_do_only_where_there_is_one(
    client: FlaskClient, path: str, status: int
) -> None:
    """`If-None-Match: *` is 304 for what exists (RFC 9110); for what does not, the error that it
    always is."""
    for _ in range(5):
        answer = client.get(path, headers={"If-None-Match": "*"})
        assert answer.status_code == status and (status != 304 or not answer.data)


def test_no_answer_names_its_software(client: FlaskClient) -> None:
    """Versions of what runs here are nobody's business."""
    assert "Server" not in client.get("/").headers


@pytest.mark.parametrize("error", [RuntimeError("inside"), RecursionError(), MemoryError()])
def test_failures_are_closed_too(error: Exception) -> None:
    """A failure of ours shows no traceback, and has the same headers."""

    class Failing(MemoryEngine):
        def scan(self, request: object) -> object:  # type: ignore[override]
            raise error

    client = create_app("x", OPEN_ENGINE=lambda location: Failing([])).test_client()
    for path in ("/search", "/search.json"):
        answer = client.get(path)
        assert (
            answer.status_code == 500
            and "default-src 'none'" in answer.headers["Content-Security-Policy"]
        )
        assert "Traceback" not in answer.text and "inside" not in answer.text


def test_the_policy_allows_what_pages_use(client: FlaskClient) -> None:
    """Style sheet, script and icon come from the site's own address, which the policy allows."""
    policy = client.get("/").headers["Content-Security-Policy"]
    assert all(f"{kind}-src 'self'" in policy for kind in ("style", "script", "img", "connect"))
    templates = Path(__file__).parents[2] / "webui" / "templates"
    for path in templates.glob("*.html"):
        assert not re.search(r"<style|\son\w+=|\sstyle=|javascript:", path.read_text("utf-8")), (
            path.name
        )
