"""Bodies that issue documents or act on them, as a text prints them: "Ban Thường vụ Quận ủy Quận
1", "UBND tỉnh"."""

import re
from typing import NamedTuple

__all__ = ["Body", "find_bodies"]


class Body(NamedTuple):
    """One naming of a body: `printed` is `text[start:end]`."""

    start: int
    end: int
    printed: str


_UPPER = "".join(
    char for char in map(chr, range(0x41, 0x1EFA)) if char.isupper() and char.isalpha()
)
_SECOND = (
    "pháp|hóa|tế|thông|nghiệp|nguyên|dục|học|vận|chính|lợi|sản"
    "|luật|ngoại|phòng|ninh|trường|trị|vụ|thuế|quan|quyền|tộc"
    "|giáo|động|nghệ|sự|liệu|cơ sở|lịch|thao|điện|tử|bộ|thực|vật|phẩm"
    "|y|hội|chất|chúng|giám|tra|kê|trữ|hành|trấn|trận|quốc gia|quốc|bản|sát|dân|phủ|ương"
)
_CAPITAL = rf"[{_UPPER}][\w&]*(?: (?:{_SECOND})(?!\w))?"
_PROPER = rf"(?!Căn cứ)[{_UPPER}][\w&]*"
_LEVEL = (
    r"(?:[Qq]uận|[Hh]uyện|[Tt]ỉnh|[Tt]hành phố|[Tt]hị xã"
    r"|[Tt]hị trấn|[Pp]hường|[Xx]ã|[Đđ]ặc khu|TP|Tp|TX|Tx|T\.P)\.?"
)
_NUMBER = r"[0-9]{1,2}(?![\w/%]|[.,-][0-9])"
_NAME = rf"{_PROPER}(?:(?: - | – |-|[ \u00a0]){_PROPER}){{0,3}}"
_PLACE = (
    rf"(?:[ \u00a0]{_LEVEL}[ \u00a0]?(?:{_NUMBER}|{_NAME})"
    rf"|[ \u00a0]{_LEVEL}(?!\w)"
    rf"|[ \u00a0](?!Đề án|Chương trình|Kế hoạch|Nghị|Chỉ thị|Quy(?:ết|) định){_NAME})"
)
_PLACES = rf"(?:{_PLACE})?(?:{_PLACE})?(?:,[ \u00a0]{_LEVEL}[ \u00a0]?(?:{_NUMBER}|{_NAME}))?"
_LONG = (
    rf"(?:[ \u00a0](?:{_LEVEL}(?!\w)|{_NUMBER}|{_CAPITAL}|[-–&] ?{_CAPITAL}|và {_CAPITAL}"
    r"|trung ương|nhân dân|nhà nước)){0,8}"
)
_COMMITTEE = (
    r"(?:Quận|Huyện|Thị|Thành|Tỉnh|Đảng|quận|huyện|thị|thành|tỉnh|đảng) [ủu][yỷỳ]"
    r"|Quân ủy Trung ương|Đảng bộ|đảng bộ|Chi bộ|Đảng đoàn|Ban cán sự đảng|Ban cán sự Đảng"
)
_FRONT = (
    r"(?:Ban Thường vụ|Thường vụ|Thường trực|Ban Chấp hành|BCH|BTV"
    r"|Ban chấp hành|ban chấp hành|Ban thường vụ|ban thường vụ)"
)
_ORGAN = (
    r"(?:Ban Tuyên giáo và Dân vận|Ban Tuyên giáo|Ban Tổ chức"
    r"|Ban Dân vận|Ban Nội chính|Ban Kinh tế|Văn phòng"
    r"|[Ủu][yỷ] ban [Kk]iểm tra|UBKT|Ban Chỉ đạo(?: [0-9]{1,3}| cách mạng)?"
    r"|Ban chỉ đạo|Trung tâm Chính trị)"
)
_MINISTRIES = (
    "Lao động,? ?[-–]? ?Thương binh (?:và|&) Xã hội"
    "|Tài nguyên (?:và|&) Môi trường|Giáo dục (?:và|&) Đào tạo"
    "|Nông nghiệp (?:và|&) (?:Phát triển|PTNT|Môi trường)(?: nông thôn)?"
    "|Văn hóa,? ?(?:và )?Thể thao (?:và|&) Du lịch"
    "|Kế hoạch (?:và|&) Đầu tư|Khoa học (?:và|&) Công nghệ"
    "|Thông tin (?:và|&) [Tt]ruyền thông|Giao thông [Vv]ận tải"
    "|Giao thông|Công [Tt]hương|Tài chính|Tư pháp"
    "|Nội vụ|Ngoại giao|Quốc phòng|Công an|Y tế|Xây dựng"
    "|Dân tộc và Tôn giáo|Quy hoạch [-–] Kiến trúc|Văn hóa và Thể thao|Du lịch"
)
_MANAGED = (
    "các|dự án|khu|cụm|rừng|đặc dụng|phòng hộ|di tích|công nghiệp|kinh tế|chế xuất|công nghệ cao"
    "|đầu tư|xây dựng|bảo trì|an toàn thực phẩm|chợ|đường|và"
)
"""What a Ban quản lý may manage."""
_ACTS = "(?:đã|vừa|cũng|đang|tổ chức|triển khai|quán triệt|thực hiện|sơ kết|tổng kết) "
"""What follows a body that is only called by its kind: "Quận tổ chức", "Bộ đã"."""
_WHOLE = (
    r"[,.;:()]|$| (?:đã|vừa|cũng|đang|sẽ|có|và|về|ngày|yêu cầu|ban hành|phối hợp"
    r"|tổ chức|triển khai|thực hiện) "
)
"""What follows a whole name: "Trung tâm Ứng cứu khẩn cấp" does not end in capitals."""
_NO_KIND = "".join(
    f"(?<!{kind}, )"
    for kind in ("tỉnh", "phố", "quận", "huyện", "phường", "xã", "ngành", "sở", "cấp", "phương")
)
"""Not behind another kind: "UBND các tỉnh, thành phố" are none."""
# "Ban Bí thư", "Quận ủy Quận 1", "UBND TP.HCM", "Bộ Tài chính", "Ủy ban MTTQ phường Bến Nghé"
_BODY = re.compile(
    rf"(?<!\w)(?:"
    r"Bộ [Cc]hính trị|Ban [Bb]í thư(?: [Tt]rung ương(?: Đảng)?)?"
    r"|Phòng Thương mại và Công nghiệp Việt Nam"
    r"|Thủ tướng(?: Chính phủ)?|Quốc hội(?! khóa)|Chủ tịch nước"
    rf"|[Ủu][yỷ] ban Thường vụ Quốc hội|UBTVQH|Chính phủ"
    r"|Văn phòng (?:Chính phủ|Quốc hội|Chủ tịch nước|Trung ương(?: Đảng)?)"
    rf"|{_FRONT}(?: (?:{_COMMITTEE})){_PLACES}"
    rf"|{_FRONT}(?: (?:[Tt]rung ương|T\.?Ư|TW)(?!\w)(?: Đảng)?)?(?! viên)"
    rf"|(?:{_ORGAN})(?: (?:{_COMMITTEE}|[Tt]rung ương))?{_PLACES}"
    rf"|(?:{_COMMITTEE})(?! viên)(?:{_PLACE}"
    rf"|[ \u00a0](?:cơ quan|Công an|Quân sự|Khối|khối){_LONG})?"
    rf"(?:{_PLACE})?(?:,[ \u00a0]{_LEVEL}[ \u00a0]?(?:{_NUMBER}|{_NAME}))?"
    rf"|(?:Chủ tịch )?(?:UBND|[Ủu][yỷ] ban [Nn]hân dân|HĐND|Hội đồng [Nn]hân dân){_PLACES}"
    rf"|Bộ (?:Chỉ huy|Tư lệnh)(?: (?:[Qq]uân sự|[Bb]iên phòng|Bộ đội Biên phòng|Thủ đô))?{_PLACES}"
    rf"|[Ll]iên [Bb]ộ (?:{_MINISTRIES})(?:(?: [-–] |, | và )(?:{_MINISTRIES})){{0,3}}"
    r"|(?:Bộ trưởng |bộ trưởng )?(?:Bộ|bộ|Sở"
    rf"|sở) (?:{_MINISTRIES})(?: (?:tỉnh|thành phố|TP\.?) {_NAME})?"
    rf"|Bộ trưởng (?:{_MINISTRIES})"
    rf"|[Bb]ộ trưởng [Bb]ộ [{_UPPER}&]{{2,}}(?:[-–][{_UPPER}&]{{1,}})*(?!\w)"
    rf"|(?:Bộ|bộ|Sở) {_CAPITAL}(?:[-–& ]{{1,3}}{_CAPITAL}){{0,4}}"
    r"|(?:Cục|Tổng cục|Chi cục|Phòng|Thanh tra|Viện|Hội|Liên đoàn"
    r"|Tổng Liên đoàn|Công đoàn|Tổng Công ty|Tập đoàn|Học viện)"
    rf"[ \u00a0]{_CAPITAL}{_LONG}"
    rf"|Trung ương (?:Hội|Đoàn){_LONG}|Ngân hàng Nhà nước(?: Việt Nam)?|Kiểm toán Nhà nước"
    r"|(?:NHNN|NHCSXH|Ngân hàng Chính sách xã hội|Kho bạc Nhà nước)(?: Việt Nam)?"
    rf"{_PLACES}|(?:BHXH|Bảo hiểm xã hội|MTTQ|UBMTTQ|Mặt trận Tổ quốc)"
    rf"(?: Việt Nam{_PLACES}|{_PLACE})"
    rf"|Cơ quan (?:CSĐT|Cảnh sát [Đđ]iều tra)(?: \\(CSĐT\\))?(?: (?:Bộ Công an|Công an{_PLACE}))?"
    r"|Hội đồng [Tt]hẩm phán(?: (?:TAND|Tòa án nhân dân) tối cao)?|(?:TAND|VKSND) tối cao"
    rf"|(?:Tòa án|Viện [Kk]iểm sát) [Nn]hân dân(?: (?:tối|Tối) cao|{_PLACE})?"
    rf"|[Ủu][yỷ] ban {_CAPITAL}{_LONG}"
    rf"|(?:Trung tâm[ \u00a0]{_CAPITAL}|Ban [Qq]uản lý(?: (?:{_MANAGED})(?!\w))*)"
    rf"{_LONG}(?={_WHOLE})"
    rf"|(?:Công an|công an)(?:{_PLACE})|Trung ương(?! (?:Đảng )?khóa)(?= (?:ban hành|đã|vừa))"
    r"|(?<=của )Trung ương(?: Đảng)?(?= (?:về|ngày)|[,.;])"
    rf"|{_LEVEL} ?(?:{_NUMBER}|{_NAME})"
    rf"|(?:Bộ|Sở|Cục|Ban|Tỉnh|Thành phố|Quận|Huyện|Thị xã|Phường|Xã)(?= {_ACTS})"
    r"|(?<=, )(?:bộ|sở)(?= (?:đã|đang|vừa|cũng) )"
    rf"|(?<=, ){_NO_KIND}(?:tỉnh|thành phố|quận|huyện|thị xã|phường|xã)(?= {_ACTS})"
    rf")"
)
# "Bí thư " before "Quận ủy Quận 1": a person of the body, not the body
_PERSON = re.compile(
    r"(?:[Bb]í thư|[Tt]hường trực|[Cc]hủ tịch|[Tt]rưởng"
    r"|[Tt]rưởng ban|[Pp]hó ban|[Vv]iên|[Gg]iám đốc|[Cc]ục trưởng"
    r"|[Đđ]ại biểu|[Bb]áo cáo viên|[Ll]ãnh đạo|nguyên|[Cc]án bộ"
    r"|văn kiện|[Cc]hủ nhiệm|[Pp]hó|[Tt]hứ trưởng|[Tt]hư ký"
    r"|[Vv]ụ trưởng|[Cc]hính ủy|[Cc]hánh|[Tt]hủ trưởng|[Pp]hát ngôn|đồng chí|[Tt]ham mưu|thuộc) $"
)


def find_bodies(text: str, start: int, end: int) -> list[Body]:
    """Return the bodies named in a part of a text whose tones stand on the first letter; a person's
    office is none."""
    found = []
    for match in _BODY.finditer(text, start, end):
        first, last = match.span()
        if not _PERSON.search(text, max(start, first - 14), first):
            found.append(Body(first, last, match.group()))
    return found
