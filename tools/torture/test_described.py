"""The API against its own description: schemathesis makes what the description allows, and what it
does not."""

import subprocess
import sys
from pathlib import Path

from sample_index import indexed, sample_articles
from served import Server

from tools.torture.rounds import LONG, rounds

SCRIPT = """
import sys
from indexer.serving import serve_until_stopped
from webui import create_app

app = create_app(sys.argv[1])
serve_until_stopped(app, "127.0.0.1", 0, lambda host, port: print(port, flush=True))
"""

LEFT_OUT = "positive_data_acceptance,negative_data_rejection"
"""What the description cannot say: `from` <= `to`, page * per_page <= 10,000, and that blank counts
as absent."""


def test_answers_are_as_described(start: type[Server], tmp_path: Path) -> None:
    """Whatever the description allows or forbids: no failure, and no status, form or shape that it
    does not name."""
    indexed(sample_articles(), tmp_path / "index").close()
    server = start(SCRIPT, tmp_path / "index")
    command = [
        "schemathesis.cli",
        "run",
        f"{server.url}openapi.json",
        "--checks",
        "all",
        "--exclude-checks",
        LEFT_OUT,
    ]
    bounds = ["--max-examples", rounds(3, 500), "--seed", 1, "--generation-database", "none"]
    phases = ["--max-response-time", "1"] if LONG else ["--phases", "examples,fuzzing"]
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-m", *map(str, [*command, *bounds, *phases])],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    told = "\n".join(line[:400] for line in ran.stdout.splitlines())
    print(told[-300:])
    assert ran.returncode == 0, told + ran.stderr[-2_000:]
    server.terminate()
    assert server.communicate(timeout=60) == ("", ""), "nothing failed, so nothing is logged"
