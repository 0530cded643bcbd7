"""From text to terms: the one analysis that articles and queries share."""

from search.analysis.analyzer import (
    ANALYSIS,
    MAX_TERM,
    Tokens,
    analysis_version,
    analyze,
    analyze_batch,
    is_folded,
    spellings,
    syllables,
    term_of,
    terms,
)

__all__ = [
    "ANALYSIS",
    "MAX_TERM",
    "Tokens",
    "analysis_version",
    "analyze",
    "analyze_batch",
    "is_folded",
    "spellings",
    "syllables",
    "term_of",
    "terms",
]
