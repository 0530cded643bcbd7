"""Level words written short before names and numbers: Q.1, Q1, P. Bến Nghé, H.Củ Chi, X. Tân Phú.

A letter with a stop is one before a known name; without, as in Q1, only inside an address or behind
an organ: Audi Q5 and Q1/2024 are none.
"""

import re

from corpus.places.bare_names import in_person, is_capital
from corpus.places.name_lists import Candidate, NameReader

__all__ = ["DOTTED", "GLUED", "LETTERS", "read_dotted", "read_glued", "read_letter"]

DOTTED = {
    "q.": ("district", "Quận"),
    "q,": ("district", "Quận"),
    "h.": ("district", "Huyện"),
    "tx.": ("district", "Thị xã"),
    "tp.": ("district", "Thành phố"),
    "t.p": ("district", "Thành phố"),
    "t.p.": ("district", "Thành phố"),
    "p.": ("ward", "Phường"),
    "f.": ("ward", "Phường"),
    "x.": ("ward", "Xã"),
    "tt.": ("ward", "Thị trấn"),
    "đk.": ("ward", "Đặc khu"),
}
LETTERS = {
    f"{sign}{letters} ": meant
    for sign in " \n("
    for letters, meant in {
        "q": ("district", "Quận"),
        "h": ("district", "Huyện"),
        "p": ("ward", "Phường"),
        "x": ("ward", "Xã"),
        "tt": ("ward", "Thị trấn"),
    }.items()
}
"""A letter without a stop is looked for with the sign before it, for words end in it too."""

GLUED = {
    **{f"q{number}": ("district", "Quận") for number in range(1, 13)},
    **{f"{letter}{number}": ("ward", "Phường") for number in range(1, 29) for letter in "pf"},
}

# "anh H.", "bị can T.": a person whose name is kept back
_PERSON = re.compile(
    r"(?<!\w)(?:anh|chị|ông|bà|em|cháu|cô|chú|bác|cụ|bé|bị can|bị cáo|nạn nhân|đối tượng|tên|nữ|nam"
    r"|thí sinh|học sinh|sinh viên|vợ|chồng|con|mẹ|cha|bố) $"
)
# "UBND Q3", "Công an P Bến Nghé", "ngụ P5"
_ORGAN = re.compile(
    r"(?<!\w)(?:ubnd|hđnd|mttq|ubmttq|ubkt|ca|công an|quận [ủu][ỷy]|đảng [ủu][ỷy]|đảng bộ|vksnd"
    r"|tand|bch|ban chỉ huy|ngụ|ngụ tại|địa bàn|huyện [ủu][ỷy]|khu vực) $"
)
_BEHIND_SIGN = (" ", "(", ",", "-", "/", "\n", "–", ";", ":")
_CITY_AFTER = re.compile(r"[, ]*\(?(?:tp|thành phố|hcm|sài gòn)")
# ", Q.3", "-Q3", " (quận 3", ", H. Củ Chi", ", TX Dĩ An"
_DISTRICT_AFTER = re.compile(
    r"[, (/–-]{0,3}(?:(?:q|h|tx|tp)(?:uận|uyện|\.)? ?[\wđ]|thị xã|thành phố)"
)
_BACK = 14


def read_dotted(reader: NameReader, start: int, end: int, kind: str, level: str) -> int:
    """Read a level letter with its stop; return where reading stopped, `start` if it is none."""
    text = reader.text
    at = end + (reader.low[end : end + 1] == " ")
    digit = text[at : at + 1].isdigit()
    if not (digit or is_capital(text, at)):
        return start
    if text[end - 1] == "," and not (digit and is_capital(text, start)):
        return start
    if reader.low[start] == "f" and not digit:  # F.5 is a phường, F. Tây Ninh a club
        return start
    if not is_capital(text, start) and start and text[start - 1] not in _BEHIND_SIGN:
        return start
    before = reader.low[max(0, start - _BACK) : start]
    if not digit and end - start == 2 and (_PERSON.search(before) or in_person(text, start)):
        return start
    return reader.read(start, at, kind, level, digit and level in ("Quận", "Phường"))


def read_letter(reader: NameReader, start: int, end: int, kind: str, level: str) -> int:
    """Read a level letter that stands alone (P Bến Nghé, Q 1) inside an address or behind an
    organ."""
    text = reader.text
    if not text[start : end - 1].isupper():
        return start
    digit = text[end : end + 1].isdigit()
    found = reader.number(end, kind, False) if digit else reader.longest(end, kind)
    if found is None or (digit and level not in ("Quận", "Phường")):
        return start
    if not _fits(reader, start, found[1], kind):
        return start
    return reader.read(start, end, kind, level, digit)


def read_glued(reader: NameReader, start: int, end: int, kind: str, level: str) -> int:
    """Read Q1 and P14 inside an address: after a ward or before the city, or behind an organ (Audi
    Q5, LG Q6 stay out)."""
    text = reader.text
    if text[end : end + 1].isalnum() or not _fits(reader, start, end, kind):
        return start
    if text[end : end + 1] in ("/", "-") and not _DISTRICT_AFTER.match(reader.low, end):
        return start
    reader.chain += 1
    key, rule = reader.low[start + 1 : end], "abbreviation in an address"
    one = Candidate(kind, level, key, start, start + 1, end, reader.chain, rule)
    reader.candidates.append(one)
    return end


def _fits(reader: NameReader, start: int, end: int, kind: str) -> bool:
    """Say whether what is around a place is that of an address or an organ."""
    low = reader.low
    if is_capital(reader.text, start) and _ORGAN.search(low[max(0, start - _BACK) : start]):
        return True
    if kind == "ward":
        return _DISTRICT_AFTER.match(low, end) is not None
    before = reader.candidates[-1] if reader.candidates else None
    near_ward = before is not None and before.kind == "ward" and start - before.end <= 3
    return near_ward or _CITY_AFTER.match(low, end) is not None
