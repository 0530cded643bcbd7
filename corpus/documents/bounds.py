"""Between which days a document was issued, as far as its article tells.

A document is no younger than the article and than what carries it out, no older than what it
carries out; its body must have existed; the words beside it may name the term ("nhiệm kỳ 2020 -
2025", "của nhiệm kỳ trước").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.documents.congress_terms import Term, terms_of
from corpus.documents.naming import Naming
from corpus.documents.register import Entry
from corpus.documents.titles import Title
from corpus.places.units import LAST_DAY, REFORM, gazetteer
from corpus.vietnamese.numerals import roman

__all__ = ["CENTRE", "Bounds", "Edge", "bounds_of", "is_new_ward", "term_hint"]

CENTRE = "Trung ương"
FIRST, LAST = "0001-01-01", "9999-12-31"


@dataclass(slots=True)
class Bounds:
    """ISO days between which a document was issued, or the term that is printed with it; `reason`
    says why."""

    low: str = FIRST
    high: str = LAST
    reason: str = ""
    term: str = ""

    def raise_to(self, day: str, reason: str) -> bool:
        """Let the document be no older than a day; say whether that tells something new."""
        if day <= self.low:
            return False
        self.low, self.reason = day, reason
        return True


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between documents by their numbers; `years` is N of "tổng kết N năm", else 0."""

    acting: int
    type: str
    to: int
    years: int


def is_new_ward(place: str) -> bool:
    """Say whether a canonical place is a ward of the reform of 2025, which has no district."""
    return place.startswith(("Phường ", "Xã ", "Đặc khu ")) and place.count(", ") == 1


def bounds_of(
    low: str,
    entries: Sequence[Entry],
    edges: Sequence[Edge],
    latest: date | None,
    own: frozenset[str],
) -> list[Bounds]:
    """Return the bounds of each document; `latest` is the day of publication, else of the reported
    event.

    `low` is the text in lower case, `own` holds the article's own places.
    """
    places = [entry.place for entry in entries]
    bounds = [_start(entry, place, latest) for entry, place in zip(entries, places, strict=True)]
    for entry, place, one in zip(entries, places, bounds, strict=True):
        _read_words(low, entry, place, one, latest, own)
    for _ in range(3):
        told = [_follow(edge, entries, places, bounds) for edge in edges]
        if not any(told):
            break
    return bounds


def term_hint(low: str, naming: Naming, place: str | None) -> str:
    """Return the term that a naming itself tells, by its day or by words in front, "" for none."""
    if place is None or place == CENTRE:
        return ""
    if naming.date is None:
        return named_term(low, naming.name.head, place)
    day = naming.date.isoformat()
    terms = terms_of(place, not is_new_ward(place))
    found = [term for term in terms if term.first <= day < term.last]
    return found[0].name if len(found) == 1 else ""


def _start(entry: Entry, place: str | None, latest: date | None) -> Bounds:
    one = Bounds(high=latest.isoformat() if latest else LAST)
    if entry.date:
        one.low = one.high = entry.date.isoformat()
    elif entry.year and entry.parsed and entry.parsed.side == "state":
        one.low, one.high = f"{entry.year}-01-01", f"{entry.year}-12-31"
    elif place == CENTRE and (term := _session(entry.session)):
        one.low, one.high = term.since, min(one.high, term.until)
    if not place or place == CENTRE:
        return one
    if is_new_ward(place):
        one.raise_to(REFORM, "phường, xã mới từ 1/7/2025")
    elif ", " in place:
        unit = gazetteer().by_name.get(place.split(", ", place.count(", ") - 1)[-1])
        one.high = min(one.high, (unit.until if unit else "") or LAST_DAY)
        if unit and unit.since:
            one.raise_to(unit.since, f"đơn vị có từ {unit.since}")
    return one


def _session(name: str) -> Term | None:
    return next((term for term in terms_of(CENTRE) if term.name == name), None)


_TERM = re.compile(r"nhiệm kỳ ((?:19|20)[0-9]{2}) ?[-–] ?((?:19|20)[0-9]{2})")
_BEFORE = re.compile(r"(?:của )?nhiệm kỳ trước(?!\w)")
# "đại hội đại biểu đảng bộ thành phố lần thứ xi"
_CONGRESS = re.compile(
    r"đại hội (?:đại biểu )?(?:đảng bộ )?(?P<body>toàn quốc|thành phố|tỉnh|tp)?(?: [\w. ]{0,24}?)??"
    r"(?: lần thứ)? (?P<number>[ivx]{1,5}|(?<=thứ )[0-9]{1,2})(?!\w)"
)
_BACK = 200
_FRESH = timedelta(days=200)
"""A report read at a meeting is of the half year that it reports on."""


