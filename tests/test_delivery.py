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
    """Under a prefix all links carry it; only the configured origins may read the API from their pages."""
    app = create_app("x", OPEN_ENGINE=lambda location: engine, PREFIX="/tin", CORS_ORIGINS=["https://a.example"])
    client = app.test_client()
    assert all(href.startswith(("/tin/", "#", "https:")) for href in hrefs(client.get("/tin/search").text))
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
