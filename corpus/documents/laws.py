"""Laws, codes, ordinances and constitutions named with their year: "Luật Đất đai năm 2013", "BLTTHS
2015"."""

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["find_laws", "law_name"]

# "Luật Đất đai (sửa đổi) năm 2013", "Luật Nhà ở ban hành năm 2014", "BLHS 2015"
_LAW = re.compile(
    r"(?<!\w)(?:(?P<kind>Bộ luật|Bộ Luật|bộ luật|BỘ LUẬT|Luật"
    r"|luật|LUẬT|Pháp lệnh|pháp lệnh|Hiến pháp|hiến pháp)"
    r"(?P<name>(?:,?[ \u00a0](?:(?<=pháp )luật(?!\w)|(?![Ll]uật |[Bb]ộ luật |[Pp]háp lệnh "
    r"|năm[ \u00a0][12])[^\W\d_][\w&/-]{0,14})){0,14}?)"
    r"|(?P<short>BLHS|BLTTHS|BLDS|BLTTDS|BLLĐ))"
    r"(?:[ \u00a0]\((?:sửa đổi|[A-ZĐ]{2,8})\))?"
    r"(?:[ \u00a0](?<!dự kiến )(?:được )?ban hành(?=[ \u00a0]năm[ \u00a0]))?"
    r"[ \u00a0](?P<open>\()?(?:năm[ \u00a0])?(?P<year>(?:19"
    r"|20)[0-9]{2})(?![\w/-]|\.[0-9])(?(open)\)?)"
)
_BEFORE = ("kỷ ", "kỉ ", "pháp ", "quy ", "qui ", "hộ ", "trọng ", "dự thảo ", "dự án ")
_NO_NAME = frozenset(["sư", "gia", "pháp", "chơi", "rừng", "lệ", "hóa", "ngầm", "tục", "thơ", "sự"])
_NO_WORD = frozenset(
    """được đã sẽ này từ là của tại vào và ban thông có mới cũ hiện khi do theo trên cho bị
    nên phải nếu để qua ngày tháng quý trong cuối đầu trước sau đó như với cũng đến
    nhiệm khóa kỳ nay""".split()  # noqa: SIM905
)
_ALLOWED = re.compile(r"(?:và|của|trong|cho|có|với|được)$")
_SHORT = {
    "BLHS": "Bộ luật Hình sự",
    "BLTTHS": "Bộ luật Tố tụng hình sự",
    "BLDS": "Bộ luật Dân sự",
    "BLTTDS": "Bộ luật Tố tụng dân sự",
    "BLLĐ": "Bộ luật Lao động",
}
_KIND = re.compile("(?:bộ luật|luật|pháp lệnh|hiến pháp) ?")
_PROPER = {"việt nam": "Việt Nam", "tổ quốc": "Tổ quốc", "hà nội": "Hà Nội"}
_PROPER_NAME = re.compile(rf"(?<!\w)(?:{'|'.join(_PROPER)})(?!\w)")
_YEAR = re.compile(
    r"(?: (?:được )?ban hành(?= năm ))?[ (]{1,3}(?:năm )?(?:19|20)[0-9]{2}\)?$", re.IGNORECASE
)


def law_name(printed: str) -> str:
    """Return the one form of a law's name, without its year, for all that print it.

    >>> law_name("BLHS năm 2015"), law_name("bộ luật hình sự 2015")
    ('Bộ luật Hình sự', 'Bộ luật Hình sự')
    >>> law_name("luật nhà ở ban hành năm 2014")
    'Luật Nhà ở'
    """
    name = _YEAR.sub("", printed)
    if name in _SHORT:
        return _SHORT[name]
    name = _PROPER_NAME.sub(lambda found: _PROPER[found[0]], name.lower())
    kind = _KIND.match(name)
    own = kind.end() if kind else 0
    return name[:1].upper() + name[1:own] + name[own : own + 1].upper() + name[own + 1 :]


_MARKS = ("uật ", "UẬT ", "háp lệnh", "iến pháp", "BL")
_BACK = 6


def find_laws(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield (start, end, type, year) of the laws a text names with a year; end is after the
    year."""
    done = 0
    for at in sorted(_places(text)):
        match = _LAW.search(text, max(done, at - _BACK), at + _LONGEST) if at >= done else None
        if match is None or match.start() > at:
            continue
        if match["short"]:
            yield match.start(), match.end(), "Bộ luật", int(match["year"])
        elif _is_name(text, match):
            yield match.start(), match.end(), match["kind"].capitalize(), int(match["year"])
        else:
            continue
        done = match.end()


_LONGEST = 240


def _places(text: str) -> Iterator[int]:
    """Yield the offsets at which a law may be named: plain searches cost little where there is
    none."""
    for mark in _MARKS:
        at = text.find(mark)
        while at >= 0:
            yield at
            at = text.find(mark, at + 1)


# "Luật Magnitsky 2012 của Mỹ" is none of ours
_ABROAD = re.compile(
    r"(?<!\w)(?:Mỹ(?! [A-ZĐ])|Hoa Kỳ|Nhật Bản|Trung Quốc"
    r"|Hàn Quốc|Triều Tiên|Thái Lan|Singapore|Campuchia|Anh quốc"
    r"|[Cc]ông ước|[Ll]iên hợp quốc|Liên Hợp Quốc|UNCLOS|Magnitsky|Washington|của nước này)(?!\w)"
)


_ISSUING = re.compile(r"[ \u00a0]ban hành văn bản(?!\w)", re.IGNORECASE)
"""A name of its own: Luật Ban hành văn bản quy phạm pháp luật."""


def _is_name(text: str, match: re.Match[str]) -> bool:
    if _ABROAD.search(text[max(0, match.start() - 60) : match.end() + 40]):
        return False  # a law of another country, or of the sea
    if text[max(0, match.start() - 8) : match.start()].lower().endswith(_BEFORE):
        return False
    words = _ISSUING.sub(" ", match["name"]).replace(",", " ").split()
    if not words:
        return match["kind"].lower() == "hiến pháp"
    if words[0] in _NO_NAME or words[0] in _NO_WORD or words[-1] in _NO_WORD - {"thông"}:
        return False
    inner = [
        word
        for word, after in pairwise(words[1:])
        if word in _NO_WORD and (word != "thông" or after == "qua")
    ]
    return all(_ALLOWED.match(word) for word in inner)