def _read_words(
    low: str, entry: Entry, place: str | None, one: Bounds, latest: date | None, own: frozenset[str]
) -> None:
    """Read what the words around a document tell of its term."""
    if not place or entry.date or place == CENTRE:
        return
    for naming in entry.namings:
        front = _clause(low, naming.name.head)
        if (term := named_term(low, naming.name.head, place)) and not one.term:
            one.term, one.reason = term, f"nhiệm kỳ {term} in trong câu"
        elif _said_first(_BEFORE, front) and latest and not one.term:
            _take_earlier(one, place, latest)
        if naming.title and (day := _congress(low, naming.title, place)):
            one.raise_to(day, "nói đến đại hội trong tên")
    if entry.first.name.type == "Báo cáo" and place in own and latest:
        one.raise_to((latest - _FRESH).isoformat(), "báo cáo tại hội nghị được đưa tin")


def _clause(low: str, head: int) -> str:
    """Return the words of the sentence in front of an offset."""
    window = low[max(0, head - _BACK) : head]
    return re.split(r"[\n;]|[.!?] ", window)[-1]


_CODE = re.compile(r"[0-9][-/][a-zđ]{2}")


def _said_first(words: re.Pattern[str], front: str) -> re.Match[str] | None:
    """Return where words stand in front of the first document of a clause."""
    match = words.search(front)
    return None if match is None or _CODE.search(front, match.end()) else match


def named_term(low: str, head: int, place: str) -> str:
    """Return the term of a place's committee that is printed in front of a document, "" for
    none."""
    match = _said_first(_TERM, _clause(low, head))
    name = f"{match[1]}-{match[2]}" if match else ""
    return name if any(term.name == name for term in terms_of(place)) else ""


def _take_earlier(one: Bounds, place: str, latest: date) -> None:
    """Take the term before the one of the article: "văn bản của nhiệm kỳ trước"."""
    day = latest.isoformat()
    past = [term for term in terms_of(place, not is_new_ward(place)) if term.last <= day]
    if past:
        one.term, one.reason = past[-1].name, "văn bản của nhiệm kỳ trước"


def _congress(low: str, title: Title, place: str) -> str:
    """Return the day of the congress that a title speaks of, "" for none that the tables know."""
    match = _CONGRESS.search(low, title.start, title.end)
    if match is None or "tiến tới" in low[title.start : match.start()]:
        return ""
    body = CENTRE if match["body"] in (None, "toàn quốc") else place
    number = roman(match["number"])
    return next((term.first for term in terms_of(body) if term.congress == number), "")


_YOUNGER = frozenset(
    ["implements", "details", "reviews", "continues", "cites", "amends", "replaces"]
)


def _follow(
    edge: Edge, entries: Sequence[Entry], places: Sequence[str | None], bounds: Sequence[Bounds]
) -> bool:
    """Let a relation tell of its ends; say whether it told something new."""
    if edge.type not in _YOUNGER:
        return False
    acting, to = bounds[edge.acting], bounds[edge.to]
    changed = False
    if entries[edge.acting].date is None and to.low > FIRST:
        later = _years_on(to.low, edge.years)
        day = later if later <= acting.high else to.low
        changed = acting.raise_to(day, f"sau {entries[edge.to].name}")
    if entries[edge.to].date is None and acting.high < to.high:
        to.high, changed = acting.high, True
    place = places[edge.to]
    ended = place is not None and place != CENTRE and ", " in place and not is_new_ward(place)
    if (
        edge.type == "replaces"
        and ended
        and place
        and acting.low >= REFORM
        and not (to.term or entries[edge.to].date)
    ):
        to.term, to.reason, changed = (
            terms_of(place)[-1].name,
            "còn hiệu lực khi cơ quan kết thúc",
            True,
        )
    return changed


def _years_on(day: str, years: int) -> str:
    """Return a day some years later, less the one year by which a review may come early."""
    return f"{int(day[:4]) + max(0, years - 1):04d}{day[4:]}" if years else day
