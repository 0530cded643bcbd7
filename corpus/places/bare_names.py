"""Whether a place's name without a level word is one here: not "đường Điện Biên Phủ", nor "bà Lê
Thị Hà Giang"."""

__all__ = ["AFTER_NAME", "ROADS", "THINGS", "in_person", "is_capital", "refusal"]

ROADS = (
    "đường ",
    " phố ",
    "cầu ",
    "xa lộ ",
    "đại lộ ",
    "quốc lộ ",
    "sông ",
    "hồ ",
    "ga ",
    "bến xe ",
    "đèo ",
    "cao tốc ",
    "giải ",
    "giống ",
    "dốc ",
    "ngã tư ",
    "ngã ba ",
    "ngã sáu ",
    "vòng xoay ",
)
THINGS = (
    *ROADS,
    "chợ ",
    "cảng ",
    "sân ",
    "sân bay ",
    "quảng trường ",
    "kcn ",
    "công nghiệp ",
    "công ty ",
    "clb ",
    "trường ",
    "thpt ",
    "đại học ",
    "bán đảo ",
    "vịnh ",
    "núi ",
    "đảo ",
    "kênh ",
    "rạch ",
    "bệnh viện ",
    "bến ",
    "khách sạn ",
    "chùa ",
    "đền ",
    "đình ",
    "nhà thờ ",
    "chung cư ",
    "cửa khẩu ",
    "cửa ",
    "phà ",
    "rừng ",
    "biển ",
    "lưu vực ",
    "nhà máy ",
    "thủy điện ",
    "thuỷ điện ",
    "bãi ",
    "khu đô thị ",
    "siêu thị ",
    "ngã 6 ",
    "ngã 4 ",
    "tượng đài ",
    "khu du lịch ",
    "quốc gia ",
)
_NOT_ROADS = ("thành phố ", "toàn cầu ", "yêu cầu ", "nhu cầu ", "thị trường ", "môi trường ")
_FAMILIES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm mai"
    " trương cao tô hà tạ phí"
    " trịnh lương đào thái"
)
_GIVEN = (
    "thị văn hữu thanh ngọc minh đức quang xuân thu hồng kim mỹ phương tuấn anh công quốc hoài bảo"
    " gia trọng mạnh"
    " duy bá đình tấn thế như bích thùy thúy hải diệu khánh ánh nhật tiến viết đăng phú"
)
_FOLLOWERS = "quận huyện tp tphcm tx thị thành tỉnh q h p phường xã đồng ban ubnd"
AFTER_NAME = frozenset((_FAMILIES + " " + _FOLLOWERS).split())
_NEVER_PERSONS = ("hà nội", "hải phòng", "đà nẵng", "cần thơ")
_BEFORE_PERSON = frozenset((_FAMILIES + " " + _GIVEN).split())


def is_capital(text: str, at: int) -> bool:
    """Say whether there is a capital letter at a place of a text."""
    return text[at : at + 1].isupper()


def refusal(text: str, low: str, start: int, end: int, blocked: tuple[str, ...]) -> str:
    """Return why a bare name is none here, "" if nothing speaks against it."""
    if text[end : end + 1].isalnum() or not (is_capital(text, start) or text[start] == "("):
        return "not a word of its own, or in small letters"
    last = low.rfind(" ", start, end) + 1
    if last > start and not is_capital(text, last):
        return "in small letters"
    before = low[max(0, start - 14) : start]
    if before.endswith(blocked) and not before.endswith(_NOT_ROADS):
        return f"after {before.split()[-1]}: the name of something else"
    if low[start:end] in _NEVER_PERSONS:
        return ""
    return "in a person's name" if in_person(text, start) else ""


def in_person(text: str, start: int) -> bool:
    """Say whether the word before a place is part of a person's name: Nguyễn Thái, Trần Văn."""
    before = text[max(0, start - 14) : start]
    word = before[:-1].rpartition(" ")[2] if before.endswith(" ") else ""
    return word[:1].isupper() and not word[1:2].isupper() and word.lower() in _BEFORE_PERSON
