"""Which words stand beside each other in a collection: by that a slip is known, and what was meant.

A word of the segmenter says it at once. For others the syllables are looked for side by side, which
costs a phrase each and is asked only where no word says it.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import compress
from math import prod, sqrt

from search.query.collection import Words
from search.query.plan import Node, Phrase, Term

__all__ = ["FEWEST", "RARE", "Holding", "Neighbours"]

Holding = Callable[[Sequence[Node]], Sequence[int]]
"""In how many articles does each of some conditions hold?"""

Pair = tuple[str, str]

FEWEST = 3
"""A correction must be in so many articles."""

SHARE = 0.01
"""Two words belong together when so many of the articles that hold them (the geometric mean of
both) hold them side by side: a frequent word stands beside any other now and then."""

RARE = 20
"""A word in fewer articles may be another word with a wrong letter."""

MISPRINT = 50
"""Papers print slips too: what belongs there stands so in so many times as many articles."""


class Neighbours:
    """What stands beside what. Without `holding` only words of the segmenter are known; `folded`
    takes every syllable for any of its forms."""

    def __init__(self, words: Words, holding: Holding | None, *, folded: bool) -> None:
        self._words = words
        self._holding = holding
        self._term = partial(Term, folded=folded)
        self._known: dict[Pair, int] = {}

    def expect(self, pairs: Iterable[Pair]) -> None:
        """Look up what will be asked for next, all at once."""
        new = [pair for pair in dict.fromkeys(pairs) if all(pair) and pair not in self._known]
        self._words.expect(terms=["_".join(pair) for pair in new])
        self._known |= {pair: self._words.frequency("_".join(pair)) for pair in new}
        asked = [pair for pair in new if self._known[pair] < FEWEST]
        if asked and self._holding:
            phrases = [Phrase(tuple(map(self._term, pair))) for pair in asked]
            self._known |= zip(asked, self._holding(phrases), strict=True)

    def count(self, before: str, term: str, after: str) -> int:
        """Return how many articles hold a term beside a neighbour, both added."""
        pairs = _sides(before, term, after)
        self.expect(pairs)
        return sum(map(self._known.__getitem__, pairs))

    def belongs(self, before: str, term: str, after: str) -> bool:
        """Say whether a term belongs to one of its neighbours."""
        return any(map(self._belongs, _sides(before, term, after)))

    def displaces(self, before: str, term: str, typed: str, after: str) -> bool:
        """Say whether a term belongs to a neighbour beside which hardly anybody has what was
        typed; of a rare word every place where it stands says something."""
        here, there = (_sides(before, one, after) for one in (term, typed))
        self.expect([*here, *there])
        sides = list(zip(here, there, strict=True))
        taken = [self._known[pair] >= MISPRINT * self._known[other] for pair, other in sides]
        if self._words.frequency(typed) < RARE and not all(taken):
            return False
        return any(map(self._belongs, compress(here, taken)))

    def _belongs(self, pair: Pair) -> bool:
        self.expect([pair])
        count = self._known[pair]
        return count >= FEWEST and count >= SHARE * sqrt(prod(map(self._words.frequency, pair)))


def _sides(before: str, term: str, after: str) -> list[Pair]:
    return [pair for pair in ((before, term), (term, after)) if all(pair)]
