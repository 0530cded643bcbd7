"""What a document is called: the words a text quotes after its name, up to where that clause
ends."""

import re
from collections.abc import Mapping

from corpus.documents.bodies import Body
from corpus.documents.name import Name
from corpus.documents.phrases import any_of
from corpus.documents.title_ends import OPEN_QUOTES, Title, end_of_title, quoted_title

__all__ = ["Title", "title_after", "title_before"]


# ", có hiệu lực từ 1/7/2025 " and the like between a code and its title
_LEAD = re.compile(
    r"(?:,?[ \u00a0]\(?(?:chính thức |đã |vừa "
    r"|mới )?(?:có )?hiệu lực(?: thi hành)?(?: (?:từ|kể từ|vào))?(?: ngày)? ?"
    r"[0-9/.-]*\)?"
    r"|,? (?:do [^.;:,“\"]{2,60} ký )?(?:gửi|trình|báo cáo|trả lời) [^.;:“\"]{3,170}?(?= về )"
    r"|,? do [^.;:,“\"]{2,60} (?:ban hành|ký|phê duyệt)(?= về )| nhằm(?= (?:sửa đổi|bổ sung))"
    r"|[ \u00a0](?:ban hành|ra đời|được ban hành)? ?(?:vào )?(?:đầu|giữa|cuối) tháng [0-9/]+)?"
    r"[ \u00a0]?[,:(]?[ \u00a0]?",
    re.IGNORECASE,
)
# "về việc", "quy định chi tiết": how a title begins
_OPENER = re.compile(
    any_of(
        """về việc | về | quy định chi tiết | quy định | qui định | hướng dẫn | ban hành
        | sửa đổi | bổ sung | phê duyệt | phê chuẩn | công bố | chấp thuận | cho phép
        | thi hành | sơ kết | tổng kết | tổ chức thực hiện | thực hiện | triển khai thực hiện
        | triển khai | giao nhiệm vụ | thành lập | lập | giải quyết | tăng cường | phát động
        | thông qua | phiên họp | đẩy mạnh | kiện toàn | điều chỉnh | thông báo ý kiến
        | bổ nhiệm | xử lý | quy hoạch | thí điểm | bãi bỏ | hợp nhất | chỉ đạo | chuẩn mực"""
    )
    + r"(?! (?:này|rằng|nói trên|của Luật|của pháp luật|tại)|:)",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"ban hành (?:tháng|năm|ngày|vào|từ)(?!\w)|q[uũ]y định(?:,| “| \")"
    r"|q[uũ]y định (?:trong vòng|phải|như|mỗi|nếu|khi|không"
    r"|rõ|[0-9]+(?! thông tư)|hành vi|người|thời hạn)(?!\w)"
)
"""What a document lays down, which is not what it is called."""

_TAIL = re.compile(
    r",? và (?:dự thảo )?(?:nghị định|nghị quyết|thông tư"
    r"|quyết định|chỉ thị|kế hoạch|luật|quy định)$"
)
"""A document without a number that is only joined to a title, and acts in what follows."""

# "thực hiện các chỉ thị này", "triển khai cả hai văn bản trên" point back and are no title
_POINTS = re.compile(
    r"(?:thực hiện|triển khai|thi hành|sửa đổi|bổ sung|hướng dẫn)(?: cả)?(?: các| những| hai| ba)?"
    r" \w+ \w+ (?:này|trên|nói trên)$"
)
# "về việc quy định mức thu": what a title begins with is no predicate of the sentence
_RULES = re.compile(r"(?<=về việc) quy định (?:mức|việc|cụ thể)(?!\w)")
_QUOTE = re.compile(r"[ :]{0,3}[“\"‘«]")
_MOST = 420


def title_after(
    text: str,
    low: str,
    at: int,
    end: int,
    names: Mapping[int, Name],
    bodies: Mapping[int, Body],
    fronted: bool,
) -> Title | None:
    """Return the title that follows a name and its attributes, which end at `at`; the sentence ends
    at `end`.

    `names` and `bodies` are given by offset, a name by that of its type word. A title may hold
    another document: it ends behind the first one. `fronted` says that the sentence has its acting
    body and verb still to come.
    """
    lead = _LEAD.match(low, at, end)
    begin = lead.end() if lead else at
    if begin >= end:
        return None
    if text[begin] in OPEN_QUOTES:
        quoted = None if "," in text[at:begin] else quoted_title(text, begin, end)
        return quoted if quoted and low.count(" ", quoted.start, quoted.end) > 1 else None
    opener = _OPENER.match(low, begin, end)
    if opener is None or _CONTENT.match(low, begin, end):
        return None
    if quote := _QUOTE.match(text, opener.end(), end):
        return quoted_title(text, quote.end() - 1, end)
    if "(" in text[at:begin]:
        close = text.find(")", begin, end)
        end = close if close >= 0 else end
    first = _RULES.match(low, opener.end(), end)
    words = first.end() if first else opener.end()
    stop = end_of_title(text, low, words, min(end, begin + _MOST), names, bodies, fronted)
    stop = opener.end() + len(text[opener.end() : stop].rstrip(" ,;:(-–\u00a0"))
    if tail := _TAIL.search(low[begin:stop]):
        stop = begin + tail.start()
    if low.endswith((" thực hiện", " áp dụng"), begin, stop):
        stop = begin + len(text[begin:stop].rsplit(" ", 2)[0].rstrip(" ,"))
    if text[stop - 1] in "\"”'’" and not any(
        sign in text[begin : stop - 1] for sign in OPEN_QUOTES
    ):
        stop -= 1
    if (
        stop == opener.end()
        or low.endswith("như sau", begin, stop)
        or _POINTS.search(low, begin, stop)
    ):
        return None
    return Title(begin, stop, False)


# "Quy chế làm việc": a title that begins with another type; not "Quy chế số 5"
_NAMED = re.compile(
    r"(?:Quy chế|Quy định|Kế hoạch|Đề án|Chương trình|Hướng dẫn"
    r"|Chiến lược|Quy hoạch|Điều lệ|Luật|Bộ luật|Pháp lệnh)"
    r"[ \u00a0](?!số |[0-9]|này|của)"
)


def title_before(text: str, head: int, number: int, start: int) -> Title | None:
    """Return the title that stands before a name in brackets, or a law's name before its number.

    "Quy chế quản lý tài sản ... (Quyết định 1087-QĐ/TU)", "Luật tổ chức Tòa án nhân dân số
    62/2014/QH13". The type word of the name begins at `head`, its number at `number`; what is
    before `start` belongs to another name.
    """
    if _LAW.match(text, head):
        end = head + len(text[head:number].rstrip().removesuffix("số").rstrip())
        return (
            Title(head, end, False) if " " in text[head:end] and "," not in text[head:end] else None
        )
    before = text[start:head].rstrip()
    if not before.endswith("("):
        return None
    end = start + len(before[:-1].rstrip())
    for match in _NAMED.finditer(text, max(start, end - 260), end):
        broken = any(sign in text[match.start() : end] for sign in ";:.\n")
        return None if broken else Title(match.start(), end, False)
    return None


_LAW = re.compile(r"(?:Luật|Bộ luật|Pháp lệnh) (?!số |[0-9])")
