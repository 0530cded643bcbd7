"""Five people who come with a question, and how many steps they take: a query typed and sent is one,
a click is one."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
DISTRICT = "Quận 1, TP. Hồ Chí Minh"


class Walk:
    """A page, and the steps taken on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def ask(self, query: str) -> None:
        self.page.locator("#q").fill(query)
        self.page.keyboard.press("Enter")
        expect(self.page).to_have_url(re.compile(r"/search\?"))
        self.steps += 1

    def click(self, where: Locator) -> None:
        where.first.click()
        expect(self.page.locator("#main[aria-busy]")).to_have_count(0)
        self.steps += 1

    def texts(self, where: Locator) -> list[str]:
        """Wait until there is one: a page that was asked for may still be on its way."""
        expect(where.first).to_be_visible()
        return [text.strip() for text in where.all_inner_texts()]

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("link", name=name)


def test_an_official_asks_who_carried_a_directive_out(open_page: Open) -> None:
    """`chi thi 05`, Enter: one screen says what it is called, by whom and of which day, who carried
    it out where and when, each with its sentence, and where there is no word of it. One click on is
    the document, one more the table for the report."""
    walk = Walk(open_page("/"))
    walk.ask("chi thi 05")
    card = walk.page.locator(".card")
    expect(card).to_be_in_viewport(ratio=1)
    for said in ("05-CT/TW", "Bộ Chính trị", "15/05/2016", "học tập và làm theo", "Chưa có tin ở"):
        expect(card).to_contain_text(said)
    lines = walk.texts(card.locator("li"))
    assert len(lines) >= 2
    assert all(re.search(r"\d\d/\d\d/\d{4}", line) and len(line) > 60 for line in lines)
    walk.click(card.get_by_role("link", name="Chỉ thị 05-CT/TW"))
    expect(walk.page.locator("#done")).to_contain_text(DISTRICT)
    with walk.page.expect_download() as download:
        walk.click(walk.link("Excel/CSV"))
    assert walk.steps == 3
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    done = {(row["actor"], row["relation"]) for row in rows if row["document"] == "05-CT/TW"}
    assert ("19-BC/QU", "reviews") in done and all(row["sentence"] for row in rows)


def test_a_journalist_looks_for_what_a_district_did(open_page: Open) -> None:
    """Typed without marks, with the district among the words: the first results are of that
    district, the place is offered as a filter, the article opens at its matches, leads on to the
    next result and is cited in one line."""
    walk = Walk(open_page("/"))
    walk.ask("tuyen giao quan 1")
    places = walk.page.locator(".items .meta")
    assert sum("Quận 1" in text for text in walk.texts(places)[:3]) >= 2
    walk.click(walk.page.locator(".items h2 a"))
    expect(walk.page.locator(".steps")).to_contain_text("chỗ khớp")
    expect(walk.page.locator(".body mark").first).to_be_visible()
    first = walk.page.locator("h1").inner_text()
    expect(walk.page.locator(".citation")).to_contain_text(first)
    walk.click(walk.page.locator(".trail a[rel=next]"))
    expect(walk.page.locator("h1")).not_to_have_text(first)
    walk.click(walk.page.locator(".trail a").first)
    expect(walk.page.locator("#q")).to_have_value("tuyen giao quan 1")
    assert walk.steps == 4


def test_a_researcher_follows_a_document_over_places_and_time(open_page: Open) -> None:
    """From the list of documents: the conclusions of the Centre, one of them, its tree down to a
    ward with the sentence of each edge, where and where not, and the graph to take away."""
    walk = Walk(open_page("/"))
    walk.click(walk.link("Văn bản").first)
    walk.click(walk.page.locator("[aria-labelledby=f-own-type] a.v", has_text="Kết luận"))
    expect(walk.page).to_have_url(re.compile("type="))
    names = walk.texts(walk.page.locator("table.listing th[scope=row]"))
    assert all("KL" in name for name in names)
    walk.click(walk.link("01-KL/TW"))
    tree = walk.page.locator("#tree")
    expect(tree).to_contain_text("64-KH/QU")
    expect(tree).to_contain_text("Phường Bến Nghé")
    expect(tree.locator("blockquote, .said, q").first).to_be_visible()
    walk.click(walk.page.locator("#places summary"))
    expect(walk.page.locator("#places details")).to_contain_text("Quận 3, TP. Hồ Chí Minh")
    with walk.page.expect_download() as download:
        walk.click(walk.link("GraphML"))
    assert walk.steps == 5
    assert "64-KH/QU" in download.value.path().read_text("utf-8")


def test_an_editor_checks_what_a_draft_cites(open_page: Open) -> None:
    """A draft is pasted: what cannot be and what no article names is told with why, what was
    replaced with its sentence, and a suggestion leads to the document that was meant."""
    walk = Walk(open_page("/van-ban"))
    walk.click(walk.link("Kiểm tra viện dẫn văn bản"))
    draft = "Thực hiện Chỉ thị số 05-KL/TW và Chỉ thị số 05-CT/TW, Kế hoạch số 9999-KH/QU."
    walk.page.locator("#cite-text").fill(draft)
    walk.click(walk.page.get_by_role("button", name=re.compile("Kiểm tra")))
    doubts = walk.page.locator("#doubts")
    told = walk.texts(doubts.locator("dt"))
    assert {"05-KL/TW", "9999-KH/QU"} <= set(told) and "05-CT/TW" not in told
    walk.click(doubts.locator("dd a"))
    expect(walk.page.locator("h1")).to_contain_text(re.compile(r"\d"))
    assert walk.steps == 3


def test_a_phone_without_marks(open_page: Open) -> None:
    """A thumb types `05 ct tw`: the answer begins in the upper part of the screen, the sheet of
    filters narrows to a district and says how many are left, the article can be read without
    scrolling sideways."""
    walk = Walk(open_page("/", width=390, height=844, has_touch=True, is_mobile=True))
    walk.ask("05 ct tw")
    top = walk.page.locator(".card h2, .items h2").first.bounding_box()
    assert top and top["y"] <= 190
    walk.click(walk.page.locator(".filters summary"))
    walk.click(walk.page.locator("[aria-labelledby=f-place] a.v", has_text="Quận 1"))
    left = walk.page.locator("[data-shut]")
    total = re.match(r"\d+", walk.page.locator("h1").inner_text())
    assert total and total.group() in left.inner_text()
    walk.click(left)
    walk.click(walk.page.locator(".items h2 a"))
    expect(walk.page.locator(".body")).to_contain_text("05")
    assert walk.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert walk.steps == 5
