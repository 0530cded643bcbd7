"""An article as the peers get it: tokens of timtin's own analysis, joined by spaces.

A field holds its syllables and behind them its words ("tuyên_giáo"), so that phrases of syllables
stand side by side. Beside each field is one with every token folded, for what is typed without
diacritics.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus import Article
from corpus.vietnamese.text import fold
from indexer.indexed import to_indexed
from search.analysis import Tokens, analyze_batch
from search.model import IndexedArticle

__all__ = ["FIELDS", "FOLDED", "WEIGHTS", "PeerDocument", "in_batches", "peer_documents"]

FIELDS = ("title", "summary", "body")
FOLDED = "_folded"
WEIGHTS = {"title": 2.5, "summary": 1.5, "body": 1.0}
"""What a match in a field is worth; the same as timtin's own weighting."""

BATCH = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PeerDocument:
    """Tokens by field, folded ones too; `day` is a proleptic ordinal, `month` counts from year 0,
    both 0 for none."""

    id: str
    title: str
    tokens: dict[str, str]
    districts: tuple[str, ...]
    codes: tuple[str, ...]
    day: int
    month: int


def in_batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield articles in lists, so that no run holds more than a few of them."""
    return _batches(articles, BATCH)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def peer_documents(articles: Sequence[Article]) -> list[PeerDocument]:
    """Extract and analyse articles as timtin does."""
    texts = [
        text for article in articles for text in (article.title, article.summary, article.body)
    ]
    tokens = list(analyze_batch(texts))
    documents = [to_indexed(article) for article in articles]
    return [
        _document(one, tokens[3 * place : 3 * place + 3]) for place, one in enumerate(documents)
    ]


def _document(document: IndexedArticle, tokens: Sequence[Tokens]) -> PeerDocument:
    fields = {name: _joined(field) for name, field in zip(FIELDS, tokens, strict=True)}
    folded = {name + FOLDED: fold(text) for name, text in fields.items()}
    day = document.article.published or document.event_date
    return PeerDocument(
        document.article.id,
        document.article.title,
        fields | folded,
        document.facets.get("district", ()),
        document.facets.get("code", ()),
        day.toordinal() if day else 0,
        day.year * 12 + day.month - 1 if day else 0,
    )


def _joined(tokens: Tokens) -> str:
    return " ".join([*tokens.syllables, *(word for word, _, _ in tokens.words)])
