"""What a document is called: the words a text quotes after its name, up to where that clause
ends."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from corpus.documents.bodies import Body
from corpus.documents.name import Name
from corpus.documents.phrases import any_of

__all__ = ["Title", "title_after", "title_before"]


class Title(NamedTuple):
    """A title is `text[start:end]`; `quoted` when it stands in quotation marks, `end` never counts
    those."""

    start: int
    end: int
    quoted: bool


# ", có hiệu lực từ 1/7/2025 " and the like between a code and its title
_LEAD = re.compile(
    r"(?:,?[ \u00a0]\(?(?:chính thức |đã |vừa "
    r"|mới )?(?:có )?hiệu lực(?: thi hành)?(?: (?:từ|kể từ|vào))?(?: ngày)? ?"
    r"[0-9/.-]*\)?"
    r"|,? (?:gửi|trình) [^.;:“\"]{3,90}?(?= về )"
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
        | phiên họp | đẩy mạnh | kiện toàn | điều chỉnh | thông báo ý kiến | bổ nhiệm | xử lý
        | quy hoạch | thí điểm | bãi bỏ | hợp nhất | chỉ đạo | chuẩn mực"""
    )
    + r"(?! (?:này|rằng|nói trên|của Luật|của pháp luật|tại)|:)",
    re.IGNORECASE,
)
_OPEN_QUOTES, _CLOSE_QUOTES = "“\"'‘«”", "”\"'’»“"
# ", ngày 9", " đã ", " và để ": a title ends before
_STOP = re.compile(
    (
        r"\n|[.…!?](?=\s|$)|;|: |/\.|”| và (?:quy định|nghị quyết"
        r"|chỉ thị|kết luận|kế hoạch|hướng dẫn|các) (?:của|số)|,? "
    )
    + any_of(
        """chính thức có hiệu lực | có hiệu lực | đã | sẽ | vừa (?:được|ban|ký|qua|có|mới) | đang
        | thì | cho thấy | cho biết | nêu(?! gương) | chỉ rõ | ghi rõ | cũng | không còn | gồm
        | bao gồm | có quy định | có nội dung | có nêu | nhưng | tuy nhiên | trong đó
        | do (?:bộ|chính phủ|ban|quốc hội|ubnd|thủ tướng|hđnd)
        | để (?:thực hiện|triển khai|đảm bảo|trình) | với mục tiêu | thiếu
        | theo (?:đó|hướng|tinh thần|định hướng) | ban hành (?:kèm )?theo | kèm theo
        | gắn (?:chặt |liền )?với | thay thế | thay cho | căn cứ | dựa trên | hiện nay | nay
        | là (?:[0-9]|đúng|trái|không) | và để | ra đời | và (?:chính thức )?có hiệu lực | để các
        | gửi (?:chủ tịch|ubnd|các|bộ) | phù hợp | xuất phát | thể hiện | trước ngày | qua đó
        | đồng thời | nhằm | bằng (?:kế hoạch|chương trình|quyết định|nghị quyết|nghị định)
        | hết hiệu lực | nhấn mạnh | khẳng định | yêu cầu
        | được (?:ban hành|bổ sung|giới thiệu|cụ thể|sửa|thay|coi|xem|đưa|triển khai)
        | được (?:thực hiện|áp dụng|thông qua|quy định|quốc hội|chính phủ)
        | là (?:căn cứ|cơ sở|văn bản|một|hoàn toàn)
        | không (?:có|báo cáo|phù hợp|quy định) | quy định (?:việc|rõ|cụ thể|tại|mức) | trên địa bàn
        | bị"""
    )
    + r"|,? (?:sáng|chiều|tối|vào|đến|hôm) (?:ngày )?[0-9]{1,2}[-/.]|,? (?:từ )?ngày [0-9]"
)
# "chưa " before "được": what follows is no predicate of the sentence
_EXEMPT = re.compile(
    r"(?:không|chưa|nhất|trước hết|đặc biệt|chủ yếu|các|những|việc|một số|hoặc|và|theo|về) ?$"
)
_PREDICATE = re.compile(
    r"(?<!\w)"
    + any_of(
        """đã | sẽ | phải | được | bị | đang | cần | vừa | nêu | cho biết | yêu cầu | đề nghị
        | quyết định | tổ chức | là | có hiệu lực | có thể | nhận thấy | thống nhất | ban hành
        | chỉ đạo | tiếp tục | tập trung"""
    )
)
# "tổ chức bộ máy", "gọi là": look like predicates
_NOT_PREDICATE = re.compile(
    any_of("(?:nhất|trước hết|đặc biệt|chủ yếu|không|chưa|tự|hay|hoặc|những|gọi) (?:là|được)")
    + "|"
    + any_of("tổ chức (?:bộ máy|đảng|chính|và|cơ)")
)
_CLAUSE = re.compile(
    any_of(
        """theo | từ | đến | thể hiện | thay | gồm | nhằm | để | đồng thời | qua đó | nêu | hiện nay
        | nay | là (?:[0-9]|đúng|trái|không) | và để | ông | bà | trên cơ sở | ngày | sáng | chiều
        | tối | là | coi | xem | phù | xuất | gắn | văn bản | nếu | khi | căn cứ | sau | trước | kể
        | hiện(?! đại) | vì | do | hội nghị | đại biểu | vốn | hai văn bản | cùng với | cùng đó
        | cụ thể | với (?:những|mục) | luôn | góp phần | qui định | quy định
        | có (?:các|những|hiệu lực) | trong khi | bên cạnh | đoàn (?:thanh|kiểm) tra | song | tuy
        | bổ sung phụ | nhiều | trong đó"""
    )
)
"""What begins a clause of its own after a comma."""

