"""How pages are delivered: once, packed, under a prefix, to whom they are allowed."""

import gc
import gzip
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from memory_engine import MemoryEngine
from page_links import hrefs

from webui import create_app


def test_conditional_request(client: FlaskClient, engine: MemoryEngine) -> None:
    """The same page is not sent twice; a new snapshot is."""
    etag = client.get("/search?q=quận").headers["ETag"]
    assert client.get("/search?q=quận", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/search?q=bài", headers={"If-None-Match": etag}).status_code == 200
    engine.snapshot = "two"
    assert client.get("/search?q=quận", headers={"If-None-Match": etag}).status_code == 200
    assert "ETag" not in client.get("/search?page=0").headers


def test_files_are_closed_whoever_goes_away(client: FlaskClient) -> None:
    """A static file is not left open by an answer that nobody reads to its end, nor by a 304."""
    etag = client.get("/static/favicon.svg").headers["ETag"]
    assert client.get("/static/favicon.svg", headers={"If-None-Match": etag}).status_code == 304
    assert client.head("/static/favicon.svg").status_code == 200
    gc.collect()  # a file still open is a warning here, and so an error


def test_compression(client: FlaskClient) -> None:
    """Text is sent in gzip to whoever takes it."""
    plain = client.get("/search")
    packed = client.get("/search", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data


def test_prefix_and_cors(engine: MemoryEngine) -> None:
    """Under a prefix all links carry it; only the configured origins may read the API from their
    pages."""
    app = create_app(
        "x", OPEN_ENGINE=lambda location: engine, PREFIX="/tin", CORS_ORIGINS=["https://a.example"]
    )
    client = app.test_client()
    assert all(
        href.startswith(("/tin/", "#", "https:")) for href in hrefs(client.get("/tin/search").text)
    )
    with client.get("/tin/static/site.css") as sheet:
        assert sheet.status_code == 200
    allowed = client.get("/tin/search.json", headers={"Origin": "https://a.example"}).headers
    assert allowed["Access-Control-Allow-Origin"] == "https://a.example"
    other = client.get("/tin/search.json", headers={"Origin": "https://b.example"}).headers
    assert "Access-Control-Allow-Origin" not in other


@pytest.mark.parametrize("path", ["/opensearch.xml", "/sitemap.xml"])
def test_xml_is_well_formed(client: FlaskClient, path: str) -> None:
    """Browsers and crawlers get XML that parses."""
    assert ElementTree.fromstring(client.get(path).data) is not None  # noqa: S314 -- our own


def test_what_is_kept_by_browsers_depends_on_the_address_of_the_site(engine: MemoryEngine) -> None:
    """Under another configured address the same feed is another answer."""
    etags = {
        create_app("x", OPEN_ENGINE=lambda location: engine, BASE_URL=url)
        .test_client()
        .get("/search.atom")
        .headers["ETag"]
        for url in ("", "https://a.example", "https://b.example")
    }
    assert len(etags) == 3


def test_other_sites_may_ask_beforehand(engine: MemoryEngine) -> None:
    """A browser asks whether a page of an allowed origin may send certain headers: it may, and no
    other origin."""
    client = create_app(
        "x", OPEN_ENGINE=lambda location: engine, CORS_ORIGINS="https://a.example"
    ).test_client()
    asked = {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answers = {
        origin: client.options("/api/v1/search", headers={"Origin": origin, **asked}).headers
        for origin in ("https://a.example", "https://b.example")
    }
    assert "If-None-Match" in answers["https://a.example"]["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Headers" not in answers["https://b.example"]


def test_a_sitemap_holds_no_more_than_is_allowed(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient
) -> None:
    """The site's own pages count too (sitemaps.org: 50,000 addresses)."""
    monkeypatch.setattr("webui.formats.crawlers._SITEMAP_LIMIT", 4)
    assert client.get("/sitemap.xml").text.count("<url>") == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"BASE_URL": "tin.example.vn"},
        {"BASE_URL": "ftp://a"},
        *({"PROXIES": wrong} for wrong in (-1, "abc", "-1", 1.5, None, True)),
    ],
)
def test_settings_that_cannot_be_used(engine: MemoryEngine, wrong: dict[str, object]) -> None:
    """They are refused when the server starts, by name, not at the first request."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        create_app("x", OPEN_ENGINE=lambda location: engine, **wrong)
