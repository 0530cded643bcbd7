"""Resolutions named by who passed them: "Nghị quyết Trung ương 4 khóa XI, XII"
(two), "Nghị quyết Đại hội XIII của Đảng"."""

import re
from collections.abc import Iterator

from corpus.documents.name import Name
from corpus.vietnamese.numerals import ORDINALS, arabic, roman

__all__ = ["plenums"]

_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
_COUNTED = (
    r"(?! (?:triệu|tỷ|tỉ|nghìn|ngàn|người|năm|tháng|ngày|giờ|phút|đảng viên|đồng|điểm|nội dung|nhóm"
    r"|nhiệm vụ|giải pháp|đại biểu|chương trình|chỉ tiêu|lĩnh vực)(?!\w))"
)
_FIGURE = rf"(?:[0-9]{{1,2}}{_COUNTED}|[IVX]{{1,5}})(?![\w/%]|[.,\-–][0-9])"
_SESSION = (
    r"(?:,?[ \u00a0]?\(?[Kk]h[óo][aá][ \u00a0]?"
    rf"(?P<session>[IVX]{{1,5}}(?!\w)|[0-9]{{1,2}}(?!\w)|(?:{_WORDS})(?!\w))"
    r"(?P<more>(?:(?:, | và |, và )(?:[Kk]h[óo][aá] )?(?:[IVX]{1,5}|1[0-9])(?![\w-]))*)\)?)?"
)
# "Nghị quyết Trung ương 4 khóa XI, XII", "NQTW4", "Nghị quyết Hội nghị lần thứ sáu BCH Trung ương"
_PLENUM = re.compile(
    r"(?<!\w)(?:(?:[Nn]gh[ịi] quyết|NGHỊ QUYẾT|NQ)[ \u00a0](?:của )?|NQ(?=T))(?:"
    r"(?:(?:[Hh]ội nghị )?(?:[Tt]rung ương|TW|TƯ|T\.Ư\.?|T\.W)(?: Đảng)?[ \u00a0]?"
    rf"(?P<number>{_FIGURE}|(?:lần thứ )?(?:bốn|năm(?![ \u00a0][0-9])|sáu|bảy|tám)(?!\w)"
    rf"|lần thứ (?:[0-9]{{1,2}}|[IVX]{{1,5}}|{_WORDS})(?!\w)))"
    rf"|(?:[Hh]ội nghị )(?:lần thứ )(?P<ordinal>[0-9]{{1,2}}|[IVX]{{1,5}}|{_WORDS}),?[ \u00a0]"
    r"(?:của )?(?:BCH|[Bb]an [Cc]hấp hành)[ \u00a0](?:[Tt]rung ương|TW|TƯ|T\.Ư)(?: Đảng)?)"
    + _SESSION
)
# "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"; not "... XI Đảng bộ thành phố"
_CONGRESS = re.compile(
    r"(?<!\w)(?:[Nn]gh[ịi] quyết|NQ)[ \u00a0](?:của )?(?:Đại|đại) hội[ \u00a0]"
    r"(?:(?:(?:đại biểu|Đại biểu) )?(?:Đảng )?(?:toàn quốc )?)"
    rf"(?P<term>{_FIGURE}|lần thứ (?:[0-9]{{1,2}}|[IVX]{{1,5}}|{_WORDS})(?!\w))(?!-)"
    r"(?! (?:của )?(?:Đảng bộ|đảng bộ|tỉnh|thành phố|Tỉnh|Thành phố))"
    r"(?: (?:của )?Đảng(?! bộ| ủy| uỷ))?"
)
_ITEM = re.compile(r"[IVX]{1,5}|1[0-9]")


def _number(printed: str) -> int:
    """Return the number that is printed in figures of either kind or as a word, 0 for none."""
    word = printed.lower().removeprefix("lần thứ ")
    return int(word) if word.isdecimal() else arabic(word) or ORDINALS.get(word, 0)


_RESOLUTIONS = ("quyết ", "QUYẾT ", "NQ ", "NQT", "quyết\u00a0", "NQ\u00a0")
_BACK = 5


def plenums(text: str) -> Iterator[Name]:
    """Yield the resolutions of plenums and congresses that a text names."""
    for mark in _RESOLUTIONS:
        at = text.find(mark)
        while at >= 0:
            start = at if mark.startswith("NQ") else max(0, at - _BACK)
            if match := _PLENUM.match(text, start):
                if number := _number(match["number"] or match["ordinal"]):
                    yield from _sessions(text, match, str(number))
            elif match := _CONGRESS.match(text, start):
                end = match.end()
                yield Name("congress", start, start, end,
                           None, "Nghị quyết", "", None, roman(_number(match["term"])),
                           text[start:end])  # fmt: skip
            at = text.find(mark, at + 1)


def _sessions(text: str, match: re.Match[str], number: str) -> Iterator[Name]:
    """Yield one plenum for each term printed: "Nghị quyết Trung ương 4 khóa XI, XII" names two."""
    start, end = match.span()
    session = roman(_number(match["session"])) if match["session"] else ""
    if not match["more"]:
        yield Name(
            "plenum", start, start, end, None, "Nghị quyết", number, None, session, text[start:end]
        )
        return
    first = match.end("session")
    base = text[start : match.start("session")].replace(" (", " ")
    own = base + match["session"]
    yield Name("plenum", start, start, first, None, "Nghị quyết", number, None, session, own)
    for item in _ITEM.finditer(text, *match.span("more")):
        yield Name("plenum", item.start(), item.start(),
                   item.end(), None, "Nghị quyết", number, None,
                   roman(item.group()), base + item.group(), part=True)  # fmt: skip
