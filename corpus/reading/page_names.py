"""Title, source and section of a page, each told apart from the name of the site."""

import re
from collections.abc import Iterable
from typing import Any

from corpus.reading.addresses import host_name
from corpus.reading.page_meta import PageMeta, text_of
from corpus.vietnamese.text import fold

__all__ = ["headline_of", "section_of", "source_of", "title_parts"]

_PARTS = re.compile(r" (?:[|»·•]|[-–—]|::) | ?\| ?")
_SITE = re.compile(
    r"(?:báo|tạp chí|đài|trang|cổng|website|thông tấn xã|ttxvn|cổng thông tin|tuần báo|nhật báo|bản tin)\b.{2,120}"
    r"|.{1,60}(?:online|\.vn|\.com|\.net|\.org|điện tử|news)|vnexpress|vietnamnet|vietnam\+ \(vietnamplus\)|vov|vtv|dân trí|thanhuytphcm",
    re.IGNORECASE,
)
_SECTIONS = frozenset(
    fold(name)
    for name in [
        "Trang chủ",
        "Tin tức",
        "Tin tức - Sự kiện",
        "Thời sự",
        "Chính trị",
        "Xã hội",
        "Chính trị - Xã hội",
        "Kinh tế",
        "Văn hóa",
        "Giáo dục",
        "Y tế",
        "Pháp luật",
        "Thế giới",
        "Quốc tế",
        "Xây dựng Đảng",
        "Tin nổi bật",
        "Đời sống",
        "Thể thao",
        "Khoa học",
        "Công nghệ",
        "Trong nước",
        "Tin trong nước",
        "Hoạt động",
        "Sự kiện",
        "Tin hoạt động",
        "Tuyên giáo",
        "Dân vận",
        "Tổ chức",
        "Kiểm tra",
        "Nội chính",
        "An ninh",
        "Quốc phòng",
        "Văn hóa - Xã hội",
        "Tin địa phương",
        "Địa phương",
        "Môi trường",
        "Sức khỏe",
        "Du lịch",
        "Góc nhìn",
        "Phóng sự",
        "Đô thị",
        "Chuyển đổi số",
        "Thông tin",
        "Chi tiết",
        "Chi tiết tin",
        "Bài viết",
    ]
)
_HOMES = frozenset({"trang chu", "home", "trang chinh", "homepage", "trang nhat", "", "trang dau"})
_HEADS = (
    ".//h1|.//h2|.//*[@itemprop='headline' or @data-role='title']|.//*[contains(@class,'title')]"
)
_CRUMBS = re.compile(
    r"(?:^|[\s_-])(?:bread\w*|crumbs?|duong-?dan|sitemappath|site-?map-?path|cate-?path|path-?way)(?:$|[\s_-])",
    re.I,
)
_MAX_HEADS = 400


def title_parts(text: str) -> list[str]:
    """Return the parts of a page's title, parted by strokes and dashes."""
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def headline_of(tree: Any, meta: PageMeta, address: str) -> tuple[str, Any]:
    """Return the article's title and the element that prints it (or None)."""
    stated = [
        meta.get("og:title", "twitter:title", "title"),
        _string(meta.linked("headline")),
        _page_title(tree),
    ]
    stated = [title for title in stated if title]
    heads = [
        (element, text)
        for element in tree.xpath(_HEADS)[:_MAX_HEADS]
        if 2 < len(text := text_of(element)) < 400
    ]
    best = max(heads, key=lambda head: _likeness(head[0], head[1], stated), default=None)
    if best and _likeness(best[0], best[1], stated) > 0:
        return _without_site(best[1], tree, meta, address), best[0]
    title = stated[0] if stated else ""
    return _without_site(title, tree, meta, address), None


