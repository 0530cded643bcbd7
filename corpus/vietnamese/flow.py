"""A text as it flows: one blank between words, also where a line ends inside a sentence.

Text copied from PDF or Word ends its lines anywhere: "Quận\\n1", "ngày 9\\ntháng 1", "Bến\\nNghé".
Where a sentence cannot end the line end is a blank; where only a name can go on ("Hai\\nBà Trưng")
it is `PERHAPS`, and who knows names decides. The ends of fields and paragraphs stay.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["PERHAPS", "Flow", "flow"]

PERHAPS = "\r"
"""A line end over which a name may go on; cleaned text has none of its own."""

_RUN = re.compile(r"\s{2,}|[^\S ]")
_AROUND = 48
"""Characters to either side of a line end that decide what it is."""

# "1. ", "a) ", "- ", "• "
_BULLET = re.compile(r"[-–—+*•●▪]\s|(?:[0-9]{1,2}|[a-zđ]|[IVX]{1,5})[.)]\s")
# the number alone on a line of a table
_CELL = re.compile(r"[0-9.,]{1,12}\s*(?:\n|$)")
_ENDS = re.compile(r"[.!?…:;][”\"’')»]{0,2}$")
# "Q.", "TP.", "T.Ư.", and "Số:" before a number
_SHORT = re.compile(r"(?<![^\s(,;/-])(?:TP|Tp|T\.P|TX|Tx|TT|Q|P|H|X|T|KP|số|Số|SỐ)[.:]$")
# "05-", "05-KH/", "Bà Rịa -"
_SIGN = re.compile(r"\w ?[-–/_&(]$|\($")
# "-KH/QU", "/QU", "– 2025", "- KH/QU"
_SIGN_NEXT = re.compile(r"[-–/](?:\w| [A-ZĐ]\w{1,4}/[A-ZĐ])")
_NUMBER_WANTED = re.compile(
    r"(?<!\w)(?i:quận|phường|số|tháng|ngày|năm|khóa|khoá|lần|thứ|điểm|khoản|điều|tổ|ấp|thôn|khối"
    r"|khu phố|kỳ|quý|chương|mục|phần|nhiệm kỳ|hạng|cấp|loại)$"
)
# words behind which no sentence ends
_OPEN = re.compile(
    r"(?<!\w)(?i:của|và|với|tại|ở|do|cho|về|theo|các|những|một|là|từ|đến|tới|trong|trên|dưới|qua"
    r"|cùng|hoặc|hay|thuộc|giữa|bởi|bằng|nhằm|để|đã|đang|sẽ|gồm|như|số|đồng chí|ông|bà)$|,$"
)
# what is done with a document, before its name
_VERB = re.compile(
    r"(?<!\w)(?i:thực hiện|triển khai|quán triệt|tổng kết|sơ kết|ban hành|thay thế|thông qua"
    r"|học tập|căn cứ|hướng dẫn|sửa đổi|bổ sung|gắn với|cụ thể hóa|kiểm tra|giám sát)$"
)
_DOCUMENT = re.compile(
    r"(?:Chỉ thị|Nghị quyết|Nghị định|Kết luận|Kế hoạch|Quyết định|Quy định|Quy chế|Hướng dẫn"
    r"|Chương trình|Thông tư|Thông báo|Công văn|Đề án|Luật|Điều lệ|Điều \d)"
)
# the front of a name: "Quận", "Ban Thường vụ"
_FRONT = re.compile(
    r"(?<!\w)(?i:quận|huyện|phường|xã|thị xã|thị trấn|thành phố|tỉnh|đặc khu|bộ|ban|sở|cục|vụ|viện"
    r"|hội|đoàn|(?:đảng|quận|huyện|thị|tỉnh|thành) [ủu][ỷy]|thường trực|chấp hành|ban chỉ đạo"
    r"|nhân dân|[ủu][ỷy] ban|hội đồng|ubnd|hđnd|mttq|ubkt|bch|btv|công an|trung ương)$"
)
# how sentences begin: "Ngày 9/1, ...", "Ông A cho biết"
_SENTENCE = re.compile(
    r"(?:Ngày|Sáng|Chiều|Tối|Trưa|Hôm|Trong|Tại|Theo|Đồng chí|Ông|Bà|Anh|Chị|Sau|Trước|Để|Đây|Các"
    r"|Những|Một|Từ|Với|Qua|Nhằm|Phát biểu|Ngoài|Bên cạnh|Cùng|Khi|Đến|Năm|Được|Đã|Đối|Về|Việc"
    r"|Nhân dịp|Nhờ|Tuy|Mặc|Hiện|Dự|Tham|Cụ thể|Đặc biệt|Tiếp|Cuối|Đầu|Thực hiện|Hội nghị|Đại hội"
    r"|Đại biểu|Chủ tịch|Phó|Nghị quyết|Chỉ thị|Kế hoạch|Kết luận|Quyết định|Căn cứ|Kính"
    r"|Nơi nhận|Điều|Số|Ảnh|Tin|Bài|Lãnh đạo|Nội dung|Kết quả)(?!\w)"
)
# or a name that may as well go on: "Ban Thường vụ Quận ủy ...", "Quận 1 ..."
_NAME = re.compile(
    r"(?:Đảng|Quận|Huyện|Phường|Xã|Tỉnh|Thành ủy|Thành phố|Thị|Ban|Bộ|Sở|UBND|HĐND|MTTQ|Ủy ban"
    r"|Hội đồng|Công an|Chi bộ|Trung ương|Bí thư)(?!\w)"
)


class Flow(NamedTuple):
    """A text as it flows. Character `starts[i]` of it and those behind stand `moves[i]` further
    on in the text that it was made of."""

    text: str
    starts: Sequence[int]
    moves: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part stands in the text as it was."""
        return self._was(start), self._was(end - 1) + 1 if end > start else self._was(start)

    def _was(self, at: int) -> int:
        return at + self.moves[bisect_right(self.starts, at) - 1]

    def place(self, was: int) -> int:
        """Return where what stood at an offset of the text as it was stands now."""
        new = [start + move for start, move in zip(self.starts, self.moves, strict=True)]
        return max(0, was - self.moves[max(0, bisect_right(new, was) - 1)])

    def settled(self, spans: Iterable[tuple[int, int]]) -> "Flow":
        """Return the flow in which a line goes on within what was found at `spans`, and ends
        elsewhere."""
        if PERHAPS not in self.text:
            return self
        letters = list(self.text)
        for start, end in spans:
            letters[start:end] = self.text[start:end].replace(PERHAPS, " ")
        return self._replace(text="".join(letters).replace(PERHAPS, "\n"))


