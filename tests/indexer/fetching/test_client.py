"""Requests over TLS: to the address that was judged, under the name that was meant."""

import shutil
import ssl
import subprocess
import threading
from http.server import HTTPServer

import pytest
from site_server import Site, _Handler

from indexer.fetching.client import Client
from indexer.fetching.failures import PageFailed
from indexer.fetching.network import Addresses


@pytest.fixture
def secure(tmp_path, monkeypatch):
    """A site over TLS as tin.example.vn, whose certificate is trusted; return it with its port."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
               "-days", "2", "-subj", "/CN=tin.example.vn", "-addext", "subjectAltName=DNS:tin.example.vn"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    names = []
    context.sni_callback = lambda connection, name, context: names.append(name)
    site = Site()
    with HTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site})) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *args: None
        threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        yield site, server.server_address[1], names
        server.shutdown()


def test_name_and_certificate_are_those_of_the_host(secure) -> None:
    """Host, SNI and certificate are of the name, though the connection goes to an address."""
    site, port, names = secure
    site.article("/a.html", 1)
    client = Client(Addresses({"tin.example.vn"}, lambda host, port: ["127.0.0.1"]), "timtin")
    assert client.get(f"https://tin.example.vn:{port}/a.html", 10**6).status == 200
    assert (
        names == ["tin.example.vn"] and site.requests[0].headers["host"] == f"tin.example.vn:{port}"
    )


def test_certificate_of_another_name_is_refused(secure) -> None:
    """A server that cannot show it is who was meant is not read."""
    site, port, _ = secure
    client = Client(Addresses({"khac.example.vn"}, lambda host, port: ["127.0.0.1"]), "timtin")
    with pytest.raises(PageFailed, match="no secure connection"):
        client.get(f"https://khac.example.vn:{port}/a.html", 10**6)
    assert not site.requests
