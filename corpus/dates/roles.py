"""What a day is the day of: a document, an anniversary, a deadline, a birth, or something that
happened."""

import re

from corpus.dates.forms import DateForm

__all__ = ["role_of"]

# "sinh ngày ", "sinh năm (", "SN: "
_BIRTH = re.compile(
    r"(?<!\w)sinh(?: ngày| năm)?[ :(]{1,3}(?:ngày )?$|(?<!\w)SN[ :]{1,2}$", re.IGNORECASE
)
# "05-CT/TW, ngày ", "Chỉ thị 05 (ngày ", "ban hành ngày "
_DOCUMENT = re.compile(
    r"[0-9]\S{0,4}[ \u00a0]?[-–—/][ \u00a0]?[A-ZĐ][\w&]{0,9}"
    r"(?:[-–—/ \u00a0]{1,3}[A-ZĐƯ][\w&.]{0,9}){0,3}[),;]{0,2}"
    r"[ \u00a0]{0,2}\(?(?:cùng |ký |ban hành )?(?:ngày )?$"
    r"|(?i:chỉ thị|nghị quyết|nghị định|quyết định|thông tư|kết luận|quy định|kế hoạch|công văn"
    r"|thông báo)"
    r"(?: số)? [0-9]+(?:/[0-9]{4})?,? \(?(?:ký |ban hành )?ngày $"
    r"|(?i:ban hành|thông qua|ký)(?: vào)? ngày $"
)
# "trước ngày ", "chậm nhất là ", "hạn chót nộp hồ sơ là ngày "
_DEADLINE = re.compile(
    r"(?<!\w)(?:trước|chậm nhất|muộn nhất|hết|hạn cuối|hạn chót|thời hạn)(?: là| vào| đến"
    r"| trong)?(?: ngày)? $"
    r"|(?<!\w)(?:hạn chót|hạn cuối|thời hạn)(?: \w+){1,5} (?:là|đến)(?: hết)?(?: ngày)? $",
    re.IGNORECASE,
)
# "kỷ niệm 95 năm ", "ngày thành lập Đảng ("
_MEMORY = re.compile(
    r"(?:kỷ niệm|kỉ niệm|ngày (?:thành lập|giải phóng|sinh|truyền thống|mất|hội|quốc khánh|báo chí"
    r"|nhà giáo))"
    r"[^.;\n]{0,60}$",
    re.IGNORECASE,
)
# "chào mừng ngày "
_FEAST = re.compile(r"(?:kỷ niệm|kỉ niệm|chào mừng|mừng|nhân|nhân dịp) ngày $", re.IGNORECASE)
# " - 3/2/2025" behind "3/2/1930", and the other way round
_TWIN = re.compile(r"[ \u00a0]?[-–—][ \u00a0]?([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-][0-9]{4}")
# "9/1/2025 - " before 12/1/2025: the first day of a range
_TWIN_BEFORE = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-][0-9]{4}[ \u00a0]?[-–—][ \u00a0]?$")
_BACK = 80
"""Characters before a day that can say what it is: `_MEMORY` reaches furthest."""


def role_of(text: str, form: DateForm) -> str:
    """Return birth, anniversary, document, deadline or other (the reported event is chosen among
    these)."""
    before = text[max(0, form.start - _BACK) : form.start]
    if _BIRTH.search(before[-16:]):
        return "birth"
    if form.year is not None and (_is_twin(text, form, before) or _MEMORY.search(before)):
        return "anniversary"
    if _FEAST.search(before):
        return "anniversary"
    if _DOCUMENT.search(before):
        return "document"
    if _DEADLINE.search(before[-60:]):
        return "deadline"
    return "other"


def _is_twin(text: str, form: DateForm, before: str) -> bool:
    """Say whether the same day and month stand beside it with another year: (3/2/1930 -
    3/2/2025)."""
    twin = _TWIN.match(text, form.end) or _TWIN_BEFORE.search(before)
    return twin is not None and (int(twin[1]), int(twin[2])) == (form.day, form.month)
