"""The command in pipes and on systems of any encoding: Vietnamese comes out as UTF-8, and nothing
is a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from records import RECORDS

COMMANDS = (
    ("search", "đảng bộ"), ("search", "đảng bộ", "--json"),
    ("search", "05-CT/TW", "--explain"), ("export",),
    ("show", "q1"), ("show", "q1", "--json"), ("status",),
    ("check",), ("extract", "ARTICLES"), ("show", "không có"),
    ("add", "không có.jsonl"), ("search", "x", "--from", "hôm nào"),
)  # fmt: skip


def run(encoding: str, *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    line = [sys.executable, "-m", "indexer", *arguments]
    return subprocess.run(line, capture_output=True, env=environment, timeout=120)  # noqa: S603


def test_output_is_utf8(filled, write_jsonl) -> None:
    """In a pipe every command prints what it prints elsewhere, in UTF-8, whatever encoding Python
    was told."""
    articles = str(write_jsonl(*RECORDS))
    for arguments in COMMANDS:
        line = [articles if one == "ARTICLES" else one for one in arguments]
        ended = run("cp1252", *line)
        usual = filled(*line)
        assert ended.returncode == usual.exit_code and b"Traceback" not in ended.stderr, (
            arguments,
            ended,
        )
        assert ended.stderr.decode() == usual.stderr
        if arguments[0] not in ("search", "add"):  # they print their time
            assert ended.stdout.decode() == usual.stdout
        assert ended.stdout.decode().count("\n") == usual.stdout.count("\n")


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "cp1258", "latin-1:strict"])
def test_an_export_is_whole(filled, encoding: str) -> None:
    """Every article comes out, as it was put in."""
    exported = [json.loads(one) for one in run(encoding, "export").stdout.splitlines()]
    assert {one["id"]: one["title"] for one in exported} == {
        one["id"]: one["title"] for one in RECORDS
    }


def test_on_a_terminal_of_another_encoding(filled) -> None:
    """What its encoding does not hold is escaped; JSON stays JSON."""
    script = (
        "import sys; sys.stdout.isatty = lambda: True; "
        "from indexer.cli import cli; cli(sys.argv[1:])"
    )
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    for command in ("export", "search"):
        line = [sys.executable, "-c", script, command, *(["Quận"] if command == "search" else [])]
        ended = subprocess.run(line, capture_output=True, env=environment, check=True, timeout=120)  # noqa: S603
        text = ended.stdout.decode("cp1252")
        if command == "export":
            assert {json.loads(one)["title"] for one in text.splitlines()} == {
                one["title"] for one in RECORDS
            }
        assert "\\u1ead" in text


@pytest.mark.parametrize(
    "arguments",
    [("search", b"\xff"), ("search", "x", "--district", b"Qu\xe2n 1"),
      ("search", "x", "--code", b"\xed\xa0\x80"),
     ("show", b"q1\xfe"), ("remove", b"\x80"), ("search", "x", "--from", b"2025\xff")],
)  # fmt: skip
def test_an_argument_that_is_no_text_is_refused(filled, arguments: tuple[str | bytes, ...]) -> None:
    """Bytes that are not UTF-8 are a usage error of one line, and nothing is looked for."""
    ended = run("utf-8", *arguments)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"Traceback" not in ended.stderr and ended.stderr.splitlines()[-1].startswith(b"Error: ")


def test_a_file_name_may_be_any_bytes(filled, tmp_path: Path) -> None:
    """A file whose name is no UTF-8 is read, and named with escapes when it is refused."""
    path = os.fsencode(tmp_path) + b"/b\xe0i.jsonl"
    Path(os.fsdecode(path)).write_text(
        json.dumps({"id": "neu", "title": "Mới", "body": "Tin mới."}) + "\nhỏng\n", encoding="utf-8"
    )
    ended = run("cp1252", "add", path)
    assert ended.returncode == 3 and b"added 1" in ended.stdout and b"\\udce0" in ended.stderr
