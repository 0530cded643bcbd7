"""The `index` command as a user meets it: output, exit codes, one line for every error."""

import json
import subprocess
import sys
from threading import Timer

import click
import pytest
from click.testing import CliRunner
from records import RECORDS

from indexer.cli import cli
from search.opening import open_writer


def only_line(text: str) -> str:
    [line] = text.splitlines()
    assert "Traceback" not in line
    return line


CONTEXT = click.Context(cli)


@pytest.mark.parametrize("name", cli.list_commands(CONTEXT))
def test_every_command_has_help_an_example_and_an_index_option(name):
    """`--help` shows how to use a command; every command but extract takes --index, every reading
    one --json."""
    command = cli.get_command(CONTEXT, name)
    text = CliRunner().invoke(cli, [name, "--help"]).output
    assert f"Example:  index {name}" in text and "Error" not in text
    options = {option for parameter in command.params for option in parameter.opts}
    assert ("--index" in options) == (name != "extract")
    assert ("--json" in options) == (name not in ("remove", "compact", "serve"))
    assert all(
        p.help
        for p in command.params
        if isinstance(p, click.Option) and p.name not in ("sort", "page")
    )


def test_help_imports_nothing_heavy():
    """`index --help` answers at once: none of the large libraries is imported for it."""
    heavy = {
        "numpy",
        "pyvi",
        "whoosh",
        "sklearn",
        "flask",
        "trafilatura",
        "zstandard",
        "granian",
        "webui",
    }
    script = (
        "import sys\nfrom indexer.cli import cli\n"
        "try: cli(['--help'])\nexcept SystemExit: pass\n"
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]" and "Usage:" in done.stdout


def test_a_search_waits_only_for_what_it_needs(index, write_jsonl, tmp_path):
    """`index search` imports nothing that reads articles, finds things in them, writes an index or
    serves pages."""
    index("add", write_jsonl(*RECORDS))
    script = (
        "import sys\nfrom indexer.cli import cli\n"
        f"try: cli(['search', 'quận 1', '--index', {str(tmp_path / 'index')!r}])\n"
        "except SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    others = {"flask", "importlib.metadata", "numpy.random", "whoosh"}
    ours = {
        "corpus.extraction",
        "corpus.places.scanner",
        "corpus.reading",
        "indexer.pipeline",
        "search.query.completion",
        "search.whoosh_engine.writer",
    }
    assert "article" in done.stdout
    assert not (others | ours) & set(done.stderr.split())


def test_add_prints_a_summary_and_skips_what_is_unchanged(index, write_jsonl):
    """First everything is added, then nothing, then the one article that changed is replaced."""
    path = write_jsonl(*RECORDS)
    assert "added 3, replaced 0, unchanged 0, rejected 0" in index("add", path).output
    assert "added 0, replaced 0, unchanged 3, rejected 0" in index("add", path).output
    changed = write_jsonl(RECORDS[0], {**RECORDS[1], "title": "Tiêu đề mới"})
    summary = json.loads(index("add", changed, "--json").output)
    assert (summary["added"], summary["replaced"], summary["unchanged"]) == (0, 1, 1)
    assert json.loads(index("status", "--json").output)["articles"] == 3


def test_a_folder_that_holds_its_own_index_can_be_added_again(index, write_jsonl, tmp_path):
    """`index add .` with the index below it: exit 0 each time, and nothing of the index is read."""
    write_jsonl(*RECORDS)
    for expected in ("added 3,", "unchanged 3,"):
        result = index("add", tmp_path)
        assert result.exit_code == 0 and expected in result.output and result.stderr == ""


def test_add_reads_standard_input(index):
    """A dash is JSON lines on standard input."""
    assert "added 1," in index("add", "-", input=json.dumps(RECORDS[0]) + "\n").output


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ([RECORDS[0]], 0),
        ([RECORDS[0], "{hỏng"], 3),
        ([RECORDS[0], {"id": "x"}], 3),
        (["{hỏng"], 1),
        ([], 1),
    ],
)
def test_add_exit_code_says_how_much_could_be_read(index, write_jsonl, content, code):
    """0 all, 3 some, 1 nothing."""
    assert index("add", write_jsonl(*content)).exit_code == code


