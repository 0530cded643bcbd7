"""Which of the documents with one number a document is: where its issuer is, and in which term or year it lies.

Party numbers restart in every body and term (Hướng dẫn 36-HD/VPTW, II.1.3.1), State numbers every year. Only what the
article and its day of publication decide is decided; nothing is taken from what everybody knows.
"""

import re
from dataclasses import dataclass

from corpus.documents.model import Identity
from corpus.documents.register import Entry
from corpus.documents.terms import terms_of, terms_on

__all__ = ["Bounds", "identify"]

CENTRE = "Trung ương"
REFORM = "2025-07-01"
_LEGISLATURE = re.compile(r"(?:QH|UBTVQH)([0-9]{1,2})")


@dataclass(slots=True)
class Bounds:
    """Between which ISO days a document was issued, as far as the article tells, and by what it tells that."""

    low: str = "0001-01-01"
    high: str = "9999-12-31"
    reason: str = ""
    term: str = ""


def _roman(number: int) -> str:
    return (
        "X" * (number // 10)
        + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
    )


def identify(entry: Entry, place: str | None, bounds: Bounds, old: bool) -> Identity:
    """Return the identity of a document whose issuer is at `place`; `old` says that a ward is one before the reform."""
    if entry.first.name.kind in ("plenum", "congress"):
        return _of_session(entry.session, CENTRE, "khóa in trong tên")
    if entry.first.name.kind == "law":
        return Identity(CENTRE, None, entry.first.name.year, True, "năm in trong tên")
    code = entry.parsed
    if code and not code.year and (legislature := _LEGISLATURE.search(code.code)):
        term = f"khóa {_roman(int(legislature[1]))}"
        return Identity(CENTRE, term, None, True, "khóa Quốc hội in trong số hiệu")
    state = code.side == "state" if code else entry.first.name.type in _STATE_TYPES
    if state:
        return _of_state(entry, place, bounds)
    return _of_party(entry, place, bounds, old)


_STATE_TYPES = frozenset(
    ["Nghị định", "Thông tư", "Thông tư liên tịch", "Pháp lệnh", "Luật", "Công điện", "Sắc lệnh"]
)


def _of_session(session: str, place: str, reason: str) -> Identity:
    if not session:
        return Identity(place, None, None, False, "không in khóa")
    term = next((term for term in terms_of(place) if term.name == session), None)
    since, until = term.period if term else ("", "")
    return Identity(place, session, None, True, reason, since, until)


def _of_state(entry: Entry, place: str | None, bounds: Bounds) -> Identity:
    year, reason = entry.year, "năm in trong số hiệu"
    if year is None and entry.date:
        year, reason = entry.date.year, f"ngày {entry.date:%d/%m/%Y} in cạnh số hiệu"
    if year is None and bounds.low[:4] == bounds.high[:4]:
        year, reason = int(bounds.low[:4]), bounds.reason
    if year is None:
        return Identity(place, None, None, False, "không in năm")
    return Identity(
        place, None, year, place is not None, reason if place else "không rõ nơi ban hành"
    )


def _of_party(entry: Entry, place: str | None, bounds: Bounds, old: bool) -> Identity:
    if place is None:
        return Identity(None, None, None, False, "không rõ nơi ban hành")
    if place == CENTRE and entry.session:
        return _of_session(entry.session, place, "khóa in cạnh số hiệu")
    if entry.date:
        day = entry.date.isoformat()
        found = terms_on(place, day, day, old)
        reason = f"ngày {entry.date:%d/%m/%Y} in cạnh số hiệu"
    elif bounds.term:
        found = tuple(term for term in terms_of(place, old) if term.name == bounds.term)
        reason = bounds.reason
    else:
        found, reason = terms_on(place, bounds.low, bounds.high, old), bounds.reason
    if len(found) != 1:
        return Identity(
            place,
            None,
            None,
            False,
            "không in ngày, khóa" if not entry.date else "ngày giữa hai nhiệm kỳ",
        )
    return Identity(
        place, found[0].name, None, True, reason or "cơ quan chỉ có một nhiệm kỳ", *found[0].period
    )
