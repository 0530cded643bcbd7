"""Finding what may be a place: one Aho-Corasick pass over the text, then the grammar of level words
and lists.

Nothing is decided here about which unit is meant, or when; see districts.py and wards.py.
"""

import re
from itertools import islice
from typing import NamedTuple

from corpus.mention import MOST_LOOKS
from corpus.places.patterns import tables
from corpus.places.units import Gazetteer

__all__ = ["Candidate", "Province", "Scan", "scan"]


class Candidate(NamedTuple):
    """A possible district or ward. `kind` is district, ward, or bare (a district's name without a
    level word).

    Offsets: `start` of the level word, `name` of the name. `chain` numbers the list it stands in.
    """

    kind: str
    level: str
    key: str
    start: int
    name: int
    end: int
    chain: int
    rule: str


class Province(NamedTuple):
    """A province's name in the text; `evidence_only` names the city without being its name (Sài
    Gòn)."""

    name: str
    start: int
    end: int
    evidence_only: bool


class Scan(NamedTuple):
    """Everything one pass found; `refused` holds (start, end, rule) when it was asked for."""

    candidates: list[Candidate]
    provinces: list[Province]
    refused: list[tuple[int, int, str]]


_WORD = r"(\w+(?:['’]\w+)*)"
_JOIN = r"(?: - | – |-|[ \xa0])"
_NAME = re.compile(_WORD + "".join(f"(?:{_JOIN}{_WORD}" for _ in range(5)) + ")?" * 5)
_NUMBER = re.compile(r"0?(\d{1,2})(?![\w%]|[.:]\d|/\d)")
_LEAD = re.compile(
    r"(?:(?:đảo|miền núi|vùng cao|vùng sâu|biên giới|ven biển|nghèo|ngoại thành|nội thành"
    r"|trung tâm|lân cận"
    r"|giáp ranh|biển|trẻ|du lịch|cảng|đoàn|đội|mới|cũ) )?(?:như|gồm|là)? ?:? ?"
)
_LISTING = re.compile("như|gồm|là")
_SEPARATOR = re.compile(
    r" ?(?:[,;&] ?(?:(?:và|cùng|hoặc|hay) )?(?:một phần )?|(?: ?[-–] | (?:và|cùng|hoặc|hay|với"
    r"|lẫn) )(?:một phần )?)"
)
_COUNTED = re.compile(
    r" (?:người|đối tượng|vụ|căn|tầng|hộ|học sinh|em|cháu|tháng|ngày|năm|giờ|tỷ|tỉ|triệu|nghìn"
    r"|ngàn|đồng|mét?|km|ha"
    r"|chiếc|xe|cái|con|đứa|anh|chị|ông|bà|tên|thanh niên|chiến sĩ|cán bộ|công nhân|dự án|tuyến"
    r"|điểm|trường|nhà|lần"
    r"|phút|tuổi|cụ|nạn nhân|cây|cặp|cơ sở|doanh nghiệp|công ty|phường|xã|quận|huyện|đơn vị"
    r"|tổ(?! chức)|nhóm"
    r"|khu(?! vực)|loại|nước|gia đình|chi bộ|tập thể|cá nhân|thí sinh|trẻ|bệnh nhân|ca|mô hình"
    r"|công trình|tỉnh"
    r"|lớp|giải(?! quyết| phóng)|phòng(?! chống)|kho|thửa|đồng chí|đảng viên|đại biểu|suất|phần"
    r"|kế hoạch|nội dung)\b"
)
_ABROAD = re.compile(
    r"[ ,(]*(?:của |ở |tại )?(?:thủ đô |thành phố )?(?:paris|london|seoul|vienna|budapest|lyon"
    r"|marseille)"
)
_MIXED = (
    "quận, ",
    "quận/",
    "quận và ",
    "quận - ",
    "quận-",
    "huyện, ",
    "huyện/",
    "huyện và ",
    "huyện - ",
    "xã, ",
    "xã/",
    "xã và ",
    "xã - ",
    "phường, ",
    "phường/",
    "phường và ",
    "trấn, ",
    "trấn/",
    "trấn và ",
)
_ROADS = (
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
_THINGS = (
    *_ROADS,
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
_AFTER_NAME = frozenset((_FAMILIES + " " + _FOLLOWERS).split())
_NEVER_PERSONS = ("hà nội", "hải phòng", "đà nẵng", "cần thơ")
_BEFORE_PERSON = frozenset((_FAMILIES + " " + _GIVEN).split())


def _capital(text: str, at: int) -> bool:
    return text[at : at + 1].isupper()


class _Reader:
    """Reads names and lists at one place of one text."""

    def __init__(self, text: str, low: str, places: Gazetteer, provinces: frozenset[str]) -> None:
        self.text, self.low, self.places, self.provinces = text, low, places, provinces
        self.candidates: list[Candidate] = []
        self.chain = 0

    def number(self, at: int, kind: str, later: bool) -> tuple[str, int] | None:
        match = _NUMBER.match(self.low, at)
        if not match or not 1 <= int(match[1]) <= (12 if kind == "district" else 28):
            return None
        if (later and _COUNTED.match(self.text, match.end())) or _ABROAD.match(
            self.low, match.end()
        ):
            return None
        return match[1], match.end()

    def longest(self, at: int, kind: str) -> tuple[str, int] | None:
        """Return the longest known name at a place, its first and last words with a capital or a
        digit."""
        match = _NAME.match(self.low, at)
        if not match or not (_capital(self.text, at) or self.text[at].isdigit()):
            return None
        for last in range(match.lastindex or 1, 0, -1):
            end = match.end(last)
            key = self.low[at:end].replace(" – ", " - ").replace("\xa0", " ").replace("’", "'")
            known = key in self.places.districts or (kind == "ward" and key in self.places.wards)
            if known and (_capital(self.text, match.start(last)) or key[-1].isdigit()):
                return key, end
        return None

    def is_province(self, key: str, kind: str, end: int) -> bool:
        """Say whether a further name in a list is a province's, not a ward's with a ward of its
        district after it."""
        if key not in self.provinces or kind != "ward":
            return key in self.provinces
        before = {unit.parent for unit in self.places.wards.get(self.candidates[-1].key, ())}
        before &= {unit.parent for unit in self.places.wards.get(key, ())}
        separator = _SEPARATOR.match(self.low, end)
        after = self.longest(separator.end(), kind) if before and separator else None
        return after is None or not any(
            unit.parent in before for unit in self.places.wards.get(after[0], ())
        )

    def goes_on(self, end: int) -> bool:
        """Say whether a capitalised word follows that may belong to a longer name than any
        known."""
        if (
            self.text[end : end + 1] != " "
            or not _capital(self.text, end + 1)
            or _capital(self.text, end - 1)
        ):
            return False
        word = _NAME.match(self.low, end + 1)
        return word is not None and word[1] not in _AFTER_NAME

    def read(self, start: int, at: int, kind: str, level: str, numbered: bool) -> int:
        """Read a name or number, and the list that may follow; return where reading stopped
        (`start` if nowhere)."""
        self.chain += 1
        word = level.lower() or "level words"
        done, rule, later = start, f"{word} + name", False
        while True:
            item = self.longest(at, kind)
            if item is not None and item[0].isdigit():
                item = None
            if item is None and self.text[at : at + 1].isdigit() and numbered:
                item = self.number(at, kind, later)
            if item is None:
                return done
            if later and self.is_province(item[0], kind, item[1]):
                return done
            key, done = item
            if kind == "ward" and not key[0].isdigit() and self.goes_on(done):
                rule += ", part of a longer name?"
            if not later and key.isdigit():
                rule = f"{word} + number"
            first = at if later else start
            self.candidates.append(Candidate(kind, level, key, first, at, done, self.chain, rule))
            separator = _SEPARATOR.match(self.low, done)
            if not separator:
                return done
            at, later, rule = separator.end(), True, f"list after {word}"


def scan(text: str, *, explain: bool = False) -> Scan:
    """Return every possible place of a text, in order; offsets into it."""
    automaton, meanings, places, provinces_keys = tables()
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    reader = _Reader(text, low, places, provinces_keys)
    provinces: list[Province] = []
    refused: list[tuple[int, int, str]] = []
    done = 0
    for index, start, end in islice(automaton.find_matches_as_indexes(low), MOST_LOOKS):
        kind, value, style = meanings[index]
        if (
            start < done
            or not kind
            or (start and text[start - 1].isalnum() and style != "evidence")
        ):
            continue
        if kind == "province":
            rule = _refuse_name(text, low, start, end, _ROADS)
            if not rule or style == "evidence" or low[end - 3 : end] == "hcm":
                provinces.append(Province(value, start, end, style == "evidence"))
                done = end
            elif explain:
                refused.append((start, end, rule))
        elif kind == "bare":
            rule = _refuse_name(text, low, start, end, _THINGS)
            if not rule:
                reader.chain += 1
                reader.candidates.append(
                    Candidate("bare", "", low[start:end], start, start, end, reader.chain, "name")
                )
            elif explain:
                refused.append((start, end, rule))
        else:
            done = max(done, _read_level(reader, start, end, kind, value, style))
            if explain and done <= start:
                refused.append((start, end, "no known name after the level word"))
    return Scan(reader.candidates, provinces, refused)


def _read_level(reader: _Reader, start: int, end: int, kind: str, level: str, style: str) -> int:
    """Read what follows a level word; return where reading stopped."""
    text = reader.text
    if style == "glued":
        return _read_glued(reader, start, end, kind, level)
    at = end
    if style == "word":
        if not text[at : at + 1].isspace() and text[at : at + 1] != ":":
            return start
        at += text[at] != ":"
    elif text[at : at + 1] == " ":
        at += 1
    if not (_capital(text, at) or text[at : at + 1].isdigit()):
        lead = _LEAD.match(reader.low, at) if style == "word" else None
        if lead is None or lead.end() == at:
            return start
        at = lead.end()
    if style == "dot" and not (
        _capital(text, start) and (text[end - 1] != "," or text[at : at + 1].isdigit())
    ):
        return start
    numbered = level in ("Quận", "Phường") and not _LISTING.search(reader.low, end, at)
    mixed = reader.low[max(0, start - 9) : start].endswith(_MIXED)
    return reader.read(start, at, kind, "" if mixed else level, numbered)


_CITY_AFTER = re.compile(r"[, ]*\(?(?:tp|thành phố|hcm|sài gòn)")


def _read_glued(reader: _Reader, start: int, end: int, kind: str, level: str) -> int:
    """Accept Q1 and P14 only inside an address: after a ward or before the city (Audi Q5, LG Q6
    stay out)."""
    before = reader.candidates[-1] if reader.candidates else None
    text = reader.text
    if (
        text[end : end + 1].isalnum()
        or not _capital(text, start)
        or text[end : end + 1] in ("/", "-")
    ):
        return start
    near_ward = before is not None and before.kind == "ward" and start - before.end <= 3
    if kind == "ward":
        fits = re.match(r"[, -]*q(?:uận|\.| )? ?\w", reader.low[end : end + 12]) is not None
    else:
        fits = near_ward or _CITY_AFTER.match(reader.low, end) is not None
    if not fits:
        return start
    reader.chain += 1
    reader.candidates.append(
        Candidate(
            kind,
            level,
            reader.low[start + 1 : end],
            start,
            start + 1,
            end,
            reader.chain,
            "abbreviation in an address",
        )
    )
    return end


def _refuse_name(text: str, low: str, start: int, end: int, blocked: tuple[str, ...]) -> str:
    """Return why a bare name is none here, "" if nothing speaks against it."""
    if text[end : end + 1].isalnum() or not (_capital(text, start) or text[start] == "("):
        return "not a word of its own, or in small letters"
    last = low.rfind(" ", start, end) + 1
    if last > start and not _capital(text, last):
        return "in small letters"
    before = low[max(0, start - 14) : start]
    if before.endswith(blocked) and not before.endswith(_NOT_ROADS):
        return f"after {before.split()[-1]}: the name of something else"
    if low[start:end] in _NEVER_PERSONS:
        return ""
    if before.endswith(" ") and before[:-1].rpartition(" ")[2] in _BEFORE_PERSON:
        word = start - 1 - len(before[:-1].rpartition(" ")[2])
        if _capital(text, word) and not _capital(text, word + 1):
            return "in a person's name"
    return ""
