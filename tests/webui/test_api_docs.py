"""docs/API.md: its examples run, its tables name what the server has."""

import contextlib
import io
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from webui.formats.openapi import ADDRESSES
from webui.params import PARAMETERS

TEXT = (Path(__file__).parents[2] / "docs" / "API.md").read_text("utf-8")
PRINTED = "http://127.0.0.1:5000"


def blocks(language: str) -> str:
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL))


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with make_server("127.0.0.1", 0, app, threaded=True) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.filterwarnings(
    "ignore:unclosed:ResourceWarning"
)  # the example is read by people, and short
def test_python_example(address: str) -> None:
    """The example prints every result of its search."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(blocks("python").replace(PRINTED, address), {})  # noqa: S102
    assert len(printed.getvalue().splitlines()) == 2


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_examples(address: str, tmp_path: Path) -> None:
    """Every command succeeds with an answer."""
    commands = blocks("sh").replace(PRINTED, address).replace("curl -s", "curl -sf")
    ran = subprocess.run(["bash", "-euc", commands], cwd=tmp_path, capture_output=True, text=True)  # noqa: S603, S607
    assert ran.returncode == 0, ran.stderr
    assert '"total":2' in ran.stdout
    assert (tmp_path / "05-CT-TW.csv").read_bytes().startswith(b"\xef\xbb\xbfid,title")


@pytest.mark.parametrize("name", [name for name in PARAMETERS if not name.startswith("not_")])
def test_every_parameter_is_described(name: str) -> None:
    """A parameter that the server reads is in the table."""
    assert re.search(rf"^\|[^|]*`{name}`", TEXT, re.MULTILINE), name


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_address_is_described(path: str) -> None:
    """An address of the API is in the table."""
    assert path.translate(str.maketrans("{}", "<>")) in TEXT
