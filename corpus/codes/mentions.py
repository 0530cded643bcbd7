"""Document codes such as 05-CT/TW and 46/2016/NĐ-CP: where a text prints them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.codes.code import DocumentCode
from corpus.codes.grammar import Verdict, judge
from corpus.codes.shapes import candidates
from corpus.codes.tables import TYPES
from corpus.mention import Mention

__all__ = ["CodeMention", "explain_codes", "find_codes"]


@dataclass(frozen=True, slots=True)
class CodeMention(Mention):
    """One place where a text prints a code; `value` is canonical, "" for a refused candidate.

    `document` is the code taken apart, None for a refused candidate; `type_word` is the type name
    before it ("Chỉ thị"), "" when there is none.
    """

    document: DocumentCode | None
    type_word: str


_TYPE_NAMES = sorted(
    {name.lower() for kind in TYPES.values() for name in kind.names}, key=len, reverse=True
)
_TYPE_NAMES += [
    "bộ luật",
    "văn bản",
    "giấy chứng nhận",
    "giấy đăng ký",
    "giấy xác nhận",
    "tài liệu",
    "thư",
]
_TYPE_WORD = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, _TYPE_NAMES))}|lệnh)(?!\w)", re.IGNORECASE
)
# between a type word and its number: "Chỉ thị (số ", "Kế hoạch liên tịch "
_CUE_GAP = re.compile(r"[^.;,\n]{0,60}?số\s?:?\s?|\s?[(:]?\s?|[\s\w]{0,24}\s", re.IGNORECASE)
# "số ", "số: (", "Số:" right before a number
_NUMBER_CUE = re.compile(r"số\s{0,2}:?\s{0,2}[(“\"]?\s?$|s[oố]\s?:?$", re.IGNORECASE)
_LOOK_BACK = 72
"""Characters before a number in which its type word is looked for."""


def _cue(text: str, start: int) -> tuple[str, str]:
    """Return (type word as printed or "", what introduces the number: the type word, "số" or
    "")."""
    window = text[max(0, start - _LOOK_BACK) : start]
    word = ""
    for match in _TYPE_WORD.finditer(window):
        if _CUE_GAP.fullmatch(window, match.end()):
            word = match.group()
    if word:
        return word, word.lower()
    return "", "số" if _NUMBER_CUE.search(window[-6:]) else ""


_INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad\u2060\u200e\u200f"


def _visible(text: str) -> tuple[str, list[int] | None]:
    """Return the text without invisible characters and, if it had any, the offset of each character
    left."""
    if not any(char in text for char in _INVISIBLE):
        return text, None
    offsets = [index for index, char in enumerate(text) if char not in _INVISIBLE]
    return "".join(text[index] for index in offsets), [*offsets, len(text)]


# "21, 22/2016 và " before the number that has the symbol
_LIST_BEFORE = re.compile(r"(?:[0-9]{1,6}(?:/[0-9]{4})?\s?(?:,|;|và|&)\s?)+$")
_LIST_ITEM = re.compile(r"([0-9]{1,6})(?:/([0-9]{4}))?")
_LIST_CUE = re.compile(r"số\s?:?\s?$", re.IGNORECASE)
_MAX_LIST = 120
"""Characters that the numbers of one list may take, so that a text of numbers costs no more."""
_MAX_LINK = 8
"""Characters between two codes that share a type word: ", số " and the like."""


def _shared(
    text: str, verdict: Verdict, last: DocumentCode
) -> Iterator[tuple[DocumentCode, int, int]]:
    """Yield the codes of "số 200 và 202 - TTr/UBKTTW" whose symbol is printed after the last number
    only."""
    window = text[max(0, verdict.start - _MAX_LIST) : verdict.start]
    numbers = _LIST_BEFORE.search(window)
    if numbers is None or not _introduces(window[: numbers.start()]):
        return
    origin = verdict.start - len(window) + numbers.start()
    head = len(last.number) + (len(str(last.year)) + 1 if last.year else 0)
    for item in _LIST_ITEM.finditer(numbers.group()):
        if bool(item[2]) == bool(last.year):
            number = f"{int(item[1]):02d}" if last.style == "party" else item[1]
            code = f"{number}{'/' + item[2] if item[2] else ''}{last.code[head:]}"
            year = int(item[2]) if item[2] else None
            same = replace(last, code=code, number=number, year=year)
            yield same, origin + item.start(), origin + item.end()


def _introduces(head: str) -> bool:
    """Say whether a text ends in "số" or a type word."""
    ends = [match.end() for match in _TYPE_WORD.finditer(head)]
    return _LIST_CUE.search(head) is not None or (bool(ends) and not head[ends[-1] :].strip())


def _judged(text: str) -> Iterator[tuple[Verdict, str]]:
    previous_end, previous_word = -1, ""
    for match in candidates(text):
        word, cue = _cue(text, match.start())
        if not word and 0 <= match.start() - previous_end <= _MAX_LINK:
            between = text[previous_end : match.start()].strip().removesuffix("số").strip()
            if between in (",", ";", "và", "&"):
                word, cue = previous_word, previous_word.lower() or cue
        verdict = judge(text, match, cue)
        if verdict.code:
            previous_end, previous_word = verdict.end, word
        yield verdict, word


def explain_codes(text: str) -> list[CodeMention]:
    """Return every candidate of a text in order, also the refused ones, each with its rule."""
    clear, offsets = _visible(text)
    found = []
    for verdict, word in _judged(clear):
        spans = [(verdict.code, verdict.start, verdict.end, verdict.rule)]
        if verdict.code:
            shared = _shared(clear, verdict, verdict.code)
            spans[:0] = [(code, start, end, "shared symbol") for code, start, end in shared]
            if len(spans) > 1 and not word:
                word = _cue(clear, spans[0][1])[0]
        for code, start, end, rule in spans:
            if offsets:
                start, end = offsets[start], offsets[end - 1] + 1
            found.append(_mention(text, code, start, end, rule, word))
    return found


def _mention(
    text: str, code: DocumentCode | None, start: int, end: int, rule: str, word: str
) -> CodeMention:
    value = code.code if code else ""
    return CodeMention(
        "code", value, start, end, text[start:end], rule, code, word, accepted=code is not None
    )


def find_codes(text: str) -> list[CodeMention]:
    """Return the document codes of a cleaned text, in order, with offsets into it."""
    return [mention for mention in explain_codes(text) if mention.accepted]
