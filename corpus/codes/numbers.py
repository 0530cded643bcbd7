"""What a number in a query is: that of a code, a year, or one that counts something."""

from corpus.codes.tables import COUNTED
from corpus.codes.tokens import Token
from corpus.vietnamese.text import fold

__all__ = ["counts", "is_number_word", "is_year", "number_words"]


def number_words(tokens: list[Token], start: int, at: int) -> int:
    """Return how many tokens right before the number say that it is one: "số", "số:"."""
    before = at - 2 if at - 2 >= start and tokens[at - 1].text == ":" else at - 1
    return at - before if before >= start and is_number_word(tokens[before]) else 0


def is_number_word(token: Token) -> bool:
    """Say whether a word is "số", with its mark or without."""
    return fold(token.text) == "so"


_RUNNING_HIGH = frozenset(["QĐ", "CV", "TB", "BC", "GP"])
"""Types numbered in the thousands within a year, so that 2036 is a number and no year."""


def is_year(number: str, symbols: tuple[str, ...]) -> bool:
    """Say whether the number is a year: "luật 2013", "kế hoạch 2045"."""
    latest = 2030 if _RUNNING_HIGH.intersection(symbols) else 2050
    return number.isdecimal() and len(number) == 4 and 1945 <= int(number) <= latest


_PUNCTUATION = frozenset(",.;:!?)\"”'")


def counts(tokens: list[Token], at: int, after: int) -> bool:
    """Say whether the number is part of a longer one or counts something: "kế hoạch 5 năm", "kế
    hoạch 5.000 tỷ"."""
    number = tokens[at].text
    if after >= len(tokens):
        return False
    following = tokens[after]
    if following.joined in ("-", "/") or (
        following.joined == "" and following.text not in _PUNCTUATION
    ):
        return True
    if (
        following.text in (".", ",")
        and tokens[after + 1 : after + 2]
        and tokens[after + 1].joined == ""
    ):
        return True
    return not number.startswith("0") and fold(following.text) in COUNTED
