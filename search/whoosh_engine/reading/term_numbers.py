"""Which terms of a segment a condition means."""

from collections.abc import Sequence
from itertools import islice

from corpus.vietnamese.text import fold
from search.analysis import is_folded
from search.query.plan import Prefix, Term
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.segment import SegmentData

__all__ = ["MAX_EXPANSION", "term_numbers"]

MAX_EXPANSION = 10_000
"""Most syllables that one prefix stands for in a segment: the first ones in order.

A word is none of them: the syllable that it begins with stands at the same place.
"""


@damage_named()
def term_numbers(segment: SegmentData, node: Term | Prefix) -> Sequence[int]:
    """Return the numbers of a condition's terms in a segment: none, one, all of a folded form, all
    with a prefix."""
    if isinstance(node, Prefix):
        folded = is_folded(node.text) and not node.exact
        return _begun_folded(segment, node.text) if folded else _begun(segment, node.text)
    if node.folded:
        return segment.folds.terms(fold(node.text)) if segment.folds else ()
    number = segment.terms.find(node.text)
    return () if number < 0 else (number,)


def _begun(segment: SegmentData, prefix: str) -> Sequence[int]:
    start, end = segment.terms.prefix_range(prefix)
    numbers = (number for number in range(start, end) if "_" not in segment.terms[number])
    return list(islice(numbers, MAX_EXPANSION))


def _begun_folded(segment: SegmentData, prefix: str) -> Sequence[int]:
    if not segment.folds:
        return ()
    start, end = segment.folds.forms.prefix_range(fold(prefix))
    forms = (form for form in range(start, end) if "_" not in segment.folds.forms[form])
    return [number for form in islice(forms, MAX_EXPANSION) for number in segment.folds.of(form)]
