"""The lock files: what container and CI install is pinned, hashed, and what pyproject.toml asks
for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS = PROJECT["dependency-groups"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUNNING = [
    *PROJECT["project"]["dependencies"],
    *(one for extra in EXTRAS.values() for one in extra),
]
DEVELOPING = [*RUNNING, *GROUPS["test"], *GROUPS["lint"], *GROUPS["bench"], *GROUPS["build"]]
ASKED = {
    "requirements.lock": RUNNING,
    "requirements-build.lock": GROUPS["build"],
    "requirements-dev.lock": DEVELOPING,
}


def pins(name: str) -> dict[str, tuple[str, list[str]]]:
    """Return package -> (version, hashes)."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        pin, *hashes = line.split(" --hash=")
        package, version = re.fullmatch(r"([\w.-]+)==([\w.]+)(?: ;.*)?", pin.strip()).groups()
        found[canonicalize_name(package)] = version, [one.strip() for one in hashes]
    return found


@pytest.mark.parametrize("name", ASKED)
def test_everything_is_pinned_with_hashes(name: str) -> None:
    """One version a package, each with sha256 sums; no address, so that any index can give the
    files."""
    locked = pins(name)
    assert locked and all(hashes for _, hashes in locked.values())
    assert all(
        re.fullmatch("sha256:[0-9a-f]{64}", one) for _, hashes in locked.values() for one in hashes
    )
    assert "://" not in (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", ASKED)
def test_the_lock_is_what_the_project_asks_for(name: str) -> None:
    """Each dependency of pyproject.toml is locked in a version that it allows; else run `make
    lock`."""
    locked = pins(name)
    for requirement in map(Requirement, ASKED[name]):
        assert canonicalize_name(requirement.name) in locked, (
            f"{requirement} is not locked; run `make lock`"
        )
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)][0]), (
            requirement
        )


def test_the_locks_agree() -> None:
    """What is tested is what is served: no package has two versions."""
    running, building, developing = map(pins, ASKED)
    for locked in (running, building):
        assert {package: developing[package][0] for package in locked} == {
            p: v for p, (v, _) in locked.items()
        }


def test_every_group_is_locked() -> None:
    """No group of dependencies is left out of the locks."""
    assert set(GROUPS) == {"test", "lint", "bench", "build", "dev"}


def test_make_installs_only_what_is_locked() -> None:
    """Nothing but the locks, this project itself and the tools that make and check the locks."""
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    installs = [
        line.strip()
        for line in lines
        if "$(INSTALL)" in line or "$(LOCKED)" in line or "pip install" in line
    ]
    free = [
        line
        for line in installs
        if "$(LOCKED)" not in line and not line.startswith(("LOCKED", "THIS", "INSTALL"))
    ]
    assert [line.split("$(INSTALL) ")[1] for line in free] == [
        "--force-reinstall whoosh-reloaded==2.7.5",
        "uv pip-audit",
    ]
