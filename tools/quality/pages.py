"""Score what is read of pages: title, day, section, source, authors, the ends of the body,
paragraphs lost, text of others.

    python -m tools.quality.pages [--errors]

Ninety pages: eighteen structures, made after the markup of Vietnamese sites, each with five
articles of the shipped sample; and a list of articles in each structure, which is no article. Each
field must reach 0.95, and no paragraph may be lost.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from corpus.reading.outcomes import NoArticle, Settings
from corpus.reading.pages import page_record
from corpus.reading.record import article_from

STRUCTURES = Path(__file__).with_name("pages")
SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
PAGES_EACH = 5
GOAL = 0.95
FIELDS = ("title", "published", "section", "source", "authors", "begin", "end", "whole", "alone")
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_NAMES = (["Minh An"], ["Lê Ánh", "Quốc Bảo"], ["Thu Hằng"], ["Ngọc Lan"], ["Trần Vũ Khoa"])
_CAPTIONS = (
    "Quang cảnh hội nghị. Ảnh: Minh An",
    "Các đại biểu tham quan khu trưng bày",
    "Người dân làm thủ tục sáng đầu tuần",
)
SOURCES = {
    "newspaper-span-date": ("tinmaunhanh.example",),
    "newspaper-data-role": ("BÁO MẪU THÀNH PHỐ ONLINE",),
    "newspaper-cms": ("Báo Nhân Dân Mẫu điện tử",),
    "nukeviet": ("Đảng bộ huyện Mẫu",),
    "sharepoint": ("Cổng thông tin điện tử Đảng bộ tỉnh Mẫu",),
    "wordpress": ("Quận đoàn Mẫu",),
    "joomla": ("tin.example", ""),
    "drupal": ("Ban Dân vận Mẫu",),
    "liferay": ("Trang thông tin điện tử Thành ủy Mẫu",),
    "dotnetnuke": ("tin.example", ""),
    "old-tables": ("THÀNH ỦY MẪU", "tin.example", ""),
    "script-site": ("Tạp chí Mẫu",),
    "tabloid": ("Laodongmau.vn",),
    "plain-divs": ("Đảng bộ TP. Mẫu", "tin.example", ""),
    "broadcaster": ("Đài Phát thanh và Truyền hình Mẫu",),
    "government": ("Báo Chính phủ Mẫu",),
    "lists": ("tin.example", ""),
    "uikit": ("Tỉnh ủy Mẫu",),
}
"""Structure -> what may stand as the source; "" where the page does not name its site."""

NAMELESS = frozenset({"wordpress"})
"""Structures that print an account and no author."""


@dataclass(frozen=True)
class Marked:
    """A page with what is right for it."""

    name: str
    html: str
    article: dict[str, Any]
    foreign: tuple[str, ...]


@cache
def marked_pages() -> list[Marked]:
    """Return the ninety pages."""
    articles = [
        json.loads(line)
        for file in sorted(SAMPLE.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").split("\n")
        if line
    ]
    articles = [
        one
        for one in articles
        if all(map(one.get, ("section", "summary", "published"))) and one["body"].count("\n") >= 2
    ]
    templates = Environment(loader=FileSystemLoader(STRUCTURES), autoescape=True)
    names = sorted(path.stem for path in STRUCTURES.glob("*.html"))
    return [
        _page(
            name,
            templates.get_template(f"{name}.html"),
            articles,
            number * PAGES_EACH + which,
            which,
        )
        for number, name in enumerate(names)
        for which in range(PAGES_EACH)
    ]


def _page(name: str, template: Any, articles: list[dict[str, Any]], at: int, which: int) -> Marked:
    article = articles[at % len(articles)]
    others = tuple(articles[(at + 11 + 3 * step) % len(articles)]["title"] for step in range(8))
    day = date.fromisoformat(article["published"])
    later = day + timedelta(days=40)
    authors = _NAMES[which]
    caption = _CAPTIONS[which % len(_CAPTIONS)]
    html = template.render(
        title=article["title"], summary=article["summary"], paragraphs=article["body"].split("\n"),
        section=article["section"], authors=authors,
        others=others, caption=caption, iso=day.isoformat(),
        later=later.isoformat(), latervn=f"{later:%d/%m/%Y}",
        d=day.day, m=day.month, y=day.year, dd=f"{day:%d}",
        mm=f"{day:%m}", weekday=_WEEKDAYS[day.weekday()],
        url=f"https://tin.example/{name}/{which}.html",
    )  # fmt: skip
    return Marked(
        f"{name} {which}", html, {**article, "authors": authors, "day": day}, (*others, caption)
    )


def listing(name: str) -> str:
    """Return a list of articles in the frame of a structure: the page is no article."""
    templates = Environment(loader=FileSystemLoader(STRUCTURES), autoescape=True)
    titles = [page.article["title"] for page in marked_pages()]
    items = "".join(
        f'<div class="item"><h3><a href="/tin/{at}.html">{title}</a></h3><p>Tin '
        "vắn trong ngày của địa phương.</p>"
        f"<span>{at % 28 + 1}/5/2026</span></div>"
        for at, title in enumerate(titles[:20])
    )
    html = templates.get_template(f"{name}.html").render(
        title="Tin tức", summary="", paragraphs=["@@"],
        section="Tin tức", authors=[""], others=titles[:8], caption="",
        iso="", later="", latervn="", d="", m="", y="", dd="",
        mm="", weekday="", url="https://tin.example/tin-tuc",
    )  # fmt: skip
    return html.replace("@@", items)


def misses(page: Marked) -> Iterator[tuple[str, str]]:
    """Yield (field, what was read instead) of everything that is not as marked."""
    try:
        read, _ = article_from(page_record(page.html.encode(), page.name), page.name, Settings())
    except NoArticle as error:
        yield from ((field, str(error)) for field in FIELDS)
        return
    right = page.article
    structure = page.name.partition(" ")[0]
    paragraphs = right["body"].split("\n")
    lines = read.body.split("\n")
    authors = [] if structure in NAMELESS else [name.casefold() for name in right["authors"]]
    found = [name.casefold() for name in read.authors]
    first = lines[0] if lines[0] != right["summary"] else lines[1] if len(lines) > 1 else ""
    checks = {
        "title": (read.title == right["title"], read.title),
        "published": (read.published == right["day"], str(read.published)),
        "section": (read.section == right["section"], read.section),
        "source": (read.source in SOURCES[structure], read.source),
        "authors": (found in (authors, authors[:1]), str(read.authors)),
        "begin": (first == paragraphs[0], first),
        "end": (lines[-1] == paragraphs[-1], lines[-1]),
        "whole": (
            all(one in lines for one in paragraphs),
            str([one for one in paragraphs if one not in lines]),
        ),
        "alone": (
            not set(lines) - {*paragraphs, right["summary"]},
            str(set(lines) - {*paragraphs, right["summary"]}),
        ),
    }
    yield from ((field, said) for field, (is_right, said) in checks.items() if not is_right)


def measure() -> tuple[dict[str, float], list[str]]:
    """Return the share of pages on which each field is right, and a line for each miss."""
    pages = marked_pages()
    missed: Counter[str] = Counter()
    lines = []
    for page in pages:
        for field, said in misses(page):
            missed[field] += 1
            lines.append(f"{page.name}: {field}: {said[:300]}")
    return {field: 1 - missed[field] / len(pages) for field in FIELDS}, lines


def main() -> int:
    """Print the shares; return 1 when one is below the goal or a paragraph is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print every miss")
    errors = parser.parse_known_args()[0].errors
    shares, lines = measure()
    print(
        f"{len(marked_pages())} pages of {len(SOURCES)} structures: "
        + ", ".join(f"{f} {s:.3f}" for f, s in shares.items())
    )
    if errors:
        print("\n".join(lines))
    return int(min(shares.values()) < GOAL or shares["whole"] < 1)


if __name__ == "__main__":
    sys.exit(main())
