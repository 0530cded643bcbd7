"""Resolutions named by who passed them: "Nghị quyết Trung ương 4 khóa XI, XII"
(two), "Nghị quyết Đại hội XIII của Đảng"."""

import re
from collections.abc import Iterator

from corpus.documents.name import Name

__all__ = ["plenums", "roman"]

_ORDINALS = {"nhất": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4", "năm": "5",
             "sáu": "6", "bảy": "7", "tám": "8", "chín": "9", "mười": "10",
             "mười một": "11", "mười hai": "12"}  # fmt: skip
_SESSION = (
    r"(?:,?[ \u00a0]?\(?[Kk]h[óo][aá][ \u00a0]?(?P<session>[IVX]{1,5}|[0-9]{1,2})(?!\w)"
    r"(?P<more>(?:(?:, | và |, và )(?:[Kk]h[óo][aá] )?(?:[IVX]{1,5}|1[0-9])(?![\w-]))*)\)?)?"
)
# "Nghị quyết Trung ương 4 khóa XI, XII", "Nghị quyết Hội nghị lần thứ sáu BCH Trung ương"
_PLENUM = re.compile(
    r"(?<!\w)(?:[Nn]gh[ịi] quyết|NGHỊ QUYẾT|NQ)[ \u00a0](?:của )?(?:"
    r"(?:(?:[Hh]ội nghị )?(?:[Tt]rung ương|TW|TƯ|T\.Ư\.?|T\.W)(?: Đảng)?(?: lần thứ)?[ \u00a0]?"
    r"(?P<number>[0-9]{1,2}|bốn|năm|sáu|bảy|tám)(?![\w/%]|[.,\-–][0-9]))"
    r"|(?:[Hh]ội nghị )(?:lần thứ )(?P<ordinal>[0-9]{1,2}|mười một|mười hai|\w+),?[ \u00a0]"
    r"(?:của )?(?:BCH|[Bb]an [Cc]hấp hành)[ \u00a0](?:[Tt]rung ương|TW|TƯ|T\.Ư)(?: Đảng)?)"
    + _SESSION
)
# "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"; not "... XI Đảng bộ thành phố"
_CONGRESS = re.compile(
    r"(?<!\w)(?:[Nn]gh[ịi] quyết|NQ)[ \u00a0](?:của )?(?:Đại|đại) hội[ \u00a0]"
    r"(?:(?:(?:đại biểu|Đại biểu) )?(?:Đảng )?(?:toàn quốc )?(?:lần thứ )?)"
    r"(?P<term>[IVX]{1,5})(?![\w/-])(?! (?:của )?(?:Đảng bộ|đảng bộ|tỉnh|thành phố|Tỉnh|Thành phố))"
    r"(?: (?:của )?Đảng(?! bộ| ủy| uỷ))?"
)
_ITEM = re.compile(r"[IVX]{1,5}|1[0-9]")


def roman(term: str) -> str:
    """Return a term's number in Roman figures: 12 -> XII."""
    if not term.isdigit():
        return term.upper()
    number = int(term)
    return (
        "X" * (number // 10)
        + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
    )


_RESOLUTIONS = ("quyết ", "QUYẾT ", "NQ ", "quyết\u00a0", "NQ\u00a0")
_BACK = 5


def plenums(text: str) -> Iterator[Name]:
    """Yield the resolutions of plenums and congresses that a text names."""
    for mark in _RESOLUTIONS:
        at = text.find(mark)
        while at >= 0:
            start = at if mark.startswith("NQ") else max(0, at - _BACK)
            if match := _PLENUM.match(text, start):
                number = match["number"] or match["ordinal"]
                number = _ORDINALS.get(number.lower(), number)
                if number.isdigit():
                    yield from _sessions(text, match, number)
            elif match := _CONGRESS.match(text, start):
                end = match.end()
                yield Name("congress", start, start, end,
                           None, "Nghị quyết", "", None, match["term"],
                           text[start:end])  # fmt: skip
            at = text.find(mark, at + 1)


def _sessions(text: str, match: re.Match[str], number: str) -> Iterator[Name]:
    """Yield one plenum for each term printed: "Nghị quyết Trung ương 4 khóa XI, XII" names two."""
    start, end = match.span()
    session = roman(match["session"]) if match["session"] else ""
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