def flow(text: str, borders: Sequence[int] = ()) -> Flow:
    """Return a cleaned text as it flows; at the offsets `borders` a field ends."""
    parts: list[str] = []
    starts, moves = [0], [0]
    at = length = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        sign = _sign(text, start, end, borders)
        if not sign:
            continue
        parts += (text[at:start], sign)
        length += start - at + 1
        at = end
        if at - length != moves[-1]:
            starts.append(length)
            moves.append(at - length)
    return Flow("".join((*parts, text[at:])) if parts else text, starts, moves)


def _sign(text: str, start: int, end: int, borders: Sequence[int]) -> str:
    """Return what stands for some space: a blank, `PERHAPS`, or "" where it stays as it is."""
    ends = text.count("\n", start, end)
    if not ends and end - start == 1:
        return " "
    if ends > 1 or any(start <= border < end for border in borders):
        return ""
    if not ends and text[end : end + 1].isdigit():  # a table in one line
        return " " if _NUMBER_WANTED.search(text, max(0, start - _AROUND), start) else ""
    return _line_end(text[max(0, start - _AROUND) : start], text[end : end + _AROUND])


def _line_end(before: str, after: str) -> str:
    if not before or not after:
        return ""
    wanted = after[0].isdigit() and _NUMBER_WANTED.search(before)
    if wanted or _SHORT.search(before) or _SIGN.search(before) or _SIGN_NEXT.match(after):
        return " "
    if _ENDS.search(before) or _CELL.match(after):
        return ""
    capital = _ends_in_name(before)
    if _BULLET.match(after):
        return PERHAPS if capital and after[0] in "-–" else ""
    if after[0].islower() or after[0].isdigit() or after[0] in "(,;)":
        return " "
    if _OPEN.search(before) or (_VERB.search(before) and _DOCUMENT.match(after)):
        return " "
    return _before_capital(before, after) if capital or _FRONT.search(before) else ""


def _ends_in_name(before: str) -> bool:
    last = before.split()[-1:]
    return bool(last) and last[0].lstrip('(“"')[:1].isupper()


def _before_capital(before: str, after: str) -> str:
    """Return what stands for a line end between what may be two parts of a name."""
    if _SENTENCE.match(after):
        return PERHAPS if _ends_in_name(before) else ""
    if _FRONT.search(before):
        return " "
    heading = before[-2:].isupper() and not after[:2].isupper()
    return PERHAPS if heading or _NAME.match(after) else " "
