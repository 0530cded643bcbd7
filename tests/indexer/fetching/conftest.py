"""Fixtures of the tests of `index fetch`: a site on loopback, and the command without pauses."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import Result
from site_server import Site, served


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on loopback, empty yet."""
    with served() as site:
        yield site


@pytest.fixture
def fetch(index: Callable[..., Result]) -> Callable[..., tuple[dict[str, Any], Result]]:
    """Run `index fetch` on loopback, without pauses; return its summary and the result."""

    def run(*args: str, code: int = 0, delay: float = 0) -> tuple[dict[str, Any], Result]:
        result = index("fetch", *args, "--private", "--delay", delay, "--json")
        assert result.exit_code == code, result.output
        lines = [line for line in result.stdout.splitlines() if line.startswith("{")]
        return (json.loads(lines[-1]) if lines else {}), result

    return run
