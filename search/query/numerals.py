"""Numerals behind the words that take them in both writings: khóa XII is khóa 12, and so is the
other way round.

A numeral in the other writing counts only where it stands behind such a word, for 12 alone counts
something and V alone is a letter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.vietnamese.numerals import ORDINALS, arabic, figures, ordinals, roman
from corpus.vietnamese.text import fold
from search.analysis import syllables
from search.query.levels import numbered_units, shorts_of
from search.query.plan import And, Node, Or, Phrase, Term, name_of

__all__ = ["Numeral", "noun_at", "numeral_at"]

_NOUNS = (
    "khóa|đại hội|lần|thứ|nhiệm kỳ|kỳ|kỳ họp|phiên họp|quý|chương|phần|mục|tiểu mục|điều|điểm|tập"
    "|quyển|bài|bảng|biểu|phụ lục|tổ|ấp|thôn|khu|khu phố|khu vực|vùng|khối|nhóm|cấp|bậc|loại|hạng"
    "|hội nghị|trung ương|tw|hntw|nqtw|thế kỷ|giai đoạn|bước|đợt|vòng|lớp|tuyến|quân khu|liên khu"
    "|quân đoàn|chi bộ|số|quận|phường|tổ dân phố|kỳ thi|học kỳ"
)
"""What is counted in either writing."""

_ROMAN_FIRST = frozenset(
    ("khóa", "đại hội", "lần", "nhiệm kỳ", "quý", "chương", "phần", "thế kỷ", "hạng", "loại")
)
"""What is mostly counted in Roman figures: an Arabic one is told as a reading only behind these."""

_MEETINGS = ("đại hội", "hội nghị", "kỳ họp", "phiên họp", "nhiệm kỳ", "khóa")
"""What is also told with an ordinal: Đại hội lần thứ XIII is Đại hội XIII."""

_SHORT = {"trung ương": "tw", "tw": "tw", "nqtw": "nqtw", "hntw": "hntw"}
"""Words that are cut short in print, and then with the number attached: TW4."""

_RANKS = ("thứ", "hạng")
"""Words behind which the number may be written out: thứ nhất, hạng nhì."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of a query with the word before it: `node` is it in any writing, `beside` only
    behind that word; `other` is the writing that was not typed, "" where it is not worth telling.
    """

    node: Or
    beside: Or
    other: str
    is_figure: bool
    syllables: int
    instead: tuple[Node, ...] = ()
    """What may stand instead of the word before it, of so many `syllables`, with the number: Q.3
    for quận 3."""

    @property
    def printed(self) -> Iterator[str]:
        """Yield how it may be printed with the word before it."""
        for node in self.beside.nodes:
            yield name_of(node.nodes[0] if isinstance(node, And) else node)


def numeral_at(terms: Sequence[Term], place: int) -> Numeral | None:
    """Return the numeral at a place of a query, None where none stands behind a word that takes
    it."""
    typed = terms[place].text
    noun = _noun(terms, place) if place else ""
    number = _number(typed) if noun else 0
    if not number and noun and shorts_of(noun) and typed.isdecimal() and len(typed) < 4:
        return _large(terms[place], noun)
    if not number:
        return None
    is_figure = typed not in ORDINALS
    if not is_figure and noun not in _RANKS:
        return None
    field = terms[place].field
    nodes = [
        Phrase((head, *map(Term, text.split())), field)
        for head, texts in _heads(terms[place - 1], noun, number)
        for text in texts
    ]
    glued = [Term(f"{_SHORT[noun]}{number}", field=field)] if noun in _SHORT else []
    units = tuple(numbered_units(noun, figures(number), field)) if shorts_of(noun) else ()
    beside = Or(tuple(dict.fromkeys((*nodes, *glued, *units))))
    alone = [] if len(typed) == 1 and not typed.isdigit() else [terms[place]]
    other = "" if not is_figure else str(number) if not typed.isdigit() else roman(number)
    if typed.isdigit() and noun not in _ROMAN_FIRST:
        other = ""
    held = len(syllables(noun))
    return Numeral(
        Or((*alone, *beside.nodes), common=bool(alone)), beside, other, is_figure, held, units
    )


def noun_at(terms: Sequence[Term], place: int, numerals: Mapping[int, Numeral]) -> Node:
    """Return a word of its own; of a unit with a number, it may be cut short with that."""
    for behind in range(place + 1, place + 4):
        numeral = numerals.get(behind)
        if numeral and numeral.instead and behind - numeral.syllables <= place:
            return Or((terms[place], *numeral.instead), common=True)
    return terms[place]


def _large(number: Term, noun: str) -> Numeral:
    """Return the number of a unit that nobody writes in Roman figures."""
    units = tuple(numbered_units(noun, figures(number.text), number.field))
    return Numeral(
        Or((number, *units), common=True), Or(units), "", True, len(syllables(noun)), units
    )


def _heads(before: Term, noun: str, number: int) -> Iterator[tuple[Term, list[str]]]:
    """Yield the words behind which the number may stand instead, and how it is written there."""
    yield before, _writings(number, noun)
    if noun in _MEETINGS:
        yield Term("thứ"), _writings(number, "thứ")
    elif noun == "thứ":
        for meeting in _MEETINGS:
            yield Term(syllables(meeting)[-1]), figures(number)
    elif noun in _SHORT:
        yield Term(_SHORT[noun]), figures(number)
        yield Term("ương"), figures(number)


def _number(typed: str) -> int:
    if typed.isdecimal():
        return int(typed) if len(typed) < 3 and roman(int(typed)) != str(int(typed)) else 0
    return arabic(typed) or ORDINALS.get(typed, 0)


def _writings(number: int, noun: str) -> list[str]:
    """Return how a number is written behind a word, in small letters, as it is indexed."""
    return [*figures(number), *(ordinals(number) if noun in _RANKS else [])]


@cache
def _nouns() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for noun in _NOUNS.split("|"):
        held = tuple(syllables(noun))
        found[held] = noun
        found.setdefault(tuple(map(fold, held)), noun)
    return found


def _noun(terms: Sequence[Term], place: int) -> str:
    """Return the word before a place that takes a numeral, the longest, "" for none."""
    held = tuple(term.text for term in terms[max(0, place - 3) : place])
    return next((noun for cut in range(3) if (noun := _nouns().get(held[cut:], ""))), "")
