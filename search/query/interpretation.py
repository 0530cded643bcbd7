"""From clauses to a plan: which codes, abbreviations and forms without diacritics the words of a
query stand for.

Each reading is said, so that a user can see it and switch it off. What a word can stand for depends
on the collection, which is asked through `Collection`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial

from corpus.dates import parse_period
from corpus.vietnamese.text import Y_TO_I, clean
from search.analysis import is_folded, syllables
from search.deadline import check
from search.facets import FACETS
from search.model import Reading
from search.query.collection import Collection
from search.query.field_values import matching_values
from search.query.free_words import FreeWords, read_words, term_of
from search.query.joining import Part
from search.query.language import Clause, parse
from search.query.mark import Mark
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
    numbered: list[tuple[str, str]] = field(default_factory=list)
    """Each noun with its number, the same."""
    runs: list[list[Part]] = field(default_factory=list)
    """The parts of each run of words, in their order."""
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
    put_right: str | None = None
    """The query with slips put right, "" for none; None where nobody looked for any."""
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
    q: str,
    collection: Collection,
    off: Sequence[str] = (),
    *,
    fold_all: bool = False,
    put_marks: bool = True,
) -> Interpretation:
    """Read a query. Raises `QueryError` over its limits.

    Where any word has diacritics, one without is taken as it stands ("trung ương" is no "trứng
    ương"), unless `fold_all`: then every word without may be any word of that form.
    With `put_marks` words typed without are taken for what nearly all articles mean by them.
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
            words_off = off if fold_words else (*off, "fold")
            _words(clause, collection, words_off, found, put_marks=put_marks)
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
    if typed[-1] == term[-1] or typed[-1].translate(Y_TO_I) != term[-1]:
        return Prefix(term, clause.field, exact)
    whole = Term(term, is_folded(term) and not exact, clause.field)
    return Or((whole, Prefix(term[:-1] + typed[-1], clause.field, exact)))


def _excluded(clause: Clause, collection: Collection, off: Sequence[str]) -> list[Node]:
    """Read what is excluded: a code, or its syllables side by side as they stand, for nothing else
    may be taken out."""
    if clause.kind == "field":
        return [Values(clause.field, matching_values(clause, collection))]
    codes = [] if clause.field else codes_in(clause.text, off)
    if len(codes) == 1 and codes[0].printed == clause.text.strip():
        return [condition_of(codes[0], collection.codes(codes[0]))]
    return _plain(
        Clause(
            "prefix" if clause.kind == "prefix" else "phrase", clause.text, 0, 0, True, clause.field
        ),
        off,
    )


def _field(clause: Clause, collection: Collection, found: Interpretation) -> None:
    if clause.field in FACETS:
        found.required.append(Values(clause.field, matching_values(clause, collection)))
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
    clause: Clause,
    collection: Collection,
    off: Sequence[str],
    found: Interpretation,
    *,
    put_marks: bool,
) -> None:
    read = partial(read_words, put_marks=put_marks)
    codes = codes_in(clause.text, off) if not clause.field else []
    end = 0
    for query in codes:
        found.take(read(clause.text[end : query.start], clause.field, collection, off))
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
    found.take(read(clause.text[end:], clause.field, collection, off))
