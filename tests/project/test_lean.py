"""The lean installation of the README leaves out what nothing of ours imports."""

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
LEFT_OUT = set(re.search(r"pip uninstall --yes (.*)\n", README)[1].split())


def _needed(name: str, without: str = "") -> set[str]:
    """Return a distribution with all that it needs here, but for what comes by one of them."""
    found, ahead = set(), [name]
    while ahead:
        one = canonicalize_name(ahead.pop())
        if one in found or one == without:
            continue
        found.add(one)
        try:
            wanted = [Requirement(text) for text in requires(one) or ()]
        except PackageNotFoundError:
            continue
        ahead += [w.name for w in wanted if not w.marker or w.marker.evaluate({"extra": ""})]
    return found


def test_what_is_left_out_comes_only_with_the_model() -> None:
    """All that only pyvi needs is named, and nothing that another dependency needs."""
    own, kept = _needed("timtin"), _needed("timtin", without="pyvi")
    assert own - kept - {"pyvi"} <= LEFT_OUT
    assert not LEFT_OUT & kept


def test_nothing_left_out_is_imported(tmp_path: Path) -> None:
    """Adding, searching and a page work where none of it can be imported."""
    modules = {"joblib", "narwhals", "pycrfsuite", "sklearn", "scipy", "sklearn_crfsuite", "tqdm"}
    code = f"""
import sys
sys.modules.update(dict.fromkeys({sorted(modules)!r}))
from click.testing import CliRunner
from indexer.cli import cli
from webui import create_app
for command in (["add", "--jobs", "1", {str(ROOT / "corpus" / "sample")!r}], ["check", "--deep"]):
    ended = CliRunner().invoke(cli, [*command, "--index", "index"])
    assert ended.exit_code == 0, ended.output
assert create_app("index").test_client().get("/?q=tuyen+giao").status_code == 200
"""
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)  # noqa: S603
