"""Level words written out and short before names and numbers: phường Bến Nghé is P. Bến Nghé, khu
phố 3 is KP.3, whichever was typed."""

from collections.abc import Iterator, Sequence
from functools import cache

from corpus.places import PlaceQuery, find_place_queries
from corpus.vietnamese.text import fold
from search.analysis import Tokens, syllables
from search.query.plan import And, Node, Or, Phrase, Term, Values
from search.query.shorthand import Shorthand
from search.query.words import Span

__all__ = [
    "begins_unit",
    "level_words",
    "named_so",
    "names_spelled",
    "numbered_units",
    "shorts_of",
    "unit_called",
    "unit_span",
]

_SHORT = {
    "quận": ("q",),
    "huyện": ("h",),
    "phường": ("p", "f"),
    "xã": ("x",),
    "thị trấn": ("tt",),
    "thị xã": ("tx",),
    "thành phố": ("tp", "t p"),
    "tỉnh": ("t",),
    "đặc khu": ("đk",),
    "khu phố": ("kp",),
    "tổ dân phố": ("tdp",),
}
"""Level word -> how papers cut it short; "T.P" is two syllables to the analysis."""

_AMBIGUOUS = frozenset(("f",))
"""Short level words that with a number are mostly something else: F-5 is an aircraft."""

_NUMBERED = ("quận", "phường", "khu phố", "tổ dân phố")
"""Levels of which the units may have numbers."""


@cache
def _written() -> dict[tuple[str, ...], str]:
    """Return the syllables of each level word, written out and short."""
    found = {tuple(syllables(level)): level for level in _SHORT}
    return found | {
        tuple(short.split()): level for level, shorts in _SHORT.items() for short in shorts
    }


def shorts_of(level: str) -> tuple[str, ...]:
    """Return how a level of which the units have numbers is cut short, () for any other word."""
    return _SHORT[level] if level in _NUMBERED else ()


def unit_called(short: str) -> str:
    """Return the level with numbers that is cut short so, "" for none: q is quận."""
    level = _written().get((short,), "")
    return level if level in _NUMBERED and level != short else ""


def numbered_units(level: str, figures: Sequence[str], field: str = "") -> Iterator[Node]:
    """Yield how the unit of a level with a number is printed: quận 3, Q.3, Q3.

    Q3 is also a car, F5 a key and P5 five powers: these count in articles of such a unit.
    """
    for figure in figures:
        yield Phrase((*map(Term, syllables(level)), Term(figure)), field)
        if not figure.isdecimal():  # P.V is no phường V
            continue
        of_unit = _of_unit(level, figure)
        for short in _SHORT[level]:
            apart = Phrase((Term(short), Term(figure)), field)
            attached = Term(short + figure, field=field)
            if short in _AMBIGUOUS:
                yield And((apart, *of_unit))
            else:
                yield apart
            yield And((attached, *of_unit)) if of_unit else attached


@cache
def _of_unit(level: str, figure: str) -> tuple[Values, ...]:
    """Return that an article is of one of the units with that number; () where none has a
    place in the tables (khu phố 3)."""
    return tuple(Values(one.kind, one.values) for one in find_place_queries(f"{level} {figure}"))


