"""Codes and numbers of a query as conditions: each in the forms in which it is printed."""

import re
from collections.abc import Iterator, Sequence

from corpus.codes import CodeQuery, find_code_queries
from corpus.codes.tables import TYPES
from corpus.vietnamese.numerals import arabic, figures
from corpus.vietnamese.text import fold
from search.analysis import Tokens, syllables
from search.query.levels import numbered_units, unit_called
from search.query.plan import And, Node, Or, Phrase, Term, Values

__all__ = [
    "codes_in",
    "condition_of",
    "decimal_of",
    "joined",
    "percents",
    "printed_forms",
    "unit_of",
    "year_words",
]

_LETTERS_DIGITS = re.compile(r"([^\W\d_]{1,4})(\d{1,4})")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OTHER_SIGN = str.maketrans(",.", ".,")
_PERCENT = ["phan", "tram"]
_GLUED = re.compile(r"[pf]\d{1,2}q\d{1,2}")  # P5Q3


def codes_in(text: str, off: Sequence[str]) -> list[CodeQuery]:
    """Return the codes typed in a text, none when they are switched off."""
    return find_code_queries(text) if "code" not in off and any(map(str.isdigit, text)) else []


def condition_of(query: CodeQuery, values: Sequence[str], *, printed: bool = False) -> Node:
    """Return the condition of a code that can mean some values of the collection.

    A full code is its articles; type and number are also what is printed without a symbol ("Chỉ
    thị 05"), and so is a full code with `printed`.
    """
    exact = Values("code", tuple(values) or (query.printed,))
    if query.key is not None and not printed:
        return exact
    return Or((exact, *(_phrase_of(form) for form in printed_forms(query))))


def printed_forms(query: CodeQuery) -> list[str]:
    """Return how a document of that type and number is named without a symbol."""
    names = [
        name for symbol in query.type_symbols if symbol in TYPES for name in TYPES[symbol].names
    ]
    numbers = dict.fromkeys((query.number, query.number.zfill(2)))
    year = f"/{query.year}" if query.year else ""
    return [
        f"{name} {cue}{number}{year}"
        for name in dict.fromkeys(names)
        for cue in ("", "số ")
        for number in numbers
    ]


def joined(text: str, tokens: Tokens, field: str = "") -> Iterator[tuple[int, int, Node]]:
    """Yield letters and digits that are written together, apart or with a hyphen: HQ-571, HQ571,
    Q1, and of a ward or district with a point: Q.8."""
    held = tokens.syllables
    for place, syllable in enumerate(held):
        end = place + 1
        behind = (
            text[tokens.starts[place] + len(syllable) : tokens.starts[end]]
            if end < len(held)
            else ""
        )
        is_unit = behind.strip() in ("", ".") and unit_called(syllable) != ""
        if behind == "-" or (is_unit and end < len(held) and held[end].isdecimal()):
            syllable += held[end]
            end += 1
        parts = _GLUED.fullmatch(syllable) or _LETTERS_DIGITS.fullmatch(syllable)
        if parts:
            found = [_attached(one, field) for one in _LETTERS_DIGITS.finditer(syllable)]
            yield place, end, found[0] if len(found) == 1 else And(tuple(found))


def _attached(match: re.Match[str], field: str) -> Node:
    """Return letters with the digits attached to them, and the unit that they are: Q3 is quận 3."""
    apart = Phrase((Term(match[1]), Term(match[2])), field)
    nodes: list[Node] = [Term(match.group(), field=field), apart]
    if level := unit_called(match[1]):
        nodes += numbered_units(level, figures(match[2]), field)
    return Or(tuple(dict.fromkeys(nodes)), common=True)


def decimal_of(number: Term) -> Node | None:
    """Return the condition of a number with a comma or point in it, whichever a paper prints; None
    for any other."""
    if not _DECIMAL.fullmatch(number.text):
        return None
    spelled = dict.fromkeys((number.text, number.text.translate(_OTHER_SIGN)))
    return Or(tuple(Term(text, field=number.field) for text in spelled))


def percents(terms: Sequence[Term]) -> Iterator[int]:
    """Yield the places of "phần trăm" behind a number: % is no word either."""
    for place, (number, *words) in enumerate(zip(terms, terms[1:], terms[2:], strict=False)):
        if _NUMBER.fullmatch(number.text) and [fold(word.text) for word in words] == _PERCENT:
            yield from (place + 1, place + 2)


def year_words(terms: Sequence[Term]) -> Iterator[int]:
    """Yield the places of "năm" between a number and a year: "quý 1 năm 2024" is printed 1/2024
    too."""
    for place, (number, word, year) in enumerate(zip(terms, terms[1:], terms[2:], strict=False)):
        is_number = number.text.isdigit() or bool(arabic(number.text))
        if is_number and fold(word.text) == "nam" and _YEAR.fullmatch(year.text):
            yield place + 1


def unit_of(nouns: Sequence[Sequence[Term]], number: Term, others: Sequence[Node] = ()) -> Node:
    """Return a noun, in one of its spellings, with the number behind it, or in `others` of its
    writings."""
    found: list[Node] = [*(Phrase((*noun, number)) for noun in nouns), *others]
    return found[0] if len(found) == 1 else Or(tuple(dict.fromkeys(found)), common=True)


def _phrase_of(text: str) -> Node:
    return Phrase(tuple(Term(syllable) for syllable in syllables(text)))
