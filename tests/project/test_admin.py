"""What docs/ADMIN.md shows is what happens."""

import doctest
import re
import shlex
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import click
import pytest
from click.testing import CliRunner
from memory_engine import MemoryEngine
from web_documents import DOCUMENTS
from werkzeug.serving import make_server

from indexer.cli import cli
from webui import create_app

ROOT = Path(__file__).parents[2]
ADMIN = (ROOT / "docs" / "ADMIN.md").read_text("utf-8")
STEP = re.compile(r"^\$ (.*)\n((?:(?!\$ |```).*\n)*)", re.MULTILINE)
NGINX = re.search(r"```nginx\n(.*?)```", ADMIN, re.DOTALL)[1]


def test_commands_run_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the console blocks, run in order, prints what stands below it; "..." stands
    for anything."""
    monkeypatch.chdir(ROOT)
    steps = STEP.findall("\n".join(re.findall(r"```console\n.*?```", ADMIN, re.DOTALL)))
    assert len(steps) >= 11
    for command, expected in steps:
        program, *arguments = shlex.split(command.replace("/var/lib/timtin", str(tmp_path)))
        if program == "index":
            ended = CliRunner().invoke(cli, arguments)
            code, printed = ended.exit_code, ended.stdout
        else:
            assert program in ("cp", "mv", "rm")
            code, printed = subprocess.run([program, *arguments], check=False).returncode, ""  # noqa: S603
        assert code == 0, command
        assert doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS), (
            f"{command}\n{printed}"
        )


def test_commands_for_the_system_exist() -> None:
    """What the other blocks tell `index` to do, it knows: commands and options."""
    told = re.findall(r"bin/index (\w+)([^'\n]*)", ADMIN)
    assert {command for command, _ in told} >= {"add"}
    for command, rest in told:
        found = cli.get_command(click.Context(cli), command)
        known = {option for parameter in found.params for option in parameter.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= known


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[str]:
    """Yield the address of an nginx with the file of the manual before a server."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        pytest.skip("nginx is not installed")
    app = create_app(
        "x", OPEN_ENGINE=lambda location: MemoryEngine(DOCUMENTS), PROXIES=1, HOSTS="tin.example.vn"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        inner = server.server_port
        site = NGINX.replace("listen 80;", f"listen 127.0.0.1:{port};").replace(
            ":5000", f":{inner}"
        )
        temporary = "".join(
            f"{kind}_temp_path {tmp_path}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (tmp_path / "nginx.conf").write_text(
            f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}}\n"
            f"http {{ access_log off;\n{temporary}{site}}}\n"
        )
        with subprocess.Popen(  # noqa: S603
            [program, "-p", str(tmp_path), "-e", "stderr", "-c", str(tmp_path / "nginx.conf")]
        ) as running:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
            running.terminate()
    finally:
        server.shutdown()
        server.server_close()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx did not start")


def _asked(address: str, **headers: str) -> tuple[int, str]:
    named = {"Host": "tin.example.vn"} | {key.replace("_", "-"): headers[key] for key in headers}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=named)) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_nginx_of_the_manual(nginx: str) -> None:
    """It answers under the public name, links lead there whatever a client says of itself, and
    /metrics is closed."""
    status, sitemap = _asked(f"{nginx}/sitemap.xml")
    assert status == 200 and "<loc>http://tin.example.vn/" in sitemap
    forged = {"X_Forwarded_Host": "evil.example", "X_Forwarded_Prefix": "/evil"}
    assert _asked(f"{nginx}/sitemap.xml", **forged) == (200, sitemap)
    assert _asked(f"{nginx}/metrics")[0] == 403
    assert _asked(f"{nginx}/", Host="other.example")[0] == 400
