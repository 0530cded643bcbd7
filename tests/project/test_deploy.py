"""deploy/: the unit and the image start what exists, closed."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import click
import pytest

from indexer.cli import cli

ROOT = Path(__file__).parents[2]
UNIT = (ROOT / "deploy" / "timtin.service").read_text("utf-8")
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
IGNORE = (ROOT / ".dockerignore").read_text("utf-8").split()


def setting(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT, re.MULTILINE)


def instructions(name: str) -> list[str]:
    """Return what follows an instruction of the Dockerfile, each time it is there."""
    lines = DOCKERFILE.replace("\\\n", " ").splitlines()
    return [line.split(maxsplit=1)[1] for line in lines if line.split(maxsplit=1)[:1] == [name]]


def serves(command: list[str], index: Path, **environment: str) -> None:
    """Run a command that serves, but on a free port and over `index`; it answers and ends well."""
    command = [str(index) if part == "/var/lib/timtin/index" else part for part in command]
    command = ["0" if part == "5000" else part for part in command]
    environment |= {"TIMTIN_INDEX": str(index), "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "indexer", *command],
        text=True,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        address = re.sub(
            "0[.]0[.]0[.]0", "127.0.0.1", server.stdout.readline().split(" on ")[1].split()[0]
        )
        with urllib.request.urlopen(f"{address}/readyz") as answer:  # noqa: S310
            assert json.load(answer)["state"] == "ok"
        server.terminate()
        _, errors = server.communicate(timeout=60)
    assert server.returncode == 0 and json.loads(errors)["route"] == "/readyz"


def test_unit_serves(filled, tmp_path) -> None:
    """The command of the unit, with its environment, answers on this machine only and ends well on
    SIGTERM."""
    program, *command = shlex.split(setting("ExecStart")[0])
    assert Path(program).name == "index" and command[command.index("--host") + 1] == "127.0.0.1"
    serves(
        command,
        tmp_path / "index",
        **dict(pair.split("=") for pair in setting("Environment")[0].split()),
    )


def test_unit_is_closed() -> None:
    """Its own user, everything read-only, a temporary folder of its own, and no right beyond
    answering."""
    wanted = {
        "DynamicUser": "yes",
        "ProtectSystem": "strict",
        "PrivateTmp": "yes",
        "NoNewPrivileges": "yes",
        "ProtectHome": "yes",
        "CapabilityBoundingSet": "",
        "ReadOnlyPaths": "/var/lib/timtin",
    }
    assert {name: setting(name) for name in wanted} == {
        name: [value] for name, value in wanted.items()
    }
    assert not setting("ReadWritePaths") and not setting("StateDirectory")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_accepts_the_unit(tmp_path) -> None:
    """systemd finds no fault with it, and rates its exposure as small."""
    unit = tmp_path / "timtin.service"
    unit.write_text(UNIT.replace("/opt/timtin/bin/index", sys.executable), "utf-8")
    verify = subprocess.run(  # noqa: S603
        ["systemd-analyze", "verify", unit],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verify.returncode, verify.stderr) == (0, "")
    rating = subprocess.run(  # noqa: S603
        ["systemd-analyze", "security", "--offline=yes", unit],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert float(re.search(r"exposure level for timtin.service: ([\d.]+)", rating.stdout)[1]) < 2


def test_image_serves(filled, tmp_path) -> None:
    """Entry point and command of the image, with its environment, answer and end well on
    SIGTERM."""
    assert json.loads(instructions("ENTRYPOINT")[0]) == ["index"]
    pairs = dict(pair.split("=") for pair in instructions("ENV")[0].split())
    serves(json.loads(instructions("CMD")[0]), tmp_path / "index", TIMTIN_LOG=pairs["TIMTIN_LOG"])
    assert pairs["TIMTIN_INDEX"] == instructions("VOLUME")[0] == "/index"
    assert instructions("STOPSIGNAL") == ["SIGTERM"]


def test_image_runs_as_nobody_from_locked_parts() -> None:
    """Not root; everything from an index is installed with hashes, held by the lock even where it
    is asked for with an extra, and no code of a source package is run."""
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", instructions("USER")[0])
    installs = [shlex.split(command) for command in instructions("RUN") if "pip install" in command]
    assert len(installs) == 3
    for install in installs:
        locked = {"--require-hashes", "--only-binary"} <= set(install) and (
            install[install.index("-r") + 1] == install[install.index("-c") + 1]
        )
        assert locked or {"--no-index", "--no-deps"} <= set(install), install


def test_image_is_built_from_what_is_there() -> None:
    """Every file that is copied exists and is sent to the builder; nothing else is."""
    sources = [
        part for copy in instructions("COPY") if "--from" not in copy for part in copy.split()[:-1]
    ]
    assert sources and all((ROOT / source).exists() for source in sources)
    assert IGNORE[0] == "*"
    assert {line[1:] for line in IGNORE if line.startswith("!")} == set(sources)


def test_health_of_the_image(filled, tmp_path) -> None:
    """The check of health fails where nobody serves, and is the Python of the image."""
    check = json.loads(instructions("HEALTHCHECK")[0].split("CMD", 1)[1])
    assert check[0] == "python" and "http://127.0.0.1:5000/healthz" in check[2]
    code = check[2].replace(":5000", ":1")
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode  # noqa: S603
        != 0
    )


def test_commands_of_the_comments_exist() -> None:
    """What deploy/ tells to run, `index` knows."""
    for command in re.findall(r"timtin (add|serve|status|check)\b", DOCKERFILE):
        assert command in cli.list_commands(click.Context(cli))