def test_add_reports_every_rejection_on_stderr(index, write_jsonl, tmp_path):
    """File, line and reason, a line each; a name from outside cannot move the cursor."""
    path = write_jsonl(RECORDS[0], "{hỏng", {"id": "x"})
    result = index("add", path, tmp_path / "khong\x1b[2J.jsonl")
    assert result.exit_code == 3
    first, second, third = result.stderr.splitlines()
    assert first.startswith(f"{path}:2: not JSON") and second.startswith(f"{path}:3: no text")
    assert third.endswith("khong\\x1b[2J.jsonl: there is no such file or folder")


def test_failed_add_leaves_the_index_as_it_was(filled, tmp_path):
    """Nothing readable, also with --rebuild: the old articles still answer."""
    for extra in ([], ["--rebuild"]):
        assert filled("add", tmp_path / "khong-co", *extra).exit_code == 1
        assert json.loads(filled("search", "tuyên giáo", "--json").output)["total"] == 2


def test_rebuild_from_stored_articles_and_from_files(filled, write_jsonl):
    """Without a path everything stored is kept; with one the index holds that path alone."""
    assert "added 3," in filled("add", "--rebuild").output
    assert json.loads(filled("show", "q1", "--json").output)["caption"] == "Quang cảnh hội nghị"
    assert filled("add", "--rebuild", write_jsonl(RECORDS[1])).exit_code == 0
    assert json.loads(filled("status", "--json").output)["articles"] == 1


def test_a_rebuild_is_never_seen_in_part(filled, write_jsonl):
    """A rebuild commits once, at its end; --commit-every is left aside, and that is said."""

    def generation() -> int:
        return int(json.loads(filled("status", "--json").output)["snapshot"].partition("-")[0])

    before = generation()
    for number, paths in enumerate(([], [write_jsonl(*RECORDS)]), 1):
        done = filled("add", *paths, "--rebuild", "--commit-every", 1)
        assert done.exit_code == 0 and "--commit-every is left aside" in done.stderr
        assert generation() == before + number
        assert json.loads(filled("status", "--json").output)["articles"] == 3


def test_show_prints_an_article_and_fails_for_an_unknown_id(filled):
    """Readable by default, JSON on request, exit 1 and one line when there is no such article."""
    text = filled("show", "q1").output
    assert (
        "Quận ủy Quận 1 tổng kết" in text and "05-CT/TW" in text and "Quang cảnh hội nghị" in text
    )
    record = json.loads(filled("show", "q1", "--json").output)
    assert record["authors"] == ["Ban biên tập"] and record["facets"]["code"] == ["05-CT/TW"]
    unknown = filled("show", "khong")
    assert unknown.exit_code == 1 and "khong" in only_line(unknown.stderr)


def test_remove_takes_articles_out(filled):
    """Known ids go, an unknown one gives exit 1."""
    result = filled("remove", "q1", "khong")
    assert (
        result.exit_code == 1
        and "removed 1" in result.stdout
        and "khong" in only_line(result.stderr)
    )
    twice = filled("remove", "nb", "nb")
    assert twice.exit_code == 0 and "removed 1" in twice.stdout
    assert filled("show", "q1").exit_code == 1
    assert json.loads(filled("status", "--json").output)["articles"] == 1
    assert filled("compact").exit_code == 0
    assert json.loads(filled("status", "--json").output)["articles"] == 1


def test_search_prints_readable_results(filled):
    """Title, day, source, codes, districts and a snippet in plain text."""
    text = filled("search", "tuyên giáo").output
    assert text.startswith("2 articles, page 1 of 1")
    for part in (
        "Quận ủy Quận 1 tổng kết công tác tuyên giáo",
        "2025-01-09",
        "Trang tin Quận 1",
        "05-CT/TW",
        "Quận 1, Thành phố Hồ Chí Minh",
    ):
        assert part in text
    hostile = filled("search", "chuyên đề").output
    assert "<b>đậm</b>" in hostile and "<mark>" not in hostile and "&lt;" not in hostile


