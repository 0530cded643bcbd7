"""Completions of what is being typed: codes, places, and words that the collection holds."""

from collections.abc import Iterator

from corpus.codes import code_key
from corpus.text import fold
from search.model import Phrase
from search.opensearch_engine.failures import failures_named
from search.opensearch_engine.lexicon import ClusterLexicon
from search.opensearch_engine.mapping import vocabulary_of
from search.opensearch_engine.queries import is_text

__all__ = ["complete"]

MOST_WORDS = 200
FEWEST = 3


def complete(lexicon: ClusterLexicon, text: str, limit: int) -> list[Phrase]:
    """Return at most `limit` completions, those with most articles first, codes and places before words."""
    typed = fold(text.strip())
    if len(typed) < 2 or not is_text(text):
        return []
    found = [*_best(_codes(lexicon, typed), limit), *_best(_districts(lexicon, typed), limit)]
    return (found + _best(_words(lexicon, text.strip()), limit))[:limit]


def _best(phrases: Iterator[Phrase], limit: int) -> list[Phrase]:
    return sorted(phrases, key=lambda phrase: -phrase.count)[:limit]


def _codes(lexicon: ClusterLexicon, typed: str) -> Iterator[Phrase]:
    key = code_key(typed)
    if any(char.isdigit() for char in typed):
        for value in lexicon.values("code"):
            if code_key(value).startswith(key):
                yield Phrase(value, "code", lexicon.snapshot.values("code")[value])


def _districts(lexicon: ClusterLexicon, typed: str) -> Iterator[Phrase]:
    for value in lexicon.values("district"):
        folded = fold(value)
        if folded.startswith(typed) or f" {typed}" in folded.split(",")[0]:
            yield Phrase(value, "district", lexicon.snapshot.values("district")[value])


def _words(lexicon: ClusterLexicon, text: str) -> Iterator[Phrase]:
    """Yield the segmenter's words that begin with what is typed, with marks as typed or without."""
    typed = "_".join(text.lower().split())
    if len(typed) < 3:
        return
    words = _beginning(lexicon, typed)
    lexicon.expect(terms=words)
    for word in words:
        if (count := lexicon.frequency(word)) >= FEWEST:
            yield Phrase(word.replace("_", " "), "phrase", count)


def _beginning(lexicon: ClusterLexicon, typed: str) -> list[str]:
    """Return the first words of the collection that begin so."""
    field = "folded" if fold(typed) == typed else "term"
    query = {"bool": {"filter": [{"prefix": {field: typed}}, {"term": {"word": True}}]}}
    snapshot = lexicon.snapshot
    with failures_named(snapshot.location):
        answer = snapshot.client.search(
            index=vocabulary_of(snapshot.found.index),
            body={"size": MOST_WORDS, "query": query, "sort": [field, "term"], "_source": ["term"]},
        )
    return [hit["_source"]["term"] for hit in answer["hits"]["hits"]]