_STARTER = re.compile(
    _CLAUSE.pattern
    + "|"
    + any_of(
        """trong | với | có | thể | người | mức | thời hạn | tỷ lệ | trên | tại | thành phố | quận
        | huyện | tỉnh | phường | xã(?! hội) | lương | ai | mỗi | kế hoạch | bao | các chi bộ
        | các đại biểu | các hành vi | kết quả | đoàn(?! thể| viên) | công ty"""
    )
)
"""What begins the main clause after one that is put in front."""

_FORCE = re.compile(r" (?:chính thức )?có hiệu lực(?!\w)| thì ")
"""What is said of the document itself, behind its whole title."""

_MANAGED = re.compile(r"[^,.;]{1,40} quản lý(?!\w)")

# ", và nhất là các " before a second document
_JOINED = re.compile(
    r"(?:,? và(?: đặc biệt là| nhất là)?|[,;]|,? cùng|,? cũng như)[ \u00a0](?:các )?$"
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

# "thực hiện các chỉ thị này" points back and is no title
_POINTS = re.compile(
    r"(?:thực hiện|triển khai|thi hành)(?: các| những)? \w+ \w+ (?:này|trên|nói trên)$"
)
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
    if text[begin] in _OPEN_QUOTES:
        quoted = None if "," in text[at:begin] else _quoted(text, begin, end)
        return quoted if quoted and low.count(" ", quoted.start, quoted.end) > 1 else None
    opener = _OPENER.match(low, begin, end)
    if opener is None or _CONTENT.match(low, begin, end):
        return None
    if quote := _QUOTE.match(text, opener.end(), end):
        return _quoted(text, quote.end() - 1, end)
    if "(" in text[at:begin]:
        close = text.find(")", begin, end)
        end = close if close >= 0 else end
    stop = _end(text, low, opener.end(), min(end, begin + _MOST), names, bodies, fronted)
    stop = opener.end() + len(text[opener.end() : stop].rstrip(" ,;:(-–\u00a0"))
    if tail := _TAIL.search(low[begin:stop]):
        stop = begin + tail.start()
    if low.endswith((" thực hiện", " áp dụng"), begin, stop):
        stop = begin + len(text[begin:stop].rsplit(" ", 2)[0].rstrip(" ,"))
    if text[stop - 1] in "\"”'’" and not any(
        sign in text[begin : stop - 1] for sign in _OPEN_QUOTES
    ):
        stop -= 1
    if (
        stop == opener.end()
        or low.endswith("như sau", begin, stop)
        or _POINTS.search(low, begin, stop)
    ):
        return None
    return Title(begin, stop, False)


def _quoted(text: str, quote: int, end: int) -> Title | None:
    """Return what stands in the quotation marks that open at an offset."""
    for at in range(quote + 2, min(end, quote + _MOST)):
        if text[at] in _CLOSE_QUOTES and (text[at] != "'" or not text[at + 1 : at + 2].isalpha()):
            return Title(quote + 1, at, True) if text[quote + 1 : at].strip() else None
    return None


def _end(
    text: str,
    low: str,
    at: int,
    end: int,
    names: Mapping[int, Name],
    bodies: Mapping[int, Body],
    fronted: bool,
) -> int:
    """Return where the words of a title stop."""
    begin, limit = at, _limit(low, at, end, names)
    while at < limit:
        char = text[at]
        if char in _OPEN_QUOTES and text[at - 1] in " (" and (quote := _quoted(text, at, end)):
            at = quote.end
        elif char == "(":
            close = text.find(")", at, min(limit, at + 10))
            if close < 0:
                return at
            at = close
        elif char == ",":
            if _closes(low, at, limit, bodies, fronted):
                return at
        elif (
            char in "\n.…!?;:/” "
            and _STOP.match(low, at, end)
            and not _EXEMPT.search(low, begin, at + 1)
        ):
            return at
        at += 1
    return min(at, end)


def _limit(low: str, at: int, end: int, names: Mapping[int, Name]) -> int:
    """Return where a title ends at the latest: behind the first document in it, before one only
    joined to it."""
    first = next((names[head] for head in range(at, end) if head in names), None)
    if first is None:
        return end
    joined = _JOINED.search(low, at, first.head)
    return joined.start() if joined else min(end, first.end)


def _closes(low: str, comma: int, end: int, bodies: Mapping[int, Body], fronted: bool) -> bool:
    """Say whether a comma ends the title: a body acts after it, or a clause of its own begins."""
    after = comma + 1
    while after < end and low[after] == " ":
        after += 1
    listed = any(
        one.end == comma and low.startswith("các ", one.start - 4) for one in bodies.values()
    )
    if after in bodies and any(one.end == comma for one in bodies.values()):
        listed = listed or _MANAGED.match(low, bodies[after].end - 1, end) is not None
    if (after in bodies and not listed) or _STOP.match(low, comma, end):
        return True
    if not fronted:
        return _CLAUSE.match(low, after) is not None
    if _STARTER.match(low, after):
        return True
    stops = [index for sign in ",;.:" if (index := low.find(sign, after, end)) > 0]
    piece = _FORCE.split(low[after : min([*stops, end])])[0]
    return _PREDICATE.search(_NOT_PREDICATE.sub("", piece)) is not None


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