def test_search_filters_by_facets_and_days(filled):
    """District, code, type and days narrow the result; a value nobody has gives none."""

    def ids(*options: str) -> set[str]:
        page = json.loads(filled("search", "tuyên giáo", "--json", *options).output)
        return {hit["id"] for hit in page["results"]}

    assert ids("--district", "Quận 1, Thành phố Hồ Chí Minh") == {"q1"}
    assert ids("--code", "07-NQ/HU", "--code", "05-CT/TW") == {"q1", "nb"}
    assert ids("--type", "Nghị quyết") == {"nb"}
    assert (
        ids("--from", "2025") == {"q1"}
        and ids("--to", "03/2024") == {"nb"}
        and ids("--to", "01/03/2024") == set()
    )
    assert ids("--issuer", "Không có") == set()
    oldest = json.loads(filled("search", "tuyên giáo", "--json", "--sort", "oldest").output)
    assert [hit["id"] for hit in oldest["results"]] == ["nb", "q1"]


def test_search_json_has_the_documented_shape(filled):
    """The object of the JSON API: every key, every facet, dates as ISO days."""
    page = json.loads(filled("search", "tuyên giáo", "--from", "2025-01", "--json").output)
    assert list(page) == [
        "query",
        "total",
        "page",
        "per_page",
        "pages",
        "took_ms",
        "snapshot",
        "results",
        "facets",
        "suggestions",
        "next",
    ]
    assert (page["query"]["q"], page["query"]["from"], page["query"]["to"]) == (
        "tuyên giáo",
        "2025-01-01",
        None,
    )
    assert {"district", "code", "type", "issuer", "date"} <= set(page["facets"])
    assert page["facets"]["code"] == [
        {"value": "05-CT/TW", "label": "05-CT/TW", "count": 1, "selected": False}
    ]
    [hit] = page["results"]
    assert {
        "id",
        "title",
        "summary",
        "source",
        "url",
        "published",
        "event_date",
        "date_inferred",
        "date_reason",
        "districts",
        "codes",
        "score",
        "highlights",
    } <= set(hit)
    assert hit["published"] == "2025-01-09" and "<mark>" in hit["highlights"]["title"]
    assert page["next"] is None


def test_search_pages_go_on_where_next_points(index, write_jsonl):
    """`next` is a relative URL with the same search and the page after; a page past the end is
    empty."""
    index("add", write_jsonl(*({**RECORDS[1], "id": f"n{number}"} for number in range(25))))
    page = json.loads(index("search", "dân vận", "--sort", "newest", "--json").output)
    assert page["total"] == 25 and page["next"] == "?q=d%C3%A2n+v%E1%BA%ADn&sort=newest&page=2"
    assert json.loads(index("search", "dân vận", "--page", 3, "--json").output)["next"] is None
    past = index("search", "dân vận", "--page", 4, "--json")
    assert past.exit_code == 0 and json.loads(past.output)["results"] == []


def test_zero_hits_is_no_failure(filled):
    """Nothing found is an answer: exit 0."""
    result = filled("search", "06-CT/TW")
    assert result.exit_code == 0 and result.output.startswith("0 articles")


@pytest.mark.parametrize(
    "options",
    [
        ["x" * 10_000],
        ["họp", "--page", "0"],
        ["họp", "--page", "9999999"],
        ["họp", "--from", "2024-13-01"],
        ["họp", "--to", "hôm qua"],
        ["họp", "--from", "2025", "--to", "2024"],
        ["họp", "--sort", "xyz"],
        ["họp", "--khong-co"],
        [],
    ],
)
def test_bad_search_options_are_usage_errors(filled, options):
    """A wrong value: exit 2, its name in the message, no traceback."""
    result = filled("search", *options)
    assert result.exit_code == 2 and "Error: " in result.stderr and "Traceback" not in result.output


@pytest.mark.parametrize("option", ["--district", "--code", "--type", "--issuer"])
def test_a_filter_that_cannot_be_seen_is_a_usage_error(filled, option):
    """A value of invisible characters alone is refused: without it the filter would be none."""
    result = filled("search", "đảng", option, "\u200b")
    assert result.exit_code == 2 and "nothing that can be read" in only_line(result.stderr)


