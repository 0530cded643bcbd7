"""Codes typed with a space before their hyphen (05 -CT/TW), where a query language would read an
exclusion."""

import re

from corpus.codes.queries import CodeQuery, find_code_queries

__all__ = ["goes_on"]

_LEAD = 6
"""The longest that may stand before the hyphen: four words of a type, số and the number."""
_EXCLUSION = re.compile(r"\s-(?=\S)")
_YEARS = range(1945, 2051)


def goes_on(before: str, after: str) -> bool:
    """Say whether a code that ends some text goes on in the next, which begins with a hyphen and no
    space behind it."""
    head = " ".join(before.split()[-_LEAD:])
    if not any(map(str.isdigit, head)):
        return False
    ending = [code for code in find_code_queries(head) if code.end == len(head)]
    if any(code.key for code in ending):  # it is whole
        return False
    symbol = _EXCLUSION.split(after[:100], maxsplit=1)[0]
    across = [
        code for code in find_code_queries(head + symbol) if code.start < len(head) < code.end
    ]
    return any(_is_full(code) if code.key else _is_type(code, ending, symbol) for code in across)


def _is_full(code: CodeQuery) -> bool:
    """Say whether it has a type or a year; a year alone before a type is none of the code's: 2025
    -NQ/TW."""
    if code.year:
        return True
    return bool(code.type_symbols) and not (code.printed[0].isdigit() and _is_year(code.number))


def _is_year(number: str) -> bool:
    return number.isdecimal() and int(number) in _YEARS


def _is_type(code: CodeQuery, ending: list[CodeQuery], symbol: str) -> bool:
    """Say whether number and type alone are meant: 05 -CT, 46/2016 -NĐ, chỉ thị 05 -ct."""
    if not symbol[1:2].isalpha():  # a year left out: chỉ thị 05 -2020
        return False
    if ending:
        return bool(set(ending[0].type_symbols).intersection(code.type_symbols))
    alone = code.start == 0 or code.printed.startswith("0")
    return code.year is not None or (alone and symbol[1:].isupper() and not _is_year(code.number))
