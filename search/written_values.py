"""Values of facets as people write them: Quận 1 is "Quận 1, Thành phố Hồ Chí Minh"."""

import re
from collections.abc import Sequence
from functools import lru_cache

import corpus.codes
from corpus.codes import find_code_queries
from corpus.places import PlaceQuery, find_place_queries
from corpus.vietnamese.text import clean, fold

__all__ = ["meant", "nearest_values", "whole_value"]

_LEVELS = {
    "province": ("tỉnh", "thành phố"),
    "district": ("quận", "huyện", "thị xã", "thành phố"),
    "ward": ("phường", "xã", "thị trấn", "đặc khu"),
}
_STRUCTURED = frozenset(["document", "relation", "abbreviation"])
"""Facets whose values programs write."""

_LEAST_ALIKE = 0.6
_SIGNS = re.compile(r"[\W_]+")
_FREE = " ,;.()–—-"

_folded = lru_cache(maxsize=100_000)(fold)


def whole_value(facet: str, written: str) -> str:
    """Return the one value of a facet that can be meant: the full name of a place, a code in its
    official form; what is none or may be several stays as it is.

    >>> whole_value("district", "quan 1"), whole_value("code", "5 ct tw")
    ('Quận 1, Thành phố Hồ Chí Minh', '05-CT/TW')
    """
    found = meant(facet, written)
    return found[0] if len(found) == 1 else written


def meant(facet: str, written: str) -> tuple[str, ...]:
    """Return the values that a place or a code in any spelling can mean, () for none."""
    text = clean(written).strip()
    if facet == "code":
        return _codes(text)
    if facet not in _LEVELS:
        return ()
    if values := _places(facet, text):
        return values
    with_level = (_places(facet, f"{level} {text}") for level in _LEVELS[facet])
    return tuple(dict.fromkeys(value for values in with_level for value in values))


def _codes(text: str) -> tuple[str, ...]:
    queries = find_code_queries(text)
    if len(queries) != 1 or queries[0].key is None or queries[0].printed != text:
        return ()
    for code in (text, _SIGNS.sub("-", text)):
        try:
            return (corpus.codes.parse_code(code).code,)
        except ValueError:
            continue
    return ()


def _places(facet: str, text: str) -> tuple[str, ...]:
    found = find_place_queries(text)
    if not found or found[0].start or found[0].kind != facet:
        return ()
    first = found[0]
    above = text[first.end :].strip(_FREE)
    return tuple(value for value in first.values if not above or _lies_in(value, found[1:], above))


def _lies_in(value: str, found: Sequence[PlaceQuery], above: str) -> bool:
    """Say whether a unit lies in what is written behind its name."""
    units = value.split(", ", 1)[-1]
    if found:
        return any(units.endswith(one) for one in found[-1].values)
    return fold(above) in fold(units)


def nearest_values(
    facet: str, written: str, values: Sequence[str], most: int
) -> list[tuple[str, float]]:
    """Return the values of a collection nearest to one that it has not, each with its nearness up
    to 1: those that can be meant, those with all of its letters, those with most of its pairs."""
    if facet in _STRUCTURED:
        return []
    wanted, known = fold(written), set(values)
    near = dict.fromkeys((value for value in meant(facet, written) if value in known), 1.0)
    near |= {value: 1.0 for value in values if value not in near and wanted in _folded(value)}
    if not near:
        pairs = _pairs(wanted)
        alike = ((value, _likeness(pairs, _folded(value))) for value in values)
        near = {value: likeness for value, likeness in alike if likeness >= _LEAST_ALIKE}
    return sorted(near.items(), key=lambda pair: -pair[1])[:most]


def _likeness(pairs: set[str], value: str) -> float:
    """Return how many of all pairs of letters two names share (Dice), of the whole name or its
    first part."""
    own = (_pairs(part) for part in {value, value.split(",")[0]})
    return max(2 * len(pairs & one) / (len(pairs) + len(one)) for one in own)


def _pairs(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}
