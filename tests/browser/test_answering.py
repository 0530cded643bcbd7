"""The results page answers: little to read before the hits, nothing lost, nothing reloaded."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
STATIC = Path(__file__).parents[2] / "webui" / "static"


def settle(page: Page) -> None:
    expect(page.locator("#main[aria-busy]")).to_have_count(0)


def test_scripts_are_small() -> None:
    """All scripts together stay under 30 kB."""
    assert sum(path.stat().st_size for path in STATIC.glob("*.js")) <= 30_000


def test_five_cards_on_one_screen(open_page: Open) -> None:
    """A screen of 900 pixels shows at least the titles of five results."""
    page = open_page("/search?q=quận")
    tops = page.locator(".items h2").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().bottom)"
    )
    assert sum(bottom <= 900 for bottom in tops) >= 5


def test_the_head_leaves_the_screen_to_the_results(open_page: Open) -> None:
    """How a query was understood is one line, which opens over the page; the answer about a
    document takes a third of a screen at most."""
    page = open_page("/search?q=tuyen giao quan 1")
    line = page.locator(".understood")
    assert (line.bounding_box() or {})["height"] <= 32
    first = page.locator(".items h2").first
    before = first.bounding_box()
    line.locator("summary").click()
    expect(line.get_by_role("link", name="tắt").first).to_be_visible()
    assert first.bounding_box() == before
    page.goto("/search?q=Chỉ thị số 05-CT/TW")
    assert (page.locator(".card").bounding_box() or {})["height"] <= 300
    title = first.bounding_box()
    assert title and title["y"] + title["height"] <= 900
    expect(page.locator(".card li").first).to_contain_text("tiếp tục")


def test_a_code_never_breaks_over_lines(open_page: Open) -> None:
    """At most four codes a card, each on one line, on a phone too."""
    page = open_page("/search?q=chỉ thị 05", width=360, height=780)
    for card in page.locator(".items > li").all():
        assert card.locator(".code").count() <= 4
    assert page.locator(".items .code").evaluate_all(
        "all => all.every(e => e.getClientRects().length === 1)"
    )


def test_results_stand_before_the_filters(open_page: Open) -> None:
    """Whoever reads the page in its order meets the results first."""
    page = open_page("/search?q=quận")
    before = "(document.querySelector('#results').compareDocumentPosition(document.querySelector('.filters')) & 4) > 0"
    assert page.evaluate(before)


def test_filters_apply_without_a_reload(open_page: Open) -> None:
    """A filter changes the address and the count; focus stays, the count is said, Back undoes
    it."""
    page = open_page("/search?q=quận")
    page.evaluate("window.same = true")
    page.locator("[aria-labelledby=f-place] .v.d1").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("district="))
    settle(page)
    assert page.evaluate("window.same") is True
    assert "on" in (page.evaluate("document.activeElement.parentElement.className") or "")
    expect(page.locator("div.vh[role=status]")).to_have_text(page.locator("h1").inner_text())
    page.go_back()
    expect(page.locator(".chips")).to_have_count(0)
    assert page.evaluate("window.same") is True


def test_the_list_of_values_is_a_dialog(open_page: Open) -> None:
    """All values open over the page and narrow while one types, with or without marks; Escape
    closes; what is ticked applies."""
    page = open_page("/search")
    more = page.locator("[aria-labelledby=f-place] .more >> nth=0")
    more.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.type("quan 10")
    expect(dialog.locator(".pick li:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(more).to_be_focused()
    more.click()
    expect(dialog).to_be_visible()
    page.keyboard.type("quan 10")
    expect(dialog.locator(".pick li:visible")).to_have_count(1)
    dialog.locator("input[type=checkbox]:visible").check()
    dialog.get_by_role("button", name="Áp dụng").click()
    expect(page).to_have_url(re.compile("district="))
    expect(page.locator(".chips li")).to_have_count(1)


def test_typing_asks_little(open_page: Open) -> None:
    """A query typed at a usual pace costs at most five requests; a beginning without an answer is
    not asked for again."""
    page = open_page("/")
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/suggest" in request.url:
            asked.append(request.url)

    page.on("request", note)
    page.locator("#q").press_sequentially("zzqx vvkk học tập theo gương", delay=90)
    page.wait_for_timeout(500)
    assert 1 <= len(asked) <= 5
    page.locator("#q").fill("zzqx vvkk học tập theo gương Bác")
    page.wait_for_timeout(500)
    assert len(asked) <= 5


def test_keys(open_page: Open) -> None:
    """j and k walk through the results, / goes to the box, f to the filters."""
    page = open_page("/search?q=quận")
    links = page.locator(".items h2 a")
    for key, place in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    page.keyboard.press("f")
    assert page.evaluate("Boolean(document.activeElement.closest('.filters'))")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j")
    expect(page.locator("#q")).to_have_value("j")


def test_handles_of_the_chart(open_page: Open) -> None:
    """The two handles are moved by keys and narrow the span; what they mean is said."""
    page = open_page("/search")
    first = page.get_by_role("slider", name="Kéo tháng bắt đầu")
    said = first.get_attribute("aria-valuetext")
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("from="))
    settle(page)
    moved = page.get_by_role("slider", name="Kéo tháng bắt đầu")
    assert moved.get_attribute("aria-valuetext") != said or page.locator(".chart a.on").count()


@SCRIPT
def test_a_wrong_day_keeps_everything(open_page: Open, script: bool) -> None:
    """Days in the wrong order: the results stay, with filters and typed days, and a link swaps."""
    page = open_page("/search?q=quận", java_script_enabled=script)
    answer = page.request.get(
        "/search?q=quận&district=Quận 1, Thành phố Hồ Chí Minh&from=31/12/2024&to=1/1/2021"
    )
    assert answer.status == 400
    text = answer.text()
    assert 'value="31/12/2024"' in text and 'value="1/1/2021"' in text and "Quận 1" in text
    swap = re.search(r'<a href="([^"]+)">Đổi chỗ hai ngày', text)
    assert swap
    page.goto(swap[1].replace("&amp;", "&"))
    expect(page.locator(".range input[name=from]")).to_have_value("01/01/2021")
    expect(page.locator(".range input[name=to]")).to_have_value("31/12/2024")


def test_what_a_result_lacks_is_said(open_page: Open) -> None:
    """Where words may be missing, a line between the results says which: once for all that lack the
    same."""
    page = open_page("/search?q=hội nghị tuyên giáo quận 1 chuyển đổi số học sinh")
    lines = page.locator(".items .tier").all_inner_texts()
    assert lines and lines[0].startswith(("Đủ mọi từ", "Thiếu: "))
    assert all(first != second for first, second in pairwise(lines))
    page.goto("/search?q=tuyên giáo")
    expect(page.locator(".items .tier")).to_have_count(0)


def test_an_inferred_day_looks_inferred(open_page: Open) -> None:
    """A day that the text does not print in full is marked in the open, on a phone too."""
    page = open_page("/search?q=phụ nữ phường Bến Thành", width=390, height=844)
    card = page.locator(".items > li", has=page.locator(".guess")).first
    expect(card.locator(".guess")).to_have_text("năm suy ra")
    assert card.locator(".guess").get_attribute("title")


def test_everything_can_be_taken_away(open_page: Open) -> None:
    """The page offers the whole set first, named by its count."""
    page = open_page("/search?q=quận")
    page.get_by_text("Tải về").click()
    total = re.match(r"[\d.]+", page.locator("h1").inner_text())
    assert total
    expect(page.locator(".menu").first).to_contain_text(f"Tất cả {total[0]} bài")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel/CSV").click()
    assert waiting.value.suggested_filename.startswith("timtin-quan-")


def test_a_phone_shows_results_first(open_page: Open) -> None:
    """On a phone the head is one row and the first title begins within 190 pixels."""
    for query in ("quận", "chi thi 05", "tuyên giáo&district=Quận 1, Thành phố Hồ Chí Minh"):
        page = open_page(f"/search?q={query}", width=390, height=844)
        box = page.locator(".card h2, .items h2").first.bounding_box()
        assert box and box["y"] <= 190, query
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_filters_of_a_phone_are_a_sheet(open_page: Open) -> None:
    """The sheet stays open while filters are chosen, and its button says what is left."""
    page = open_page("/search?q=quận", width=390, height=844)
    page.locator(".filters summary").first.click()
    page.locator("[aria-labelledby=f-place] .v.d1").first.click()
    expect(page).to_have_url(re.compile("district="))
    settle(page)
    button = page.locator("[data-shut]")
    expect(button).to_be_visible()
    total = re.match(r"[\d.]+", page.locator("h1").inner_text())
    assert total and total[0] in button.inner_text()
    button.click()
    expect(page.locator(".items h2").first).to_be_visible()


@SCRIPT
def test_an_article_shows_where_the_search_matches(open_page: Open, script: bool) -> None:
    """Matches are marked and counted, each is one step away; what documents are to each other
    stands beside them, and a figure leads to the other articles that state it."""
    page = open_page("/search?q=chi bộ", java_script_enabled=script)
    page.locator(".items h2 a").first.click()
    found = page.locator(".body mark[id]").count()
    assert found > 1
    expect(page.locator(".steps")).to_contain_text(f"{found} chỗ khớp")
    if script:
        page.get_by_role("button", name="Chỗ khớp sau").click()
        page.get_by_role("button", name="Chỗ khớp sau").click()
    else:
        page.locator(".steps a").nth(1).click()
    expect(page).to_have_url(re.compile("#m2$"))
    page.goto("/search?q=05-CT/TW")
    page.locator(".items h2 a").first.click()
    role = page.locator(".facts .role").first
    expect(role).to_contain_text("văn bản này")
    expect(role.locator("q")).not_to_be_visible()
    role.locator("summary").click()
    expect(role.locator("q")).to_be_visible()
    page.goto("/bai/tp-2019-031")
    figure = page.locator(".body a.figure").first
    stated = figure.inner_text()
    figure.click()
    expect(page.locator("#q")).to_have_value(f'"{stated}"')
    assert page.locator(".items > li").count() >= 1


def test_paper(open_page: Open) -> None:
    """Printed results and articles say what was asked, how many, when and where; matches are bold;
    filters and buttons stay away, and no result is torn over two sheets."""
    page = open_page("/search?q=quận&district=Quận 1, Thành phố Hồ Chí Minh")
    page.emulate_media(media="print")
    for shown in ("h1", ".chips li", ".paper", ".items > li >> nth=0"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".top", ".filters", ".actions", ".bar", ".pager"):
        assert not page.locator(hidden).first.is_visible(), hidden
    expect(page.locator(".paper")).to_contain_text(re.compile(r"Tìm: quận · http.*district=.*/20"))
    style = "e => [getComputedStyle(e).fontWeight, getComputedStyle(e.closest('li')).breakInside]"
    assert page.locator(".items mark").first.evaluate(style) == ["700", "avoid"]
    page.locator(".items h2 a").first.click()
    expect(page.locator(".paper")).to_contain_text("Tìm: quận")
    expect(page.locator(".citation")).to_be_visible()
    assert not page.locator(".steps, .trail, .legend").first.is_visible()


def test_the_face_is_our_own_and_small() -> None:
    """The face is served by the site itself, 90 kB at most."""
    assert 0 < sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2")) <= 90_000


@pytest.mark.parametrize("width", [360, 820, 1280])
def test_no_page_scrolls_sideways(open_page: Open, width: int) -> None:
    """Tables scroll in their own box, pages never."""
    for path in ("/", "/search?q=quận", "/bang", "/bai/tt-2019-004?q=quận&pos=1"):
        page = open_page(path, width=width, height=800)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [360, 1280])
def test_a_document_of_the_list_is_seen_whole(open_page: Open, width: int) -> None:
    """Its count of articles stands inside the page beside its name, however long that is."""
    page = open_page("/van-ban", width=width, height=800)
    counts = page.locator("table.listing td:last-child")
    for at in range(min(counts.count(), 10)):
        box = counts.nth(at).bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
    room = page.locator(".scroll").first
    assert room.evaluate("box => box.scrollWidth <= box.clientWidth")
