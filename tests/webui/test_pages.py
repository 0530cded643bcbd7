"""The pages: what a reader finds on them, and what must never be."""

import re
from urllib.parse import quote

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from memory_engine import MemoryEngine
from page_links import Links, hrefs
from web_documents import DOCUMENTS, HOSTILE

from corpus import Article
from search.model import IndexedArticle
from webui import create_app
from webui.texts import catalogue

PAGES = [
    "/",
    "/search",
    "/search?q=tuyên giáo",
    "/search?q=không thấy",
    "/search?page=9",
    "/bai/a1",
    "/bai/hostile",
    "/van-ban/05-CT/TW",
    "/chon/district",
    "/chon/code?facet_q=05",
    "/tro-giup",
    "/api",
    "/nothing",
    "/search?page=0",
    "/bai/nothing",
    "/van-ban/99-CT/TW",
    "/?lang=en",
    "/search?q=quận&lang=en&explain=1",
    "/search?q=quan&off=fold&from=2024&not_code=05-CT/TW&district=Quận 1, Thành phố Hồ Chí Minh",
]


def total(text: str) -> int:
    found = re.search(r"<h1[^>]*>([\d.]+) bài viết", text)
    assert found, "no heading with the number of results"
    return int(found[1].replace(".", ""))


@pytest.mark.parametrize("path", PAGES)
def test_html_is_valid(client: FlaskClient, path: str) -> None:
    """Every page parses without an error of the HTML standard."""
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(client.get(path).text)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_inline(client: FlaskClient, path: str) -> None:
    """No page needs inline script or style, nor anything from another host."""
    response = client.get(path)
    for tag, attributes in Links(response.text).tags:
        assert not any(name == "style" or name.startswith("on") for name in attributes), (
            tag,
            attributes,
        )
        assert tag != "style" and (tag != "script" or attributes.get("src"))
        if tag in ("script", "link", "img") and attributes.get("rel") != "canonical":
            assert (attributes.get("src") or attributes.get("href") or "").startswith("/")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search",
        "/search?q=bài",
        "/bai/hostile",
        f"/search?q={quote(HOSTILE)}",
        "/chon/section",
        f"/van-ban/{quote(HOSTILE)}",
        f"/bai/{quote(HOSTILE)}",
    ],
)
def test_hostile_text_is_shown_as_text(client: FlaskClient, path: str) -> None:
    """Markup in any field or in the query is text everywhere, highlights included."""
    page = client.get(path)
    tags = Links(page.text).tags
    assert not any(tag == "script" and "src" not in attributes for tag, attributes in tags)
    assert not any(tag == "img" or "onerror" in attributes for tag, attributes in tags)
    assert "javascript:" not in "".join(hrefs(page.text))
    if "7*7" in page.text:
        assert "{{7*7}}" in page.text


def test_home_until_something_is_asked(client: FlaskClient) -> None:
    """The start page shows the collection; any parameter turns it into results."""
    assert "5 bài viết" in client.get("/").text and "Bài mới nhất" in client.get("/").text
    assert "Bài mới nhất" in client.get("/?q=&utm_source=x&lang=vi").text
    assert (
        total(client.get("/?q=tuyên giáo").text)
        == total(client.get("/search?q=tuyên giáo").text)
        == 2
    )


def test_results(client: FlaskClient) -> None:
    """A result has its marked title, date, source, codes and districts as links, and the query
    stays in the box."""
    text = client.get("/search?q=tuyên giáo").text
    assert 'value="tuyên giáo"' in text
    assert "<mark>tuyên</mark> <mark>giáo</mark>" in text
    assert '<time datetime="2025-01-09">09/01/2025</time>' in text and "Thanhuytphcm.vn" in text
    assert "/van-ban/05-KH/QU" in list(hrefs(text))


def test_counts_tell_the_truth_before_the_click(client: FlaskClient) -> None:
    """Every facet value on a page leads to as many results as it says, chosen filters included."""
    for start in ("/search", "/search?q=quận", "/search?district=Quận 10, Thành phố Hồ Chí Minh"):
        text = client.get(start).text
        values = re.findall(
            r'<li><a class="v(?: d\d)?" href="([^"]+)"><span class="name">.*?<span class="n">(\d+)</span>',
            text,
        )
        assert values
        for href, count in values:
            if start.count("district") and "district=" in href and href.count("district=") > 1:
                # a further value of a facet widens the choice: its count says what it adds
                continue
            assert total(client.get(href.replace("&amp;", "&")).text) == int(count), href


