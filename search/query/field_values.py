"""Which values of a facet a clause such as district:"quận 1" names."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from corpus.codes import find_code_queries
from corpus.places import find_place_queries
from corpus.vietnamese.text import fold
from search.facets import FACETS
from search.query.collection import Collection
from search.query.language import Clause

__all__ = ["matching_values"]


@dataclass(frozen=True, slots=True)
class _Letters:
    """The values of a facet by their letters, in one text: they are looked through again and
    again."""

    values: tuple[str, ...]
    text: str
    starts: list[int]

    @staticmethod
    @lru_cache(maxsize=2 * len(FACETS))
    def of(values: tuple[str, ...]) -> "_Letters":
        folded = list(map(fold, values))
        lengths = (len(one) + 1 for one in folded)
        return _Letters(values, "\n".join((*folded, "")), [0, *accumulate(lengths)])

    def holding(self, wanted: str) -> tuple[str, ...]:
        """Return the values that are those letters, else those that hold them."""
        equal: list[str] = []
        found: list[str] = []
        at = self.text.find(wanted)
        while 0 <= at < len(self.text):
            number = bisect_right(self.starts, at) - 1
            start, end = self.starts[number], self.starts[number + 1]
            if at + len(wanted) < end:
                found.append(self.values[number])
                if at == start and at + len(wanted) == end - 1:
                    equal.append(self.values[number])
            at = self.text.find(wanted, end)
        return tuple(equal or found)


def matching_values(clause: Clause, collection: Collection) -> tuple[str, ...]:
    """Return the values of a facet that a field clause names: as a code, a place, or by its
    letters."""
    if clause.field == "code" and (codes := find_code_queries(clause.text)):
        return collection.codes(codes[0]) or (clause.text,)
    level = {"district": "quận ", "ward": "phường ", "province": "tỉnh "}.get(clause.field, "")
    for text in (clause.text, level + clause.text):
        places = [place for place in find_place_queries(text) if place.kind == clause.field]
        if level and places:
            return places[0].values
    letters = _Letters.of(tuple(collection.values(clause.field)))
    return letters.holding(fold(clause.text)) or (clause.text,)
