"""From what was found in an article to what an engine takes: the values of each facet."""

from collections.abc import Sequence

from corpus.article import Article
from corpus.codes import CodeMention, parse_code
from corpus.extraction import Extraction, distinct, extract
from search.model import IndexedArticle

__all__ = ["to_indexed"]


def to_indexed(article: Article) -> IndexedArticle:
    """Return the article with its facets, ready for an engine."""
    found = extract(article)
    event = found.event if found.event and found.event.date else None
    return IndexedArticle(
        article=article,
        facets=_facets(found),
        event_date=event.date if event else None,
        date_inferred=event.inferred if event else False,
        date_reason=event.reason if event else "",
    )


def _facets(found: Extraction) -> dict[str, tuple[str, ...]]:
    codes = distinct(mention.code for mention in found.codes)
    documents = [parse_code(code) for code in codes]
    facets = {
        "code": codes,
        "type": distinct(name for code in codes if (name := _type_name(code, found.codes))),
        "issuer": distinct(name for document in documents for name in document.issuer_names),
        "level": distinct(document.level for document in documents if document.level),
        "district": found.places.districts,
        "ward": found.places.wards,
        "province": found.places.provinces,
        "source": distinct(filter(None, [found.article.source])),
        "section": distinct(filter(None, [found.article.section])),
    }
    return {name: values for name, values in facets.items() if values}


def _type_name(code: str, mentions: Sequence[CodeMention]) -> str:
    """Return the type in words: of the names its symbol has, the one the text prints, else the
    usual one."""
    document = parse_code(code)
    names = document.type_names
    printed = [mention.type_word.lower() for mention in mentions if mention.code == code]
    return next((name for name in names if name.lower() in printed), document.type_name)