def test_filters_are_chosen_dropped_and_excluded_by_links(client: FlaskClient) -> None:
    """One click each: choose, leave out instead, drop again."""
    text = client.get("/search").text
    exclude = next(h for h in hrefs(text, "/search?not_code=05-CT/TW"))
    text = client.get(exclude).text
    assert total(text) == 3
    chip = re.search(r'<ul class="chips".*?<a href="([^"]+)"', text, re.DOTALL)
    assert chip and total(client.get(chip[1]).text) == 5


def test_selected_value_stays_visible_at_zero(client: FlaskClient) -> None:
    """A chosen value that finds nothing can be seen and undone."""
    text = client.get("/search?q=tuyên giáo&code=99-CT/TW").text
    assert total(text) == 0
    assert text.count("99-CT/TW") > 2


def test_empty_result_says_what_to_drop(client: FlaskClient) -> None:
    """Without hits the page offers the search without filters, and how many that finds."""
    text = client.get("/search?q=tuyên giáo&district=Quận 99").text
    assert "Không tìm thấy bài viết nào" in text and "2 bài viết" in text


def test_reading_can_be_switched_off_and_on(client: FlaskClient) -> None:
    """How the query was understood is said in a line, with a link that undoes it."""
    off = next(
        hrefs(
            client.get("/search?q=tuyen giao").text,
            "/search?q=tuyen+giao&amp;off".replace("&amp;", "&"),
        )
    )
    text = client.get(off).text
    assert "bật lại" in text and "/search?q=tuyen+giao" in list(hrefs(text))


def test_paging_leads_everywhere(client: FlaskClient) -> None:
    """Next and previous carry rel, lead through all results, and keep the search."""
    text = client.get("/search?per_page=2&sort=oldest").text
    following = [link["href"] for link in Links(text).links if link.get("rel") == "next"]
    assert following == ["/search?sort=oldest&per_page=2&page=2"]
    text = client.get(following[0]).text
    assert 'aria-current="page">2<' in text
    assert [link["href"] for link in Links(text).links if link.get("rel") == "prev"] == [
        "/search?sort=oldest&per_page=2"
    ]


def test_histogram_keeps_empty_months_and_has_a_table(client: FlaskClient) -> None:
    """From May 2024 to March 2025 there are eleven bars, each in words, and as many table rows."""
    text = client.get("/search").text
    assert text.count('class="hit"') == text.count('<th scope="row">') == 11
    assert "tháng 8/2024: 0 bài viết" in text
    assert total(client.get("/search?from=2024-05-01&to=2024-05-31").text) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_typed_range_can_be_sent_again(client: FlaskClient, language: str) -> None:
    """The fields of the range show the days chosen as they can be typed, in both languages."""
    text = client.get(f"/search?from=2025-01&to=3/2025&lang={language}").text
    assert 'name="from" value="01/01/2025"' in text and 'name="to" value="31/03/2025"' in text


def test_facet_page_chooses_several_at_once(client: FlaskClient) -> None:
    """All values of one facet stand in a form with boxes to tick, searchable, without script."""
    text = client.get("/chon/district?q=quận").text
    assert text.count('type="checkbox"') == 3 and 'name="q" value="quận"' in text
    assert client.get("/chon/district?facet_q=quan 3").text.count('type="checkbox"') == 1
    assert client.get("/chon/colour").status_code == 404


def test_article(client: FlaskClient) -> None:
    """The text keeps its paragraphs; codes in it lead to their documents; the facts say why this
    date."""
    text = client.get("/bai/a1").text
    assert '<a class="code" href="/van-ban/05-KH/QU">05-KH/QU</a>' in text
    assert text.count("<p>", text.index('class="body"'), text.index("</article>")) == 2
    assert "<dt>Ngày đăng</dt><dd>09/01/2025" in text and 'href="https://example.vn/a1"' in text
    assert "/bai/a2" in list(hrefs(text)), "an article on the same document"


def test_caption_stands_above_the_text() -> None:
    """The caption of an article's picture is shown as such, before its first paragraph, as text."""
    article = Article("c", "Bài có ảnh", "Đoạn đầu.\nĐoạn hai.", caption="Quang cảnh <hội nghị>")
    engine = MemoryEngine([IndexedArticle(article, {})])
    text = create_app("x", OPEN_ENGINE=lambda location: engine).test_client().get("/bai/c").text
    assert text.index('<p class="caption">Quang cảnh &lt;hội nghị&gt;</p>') < text.index(
        "Đoạn đầu."
    )


