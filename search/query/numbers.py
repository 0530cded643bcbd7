"""Codes and numbers of a query as conditions: each in the forms in which it is printed."""

import re
from collections.abc import Iterator, Sequence

from corpus.codes import CodeQuery, find_code_queries
from corpus.codes.tables import TYPES
from search.analysis import Tokens, syllables
from search.query.plan import Node, Or, Phrase, Term, Values

__all__ = ["codes_in", "condition_of", "joined", "printed_forms", "unit_of"]

_LETTERS_DIGITS = re.compile(r"([^\W\d_]{1,4})(\d{1,4})")
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
    Q1."""
    held = tokens.syllables
    for place, syllable in enumerate(held):
        end = place + 1
        if end < len(held) and text[tokens.ends[place] : tokens.starts[end]] == "-":
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


def unit_of(noun: Sequence[Term], number: Term) -> Node:
    """Return a noun with the number behind it; a ward or district also as it is cut short: Q.8,
    Q8."""
    whole = Phrase((*noun, number))
    short = _SHORT.get(noun[-1].text) if len(noun) == 1 else None
    if short is None:
        return whole
    return Or((whole, Phrase((Term(short), number)), Term(short + number.text)))


def _phrase_of(text: str) -> Node:
    return Phrase(tuple(Term(syllable) for syllable in syllables(text)))
