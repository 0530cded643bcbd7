"""What the README shows is what happens."""

import doctest
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from indexer.cli import cli
from search import SearchRequest, open_engine

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def _steps() -> list[tuple[str, str]]:
    """Return (command, expected output) of every console block, in order."""
    steps = []
    for block in CONSOLE.findall(README):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = step.partition("\n")
            steps.append((command, output))
    return steps


def test_the_tour_runs_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the tour, run in order, prints what the README says; "..." stands for
    anything."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TIMTIN_INDEX", str(tmp_path / "index"))
    checker = doctest.OutputChecker()
    steps = _steps()
    assert len(steps) >= 6
    for command, expected in steps:
        program, *arguments = shlex.split(command)
        assert program == "index"
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        assert checker.check_output(expected, result.stdout, doctest.ELLIPSIS), (
            f"{command}\n{result.stdout}"
        )


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python example finds what the same search through the library finds."""
    index = tmp_path / "var" / "index"
    CliRunner().invoke(cli, ["add", "--index", str(index), str(ROOT / "corpus" / "sample")])
    monkeypatch.chdir(tmp_path)
    (example,) = PYTHON.findall(README)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - the README is ours
    page = open_engine(index).search(SearchRequest(q="tuyên giáo", codes=("05-CT/TW",)))
    assert page.total > 0
    assert capsys.readouterr().out == f"{page.total} {[hit.title for hit in page.results]}\n"


@pytest.mark.parametrize("name", cli.list_commands(click.Context(cli)))
def test_the_readme_names_every_command(name: str) -> None:
    """A command that the README does not name would not be found."""
    assert f"`{name}`" in README


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http)[^)#]+)\)", README))
def test_links_of_the_readme_lead_somewhere(path: str) -> None:
    """Every relative link and picture of the README is a file of the project."""
    assert (ROOT / path).exists()