@pytest.mark.parametrize("id", ["tin/2025 số 4", "../../etc", "//x", "a?b#c", "a%2Fb", "dòng\nhai"])
def test_any_id_has_an_address(id: str) -> None:
    """Whatever an id holds, the link from the results leads to its article."""
    engine = MemoryEngine([IndexedArticle(Article(id, "Bài thử địa chỉ", "nội dung"), {})])
    client = create_app("x", OPEN_ENGINE=lambda location: engine).test_client()
    link = next(hrefs(client.get("/search").text, "/bai"))
    assert "Bài thử địa chỉ" in client.get(link).text


def test_document_page(client: FlaskClient) -> None:
    """A document's page says its type and issuer and cites the sentence of every mention."""
    text = client.get("/van-ban/05-CT/TW").text
    assert "Chỉ thị" in text and "Trung ương" in text and "2 bài viết" in text
    assert "việc thực hiện Chỉ thị <mark>05-CT/TW</mark>" in text
    assert text.index("/bai/a1") < text.index("/bai/a2")


def test_document_addresses_are_canonical(client: FlaskClient) -> None:
    """However a code is written, its page has one address."""
    response = client.get("/van-ban/05 - ct/tw")
    assert (response.status_code, response.headers["Location"]) == (301, "/van-ban/05-CT/TW")


def test_a_document_without_a_type_has_a_page() -> None:
    """A code that does not say what it is (100/TTg) is its own heading."""
    articles = [IndexedArticle(Article("a", "Tiêu đề", "Theo số 100/TTg."), {"code": ("100/TTg",)})]
    page = (
        create_app("x", OPEN_ENGINE=lambda location: MemoryEngine(articles))
        .test_client()
        .get("/van-ban/100/TTg")
    )
    assert page.status_code == 200 and re.search(
        r"<h1[^>]*>\s*<b>100/TTg</b>|<h1[^>]*>\s*100/TTg", page.text
    )


@pytest.mark.parametrize(("limit", "shown"), [("", 25), ("19", 19), ("20", 20), ("21", 21)])
def test_as_many_values_as_were_asked_for(limit: str, shown: int) -> None:
    """The page of a facet shows the number of values in its address, its own number without one."""
    articles = [
        IndexedArticle(Article(f"a{n}", "Bài", "nội dung"), {"district": (f"Quận {n}, Tỉnh A",)})
        for n in range(25)
    ]
    client = create_app("x", OPEN_ENGINE=lambda location: MemoryEngine(articles)).test_client()
    text = client.get(f"/chon/district?facet_limit={limit}").text
    assert text.count('type="checkbox"') == shown


@pytest.mark.parametrize("path", ["/bai/khong co", "/van-ban/99-CT/TW"])
def test_unknown_things_offer_a_search(client: FlaskClient, path: str) -> None:
    """404 with a link that searches for what was asked."""
    response = client.get(path)
    assert response.status_code == 404
    assert client.get(next(hrefs(response.text, "/search?q="))).status_code == 200


def test_language(client: FlaskClient) -> None:
    """English where the address asks for it and keeps asking; else Vietnamese, whatever the browser
    prefers."""
    for wish in ("", "vi", "en-GB,en;q=0.9"):
        assert '<html lang="vi">' in client.get("/", headers={"Accept-Language": wish}).text
    text = client.get("/search?q=quận&lang=en").text
    assert "articles" in text
    assert all("lang=" in href for href in hrefs(text, "/search?"))


@pytest.mark.parametrize("path", ["/search?q=quận", "/bai/a1", "/van-ban/05-CT/TW", "/"])
def test_quoted_text_keeps_its_language(client: FlaskClient, path: str) -> None:
    """On an English page what comes from articles says that it is Vietnamese, so that it is read
    aloud as such."""
    join = "&" if "?" in path else "?"
    assert ' lang="vi">' in client.get(f"{path}{join}lang=en").text.partition("<main")[2]


def test_both_languages_say_everything() -> None:
    """No text is missing or empty in either language, and both name the same values."""
    vi, en = catalogue().values()
    for key, text in vi.items():
        assert text and en[key], key
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", en[key])), key


