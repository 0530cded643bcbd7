"""What a document code says in words, for headings and labels."""

from functools import lru_cache

from corpus.codes import DocumentCode, parse_code

__all__ = ["code_level", "code_type", "code_types", "read_code", "short_place"]


@lru_cache(maxsize=50_000)
def read_code(code: str) -> DocumentCode | None:
    """Take a code apart; None for a text that is none."""
    try:
        return parse_code(code)
    except ValueError:
        return None


def code_level(code: str) -> str:
    """Return the level of the body that issued a document, one of `LEVELS`; "" if unknown."""
    document = read_code(code)
    return document.level if document else ""


def code_types(code: str) -> tuple[str, ...]:
    """Return the types that a code can be of, in words: one ("Chỉ thị"), several (144-QĐ/TW), none
    if unknown."""
    document = read_code(code)
    return document.type_names if document else ()


def code_type(code: str) -> str:
    """Return the type of a document in words; "" if the code alone does not say."""
    types = code_types(code)
    return types[0] if len(types) == 1 else ""


def short_place(name: str) -> str:
    """Return a place's name with its city's title cut short: "Quận 1, TP. Hồ Chí Minh"."""
    return name.replace(", Thành phố ", ", TP. ")
