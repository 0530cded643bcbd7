"""README: from a site to a search page in two commands, as they are written there."""

import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

from site_server import served

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
TITLE = "### From your site to a search page in two commands"


def test_two_commands(tmp_path) -> None:
    """The two commands, with a site of this machine in place of the example, lead to a page that
    finds its articles."""
    block = README.partition(TITLE)[2].partition("```sh\n")[2].partition("```")[0]
    fetch, serve = (shlex.split(line, comments=True)[1:] for line in block.strip().splitlines())
    place = {"TIMTIN_INDEX": str(tmp_path / "index"), "PATH": "/usr/bin:/bin"}
    with served() as site:
        site.article("/a.html", 1, extra="Kế hoạch 05-KH/QU về chuyển đổi số.")
        site.sitemap({"/a.html": "2025-01-09"})
        fetch = [site.address if part.startswith("https://") else part for part in fetch]
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "indexer", *fetch, "--private", "--delay", "0"],
            env=place, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "added 1" in done.stdout
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "indexer", *serve, "--port", "0"],
        env=place, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        address = re.search(r"http://\S+", server.stdout.readline())[0]
        with urllib.request.urlopen(f"{address}/?q=chuyen+doi+so") as answer:  # noqa: S310
            text = answer.read().decode()
        server.terminate()
    assert "họp thường kỳ" in text and "05-KH/QU" in text
