"""The text of an article as it was copied from a site: a title line, a line with the day,
paragraphs, the author's name; or all in one.

"Đại biểu dự hội nghị (Thanhuytphcm.vn) - Ngày 9/1, ...": what stands before the bracket is the
caption, the bracket names the source, the body begins after the dash.
"""

import re

from corpus.reading.addresses import host_name
from corpus.reading.days import printed_days
from corpus.reading.lines import joined_lines

__all__ = ["byline_names", "fields_of", "is_byline"]

_DATELINE = re.compile(r"\(([^()\n]{2,60})\)[ \t\xa0]{0,3}[-–—][ \t\xa0]{0,3}(?=\S)")
_LEAD = 1_500
"""Characters in which the dateline must stand: a caption is never longer."""

_LONGEST_TITLE = 220
_LONGEST_DAY = 100
_UPPER = "A-ZĐÀ-ÖØ-ÝĂƠƯẠ-Ỹ"
_NAME = rf"[{_UPPER}][^\W\d_]{{0,12}}\.?"
_NAMES = rf"{_NAME}(?: {_NAME}){{1,4}}(?:(?:, | - | – |/| và ){_NAME}(?: {_NAME}){{1,4}}){{0,3}}"
# "Tin, ảnh: Lê An - Trần Bình", "PV Lê An", "Lê An (tổng hợp)"
_BYLINE = re.compile(
    r"(?:(?:Tin, ảnh|Tin và ảnh|Bài, ảnh|Bài và ảnh|Tin|Bài|Ảnh|Tác giả|Theo|PV|Thực hiện): ?)?"
    rf"(?:(?:PV|CTV|Phóng viên|Cộng tác viên) )?({_NAMES})"
    r"(?: ?\((?:tổng hợp|thực hiện|ghi|lược ghi|lược dịch|dịch|t/h|TH)\)?)?"
)


def fields_of(text: str) -> dict[str, object]:
    """Return title, day, author, source, caption and body of a text."""
    fields = _titled(text)
    body = str(fields["body"])
    for match in _DATELINE.finditer(body, 0, _LEAD):
        if _names_source(match[1]) and not body[match.end()].islower():
            fields |= {
                "source": match[1],
                "caption": body[: match.start()],
                "body": body[match.end() :],
            }
            break
    return fields


def _titled(text: str) -> dict[str, object]:
    """Return title, day, author and body of a text that begins with a line of title; else all as
    body."""
    lines = joined_lines(text).split("\n")
    lines = [line.strip() for line in lines]
    url = next(filter(None, map(_address_line, (*lines[:_EDGE], *lines[-_EDGE:]))), "")
    lines = [line for line in lines if not (url and _address_line(line) == url)] or [""]
    title, *rest = _without_blank(lines) or [""]
    if not _is_title(title, rest):
        return {"body": "\n".join(line.strip() for line in [title, *rest]), "url": url}
    fields: dict[str, object] = {"title": title, "url": url}
    rest = _without_blank(rest)
    if rest and (days := _day_line(rest[0])):
        fields["published"] = days
        rest = _without_blank(rest[1:])
    if len(rest) > 1 and is_byline(rest[0]):
        fields["authors"] = byline_names(rest[0])
        rest = _without_blank(rest[1:])
    elif len(rest) > 1 and is_byline(rest[-1]):
        fields["authors"] = byline_names(rest.pop())
    return {**fields, "body": "\n".join(filter(None, rest))}


def _is_title(line: str, rest: list[str]) -> bool:
    following = next(filter(None, rest), "")
    if (
        not following
        or not rest
        or not line
        or len(line) > _LONGEST_TITLE
        or line.endswith((".", ":", ";", ","))
    ):
        return False
    return not _DATELINE.search(line) and (
        not rest[0] or bool(_day_line(following)) or len(following) > len(line)
    )


def _day_line(line: str) -> str:
    """Return a line that holds a day and hardly more, else ""."""
    found = list(printed_days(line)) if len(line) <= _LONGEST_DAY else []
    return (
        line
        if found and (found[0].timed or len(line) - (found[0].end - found[0].start) < 30)
        else ""
    )


def _address_line(line: str) -> str:
    """Return the address that a line holds and nothing else, "" for none."""
    found = _ADDRESS.fullmatch(line)
    return found[1] if found and host_name(found[1]) else ""


_EDGE = 5
"""Lines at the begin and at the end of a text among which its address stands."""

# "Link: https://tin.example.vn/1.html"
_ADDRESS = re.compile(
    r"(?:(?:link|nguồn|xem|url|địa chỉ|theo)[^:\n]{0,20}: ?)?(https?://\S{1,2000})", re.IGNORECASE
)


def _without_blank(lines: list[str]) -> list[str]:
    return lines[next((at for at, line in enumerate(lines) if line), len(lines)) :]


def is_byline(line: str) -> bool:
    """Say whether a line is the name of who wrote the article."""
    return bool(byline_names(line))


def byline_names(line: str) -> str:
    """Return the names in a line that tells who wrote the article, "" for any other line."""
    found = _BYLINE.fullmatch(line.strip(" ()*")) if len(line) <= 90 else None
    return found[1] if found else ""


def _names_source(name: str) -> bool:
    """Say whether a bracket holds a site or an agency ("Thanhuytphcm.vn", "TTXVN") and not a
    remark."""
    return name[0].isupper() or ("." in name and " " not in name)
