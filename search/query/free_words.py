"""A run of free words as conditions: its syllables, the words and numbers that they make, what is
cut short in it, and the places it names.

What a word can stand for depends on the collection, which is asked through `Collection`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.places import PlaceQuery, find_place_queries
from search.analysis import Tokens, analyze, is_folded, syllables
from search.model import Reading
from search.query.collection import Collection
from search.query.correction import printed_form, restore
from search.query.explained import looks_short
from search.query.joining import Part
from search.query.levels import begins_unit, level_words, named_so, names_spelled, unit_span
from search.query.mark import Mark
from search.query.marking import other_marks, word_marks, writings
from search.query.numbers import decimal_of, joined, percents, unit_of, year_words
from search.query.numerals import Numeral, noun_at, numeral_at
from search.query.plan import Node, Or, Phrase, Term
from search.query.respelled import names_respelled
from search.query.sharpening import UNIT_WEIGHT, neighbours, place_boosts, word_boosts
from search.query.shorthand import Shorthand, find_shorthand
from search.query.words import Span, folded_forms, is_meant, numbered, overlaps, words_in

__all__ = ["FreeWords", "read_words", "term_of"]


@dataclass(slots=True)
class FreeWords:
    """What free words come to; the parts of an `Interpretation`."""

    numbers: list[Node] = field(default_factory=list)
    relaxable: list[Node] = field(default_factory=list)
    should: list[tuple[Node, float]] = field(default_factory=list)
    pairs: list[tuple[Term, Term]] = field(default_factory=list)
    beside: list[Node] = field(default_factory=list)
    """Of each number, that it stands beside a neighbour that it has in the query."""
    words: list[Node] = field(default_factory=list)
    units: list[Node] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    """Each word of several syllables, as typed and as it is looked for."""
    numbered: list[tuple[str, str]] = field(default_factory=list)
    """Each noun with its number, the same."""
    runs: list[list[Part]] = field(default_factory=list)
    """The parts of each run of words, in their order."""
    readings: list[Reading] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


def term_of(text: str, off: Sequence[str], field: str = "") -> Term:
    """Return the condition of a syllable: without marks it is any of its forms, unless that is
    off."""
    return Term(text, "fold" not in off and is_folded(text) and not text.isdigit(), field)


def read_words(
    text: str, field: str, collection: Collection, off: Sequence[str], *, put_marks: bool = True
) -> FreeWords:
    """Require every syllable, or what an abbreviation stands for; words and places sharpen the
    order. With `put_marks` words without are taken for what nearly all articles mean by them."""
    found = FreeWords()
    if text.strip():  # else there is nothing beside a code
        spaced = text.replace("_", " ")  # tuyên_giáo, as file names and hashtags have it
        _Run(spaced, field, collection, off, found).read(put_marks=put_marks)
    return found


def _printed(terms: Sequence[Term]) -> str:
    return " ".join(printed_form(term.text) for term in terms)


class _Run:
    """A run of free words while it is read."""

    def __init__(
        self, text: str, field: str, collection: Collection, off: Sequence[str], found: FreeWords
    ) -> None:
        self.text, self.field = text, field
        self.collection, self.off, self.found = collection, off, found
        self.tokens: Tokens = analyze(text)
        self.terms = [term_of(one, off, field) for one in self.tokens.syllables]
        self.unmarked = all(term.folded or term.text.isdigit() for term in self.terms)
        self.places: list[PlaceQuery] = [] if field else find_place_queries(text)
        self.units = [unit_span(place, self.tokens) for place in self.places]
        self.taken: set[int] = set()
        self.levels: set[int] = set()
        self.numerals: dict[int, Numeral] = {}

    def read(self, *, put_marks: bool) -> None:
        """Find everything, what is cut short first: it is no word of its own."""
        whole = not self.field and "word" not in self.off
        restored = whole and self.unmarked and put_marks
        marked = syllables(restore(self.text, self.collection)) if restored else []
        shorthand = self._shorthand()
        self._joined()
        if "abbreviation" not in self.off:
            self._read_numerals()
        words = list(self._words(marked)) if whole else []
        held = zip(self.tokens.starts, self.tokens.ends, strict=True)
        typed = [self.text[start:end].lower() for start, end in held]
        if len(marked) == len(self.terms):
            self._put_marks(marked, words)
        if "abbreviation" not in self.off:
            shorthand += self._units()
            short = [(one.start, one.end) for one in shorthand]
            words = [span for span in words if not overlaps(span, short)]
        if whole:
            self._wholes(typed, words, shorthand)
        self._syllables()
        self._order()

    def _shorthand(self) -> list[Shorthand]:
        held = self.tokens.syllables
        if self.field or "abbreviation" in self.off:
            return []
        found = list(find_shorthand(held, self._is_meant, self._explained))
        for short in found:
            typed = " ".join(held[short.start : short.end])
            asked = self.found.numbers if typed[-1].isdigit() else self.found.relaxable
            asked.append(short.node)
            self._tell(typed, short.value)
            self.found.marks += other_marks(short, self.terms)
            self.taken.update(range(short.start, short.end))
        return found

    def _tell(self, typed: str, meant: str) -> None:
        self.found.readings.append(Reading("abbreviation", typed, meant, "abbreviation"))

    def _is_meant(self, long: Sequence[str]) -> bool:
        """Say whether the long form of an abbreviation, typed without marks, means just that."""
        if "word" in self.off or "fold" in self.off:
            return False
        return len(long) > 2 or is_meant(long, self.collection)

    def _explained(self, at: int) -> str:
        """Return what the collection explains a syllable as that looks like an abbreviation."""
        printed = self.text[self.tokens.starts[at] : self.tokens.ends[at]]
        shouted = len(self.terms) > 1 and self.text.isupper()
        if not looks_short(printed, shouted=shouted) or begins_unit(self.terms, at, self.units):
            return ""
        return self.collection.explained(printed)

    def _joined(self) -> None:
        for start, end, node in joined(self.text, self.tokens, self.field):
            if start in self.taken:
                continue
            self.found.numbers.append(node)
            self.found.marks += writings(node, self.tokens.syllables[start:end])
            self.taken.update(range(start, end))
        self.taken.update(percents(self.terms), year_words(self.terms))

    def _read_numerals(self) -> None:
        for place, term in enumerate(self.terms):
            taken = place in self.taken or self.text[self.tokens.starts[place]] in "yY"  # sở y tế
            if taken or not (numeral := numeral_at(self.terms, place)):
                continue
            self.numerals[place] = numeral
            self.found.marks += map(Mark, numeral.printed)
            if numeral.other:
                noun = self.terms[place - 1].text
                self._tell(f"{noun} {term.text}", f"{noun} {numeral.other}")

    def _units(self) -> Iterator[Shorthand]:
        """Yield level words before names, P. Bến Nghé of phường Bến Nghé, and names spelled so."""
        asked = self.places, self.terms, self.units
        for one in (*level_words(*asked), *names_spelled(*asked), *names_respelled(self.terms)):
            is_level = bool(one.name)
            if not self.taken.isdisjoint(range(one.start, one.end + is_level)):
                continue
            self.found.relaxable.append(one.node)
            self.taken.update(range(one.start, one.end))
            self.levels.update(range(one.start, one.end) if is_level else ())
            self.found.marks += other_marks(one, self.terms)
            if one.value:
                typed = [term.text for term in self.terms[one.start : one.end]]
                self._tell(" ".join(typed), one.value)
            yield one

    def _words(self, marked: Sequence[str]) -> Iterator[Span]:
        """Yield the words of several syllables; without marks they are those with the likeliest."""
        text = " ".join(marked) if len(marked) == len(self.terms) else self.text
        for span in words_in(text, self.collection, len(self.terms)):
            if self.taken.isdisjoint(range(*span)):
                yield span

    def _put_marks(self, marked: Sequence[str], words: Sequence[Span]) -> None:
        """Take words and places typed without marks for what nearly all articles that hold them
        mean by them."""
        meant = [span for span in words if is_meant(marked[slice(*span)], self.collection)]
        for start, end in (*meant, *named_so(self.places, self.units, marked)):
            self.terms[start:end] = [Term(text) for text in marked[start:end]]

    def _wholes(
        self, typed: Sequence[str], words: Sequence[Span], shorthand: Sequence[Shorthand]
    ) -> None:
        """Find what counts as such: words, what is cut short or written out, nouns with their
        numbers; and what the run is made of, from the left."""
        found, terms = self.found, self.terms
        short = {(one.start, one.end): self._short(typed, one) for one in shorthand}
        whole = {span: self._part(typed, *span) for span in words if not self._is_level(span)}
        whole |= {span: part for span, part in short.items() if part.whole}
        nouns = [span for span in (*words, *short) if span[1] < len(terms)]
        units = {
            span: self._unit(typed, span, short.get((span[0], span[1] - 1)))
            for span in numbered(terms, nouns, self.numerals)
            if span[1] - 1 not in self.taken
        }
        found.words += [part.node for part in whole.values()]
        found.units += [part.node for part in units.values()]
        for told, spans in ((found.shown, whole), (found.numbered, units)):
            told += [(spans[span].typed, spans[span].shown) for span in sorted(spans)]
        found.runs.append(list(self._parts(typed, short | whole | units)))

    def _is_level(self, span: Span) -> bool:
        """Say whether a word is a level word that may be cut short before its number: khu phố 3."""
        numeral = self.numerals.get(span[1])
        return numeral is not None and bool(numeral.instead)

    def _parts(self, typed: Sequence[str], known: Mapping[Span, Part]) -> Iterator[Part]:
        """Yield the longest known part at each place, or its syllable."""
        longest, units = dict(sorted(known)), dict(self.units)
        place = 0
        while place < len(self.terms):
            end = longest.get(place, place + 1)
            yield (known.get((place, end)) or self._part(typed, place, end)).before(end, units)
            place = end

    def _short(self, typed: Sequence[str], one: Shorthand) -> Part:
        shown = " ".join(map(printed_form, one.shown))
        text, several = " ".join(typed[one.start : one.end]), one.end - one.start > 1
        forms = one.forms() if one.joins else ()
        return Part(one.whole, forms, text, shown, whole=several)

    def _unit(self, typed: Sequence[str], span: Span, short: Part | None) -> Part:
        start, end = span
        nouns = short.forms if short else (tuple(self.terms[start : end - 1]),)
        noun = short.shown if short else _printed(self.terms[start : end - 1])
        text, shown = " ".join(typed[start:end]), f"{noun} {self.terms[end - 1].text}"
        numeral = self.numerals.get(end - 1)
        others = numeral.beside.nodes if numeral else ()
        return Part(unit_of(nouns, self.terms[end - 1], others), (), text, shown, whole=True)

    def _part(self, syllables: Sequence[str], start: int, end: int) -> Part:
        terms, typed = tuple(self.terms[start:end]), " ".join(syllables[start:end])
        if end - start > 1:
            return Part(Phrase(terms), (terms,), typed, _printed(terms), whole=True)
        fixed = start in self.taken or any(map(str.isdigit, terms[0].text))
        return Part(terms[0], () if fixed else (terms,), typed, _printed(terms), not fixed)

    def _syllables(self) -> None:
        """Ask for each syllable that is not part of something asked for already."""
        found = self.found
        for place, term in enumerate(self.terms):
            if place in self.taken:
                continue
            numeral = self.numerals.get(place)
            if term.text.isdigit() or (numeral and numeral.is_figure):
                found.numbers.append(numeral.node if numeral else term)
                found.beside += self._beside(place)
            elif numeral:
                found.relaxable.append(numeral.node)
            elif decimal := decimal_of(term):
                found.numbers.append(decimal)
            else:
                found.relaxable.append(noun_at(self.terms, place, self.numerals))
        left = [term for place, term in enumerate(self.terms) if place not in self.taken]
        found.readings += folded_forms(left, self.collection)
        found.marks += word_marks(self.tokens, self.terms)

    def _beside(self, place: int) -> Iterator[Node]:
        """Yield the condition that a number stands beside what it stands beside in the query; of
        several (1/2025) the first."""
        if place and self.terms[place - 1].text.isdigit():
            return
        runs = [self.terms[at : at + 2] for at in (place - 1, place) if at >= 0]
        pairs: list[Node] = [Phrase(tuple(run), self.field) for run in runs if len(run) == 2]
        if numeral := self.numerals.get(place):
            pairs.append(numeral.beside)
        if pairs:
            yield Or(tuple(pairs))

    def _order(self) -> None:
        """Say what sharpens the order: words, units, neighbours, and the place that is named."""
        found = self.found
        found.pairs += neighbours(self.tokens, self.terms, self.taken - self.levels)
        found.should += word_boosts(self.tokens, self.terms, self.off)
        found.should += [(unit, UNIT_WEIGHT) for unit in found.units]
        for boost, reading in place_boosts(self.places) if "place" not in self.off else ():
            found.should.append(boost)
            found.readings.append(reading)
