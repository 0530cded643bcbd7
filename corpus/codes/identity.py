"""Which document a printed code is: party numbers restart in every body and term, so a code alone
is no identity."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.codes.code import DocumentCode
from corpus.codes.mentions import CodeMention
from corpus.dates import DateMention

__all__ = ["DocumentKey", "document_keys"]


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """A code with what tells its document from others of the same code.

    `place` is where the issuing body is ("" for central and State bodies named by the code itself),
    `term` the day, year or congress term printed with it; None where the article does not decide
    it. Nothing is guessed.
    """

    code: str
    place: str | None
    term: str | None

    @property
    def decided(self) -> bool:
        """Say whether the article decides which document this is."""
        return self.place is not None and self.term is not None

    @property
    def key(self) -> str:
        """Return code, place and term as one text; "?" stands for what is undecided."""
        return " | ".join(
            [self.code, *("?" if part is None else part or "-" for part in (self.place, self.term))]
        )


_SESSION = re.compile(r",?[ \u00a0]?\(?khóa[ \u00a0]([IVX]{1,5}|[0-9]{1,2})(?!\w)", re.IGNORECASE)
_NEAR = 14
_LOCAL = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Sở ")


def document_keys(
    text: str,
    codes: Sequence[CodeMention],
    dates: Sequence[DateMention],
    places: Mapping[str, Sequence[str]],
) -> list[DocumentKey]:
    """Return a key for each distinct code and term printed with it, in order; `places` has
    district, ward, province."""
    keys: dict[DocumentKey, None] = {}
    dates = [day for day in dates if day.date and day.role == "document"]
    for mention in codes:
        if document := mention.document:
            place, term = _place(document, places), _term(text, mention, document, dates)
            keys[DocumentKey(mention.value, place, term)] = None
    decided = {(key.code, key.place) for key in keys if key.term is not None}
    # a code printed again without its date is the document dated elsewhere in the article
    return [key for key in keys if key.term is not None or (key.code, key.place) not in decided]


def _start(day: DateMention) -> int:
    return day.start


def _place(document: DocumentCode, places: Mapping[str, Sequence[str]]) -> str | None:
    kind = {"Tỉnh, thành phố": "province", "Quận, huyện": "district", "Phường, xã": "ward"}.get(
        document.level
    )
    if kind is None:
        local = document.issuer_name.startswith(_LOCAL) or not document.level
        return None if local else ""
    named = places.get(kind, ())
    return named[0] if len(named) == 1 else None


def _term(
    text: str, mention: CodeMention, document: DocumentCode, dates: Sequence[DateMention]
) -> str | None:
    if document.year:
        return str(document.year)
    first = bisect_left(dates, mention.end, key=_start)
    if first < len(dates) and dates[first].start - mention.end <= _NEAR:
        return dates[first].value
    session = _SESSION.match(text, mention.end, mention.end + 20)
    return f"khóa {session[1].upper()}" if session else None
