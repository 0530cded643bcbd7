"""One naming of a document in a text, and the type words by which it is named."""

from typing import NamedTuple

from corpus.codes import DocumentCode
from corpus.codes.tables import STATE_TYPES

__all__ = ["TYPE_NAMES", "Name", "kind_named"]


class Name(NamedTuple):
    """One naming of a document. `head` is where its type word begins, `start` and `end` bound what
    is printed.

    `kind` is code, number, plenum, congress or law. `full` repeats what a list prints once.
    `part` says that a list prints its head once, before another one ("936" of "Quyết định 935,
    936"). `document` is the code taken apart.
    """

    kind: str
    head: int
    start: int
    end: int
    code: str | None
    type: str
    number: str
    year: int | None
    session: str
    full: str
    part: bool = False
    document: DocumentCode | None = None


TYPE_NAMES = {
    "nghị quyết": "Nghị quyết", "nghi quyết": "Nghị quyết",
    "nq": "Nghị quyết", "chỉ thị": "Chỉ thị", "ct": "Chỉ thị",
    "kết luận": "Kết luận", "kl": "Kết luận", "quy định": "Quy định", "qui định": "Quy định",
    "quyết định": "Quyết định", "quyết đinh": "Quyết định", "qđ": "Quyết định",
    "thông tư liên tịch": "Thông tư liên tịch",
    "ttlt": "Thông tư liên tịch", "thông tư": "Thông tư",
    "tt": "Thông tư", "nghị định": "Nghị định", "nđ": "Nghị định",
    "kế hoạch": "Kế hoạch", "hướng dẫn": "Hướng dẫn",
    "chương trình hành động": "Chương trình",
    "chương trình": "Chương trình", "đề án": "Đề án", "quy chế": "Quy chế",
    "công văn": "Công văn", "cv": "Công văn",
    "công điện": "Công điện", "thông báo kết luận": "Thông báo",
    "thông báo": "Thông báo", "báo cáo": "Báo cáo",
    "tờ trình": "Tờ trình", "pháp lệnh": "Pháp lệnh",
    "luật": "Luật", "bộ luật": "Bộ luật",
    "nghị quyết liên tịch": "Nghị quyết liên tịch", "văn bản": "Văn bản",
    "thông tri": "Thông tri", "sắc lệnh": "Sắc lệnh", "phương án": "Phương án",
}  # fmt: skip
"""Type word in lower case as printed -> the type it names."""


_OF_THE_CENTRE = ("Nghị quyết Trung ương", "Nghị quyết Đại hội")
"""How plenums and congresses are named where no symbol is printed."""

_LONGEST_TYPE = max(len(word.split()) for word in TYPE_NAMES)


def kind_named(name: str) -> tuple[str, str]:
    """Return the type that a document's name begins with, and the level of its issuer as codes tell
    it; "" for what the name leaves open.

    >>> kind_named("Bộ luật Hình sự 2015")
    ('Bộ luật', 'Nhà nước')
    """
    words = name.split()
    heads = (" ".join(words[:count]) for count in range(_LONGEST_TYPE, 0, -1))
    kinds = (head if head in STATE_TYPES else TYPE_NAMES.get(head.lower(), "") for head in heads)
    kind = next(filter(None, kinds), "")
    if kind in STATE_TYPES:
        return kind, "Nhà nước"
    return kind, "Trung ương" if name.startswith(_OF_THE_CENTRE) else ""
