"""`index add` ended at any moment, in any way: what was acknowledged stays, and whole commits
only."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from search.opening import check_index
from tools.torture.filling import COMMIT, add, add_all, held, index
from tools.torture.rounds import chance, records, rounds, write_jsonl

Record = Callable[[str, object], None]

SLICE = 120


@pytest.mark.parametrize(
    ("number", "code", "turns"),
    [
        (signal.SIGKILL, -9, rounds(2)),
        (signal.SIGTERM, 143, rounds(1, 20)),
        (signal.SIGINT, 130, rounds(1, 20)),
    ],
)
def test_add_ended_at_a_random_moment(
    tmp_path: Path, record_property: Record, number: int, code: int, turns: int
) -> None:
    """Kill, SIGTERM, Ctrl-C: the index holds a whole number of commits, checks clean, and the next
    add goes on."""
    random = chance(number)
    folder, tally = tmp_path / "index", {"early": 0, "half": 0, "late": 0}
    whole = _seconds_of_an_add(tmp_path)
    for turn in range(turns):
        if turn % 8 == 0:
            shutil.rmtree(folder, ignore_errors=True)
        path = write_jsonl(tmp_path / "slice.jsonl", records(SLICE, turn % 8 * SLICE))
        before = held(folder)
        running = add(folder, path, 1 + turn % 2)
        time.sleep(random.uniform(0.5, 1.05) * whole)
        running.send_signal(number)
        _, said = running.communicate(timeout=60)
        assert running.returncode in (0, code, -number), said
        if running.returncode == code != -number:
            assert said.count("\n") <= 1 and "Traceback" not in said, said
        found = held(folder)
        assert before <= found, "what was acknowledged is still there"
        assert (len(found) - len(before)) % COMMIT == 0, "a whole number of commits"
        assert found - before == {
            f"r{turn % 8 * SLICE + n}" for n in range(len(found) - len(before))
        }, "in order"
        assert found == set() or check_index(folder, deep=True) == []
        when = (
            "early" if found == before else "late" if len(found) - len(before) == SLICE else "half"
        )
        tally[when] += 1
        whole *= {"early": 1.1, "half": 1.0, "late": 0.9}[
            when
        ]  # aim at the middle, however busy the machine is
        add_all(folder, path)
        assert len(held(folder)) == len(before) + SLICE
        assert check_index(folder) == []
    outcome = (
        f"{tally['early']} before the first commit, {tally['half']} "
        f"between two, {tally['late']} at the end; all whole"
    )
    record_property(
        f"{signal.Signals(number).name} at a random moment of `index add`", (turns, outcome)
    )


def _seconds_of_an_add(tmp_path: Path) -> float:
    path = write_jsonl(tmp_path / "whole.jsonl", records(SLICE))
    start = time.monotonic()
    add_all(tmp_path / "whole", path)
    return time.monotonic() - start


def test_two_writers(tmp_path: Path, record_property: Record) -> None:
    """The second writer ends with 4 and the pid of the first, which goes on undisturbed."""
    turns = rounds(1, 10)
    for turn in range(turns):
        folder = tmp_path / f"index{turn}"
        path = write_jsonl(tmp_path / "one.jsonl", records(SLICE))
        first = index(
            "add", "-", "--index", folder, "--jobs", 1, "--commit-every", 10, stdin=subprocess.PIPE
        )
        assert first.stdin
        first.stdin.write(path.read_text(encoding="utf-8"))
        first.stdin.flush()
        while not (folder / "manifest.json").exists():
            time.sleep(0.05)
        second = add(folder, path)
        _, said = second.communicate(timeout=60)
        assert second.returncode == 4
        assert f"pid {first.pid}, since " in said and said.count("\n") == 1
        first.communicate(timeout=60)
        assert first.returncode == 0
        assert len(held(folder)) == SLICE
    record_property("two writers", (turns, "the second told of the first, which went on"))


def test_copies_taken_while_writing(tmp_path: Path, record_property: Record) -> None:
    """A copy of the folder at any moment opens at a whole commit and checks clean, or says which
    file is missing."""
    folder, random, tally = tmp_path / "index", chance(1), {"opened": 0, "refused": 0}
    path = write_jsonl(tmp_path / "all.jsonl", records(SLICE * 3))
    add_all(folder, write_jsonl(tmp_path / "first.jsonl", records(COMMIT)))
    turns = rounds(2, 20)
    for turn in range(turns):
        running = add(folder, path)
        time.sleep(random.uniform(0.5, 2.5))
        copy = tmp_path / f"copy{turn}"
        subprocess.run(["/bin/cp", "-r", folder, copy], capture_output=True, check=False)  # noqa: S603
        running.kill()
        running.communicate()
        lines = check_index(copy, deep=True)
        if lines:
            assert any(line.endswith(" is gone") for line in lines), lines
            tally["refused"] += 1
        else:
            assert len(held(copy)) % COMMIT == 0
            tally["opened"] += 1
        shutil.rmtree(folder)
        add_all(folder, tmp_path / "first.jsonl")
    outcome = (
        f"{tally['opened']} opened at a whole commit, {tally['refused']} said which file is missing"
    )
    record_property("copies while writing", (turns, outcome))
