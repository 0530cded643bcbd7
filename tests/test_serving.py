"""The server around the application: it finishes what it has begun, and hides nothing from the application."""

import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

SCRIPT = """
import time
from indexer.serving import serve_until_stopped

def app(environ, start_response):
    print("begun", flush=True)
    time.sleep(float(environ["QUERY_STRING"] or 0))
    body = environ.get("HTTP_X_FORWARDED_PREFIX", "none").encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]

print(serve_until_stopped(app, "127.0.0.1", 0, lambda host, port: print(port, flush=True)).name)
"""


@pytest.fixture
def server():
    with subprocess.Popen([sys.executable, "-c", SCRIPT], text=True, stdout=subprocess.PIPE) as running:  # noqa: S603
        running.url = f"http://127.0.0.1:{running.stdout.readline().strip()}/"
        yield running
        running.kill()


def fetch(url: str, **headers: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as response:  # noqa: S310
        return response.read().decode()


def test_request_at_work_is_finished_when_the_server_is_stopped(server):
    """SIGTERM in the middle of a request: its answer still arrives, then the server ends."""
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(fetch, f"{server.url}?1.0")
        assert server.stdout.readline() == "begun\n"
        server.terminate()
        assert answer.result() == "none"
    assert server.stdout.readline() == "SIGTERM\n" and server.wait(timeout=60) == 0


def test_proxy_headers_reach_the_application(server):
    """Which proxies are trusted is the application's setting, so the server passes their headers on."""
    assert fetch(server.url, **{"X-Forwarded-Prefix": "/tin"}) == "/tin"
