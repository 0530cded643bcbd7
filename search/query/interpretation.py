"""From clauses to a plan: which codes, abbreviations and forms without diacritics the words of a
query stand for.

Each reading is said, so that a user can see it and switch it off. What a word can stand for depends
on the collection, which is asked through `Collection`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from itertools import accumulate

from corpus.codes import find_code_queries
from corpus.dates import parse_period
from corpus.places import find_place_queries
from corpus.vietnamese.text import clean, fold
from search.analysis import is_folded, syllables
from search.answer.highlight import Mark
from search.deadline import check
from search.facets import FACETS
from search.model import Reading
from search.query.collection import Collection
from search.query.free_words import FreeWords, read_words, term_of
from search.query.language import Clause, parse
from search.query.numbers import codes_in, condition_of, printed_forms
from search.query.plan import And, Node, Or, Phrase, Plan, Prefix, Term, Values

__all__ = ["Interpretation", "interpret"]


MOST_MISSING = 1
"""A number says little where the words around it are missing."""


@dataclass(slots=True)
class Interpretation:
    """A query as understood: the plan, the readings that led to it, and days from a from: or to: in
    the query."""

    required: list[Node] = field(default_factory=list)
    """Phrases and fields: neither relaxed nor corrected."""
    numbers: list[Node] = field(default_factory=list)
    """Codes and numbers: articles that hold them come first, and only where these are few others
    behind them."""
    forms: list[Node] = field(default_factory=list)
    """The same, also as they are printed in part: what is looked for behind those."""
    words: list[Node] = field(default_factory=list)
    """The words of several syllables, as such."""
    units: list[Node] = field(default_factory=list)
    """Nouns with the numbers behind them, as such."""
    shown: list[tuple[str, str]] = field(default_factory=list)
    """Each word of several syllables, as typed and as it is looked for."""
    beside: list[Node] = field(default_factory=list)
    """Of each number, that it stands beside a neighbour that it has in the query."""
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

    def take(self, words: FreeWords) -> None:
        """Take in what free words come to."""
        for part in fields(words):
            getattr(self, part.name).extend(getattr(words, part.name))
        self.forms += words.numbers

    def plan(self, *, relax: bool = False, together: Sequence[Node] = ()) -> Plan:
        """Return the plan for an engine to run; with `relax` words may be missing when hits are
        few.

        `together` are words of which the syllables must stand side by side.
        """
        return Plan(
            tuple(dict.fromkeys((*self.required, *self.numbers))),
            tuple(dict.fromkeys(self.relaxable)),
            tuple(self.must_not),
            tuple(self.should),
            tuple(self.pairs),
            relax,
            tuple(dict.fromkeys(together)),
        )

    def plan_relaxed(self) -> Plan:
        """Return the plan in which a word may be missing from articles that hold the numbers, each
        beside a neighbour that it has in the query."""
        plan = self.plan(relax=True)
        whole = And((*plan.required, *plan.words))
        placed = tuple(Or((node, whole)) for node in self.beside)
        return replace(plan, together=placed, missing=MOST_MISSING)

    def plan_beyond(self) -> Plan:
        """Return the plan in which a code or a number is one word more, that may be missing."""
        return replace(
            self.plan(relax=True),
            required=tuple(dict.fromkeys(self.required)),
            words=tuple(dict.fromkeys((*self.relaxable, *self.forms))),
        )

    def wholes(self) -> Iterator[list[Node]]:
        """Yield what must stand side by side: the words and the nouns with their numbers, then the
        words alone."""
        if self.words or self.units:
            yield [*self.words, *self.units]
        if self.words and self.units:
            yield self.words

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
    clauses = _distinct(parse(clean(q)))
    free = [
        clause.text.lower() for clause in clauses if clause.kind == "words" and not clause.negated
    ]
    marked = not all(map(is_folded, free))
    found = Interpretation()
    fold_words = "fold" not in off and (fold_all or not marked)
    for clause in clauses:
        check()
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
    asked = (*found.required, *found.numbers, *found.relaxable, *found.must_not)
    if q.strip() and not asked and not any(found.days):
        found.required.append(Or(()))
    return found


def _distinct(clauses: Sequence[Clause]) -> list[Clause]:
    """Return clauses without those that ask a facet for the same once more: each walks all of its
    values."""
    asked = {
        (clause.field, clause.text, clause.negated) if clause.kind == "field" else place: clause
        for place, clause in enumerate(clauses)
    }
    return list(asked.values())


def _is_unmarked(node: Node) -> bool:
    return isinstance(node, Term) and not node.folded and is_folded(node.text)


def _mark(clause: Clause, off: Sequence[str]) -> Mark:
    return Mark(clause.text, exact="fold" in off, prefix=clause.kind == "prefix")


def _plain(clause: Clause, off: Sequence[str]) -> list[Node]:
    """Read a phrase or prefix as it stands."""
    terms = tuple(term_of(syllable, off) for syllable in syllables(clause.text))
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
    codes = [] if clause.field else codes_in(clause.text, off)
    if len(codes) == 1 and codes[0].printed == clause.text.strip():
        return [condition_of(codes[0], collection.codes(codes[0]))]
    return _plain(
        Clause(
            "prefix" if clause.kind == "prefix" else "phrase", clause.text, 0, 0, True, clause.field
        ),
        off,
    )


@dataclass(frozen=True, slots=True)
class _Letters:
    """The values of a facet by their letters, in one text: they are looked through again and
    again."""

    values: tuple[str, ...]
    text: str
    starts: list[int]

    @staticmethod
    @lru_cache(maxsize=2 * len(FACETS))
    def of(values: tuple[str, ...]) -> "_Letters":
        folded = list(map(fold, values))
        lengths = (len(one) + 1 for one in folded)
        return _Letters(values, "\n".join((*folded, "")), [0, *accumulate(lengths)])

    def holding(self, wanted: str) -> tuple[str, ...]:
        """Return the values that are those letters, else those that hold them."""
        equal: list[str] = []
        found: list[str] = []
        at = self.text.find(wanted)
        while 0 <= at < len(self.text):
            number = bisect_right(self.starts, at) - 1
            start, end = self.starts[number], self.starts[number + 1]
            if at + len(wanted) < end:
                found.append(self.values[number])
                if at == start and at + len(wanted) == end - 1:
                    equal.append(self.values[number])
            at = self.text.find(wanted, end)
        return tuple(equal or found)


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
    letters = _Letters.of(tuple(collection.values(clause.field)))
    return letters.holding(fold(clause.text)) or (clause.text,)


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
    codes = codes_in(clause.text, off) if not clause.field else []
    end = 0
    for query in codes:
        found.take(read_words(clause.text[end : query.start], clause.field, collection, off))
        values = collection.codes(query)
        found.numbers.append(condition_of(query, values))
        found.forms.append(condition_of(query, values, printed=True))
        found.readings.append(
            Reading("code", query.printed, ", ".join(values[:5]) or query.printed, "code")
        )
        found.marks += map(
            Mark, (query.printed, *values[:5], *(printed_forms(query) if query.key is None else ()))
        )
        end = query.end
    found.take(read_words(clause.text[end:], clause.field, collection, off))


_Y, _I = "yýỳỷỹỵ", "iíìỉĩị"
