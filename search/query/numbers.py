"""Codes and numbers of a query as conditions: each in the forms in which it is printed."""

import re
from collections.abc import Iterator, Sequence

from corpus.codes import CodeQuery, find_code_queries
from corpus.codes.tables import TYPES
from corpus.vietnamese.numerals import arabic
from corpus.vietnamese.text import fold
from search.analysis import Tokens, syllables
from search.query.plan import Node, Or, Phrase, Term, Values

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
_UNITS = {"q": "quận", "p": "phường"}
_SHORT = {word: short for short, word in _UNITS.items()}


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
        if behind == "-" or (syllable in _UNITS and behind.strip() == "."):
            syllable += held[end]
            end += 1
        if match := _LETTERS_DIGITS.fullmatch(syllable):
            apart = Phrase((Term(match[1]), Term(match[2])), field)
            unit = (
                [Phrase((Term(_UNITS[match[1]]), Term(match[2])), field)]
                if match[1] in _UNITS
                else []
            )
            yield place, end, Or((Term(syllable, field=field), apart, *unit))


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
    writings; a ward or district also as it is cut short: Q.8, Q8."""
    found: list[Node] = [*(Phrase((*noun, number)) for noun in nouns), *others]
    for noun in nouns:
        if len(noun) == 1 and (short := _SHORT.get(noun[0].text)):
            found += [Phrase((Term(short), number)), Term(short + number.text)]
    return found[0] if len(found) == 1 else Or(tuple(dict.fromkeys(found)))


def _phrase_of(text: str) -> Node:
    return Phrase(tuple(Term(syllable) for syllable in syllables(text)))
