"""A document as it is sent to a cluster, and an article, a hit or a document as they come back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any

from corpus.article import Article
from corpus.vietnamese.text import fold
from search.analysis import Tokens, analyze_batch
from search.answer.highlight import Marker
from search.model import Hit, IndexedArticle
from search.opensearch_engine.mapping import (
    BEHIND,
    FIELDS,
    FOLDED_FREQUENCIES,
    FREQUENCIES,
    MAX_TERM_BYTES,
    field_of,
)
from search.opensearch_engine.stories import keys_of_all
from search.opensearch_engine.topics import topics_of_all
from search.opensearch_engine.weighted import SCALE, folded, weighted
from search.query.mark import Mark

__all__ = ["Prepared", "hit_of", "key_of", "prepare", "stored_article"]


@dataclass(slots=True)
class Prepared:
    """A document ready to be sent: its key, what it is recognised by, its JSON, its terms, its keys
    as a story."""

    key: str
    id: str
    digest: str
    source: str
    terms: set[str]
    stories: list[str]


def key_of(id: str) -> str:
    """Return the key of an article in the cluster, of one length whatever the id is."""
    return blake2b(id.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def prepare(documents: Sequence[IndexedArticle]) -> list[Prepared]:
    """Analyse some documents: the heavy work of indexing."""
    texts = [
        text
        for doc in documents
        for text in (doc.article.title, doc.article.summary, doc.article.body)
    ]
    tokens = analyze_batch(texts)
    stories = keys_of_all(tokens, len(documents))
    topics = topics_of_all(tokens, len(documents))
    return [
        _prepared(doc, tokens[3 * place : 3 * place + 3], stories[place], topics[place])
        for place, doc in enumerate(documents)
    ]


def _prepared(
    document: IndexedArticle, tokens: Sequence[Tokens], stories: list[str], topics: list[str]
) -> Prepared:
    article = document.article
    terms = {term for own in tokens for term in (*own.syllables, *_words(own))}
    day = article.published or document.event_date
    source = {
        "id": article.id,
        "text": _fields(tokens),
        "facet": {name: list(values) for name, values in document.facets.items() if values},
        "story_keys": stories,
        "topics": topics,
        "stored": {
            "article": article.to_record(),
            "facts": document.facts(),
            "digest": article.digest.hex(),
        },
    }
    if day:
        source["day"] = f"{day.year:04}-{day:%m-%d}"
    written = json.dumps(source, ensure_ascii=False, separators=(",", ":"))
    return Prepared(key_of(article.id), article.id, article.digest.hex(), written, terms, stories)


def _words(tokens: Tokens) -> list[str]:
    return [word for word, _, _ in tokens.words if len(word.encode()) <= MAX_TERM_BYTES]


def _fields(tokens: Sequence[Tokens]) -> dict[str, str]:
    """Return each text as its syllables, joined by single spaces, and all terms with their weighted
    frequencies; the same folded."""
    fields: dict[str, str] = {}
    for field, own in zip(FIELDS, tokens, strict=True):
        joined = " ".join(own.syllables)
        fields[field_of(field)] = joined
        fields[field_of(field, folded=True)] = fold(joined)
    frequencies = weighted([(len(own.syllables), [*own.syllables, *_words(own)]) for own in tokens])
    fields[FREQUENCIES] = _counted(frequencies)
    fields[FOLDED_FREQUENCIES] = _counted(folded(frequencies))
    return {name.removeprefix("text."): text for name, text in fields.items() if text}


def _counted(frequencies: Mapping[str, float]) -> str:
    """Write terms with their frequencies, none of which is nothing."""
    return " ".join(
        f"{term}{BEHIND}{max(round(SCALE * frequency), 1)}"
        for term, frequency in frequencies.items()
    )


def stored_article(source: Mapping[str, Any]) -> IndexedArticle:
    """Return the document that a cluster's `_source` holds."""
    stored = source["stored"]
    return IndexedArticle.from_stored((stored["article"], stored.get("facts", {})))


def hit_of(
    source: Mapping[str, Any], score: float, marks: Sequence[Mark], similar: Sequence[str] = ()
) -> Hit:
    """Return a hit; its highlights are cut from the stored original when they are read."""
    document = stored_article(source)
    article = document.article
    return Hit(
        id=article.id,
        title=article.title,
        summary=article.summary,
        source=article.source,
        url=article.url,
        published=article.published,
        event_date=document.event_date,
        date_inferred=document.date_inferred,
        date_reason=document.date_reason,
        districts=tuple(document.facets.get("district", ())),
        provinces=tuple(document.facets.get("province", ())),
        wards=tuple(document.facets.get("ward", ())),
        codes=tuple(document.facets.get("code", ())),
        score=score,
        similar=tuple(similar),
        highlighter=partial(_highlight, article, tuple(marks)),
        spans=partial(_spans, tuple(marks)),
    )


def _spans(marks: Sequence[Mark], text: str) -> Sequence[tuple[int, int]]:
    return Marker.of(marks).spans(text)


def _highlight(article: Article, marks: Sequence[Mark]) -> tuple[str, list[str]]:
    marker = Marker.of(marks)
    return marker.title(article.title), marker.text(article.summary, article.body)
