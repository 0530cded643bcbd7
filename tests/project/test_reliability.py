"""docs/RELIABILITY.md names a test for each promise: the names are right."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "RELIABILITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", TEXT)))


@pytest.mark.parametrize(("module", "name"), NAMED)
def test_the_proof_is_there(module: str, name: str) -> None:
    """Every test that the document names exists."""
    assert re.search(
        rf"^(def )?{name}\b", (ROOT / module).read_text(encoding="utf-8"), re.MULTILINE
    )


def test_every_promise_names_one() -> None:
    """No row of a table of promises lacks its proof."""
    promises = TEXT.partition("## Measured")[0]
    rows = [
        line
        for line in promises.splitlines()
        if line.startswith("| ") and not line.startswith("| promise")
    ]
    assert len(rows) > 20
    assert [row for row in rows if "::" not in row] == []
