"""References to documents without a symbol: "Chỉ thị 05", "Thông tư 31/2016", "Nghị quyết Trung
ương 4 khóa XII"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corpus.codes.code import NATIONAL_ASSEMBLY, DocumentCode
from corpus.codes.mentions import CodeMention
from corpus.codes.tables import COUNTED, TYPES
from corpus.mention import MOST_LOOKS, Mention
from corpus.vietnamese.text import fold

__all__ = ["Reference", "find_references"]


@dataclass(frozen=True, slots=True)
class Reference(Mention):
    """A document named by type and number. `session` is a congress term ("XII"), `plenum` says that
    `number` is that of a plenary session of the Central Committee and not of a document.

    `value` is the full code it stands for when the same text prints exactly one that fits, else "":
    undecided.
    """

    type_symbols: tuple[str, ...]
    type_word: str
    number: str
    year: int | None
    session: str
    plenum: bool


# ", khóa XII", " (khóa 12)"
_SESSION = re.compile(
    r",?[ \u00a0]?(\()?khóa[ \u00a0]([IVX]{1,5}|[0-9]{1,2})(?!\w)(?(1)\)?)", re.IGNORECASE
)


def _symbols() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for symbol, kind in TYPES.items():
        for name in kind.names:
            table.setdefault(name.lower(), []).append(symbol)
    for name in ("luật", "bộ luật", "nghị quyết"):
        table.setdefault(name, []).append(NATIONAL_ASSEMBLY)
    table["chương trình hành động"] = table["chương trình"]
    return {name: tuple(symbols) for name, symbols in table.items()}


_TABLE = _symbols()
_LAST_WORDS = frozenset(name.split()[-1] for name in _TABLE)
_LAST_WORDS_OR_NUMBER = _LAST_WORDS | {"số", "ương"}
_BEFORE = "".join(sorted({word[-1] for word in _LAST_WORDS} | set("ốg:")))
# the 05 of "Chỉ thị 05", the 31/2016 of "Thông tư 31/2016"; the look-behind makes it fast
_NUMBER = re.compile(
    rf"[0-9](?<=[{_BEFORE}{_BEFORE.upper()}][ \u00a0][0-9])[0-9]{{0,4}}(?:/((?:19|20)[0-9]{{2}}))?"
    r"(?![\w/%]|[.,\-–—][0-9]|[ \u00a0]?[-–—/][ \u00a0]?[A-ZĐ])"
)
_SURE = frozenset(
    [
        "chỉ thị",
        "nghị quyết",
        "nghị định",
        "thông tư",
        "thông tư liên tịch",
        "kết luận",
        "pháp lệnh",
    ]
)
_BACK = 36
"""Characters before a number that hold the longest type name and "số:"."""


def find_references(text: str, codes: Sequence[CodeMention]) -> list[Reference]:
    """Return the references of a cleaned text in order, linked to its codes as `find_codes` found
    them."""
    taken = {mention.start for mention in codes}
    found = [
        ref
        for match in islice(_NUMBER.finditer(text), MOST_LOOKS)
        if match.start() not in taken and (ref := _read(text, match))
    ]
    if not found or not codes:
        return found
    known = {mention.value: mention.document for mention in codes if mention.document}
    return [replace(ref, value=_linked(ref, known)) for ref in found]


def _read(text: str, match: re.Match[str]) -> Reference | None:
    words = text[max(0, match.start() - _BACK) : match.start()].replace(":", " ").split()
    if words and words[-1].lower() not in _LAST_WORDS_OR_NUMBER:
        return None
    numbered = bool(words) and words[-1].lower() == "số"
    if numbered:
        words.pop()
    lowered = [word.lower() for word in words[-4:]]
    if lowered == ["nghị", "quyết", "trung", "ương"]:
        return _reference(text, match, words, 4, "nghị quyết", plenum=True)
    if not lowered or lowered[-1] not in _LAST_WORDS:
        return None
    for length in (4, 3, 2, 1):
        name = " ".join(lowered[-length:])
        if len(lowered) >= length and name in _TABLE:
            sure = (
                numbered
                or name in _SURE
                or match.group().startswith("0")
                or words[-length][0].isupper()
            )
            counts = not (numbered or match[1]) and _counts(text, match)
            return None if counts or not sure else _reference(text, match, words, length, name)
    return None


def _counts(text: str, match: re.Match[str]) -> bool:
    """Say whether the number is a year or counts something."""
    if len(match.group()) == 4 and match.group().startswith(("19", "20")):
        return True
    following = text[match.end() : match.end() + 16].split(maxsplit=1)
    return bool(following) and not match.group().startswith("0") and fold(following[0]) in COUNTED


def _reference(
    text: str,
    match: re.Match[str],
    words: Sequence[str],
    length: int,
    name: str,
    plenum: bool = False,
) -> Reference:
    first = words[-length]
    start = text.rindex(first, max(0, match.start() - _BACK), match.start())
    session = _SESSION.match(text, match.end(), match.end() + 20)
    end = session.end() if session else match.end()
    year = int(match[1]) if match[1] else None
    number = match.group().partition("/")[0].lstrip("0") or "0"
    word = " ".join(words[-length:][:2] if plenum else words[-length:])
    term = session[2].upper() if session else ""
    rule = "plenum" if plenum else "type and number"
    return Reference(
        "reference",
        "",
        start,
        end,
        text[start:end],
        rule,
        _TABLE[name],
        word,
        number,
        year,
        term,
        plenum,
    )


def _linked(ref: Reference, known: Mapping[str, DocumentCode]) -> str:
    if ref.plenum:
        return ""
    keys = {(symbol, ref.number) for symbol in ref.type_symbols}
    fitting = [
        code
        for code, document in known.items()
        if document.number_key in keys and ref.year in (None, document.year)
    ]
    return fitting[0] if len(fitting) == 1 else ""
