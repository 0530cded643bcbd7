"""What an article talks about: its codes, days and places, as facets of a document and as records to print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.article import Article
from corpus.codes import CodeMention, explain_codes, find_codes, parse_code
from corpus.dates import DateMention, event_date, explain_dates, find_dates
from corpus.document_keys import DocumentKey, document_keys
from corpus.places import Places, explain_places, find_places
from corpus.references import Reference, find_references
from search.model import Document

__all__ = ["Extraction", "explain_record", "extract", "extraction_record", "to_document"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in an article. Offsets are into `text`: title, summary and body, one to a line.

    An offset into the body is that offset less `body_start`. `event` is the first day of the reported event.
    """

    article: Article
    text: str
    body_start: int
    codes: tuple[CodeMention, ...]
    references: tuple[Reference, ...]
    dates: tuple[DateMention, ...]
    event: DateMention | None
    places: Places
    document_keys: tuple[DocumentKey, ...]


def extract(article: Article) -> Extraction:
    """Find the codes, references, days and places of an article."""
    text = _text(article)
    codes = find_codes(text)
    dates = find_dates(text, article.published)
    places = find_places(text, title=article.title, source=article.source, published=article.published)
    named = {"district": places.districts, "ward": places.wards, "province": places.provinces}
    return Extraction(
        article=article,
        text=text,
        body_start=len(text) - len(article.body),
        codes=tuple(codes),
        references=tuple(find_references(text, codes)),
        dates=tuple(dates),
        event=event_date(dates),
        places=places,
        document_keys=tuple(document_keys(text, codes, dates, named)),
    )


def _text(article: Article) -> str:
    return f"{article.title}\n{article.summary}\n{article.body}"


def to_document(article: Article) -> Document:
    """Return the article with its facets, ready for an engine."""
    found = extract(article)
    event = found.event if found.event and found.event.date else None
    return Document(
        article=article,
        facets=_facets(found),
        event_date=event.date if event else None,
        date_inferred=event.inferred if event else False,
        date_reason=event.reason if event else "",
    )


def _facets(found: Extraction) -> dict[str, tuple[str, ...]]:
    codes = _distinct(mention.code for mention in found.codes)
    documents = [parse_code(code) for code in codes]
    facets = {
        "code": codes,
        "type": _distinct(name for code in codes if (name := _type_name(code, found.codes))),
        "issuer": _distinct(name for document in documents for name in document.issuer_names),
        "level": _distinct(document.level for document in documents if document.level),
        "district": found.places.districts,
        "ward": found.places.wards,
        "province": found.places.provinces,
        "source": _distinct(filter(None, [found.article.source])),
        "section": _distinct(filter(None, [found.article.section])),
    }
    return {name: values for name, values in facets.items() if values}


def _distinct(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _type_name(code: str, mentions: Sequence[CodeMention]) -> str:
    """Return the type in words: of the names its symbol has, the one the text prints, else the usual one."""
    document = parse_code(code)
    names = document.type_names
    printed = [mention.type_word.lower() for mention in mentions if mention.code == code]
    return next((name for name in names if name.lower() in printed), document.type_name)


def extraction_record(found: Extraction) -> dict[str, Any]:
    """Return the JSON object of `index extract`; every distinct day is one entry of `dates`."""
    event = found.event.date if found.event else None
    return {
        "id": found.article.id,
        "doc_codes": list(_distinct(mention.code for mention in found.codes)),
        "districts": list(found.places.districts),
        "wards": list(found.places.wards),
        "event_date": event.isoformat() if event else None,
        "dates": _days(found.dates),
    }


def _days(mentions: Sequence[DateMention]) -> list[dict[str, Any]]:
    days: dict[str, list[DateMention]] = {}
    for mention in mentions:
        days.setdefault(str(mention.date or mention.month_day), []).append(mention)
    return [_day(same) for same in days.values()]


def _day(same: Sequence[DateMention]) -> dict[str, Any]:
    first = next((mention for mention in same if not mention.inferred), same[0])
    return {
        "date": first.date.isoformat() if first.date else None,
        "month_day": first.month_day,
        "inferred": first.inferred,
        "reason": first.reason,
        "roles": list(_distinct(mention.role for mention in same)),
        "printed": list(_distinct(mention.printed for mention in same)),
    }


def explain_record(found: Extraction) -> dict[str, Any]:
    """Return `extraction_record` and, under `mentions`, everything looked at, in order, refused or not.

    Also `references` (documents named without a symbol) and `document_keys` (what a code decides about identity).
    """
    mentions = sorted(_mentions(found), key=lambda mention: (mention["start"], mention["end"]))
    return {
        **extraction_record(found),
        "mentions": mentions,
        "references": [
            {"type": ref.type_word, "number": ref.number, "year": ref.year, "session": ref.session,
             "printed": ref.printed, "code": ref.code}
            for ref in found.references
        ],
        "document_keys": [{"key": key.key, "decided": key.decided} for key in found.document_keys],
    }  # fmt: skip


def _mentions(found: Extraction) -> Iterator[dict[str, Any]]:
    text, article = found.text, found.article
    for code in explain_codes(text):
        yield _explained(text, "code", code.code, code.start, code.end, code.rule, code.accepted)
    values = {(day.start, day.end): day.date.isoformat() if day.date else day.month_day for day in found.dates}
    for start, end, rule, accepted in explain_dates(text):
        yield _explained(text, "date", values.get((start, end), ""), start, end, rule, accepted)
    places, refused = explain_places(text, title=article.title, source=article.source, published=article.published)
    for place in places.mentions:
        yield _explained(text, place.kind, place.value, place.start, place.end, place.rule, True)
    for no_place in refused:
        yield _explained(text, "place", "", no_place.start, no_place.end, no_place.rule, False)


def _explained(text: str, kind: str, value: str, start: int, end: int, rule: str, accepted: bool) -> dict[str, Any]:
    return {
        "kind": kind,
        "printed": text[start:end],
        "value": value,
        "start": start,
        "end": end,
        "sentence": _sentence(text, start, end),
        "rule": rule,
        "accepted": accepted,
    }


_SENTENCE = 240


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a mention, at most 240 characters to either side."""
    first = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start) + 1, start - _SENTENCE)
    stops = [at for sign in ("\n", ". ") if (at := text.find(sign, end, end + _SENTENCE)) >= 0]
    return text[max(first, 0) : min([*stops, end + _SENTENCE]) + 1].strip()
