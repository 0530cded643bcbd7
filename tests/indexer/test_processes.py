"""Commands as processes: signals, the lock, workers, and serving."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from records import RECORDS
from served import hear_ctrl_c


def process(*args: object, **options: Any) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "indexer", *map(str, args)]
    return subprocess.Popen(  # noqa: S603
        command,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_ctrl_c,
        **options,
    )


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
    running = process(
        "add",
        "-",
        "--jobs",
        2,
        "--commit-every",
        200,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
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
    """Ctrl-C reaches every process of the terminal: one line, no traceback, no process left, a
    sound index."""
    workers = _children(endless.pid)
    assert len(workers) >= 2
    if number == signal.SIGINT:
        os.killpg(endless.pid, number)
    else:
        endless.send_signal(number)
    _, errors = endless.communicate(timeout=60)
    assert (
        endless.returncode == code and "Traceback" not in errors and len(errors.splitlines()) == 1
    )
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
    assert "--port" in errors and "committed" not in errors


def test_serve_with_a_wrong_setting_is_a_usage_error(filled, monkeypatch):
    """Exit 2 and one line that names the setting, before anything is served."""
    wrong = {"RATE_LIMIT": "as many as you like", "PROXIES": "abc", "BASE_URL": "tin"}
    for name, value in wrong.items():
        with monkeypatch.context() as context:
            context.setenv(f"TIMTIN_{name}", value)
            ended = filled("serve", "--port", "0")
        assert ended.exit_code == 2
        assert f"Error: {name} " in ended.stderr and repr(value) in ended.stderr
        assert ended.stderr.count("\n") == 1


def test_the_shell_completes_commands():
    """As the README says to set it up: names of commands and of options."""
    script = {"_INDEX_COMPLETE": "bash_source"}
    asked = {"_INDEX_COMPLETE": "bash_complete", "COMP_CWORD": "1", "COMP_WORDS": "index se"}
    with process(env=os.environ | script) as shell:
        assert "_INDEX_COMPLETE=bash_complete" in shell.communicate(timeout=60)[0]
    with process(env=os.environ | asked) as shell:
        assert {"plain,search", "plain,serve"} == set(shell.communicate(timeout=60)[0].split())


def test_serve_answers_addresses_that_are_not_escaped(filled):
    """What people type into curl or an old reader: the bytes of UTF-8 as they are ask the same."""
    found = []
    with process("serve", "--port", 0) as server:
        port = int(server.stdout.readline().rsplit(":", 1)[1].split()[0])
        for address in (
            "/api/v1/search?q=đảng+bộ",
            "/api/v1/search?q=%C4%91%E1%BA%A3ng+b%E1%BB%99",
        ):
            with socket.create_connection(("127.0.0.1", port)) as client:
                client.sendall(f"GET {address} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
                head, _, body = client.makefile("rb").read().partition(b"\r\n\r\n")
            assert b" 200 " in head.splitlines()[0]
            found.append(json.loads(body))
        server.terminate()
        server.communicate(timeout=60)
    assert [page["query"]["q"] for page in found] == ["đảng bộ"] * 2
    assert found[0]["total"] == found[1]["total"] > 0


def test_serve_logs_requests_without_queries(filled, monkeypatch):
    """TIMTIN_LOG=requests: each request is a JSON line on stderr, what was searched for is in
    none."""
    monkeypatch.setenv("TIMTIN_LOG", "requests")
    with process("serve", "--port", 0) as server:
        address = server.stdout.readline().split(" on ")[1].split()[0]
        urllib.request.urlopen(f"{address}/search.ndjson?q=b%C3%AD+m%E1%BA%ADt").close()  # noqa: S310
        server.terminate()
        out, errors = server.communicate(timeout=60)
    assert [json.loads(line)["route"] for line in errors.splitlines()] == ["/search.ndjson"]
    assert out == "" and "m\u1eadt" not in errors and "%BA" not in errors


def _snapshots(address: str, asked: int) -> set[str]:
    """Ask often, each time on a new connection, so that every worker is asked."""
    found = set()
    for _ in range(asked):
        with urllib.request.urlopen(f"{address}/readyz") as answer:  # noqa: S310
            found.add(json.load(answer)["snapshot"])
    return found


@pytest.mark.parametrize("server", ["index serve", "gunicorn"])
def test_every_worker_takes_up_a_new_snapshot(filled, write_jsonl, tmp_path, server):
    """A second after a commit no worker answers from the snapshot before."""
    command = ["-m", "indexer", "serve", "--port", "0"]
    if server == "gunicorn":
        command = [
            "-m",
            "gunicorn",
            "--workers",
            "2",
            "--bind",
            "127.0.0.1:0",
            "--no-control-socket",
            f"webui:create_app({str(tmp_path / 'index')!r})",
        ]
    running = subprocess.Popen(  # noqa: S603
        [sys.executable, *command], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        address = next(
            found for line in running.stdout if (found := re.search(r"http://[\d.]+:\d+", line))
        )[0]
        _wait_for(lambda: len(_snapshots(address, 20)) == 1)
        before = _snapshots(address, 20)
        assert filled("add", write_jsonl({**RECORDS[0], "id": "moi"})).exit_code == 0
        time.sleep(1)
        now = _snapshots(address, 20)
        assert len(now) == 1 and now != before
    finally:
        running.terminate()
        running.communicate(timeout=60)
    assert running.returncode == 0


def test_every_worker_answers_from_the_first_moment(filled):
    """Whichever worker takes a connection answers it, as soon as the address is printed."""
    for _ in range(3):
        with process("serve", "--port", 0, "--workers", 2) as server:
            address = server.stdout.readline().split(" on ")[1].split()[0]
            for _ in range(8):
                with urllib.request.urlopen(f"{address}/healthz", timeout=20) as response:  # noqa: S310
                    assert response.status == 200
            server.terminate()
            server.communicate(timeout=60)
