"""`index add` as a process, and what an index holds."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from served import hear_ctrl_c

from search import IndexMissing, SearchRequest, open_engine
from search.opening import stored_articles

COMMIT = 20


def index(*args: object, **options: Any) -> "subprocess.Popen[str]":
    """Start the command, with Ctrl-C as in a terminal: what a shell starts in the background
    ignores it."""
    command = [sys.executable, "-m", "indexer", *map(str, args)]
    return subprocess.Popen(  # noqa: S603
        command,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_ctrl_c,
        **options,
    )


def held(folder: Path) -> set[str]:
    """Return the ids in an index; searching and the stored articles tell the same."""
    try:
        engine = open_engine(folder)
    except IndexMissing:
        return set()
    ids = {article.id for article in stored_articles(folder)}
    assert {hit.id for hit in engine.scan(SearchRequest())} == ids
    assert engine.status().state == "ok"
    return ids


def add(folder: Path, path: Path, jobs: int = 1) -> "subprocess.Popen[str]":
    """Start adding a file, with a commit every few articles."""
    return index(
        "add", path, "--index", folder, "--commit-every", COMMIT, "--jobs", jobs, "--memory", 16
    )


def add_all(folder: Path, path: Path) -> None:
    """Add a file, undisturbed."""
    with add(folder, path) as running:
        _, said = running.communicate(timeout=120)
    assert running.returncode == 0, said
