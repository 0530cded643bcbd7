"""What an article talks about: its codes, days, places and documents, with offsets, and as records
to print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.article import Article
from corpus.codes import CodeMention, explain_codes, find_codes
from corpus.dates import DateMention, event_date, explain_dates, find_dates
from corpus.documents import (
    ArticleDocuments,
    Document,
    DocumentMention,
    Relation,
    read_documents,
)
from corpus.documents.printed import documents_record
from corpus.mention import Mention, as_printed
from corpus.places import Places, explain_places, find_places
from corpus.vietnamese.explained import Explained, find_explained
from corpus.vietnamese.flow import Flow, flow
from corpus.vietnamese.sentences import sentence_around

__all__ = ["Extraction", "distinct", "explain_record", "extract", "extraction_record"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in an article. Offsets are into `text`, the article's `Article.text`.

    `event` is the first day of the reported event.
    """

    article: Article
    text: str
    codes: tuple[CodeMention, ...]
    dates: tuple[DateMention, ...]
    event: DateMention | None
    places: Places
    named: ArticleDocuments
    abbreviations: tuple[Explained, ...]
    """Those that the article explains."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Return what the text itself prints, in order: codes, units, and days whose year is known.

        Units that are only implied are left out.
        """
        places = (place for place in self.places.mentions if not place.implied)
        days = (day for day in self.dates if day.date)
        return tuple(sorted((*self.codes, *places, *days), key=_place))


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def extract(article: Article) -> Extraction:
    """Find the codes, days, places and documents of an article, how documents are related, and
    which abbreviations it explains."""
    flowing = _flow(article)
    codes = find_codes(flowing.text)
    dates = find_dates(flowing.text, article.published)
    places = find_places(
        flowing.text, title=article.title, source=article.source, published=article.published
    )
    within = (*codes, *dates, *(place for place in places.mentions if not place.implied))
    settled = flowing.settled((one.start, one.end) for one in within)
    start = flowing.place(article.body_start)
    named = read_documents(settled.text, codes, dates, places, article.published, start)
    text = article.text
    days = as_printed(text, flowing, dates)
    return Extraction(
        article=article,
        text=text,
        codes=as_printed(text, flowing, codes),
        dates=days,
        event=event_date(days),
        places=replace(places, mentions=as_printed(text, flowing, places.mentions)),
        named=_documents_as_printed(text, flowing, named),
        abbreviations=tuple(find_explained(flowing.text)),
    )


def _flow(article: Article) -> Flow:
    """Return the text of an article as it flows: a line may end within a code or a name, a title
    does not."""
    return flow(article.text, (len(article.title), article.body_start - 1))


def _documents_as_printed(text: str, flowing: Flow, found: ArticleDocuments) -> ArticleDocuments:
    if flowing.text == text:
        return found

    def mention(one: DocumentMention) -> DocumentMention:
        start, end = flowing.span(one.start, one.end)
        return replace(one, start=start, end=end, printed=text[start:end])

    def document(one: Document) -> Document:
        start = flowing.span(one.title_start, one.title_start)[0] if one.title else -1
        return replace(one, title_start=start, mentions=tuple(map(mention, one.mentions)))

    def relation(one: Relation) -> Relation:
        start, end = flowing.span(one.start, one.end)
        return replace(one, start=start, end=end)

    return ArticleDocuments(
        tuple(map(document, found.documents)), tuple(map(relation, found.relations))
    )


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Return values without repetitions, in order of first mention."""
    return tuple(dict.fromkeys(values))


def extraction_record(found: Extraction) -> dict[str, Any]:
    """Return the JSON object of `index extract`; every distinct day is one entry of `dates`."""
    event = found.event.date if found.event else None
    return {
        "id": found.article.id,
        "doc_codes": list(distinct(mention.value for mention in found.codes)),
        "districts": list(found.places.districts),
        "wards": list(found.places.wards),
        "event_date": event.isoformat() if event else None,
        "dates": _days(found.dates),
        **documents_record(found.text, found.named),
    }


def _days(mentions: Sequence[DateMention]) -> list[dict[str, Any]]:
    days: dict[str, list[DateMention]] = {}
    for mention in mentions:
        days.setdefault(mention.value, []).append(mention)
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

    Also, under `namings`, where each document is named, by its key.
    """
    mentions = sorted(_explained(found), key=_place)
    return {
        **extraction_record(found),
        "mentions": [_mention_record(found.text, mention) for mention in mentions],
        "namings": [
            {"key": document.key, "printed": one.printed, "start": one.start, "end": one.end}
            for document in found.named.documents
            for one in document.mentions
        ],
    }


def _explained(found: Extraction) -> Iterator[Mention]:
    article, flowing = found.article, _flow(found.article)
    yield from as_printed(found.text, flowing, explain_codes(flowing.text))
    values = {(day.start, day.end): day.value for day in found.dates}
    for day in as_printed(found.text, flowing, explain_dates(flowing.text)):
        yield replace(day, value=values.get((day.start, day.end), ""))
    places, refused = explain_places(
        flowing.text, title=article.title, source=article.source, published=article.published
    )
    yield from as_printed(found.text, flowing, (*places.mentions, *refused))


_MOST_AROUND = 240
"""Characters of a sentence that are printed to either side of a mention."""


def _mention_record(text: str, mention: Mention) -> dict[str, Any]:
    first, last = sentence_around(text, mention.start, mention.end, _MOST_AROUND)
    return {
        "kind": mention.kind,
        "printed": mention.printed,
        "value": mention.value,
        "start": mention.start,
        "end": mention.end,
        "sentence": text[first:last].strip(),
        "rule": mention.rule,
        "accepted": mention.accepted,
    }
