"""The JSON objects that `index extract` prints of documents and relations."""

from dataclasses import asdict
from typing import Any

from corpus.documents.article_documents import ArticleDocuments
from corpus.documents.model import Document, Relation

__all__ = ["documents_record"]


def documents_record(text: str, found: ArticleDocuments) -> dict[str, Any]:
    """Return `documents` and `relations` of an article; a relation names its ends by code, else as
    printed."""
    names = {document.key: document.code or document.printed[0] for document in found.documents}
    return {
        "documents": [_document(document) for document in found.documents],
        "relations": [_relation(text, names, relation) for relation in found.relations],
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "key": document.key,
        "code": document.code,
        "type": document.type,
        "number": document.number or None,
        "year": document.year,
        "session": document.session or None,
        "issuer": document.issuer,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "printed": list(document.printed),
        "identity": asdict(document.identity),
    }


def _relation(text: str, names: dict[str, str], relation: Relation) -> dict[str, Any]:
    return {
        "from": names[relation.from_] if relation.from_ else None,
        "from_actor": relation.from_actor,
        "place": relation.place,
        "type": relation.type,
        "to": names[relation.to],
        "from_key": relation.from_,
        "to_key": relation.to,
        "evidence": text[relation.start : relation.end],
        "start": relation.start,
        "end": relation.end,
    }
