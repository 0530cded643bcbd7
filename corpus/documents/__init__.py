"""The documents an article names, what it calls them, which they are, and who did what with
them."""

from corpus.documents.article_documents import ArticleDocuments, read_documents
from corpus.documents.model import Document, DocumentMention, Identity, Relation
from corpus.documents.name import kind_named

__all__ = [
    "ArticleDocuments",
    "Document",
    "DocumentMention",
    "Identity",
    "Relation",
    "kind_named",
    "read_documents",
]
