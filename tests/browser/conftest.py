"""A real browser on the real pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sample_site import CHROMIUM, launch, sample_site


@pytest.fixture(scope="session")
def site(places: Callable[[], Path | str]) -> Iterator[str]:
    """The address of a running server over the sample corpus, in each engine."""
    with sample_site(places()) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, or the one that CHROMIUM names."""
    if not CHROMIUM:
        pytest.skip("chromium is not installed (or name it: CHROMIUM=path)")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sample in a folder, for what no engine has a part in."""
    with sample_site(tmp_path_factory.mktemp("site") / "index") as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the site, in each engine."""
    yield from _opener(browser, site)


@pytest.fixture
def open_embedded(browser: Browser, embedded: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the site over a folder."""
    yield from _opener(browser, embedded)


def _opener(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Yield what opens a page; console errors and requests to other hosts fail the test at its
    end."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(path: str, *, width: int = 1280, height: int = 900, **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", base_url=site, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                complaints.append(request.url) if not request.url.startswith(site) else None
            ),
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
