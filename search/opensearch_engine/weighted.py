"""The weighted frequencies of BM25F, worked out when an article is written.

The embedded engine gives a term in an article w = sum over fields of frequency * weight / (1 - b +
b * length / mean length) and scores idf * (k1 + 1) * w / (k1 + w) (Robertson & Zaragoza 2009). Here
w is sent as the term's frequency, in steps of 1 / SCALE, and the cluster's BM25 with k1 * SCALE and
no lengths of its own is that formula.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.vietnamese.text import fold
from search.ranking.weighting import BM25F

__all__ = ["SCALE", "folded", "weighted"]

MEAN_LENGTHS = (13, 36, 540)
"""Syllables of title, summary and body of an article of Vietnamese news. The embedded engine has
those of the collection; a writer here cannot know them before all is written."""

SCALE = 100

Terms = Sequence[str]


def weighted(fields: Sequence[tuple[int, Terms]]) -> dict[str, float]:
    """Return the weighted frequency of each term of an article, of its fields by their number of
    syllables and their terms."""
    found: dict[str, float] = {}
    for (length, terms), weight, b, mean in zip(
        fields, BM25F.weights, BM25F.b, MEAN_LENGTHS, strict=True
    ):
        boost = weight / (1 - b + b * length / mean)
        for term, count in Counter(terms).items():
            found[term] = found.get(term, 0.0) + count * boost
    return found


def folded(frequencies: Mapping[str, float]) -> dict[str, float]:
    """Return the same of folded terms: all forms of one are added."""
    found: dict[str, float] = {}
    for term, frequency in frequencies.items():
        form = fold(term)
        found[form] = found.get(form, 0.0) + frequency
    return found
