"""What sharpens the order of a query's articles: words of the segmenter, places that it names,
neighbours side by side."""

from collections.abc import Collection as Places
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.places import PlaceQuery
from search.analysis import Tokens, is_folded
from search.model import Reading
from search.query.plan import Node, Term, Values

__all__ = ["UNIT_WEIGHT", "neighbours", "place_boosts", "word_boosts"]

WORD_WEIGHT = 0.5
"""What a segmenter's word adds, beside its syllables: words make the order sharp, syllables the
recall whole."""

UNIT_WEIGHT = 1.0
"""What a noun with its number adds, beside both apart."""

PLACE_WEIGHT = 1.0
"""What an article of the place that a query names is worth more, of what the place is worth as a
filter value."""


def word_boosts(
    tokens: Tokens, terms: Sequence[Term], off: Sequence[str]
) -> Iterator[tuple[Node, float]]:
    """Yield the words of the segmenter and what each adds."""
    for word, start, count in tokens.words:
        held = terms[start : start + count]
        folded = "fold" not in off and is_folded(word)
        plain = held and not any(term.folded for term in held)
        text = "_".join(term.text for term in held) if plain else word
        yield Term(text, folded and not plain), WORD_WEIGHT


def place_boosts(places: Sequence[PlaceQuery]) -> Iterator[tuple[tuple[Node, float], Reading]]:
    """Yield the places that are named beyond doubt, what each adds, and that it was read so."""
    for place in places:
        if place.is_telling:
            value = "; ".join(place.values)
            boost = (Values(place.kind, place.values), PLACE_WEIGHT)
            yield boost, Reading("place", place.printed, value, "place")


def neighbours(
    tokens: Tokens, terms: Sequence[Term], taken: Places[int]
) -> Iterator[tuple[Term, Term]]:
    """Yield the neighbours that should stand side by side.

    Not those with marks whose standing so is said already, by a word of the segmenter or by an
    abbreviation at the places `taken`.
    """
    inside = {
        place for _, start, count in tokens.words for place in range(start, start + count - 1)
    }
    for place, (first, second) in enumerate(pairwise(terms)):
        said = place in inside or place in taken or place + 1 in taken
        if first.folded or second.folded or not said:
            yield first, second
