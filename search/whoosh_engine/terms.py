"""Which terms of a segment a condition means."""

from collections.abc import Callable, Sequence

from corpus.text import fold
from search.plan import Term
from search.whoosh_engine.segment import SegmentData

__all__ = ["term_numbers"]


def term_numbers(term: Term) -> Callable[[SegmentData], Sequence[int]]:
    """Return the numbers of a term in a segment: one or none, or all of its folded form."""

    def exact(segment: SegmentData) -> Sequence[int]:
        number = segment.terms.find(term.text)
        return () if number < 0 else (number,)

    def folded(segment: SegmentData) -> Sequence[int]:
        return segment.folds.terms(fold(term.text)) if segment.folds else ()

    return folded if term.folded else exact
