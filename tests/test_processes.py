"""Commands as processes: signals, the lock, workers, and serving."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from records import RECORDS


def process(*args: object, **options: Any) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "indexer", *map(str, args)]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # noqa: S603


def _wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def endless(filled, tmp_path: Path):
    """An `index add` of standard input that goes on for as long as the test wants."""
    running = process("add", "-", "--jobs", 2, "--commit-every", 200, stdin=subprocess.PIPE, start_new_session=True)
    for number in range(600):
        running.stdin.write(json.dumps({**RECORDS[1], "id": f"n{number}"}) + "\n")
    running.stdin.flush()

    def committed() -> bool:
        return json.loads(filled("status", "--json").stdout)["articles"] > 3

    _wait_for(committed)
    yield running
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
    running.communicate()


def test_second_writer_is_told_who_holds_the_index(endless, filled, write_jsonl):
    """Exit 4, the pid of the first writer; readers go on."""
    second = filled("add", write_jsonl(RECORDS[0]))
    assert second.exit_code == 4 and f"pid {endless.pid}" in second.stderr
    assert json.loads(filled("search", "tuyên giáo", "--json").output)["total"] >= 2


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_add_keeps_what_was_committed(endless, filled, write_jsonl, number, code):
    """Ctrl-C reaches every process of the terminal: one line, no traceback, no process left, a sound index."""
    workers = _children(endless.pid)
    assert len(workers) >= 2
    if number == signal.SIGINT:
        os.killpg(endless.pid, number)
    else:
        endless.send_signal(number)
    _, errors = endless.communicate(timeout=60)
    assert endless.returncode == code and "Traceback" not in errors and len(errors.splitlines()) == 1
    _wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    articles = json.loads(filled("status", "--json").stdout)["articles"]
    assert articles > 3 and (articles - 3) % 100 == 0
    assert filled("check", "--deep").exit_code == 0
    assert filled("add", write_jsonl({**RECORDS[0], "id": "moi"})).exit_code == 0


def test_workers_end_when_their_parent_is_killed(endless, filled):
    """A killed `index add` leaves no process behind, and the lock is free."""
    workers = _children(endless.pid)
    endless.kill()
    endless.wait()
    _wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    assert filled("remove", "q1").exit_code == 0


def test_serve_answers_and_ends_with_exit_0_on_sigterm(filled):
    """It prints its address, serves page and JSON, finishes the request at work, exits 0."""
    with process("serve", "--port", 0) as server:
        address = server.stdout.readline().split(" on ")[1].split()[0]
        with urllib.request.urlopen(f"{address}/search.json?q=tuy%C3%AAn+gi%C3%A1o") as response:  # noqa: S310
            assert json.load(response)["total"] == 2
        server.terminate()
        _, errors = server.communicate(timeout=60)
    assert server.returncode == 0 and errors == ""


def test_serve_on_a_port_in_use_is_one_line(filled):
    """Exit 1 and the reason."""
    with process("serve", "--port", 0) as first:
        port = first.stdout.readline().rsplit(":", 1)[1].split()[0]
        with process("serve", "--port", port) as second:
            _, errors = second.communicate(timeout=60)
        first.terminate()
    assert second.returncode == 1 and "in use" in errors and len(errors.splitlines()) == 1
