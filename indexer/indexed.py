"""From an article to what an engine takes: what was found in it as values of the facets, and the
offsets of what it prints."""

from corpus.article import Article
from corpus.codes import CodeMention
from corpus.extraction import extract
from corpus.mention import Mention
from search.documents import stored_documents, stored_relations
from search.facets import facet_values
from search.mentions import StoredMention
from search.model import IndexedArticle

__all__ = ["to_indexed"]


def to_indexed(article: Article) -> IndexedArticle:
    """Return the article with its facets, ready for an engine."""
    found = extract(article)
    event = found.event if found.event and found.event.date else None
    return IndexedArticle(
        article=article,
        facets=facet_values(found),
        event_date=event.date if event else None,
        date_inferred=event.inferred if event else False,
        date_reason=event.reason if event else "",
        mentions=tuple(map(_stored, found.mentions)),
        documents=tuple(stored_documents(found)),
        relations=tuple(stored_relations(found)),
    )


def _stored(mention: Mention) -> StoredMention:
    word = mention.type_word if isinstance(mention, CodeMention) else ""
    return StoredMention(mention.kind, mention.value, mention.start, mention.end, word)
