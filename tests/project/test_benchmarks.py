"""The benchmark runs as a program, on the shipped sample, and every engine in it gives the same
answers."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """One small run without marked sets or a corpus: what it printed and the JSON it wrote."""
    pytest.importorskip(
        "tantivy", reason="the peers of the benchmark are not installed (dependency group bench)"
    )
    folder = tmp_path_factory.mktemp("bench")
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("CORPUS", "TIMTIN_TEST_DATA")
    }
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tools.benchmarks",
            "--articles",
            "300",
            "--rounds",
            "1",
            "--searches",
            "40",
        ],
        env=environment | {"PYTHONPATH": str(ROOT)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    (written,) = folder.glob("bench-*.json")
    return done.stdout, json.loads(written.read_text(encoding="utf-8"))


def test_every_engine_answers_every_question_alike(run: tuple[str, dict[str, Any]]) -> None:
    """Totals and facet counts of stock Whoosh, tantivy and FTS5 are timtin's, or the comparison is
    of unlike things."""
    _, figures = run
    assert figures["disagreements"] == []


def test_times_are_taken_of_at_least_sixty_questions_of_mixed_kinds(
    run: tuple[str, dict[str, Any]],
) -> None:
    """Each question has a time of each engine, none of them zero."""
    _, figures = run
    rows = figures["search"]
    assert len(rows) >= 60
    assert len({row["kind"] for row in rows}) >= 10
    engines = {"timtin", "tantivy", "tantivy, one field", "SQLite FTS5", "stock Whoosh"}
    assert all(engines <= row.keys() and min(row[name] for name in engines) > 0 for row in rows)


def test_ingestion_size_memory_and_opening_are_measured(run: tuple[str, dict[str, Any]]) -> None:
    """Every article that was given is in timtin's index; sizes, memory and opening time are
    there."""
    printed, figures = run
    assert figures["index add"]["added"] == figures["built"]["articles"] == 300
    assert set(figures["built"]["sizes"]) == set(figures["built"]["tokens_given"])
    assert figures["process"]["open_ms"] > 0
    assert figures["process"]["private_mb"] > 10
    assert figures["stock"]["pyvi + stock Whoosh"]["segment"] > 0
    assert "| bytes a byte of text |" in printed
