"""Title and source of a page, each told apart from the name of the site."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from corpus.reading.addresses import host_name
from corpus.reading.page_body import Block
from corpus.reading.page_meta import PageMeta, text_of
from corpus.reading.page_section import SECTIONS, crumbs_of
from corpus.vietnamese.text import fold

__all__ = [
    "headline_of",
    "source_of",
]

_PARTS = re.compile(r" (?:[|»·•]|[-–—]|::) | ?\| ?")
# "Trang tin điện tử Đảng bộ Quận 1", "tin.example.vn", "Tuổi Trẻ Online", not "Thanh toán điện tử"
_SITE = re.compile(
    r"(?:(?:trang|cổng) (?:tin|thông tin|web|ttđt|giao tiếp)|trang chủ|website)\b.{0,100}"
    r"|\S{1,60}\.(?:vn|com|net|org)|(?:\S{1,12} ){1,4}online|\S{1,20}news"
    r"|.{0,40}\b(?:báo|trang) điện tử"
    r"|vnexpress|vietnamnet|vietnam\+ \(vietnamplus\)|vov|vtv|dân trí|thanhuytphcm|ttxvn"
    r"|thông tấn xã.{0,60}",
    re.IGNORECASE,
)
# "Báo " of "Báo Quận Một", not of "Báo cáo kết quả"
_KIND = re.compile(
    r"(?:báo(?! (?:cáo|chí|động|hiệu|giá|ứng|vụ|ơn|ân|đáp|công|danh|oán|hỷ)\b)|tạp chí|tuần báo"
    r"|nhật báo|đài(?! (?:loan|bắc|hoa|các|thọ|tưởng)\b)|bản tin)"
    r"(?: (?:điện tử|phát thanh|truyền hình|tiếng nói|và|-))*",
    re.IGNORECASE,
)
_LONGEST_NAME = 8
"""Words of the name of a newspaper: what is longer is a sentence."""

_HEADS = (
    ".//h1|.//h2|.//*[@itemprop='headline' or @data-role='title']"
    "|.//*[contains(@class,'title') or contains(@class,'heading')"
    " or contains(@class,'tieude') or contains(@class,'tieu-de') or @class='Head'"
    " or contains(@id,'Title') or contains(@id,'TieuDe')]"
)
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:(?:lbl|txt|ltr)?(?:title|tieu-?de|headline|ttl)|head$)", re.IGNORECASE
)
_MAX_HEADS = 400


def _title_parts(text: str) -> list[str]:
    """Return the parts of a page's title, parted by strokes and dashes."""
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def headline_of(
    tree: Any, meta: PageMeta, address: str, blocks: Iterable[Block]
) -> tuple[str, Any]:
    """Return the article's title and the element that prints it (or None)."""
    said = [meta.get("og:title", "twitter:title", "title"), _string(meta.linked("headline"))]
    is_site = _site_of(meta, address, said, _page_title(tree))
    stated = [title for title in (*said, _page_title(tree)) if title and not is_site(title)]
    heads = [
        (element, text)
        for element in tree.xpath(_HEADS)[:_MAX_HEADS]
        if 2 < len(text := text_of(element)) < 400 and not _is_link(element, text)
    ]
    heads += [(block.element, block.text) for block in blocks if _may_be_head(block)]
    heads = [head for head in heads if not is_site(head[1])]
    best = max(heads, key=lambda head: _likeness(head[0], head[1], stated), default=None)
    if best and _likeness(best[0], best[1], stated) > 0:
        return _without_site(best[1], tree, meta, address), best[0]
    title = stated[0] if stated else ""
    return _without_site(title, tree, meta, address), None


def _site_of(
    meta: PageMeta, address: str, said: Sequence[str], page_title: str
) -> Callable[[str], bool]:
    """Return a function that says whether a heading names the site: not one that the page states
    as its headline, or beside the site's name in its title."""
    names = _site_names(meta, address)
    parted = [_title_parts(title) for title in (*said, page_title)]
    own = {fold(parts[0]) for parts in parted if len(parts) > 1} | set(map(fold, said))
    return lambda text: fold(text) in names or (_is_name(text) and fold(text) not in own)


def _is_name(text: str) -> bool:
    """Say whether a text is what a newspaper, a station or a site may be called."""
    if _SITE.fullmatch(text):
        return True
    kind = _KIND.match(text)
    rest = text[kind.end() :].split() if kind else []
    return bool(rest) and len(rest) < _LONGEST_NAME and rest[0][0].isupper()


def _is_link(element: Any, text: str) -> bool:
    """Say whether a heading is one of another article, or the site's name: all of it leads
    elsewhere."""
    return any(len(text_of(link)) > 0.8 * len(text) for link in element.iter("a"))


def _may_be_head(block: Block) -> bool:
    return 15 < len(block.text) < 300 and block.linked * 2 < len(block.text)


def _string(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _page_title(tree: Any) -> str:
    element = tree.find(".//title")
    return "" if element is None else text_of(element)


def _likeness(element: Any, text: str, stated: Iterable[str]) -> float:
    """Return how much a heading agrees with the titles that the page states; an h1 counts without
    them too."""
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
    is_named = is_head or element.tag in ("h2", "h3") or _is_titled(element)
    long_enough = len(text.split()) > 3
    agreement = max(2 * agreed, contained) * long_enough
    return agreement + (10 if is_head else 5) * is_named * (1 if long_enough else 0.05)


def _is_titled(element: Any) -> bool:
    names = (element.get("class") or "", element.get("id") or "")
    return any(bool(_TITLED.search(name[:200])) for name in names)


def _without_site(title: str, tree: Any, meta: PageMeta, address: str) -> str:
    """Return a title without the site's name at its end, and the sections before that."""
    sites = _site_names(meta, address)
    sections = SECTIONS | _crumb_names(tree, meta)
    for sign in _PARTS.finditer(title):
        following = _title_parts(title[sign.end() :])
        others = [part for part in following if not _is_site(part, sites)]
        known = all(fold(part) in sections for part in others)
        behind_stroke = "|" in sign[0] and all(len(part.split()) <= 4 for part in others)
        if len(others) < len(following) and (known or behind_stroke) and sign.start() >= _SHORTEST:
            return title[: sign.start()].strip()
    return title


_SHORTEST = 12
"""Characters that a title has at least: what stands before a dash nearer to its begin belongs to
it."""


def _is_site(part: str, names: set[str]) -> bool:
    folded = fold(part)
    return _is_name(part) or any(
        name and (folded == name or (len(name) > 5 and name in folded)) for name in names
    )


def _site_names(meta: PageMeta, address: str) -> set[str]:
    said = [
        meta.get("og:site_name"),
        meta.get("application-name"),
        _publisher(meta),
        host_name(address),
    ]
    parts = [part for name in said for part in [name, *_title_parts(name)]]
    return {fold(part) for part in parts if part}


def _crumb_names(tree: Any, meta: PageMeta) -> set[str]:
    return {
        fold(name)
        for name in (*crumbs_of(tree, meta), *meta.get("article:section").split(","))
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
            parts = _title_parts(said)
            return next((part for part in parts if _is_name(part)), said)
    parts = [part for part in _title_parts(_page_title(tree))[1:] if part not in title]
    named = next((part for part in reversed(parts) if _is_name(part)), "")
    last = parts[-1] if parts else ""
    if named or len(last.split()) > 2 or (last and fold(last) not in SECTIONS):
        return named or last
    return host_name(address)
