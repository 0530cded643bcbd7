"""Which of the documents with one number a document is: where its issuer is, and in which term or
year it lies.

Party numbers restart in every body and term (Hướng dẫn 36-HD/VPTW, II.1.3.1), State numbers every
year. Only what the article and its day of publication decide is decided; nothing is taken from what
everybody knows.
"""

import re

from corpus.codes.tables import STATE_TYPES, legislature_of
from corpus.documents.bounds import CENTRE, Bounds, is_new_ward
from corpus.documents.congress_terms import terms_of
from corpus.documents.model import Identity
from corpus.documents.register import Entry
from corpus.vietnamese.numerals import roman

__all__ = ["identify"]


def identify(entry: Entry, place: str | None, bounds: Bounds) -> Identity:
    """Return the identity of a document whose issuer is at `place` and that lies in `bounds`."""
    if entry.first.name.kind in ("plenum", "congress"):
        return _of_session(entry.session, CENTRE, "khóa in trong tên")
    if entry.first.name.kind == "law":
        return Identity(CENTRE, None, entry.first.name.year, True, "năm in trong tên")
    code = entry.parsed
    if code and not code.year and (legislature := legislature_of(code.issuer_symbol)):
        term = f"khóa {roman(legislature)}"
        return Identity(CENTRE, term, None, True, "khóa Quốc hội in trong số hiệu")
    side = code.side if code else _side(entry)
    if not side:
        return Identity(place, None, None, False, "không rõ cơ quan ban hành")
    return (_of_state if side == "state" else _of_party)(entry, place, bounds)


# "Ban Thường vụ Quận ủy" is the Party's, "Ủy ban nhân dân" is not
_PARTY = re.compile(
    r"chính trị|bí thư|[ủu][yỷ](?! ban| viên)|đảng|ban chấp hành"
    r"|thường vụ|ban tuyên giáo|ban tổ chức|kiểm tra"
)


def _side(entry: Entry) -> str:
    """Return whether a document without a symbol is the party's or the state's, "" where nothing
    tells."""
    if entry.first.name.type in STATE_TYPES or entry.year:
        return "state"
    bodies = [
        body.printed.lower() for one in entry.namings for body in (one.issuer, one.actor) if body
    ]
    if any(_PARTY.search(body) for body in bodies) or entry.session:
        return "party"
    return "state" if bodies else ""


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


def _of_party(entry: Entry, place: str | None, bounds: Bounds) -> Identity:
    if place is None:
        return Identity(None, None, None, False, "không rõ nơi ban hành")
    if place == CENTRE and entry.session:
        return _of_session(entry.session, place, "khóa in cạnh số hiệu")
    old, reason = not is_new_ward(place), bounds.reason
    terms = terms_of(place, old)
    if bounds.term and not entry.date:
        found = [term for term in terms if term.name == bounds.term]
    elif bounds.low < terms[0].first:
        found = []
    else:
        found = [term for term in terms if term.first <= bounds.high and bounds.low < term.last]
    if entry.date:
        reason = f"ngày {entry.date:%d/%m/%Y} in cạnh số hiệu"
    if len(found) != 1:
        why = "ngày giữa hai nhiệm kỳ" if entry.date else "không in ngày, khóa"
        return Identity(place, None, None, False, why)
    return Identity(place, found[0].name, None, True, reason, *found[0].period)
