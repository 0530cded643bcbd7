"""Document codes such as 05-CT/TW and 46/2016/NĐ-CP: found in a text, parsed, compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.codes.code import DocumentCode, code_key, number_key, parse_code
from corpus.codes.grammar import Parts, Verdict, judge
from corpus.codes.queries import CodeQuery, find_code_queries
from corpus.codes.shapes import candidates
from corpus.codes.tables import TYPES

__all__ = [
    "CodeMention",
    "CodeQuery",
    "DocumentCode",
    "code_key",
    "explain_codes",
    "find_code_queries",
    "find_codes",
    "number_key",
    "parse_code",
]


@dataclass(frozen=True, slots=True)
class CodeMention:
    """One place where a text prints a code. `code` is canonical, `printed` is `text[start:end]`.

    `type_word` is the type name before it ("Chỉ thị"), "" when there is none; `rule` says what
    accepted it. A refused candidate (see `explain_codes`) has no `code` and a rule that begins with
    "refused".
    """

    code: str
    printed: str
    start: int
    end: int
    type_word: str
    rule: str

    @property
    def accepted(self) -> bool:
        """Say whether this is a code."""
        return bool(self.code)


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
_CUE_GAP = re.compile(r"[^.;,\n]{0,60}?số\s?:?\s?|\s?[(:]?\s?|[\s\w]{0,24}\s", re.IGNORECASE)
_NUMBER_CUE = re.compile(r"số\s{0,2}:?\s{0,2}[(“\"]?\s?$|s[oố]\s?:?$", re.IGNORECASE)
_LOOK_BACK = 72


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


_LIST_BEFORE = re.compile(r"(?:[0-9]{1,6}(?:/[0-9]{4})?\s?(?:,|;|và|&)\s?)+$")
_LIST_ITEM = re.compile(r"([0-9]{1,6})(?:/([0-9]{4}))?")
_LIST_CUE = re.compile(r"số\s?:?\s?$", re.IGNORECASE)
_MAX_LIST = 120
_MAX_LINK = 8


def _shared(text: str, verdict: Verdict, parts: Parts) -> Iterator[tuple[Parts, int, int]]:
    """Yield the codes of "số 200 và 202 - TTr/UBKTTW" whose symbol is printed after the last number
    only."""
    window = text[max(0, verdict.start - _MAX_LIST) : verdict.start]
    numbers = _LIST_BEFORE.search(window)
    if numbers is None or not _introduces(window[: numbers.start()]):
        return
    origin = verdict.start - len(window) + numbers.start()
    head = len(parts.number) + (len(parts.year) + 1 if parts.year else 0)
    for item in _LIST_ITEM.finditer(numbers.group()):
        if bool(item[2]) == bool(parts.year):
            number = f"{int(item[1]):02d}" if parts.style == "party" else item[1]
            canonical = f"{number}{'/' + item[2] if item[2] else ''}{parts.canonical[head:]}"
            same = replace(parts, number=number, year=item[2] or "", canonical=canonical)
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
        if verdict.parts:
            previous_end, previous_word = verdict.end, word
        yield verdict, word


def explain_codes(text: str) -> list[CodeMention]:
    """Return every candidate of a text in order, also the refused ones, each with its rule."""
    clear, offsets = _visible(text)
    found = []
    for verdict, word in _judged(clear):
        spans = [
            (
                verdict.parts.canonical if verdict.parts else "",
                verdict.start,
                verdict.end,
                verdict.rule,
            )
        ]
        if verdict.parts:
            shared = _shared(clear, verdict, verdict.parts)
            spans[:0] = [
                (parts.canonical, start, end, "shared symbol") for parts, start, end in shared
            ]
            if len(spans) > 1 and not word:
                word = _cue(clear, spans[0][1])[0]
        for code, start, end, rule in spans:
            if offsets:
                start, end = offsets[start], offsets[end - 1] + 1
            found.append(CodeMention(code, text[start:end], start, end, word, rule))
    return found


def find_codes(text: str) -> list[CodeMention]:
    """Return the document codes of a cleaned text, in order, with offsets into it."""
    return [mention for mention in explain_codes(text) if mention.code]
