"""Which words of a query are no slips, whatever a small collection knows of them: numbers, codes,
places, names."""

import re

from corpus.codes import find_code_queries
from corpus.codes.tables import find_issuer, find_type
from corpus.places import find_place_queries
from search.analysis import Tokens

__all__ = ["named", "settled"]

_CODED = re.compile(r"\w[-/.]\w")


def settled(q: str, tokens: Tokens) -> set[int]:
    """Return which words are numbers, or belong to a code, to a place or to what is written in
    capitals."""
    codes = find_code_queries(q)
    spans = [(one.start, one.end) for one in (*codes, *find_place_queries(q))]
    return {
        place
        for place, word in enumerate(tokens.syllables)
        if _is_coded(q, tokens, place)
        or any(
            first <= tokens.starts[place] and tokens.ends[place] <= last for first, last in spans
        )
        or (codes and (find_type(word) or find_issuer(word.upper())))
    }


def _is_coded(q: str, tokens: Tokens, place: int) -> bool:
    start, end = tokens.starts[place], tokens.ends[place]
    word = q[start:end]
    begin = max(q.rfind(" ", 0, start), 0)
    whole = q[begin : (q.find(" ", end) + 1 or len(q) + 1) - 1]
    return word.isdigit() or (len(word) > 1 and word[1:].isupper()) or bool(_CODED.search(whole))


def named(q: str, tokens: Tokens) -> set[int]:
    """Return which words stand side by side in capitals: a name is not made another name."""
    capital = [q[start].isupper() for start in tokens.starts]
    pairs = (place for place in range(1, len(capital)) if capital[place - 1] and capital[place])
    return {place for pair in pairs for place in (pair - 1, pair)}
