"""From clauses to a plan: which codes, abbreviations and forms without diacritics the words of a
query stand for.

Each reading is said, so that a user can see it and switch it off. What a word can stand for depends
on the collection, which is asked through `Collection`.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from corpus.codes import CodeQuery, find_code_queries
from corpus.codes.tables import TYPES
from corpus.dates import parse_period
from corpus.places import find_place_queries
from corpus.vietnamese.text import clean, fold
from search.analysis import Tokens, analyze, is_folded, syllables
from search.answer.highlight import Mark
from search.facets import FACETS
from search.model import Reading
from search.query.collection import Collection
from search.query.language import Clause, parse
from search.query.marking import word_marks
from search.query.plan import Node, Or, Phrase, Plan, Prefix, Term, Values
from search.query.shorthand import find_shorthand

__all__ = ["Interpretation", "interpret"]

WORD_WEIGHT = 0.5
"""What a segmenter's word adds, beside its syllables: words make the order sharp, syllables the
recall whole."""


@dataclass(slots=True)
class Interpretation:
    """A query as understood: the plan, the readings that led to it, and days from a from: or to: in
    the query."""

    required: list[Node] = field(default_factory=list)
    """Codes, numbers, phrases and fields: neither relaxed nor corrected."""
    relaxable: list[Node] = field(default_factory=list)
    must_not: list[Node] = field(default_factory=list)
    should: list[tuple[Node, float]] = field(default_factory=list)
    pairs: list[tuple[Term, Term]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    """What is to be marked in texts."""
    mixed: bool = False
    """Some syllables have diacritics and others have none, and these were taken as they stand."""
    first_day: date | None = None
    last_day: date | None = None

    def plan(self, *, relax: bool = False) -> Plan:
        """Return the plan for an engine to run; with `relax` words may be missing when hits are
        few."""
        return Plan(
            tuple(dict.fromkeys(self.required)),
            tuple(dict.fromkeys(self.relaxable)),
            tuple(self.must_not),
            tuple(self.should),
            tuple(self.pairs),
            relax,
        )

    @property
    def days(self) -> tuple[date | None, date | None]:
        """Return the first and the last day that the query asks for, None where it is open."""
        return self.first_day, self.last_day


def interpret(
    q: str, collection: Collection, off: Sequence[str] = (), *, fold_all: bool = False
) -> Interpretation:
    """Read a query. Raises `QueryError` over its limits.

    Where any word has diacritics, one without is taken as it stands ("trung ương" is no "trứng
    ương"), unless `fold_all`: then every word without may be any word of that form.
    """
    clauses = parse(clean(q))
    free = [
        clause.text.lower() for clause in clauses if clause.kind == "words" and not clause.negated
    ]
    marked = not all(map(is_folded, free))
    found = Interpretation()
    fold_words = "fold" not in off and (fold_all or not marked)
    for clause in clauses:
        if clause.negated:
            found.must_not += _excluded(clause, collection, off if fold_words else (*off, "fold"))
        elif clause.kind == "field":
            _field(clause, collection, found)
        elif clause.kind == "words":
            _words(clause, collection, off if fold_words else (*off, "fold"), found)
        else:
            found.required += _plain(clause, off)
            found.marks.append(_mark(clause, off))
    found.mixed = "fold" not in off and marked and any(map(_is_unmarked, found.relaxable))
    if q.strip() and not (found.required or found.relaxable or found.must_not or any(found.days)):
        found.required.append(Or(()))
    return found


def _is_unmarked(node: Node) -> bool:
    return isinstance(node, Term) and not node.folded and is_folded(node.text)


def _mark(clause: Clause, off: Sequence[str]) -> Mark:
    return Mark(clause.text, exact="fold" in off, prefix=clause.kind == "prefix")


def _term(text: str, off: Sequence[str], field: str = "") -> Term:
    return Term(text, "fold" not in off and is_folded(text) and not text.isdigit(), field)


def _plain(clause: Clause, off: Sequence[str]) -> list[Node]:
    """Read a phrase or prefix as it stands."""
    terms = tuple(_term(syllable, off) for syllable in syllables(clause.text))
    if not terms:
        return []
    if clause.kind == "prefix" and len(terms) == 1:
        return [_prefix(terms[0].text, clause, exact="fold" in off)]
    if len(terms) == 1:
        return [Term(terms[0].text, terms[0].folded, clause.field)]
    return [Phrase(terms, clause.field)]


def _prefix(term: str, clause: Clause, *, exact: bool) -> Node:
    """Terms hold a syllable that ends with y with i ("mỹ" is "mĩ"), but a longer word as it is
    written: Myanmar."""
    typed = clause.text.lower()
    if typed[-1] not in _Y or term[-1] not in _I:
        return Prefix(term, clause.field, exact)
    whole = Term(term, is_folded(term) and not exact, clause.field)
    return Or((whole, Prefix(term[:-1] + typed[-1], clause.field, exact)))


def _excluded(clause: Clause, collection: Collection, off: Sequence[str]) -> list[Node]:
    """Read what is excluded: a code, or its syllables side by side as they stand, for nothing else
    may be taken out."""
    if clause.kind == "field":
        return [Values(clause.field, _matching(clause, collection))]
    codes = [] if clause.field else _codes(clause.text, off)
    if len(codes) == 1 and codes[0].printed == clause.text.strip():
        return [_code(codes[0], collection.codes(codes[0]))]
    return _plain(
        Clause(
            "prefix" if clause.kind == "prefix" else "phrase", clause.text, 0, 0, True, clause.field
        ),
        off,
    )


def _matching(clause: Clause, collection: Collection) -> tuple[str, ...]:
    """Return the values of a facet that a field clause names: as a code, a place, or by its
    letters."""
    if clause.field == "code" and (codes := find_code_queries(clause.text)):
        return collection.codes(codes[0]) or (clause.text,)
    level = {"district": "quận ", "ward": "phường ", "province": "tỉnh "}.get(clause.field, "")
    for text in (clause.text, level + clause.text):
        places = [place for place in find_place_queries(text) if place.kind == clause.field]
        if level and places:
            return places[0].values
    wanted = fold(clause.text)
    values = collection.values(clause.field)
    equal = tuple(value for value in values if fold(value) == wanted)
    return equal or tuple(value for value in values if wanted in fold(value)) or (clause.text,)


def _field(clause: Clause, collection: Collection, found: Interpretation) -> None:
    if clause.field in FACETS:
        found.required.append(Values(clause.field, _matching(clause, collection)))
        return
    try:
        first, last = parse_period(clause.text)
    except ValueError:
        found.required.append(Phrase(tuple(Term(text) for text in syllables(clause.text))))
        return
    if clause.field == "from":
        found.first_day = max(first, found.first_day or first)
    else:
        found.last_day = min(last, found.last_day or last)


def _words(
    clause: Clause, collection: Collection, off: Sequence[str], found: Interpretation
) -> None:
    codes = _codes(clause.text, off) if not clause.field else []
    end = 0
    for query in codes:
        _free(clause.text[end : query.start], clause.field, off, found)
        values = collection.codes(query)
        found.required.append(_code(query, values))
        found.readings.append(
            Reading("code", query.printed, ", ".join(values[:5]) or query.printed, "code")
        )
        found.marks += map(
            Mark,
            (query.printed, *values[:5], *(_printed_forms(query) if query.key is None else ())),
        )
        end = query.end
    _free(clause.text[end:], clause.field, off, found)


_Y, _I = "yýỳỷỹỵ", "iíìỉĩị"
_LETTERS_DIGITS = re.compile(r"([^\W\d_]{1,4})(\d{1,4})")
_UNITS = {"q": "quận", "p": "phường"}


def _joined(text: str, tokens: Tokens, field: str = "") -> Iterator[tuple[int, int, Node]]:
    """Yield letters and digits that are written together, apart or with a hyphen: HQ-571, HQ571,
    Q1."""
    syllables = tokens.syllables
    for place, syllable in enumerate(syllables):
        end = place + 1
        if end < len(syllables) and text[tokens.ends[place] : tokens.starts[end]] == "-":
            syllable += syllables[end]
            end += 1
        if match := _LETTERS_DIGITS.fullmatch(syllable):
            apart = Phrase((Term(match[1]), Term(match[2])), field)
            unit = (
                [Phrase((Term(_UNITS[match[1]]), Term(match[2])), field)]
                if match[1] in _UNITS
                else []
            )
            yield place, end, Or((Term(syllable, field=field), apart, *unit))


def _codes(text: str, off: Sequence[str]) -> list[CodeQuery]:
    return find_code_queries(text) if "code" not in off and any(map(str.isdigit, text)) else []


def _code(query: CodeQuery, values: tuple[str, ...]) -> Node:
    """A full code is its articles; type and number are also what is printed without a symbol ("Chỉ
    thị 05")."""
    exact = Values("code", values or (query.printed,))
    if query.key is not None:
        return exact
    return Or((exact, *(_phrase_of(form) for form in _printed_forms(query))))


def _printed_forms(query: CodeQuery) -> list[str]:
    names = [
        name for symbol in query.type_symbols if symbol in TYPES for name in TYPES[symbol].names
    ]
    numbers = dict.fromkeys((query.number, query.number.zfill(2)))
    year = f"/{query.year}" if query.year else ""
    return [
        f"{name} {cue}{number}{year}"
        for name in dict.fromkeys(names)
        for cue in ("", "số ")
        for number in numbers
    ]


def _phrase_of(text: str) -> Node:
    return Phrase(tuple(Term(syllable) for syllable in syllables(text)))


def _free(text: str, field: str, off: Sequence[str], found: Interpretation) -> None:
    """Require every syllable, or what an abbreviation stands for; words sharpen the order."""
    if not text.strip():  # nothing beside a code
        return
    text = text.replace("_", " ")  # tuyên_giáo, as file names and hashtags have it
    tokens = analyze(text)
    shorthand = [] if field or "abbreviation" in off else list(find_shorthand(tokens.syllables))
    for short in shorthand:
        typed = " ".join(tokens.syllables[short.start : short.end])
        (found.required if typed[-1].isdigit() else found.relaxable).append(short.node)
        found.readings.append(Reading("abbreviation", typed, short.value, "abbreviation"))
    taken = {place for short in shorthand for place in range(short.start, short.end)}
    joined = [one for one in _joined(text, tokens, field) if one[0] not in taken]
    found.required += [node for _, _, node in joined]
    taken |= {place for start, end, _ in joined for place in range(start, end)}
    terms = [_term(syllable, off, field) for syllable in tokens.syllables]
    for place, term in enumerate(terms):
        if place not in taken:
            (found.required if term.text.isdigit() else found.relaxable).append(term)
            if term.folded:
                found.readings.append(Reading("fold", term.text, term.text, "fold"))
    found.marks += word_marks(tokens, terms)
    found.pairs += _pairs(tokens, terms, taken)
    for word, _, _ in tokens.words:
        found.should.append((Term(word, "fold" not in off and is_folded(word)), WORD_WEIGHT))
    if terms and all(term.folded or term.text.isdigit() for term in terms):
        found.should += [(place, WORD_WEIGHT) for place in _places(text)]


def _pairs(
    tokens: Tokens, terms: Sequence[Term], taken: Container[int]
) -> Iterator[tuple[Term, Term]]:
    """Yield the neighbours that should stand side by side.

    Not those with marks whose standing so is said already, by a word of the segmenter or by an
    abbreviation.
    """
    inside = {
        place for _, start, count in tokens.words for place in range(start, start + count - 1)
    }
    for place, (first, second) in enumerate(pairwise(terms)):
        said = place in inside or place in taken or place + 1 in taken
        if first.folded or second.folded or not said:
            yield first, second


def _places(text: str) -> Iterator[Node]:
    """Yield the names, with their marks, of districts and wards typed without: "quan binh
    thanh"."""
    for place in find_place_queries(text):
        if place.kind != "province":
            yield _phrase_of(place.values[0].split(",")[0])
