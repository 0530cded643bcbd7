"""Names of places that papers print in several spellings, typed in any of them: Đăk Lăk, Daklak
and Đắc Lắc are Đắk Lắk, with a level word or without."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from corpus.places.respelled import spelled_names
from corpus.vietnamese.text import fold
from search.analysis import syllables
from search.query.plan import Node, Or, Phrase, Term
from search.query.shorthand import Shorthand

__all__ = ["names_respelled"]

MOST_SPELLINGS = 16
"""Of Đắk Lắk there are thirty-five; the last are hardly printed."""

_SHORTEST = 4
"""Letters of a spelling in one word: sapa."""

_Syllables = tuple[str, ...]


def names_respelled(terms: Sequence[Term]) -> Iterator[Shorthand]:
    """Yield each name in a query that has other spellings, with these."""
    place = 0
    while place < len(terms):
        found = next(_at(terms, place), None)
        if found:
            yield found
        place = found.end if found else place + 1


def _at(terms: Sequence[Term], start: int) -> Iterator[Shorthand]:
    for form, (name, spellings) in _by_first().get(fold(terms[start].text), ()):
        typed = tuple(terms[start : start + len(form)])
        if not _is(typed, form):
            continue
        others = tuple(one for one in spellings if not _is(typed, one))
        if not others:  # typed without marks it is any of them
            continue
        nodes = (_node(typed), *(_node(tuple(map(Term, one))) for one in others))
        shown = tuple(term.text for term in typed)
        value = name if form != spellings[0] else ""
        yield Shorthand(
            start, start + len(form), Or(nodes), value, Or(nodes), shown, others, joins=False
        )


def _is(typed: Sequence[Term], form: _Syllables) -> bool:
    return len(typed) == len(form) and all(
        term.text == (fold(text) if term.folded else text)
        for term, text in zip(typed, form, strict=True)
    )


def _node(terms: tuple[Term, ...]) -> Node:
    return terms[0] if len(terms) == 1 else Phrase(terms)


_Name = tuple[str, tuple[_Syllables, ...]]


@cache
def _by_first() -> dict[str, list[tuple[_Syllables, _Name]]]:
    """Return the spellings that begin with a syllable, without marks, the longest first; each with
    its name and all spellings of that, its own first."""
    found: dict[str, list[tuple[_Syllables, _Name]]] = {}
    for name, others in spelled_names():
        own = tuple(syllables(name))
        distinct = {form: None for form in _forms(others) if form != own}
        spellings = (own, *islice(distinct, MOST_SPELLINGS))
        for form in spellings if distinct else ():
            found.setdefault(fold(form[0]), []).append((form, (name, spellings)))
    for forms in found.values():
        forms.sort(key=lambda held: -len(held[0]))
    return found


def _forms(others: Sequence[str]) -> Iterator[_Syllables]:
    for other in others:
        form = tuple(syllables(other))
        if not any(map(str.isdigit, form)) and (len(form) > 1 or len(form[0]) >= _SHORTEST):
            yield form
