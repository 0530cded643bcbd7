"""What a page is when it is no article: a list of links or of teasers, a front page, an error."""

import re
from collections.abc import Sequence
from itertools import takewhile

from corpus.reading.outcomes import NoArticle
from corpus.reading.page_noise import opens_appendix
from corpus.reading.page_teasers import Piece, are_teasers

__all__ = ["LEAST_WORDS", "check_article"]

LEAST_WORDS = 40
"""Words below which a page holds no article."""

_MOST_OF_ERRORS = 120
"""Words above which a page that is called an error is one about errors."""

# "404", "Lỗi 404 - Không tìm thấy trang", "Trang bạn tìm không tồn tại"
_ERROR = re.compile(
    r"(?:(?:lỗi|error)?\W{0,3}(?:404|403|500)\b.{0,80}"
    r"|(?:rất tiếc\W{1,3})?(?:(?:trang|bài viết|nội dung|đường dẫn|liên kết)\b.{0,30} )?"
    r"(?:không tìm thấy|không tồn tại|đã bị xóa|không còn tồn tại)"
    r"(?: (?:trang|bài viết|nội dung|đường dẫn|kết quả))?(?: (?:này|yêu cầu|web))?\W{0,3}"
    r"|(?:page )?not found\W{0,3})",
    re.IGNORECASE,
)


def check_article(
    title: str, paragraphs: Sequence[str], blocks: Sequence[Piece], page: Sequence[Piece]
) -> None:
    """Raise `NoArticle`, with the reason, unless paragraphs are those of an article; `blocks` are
    all of its element, `page` all of the page."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    if words < LEAST_WORDS:
        links, everything = _sizes(page)
        kind = (
            "mostly links: a list of articles or a front page"
            if links * 2 > everything
            else f"{words} words of text"
        )
        raise NoArticle(f"not an article: {kind}")
    if words < _MOST_OF_ERRORS and _ERROR.fullmatch(title):
        raise NoArticle("not an article: the page says that it was not found")
    if _is_list(paragraphs, blocks) or are_teasers(blocks):
        raise NoArticle("not an article: mostly links, a list of articles or a front page")


def _sizes(blocks: Sequence[Piece]) -> tuple[int, int]:
    return sum(block.linked for block in blocks), sum(len(block.text) for block in blocks)


def _is_list(paragraphs: Sequence[str], blocks: Sequence[Piece]) -> bool:
    """Say whether the text is that of a list, one headline that is a link after the other; those
    below the heading of other news are no part of it."""
    own = takewhile(lambda block: not opens_appendix(block.text), blocks)
    blocks = [block for block in own if len(block.text) > 15]
    linked = [block for block in blocks if block.linked * 10 >= len(block.text) * 8]
    text = sum(len(block.text) for block in blocks)
    links = sum(len(block.text) for block in linked)
    longest = max(map(len, paragraphs), default=0)
    return len(linked) >= 4 and (
        links * 2 > text
        or (len(linked) * 5 >= len(blocks) * 2 and longest < 300 and links * 4 > text)
    )