def test_extract_prints_an_object_an_article_and_needs_no_index(index, write_jsonl, tmp_path):
    """NDJSON in the order of the input; rejected input gives exit 3, nothing at all exit 1."""
    result = index("extract", write_jsonl(RECORDS[0], "hỏng", RECORDS[1]))
    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 3 and (first["id"], second["id"]) == ("q1", "nb")
    assert first["doc_codes"] == ["05-CT/TW"] and first["districts"] == [
        "Quận 1, Thành phố Hồ Chí Minh"
    ]
    assert first["event_date"] == "2025-01-09" and second["doc_codes"] == ["07-NQ/HU"]
    assert index("extract", tmp_path / "khong-co").exit_code == 1
    explained = index("extract", "--explain", write_jsonl(RECORDS[0])).stdout
    assert "05-CT/TW" in explained and json.loads(explained)["id"] == "q1"
    assert not (tmp_path / "index").exists()


def test_status_tells_the_state(filled, tmp_path):
    """The documented keys; a damaged index says so with exit 5."""
    status = json.loads(filled("status", "--json").output)
    assert list(status) == [
        "articles",
        "segments",
        "size_bytes",
        "snapshot",
        "schema",
        "analysis",
        "updated",
        "state",
    ]
    assert status["articles"] == 3 and status["state"] == "ok"
    assert "articles  3" in filled("status").output
    (tmp_path / "index" / "manifest.json").write_text("{}", encoding="utf-8")
    damaged = filled("status", "--json")
    assert damaged.exit_code == 5 and json.loads(damaged.stdout)["state"] == "damaged"


def test_check_finds_damage(filled, tmp_path):
    """A sound index passes; a flipped byte is found by --deep, a missing file at once, each with
    exit 5."""
    assert filled("check").exit_code == 0
    assert json.loads(filled("check", "--deep", "--json").output) == {"ok": True, "problems": []}
    largest = max((tmp_path / "index").iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 1
    largest.write_bytes(data)
    deep = filled("check", "--deep", "--json")
    assert deep.exit_code == 5 and largest.name in json.loads(deep.stdout)["problems"][0]
    largest.unlink()
    assert filled("check").exit_code == 5


def test_export_is_read_back_to_the_same_articles(filled, monkeypatch, tmp_path):
    """`index export | index add -` makes an index with the same articles, field by field."""
    exported = filled("export").stdout
    monkeypatch.setenv("TIMTIN_INDEX", str(tmp_path / "other"))
    assert "added 3," in filled("add", "-", input=exported).output
    assert filled("export").stdout == exported
    assert json.loads(exported.splitlines()[0])["caption"] == "Quang cảnh hội nghị"


@pytest.mark.parametrize(
    "command",
    [
        ["search", "họp"],
        ["show", "a"],
        ["status"],
        ["check"],
        ["compact"],
        ["export"],
        ["serve"],
        ["remove", "a"],
        ["add", "--rebuild"],
    ],
    ids=lambda command: command[0],
)
def test_missing_index_is_exit_5_with_the_next_step(index, tmp_path, command):
    """One line on stderr that says how to make an index; none is made by looking."""
    result = index(*command)
    assert result.exit_code == 5 and "index add" in only_line(result.stderr) and result.stdout == ""
    assert not (tmp_path / "index" / "manifest.json").exists()


def test_add_without_path_is_a_usage_error(index):
    """Neither PATH nor --rebuild: exit 2."""
    assert index("add").exit_code == 2


def test_add_waits_for_another_writer(filled, write_jsonl, tmp_path):
    """`--wait` ends when the other writer does, and then adds; when that takes longer, exit 4 as
    without it."""
    other = open_writer(tmp_path / "index")
    more = write_jsonl({**RECORDS[0], "id": "neu"})
    late = filled("add", more, "--wait", "1")
    assert late.exit_code == 4 and "another writer" in only_line(late.stderr)
    other_ends = Timer(1, other.__exit__, (None, None, None))
    other_ends.start()
    waited = filled("add", more, "--wait", "60")
    other_ends.join()
    assert waited.exit_code == 0 and waited.stdout.startswith("added 1,")
