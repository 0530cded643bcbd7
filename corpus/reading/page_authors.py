"""Who wrote a page's article: as stated, as printed, as signed; never the newspaper."""

import re
from collections.abc import Iterable
from typing import Any

from corpus.reading.article_text import byline_names, is_byline
from corpus.reading.page_body import Block
from corpus.reading.page_meta import PageMeta, text_of
from corpus.vietnamese.text import fold

__all__ = ["authors_of"]

# "Báo Sài Gòn Giải Phóng", "admin", "BBT": no person
_NEWSPAPER = re.compile(
    r"(?:báo|tạp chí|đài|trang tin|trang thông tin|cổng thông tin"
    r"|cổng ttđt|thông tấn xã|ban biên tập|theo|nguồn)(?: |$).{0,200}"
    r"|admin|administrator|root|editor|webmaster|btv|bbt|.{0,80}(?:online|\.vn|\.com|\.org|\.net)",
    re.IGNORECASE,
)


def _is_newspaper(name: str) -> bool:
    """Say whether what stands as an author is a newspaper, a site or an account."""
    return bool(_NEWSPAPER.fullmatch(name))


# class="detail-author", id="tac-gia"
_AUTHORS = re.compile(
    (
        r"(?:^|[\s_-])(?:author(?:s|-name|-info)?|tac-?gia|byline|but-?danh|author_mail"
        r"|detail-author|article__author|cms-author|writer|pencil)(?:$|[\s_-])"
    ),
    re.IGNORECASE,
)
# "Tác giả: Lê An" -> "Lê An"
_LABEL = re.compile(
    (
        r"^(?:tác giả|viết bởi|bài(?:, ảnh| và ảnh)?|tin(?:, ảnh| và ảnh|, bài)?"
        r"|người viết|thực hiện|theo|by|pv|nguồn)\s?:\s?|^(?:by|bài)\s"
    ),
    re.I,
)


def authors_of(
    tree: Any, meta: PageMeta, byline: str, source: str, blocks: Iterable[Block]
) -> list[str]:
    """Return who wrote the article; the newspaper and its accounts never did."""
    for stated in (*meta.authors(), _printed(tree), [byline], _credited(blocks)):
        names = [part for name in stated for part in _people(name, source)]
        if names:
            return names
    return []


def _printed(tree: Any) -> list[str]:
    found = []
    for element in tree.iter(
        "p", "div", "span", "a", "address", "h4", "h3", "strong", "li", "b", "em"
    ):
        names = " ".join(element.get(name) or "" for name in ("class", "rel", "itemprop"))[:200]
        if _AUTHORS.search(names) and len(text := text_of(element)) < 120:
            found.append(text)
    for icon in tree.iter("i"):
        if _ICON.search(icon.get("class") or "") and 3 < len((icon.tail or "").strip()) < 60:
            found.append(" ".join((icon.tail or "").split()))
    return found[:3]


_ICON = re.compile(r"(?:^|[\s_-])(?:user|author|pencil|pen)(?:$|[\s_-])", re.IGNORECASE)


def _credited(blocks: Iterable[Block]) -> list[str]:
    """Return what stands behind "Tác giả:" or "Bài, ảnh:" in a line of its own."""
    return [block.text for block in blocks if len(block.text) < 100 and _CREDIT.match(block.text)]


# "Tin, ảnh: Lê An"
_CREDIT = re.compile(
    (
        r"(?:tác giả|bài(?:, ảnh| và ảnh)|tin(?:, ảnh| và ảnh|, bài)"
        r"|người viết|viết bởi|thực hiện)\s?:?\s"
    ),
    re.IGNORECASE,
)


def _people(name: str, source: str) -> list[str]:
    name = _LABEL.sub("", name.strip(" -–()*"))
    name = byline_names(name) or name
    parts = [part.strip(" -–()*.") for part in re.split(r"[;,/&]| - | – | và ", name)]
    return [part for part in dict.fromkeys(parts) if _is_person(part, source)]


def _is_person(name: str, source: str) -> bool:
    if not name or name.startswith("http") or _is_newspaper(name) or fold(name) in fold(source):
        return False
    return (
        is_byline(name)
        or (len(name.split()) == 1 and name[0].isupper() and 2 < len(name) < 20 and name.isalpha())
        or (name.isupper() and 1 < len(name.split()) < 6)
    )
