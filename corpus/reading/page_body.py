"""The text of a page's article: where it stands, which of its blocks are text, and whether it is an
article at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.reading.article_text import byline_names
from corpus.reading.days import printed_days
from corpus.reading.outcomes import NoArticle
from corpus.reading.page_kinds import LEAST_WORDS, check_article
from corpus.reading.page_noise import (
    is_caption,
    is_noisy_text,
    is_within,
    noisy_elements,
    opens_appendix,
)

__all__ = ["Block", "Body", "blocks_of", "find_body"]

_BREAKS = frozenset({
    "p", "div", "br", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr",
    "td", "th", "figure", "figcaption", "blockquote", "section", "article", "hr", "center",
    "header", "footer", "main", "aside", "nav", "dl", "dt", "dd", "pre", "form", "address",
    "details", "summary", "caption", "tbody", "thead", "body",
})  # fmt: skip
_SILENT = frozenset({
    "script", "style", "iframe", "noscript", "template", "svg", "button", "select",
    "input", "textarea", "object", "audio", "video", "canvas", "map", "head",
})  # fmt: skip
_MARKED = (
    ".//*[@itemprop='articleBody']",
    (
        ".//*[contains(@class,'cms-body') or "
        "contains(@class,'article__body') or contains(@class,'article-body')]"
    ),
    (
        ".//*[contains(@class,'fck_detail') or "
        "@data-role='content' or contains(@class,'detail-content')]"
    ),
    (
        ".//*[@id='news-bodyhtml' or contains(@class,'entry-content') "
        "or contains(@class,'post-content')]"
    ),
    (
        ".//*[contains(@class,'article-content') or "
        "contains(@class,'content-detail') or contains(@class,'news-content')]"
    ),
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it stands in a page: its text, how much of it is links, the element that holds
    it."""

    text: str
    linked: int
    element: Any


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs of the article, what stood under its photos, a name under its last line, and
    its place."""

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    byline: str
    element: Any


def blocks_of(root: Any) -> Iterator[Block]:
    """Yield the blocks of text below an element, in order; scripts and forms have none."""
    from lxml import etree

    pieces: list[str] = []
    linked = 0
    holder = root
    hidden = None
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            text = element.tail if hidden is None else ""
            pieces.append(text or "")
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if hidden is not None and element is not hidden:
            continue
        if tag in _SILENT:
            hidden = element if event == "start" else None
            text = "" if event == "start" or element is root else element.tail or ""
            pieces.append(text)
            continue
        if tag in _BREAKS:
            if block := _block(pieces, linked, holder):
                yield block
            pieces, linked = [], 0
            holder = (
                element
                if event == "start"
                else element.getparent()
                if element is not root
                else root
            )
        depth += (tag == "a") * (1 if event == "start" else -1)
        text = element.text if event == "start" else element.tail if element is not root else ""
        if text:
            pieces.append(text)
            linked += len(text.strip()) if depth > 0 else 0
    if block := _block(pieces, linked, holder):
        yield block


def _block(pieces: list[str], linked: int, holder: Any) -> Block | None:
    text = " ".join("".join(pieces).split())
    return Block(text, linked, holder) if text else None


def find_body(tree: Any, title: str) -> Body:
    """Return the text of the article in a page. Raises `NoArticle`, with the reason."""
    element = _marked(tree)
    if element is None:
        element = _located(tree)
    body = _read(element, title)
    blocks, page = list(blocks_of(element)), list(blocks_of(tree))
    check_article(title, body.paragraphs, blocks, page)
    return body


def _marked(tree: Any) -> Any:
    """Return the element that the page itself names as the article's text."""
    for path in _MARKED:
        sized = [(element, _own_words(element)) for element in tree.xpath(path)[:_MAX_MARKED]]
        most = max((words for _, words in sized), default=0)
        if most >= LEAST_WORDS:
            return [element for element, words in sized if words >= 0.8 * most][-1]
    return None


_MAX_MARKED = 10


