"""The documents an article names, what it calls them, which they are, and who did what with
them."""

from corpus.documents.article_documents import ArticleDocuments, read_documents
from corpus.documents.model import Document, DocumentMention, Identity, Relation

__all__ = [
    "ArticleDocuments",
    "Document",
    "DocumentMention",
    "Identity",
    "Relation",
    "read_documents",
]
