"""deploy/: the timer that brings news in starts what exists, closed to all but its folder."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from site_server import served

DEPLOY = Path(__file__).parents[2] / "deploy"
UNIT = (DEPLOY / "timtin-fetch.service").read_text("utf-8")
TIMER = (DEPLOY / "timtin-fetch.timer").read_text("utf-8")


def setting(name: str, unit: str = UNIT) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", unit, re.MULTILINE)


def test_unit_fetches(index, tmp_path) -> None:
    """The command of the unit fetches the sites of its environment into the index that is
    served."""
    program, *command = shlex.split(setting("ExecStart")[0])
    assert Path(program).name == "index" and command[-1] == "$TIMTIN_SITES"
    served_by = (DEPLOY / "timtin.service").read_text("utf-8")
    assert command[command.index("--index") + 1] in setting("ExecStart", served_by)[0]
    with served() as site:
        site.article("/a.html", 1)
        site.sitemap({"/a.html": "2025-01-09"})
        command = [
            str(tmp_path / "index") if part.startswith("/var/") else part for part in command[:-1]
        ]
        result = index(*command, site.address, "--private", "--delay", "0")
    assert result.exit_code == 0 and "added 1" in result.stdout


def test_timer_starts_the_unit() -> None:
    """The timer is named like the unit, so that it starts it; a run that was missed is made up
    for."""
    assert setting("Persistent", TIMER) == ["yes"] and setting("OnCalendar", TIMER)
    assert setting("Type") == ["oneshot"] and setting("SuccessExitStatus") == ["3 4"]


def test_unit_writes_its_folder_only() -> None:
    """Everything else is read-only, and its user has no right beyond that."""
    wanted = {"ProtectSystem": "strict", "ReadWritePaths": "/var/lib/timtin", "NoNewPrivileges": "yes",
              "ProtectHome": "yes", "CapabilityBoundingSet": "", "PrivateTmp": "yes"}  # fmt: skip
    assert {name: setting(name) for name in wanted} == {name: [wanted[name]] for name in wanted}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_accepts_unit_and_timer(tmp_path) -> None:
    """systemd finds no fault with them, and rates the exposure as small."""
    unit, timer = tmp_path / "timtin-fetch.service", tmp_path / "timtin-fetch.timer"
    unit.write_text(UNIT.replace("/opt/timtin/bin/index", sys.executable), "utf-8")
    timer.write_text(TIMER, "utf-8")
    for command in (["verify", unit, timer], ["security", "--offline=yes", unit]):
        done = subprocess.run(  # noqa: S603
            ["systemd-analyze", *command],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        assert command[0] == "security" or (done.returncode, done.stderr) == (0, "")
    assert (
        float(re.search(r"exposure level for timtin-fetch.service: ([\d.]+)", done.stdout)[1]) < 2
    )
