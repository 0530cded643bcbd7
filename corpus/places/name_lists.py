"""Reading what stands behind a level word: a name or number, and the list that it begins ("phường
Bến Nghé, Bến Thành và Đa Kao")."""

import re
from typing import NamedTuple

from corpus.places.bare_names import AFTER_NAME, is_capital
from corpus.places.transcribed import nearest_names, sound
from corpus.places.units import Gazetteer
from corpus.vietnamese.numerals import ORDINALS, arabic

__all__ = ["Candidate", "NameReader"]


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


_WORD = r"(\w+(?:['’]\w+)*)"
_JOIN = r"(?: - | – |-|[ \xa0])"
_NAME = re.compile(_WORD + "".join(f"(?:{_JOIN}{_WORD}" for _ in range(5)) + ")?" * 5)
_FIGURES = re.compile(r"[IVX]{1,5}(?![\w.]|['’]\w)")
# "Nhất", "Mười Hai", but not of "Ba Láng" or "Tám Xã", which may be names nobody knows
_COUNTING = re.compile(
    r"(?:Mười (?:Một|Hai|Ba|Bốn)|Nhất|Nhứt|Nhì|Ba|Tư|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)"
    r"(?! [A-ZÀ-Ỹ]| \d)(?!\w)"
)
_NUMBER = re.compile(r"0?(\d{1,2})(?![\w%]|[.:]\d|/\d)")
# ", ", " và một phần ", " - ": between the names of a list
_SEPARATOR = re.compile(
    r" ?(?:[,;&] ?(?:(?:và|cùng|hoặc|hay) )?(?:một phần )?|(?: ?[-–] | (?:và|cùng|hoặc|hay|với"
    r"|lẫn) )(?:một phần )?)"
)
# "quận 1, 3 người": a number that counts is none of the list
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
# "quận 5 của Paris"
_ABROAD = re.compile(
    r"[ ,(]*(?:của |ở |tại )?(?:thủ đô |thành phố )?(?:paris|london|seoul|vienna|budapest|lyon"
    r"|marseille)"
)


class NameReader:
    """Reads names and lists at one place of one text."""

    def __init__(self, text: str, low: str, places: Gazetteer, provinces: frozenset[str]) -> None:
        self.text, self.low, self.places, self.provinces = text, low, places, provinces
        self.candidates: list[Candidate] = []
        self.chain = 0

    def number(self, at: int, kind: str, later: bool) -> tuple[str, int] | None:
        """Return the number of a district or ward at a place, and where it ends."""
        match = _NUMBER.match(self.low, at)
        if not match or not 1 <= int(match[1]) <= (12 if kind == "district" else 28):
            return None
        if (later and _COUNTED.match(self.text, match.end())) or _ABROAD.match(
            self.low, match.end()
        ):
            return None
        return match[1], match.end()

    def figures(self, at: int, kind: str, later: bool) -> tuple[str, int] | None:
        """Return the number of a district or ward in Roman figures: Quận III. One letter but I is
        rather a name kept back ("quận X"), unless others of its list stand before it."""
        match = _FIGURES.match(self.text, at)
        number = arabic(match.group()) if match else 0
        if not match or not 1 <= number <= (12 if kind == "district" else 28):
            return None
        if match.group() in ("V", "X") and not later:
            return None
        return str(number), match.end()

    def counted(self, at: int, kind: str) -> tuple[str, int] | None:
        """Return the number of a district or ward in words: Quận Nhất, Phường Mười Hai."""
        match = _COUNTING.match(self.text, at)
        number = ORDINALS.get(match.group().lower(), 0) if match else 0
        if not match or not 1 <= number <= (12 if kind == "district" else 14):
            return None
        return str(number), match.end()

    def longest(self, at: int, kind: str) -> tuple[str, int] | None:
        """Return the key of the longest known name at a place, its first and last words with a
        capital or a digit, unless a hyphen joins them (Plei-ku)."""
        match = _NAME.match(self.low, at)
        if not match or not (is_capital(self.text, at) or self.text[at].isdigit()):
            return None
        for last in range(match.lastindex or 1, 0, -1):
            end = match.end(last)
            key = self.low[at:end].replace(" – ", " - ").replace("\xa0", " ").replace("’", "'")
            begins = match.start(last)
            named = is_capital(self.text, begins) or key[-1].isdigit()
            if (named or self.low[begins - 1] == "-") and (found := self._known(key, kind, named)):
                return found, end
        return None

    def _known(self, name: str, kind: str, named: bool) -> str:
        """Return the key of a name, exact if it is `named` so, "" for none; a ward's before a
        district's, which may be named in its place."""
        for units in (self.places.wards, self.places.districts)[kind != "ward" :]:
            if named and name in units:
                return name
            if alike := units.get(sound(name)):
                nearest = nearest_names(name, {unit.short.lower() for unit in alike})
                return nearest[0] if len(nearest) == 1 else sound(name)
        return ""

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
            or not is_capital(self.text, end + 1)
            or is_capital(self.text, end - 1)
        ):
            return False
        word = _NAME.match(self.low, end + 1)
        return word is not None and word[1] not in AFTER_NAME

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
            if item is None and numbered:
                item = (
                    self.number(at, kind, later)
                    or self.figures(at, kind, later)
                    or self.counted(at, kind)
                )
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
