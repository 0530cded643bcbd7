"""Feeds and exports as sites write them: not well formed, with drafts, accounts and passwords."""

from datetime import date
from pathlib import Path

import pytest
from read_files import BODY, OTHER, line, read

from corpus.reading.outcomes import PARTS

DAY = date(2025, 1, 9)


def feed(
    items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', title: str = "Tin"
) -> str:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return (
        f'{head}<rss version="2.0" {spaces}><channel><title>{title}</title>{items}</channel></rss>'
    )


def item(title: str = "Một", body: str = BODY, extra: str = "") -> str:
    text = f"<content:encoded><![CDATA[<p>{body}</p>]]></content:encoded>"
    return f"<item><title>{title}</title>{text}{extra}</item>"


BROKEN = {
    "an entity of HTML": (feed(item("Quận&nbsp;1 &ndash; h&ograve;a")), "Quận 1 – hòa"),
    "a bare ampersand": (feed(item("Mua & bán, A&B")), "Mua & bán, A&B"),
    "an address with ampersands": (
        feed(item("Một", extra="<link>https://a.vn/?p=1&id=2</link>")), "Một"),
    "blanks before the declaration": ("\n\n  " + feed(item()), "Một"),
    "a control character": (feed(item("M\x0bột\x08")), "Một"),
    "a reference to one": (feed(item("M&#11;ột&#0;")), "Một"),
    "utf-16 written over UTF-8": (
        feed(item(), '<?xml version="1.0" encoding="utf-16"?>'), "Một"),
    "a prefix nobody declared": (
        feed(item(extra="<media:thumbnail url='a.jpg'/><dc:creator>Minh An</dc:creator>")), "Một"),
    "no declaration of content": (
        f"<rss version='2.0'><channel><title>Tin</title>{item()}</channel></rss>", "Một"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_feed_that_is_not_well_formed_is_read(tmp_path: Path, kind: str) -> None:
    """What browsers forgive costs no article."""
    data, title = BROKEN[kind]
    [article], rejections, _ = read(tmp_path / "a.xml", data)
    assert (article.title, article.body, rejections) == (title, BODY, [])
    if "address" in kind:
        assert article.url == "https://a.vn/?p=1&id=2"


def test_text_in_cdata_is_as_it_stands(tmp_path: Path) -> None:
    """An ampersand there is no fault; what looks like the end of one block opens no other."""
    items = [
        item(f"Tin <![CDATA[A&B {n}]]>", f"A&amp;B &lt;p&gt; {BODY} {n} & ") for n in range(900)
    ]
    articles, rejections, _ = read(tmp_path / "a.xml", feed("".join(items)))
    assert len(articles) == 900 and rejections == []
    assert articles[800].title == "Tin A&B 800"
    assert articles[800].body == f"A&B <p> {BODY} 800 &"


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>', '<!DOCTYPE r [<!ENTITY x "xxxx">]>',
     '<!DOCTYPE r SYSTEM "http://192.0.2.1/a.dtd">'],
)  # fmt: skip
def test_entities_and_network_stay_off(tmp_path: Path, doctype: str) -> None:
    """An entity of the document's own is never read, from disk, network or itself."""
    data = feed(item("&x;"), f'<?xml version="1.0"?>{doctype}')
    articles, rejections, _ = read(tmp_path / "a.xml", data)
    assert all(article.title == "&x;" for article in articles)
    assert len(articles) + len(rejections) == 1 and ("SYSTEM" in doctype or rejections)


def test_a_feed_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    """The line says that."""
    data = feed(item("Một") + item("Hai", OTHER) + item("Ba"))
    articles, [rejection], _ = read(tmp_path / "a.xml", data[: data.rindex("Ba") + 2])
    assert [one.title for one in articles] == ["Một", "Hai"]
    assert "what came before was read" in rejection.reason


@pytest.mark.parametrize(
    ("printed", "day"),
    [("Thu, 09 Jan 2025 10:30:00 +0700", DAY), ("9/1/2025 10:30:00 SA", DAY), ("", None),
     ("2025-01-08T17:30:00Z", DAY)],
)  # fmt: skip
def test_days_of_a_feed(tmp_path: Path, printed: str, day: date | None) -> None:
    """In every form, or none at all: that costs nothing."""
    extra = f"<pubDate>{printed}</pubDate>" if printed else ""
    [article], rejections, notes = read(tmp_path / "a.xml", feed(item(extra=extra)))
    assert (article.published, rejections, notes) == (day, [], [])