def unit_span(place: PlaceQuery, tokens: Tokens) -> Span:
    """Return the syllables of a place that a query names."""
    starts = tokens.starts
    inside = [at for at, start in enumerate(starts) if place.start <= start < place.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def named_so(
    places: Sequence[PlaceQuery], units: Sequence[Span], marked: Sequence[str]
) -> Iterator[Span]:
    """Yield the units that syllables with marks name as they are called."""
    for place, span in zip(places, units, strict=True):
        names = {tuple(syllables(value.split(",")[0])) for value in place.values}
        if tuple(marked[slice(*span)]) in names:
            yield span


def begins_unit(terms: Sequence[Term], at: int, units: Sequence[Span]) -> bool:
    """Say whether a syllable is the level word of a unit, and no other abbreviation: KP.3, TT. Nhà
    Bè."""
    behind = terms[at + 1].text if at + 1 < len(terms) else ""
    is_numbered = behind.isdecimal() and bool(unit_called(terms[at].text))
    return is_numbered or any(at == start for start, _ in units)


def level_words(
    places: Sequence[PlaceQuery], terms: Sequence[Term], units: Sequence[Span]
) -> Iterator[Shorthand]:
    """Yield the level word of each unit that is named with it, not with a number."""
    for place, (start, last) in zip(places, units, strict=True):
        if end := _name_start(terms, start, last) - start:
            level = _level_of(terms[start : start + end])
            own = [Term(syllables(name)[0]) for name in _own_names(place)]
            yield _shorthand(terms, (start, start + end, last), level, own)


def names_spelled(
    places: Sequence[PlaceQuery], terms: Sequence[Term], units: Sequence[Span]
) -> Iterator[Shorthand]:
    """Yield the name of each unit that is typed in a spelling other than its own: EaKar is Ea
    Kar."""
    for place, (start, last) in zip(places, units, strict=True):
        begin = _name_start(terms, start, last)
        typed, names = tuple(terms[begin:last]), _own_names(place)
        own = [tuple(syllables(name)) for name in names]
        if start < begin and own and not any(_is_called(typed, one) for one in own):
            forms = [typed, *(tuple(map(Term, one)) for one in own)]
            whole = Or(tuple(form[0] if len(form) == 1 else Phrase(form) for form in forms))
            value, shown = ", ".join(names), tuple(term.text for term in typed)
            yield Shorthand(begin, last, whole, value, whole, shown, tuple(own), joins=False)


def _name_start(terms: Sequence[Term], start: int, last: int) -> int:
    """Return where the name of a unit begins, behind its level word; `start` where none stands."""
    for end in (start + 2, start + 1):
        if _level_of(terms[start:end]) and end < last and not terms[end].text.isdigit():
            return end
    return start


def _own_names(place: PlaceQuery) -> list[str]:
    """Return how the units that a place names are called: Ea Kar of "Huyện Ea Kar, Tỉnh Đắk Lắk";
    nothing where it decides nothing."""
    if not place.is_telling:
        return []
    names = [value.split(",")[0] for value in place.values]
    for level in _SHORT:
        names = [
            name[len(level) :] if name.lower().startswith(f"{level} ") else name for name in names
        ]
    return list(dict.fromkeys(name.strip() for name in names))


def _is_called(typed: Sequence[Term], own: Sequence[str]) -> bool:
    return len(typed) == len(own) and all(
        one.text == (fold(text) if one.folded else text)
        for one, text in zip(typed, own, strict=True)
    )


def _level_of(terms: Sequence[Term]) -> str:
    typed = tuple(term.text for term in terms)
    is_folded = any(term.folded for term in terms)
    if level := _written().get(typed, ""):
        return level
    return _folded().get(typed, "") if is_folded else ""


def _unmarked(level: str) -> tuple[str, ...]:
    return tuple(map(fold, syllables(level)))


@cache
def _folded() -> dict[tuple[str, ...], str]:
    return {tuple(map(fold, held)): level for held, level in _written().items()}


def _shorthand(
    terms: Sequence[Term], unit: tuple[int, int, int], level: str, own: Sequence[Term]
) -> Shorthand:
    """Return a level word before a name, which is typed so or its `own`, of which the first
    syllables are given."""
    start, end, last = unit
    typed, name = tuple(terms[start:end]), tuple(terms[end:last])
    long = tuple(map(Term, syllables(level)))
    texts = tuple(term.text for term in typed)
    is_long = texts in (tuple(syllables(level)), _unmarked(level))
    spellings = [typed if is_long else long]
    spellings += [tuple(map(Term, short.split())) for short in _SHORT[level]]
    first = [name[0], *(one for one in own if not _is_called(name[:1], [one.text]))]
    beside = [Phrase((*spelling, one)) for spelling in spellings[1:] for one in first]
    written: Node = And(spellings[0]) if len(spellings[0]) > 1 else spellings[0][0]
    node = Or((written, *beside), common=True)
    whole = Or(tuple(one[0] if len(one) == 1 else Phrase(one) for one in spellings))
    shown = tuple(term.text for term in spellings[0])
    others = tuple(tuple(term.text for term in one) for one in spellings if one != typed)
    joins = len(long) == 1  # "thành phố thu" is no word of "thành phố Thủ Đức"
    return Shorthand(start, end, node, "" if is_long else level, whole, shown, others, name, joins)