def _own_words(element: Any) -> int:
    return sum(
        len(block.text.split())
        for block in blocks_of(element)
        if block.linked * 2 < len(block.text)
    )


def _located(tree: Any) -> Any:
    """Return the smallest element that holds nearly all that trafilatura takes for the article."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        _copied(tree), include_comments=False, favor_recall=True, with_metadata=False
    )
    text = (
        ""
        if found is None
        else (found.get("text") if isinstance(found, dict) else found.text) or ""
    )
    lines = {" ".join(line.split()) for line in text.split("\n")}
    matched = [
        block
        for block in blocks_of(tree)
        if block.text in lines or (len(block.text) > 60 and block.text in text)
    ]
    if not matched:
        raise NoArticle("not an article: no text was found in the page")
    return _holder(tree, matched)


def _copied(tree: Any) -> Any:
    from copy import deepcopy

    return deepcopy(tree)


def _holder(tree: Any, matched: Sequence[Block]) -> Any:
    weights: dict[Any, int] = {}
    for block in matched:
        element = block.element
        while element is not None:
            weights[element] = weights.get(element, 0) + len(block.text)
            element = element.getparent()
    total = sum(len(block.text) for block in matched)
    element = tree
    while True:
        inner = [child for child in element if weights.get(child, 0) >= 0.9 * total]
        if not inner or inner[0].tag in ("p", "span"):
            return element
        element = inner[0]


def _read(element: Any, title: str) -> Body:
    """Return the body of an element: what is noise by its names, its links or its words is left
    out."""
    blocks = _behind_headline(list(blocks_of(element)), title)
    noisy = noisy_elements(element)
    paragraphs: list[str] = []
    captions: list[str] = []
    for at, block in enumerate(blocks):
        if opens_appendix(block.text) and _are_links(blocks[at + 1 :]):
            break
        if is_within(block.element, noisy, element) or is_noisy_text(block.text, block.linked):
            continue
        if is_caption(block.element, element):
            captions.append(block.text)
        elif paragraphs or not _is_day_line(block.text):
            paragraphs.append(block.text)
    byline = _taken_byline(paragraphs)
    return Body(tuple(paragraphs), tuple(captions), byline, element)


def _behind_headline(blocks: list[Block], title: str) -> list[Block]:
    """Return the blocks behind the one that prints the title, when it stands before the text."""
    folded = title.casefold()
    for at, block in enumerate(blocks[: len(blocks) // 2 + 1]):
        if block.text.casefold() == folded:
            return blocks[at + 1 :]
        if len(block.text) > _LONG_BLOCK and block.linked * 2 < len(block.text):
            break
    return blocks


_LONG_BLOCK = 300


def _is_day_line(text: str) -> bool:
    """Say whether a line holds a day and hardly more."""
    days = list(printed_days(text)) if len(text) <= 100 else []
    return bool(days) and len(text) - sum(day.end - day.start for day in days) < 45


def _are_links(blocks: list[Block]) -> bool:
    """Say whether what follows is mostly links, or short lines such as buttons, or nothing."""
    text = sum(len(block.text) for block in blocks)
    plain = sum(len(block.text) for block in blocks if block.linked * 3 < len(block.text) > 120)
    return plain * 2 <= text


def _taken_byline(paragraphs: list[str]) -> str:
    """Take the author's name, and where it was first printed, off the end; return the name."""
    byline = ""
    while paragraphs and len(paragraphs) > 1:
        last = paragraphs[-1]
        if _SOURCE_LINE.fullmatch(last):
            paragraphs.pop()
        elif not byline and (names := byline_names(last)):
            paragraphs.pop()
            byline = names
        else:
            break
    return byline


# "(Theo TTXVN)", "Ban Biên tập"
_SOURCE_LINE = re.compile(
    r"\(?(?:(?:Theo|Nguồn(?: tin)?|Nguồn ảnh)\s?:? .{2,60}|(?:nhóm )?(?:PV|BTV|CTV|phóng viên)|BBT"
    r"|ban biên tập)\)?",
    re.IGNORECASE,
)
