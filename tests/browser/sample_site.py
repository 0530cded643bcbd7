"""The site over the sample corpus, ingested and served on a port of its own; the browser that looks
at it."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from playwright.sync_api import Browser, Playwright
from werkzeug.serving import make_server

from indexer.cli import cli
from webui import create_app

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def sample_site(place: Path | str) -> Iterator[str]:
    """Ingest the sample into a new index at an empty place and serve it; yield the address."""
    made = CliRunner().invoke(cli, ["add", "--index", str(place), "--jobs", "1", str(SAMPLE)])
    assert made.exit_code == 0, made.output
    with served(create_app(place)) as address:
        yield address


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port; yield the address."""
    with make_server("127.0.0.1", 0, app, threaded=True) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def launch(playwright: Playwright) -> Browser:
    """Start Debian's chromium, or the one that CHROMIUM names."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
