"""Articles like one: the documents that share most of its distinctive terms."""

from collections import Counter

import numpy as np

from search.analysis import terms
from search.whoosh_engine.arrays import Array, run_lengths
from search.whoosh_engine.selection import top
from search.whoosh_engine.snapshot import Snapshot

__all__ = ["most_similar"]

MOST_TEXT = 20_000
DISTINCTIVE = 25
"""So many of an article's terms decide; the rest is the common language of the trade."""


def most_similar(snapshot: Snapshot, doc: int, limit: int) -> list[tuple[int, float]]:
    """Return (document, score) of the most similar living documents, best first."""
    segment, _ = snapshot.locate(doc)
    weights = np.zeros(snapshot.size, np.float32)
    for term in _distinctive(snapshot, doc):
        posting = snapshot.term(segment.terms[term])
        weights[posting.docs] += posting.weights
    weights[doc] = 0
    if snapshot.live is not None:
        weights[~snapshot.live] = 0
    return [(int(other), float(weights[other])) for other in top(weights, limit) if weights[other] > 0]


def _distinctive(snapshot: Snapshot, doc: int) -> list[int]:
    """Return the numbers of the terms of a document with the highest tf-idf, of those others hold too."""
    segment, own = snapshot.locate(doc)
    article = segment.articles.document(own).article
    held = Counter(term for text in (article.title, article.body[:MOST_TEXT]) for term in terms(text))
    found = [(number, count) for term, count in held.items() if (number := segment.terms.find(term)) >= 0]
    numbers, frequencies = np.array(found, np.int64).reshape(-1, 2).T
    counts = run_lengths(segment.postings.term_starts)[numbers]
    worth = np.log1p(frequencies) * np.log(len(segment) / np.maximum(counts, 1)) * (counts > 1)
    best: Array = top(worth, DISTINCTIVE)
    return [int(number) for number, value in zip(numbers[best], worth[best], strict=True) if value > 0]
