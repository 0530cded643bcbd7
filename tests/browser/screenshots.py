"""Take the pictures of the README: python -m tests.browser.screenshots [FOLDER]."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.sample_site import launch, sample_site

SHOTS = {
    "results": ("/search?q=chỉ thị 05", 1280, 860),
    "document": ("/van-ban/05-CT/TW", 1280, 860),
    "article-phone": ("/bai/tt-2019-004", 390, 844),
}
"""Name -> path, width, height."""


def main(folder: Path) -> None:
    """Write one PNG a page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as made,
        sample_site(Path(made)) as site,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for name, (path, width, height) in SHOTS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
            page.goto(site + path)
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(
        Path(sys.argv[1])
        if len(sys.argv) > 1
        else Path(__file__).parents[2] / "docs" / "screenshots"
    )
