"""What a reader does on the pages, with script and without, by mouse and by keyboard."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
ARTICLE = "/bai/tt-2019-004"
PAGES = [
    "/",
    "/search?q=tuyen giao",
    "/search?q=tuyên giáo quận 1 tháng 1/2025",
    "/search?q=quận&district=Quận 1, Thành phố Hồ Chí Minh&not_code=05-CT/TW&from=2024",
    "/search?q=qqqq zzzz&district=Quận 99",
    ARTICLE,
    "/van-ban/05-CT/TW",
    "/chon/district",
    "/bang?q=quận",
    "/tro-giup",
    "/api",
    "/van-ban",
    "/kiem-tra-vien-dan?text=Chỉ thị số 05-KL/TW",
    "/?lang=en",
]


def count(page: Page) -> int:
    """Return how many articles the page says it found, once what was asked for has come."""
    expect(page.locator("#main[aria-busy]")).to_have_count(0)
    found = re.match(r"[\d.]+", page.locator("h1").inner_text())
    assert found
    return int(found.group().replace(".", ""))


@SCRIPT
def test_search_from_home(open_page: Open, script: bool) -> None:
    """Typing and Enter give results with marks, and the query stays in the box."""
    page = open_page("/", java_script_enabled=script)
    page.get_by_role("searchbox" if not script else "combobox").fill("tuyên giáo")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q="))
    assert count(page) > 0
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator("#q")).to_have_value("tuyên giáo")


@SCRIPT
def test_facet_choose_add_exclude_remove(open_page: Open, script: bool) -> None:
    """A value narrows to its count, a second one widens, one is left out, chips take all back."""
    page = open_page("/search", java_script_enabled=script)
    total = count(page)
    values = page.locator("[aria-labelledby=f-place] .v.d1")
    first = int(values.nth(0).locator(".n").inner_text())
    values.nth(0).click()
    assert count(page) == first
    page.locator("[aria-labelledby=f-place] li:not(.on) .v.d1").first.click()
    assert first < count(page) < total
    expect(page.locator(".chips li")).to_have_count(3)  # two filters and "clear all"
    page.locator(".chips .clear a").click()
    assert count(page) == total
    page.locator("[aria-labelledby=f-place] .x").first.click()
    assert count(page) == total - first
    page.locator(".chips a").first.click()
    assert count(page) == total


@SCRIPT
def test_facet_page(open_page: Open, script: bool) -> None:
    """The long list can be searched, several values ticked, and applied."""
    page = open_page("/search", java_script_enabled=script)
    page.locator("[aria-labelledby=f-place] p a >> nth=0").click()
    page.get_by_label("Tìm trong danh sách").fill("quan 1")
    page.get_by_role("button", name="Lọc danh sách").click()
    page.locator("input[type=checkbox]").first.check()
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.locator(".chips li")).to_have_count(1)
    assert count(page) > 0


@SCRIPT
def test_time_range(open_page: Open, script: bool) -> None:
    """A bar of the histogram and a typed range lead to the same results."""
    page = open_page("/search", java_script_enabled=script)
    bar = page.locator(".chart svg a").first
    year, articles = re.match(r"(\d{4}): (\d+)", bar.get_attribute("aria-label") or "").groups()
    bar.click()
    assert count(page) == int(articles)
    page.locator(".chips a").last.click()
    page.locator(".range input[name=from]").fill(year)
    page.locator(".range input[name=to]").fill(f"12/{year}")
    page.locator(".range button").click()
    assert count(page) == int(articles)
    expect(page.locator(".range input[name=to]")).to_have_value(f"31/12/{year}")
    assert page.locator(".chart .on").count() > 0


@SCRIPT
def test_paging(open_page: Open, script: bool) -> None:
    """Next and previous walk through the results."""
    page = open_page("/search?per_page=20", java_script_enabled=script)
    first = page.locator(".items h2").first.inner_text()
    page.locator("a[rel=next]").click()
    expect(page.locator(".items h2").first).not_to_have_text(first)
    page.locator("a[rel=prev]").click()
    expect(page.locator(".items h2").first).to_have_text(first)


@SCRIPT
def test_article_marks(open_page: Open, script: bool) -> None:
    """What was found in the text is underlined and leads on; one switch marks it."""
    page = open_page(ARTICLE, java_script_enabled=script)
    code = page.locator(".body a.code").first

    def background() -> str:
        return str(code.evaluate("e => getComputedStyle(e).backgroundColor")) if script else ""

    assert not script or background() == "rgba(0, 0, 0, 0)"
    page.get_by_label("Đánh dấu trong bài").check()
    assert not script or background() != "rgba(0, 0, 0, 0)"
    code.click()
    expect(page).to_have_url(re.compile("/van-ban/"))
    assert page.locator(".mentions mark").count() > 0


def test_suggestions_by_keyboard(open_page: Open) -> None:
    """Arrow and Enter choose a suggestion; Escape closes the list and leaves the text."""
    page = open_page("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("05")
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("05")
    box.press_sequentially("-")
    expect(option).to_be_visible()
    chosen = option.get_attribute("data-text")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value(chosen or "")
    assert count(page) > 0


def test_keyboard_reaches_the_content_first(open_page: Open) -> None:
    """The first stop skips to the content, the second to the results; focus can be seen."""
    page = open_page("/search")
    page.keyboard.press("Tab")
    skip = page.locator(".skip").first
    expect(skip).to_be_focused()
    assert skip.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@SCRIPT
def test_few_tabs_to_the_first_hit(open_page: Open, script: bool) -> None:
    """By the link to the results the first hit is at most six stops away."""
    page = open_page("/search?q=quận", java_script_enabled=script)
    for key in ("Tab", "Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    stops = 3
    first = page.locator(".items h2 a").first
    while not first.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= 6


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 360])
def test_phone(open_embedded: Open, path: str, width: int) -> None:
    """On a phone nothing is wider than the screen."""
    page = open_embedded(path, width=width, height=780)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_filters_fold_on_a_phone(open_page: Open) -> None:
    """The filters are one line that opens; on a wide screen they stand open."""
    page = open_page("/search", width=360, height=780)
    facet = page.locator("#f-place")
    expect(facet).not_to_be_visible()
    page.locator(".filters > details > summary").click()
    expect(facet).to_be_visible()
    expect(open_page("/search").locator("#f-place")).to_be_visible()


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIGHTS = [
    *product(["light", "dark"], [390, 768, 1280], ["none"]),
    ("light", 640, "none"),  # 1280 pixels at 200 %
    ("light", 1280, "active"),
]


@pytest.mark.parametrize("path", PAGES)
def test_accessible(open_embedded: Open, path: str) -> None:
    """axe finds nothing, WCAG 2.2 AA and good practice: at three sizes in both themes, at 200 %,
    with colours of the reader's own; and nothing scrolls sideways."""
    page = open_embedded(path)
    for scheme, width, forced in SIGHTS:
        page.emulate_media(color_scheme=scheme, forced_colors=forced)
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        told = [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
        assert told == [], (scheme, width, forced)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_what_colours_say_is_said_without_them(open_embedded: Open) -> None:
    """With the reader's own colours matches, chosen values and the current order still stand out."""
    page = open_embedded(
        "/search?q=quận&district=Quận 1, Thành phố Hồ Chí Minh", forced_colors="active"
    )
    text = page.locator(".snippet").first.evaluate("e => getComputedStyle(e).backgroundColor")
    mark = page.locator(".items mark").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert mark != text
    box = page.locator("#q").evaluate("e => getComputedStyle(e).borderTopStyle")
    assert box != "none"


def test_by_keyboard_alone(open_embedded: Open) -> None:
    """From the home page to a passage of an article and back, without a mouse; what has the focus is
    seen."""
    page = open_embedded("/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("tuyên giáo")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search"))
    expect(page.locator(".items h2 a").first).to_be_visible()
    page.keyboard.press("j")
    focused = page.locator(".items h2 a").first
    expect(focused).to_be_focused()
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator(".steps")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("/search"))


def test_dark(open_embedded: Open) -> None:
    """Whoever asks for dark gets dark."""
    dark = open_embedded("/", color_scheme="dark").evaluate(
        "getComputedStyle(document.documentElement).backgroundColor"
    )
    light = open_embedded("/").evaluate(
        "getComputedStyle(document.documentElement).backgroundColor"
    )
    assert dark != light
