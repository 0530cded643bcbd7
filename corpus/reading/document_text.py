"""The text of a document of an office, paragraph by paragraph: a party document with its heading,
or an article as it was typed."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.reading.article_text import fields_of
from corpus.reading.days import parse_day, printed_days
from corpus.reading.outcomes import Record
from corpus.vietnamese.text import clean

__all__ = ["document_record", "is_document"]

_HEAD = 30
"""Paragraphs in which the heading of a party document stands."""

_TYPE_LINE = re.compile(
    "(?:NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|KẾT LUẬN|QUY CHẾ|QUY ĐỊNH"
    "|THÔNG TRI|HƯỚNG DẪN|THÔNG BÁO|THÔNG CÁO|TUYÊN BỐ|LỜI KÊU GỌI"
    "|BÁO CÁO|KẾ HOẠCH|QUY HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|DỰ ÁN"
    "|TỜ TRÌNH|CÔNG VĂN|CÔNG ĐIỆN|BIÊN BẢN|NGHỊ ĐỊNH|THÔNG TƯ)"
)
_LONGEST_SUBJECT = 300
_LONGEST_LINE = 90
"""Characters of a further line of it: the text has longer ones."""

_NO_SUBJECT = re.compile(
    r"[-–_*\s]{2,}|-{1,3} ?.*|(?:Căn cứ|Thực hiện|Kính gửi|Phần|Chương|Điều) .*|[IA1]\. .*|.*[:;]"
)
"""What stands below a type and is not its subject: a rule, the grounds, the first part."""

_PLACE_AND_DAY = re.compile(r"(?!Căn cứ|Thực hiện|Theo|Xét)[^\W\d_][^,;:]{1,60}, ?ngày .{6,40}")
"""As "Quận 1, ngày 09 tháng 01 năm 2025"."""


def document_record(paragraphs: Sequence[str], titled: str = "", url: str = "") -> Record:
    """Return the record of a document; `titled` is the title that its styles or the user mark."""
    lines = [" ".join(clean(line).split()) for line in paragraphs]
    lines = [line for line in lines if line]
    at = _type_line(lines)
    if at is None:
        return Record({**_article(lines, titled), "url": url}, plain=True)
    title = " ".join([lines[at].capitalize(), *_subject(lines[at + 1 : at + 8])])
    day = _day(lines[:_HEAD])
    fields = {"title": title, "body": "\n".join(lines), "published": day, "url": url}
    return Record(fields, plain=True)


def is_document(lines: Sequence[str]) -> bool:
    """Say whether lines are those of a party document, with its type in a line of its own."""
    return _type_line(lines) is not None


def _type_line(lines: Sequence[str]) -> int | None:
    numbered = enumerate(" ".join(line.split()) for line in lines[:_HEAD])
    return next((number for number, line in numbered if _TYPE_LINE.fullmatch(line)), None)


def _article(lines: Sequence[str], titled: str) -> dict[str, object]:
    """Return the fields of a text that is no party document."""
    rest = [line for line in lines if line != titled]
    if not titled or not rest:
        return fields_of("\n".join(lines))
    return {**fields_of("\n".join([titled, "", *rest])), "title": titled}


def _subject(below: Sequence[str]) -> list[str]:
    """Return what a document is about: the lines under its type, up to the one that begins the
    text."""
    taken: list[str] = []
    for line in below:
        if _NO_SUBJECT.fullmatch(line) or len(" ".join([*taken, line])) > _LONGEST_SUBJECT:
            break
        if taken and (len(line) > _LONGEST_LINE or line.endswith((".", ","))):
            break
        taken.append(line)
    return taken


def _day(lines: Sequence[str]) -> str:
    """Return the day beside the place of issue, "" for none; a line too narrow breaks it in two."""
    for line, following in pairwise([*lines, ""]):
        for printed in (line, f"{line} {following}") if "ngày" in line else ():
            days = list(printed_days(printed)) if _PLACE_AND_DAY.fullmatch(printed) else []
            if days and len(printed) == days[0].end:
                return parse_day(printed).isoformat()
    return ""
