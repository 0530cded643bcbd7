"""Articles like one: the documents that share most of its distinctive terms."""

from collections.abc import Sequence

from search.analysis import analyze
from search.model import Hit
from search.opensearch_engine.asking.snapshot import Snapshot
from search.opensearch_engine.mapping import FREQUENCIES
from search.opensearch_engine.wire import hit_of, key_of, stored_article
from search.ranking.likeness import DISTINCTIVE, MOST_TEXT, SIMILAR

__all__ = ["most_similar"]


def most_similar(snapshot: Snapshot, id: str, limit: int) -> Sequence[Hit]:
    """Return the articles most like one, best first; those that share less than `SIMILAR` of what
    it scores itself are none. None when the id is unknown."""
    itself = {"ids": {"values": [key_of(id)]}}
    found = snapshot.search({"size": 1, "query": itself})["hits"]["hits"]
    if not found:
        return []
    article = stored_article(found[0]["_source"]).article
    tokens = [analyze(article.title), analyze(article.body[:MOST_TEXT])]
    likes = [
        _like([term for one in tokens for term in one.syllables]),
        _like([word for one in tokens for word, _, _ in one.words]),
    ]
    query = {"bool": {"should": likes, "minimum_should_match": 1}}
    hits = snapshot.search({"size": limit + 1, "query": query}, ranked=True)["hits"]["hits"]
    own = max((hit["_score"] for hit in hits if hit["_id"] == key_of(id)), default=0.0)
    others = [hit for hit in hits if hit["_id"] != key_of(id)][:limit]
    return [
        hit_of(hit["_source"], hit["_score"], ())
        for hit in others
        if hit["_score"] >= SIMILAR * own
    ]


def _like(terms: Sequence[str]) -> dict[str, object]:
    return {
        "more_like_this": {
            "fields": [FREQUENCIES],
            "like": [" ".join(terms)],
            "min_term_freq": 1,
            "min_doc_freq": 2,
            "max_query_terms": DISTINCTIVE,
            "minimum_should_match": "1",
        }
    }
