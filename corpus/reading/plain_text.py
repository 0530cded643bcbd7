"""Plain text as saved from a news page: a photo caption glued to the lead, a dateline, paragraphs.

"Đại biểu dự hội nghị (Thanhuytphcm.vn) - Ngày 9/1, ...": what stands before the bracket is the
caption, the bracket names the source, the body begins after the dash.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from corpus.article import Article
from corpus.reading.record import MAX_RECORD, Rejection, Unacceptable, article_from, decode
from corpus.vietnamese.text import clean

__all__ = ["read_text", "read_whole"]

_DATELINE = re.compile(r"\(([^()\n]{2,60})\)[ \t\xa0]{0,3}[-–—][ \t\xa0]{0,3}(?=\S)")
_LEAD = 1_500
"""Characters in which the dateline must stand: a caption is never longer."""


def read_text(stream: BinaryIO, path: str) -> Iterator[Article | Rejection]:
    """Yield the one article of a text file, or why there is none."""
    try:
        yield article_from(_fields(clean(read_whole(stream)).strip()))
    except Unacceptable as error:
        yield Rejection(path, None, str(error))


def read_whole(stream: BinaryIO) -> str:
    """Return a file's text. Raises `Unacceptable` when it is over `MAX_RECORD` bytes or not
    UTF-8."""
    data = stream.read(MAX_RECORD + 1)
    if len(data) > MAX_RECORD:
        raise Unacceptable(f"the file is over {MAX_RECORD // 10**6} MB")
    return decode(data)


def _fields(text: str) -> dict[str, str]:
    for match in _DATELINE.finditer(text, 0, _LEAD):
        if _names_source(match[1]) and not text[match.end()].islower():
            return {
                "source": match[1],
                "caption": text[: match.start()],
                "body": text[match.end() :],
            }
    return {"body": text}


def _names_source(name: str) -> bool:
    """Say whether a bracket holds a site or an agency ("Thanhuytphcm.vn", "TTXVN") and not a
    remark."""
    return name[0].isupper() or ("." in name and " " not in name)