def test_every_text_key_in_templates_exists(app: Flask) -> None:
    """A template cannot name a text that is not there."""
    known = catalogue()["vi"]
    loader = app.jinja_env.loader
    assert loader
    for name in loader.list_templates():
        source = loader.get_source(app.jinja_env, name)[0]
        for key in re.findall(r'\bt\("([^"]+)"', source):
            assert key in known, (name, key)


@pytest.mark.parametrize("documents", [[], DOCUMENTS[:1]])
@pytest.mark.parametrize(
    "path", ["/", "/search", "/search?q=tuyên", "/chon/code", "/search.atom", "/sitemap.xml"]
)
def test_small_collections(documents: list[IndexedArticle], path: str) -> None:
    """No article, or one, is a collection too."""
    engine = MemoryEngine(documents)
    assert (
        create_app("x", OPEN_ENGINE=lambda location: engine).test_client().get(path).status_code
        == 200
    )


def test_two_hundred_chosen_values(client: FlaskClient) -> None:
    """As many filters as are allowed make a page that is not heavy; one more is refused by name."""
    values = [f"district=Quận {i}" for i in range(200)]
    page = client.get("/search?" + "&".join(values))
    assert page.status_code == 200 and len(page.data) < 200_000
    assert "200 mục" in page.text and "/search" in list(hrefs(page.text)), "a chip drops them all"
    assert client.get("/search?" + "&".join([*values, "code=1"])).status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=tuyên", "/chon/code", "/bai/a1", "/van-ban/05-CT/TW", "/tro-giup", "/api"],
)
def test_pages_go_on_without_what_they_do_not_know(client: FlaskClient, path: str) -> None:
    """Whatever a chat or a mailer adds to an address, its page is the same; no link of it carries
    that on."""
    lengthened = client.get(
        path
        + ("&" if "?" in path else "?")
        + "zarsrc=30&mibextid=Zxz2cZ&amp;utm_source=zalo&_gl=1*a"
    )
    assert (lengthened.status_code, client.get(path).status_code) == (200, 200)
    assert "mibextid" not in lengthened.text


def test_a_filter_that_cannot_be_seen_shows_no_articles(client: FlaskClient) -> None:
    """At no address are all articles shown for a filter of invisible characters."""
    for path in (
        "/search",
        "/",
        "/search.json",
        "/search.csv",
        "/search.atom",
        "/search.ndjson",
        "/chon/code",
    ):
        for value in ("%E2%80%8B", "%00", "%C2%A0"):
            assert client.get(f"{path}?q=tuyên&district={value}").status_code == 400, path


@pytest.mark.parametrize("id", ["https://x.vn/bai?id=3#a", "d%2F", "a&b", "tin/2025 số 4"])
def test_the_other_language_is_of_the_same_page(id: str) -> None:
    """Whatever an id holds, the link to the other language leads to the same article."""
    engine = MemoryEngine([IndexedArticle(Article(id, "Bài thử", "nội dung"), {})])
    client = create_app("x", OPEN_ENGINE=lambda location: engine).test_client()
    page = client.get(next(hrefs(client.get("/search").text, "/bai/")))
    assert page.status_code == 200
    (other,) = {href for href in hrefs(page.text, "/bai/") if "lang=en" in href}
    assert '<html lang="en">' in client.get(other).text and "Bài thử" in client.get(other).text


def test_a_code_that_no_article_has_is_not_linked(client: FlaskClient) -> None:
    """A document that nobody names has no page, so none is offered."""
    assert not list(hrefs(client.get("/search?q=999-CT/TW").text, "/van-ban/999"))


def test_a_redirect_to_a_document_keeps_what_was_asked(client: FlaskClient) -> None:
    """Another writing of a code leads to the same page in the same order and language."""
    moved = client.get("/van-ban/5-CT%2FTW?sort=oldest&lang=en&per_page=20&page=2")
    assert moved.status_code == 301 and moved.location.startswith("/van-ban/05-CT/TW?")
    assert all(
        pair in moved.location for pair in ("sort=oldest", "lang=en", "per_page=20", "page=2")
    )


def test_a_day_long_ago_can_be_sent_again(client: FlaskClient) -> None:
    """The range shows years of four digits, as it wants them."""
    assert 'value="01/01/0999"' in client.get("/search?from=0999").text
