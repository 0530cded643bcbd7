"""The documents an article names, what it calls them, which they are, and who did what with
them."""

from corpus.documents.model import Document, DocumentMention, Identity, Relation
from corpus.documents.reading import ArticleDocuments, read_documents

__all__ = [
    "ArticleDocuments",
    "Document",
    "DocumentMention",
    "Identity",
    "Relation",
    "read_documents",
]
