"""What terms, places and neighbours are worth: BM25F, and its constants."""

from dataclasses import dataclass
from math import log1p

__all__ = ["BM25F", "NEARNESS", "NEAR_CANDIDATES", "VALUES", "Weighting", "best_score", "idf"]


@dataclass(frozen=True, slots=True)
class Weighting:
    """BM25F (Robertson & Zaragoza 2009): a weight and a length normalisation b for each field, one
    saturation k1.

    The score of a term t in a document d of N, n of which hold t, is idf(t) (k1 + 1) w / (k1 + w):
    - idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5)), with (k1 + 1) in `best_score`;
    - w = sum over fields f of frequency(t, d, f) * boost(d, f), in `term_runs`;
    - boost(d, f) = weight(f) / (1 - b(f) + b(f) length(d, f) / mean length(f)), once for all
      documents in `document_columns`;
    - the fraction of w in `saturated`.
    """

    k1: float = 1.2
    weights: tuple[float, float, float] = (2.5, 1.5, 1.0)
    b: tuple[float, float, float] = (0.5, 0.6, 0.75)


BM25F = Weighting()

VALUES = 2.0
"""What an article of a place that a query names is worth, of the rarity of that place."""

NEARNESS = 0.7
"""What two neighbours of the query are worth that stand side by side, of what a term scores."""

NEAR_CANDIDATES = 200
"""Only so many leading articles are looked at for neighbours, for positions cost time."""


def idf(documents: int, size: int) -> float:
    """Return the inverse document frequency of what so many of `size` documents hold."""
    return log1p((size - documents + 0.5) / (documents + 0.5))


def best_score(documents: int, size: int, k1: float) -> float:
    """Return what a term in so many of `size` documents scores at most."""
    return idf(documents, size) * (k1 + 1)