def _string(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _page_title(tree: Any) -> str:
    element = tree.find(".//title")
    return "" if element is None else text_of(element)


def _likeness(element: Any, text: str, stated: Iterable[str]) -> float:
    """Return how much a heading agrees with the titles that the page states; an h1 counts without them too."""
    lower = text.casefold()
    agreed = max(
        (
            len(text)
            for title in stated
            if title.casefold().startswith(lower) or lower.startswith(title.casefold())
        ),
        default=0,
    )
    contained = max(
        (len(text) for title in stated if len(text) > 15 and lower in title.casefold()), default=0
    )
    is_head = bool(
        element.tag == "h1"
        or element.get("itemprop") == "headline"
        or element.get("data-role") == "title"
    )
    long_enough = len(text.split()) > 3
    return max(agreed, contained) * 2 * long_enough + is_head * (10 if long_enough else 0.5)


def _without_site(title: str, tree: Any, meta: PageMeta, address: str) -> str:
    """Return a title without the site's name at its end, and the sections before that."""
    parts = list(_PARTS.finditer(title))
    if not parts:
        return title
    names = _site_names(meta, address) | _crumb_names(tree, meta)
    end = len(title)
    for at, sign in reversed(list(enumerate(parts))):
        part = title[sign.end() : end].strip()
        is_site = _is_site(part, names)
        is_section = end < len(title) and fold(part) in _SECTIONS
        if not (is_site or is_section or (at and fold(part) in names)) or sign.start() < 12:
            break
        end = sign.start()
    return title[:end].strip()


def _is_site(part: str, names: set[str]) -> bool:
    folded = fold(part)
    return bool(_SITE.fullmatch(part)) or any(
        name and (folded == name or (len(name) > 5 and name in folded)) for name in names
    )


def _site_names(meta: PageMeta, address: str) -> set[str]:
    said = [
        meta.get("og:site_name"),
        meta.get("application-name"),
        _publisher(meta),
        host_name(address),
    ]
    parts = [part for name in said for part in [name, *title_parts(name)]]
    return {fold(part) for part in parts if part}


def _crumb_names(tree: Any, meta: PageMeta) -> set[str]:
    return {
        fold(name)
        for name in (*_crumbs(tree, meta), *meta.get("article:section").split(","))
        if name.strip()
    }


def _publisher(meta: PageMeta) -> str:
    value = meta.linked("publisher")
    value = value[0] if isinstance(value, list) and value else value
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def source_of(tree: Any, meta: PageMeta, title: str, address: str) -> str:
    """Return the name of the site: as it states it, else as its titles end, else its host."""
    for said in (meta.get("og:site_name"), _publisher(meta), meta.get("application-name")):
        if said:
            parts = title_parts(said)
            return next((part for part in parts if _SITE.fullmatch(part)), said)
    parts = title_parts(_page_title(tree))
    last = parts[-1] if len(parts) > 1 else ""
    if (
        last
        and last not in title
        and (_SITE.fullmatch(last) or len(last.split()) > 2 or fold(last) not in _SECTIONS)
    ):
        return last
    return host_name(address)


def section_of(tree: Any, meta: PageMeta, title: str) -> str:
    """Return the section: as stated, else the last of the breadcrumbs that is neither home nor the title."""
    stated = (
        meta.get("article:section")
        or _first(meta.linked("articleSection"))
        or meta.get("its_section", "section")
    )
    if stated:
        return stated.split(",")[0].split(";")[0].strip()
    folded = fold(title)
    names = [
        n
        for n in _crumbs(tree, meta)
        if fold(n) not in _HOMES
        and fold(n) != folded
        and len(n) < 60
        and not folded.startswith(fold(n.rstrip(".…")))
    ]
    return names[-1] if names else ""


def _first(value: Any) -> str:
    return _string(value[0]) if isinstance(value, list) and value else _string(value)


def _crumbs(tree: Any, meta: PageMeta) -> list[str]:
    if stated := meta.crumbs():
        return stated
    for element in tree.iter("ul", "ol", "div", "nav", "span", "p", "section"):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('aria-label') or ''}"[
            :300
        ]
        if _CRUMBS.search(names):
            links = [
                text_of(link)
                for link in element.iter("a", "li")
                if link.tag == "a" or link.find(".//a") is None
            ]
            found = [link.strip(" >»/›|") for link in links]
            if any(found):
                return list(dict.fromkeys(filter(None, found)))
    return []