WXR = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"'
    ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Trang tin</title>'
    "<wp:author><wp:author_login>minhan</wp:author_login>"
    "<wp:author_display_name><![CDATA[Minh An]]></wp:author_display_name></wp:author>{}</channel></rss>"
)


def post(title: str, status: str = "publish", kind: str = "post", extra: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>https://tin.example.vn/{title}</link>"
        f"<dc:creator>minhan</dc:creator><content:encoded><![CDATA[{BODY}\n\n{OTHER}]]></content:encoded>"
        f"<wp:post_date>2025-01-09 10:30:00</wp:post_date><wp:post_type>{kind}</wp:post_type>"
        f"<wp:status>{status}</wp:status>{extra}</item>"
    )


def test_an_export_of_wordpress_gives_its_published_posts(tmp_path: Path) -> None:
    """By the names of people, not of their accounts; everything else is counted by kind."""
    others = [("b", "draft"), ("c", "private"), ("d", "trash"), ("e", "pending"), ("f", "future")]
    items = [post(title, status) for title, status in others]
    items += [post("g", "publish", "page"), post("h", "inherit", "attachment"), post("a")]
    items += [post("i", extra="<wp:post_password><![CDATA[mật]]></wp:post_password>")]
    [article], rejections, notes = read(tmp_path / "a.xml", WXR.format("".join(items)))
    assert (article.title, article.authors, article.published) == ("a", ("Minh An",), DAY)
    assert article.body == f"{BODY}\n\n{OTHER}" and rejections == []
    assert [note.kind for note in notes] == [PARTS] * 8
    assert notes[-1].value == "locked with a password"


def test_comments_of_an_export_are_no_text(tmp_path: Path) -> None:
    """And a post without text is refused by its address."""
    comment = "<wp:comment><wp:comment_content>lời bình</wp:comment_content></wp:comment>"
    empty = post("b").replace(f"{BODY}\n\n{OTHER}", "")
    data = WXR.format(post("a", extra=comment) + empty)
    [article], [rejection], _ = read(tmp_path / "a.xml", data)
    assert "lời bình" not in article.text
    assert rejection.reason == "the post holds no text: https://tin.example.vn/b"


TABLES = {
    "MySQL": '<mysqldump><database><table_data name="tin"><row>{}</row></table_data></database></mysqldump>',
    "phpMyAdmin": '<pma_xml_export><database><table name="tin">{}</table></database></pma_xml_export>',
    "Solr": "<add><doc>{}</doc></add>",
}


@pytest.mark.parametrize("program", TABLES)
def test_tables_of_databases_as_xml(tmp_path: Path, program: str) -> None:
    """Columns by the names that their attributes give."""
    tag = {"MySQL": "field", "phpMyAdmin": "column", "Solr": "field"}[program]
    cells = {"id": "5", "title": "Một", "content": BODY, "created_at": "2025-01-09 10:30:00"}
    row = "".join(f'<{tag} name="{name}">{value}</{tag}>' for name, value in cells.items())
    [article], rejections, _ = read(tmp_path / "a.xml", TABLES[program].format(row))
    assert (article.id, article.title, article.body) == ("5", "Một", BODY)
    assert article.published == DAY and rejections == []


def test_a_json_feed(tmp_path: Path) -> None:
    """Its entries are articles with full text."""
    entry = {"id": "1", "url": "https://a.vn/1", "title": "Một", "content_html": f"<p>{BODY}</p>",
             "date_published": "2025-01-09T10:30:00+07:00", "authors": [{"name": "Minh An"}]}  # fmt: skip
    data = line({"version": "https://jsonfeed.org/version/1.1", "title": "Tin", "items": [entry]})
    [article], rejections, _ = read(tmp_path / "a.json", data)
    assert (article.body, article.published, article.authors) == (BODY, DAY, ("Minh An",))
    assert rejections == []
