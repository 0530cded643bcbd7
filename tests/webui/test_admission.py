"""What is let in: hosts, methods, sizes, rates."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from memory_engine import MemoryEngine

from webui import create_app
from webui.guard.admission import MAX_URL

API = (Path(__file__).parents[2] / "docs" / "API.md").read_text("utf-8")
FAR = {"REMOTE_ADDR": "203.0.113.5"}


def client_of(engine: MemoryEngine, **settings: object) -> FlaskClient:
    return create_app(
        "x", OPEN_ENGINE=lambda location: engine, TESTING=True, **settings
    ).test_client()


def status(client: FlaskClient, host: str, **environ: str) -> int:
    return client.get("/search.json", headers={"Host": host}, environ_overrides=environ).status_code


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:5000",
        "a.localhost",
        "127.0.0.1:8080",
        "[::1]:5000",
        "192.0.2.7",
        "[2001:db8::1]",
    ],
)
def test_this_machine_and_addresses_are_known(client: FlaskClient, host: str) -> None:
    """Without any setting the server answers to localhost and to addresses in digits."""
    assert status(client, host) == 200


REFUSED = [
    "evil.example",
    "evil.example:5000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evillocalhost",
    "2130706433",
    "[::1",
    "127.0.0.1@evil.example",
    "a b",
    "<script>",
    "127.0.0.1/",
    "[evil]",
    "127.0.0.1:port",
]


@pytest.mark.parametrize("host", REFUSED)
def test_other_names_are_refused(client: FlaskClient, host: str) -> None:
    """A name that leads here without being configured (DNS rebinding) reads nothing, and is told
    the setting."""
    answer = client.get("/search.json", headers={"Host": host})
    assert answer.status_code == 400 and "results" not in answer.get_json(force=True)
    page = client.get("/", headers={"Host": host})
    assert page.status_code == 400 and "Bài mới nhất" not in page.text and "evil" not in page.text


def test_hosts_of_the_settings_are_known(engine: MemoryEngine) -> None:
    """HOSTS names them, a leading dot with all below; the host of BASE_URL is known too; "*" is
    any."""
    app = client_of(
        engine, HOSTS="tin.example, .party.example", BASE_URL="https://news.example/tin"
    )
    assert [
        status(app, host) for host in ("tin.example", "a.party.example:80", "news.example")
    ] == [200, 200, 200]
    assert [status(app, host) for host in ("a.tin.example", "notparty.example")] == [400, 400]
    assert status(client_of(engine, HOSTS=["tin.example"]), "tin.example") == 200
    assert status(client_of(engine, HOSTS="*"), "anything.example") == 200


def test_host_said_by_a_trusted_proxy_is_checked(engine: MemoryEngine) -> None:
    """Behind a proxy it is the public name that counts."""
    app = client_of(engine, PROXIES=1, HOSTS="tin.example")
    assert status(app, "127.0.0.1", HTTP_X_FORWARDED_HOST="tin.example") == 200
    assert status(app, "127.0.0.1", HTTP_X_FORWARDED_HOST="evil.example") == 400


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "post", "\x7f"]
)
@pytest.mark.parametrize(
    "path", ["/", "/api/v1/search", "/static/site.css", "/metrics", "/nothing"]
)
def test_only_reading(client: FlaskClient, method: str, path: str) -> None:
    """Every other method is 405 everywhere, with the methods that work."""
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_options_says_what_works(client: FlaskClient) -> None:
    """OPTIONS is answered with the same methods."""
    answer = client.options("/search")
    assert answer.status_code == 200 and set(answer.headers["Allow"].split(", ")) == {
        "GET",
        "HEAD",
        "OPTIONS",
    }


def test_long_addresses_name_the_limit(client: FlaskClient) -> None:
    """One byte over the limit is 400 with its name and size, whether path or query; the
    documentation has the size."""
    for url in ("/search.json?utm_a=" + "x" * MAX_URL, "/api/v1/articles/" + "x" * MAX_URL):
        answer = client.get(url)
        problem = answer.get_json(force=True)
        assert (answer.status_code, problem["field"]) == (400, "url") and f"{MAX_URL:,}" in problem[
            "detail"
        ]
    fits = "/search.json?utm_a="
    assert (
        client.get(fits + "x" * (MAX_URL - len("/search.json") - len("utm_a="))).status_code == 200
    )
    assert f"{MAX_URL:,}" in API


def test_everything_that_is_allowed_fits_into_an_address(client: FlaskClient) -> None:
    """A query of 1,000 Vietnamese letters, or 200 districts with full names."""
    assert client.get("/search.json", query_string={"q": "ề" * 1000}).status_code == 200
    districts = [f"Quận {n}, Thành phố Hồ Chí Minh" for n in range(200)]
    assert client.get("/search.json", query_string={"district": districts}).status_code == 200


def test_bodies_are_refused(client: FlaskClient) -> None:
    """A GET with a body is 400: what it says would be read by nobody."""
    answer = client.get("/search.json", data=b"q=x")
    assert (answer.status_code, answer.get_json(force=True)["field"]) == (400, "body")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that counts, as the first of a list."""
    now = [1_800_000_000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    return now


def asks(app: FlaskClient, address: str, path: str = "/search.json", **headers: str) -> Any:
    return app.get(path, environ_overrides={"REMOTE_ADDR": address}, headers=headers)


def test_rate_limit(engine: MemoryEngine, clock: list[float]) -> None:
    """Over the rate: 429 problem+json with the seconds to wait; after them the address is answered
    again."""
    app = client_of(engine, RATE_LIMIT="3 per minute")
    assert [asks(app, "203.0.113.5").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = asks(app, "203.0.113.5")
    assert answer.mimetype == "application/problem+json" and answer.get_json(force=True)[
        "type"
    ].endswith("#rate")
    wait = int(answer.headers["Retry-After"])
    assert 1 <= wait <= 61
    page = asks(app, "203.0.113.5", "/")
    assert page.status_code == 429 and "Quá nhiều yêu cầu" in page.text
    assert asks(app, "203.0.113.6").status_code == 200, "another address has its own count"
    clock[0] += wait
    assert asks(app, "203.0.113.5").status_code == 200


def test_rate_limit_counts_errors_and_unknown_addresses(engine: MemoryEngine) -> None:
    """Guessing at addresses is counted too; style sheets and health are not."""
    app = client_of(engine, RATE_LIMIT="2 per hour")
    assert [asks(app, "203.0.113.5", f"/n{n}").status_code for n in range(3)] == [404, 404, 429]
    free = ("/static/site.css", "/healthz", "/readyz")
    assert [asks(app, "203.0.113.5", path).status_code for path in free] == [200, 200, 200]


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", ""])
def test_rate_limit_is_never_for_this_machine(engine: MemoryEngine, address: str) -> None:
    """Loopback, and a socket file, may ask as often as they like."""
    app = client_of(engine, RATE_LIMIT="1 per hour")
    assert {asks(app, address).status_code for _ in range(5)} == {200}


def test_rate_limit_of_ipv6_is_for_the_network(engine: MemoryEngine) -> None:
    """A /64 is one subscriber: changing the address inside it does not help."""
    app = client_of(engine, RATE_LIMIT="1 per hour")
    assert asks(app, "2001:db8:1:2::1").status_code == 200
    assert asks(app, "2001:db8:1:2:ffff::9").status_code == 429
    assert asks(app, "2001:db8:1:3::1").status_code == 200


def test_rate_limit_behind_a_proxy_counts_the_client(engine: MemoryEngine) -> None:
    """With PROXIES=1 the address is what the proxy says it saw, not what the client says."""
    app = client_of(engine, RATE_LIMIT="1 per hour", PROXIES=1)

    def through(seen: str) -> int:
        return asks(app, "127.0.0.1", **{"X-Forwarded-For": f"127.0.0.1, {seen}"}).status_code

    assert [through("203.0.113.5"), through("203.0.113.5"), through("203.0.113.6")] == [
        200,
        429,
        200,
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.2.3.4:5678", "1.2.3.4"),
        ("1.2.3.4:5678", "1.2.3.4:9"),
        ("[2001:db8::1]:443", "2001:db8::2"),
        ("[2001:db8::1]", "[2001:db8::1]:80"),
        ("::ffff:1.2.3.4", "1.2.3.4:80"),
        ("unknown", "unix:"),
        ("_hidden:80", "[::1]x"),
        ("1.2.3.4:x", "127.0.0.1:port"),
        ("a.example", "x" * 300),
    ],
)
def test_rate_limit_counts_every_form_of_address(
    engine: MemoryEngine, first: str, second: str
) -> None:
    """Some proxies name the port as well, or no address at all: nobody goes uncounted for that."""
    app = client_of(engine, RATE_LIMIT="1 per hour", PROXIES=1)
    answers = [
        asks(app, "127.0.0.1", **{"X-Forwarded-For": seen}).status_code for seen in (first, second)
    ]
    assert answers == [200, 429]


def test_rate_limit_keeps_one_count_for_all_that_are_no_addresses(
    engine: MemoryEngine, clock: list[float]
) -> None:
    """Made-up names fill no memory, and take nothing from those who have an address."""
    app = client_of(engine, RATE_LIMIT="3 per minute", PROXIES=1)
    made_up = [
        asks(app, "127.0.0.1", **{"X-Forwarded-For": f"name{n}"}).status_code for n in range(5)
    ]
    assert made_up == [200, 200, 200, 429, 429]
    assert asks(app, "127.0.0.1", **{"X-Forwarded-For": "1.2.3.4:5"}).status_code == 200
    assert {
        asks(app, "127.0.0.1", **{"X-Forwarded-For": "127.0.0.1:5"}).status_code for _ in range(5)
    } == {200}


def test_no_rate_limit_unless_configured(client: FlaskClient) -> None:
    """Without the setting nobody is counted."""
    assert {asks(client, "203.0.113.5", "/healthz").status_code for _ in range(3)} == {200}
    assert {asks(client, "203.0.113.5").status_code for _ in range(200)} == {200}


@pytest.mark.parametrize(("name", "value"), [("RATE_LIMIT", "many"), ("LOG", "everything")])
def test_wrong_settings_are_refused(engine: MemoryEngine, name: str, value: str) -> None:
    """A setting that cannot be used ends the start, not a request."""
    with pytest.raises(ValueError, match=name):
        client_of(engine, **{name: value})


def test_every_setting_is_described(app: Flask) -> None:
    """The table of settings names what `create_app` reads."""
    described = set(re.findall(r"^\| `([A-Z_]+)` \| `TIMTIN_", API, re.MULTILINE))
    assert described == {
        "BASE_URL",
        "CORS_ORIGINS",
        "HOSTS",
        "LOG",
        "PREFIX",
        "PROXIES",
        "RATE_LIMIT",
        "WORK_SECONDS",
    }
    assert described <= set(app.config)
