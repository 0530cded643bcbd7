"""The words of a sentence that say what is done with a document, as tokens; documents and bodies
are tokens too."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.documents.bodies import Body
from corpus.documents.naming import Naming
from corpus.documents.phrases import any_of

__all__ = ["CUES", "Token", "says_something", "tokenize"]

CUES = frozenset(["reviews", "details", "implements", "linked", "replaces", "amends", "cites"])
"""Kinds of tokens that relate what acts to a document."""


class Token(NamedTuple):
    """One token: its kind, where it stands, and for a document or body its index in the
    sentence."""

    kind: str
    start: int
    end: int
    number: int = -1


_NOUNS = (
    "nghị quyết|chỉ thị|kết luận|quy định|quyết định|thông tư"
    "|nghị định|kế hoạch|chương trình hành động|chương trình"
    "|pháp lệnh|đề án|quy chế|công văn|thông báo|luật|bộ luật|văn bản|dự thảo"
)
# "một năm", "15 năm (2002 - 2017)"
_SPAN = (
    r"(?:[0-9]+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:năm|tháng)(?: rưỡi)?"
    r"(?: \(?[0-9]{4} ?[-–] ?[0-9]{4}\)?)?"
)
_KINDS = {
    "word1": """(?:năm|tháng|tuần|thời gian) qua | pháp luật | kế hoạch phát triển
        | (?:ý nghĩa|tính|vai trò|yếu tố|nhân tố) quyết định""",
    "fill1": "có hiệu quả | có kết quả | một cách hiệu quả | có trách nhiệm",
    "reviews": "sơ,? ?tổng kết | sơ kết | tổng kết",
    "details": """cụ thể hóa | chi tiết hóa | thể chế hóa | quy định chi tiết(?: và hướng dẫn)?
        | hướng dẫn (?:chi tiết|cụ thể)(?! hóa) | hướng dẫn""",
    "linked": "gắn (?:chặt |liền |kết )?với",
    "replaces": """thay thế(?: cho)? | thay cho | bãi bỏ | hủy bỏ
        | thay(?! đổi| mặt| vì| phiên| nhau| quân)""",
    "cites": """căn cứ(?: vào)? | ban hành theo
        | dựa (?:trên|vào)(?: (?:tinh thần|nền tảng|cơ sở))?(?: kế thừa)?""",
    "attached": "(?:được )?ban hành kèm theo | kèm theo",
    "amends": "sửa đổi | bổ sung | điều chỉnh",
    "implements": "thực hiện | triển khai | quán triệt",
    "continue": "tiếp tục",
    "by": f"bằng | bởi | thành(?= (?:(?:các|những|một) )?(?:$|{_NOUNS}))",
    "passive": "được | bị",
    "for": """để | nhằm | coi đây là | xem đây là
        | một trong những (?:biện pháp|giải pháp|nhiệm vụ) quan trọng""",
    "demand": """đề nghị | yêu cầu | thời gian tới | sắp tới | phương hướng | cần | phải | kiến nghị
        | đề xuất | mong muốn | mong | lưu ý | sẽ | dự kiến | chưa | không | khó | hãy | nên
        | kêu gọi | đề ra | vi phạm | kiểm tra | giám sát | thanh tra | xử lý""",
    "say": """nêu rõ | nêu(?! gương) | nhấn mạnh | khẳng định | cho biết | cho rằng | cho thấy
        | ghi nhận | đánh giá cao | đề cập | chỉ rõ | quy định rõ | ghi rõ | nói | thông tin
        | nhận định | phát biểu""",
    "about": "về việc | về | việc",
    "of": "của",
    "event": "hội nghị | tọa đàm | hội thảo",
    "issue": "ban hành | thông qua | ra | có | ký | xây dựng | trình | soạn thảo | hoàn thiện",
    "noun": f"(?:dự thảo |dự án (?=luật))?(?:{_NOUNS})(?: (?:này|trên|nói trên|mới|đó|ấy))?"
    " | đây(?= là)",
    "generic": """cấp ủy các cấp | các cấp | cấp ủy | các địa phương | địa phương | các bộ,? ngành
        | các bộ | cán bộ(?! kỹ thuật) | đảng viên | các đơn vị | các cơ quan | cơ quan,? đơn vị
        | người dân | nhân dân | doanh nghiệp | học sinh | các chi bộ | chi bộ | toàn đảng
        | các ngành | tổ chức đảng | các tổ chức | các tỉnh | báo cáo viên | các đại biểu
        | chúng ta""",
    "mod": """tổ chức | đẩy mạnh | chỉ đạo | lãnh đạo | học tập | phổ biến | nghiên cứu | tích cực
        | nghiêm túc | đã | đang | vừa | cũng | đều | luôn | kế thừa | kịp thời
        | hội nghị trực tuyến | trực tuyến | tham mưu | tăng cường | giao nhiệm vụ | hưởng ứng
        | tập trung | hoàn thành | nâng cao hiệu quả | hiệu quả công tác | nhất là | đặc biệt là
        | là | nay | mới | ý kiến chỉ đạo | có ý kiến chỉ đạo | trên tinh thần | với tinh thần
        | theo tinh thần | quá trình | lộ trình | trong | công tác | biện pháp | kết quả | tình hình
        | thêm | bước đầu | sự | từng bước""",
    "prep": """báo cáo | trước | giúp | với | cho | tại | gửi | đến | ở | từ | theo | lập
        | thành lập | trên | giữa | dưới | qua | tới""",
    "fill": f"""các | những | một số điều,? khoản | một số điều
        | một số nội dung(?: có)? liên quan đến | một số nội dung | một số
        | nội dung
        | (?:khoản|điều|điểm|mục) \\w+,? | có hiệu quả | hiệu quả | tốt | nghiêm | nghiêm chỉnh
        | quyết liệt | đồng bộ | sâu rộng | sâu | kỹ | toàn diện | thắng lợi | thành công
        | tinh thần | mục tiêu | nhiệm vụ | giải pháp | chủ trương | nhóm
        | đồng thời | đúng
        | {_SPAN} | năm | đầu | hai | ba | lần
        | phạm vi áp dụng | chương trình | kế hoạch | luật | thông báo | văn bản | bản | số
        | kết luật | kết | thi hành | áp dụng | danh mục""",
}
"""Kind -> its phrases, in lower case with tones on the first letter; of two that begin alike, the
earlier wins."""

# "đã (ban hành) 05-CT/TW," -> words, cues and signs
_WORD = re.compile(
    "|".join(f"(?P<{kind}>{any_of(phrases)})" for kind, phrases in _KINDS.items())
    + r"|(?P<comma>,)|(?P<semi>;)|(?P<colon>:)|(?P<open>\()|(?P<close>\))"
    r"|(?P<and>(?:và|cùng|cũng như)(?!\w))"
    r"|(?P<quote>[“”\"'‘’])|(?P<word>\w[\w/.-]*)"
)


# "sơ kết", "thay thế", "căn cứ": without one a sentence relates nothing
_CUE = re.compile(
    "|".join(
        " ".join(_KINDS[kind].split()).replace(" | ", "|")
        for kind in ("reviews", "details", "linked", "replaces", "cites", "amends", "implements")
    )
)


def says_something(low: str, start: int, end: int) -> bool:
    """Say whether a sentence has any cue at all."""
    return _CUE.search(low, start, end) is not None


def tokenize(
    low: str, start: int, end: int, namings: Sequence[Naming], bodies: Sequence[Body]
) -> list[Token]:
    """Return the tokens of a sentence of a text in lower case, in order; a document's token ends
    with its attributes.

    Bodies that are told as an issuer are part of the document's token.
    """
    marks = [Token("document", one.name.head, one.end, index) for index, one in enumerate(namings)]
    heads = [one.name.head for one in namings]
    marks += [
        Token("title", one.title.start, one.title.end)
        for one in namings
        if one.title
        and one.title.start >= one.end
        and not any(one.title.start <= at < one.title.end for at in heads)
    ]
    marks += [Token("body", body.start, body.end, index) for index, body in enumerate(bodies)]
    found: list[Token] = []
    at = start
    for mark in sorted(marks, key=lambda one: (one.start, one.kind != "document")):
        if mark.start < at:
            continue
        found += _words(low, at, mark.start)
        found.append(mark)
        at = mark.end
    return found + _words(low, at, end)


def _words(low: str, start: int, end: int) -> list[Token]:
    return [
        Token((match.lastgroup or "word").rstrip("1"), match.start(), match.end())
        for match in _WORD.finditer(low, start, end)
    ]
