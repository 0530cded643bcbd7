"""What stands right behind a document's name: its day, the body that issued it, the congress
term."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from corpus.dates import DateMention
from corpus.documents.bodies import Body
from corpus.vietnamese.numerals import roman

__all__ = ["Attributes", "read_attributes"]


class Attributes(NamedTuple):
    """What is said of a document right behind its name, and where that ends; `bodies` are those
    told there."""

    end: int
    date: date | None
    issuer: Body | None
    session: str


# between a code and its day: " (ban hành ngày ", ", ký ngày "
_DAY = re.compile(
    r"[ \u00a0]?,?[ \u00a0]?\(?(?:(?:được |đã |vừa |cùng )?(?:ký"
    r"|ban hành|ra|công bố|thông qua)(?:,? ban hành)? )?"
    r"(?:vào |cùng )?(?:ngày )?",
    re.IGNORECASE,
)
# " được Bộ Chính trị ban hành": the body follows the passive
_DONE = re.compile(r"[ \u00a0](?:đã )?được (?:đồng chí )?", re.IGNORECASE)
_OF = re.compile(r",?[ \u00a0](?:của|do|cả) (?:tập thể )?(?:đồng chí )?", re.IGNORECASE)
_BESIDE = re.compile(r"[ \u00a0](?=\S)")
# "Quyết định 99 ban hành ngày", "... phê duyệt,"
_BY = re.compile(
    (
        r"[ \u00a0](?:ban hành|ký|phê duyệt"
        r"|thông qua)(?=[ \u00a0](?:ngày|về|vào|cuối|đầu|giữa|có hiệu)|[,.;)])"
    ),
    re.IGNORECASE,
)
# " do Bộ Tài chính (ban hành)": what a body does that issues
_ISSUES = re.compile(r"[ \u00a0](?:(?:ký )?ban hành|ký|phê duyệt|thông qua|công bố|cấp)(?!\w)")
# " của Hội nghị lần thứ sáu, Ban Chấp hành Trung ương Đảng"
_PLENUM = re.compile(
    r",?[ \u00a0](?:của )?Hội nghị (?:lần thứ \w+|Trung ương \w+),?[ \u00a0](?:của )?"
    r"(?:BCH|Ban Chấp hành) Trung ương(?: Đảng)?",
    re.IGNORECASE,
)
# " khóa XII", " (khóa 12)"
_SESSION = re.compile(
    r",?[ \u00a0]?\(?khóa[ \u00a0]([IVX]{1,5}|[0-9]{1,2})(?!\w)\)?", re.IGNORECASE
)
# " (gọi tắt là Chỉ thị 05)", " (NĐ-CP)", " (cũ)"
_IN_BRACKETS = re.compile(
    r"[ \u00a0]\((?:gọi tắt là |sau đây gọi là |viết tắt là |thường gọi là )?"
    r"(?:(?i:nghị|chỉ|quyết|quy|thông|kế|số|luật)[^()]{1,38}"
    r"|năm (?:19|20)[0-9]{2}|[A-ZĐ][\w&-]{1,11}|cũ|Hà Nội|[^\W\d_]{1,12})\)"
)
# ", có hiệu lực từ ngày "
_FORCE = re.compile(
    (
        r",?[ \u00a0]\(?(?:chính thức )?(?:có )?hiệu lực(?: thi hành)?(?: (?:từ"
        r"|kể từ|vào))?(?: ngày)? ?"
    ),
    re.IGNORECASE,
)
# " vào cuối tháng 5/2018", " năm 2018"
_WHEN = re.compile(
    r"[ \u00a0](?:vào |từ )?(?:đầu|giữa"
    r"|cuối)? ?(?:tháng [0-9]{1,2}(?:/[0-9]{4})?|năm (?:19|20)[0-9]{2})"
)


def read_attributes(
    text: str, at: int, days: Mapping[int, DateMention], bodies: Mapping[int, Body], known: bool
) -> Attributes:
    """Read what follows a name that ends at `at`; `known` says that the day of publication is
    known.

    Days and bodies are given by their offsets; a day without its year counts only beside a known
    day of publication.
    """
    day, issuer, session, dated = None, None, "", -1
    for _ in range(7):
        if (
            (issuer is None or issuer.start < at)
            and (of := _OF.match(text, at))
            and of.end() in bodies
        ):
            by = _BY.match(text, bodies[of.end()].end)
            if "do " in of.group() and not _ISSUES.match(text, bodies[of.end()].end):
                break  # "Báo cáo do Ban Dân vận trình bày"
            issuer = bodies[of.end()]
            at = by.end() if by else issuer.end
        elif (
            issuer is None
            and (done := _DONE.match(text, at))
            and done.end() in bodies
            and (by := _BY.match(text, bodies[done.end()].end))
        ):
            issuer, at = bodies[done.end()], by.end()
        elif issuer is None and (of := _BESIDE.match(text, at)) and of.end() in bodies:
            issuer = bodies[of.end()]
            at = issuer.end
        elif dated < 0 and (lead := _DAY.match(text, at)) and lead.end() in days:
            mention = days[lead.end()]
            day = mention.date if known or not mention.inferred else None
            dated = at = mention.end + (text[mention.end : mention.end + 1] == ")")
        elif not session and (term := _SESSION.match(text, at)):
            session, at = roman(term[1]), term.end()
        elif (plenum := _PLENUM.match(text, at)) or (plenum := _WHEN.match(text, at)):
            at = plenum.end()
        elif note := _IN_BRACKETS.match(text, at):
            at = note.end()
        else:
            break
    return Attributes(at, day, issuer, session)
