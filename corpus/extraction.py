"""What an article talks about: its codes, days and places, with offsets, and as records to
print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.article import Article
from corpus.codes import CodeMention, explain_codes, find_codes
from corpus.codes.identity import DocumentKey, document_keys
from corpus.codes.references import Reference, find_references
from corpus.dates import DateMention, event_date, explain_dates, find_dates
from corpus.documents import ArticleDocuments, read_documents
from corpus.documents.record import documents_record
from corpus.places import Places, explain_places, find_places

__all__ = ["Extraction", "distinct", "explain_record", "extract", "extraction_record"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in an article. Offsets are into `text`: title, summary and body, one to a
    line.

    An offset into the body is that offset less `body_start`. `event` is the first day of the
    reported event.
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
    named: ArticleDocuments


def extract(article: Article) -> Extraction:
    """Find the codes, references, days and places of an article."""
    text = _text(article)
    codes = find_codes(text)
    dates = find_dates(text, article.published)
    places = find_places(
        text, title=article.title, source=article.source, published=article.published
    )
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
        named=read_documents(
            text, codes, dates, places, article.published, len(text) - len(article.body)
        ),
    )


def _text(article: Article) -> str:
    return f"{article.title}\n{article.summary}\n{article.body}"


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Return values without repetitions, in order of first mention."""
    return tuple(dict.fromkeys(values))


def extraction_record(found: Extraction) -> dict[str, Any]:
    """Return the JSON object of `index extract`; every distinct day is one entry of `dates`."""
    event = found.event.date if found.event else None
    return {
        "id": found.article.id,
        "doc_codes": list(distinct(mention.code for mention in found.codes)),
        "districts": list(found.places.districts),
        "wards": list(found.places.wards),
        "event_date": event.isoformat() if event else None,
        "dates": _days(found.dates),
        **documents_record(found.text, found.named),
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
        "roles": list(distinct(mention.role for mention in same)),
        "printed": list(distinct(mention.printed for mention in same)),
    }


def explain_record(found: Extraction) -> dict[str, Any]:
    """Return `extraction_record` and, under `mentions`, everything looked at, in order, refused or
    not.

    Also `references` (documents named without a symbol) and `document_keys` (what a code decides
    about identity).
    """
    mentions = sorted(_mentions(found), key=lambda mention: (mention["start"], mention["end"]))
    return {
        **extraction_record(found),
        "mentions": mentions,
        "references": [
            {
                "type": ref.type_word,
                "number": ref.number,
                "year": ref.year,
                "session": ref.session,
                "printed": ref.printed,
                "code": ref.code,
            }
            for ref in found.references
        ],
        "document_keys": [{"key": key.key, "decided": key.decided} for key in found.document_keys],
    }


def _mentions(found: Extraction) -> Iterator[dict[str, Any]]:
    text, article = found.text, found.article
    for code in explain_codes(text):
        yield _explained(text, "code", code.code, code.start, code.end, code.rule, code.accepted)
    values = {
        (day.start, day.end): day.date.isoformat() if day.date else day.month_day
        for day in found.dates
    }
    for start, end, rule, accepted in explain_dates(text):
        yield _explained(text, "date", values.get((start, end), ""), start, end, rule, accepted)
    places, refused = explain_places(
        text, title=article.title, source=article.source, published=article.published
    )
    for place in places.mentions:
        yield _explained(text, place.kind, place.value, place.start, place.end, place.rule, True)
    for no_place in refused:
        yield _explained(text, "place", "", no_place.start, no_place.end, no_place.rule, False)


def _explained(
    text: str, kind: str, value: str, start: int, end: int, rule: str, accepted: bool
) -> dict[str, Any]:
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
