"""Packages of others that have the names of ours."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
THEIRS = "import os\nwords = os.listdir()\n"


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("name", ["search.py", "search/__init__.py", "corpus.py", "webui.py"])
def test_a_file_in_the_working_folder(tmp_path: Path, name: str) -> None:
    """`python -m indexer` beside a file of that name: one line that names it, exit 1."""
    theirs = tmp_path / name
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text(THEIRS)
    ended = run(tmp_path, "-m", "indexer", "status")
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert str(theirs) in ended.stderr and "pipx" in ended.stderr


def test_folders_that_hold_no_package_do_no_harm(tmp_path: Path) -> None:
    """A folder `search` of other things, or a file of another name, changes nothing."""
    (tmp_path / "search").mkdir()
    (tmp_path / "searching.py").write_text(THEIRS)
    assert run(tmp_path, "-m", "indexer", "--version").stdout == "index, version 0.1.0\n"


@pytest.mark.parametrize("preload", ["", "--preload"])
def test_a_package_before_ours_under_gunicorn(tmp_path: Path, preload: str) -> None:
    """gunicorn looks in the folder in which it starts first: it ends, and its log names what is
    in the way."""
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "__init__.py").write_text(THEIRS)
    options = ["--bind", "127.0.0.1:0", *filter(None, [preload])]
    ended = run(tmp_path, "-m", "gunicorn", *options, 'webui:create_app("var/index")')
    assert ended.returncode != 0
    assert f"{tmp_path}/search/__init__.py is found as `search`" in ended.stderr


def _installed(site: Path) -> None:
    """Lay the packages down as pip does, with the hashes of RECORD."""
    for name in ("corpus", "search", "indexer", "webui"):
        shutil.copytree(ROOT / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "timtin.py", site)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from timtin import _digest; from pathlib import Path\n"
        "site = Path(sys.argv[1])\n"
        "for path in site.rglob('*.py'):"
        "    print(f'{path.relative_to(site)},sha256={_digest(path)},{path.stat().st_size}')"
    )
    _distribution(site, "timtin", run(site, "-c", code, str(site)).stdout)


def _distribution(site: Path, name: str, record: str) -> None:
    folder = site / f"{name}-0.1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
    (folder / "RECORD").write_text(record)


def test_another_distribution_wrote_over_a_file(tmp_path: Path) -> None:
    """`pip install` of a distribution with a package `search` says nothing; `index` says whose it
    is, also when it was removed again and took the file with it."""
    site = tmp_path / "site"
    _installed(site)
    program = ("-c", "from timtin import main; main()")
    command = (*program, "status")
    assert (
        run(tmp_path, *program, "--version", PYTHONPATH=str(site)).stdout
        == "index, version 0.1.0\n"
    )
    (site / "search" / "__init__.py").write_text(THEIRS)
    _distribution(site, "fulltext", "search/__init__.py,,\n")
    ended = run(tmp_path, *command, PYTHONPATH=str(site))
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert "search/__init__.py" in ended.stderr and "distribution fulltext" in ended.stderr
    (site / "search" / "model.py").unlink()
    shutil.rmtree(site / "fulltext-0.1.0.dist-info")
    assert "changed or removed;" in run(tmp_path, *command, PYTHONPATH=str(site)).stderr


def test_a_mistake_of_ours_is_not_blamed_on_others(tmp_path: Path) -> None:
    """What fails in unchanged files is told as it is."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "webui", site / "webui")
    (site / "click.py").write_text("raise RuntimeError('no click here')\n")
    ended = run(tmp_path, "-c", "from timtin import main; main()", PYTHONPATH=str(site))
    assert ended.returncode == 1 and f"{site}/webui/__init__.py is found" in ended.stderr
    shutil.rmtree(site / "webui")
    ended = run(tmp_path, "-c", "from timtin import main; main()", PYTHONPATH=str(site))
    assert "no click here" in ended.stderr and "Traceback" in ended.stderr
