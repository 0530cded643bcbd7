"""HTML inside a field of a record, as text: tags away, entities read, a paragraph a line."""

import re
from html import unescape
from typing import Any

__all__ = ["plain_text"]

_TAGS = (
    "p|br|div|span|strong|b|i|em|u|a|ul|ol|li|h[1-6]|table|tbody"
    "|thead|tr|td|th|img|figure|figcaption|script|style|iframe"
    "|blockquote|section|article|font|sup|sub|hr|center|strike"
    "|small|video|audio|html|body|head|header|footer|main|o:p"
)
_MARKUP = re.compile(
    (
        rf"</?(?:{_TAGS})(?:\s[^<>]{{0,5000}})?/?>|<!--"
        rf"|&(?:#[0-9]{{1,7}}|#x[0-9a-f]{{1,6}}|[a-z]{{2,24}});"
    ),
    re.I,
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,5000}})?/?>|<!--", re.IGNORECASE)
_ESCAPED = re.compile(r"\s*&lt;(?:p|div|h[1-6]|ul|table|span|br)[\s/&]", re.IGNORECASE)
_PARAGRAPHED = re.compile(r"<(?:p|div|br|li|td)[\s/>]", re.IGNORECASE)
_BLOCKS = frozenset({
    "p", "br", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr",
    "figure", "figcaption", "blockquote", "section", "article", "hr", "center", "header",
    "footer", "main", "dl", "dt", "dd", "pre",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_NO_TEXT = frozenset({
    "script", "style", "iframe", "noscript", "template", "svg", "button", "select", "form",
    "input", "object", "audio", "video",
})  # fmt: skip
_SHORTCODE = re.compile(r"\[/?(?:caption|gallery|embed|audio|video"
                        r"|playlist|vc_[a-z_]{1,40}|et_pb_[a-z_]{1,40})"
                        r"(?:\s[^\[\]\n]{0,1000})?/?\]")  # fmt: skip


def _holds_markup(text: str) -> bool:
    """Say whether a text holds tags or entities of HTML."""
    return ("<" in text or "&" in text) and bool(_MARKUP.search(text))


def plain_text(text: str) -> str:
    """Return the text of a piece of HTML; text without tags and entities is returned as it is."""
    if not _holds_markup(text):
        return text
    if not _TAG.search(text):
        once = unescape(text).replace("\xa0", " ")
        return plain_text(once) if _ESCAPED.match(text) else _letters_again(once)
    return _letters_again(_parsed(_SHORTCODE.sub("", text)))


def _letters_again(text: str) -> str:
    """Return a text in which what was escaped twice is read too; an escaped < or > is meant."""
    if "&" not in text:
        return text
    return _LETTER.sub(lambda found: _letter(found[0]), text)


# "&agrave;", "&#7853;", "&nbsp;", "&quot;"
_LETTER = re.compile(r"&(?:#[0-9]{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});", re.IGNORECASE)


def _letter(escaped: str) -> str:
    letter = unescape(escaped)
    return " " if letter == "\xa0" else escaped if letter in "<>" else letter


def _parsed(text: str) -> str:
    from lxml import html

    if _PARAGRAPHED.search(text):  # else line breaks are the paragraphs, as in what WordPress keeps
        text = text.replace("\n", " ")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    tree = html.document_fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), parser=parser)
    pieces: list[str] = []
    _gather(tree, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def _gather(tree: Any, pieces: list[str]) -> None:
    """Add the text of a tree piece by piece, with line breaks around blocks; iteratively, for depth
    is the sender's."""
    from lxml import etree

    hidden = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if hidden is not None:
            if event == "end" and element is hidden:
                hidden = None
                pieces.append(element.tail or "")
            continue
        if event == "start" and (tag in _NO_TEXT or not tag):
            hidden = element
            continue
        pieces.append("\n" if tag in _BLOCKS else " " if tag in _CELLS else "")
        pieces.append((element.text if event == "start" else element.tail) or "")
