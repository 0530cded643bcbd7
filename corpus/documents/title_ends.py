"""Where the title of a document ends in a sentence that goes on."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from corpus.documents.bodies import Body
from corpus.documents.name import Name
from corpus.documents.phrases import any_of

__all__ = ["OPEN_QUOTES", "Title", "end_of_title", "quoted_title"]


class Title(NamedTuple):
    """A title is `text[start:end]`; `quoted` when it stands in quotation marks, `end` never counts
    those."""

    start: int
    end: int
    quoted: bool


OPEN_QUOTES, _CLOSE_QUOTES = "“\"'‘«”", "”\"'’»“"
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
        | để (?:thực hiện|triển khai|đảm bảo|trình|không) | với mục tiêu | thiếu
        | theo (?:đó|hướng|tinh thần|định hướng) | ban hành (?:kèm )?theo | kèm theo
        | gắn (?:chặt |liền )?với | thay thế | thay cho | căn cứ | dựa trên | hiện nay | nay
        | là (?:[0-9]|đúng|trái|không) | và để | ra đời | và (?:chính thức )?có hiệu lực | để các
        | gửi (?:chủ tịch|ubnd|các|bộ) | phù hợp | xuất phát | thể hiện | trước ngày | qua đó
        | đồng thời | nhằm | bằng (?:kế hoạch|chương trình|quyết định|nghị quyết|nghị định)
        | hết hiệu lực | nhấn mạnh | khẳng định | yêu cầu
        | được (?:ban hành|bổ sung|giới thiệu|cụ thể|sửa|thay|coi|xem|đưa|triển khai)
        | được (?:thực hiện|áp dụng|thông qua|quy định|quốc hội|chính phủ)
        | được (?:quận|huyện|phường|xã|tỉnh|thành|đảng|ubnd|ủy ban)
        | là (?:căn cứ|cơ sở|văn bản|một|hoàn toàn)
        | không (?:có|báo cáo|phù hợp|quy định) | quy định (?:việc|rõ|cụ thể|tại|mức) | bị
        | với tinh thần | và (?:sơ kết|tổng kết|quán triệt) | và việc (?:chấp hành|thực hiện)
        | và (?:thống nhất|đề nghị|yêu cầu) | và quyết định (?:tiếp tục|ban hành|giao|chọn|dừng)
        | và (?:các )?(?:cuộc vận động|phong trào|văn bản)"""
    )
    + r"|,? (?:sáng|chiều|tối|vào|đến|hôm) (?:ngày )?[0-9]{1,2}[-/.]|,? (?:từ )?ngày [0-9]"
)
# "; ngăn chặn, đẩy lùi sự suy thoái": goes on with what a title is against
_AGAINST = re.compile(
    r"; (?:kiên quyết |chủ động )?(?:ngăn chặn|đẩy lùi|phòng ngừa|đấu tranh)(?!\w)"
)
# " trên địa bàn tỉnh", " trên địa bàn các quận"
_AREA = re.compile(
    r" trên địa bàn(?: (?:các )?(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Qq]uận|[Hh]uyện|[Tt]hị xã|[Pp]hường"
    r"|[Xx]ã|[Tt]hị trấn)(?!\w))?"
)
# ", giai đoạn 2016 - 2020", " đến năm 2025": goes on behind the area
_SPAN = re.compile(r",? \(?(?:giai đoạn|đến năm|từ năm|và (?:đến|những) năm)(?!\w)")
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
        | bổ sung phụ | nhiều | trong đó
        | (?:được )?(?:ban hành|ký) (?:vào |từ )?(?:ngày|tháng|năm)"""
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
    r"(?:,? và(?: đặc biệt là| nhất là)?|[,;]|,? cùng|,? cũng như)[ \u00a0](?:các )?"
    r"(?:tại |theo |trong )?$"
)
_MOST = 420


def quoted_title(text: str, quote: int, end: int) -> Title | None:
    """Return what stands in the quotation marks that open at an offset."""
    for at in range(quote + 2, min(end, quote + _MOST)):
        if text[at] in _CLOSE_QUOTES and (text[at] != "'" or not text[at + 1 : at + 2].isalpha()):
            return Title(quote + 1, at, True) if text[quote + 1 : at].strip() else None
    return None


def end_of_title(
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
    changes = low.endswith(("sửa đổi", "bổ sung", "điều chỉnh"), 0, begin)
    while at < limit:
        char = text[at]
        if char in OPEN_QUOTES and text[at - 1] in " (" and (quote := quoted_title(text, at, end)):
            at = quote.end
        elif char == "(":
            most = 30 if low.startswith("(giai đoạn", at) else 10
            close = text.find(")", at, min(limit, at + most))
            if close < 0:
                return at
            at = close
        elif char == ",":
            if _closes(low, at, limit, bodies, fronted):
                return at
        elif char == " " and _AREA.match(text, at, end):
            applied = low.endswith((" thực hiện", " áp dụng"), begin, at)
            if applied or _PLACED.search(text, begin, at):
                return at
            at = _behind_area(text, at, end)
            if not _SPAN.match(text, at, end):
                return at
        elif _AGAINST.match(low, at, end) or (
            changes and limit < end and low.startswith(" quy định tại", at)
        ):
            at += 1
        elif (
            char in "\n.…!?;:/” "
            and _STOP.match(low, at, end)
            and not _EXEMPT.search(low, begin, at + 1)
        ):
            return at
        at += 1
    return min(at, end)


# " tại TPHCM": the title has its place already
_PLACED = re.compile(r" tại (?=[^\W\d_])(?!thành |tỉnh )[^\sa-zà-ỹđ]")


def _behind_area(text: str, at: int, end: int) -> int:
    """Return where the words of " trên địa bàn thành phố Hà Nội" end."""
    match = _AREA.match(text, at, end)
    at = match.end() if match else at
    while name := _PROPER.match(text, at, end):
        if not name[1][0].isupper() and not name[1][0].isdigit():
            break
        at = name.end()
    return at


_PROPER = re.compile(r" (?:- )?([\w-]+(?:\.[^\W\d_]+)?)")


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
    if low.startswith("bổ sung", after) and low.endswith("sửa đổi", 0, comma):
        return False
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
