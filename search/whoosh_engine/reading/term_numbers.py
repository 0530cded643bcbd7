"""Which terms of a segment a condition means."""

from collections.abc import Sequence

import numpy as np

from corpus.vietnamese.text import fold
from search.analysis import is_folded
from search.query.plan import Prefix, Term
from search.whoosh_engine.storage.arrays import Array
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.segment import SegmentData

__all__ = ["MAX_EXPANSION", "numbers_begun", "term_numbers"]

MAX_EXPANSION = 10_000
"""Most syllables that one prefix stands for in a segment: the first ones in order.

A word is none of them: the syllable that it begins with stands at the same place.
"""


@damage_named()
def term_numbers(segment: SegmentData, node: Term) -> Sequence[int]:
    """Return the numbers of a condition's terms in a segment: none, one, all of a folded form."""
    if node.folded:
        return segment.folds.terms(fold(node.text)) if segment.folds else ()
    number = segment.terms.find(node.text)
    return () if number < 0 else (number,)


@damage_named()
def numbers_begun(segment: SegmentData, node: Prefix) -> Array:
    """Return i8: the numbers of the terms with a prefix in a segment."""
    folded = is_folded(node.text) and not node.exact
    return _begun_folded(segment, node.text) if folded else _begun(segment, node.text)


def _begun(segment: SegmentData, prefix: str) -> Array:
    return segment.terms.lacking("_", *segment.terms.prefix_range(prefix))[:MAX_EXPANSION]


def _begun_folded(segment: SegmentData, prefix: str) -> Array:
    if not segment.folds:
        return np.empty(0, np.int64)
    known = segment.folds.forms
    forms = known.lacking("_", *known.prefix_range(fold(prefix)))[:MAX_EXPANSION]
    return segment.folds.among(forms)
