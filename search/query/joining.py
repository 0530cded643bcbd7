"""Which neighbouring parts of a query are one word in this collection.

The segmenter knows the words of a general lexicon. What it leaves as single syllables is often one
term all the same ("người có công", "dân vận", "chủ tịch nước"), and its syllables anywhere in an
article say nothing. The collection knows better: parts that stand side by side in enough articles
are one. A longer run stands so only where its shorter ones do (Agrawal & Srikant 1994), so that
few runs are asked about.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from corpus.vietnamese.text import fold
from search.query.marking import FUNCTION_WORDS
from search.query.plan import Node, Or, Phrase, Term

__all__ = ["ENOUGH", "PAGE", "Part", "fewest_counted", "joined", "may_join", "whole_of"]

Holding = Callable[[Sequence[Node]], Sequence[int]]
"""In how many articles does each of some conditions hold?"""

ENOUGH = 50
"""Parts of a query are one word where so many articles hold them side by side; and so many that
hold all words of a long query as such are the answer (measured: strict below costs, from here on
it does not)."""

PAGE = 10
"""What fits on a page: a query that is one word as a whole needs no more than more of these."""

MOST_PARTS = 4
"""Parts of a longer query that may be one word."""

MOST_FORMS = 8
"""Spellings of a run with abbreviations; over that it is not looked for."""

_LOCAL_BODIES = frozenset(
    [
        "ubnd",
        "uy ban nhan dan",
        "hdnd",
        "hoi dong nhan dan",
        "mttq",
        "mat tran to quoc",
        "cong an",
        "tinh uy",
        "thanh uy",
        "quan uy",
        "huyen uy",
        "thi uy",
        "dang uy",
    ]
)
"""Bodies that each place has, without marks."""

_FOLDED_FUNCTION_WORDS = frozenset(map(fold, FUNCTION_WORDS))


@dataclass(frozen=True, slots=True)
class Part:
    """A word, an abbreviation, a number or a single syllable of a query.

    `forms` are its spellings, none for what stands by itself (a number, a noun with its number);
    `syllable` says that it is no word of its own to the segmenter, `led` that the place behind it
    is that of the body it names, `whole` that it has several syllables and counts where they stand
    side by side.
    """

    node: Node
    forms: tuple[tuple[Term, ...], ...]
    typed: str
    shown: str
    syllable: bool = False
    whole: bool = False
    led: bool = False

    def folded(self) -> "Part":
        """Return the part as it was typed without marks."""
        return replace(self, typed=fold(self.typed))

    def before(self, end: int, places: Container[int]) -> "Part":
        """Return the part as it ends there: before a place HĐND is the council of just that."""
        led = end in places and fold(self.typed) in _LOCAL_BODIES
        return replace(self, led=True) if led else self


def whole_of(parts: Sequence[Part]) -> Part | None:
    """Return parts side by side as one, None where one stands by itself or there are too many
    spellings."""
    if not 0 < prod(len(part.forms) for part in parts) <= MOST_FORMS:
        return None
    forms = tuple(
        tuple(term for form in chosen for term in form)
        for chosen in product(*(part.forms for part in parts))
    )
    phrases = tuple(map(Phrase, forms))
    typed, shown = (
        " ".join(words) for words in zip(*((one.typed, one.shown) for one in parts), strict=True)
    )
    return Part(phrases[0] if len(phrases) == 1 else Or(phrases), forms, typed, shown, whole=True)


def may_join(parts: Sequence[Part]) -> bool:
    """Say whether some of the parts may be one word that the segmenter left apart."""
    return len(parts) > 1 and any(part.syllable or part.led for part in parts)


def fewest_counted(parts: int) -> int:
    """Return how many articles must hold a query of so many parts as such to be the answer: more
    than a page shows, and of long queries more, for there are more ways to say the same."""
    return min(PAGE * parts, ENOUGH) if parts > 2 else PAGE + 1


def joined(parts: Sequence[Part], holding: Holding, *, alone: bool = True) -> list[Part]:
    """Return the parts of a query with those made one that the collection holds side by side: all
    of them in more articles than a page shows, else runs of them in enough.

    A query that is `alone` these parts may begin and end with any word.
    """
    if not may_join(parts):
        return list(parts)
    whole = whole_of(parts) if alone or _may_be_one(parts) else None
    if whole and holding([whole.node])[0] >= fewest_counted(1):
        return [whole]
    found, taken = _held(parts, holding), set[int]()
    starts: dict[int, tuple[int, Part]] = {}
    for (start, end), one in sorted(found.items(), key=lambda run: (run[0][0] - run[0][1], run[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            starts[start] = end, one
    others = {place: (place + 1, one) for place, one in enumerate(parts) if place not in taken}
    return [one for _, (_, one) in sorted((others | starts).items())]


_Run = tuple[int, int]


def _held(parts: Sequence[Part], holding: Holding) -> dict[_Run, Part]:
    """Return the runs of parts that stand side by side in enough articles."""
    held: dict[_Run, Part] = {}
    for size in range(2, min(MOST_PARTS, len(parts) - 1) + 1):
        runs = [(at, at + size) for at in range(len(parts) - size + 1)]
        asked = {
            run: one
            for run in runs
            if _may_be_one(parts[slice(*run)])
            and all(
                shorter in held or not _may_be_one(parts[slice(*shorter)])
                for shorter in ((run[0], run[1] - 1), (run[0] + 1, run[1]))
            )
            and (one := whole_of(parts[slice(*run)]))
        }
        if asked:
            counts = holding([one.node for one in asked.values()])
            held |= {
                run: one
                for (run, one), count in zip(asked.items(), counts, strict=True)
                if count >= ENOUGH
            }
    return held


def _may_be_one(parts: Sequence[Part]) -> bool:
    """Say whether parts may be a word that the segmenter left apart: one of them is a syllable, and
    none at an end only says how others belong together."""
    ends = (parts[0], parts[-1])
    return may_join(parts) and not any(map(_is_function, ends))


def _is_function(part: Part) -> bool:
    known = _FOLDED_FUNCTION_WORDS if _is_folded(part) else FUNCTION_WORDS
    return part.syllable and part.shown in known


def _is_folded(part: Part) -> bool:
    return isinstance(part.node, Term) and part.node.folded
