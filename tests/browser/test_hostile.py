"""Hostile and odd articles in a real browser: nothing runs, nothing breaks the page."""

from collections.abc import Iterator
from datetime import date

import pytest
from memory_engine import MemoryEngine
from playwright.sync_api import Browser
from sample_site import served
from web_documents import HOSTILE

from corpus import Article
from search.model import IndexedArticle
from webui import create_app

pytestmark = pytest.mark.browser

LONG = "Quậnủy" * 500
BACKWARDS = "\u202edesrever\u2066 văn bản"
ODD = [
    IndexedArticle(
        Article("1", HOSTILE, HOSTILE * 20, source=HOSTILE, summary=HOSTILE, section=HOSTILE), {}
    ),
    IndexedArticle(
        Article("2", LONG, LONG, source=LONG, published=date(2025, 1, 1)),
        {"district": (LONG[:400],)},
    ),
    IndexedArticle(
        Article("3", BACKWARDS, BACKWARDS, source=BACKWARDS),
        {"district": (BACKWARDS,), "code": ("x" * 200,)},
    ),
]

PATHS = [
    "/",
    "/search",
    f"/search?q={LONG[:900]}",
    f"/search?district={LONG[:400]}",
    "/bai/1",
    "/bai/2",
    "/bai/3",
    f"/van-ban/{'x' * 200}",
    "/chon/district",
]


@pytest.fixture(scope="module")
def odd_site() -> Iterator[str]:
    engine = MemoryEngine(ODD)
    with served(create_app("odd", OPEN_ENGINE=lambda location: engine)) as address:
        yield address


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_odd_articles(browser: Browser, odd_site: str, path: str, width: int) -> None:
    """No script of an article runs, and neither long words nor right-to-left marks push the page
    out of its width."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(odd_site + path)
    assert dialogs == []
    assert page.locator("main img, main script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
