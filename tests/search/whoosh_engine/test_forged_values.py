"""Values of an index that somebody forged, checksums right: an answer or 503 at every address, one
line from every command, and the deep check tells of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from click.testing import CliRunner
from damaging import file_of, manifest_with, rewrite

from indexer.cli import cli
from search import IndexDamaged, open_engine
from search.opening import check_index, index_status
from search.whoosh_engine.storage.manifest import checksum, read_manifest
from search.whoosh_engine.storage.strings import Strings
from webui import create_app

ADDRESSES = (
    "/", "/search", "/search?q=quận", "/search.json?q=quan&explain=1",
    "/search.csv", "/search.atom", "/search.ndjson",
    "/search?group=story", "/chon/district", "/bai/a1",
    "/api/v1/articles/a1", "/api/v1/suggest?q=quan",
    "/van-ban/05-CT/TW", "/sitemap.xml", "/readyz",
    "/metrics", "/search?sort=oldest&from=2025-01-02",
)  # fmt: skip
COMMANDS = (
    ("search", "quận"), ("search", "quận", "--json"),
    ("search", "quận", "--sort", "newest"), ("show", "a1"),
    ("show", "a1", "--json"), ("export",), ("status",),
    ("status", "--json"), ("check",), ("check", "--deep"),
)  # fmt: skip
SURROGATE = json.loads('"\\ud800"')
OTHER_TYPES: tuple[Any, ...] = (5, ["x"], {"a": [1]}, SURROGATE)
FIELDS = ("id", "title", "summary", "source", "url", "published", "event_date", "inferred",
          "reason", "districts", "codes")  # fmt: skip


def ask_everything(folder: Path, *, commands: bool = True) -> None:
    """Use an index in every way a user can."""
    app = create_app(folder)
    for address in ADDRESSES:
        answer = app.test_client().get(address)
        assert answer.status_code in (200, 404, 503), (address, answer.status_code)
    for command in COMMANDS if commands else ():
        ended = CliRunner().invoke(cli, [command[0], "--index", str(folder), *command[1:]])
        assert ended.exit_code in (0, 1, 5), (command, ended)
        assert ended.exception is None or isinstance(ended.exception, SystemExit), (
            command,
            ended.exception,
        )
        assert len(ended.stderr.splitlines()) <= 1 or command[0] == "search", (
            command,
            ended.stderr,
        )


def shown(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], None]:
    """Change what is shown of every document; None for the record itself."""

    def changed(held: dict[str, Any]) -> None:
        records = [json.loads(one) for one in Strings(held["shown"], held["shown_starts"])]
        forged = [json.dumps(change(record) or record) for record in records]
        held["shown"], held["shown_starts"] = (
            Strings.pack(forged).blob,
            Strings.pack(forged).offsets,
        )

    return changed


@pytest.mark.parametrize("name", FIELDS)
def test_shown_fields_of_other_types(built: Path, tmp_path: Path, name: str) -> None:
    """A title that is a number, a code with half a character: no address fails with 500."""
    for number, value in enumerate(OTHER_TYPES):
        folder = Path(shutil.copytree(built, tmp_path / str(number)))
        rewrite(
            folder,
            file_of(folder, ".documents"),
            shown(lambda record, value=value: record.update({name: value})),
        )
        ask_everything(folder, commands=number == 0)
    assert check_index(folder, deep=True)


@pytest.mark.parametrize("record", [5, None, [], "x", {}, {"id": ""}, {"id": "a1", "more": "x"}])
def test_shown_records_of_other_shapes(folder: Path, record: object) -> None:
    """What is shown of a document is an object with an id."""

    def change(held: dict[str, Any]) -> None:
        count = len(held["shown_starts"]) - 1
        held["shown"], held["shown_starts"] = (
            (packed := Strings.pack([json.dumps(record)] * count)).blob,
            packed.offsets,
        )

    rewrite(folder, file_of(folder, ".documents"), change)
    assert check_index(folder, deep=True)
    ask_everything(folder)


@pytest.mark.parametrize("day", [2**31 - 1, 3_652_060, 0, -2, -(2**31)])
def test_days_that_are_none(folder: Path, day: int) -> None:
    """A day behind the last of the calendar or before its first is no traceback."""
    rewrite(folder, file_of(folder, ".documents"), lambda held: held["days"].fill(day))
    assert check_index(folder, deep=True)
    ask_everything(folder)


@pytest.mark.parametrize(
    "name", ["title", "body", "summary", "source", "section", "published", "authors", "id"]
)
def test_stored_articles_of_other_types(built: Path, tmp_path: Path, name: str) -> None:
    """An article whose field is no text, or holds half a character, is damage where it is read."""
    for number, value in enumerate(OTHER_TYPES):
        folder = Path(shutil.copytree(built, tmp_path / str(number)))

        def change(held: dict[str, Any], value: Any = value) -> None:
            blocks = Strings(held["blocks"], held["blocks_starts"])
            forged = []
            for place in range(len(blocks)):
                lines = zstandard.ZstdDecompressor().decompress(blocks.raw(place)).split(b"\n")
                pairs = [json.loads(line) for line in lines]
                for article, _ in pairs:
                    article[name] = value
                text = "\n".join(json.dumps(pair) for pair in pairs)
                forged.append(zstandard.ZstdCompressor().compress(text.encode()))
            held["blocks"], held["blocks_starts"] = (
                (packed := Strings.pack(forged)).blob,
                packed.offsets,
            )

        rewrite(folder, file_of(folder, ".articles"), change)
        ask_everything(folder, commands=number == 0)
    assert check_index(folder, deep=True)


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_bytes())["segments"]
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: {"segments": entries(folder) * 2},
        lambda folder: {"segments": [*entries(folder),
                                              entries(folder)[0] | {"live": "", "deleted": 0}]},
        lambda folder: {"segments": [one | {"live": []} for one in entries(folder)]},
        lambda folder: {"segments": [one | {"live": {}} for one in entries(folder)]},
        lambda folder: {"segments": [one | {"live": None} for one in entries(folder)]},
        lambda folder: {"segments": [one | {"documents": "12"} for one in entries(folder)]},
        lambda folder: {"segments": [one | {"documents": 1.5} for one in entries(folder)]},
        lambda folder: {"segments": [one | {"deleted": True} for one in entries(folder)]},
        lambda folder: {"updated": "0001-01-01T00:00+23:59"},
        lambda folder: {"updated": "9999-12-31T23:59:59-23:59"},
        lambda folder: {"updated": "9999-12-31"},
        lambda folder: {"updated": []},
        lambda folder: {"updated": 5},
        lambda folder: {"updated": None},
        lambda folder: {"schema": ["6"]},
        lambda folder: {"analysis": {}},
        lambda folder: {"generation": "3"},
        lambda folder: {"generation": -1},
        lambda folder: {"generation": 10**400},
    ],
)  # fmt: skip
def test_manifests_with_other_values(
    folder: Path, change: Callable[[Path], dict[str, Any]]
) -> None:
    """A segment named twice, a time that no zone can tell, a list for a name: damaged, for all."""
    manifest_with(**change(folder), previous=None)(folder)
    with pytest.raises(IndexDamaged):
        open_engine(folder)
    assert index_status(folder).state == "damaged" and check_index(folder)
    ask_everything(folder)


def test_a_segment_copied_under_another_name(folder: Path) -> None:
    """Every article lives twice then, which no writer leaves: the check says so."""
    [first, *_] = entries(folder)
    manifest = read_manifest(folder)
    files = dict(manifest.files)
    for name in [name for name in files if name.startswith(first["name"])]:
        copy = folder / name.replace(first["name"], "MAIN_0123456789abcdef")
        shutil.copy(folder / name, copy)
        files[copy.name] = checksum(copy)
    copied = first | {"name": "MAIN_0123456789abcdef"}
    copied["live"] = copied["live"].replace(first["name"], copied["name"])
    manifest_with(segments=[*entries(folder), copied], files=files, previous=None)(folder)
    for deep in (False, True):
        assert any("live more than once" in line for line in check_index(folder, deep=deep))


def test_a_sound_index_is_sound(folder: Path) -> None:
    """Nothing of these checks is against what a writer makes."""
    assert check_index(folder, deep=True) == []
