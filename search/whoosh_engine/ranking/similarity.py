"""Articles like one: the documents that share most of its distinctive terms."""

from collections import Counter

import numpy as np

from search.analysis import terms
from search.query.plan import Term
from search.ranking.likeness import DISTINCTIVE, MOST_TEXT, SIMILAR
from search.whoosh_engine.ranking.selection import top
from search.whoosh_engine.reading.snapshot import Snapshot

__all__ = ["most_similar"]


def most_similar(snapshot: Snapshot, doc: int, limit: int) -> list[tuple[int, float]]:
    """Return (document, score) of the most similar living documents, best first; those that share
    less than `SIMILAR` of what the document itself scores are none."""
    weights = np.zeros(snapshot.size, np.float32)
    for term in _distinctive(snapshot, doc):
        scores = snapshot.scores(Term(term))
        weights[scores.docs] += scores.weights
    least = max(SIMILAR * float(weights[doc]), 1e-6)
    weights[doc] = 0
    return [
        (int(other), float(weights[other]))
        for other in top(weights, limit)
        if weights[other] >= least
    ]


def _distinctive(snapshot: Snapshot, doc: int) -> list[str]:
    """Return the terms of a document with the highest tf-idf, of those others hold too."""
    segment, own = snapshot.locate(doc)
    article = segment.articles.article(own).article
    held = Counter(
        term for text in (article.title, article.body[:MOST_TEXT]) for term in terms(text)
    )
    words = list(held)
    counts = np.array([snapshot.frequency(word) for word in words], np.int64)
    frequencies = np.array([held[word] for word in words], np.int64)
    worth = np.log1p(frequencies) * np.log(snapshot.size / np.maximum(counts, 1)) * (counts > 1)
    return [words[place] for place in top(worth, DISTINCTIVE).tolist() if worth[place] > 0]
