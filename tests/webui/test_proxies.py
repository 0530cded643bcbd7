"""Behind proxies and under a path: links stay here, whatever a client makes the proxy pass on."""

import re

import pytest
from flask.testing import FlaskClient
from memory_engine import MemoryEngine

from webui import create_app


def client_of(engine: MemoryEngine, **settings: object) -> FlaskClient:
    return create_app(
        "x", OPEN_ENGINE=lambda location: engine, TESTING=True, **settings
    ).test_client()


def links(text: str) -> set[str]:
    return set(re.findall(r'(?:href|src|action)="([^"#][^"]*)"', text))


PROXIED = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "tin.example",
    "X-Forwarded-Prefix": "/tin",
}


def test_one_setting_is_enough(engine: MemoryEngine) -> None:
    """PROXIES=1: scheme, host and path of every link are the public ones."""
    client = client_of(engine, PROXIES=1, HOSTS="tin.example")
    text = client.get("/search?q=tuyên giáo", headers=PROXIED).text
    inside = {link for link in links(text) if not link.startswith("https://example.vn/")}
    assert inside and all(link.startswith(("/tin/", "https://tin.example/tin/")) for link in inside)
    assert (
        client.get("/search.json?per_page=1", headers=PROXIED)
        .get_json()["next"]
        .startswith("/tin/search.json")
    )
    assert (
        "<loc>https://tin.example/tin/bai/a1</loc>"
        in client.get("/sitemap.xml", headers=PROXIED).text
    )
    assert "https://tin.example/tin/" in client.get("/search.atom", headers=PROXIED).text


def test_nobody_is_believed_unless_configured(engine: MemoryEngine) -> None:
    """Without PROXIES the headers change nothing."""
    client = client_of(engine)
    plain, forwarded = client.get("/search"), client.get("/search", headers=PROXIED)
    assert plain.data == forwarded.data and "tin.example" not in forwarded.text


@pytest.mark.parametrize(
    "prefix",
    [
        "//evil.example",
        "https://evil.example",
        "/a//evil.example",
        '/"><script>',
        "evil",
        "/x\\evil",
        "/" + "a" * 101,
        "/a" * 9,
        "/tin?x=",
    ],
)
def test_an_unsound_prefix_is_not_believed(engine: MemoryEngine, prefix: str) -> None:
    """A prefix that a proxy passed on as the client sent it makes no link lead elsewhere."""
    client = client_of(engine, PROXIES=1)
    assert (
        client.get("/search", headers={"X-Forwarded-Prefix": prefix}).data
        == client.get("/search").data
    )


def test_an_unsound_scheme_is_not_believed(engine: MemoryEngine) -> None:
    """Only http and https are schemes of ours."""
    client = client_of(engine, PROXIES=1)
    assert (
        "javascript:" not in client.get("/search", headers={"X-Forwarded-Proto": "javascript"}).text
    )
    assert (
        "https://localhost"
        in client.get("/search.atom", headers={"X-Forwarded-Proto": "https"}).text
    )


@pytest.mark.parametrize("passed", ["/tin/search.json", "/search.json"])
def test_prefix_by_setting(engine: MemoryEngine, passed: str) -> None:
    """PREFIX works with proxies that cut the path off and with those that leave it; a header does
    not change it."""
    client = client_of(engine, PREFIX="tin", PROXIES=1)
    answer = client.get(f"{passed}?per_page=1", headers={"X-Forwarded-Prefix": "/other"})
    assert answer.get_json()["next"].startswith("/tin/search.json?")
