"""The section of a page: as it states it, by its breadcrumbs, by the name beside the headline."""

import re
from typing import Any

from corpus.reading.page_body import Block
from corpus.reading.page_meta import PageMeta, text_of
from corpus.vietnamese.text import fold

__all__ = ["SECTIONS", "crumbs_of", "section_of"]

_USUAL = """
Trang chủ;Tin tức;Tin tức - Sự kiện;Thời sự;Chính trị;Xã hội;Chính trị - Xã hội;Kinh
tế;Văn hóa;Giáo dục;Y tế;Pháp luật;Thế giới;Quốc tế;Xây dựng Đảng;Tin nổi bật;Đời sống;Thể
thao;Khoa học;Công nghệ;Trong nước;Tin trong nước;Hoạt động;Sự kiện;Tin hoạt động;Tuyên
giáo;Dân vận;Tổ chức;Kiểm tra;Nội chính;An ninh;Quốc phòng;Văn hóa - Xã hội;Tin địa
phương;Địa phương;Môi trường;Sức khỏe;Du lịch;Góc nhìn;Phóng sự;Đô thị;Chuyển đổi số;Thông
tin;Chi tiết;Chi tiết tin;Bài viết
"""
SECTIONS = frozenset(fold(" ".join(name.split())) for name in _USUAL.split(";"))
"""Names of sections that many sites have, folded."""

_HOMES = frozenset({"trang chu", "home", "trang chinh", "homepage", "trang nhat", "", "trang dau"})
# class="breadcrumb", id="duong-dan"
_CRUMBS = re.compile(
    (
        r"(?:^|[\s_-])(?:bread\w*|crumbs?|duong-?dan|sitemappath"
        r"|site-?map-?path|cate-?path|path-?way)(?:$|[\s_-])"
    ),
    re.I,
)


def section_of(tree: Any, meta: PageMeta, title: str, blocks: list[Block]) -> str:
    """Return the section: as stated, else the last of the breadcrumbs that is neither home nor the
    title."""
    stated = (
        meta.get("article:section")
        or _first(meta.linked("articleSection"))
        or meta.get("its_section", "section")
    )
    if stated:
        return stated.split(",")[0].split(";")[0].strip()
    folded = fold(title)
    candidates = crumbs_of(tree, meta) or _path(blocks) or _category(tree)
    names = [
        n
        for n in candidates
        if fold(n) not in _HOMES
        and fold(n) != folded
        and len(n) < 60
        and not (n.endswith(("...", "…")) and folded.startswith(fold(n.rstrip(".… "))))
    ]
    return names[-1] if names else ""


def _first(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return " ".join(first.split()) if isinstance(first, str) else ""


def crumbs_of(tree: Any, meta: PageMeta) -> list[str]:
    """Return the names on the way from the home page to this one."""
    if stated := meta.crumbs():
        return stated
    for element in tree.iter("ul", "ol", "div", "nav", "span", "p", "section", "td"):
        names = " ".join(element.get(name) or "" for name in ("class", "id", "aria-label"))[:300]
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


def _path(blocks: list[Block]) -> list[str]:
    """Return the names in a line of links that begins with the home page."""
    for block in blocks:
        if (
            block.linked * 2 > len(block.text)
            and fold(block.text).startswith(_FROM_HOME)
            and block.element is not None
        ):
            names = [text_of(link).strip(" >»/›|") for link in block.element.iter("a")]
            if len(block.text) < _LONGEST_PATH and len(names) > 1:
                return names if _PATH_SIGN.search(block.text) else []
    return []


def _category(tree: Any) -> list[str]:
    """Return the name of a category that stands by itself beside the headline."""
    for element in tree.iter("a", "p", "div", "span", "h6", "h5", "h4", "h2"):
        names = f"{element.get('class') or ''} {element.get('rel') or ''}"[:200]
        if (
            _CATEGORY.search(names)
            and 2 < len(text := text_of(element)) < 50
            and element.find(".//ul") is None
        ):
            return [text]
    return []


_FROM_HOME = ("trang chu", "home", "trang nhat", "ban dang o", "trang chinh")
_LONGEST_PATH = 250
_PATH_SIGN = re.compile(r"[>»›/|]")
# class="chuyen-muc", class="cat-name"
_CATEGORY = re.compile(
    (
        r"(?:^|[\s_-])(?:cat|cate|category|chuyen-?muc|cat-?name"
        r"|cate-?name|section-?name|kicker|zone-?name)(?:$|[\s_-])"
    ),
    re.IGNORECASE,
)
