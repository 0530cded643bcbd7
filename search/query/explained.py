"""What the articles of a collection explain an abbreviation as: GV is giáo viên where enough of
them say so, and hardly any says otherwise."""

from collections import Counter
from collections.abc import Iterable

from corpus.vietnamese.text import fold
from search.facets import EXPLAINS

__all__ = ["ExplainedIndex", "looks_short"]

FEWEST = 3
"""Articles that must explain it so."""

DOMINANT = 2 / 3
"""Of all articles that explain an abbreviation, so many must mean the same."""

_VOWELS = frozenset("aeiouy")


class ExplainedIndex:
    """Abbreviations of a collection by their letters in any case."""

    def __init__(self, values: Iterable[tuple[str, int]]) -> None:
        """Take values of the facet `abbreviation`, each with the number of its articles."""
        self._printed: dict[str, Counter[str]] = {}
        for value, count in values:
            short, _, long = value.partition(EXPLAINS)
            self._printed.setdefault(short.lower(), Counter())[long] += count

    def find(self, short: str) -> str:
        """Return what an abbreviation is explained as, as most articles print it, "" for none or
        several meanings."""
        printed = self._printed.get(short.lower(), Counter())
        meanings: Counter[str] = Counter()
        for long, count in printed.items():
            meanings[fold(long)] += count
        for meaning, count in meanings.most_common(1):
            if count >= FEWEST and count >= DOMINANT * meanings.total():
                same = [long for long in printed if fold(long) == meaning]
                return max(same, key=printed.__getitem__)
        return ""


def looks_short(typed: str, *, shouted: bool) -> bool:
    """Say whether a syllable of a query may be an abbreviation: in capitals, unless all of the
    query is `shouted` so, or without a vowel.

    >>> [looks_short(typed, shouted=False) for typed in ("GV", "gv", "DA", "da", "Q3")]
    [True, True, True, False, False]
    """
    capitals = typed.isupper() and not shouted
    return typed.isalpha() and (capitals or _VOWELS.isdisjoint(fold(typed)))
