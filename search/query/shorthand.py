"""Abbreviations in a query, both ways: MTTQ finds Mặt trận Tổ quốc, and Mặt trận Tổ quốc finds
MTTQ."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from corpus.vietnamese.abbreviations import Abbreviation, abbreviations
from corpus.vietnamese.numerals import arabic, roman
from corpus.vietnamese.text import fold
from search.analysis import syllables as split
from search.query.plan import And, Node, Or, Phrase, Term, spelled

__all__ = ["Shorthand", "find_shorthand"]

Syllables = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shorthand:
    """An abbreviation or its long form at some syllables of a query, `start` to `end`.

    `whole` is its condition with the syllables of the long form side by side, `shown` what is
    looked for, `others` are the other writings of it that are looked for too, a level word's
    beside the `name` behind it; it `joins` what stands beside it where the collection holds both
    so, but in those writings that are `fixed` between other words.
    """

    start: int
    end: int
    node: Node
    value: str
    whole: Node
    shown: Syllables
    others: tuple[Syllables, ...] = ()
    name: tuple[Term, ...] = ()
    joins: bool = True
    fixed: tuple[Syllables, ...] = ()

    def forms(self) -> tuple[tuple[Term, ...], ...]:
        """Return the spellings in which it may stand beside any other word."""
        fixed = {tuple(map(Term, form)) for form in self.fixed}
        return tuple(form for form in spelled(self.whole) if form not in fixed)


@dataclass(frozen=True, slots=True)
class _Entry:
    short: str
    long: str
    long_form: Syllables
    forms: tuple[Syllables, ...]
    also: tuple["_Between", ...]


class _Between(NamedTuple):
    """A short form that is a word too, between what tells it from that: Tuyên giáo TƯ, and where it
    is `numbered` before a number only: Hội nghị TƯ 4."""

    before: Syllables
    form: Syllables
    behind: Syllables
    numbered: bool

    @property
    def printed(self) -> Syllables:
        """All of it, without the number."""
        return self.before + self.form + self.behind

    def stands(self, syllables: Syllables, start: int) -> bool:
        """Say whether a form that begins at a place stands between these."""
        first = start - len(self.before)
        end = first + len(self.printed)
        is_here = first >= 0 and syllables[first:end] == self.printed
        return is_here and (not self.numbered or bool(_number(syllables[end : end + 1])))


def find_shorthand(
    syllables: Sequence[str],
    is_meant: Callable[[Sequence[str]], bool] = lambda _: False,
    explained: Callable[[int], str] = lambda _: "",
) -> Iterator[Shorthand]:
    """Yield the abbreviations and long forms among the syllables of a query, from the left, longest
    first.

    A long form typed without marks stands for any form of it, unless `is_meant` says that it is
    this one. `explained` gives what the collection explains the syllable of a place as, "" for
    nothing.
    """
    entries, lengths = _entries()
    folded = _folded(tuple(syllables))
    start = 0
    while start < len(syllables):
        longest = lengths.get(folded[start], 0)
        for end in range(min(len(syllables), start + longest), start, -1):
            typed = tuple(syllables[start:end])
            held = entries.get(folded[start:end], ())
            entry = next((entry for form, entry in held if _equal(typed, form)), None)
            entry = entry or _short_here(tuple(syllables), start, typed)
            if entry:
                if typed == _folded(entry.long_form) and is_meant(entry.long_form):
                    typed = entry.long_form
                yield Shorthand(
                    start,
                    end,
                    _with_number(_node(entry, typed), entry, syllables[end : end + 1]),
                    _other(entry, typed),
                    _node(entry, typed, whole=True),
                    typed,
                    _others(entry, typed),
                    fixed=_fixed(entry),
                )
                start = end - 1
                break
        else:
            if numbered := _numbered(start, syllables[start]):
                yield numbered
            elif long := explained(start):
                yield _learned(start, syllables[start], long)
        start += 1


def _numbered(start: int, typed: str) -> Shorthand | None:
    """Read an abbreviation with a number at its end: NQTW4 is Nghị quyết Trung ương 4."""
    letters = typed.rstrip("0123456789")
    number = typed[len(letters) :]
    found = _entries()[0].get((fold(letters),), ()) if letters and number else ()
    entry = next((entry for form, entry in found if _equal((letters,), form)), None)
    if entry is None:
        return None
    forms = (entry.long_form, *entry.forms)
    figures = dict.fromkeys((number, roman(number).lower()))
    written = (Phrase((*map(Term, form), Term(figure))) for form in forms for figure in figures)
    node = Or((Term(typed), *written))
    others = tuple((*form, number) for form in forms)
    return Shorthand(start, start + 1, node, f"{entry.long} {number}", node, (typed,), others)


def _learned(start: int, typed: str, long: str) -> Shorthand:
    """Read an abbreviation that articles explain; where only its long form is typed nothing is
    lost, for they print that too."""
    written_out = tuple(split(long))
    node = Or((Term(typed), Phrase(tuple(map(Term, written_out)))))
    return Shorthand(start, start + 1, node, long, node, (typed,), (written_out,))


def _folded(syllables: Syllables) -> Syllables:
    return tuple(map(fold, syllables))


def _equal(typed: Syllables, form: Syllables) -> bool:
    """Say whether what was typed is the form, letter by letter, or without its marks.

    Two letters without a mark are no abbreviation that has one: "tu" is not "TƯ".
    """
    return typed == form or (typed == _folded(form) and (len(typed) > 1 or len(typed[0]) > 2))


@cache
def _entries() -> tuple[dict[Syllables, list[tuple[Syllables, _Entry]]], dict[str, int]]:
    """Return what each folded form stands for, and how long the longest form is that begins with a
    syllable."""
    entries: dict[Syllables, list[tuple[Syllables, _Entry]]] = {}
    lengths: dict[str, int] = {}
    for row in abbreviations():
        texts = (row.long, row.short, *row.variants)
        long_form, *forms = dict.fromkeys(tuple(split(text)) for text in texts)
        entry = _Entry(row.short, row.long, long_form, tuple(forms), tuple(_between(row)))
        for form in (long_form, *forms):
            entries.setdefault(_folded(form), []).append((form, entry))
        for form in (long_form, *forms, *(one.form for one in entry.also)):
            first = fold(form[0])
            lengths[first] = max(len(form), lengths.get(first, 0))
    return entries, lengths


def _between(row: Abbreviation) -> Iterator[_Between]:
    for before, behind in row.between:
        first, form, last = (tuple(split(text)) for text in (before, row.also, behind))
        yield _Between(first, form, last, behind == "#")


@cache
def _also() -> dict[Syllables, list[tuple[_Between, _Entry]]]:
    """Return each short form that is a word too, as it is typed, with what it stands between."""
    found: dict[Syllables, list[tuple[_Between, _Entry]]] = {}
    for held in _entries()[0].values():
        for form, entry in held:
            if form == entry.long_form:
                for one in entry.also:
                    found.setdefault(one.form, []).append((one, entry))
    return found


def _short_here(syllables: Syllables, start: int, typed: Syllables) -> _Entry | None:
    """Return what some syllables that are a word too are short for where they stand."""
    held = _also().get(typed, ())
    return next((entry for one, entry in held if one.stands(syllables, start)), None)


def _node(entry: _Entry, typed: Syllables, *, whole: bool = False) -> Or:
    folded = typed != entry.long_form and typed == _folded(entry.long_form)
    terms = tuple(Term(syllable, folded) for syllable in (typed if folded else entry.long_form))
    apart = not whole and _equal(typed, entry.long_form)
    written_out: Node = And(terms) if apart else Phrase(terms)
    return Or((written_out, *map(_form, (*entry.forms, *_fixed(entry)))))


def _others(entry: _Entry, typed: Syllables) -> tuple[Syllables, ...]:
    forms = entry.forms if _equal(typed, entry.long_form) else (entry.long_form, *entry.forms)
    return tuple(form for form in (*forms, *_fixed(entry)) if form != typed)


def _fixed(entry: _Entry) -> tuple[Syllables, ...]:
    return tuple(one.printed for one in entry.also if not one.numbered)


def _with_number(node: Or, entry: _Entry, following: Sequence[str]) -> Node:
    """Return the condition of what stands before a number, to which papers attach it: NQTW4."""
    number = _number(following)
    if not number:
        return node
    attached = [Term(form[0] + number) for form in entry.forms if len(form) == 1]
    behind = [_form((*one.printed, number)) for one in entry.also if one.numbered]
    glued = dict.fromkeys(_form((*one.form[:-1], one.form[-1] + number)) for one in entry.also)
    return Or((*node.nodes, *attached, *glued, *behind))


def _number(following: Sequence[str]) -> str:
    """Return the number that stands first, in figures, "" for none."""
    number = following[0] if following else ""
    return number if number.isdecimal() else str(arabic(number) or "")


def _form(form: Syllables) -> Node:
    terms = tuple(map(Term, form))
    return terms[0] if len(terms) == 1 else Phrase(terms)


def _other(entry: _Entry, typed: Syllables) -> str:
    return entry.short if _equal(typed, entry.long_form) else entry.long
