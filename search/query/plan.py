"""What a query comes to in the end: a tree of conditions on terms, the same for every engine.

Leaves are `Term`, `Phrase`, `Prefix` and `Values`; `And` and `Or` join them. A `Plan` says what
must hold, what may be missing, what adds to the score, and what must not hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct

__all__ = [
    "And",
    "Node",
    "Or",
    "Phrase",
    "Plan",
    "Prefix",
    "Term",
    "Values",
    "enough_hits",
    "fewest_of",
    "fewest_words",
    "name_of",
    "spelled",
]


MAX_WORDS_MISSING = 64


class Term(Struct, frozen=True, cache_hash=True):
    """Documents that hold a term; with `folded`, any term of that folded form. `field` "" is any
    text field."""

    text: str
    folded: bool = False
    field: str = ""


class Phrase(Struct, frozen=True, cache_hash=True):
    """Documents that hold the terms side by side in this order."""

    terms: tuple[Term, ...]
    field: str = ""


class Prefix(Struct, frozen=True, cache_hash=True):
    """Documents that hold a term beginning with `text`, compared folded when it has no diacritics,
    unless `exact`."""

    text: str
    field: str = ""
    exact: bool = False


class Values(Struct, frozen=True, cache_hash=True):
    """Documents that have one of the values of a facet."""

    facet: str
    values: tuple[str, ...]


class And(Struct, frozen=True, cache_hash=True):
    """Documents for which every condition holds."""

    nodes: tuple["Node", ...]


class Or(Struct, frozen=True, cache_hash=True):
    """Documents for which at least one condition holds.

    What holds is worth what the rarest of them is; with `common` the most common, where the others
    are rare spellings of it: "P. Bến" says no more than "phường" does.
    """

    nodes: tuple["Node", ...]
    common: bool = False


Node = Term | Phrase | Prefix | Values | And | Or


def name_of(node: Node) -> str:
    """Return a condition in a few words, for an explanation."""
    match node:
        case Term(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Phrase(terms):
            return " ".join(term.text for term in terms)
        case Values(facet, values):
            return f"{facet}: {', '.join(values[:3])}"
        case And(nodes):
            return " ".join(map(name_of, nodes))
        case Or(nodes):
            return " | ".join(map(name_of, nodes[:3]))


def spelled(node: Node) -> tuple[tuple[Term, ...], ...]:
    """Return the spellings that a condition lets a part have; () when it is of another kind."""
    match node:
        case Term():
            return ((node,),)
        case Phrase(terms):
            return (terms,)
        case Or(nodes):
            forms = [spelled(one) for one in nodes]
            return tuple(form for own in forms for form in own) if all(forms) else ()
        case _:
            return ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A query for an engine to run.

    `required` must all hold, and so must all of `words` and of `together`, which are not scored:
    words of several syllables that must stand side by side. With `relax`, when few documents have
    them all, up to `missing` of the words may be missing (see `fewest_words`). `must_not` must not
    hold. `should` comes with weights and only adds to the score, as do `pairs`: terms that sharpen
    the order where they stand side by side.
    """

    required: tuple[Node, ...] = ()
    words: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()
    should: tuple[tuple[Node, float], ...] = ()
    pairs: tuple[tuple[Term, Term], ...] = ()
    relax: bool = False
    together: tuple[Node, ...] = ()
    missing: int = MAX_WORDS_MISSING

    @property
    def is_ranked(self) -> bool:
        """Say whether anything is asked by which to rank (exclusions and days apart)."""
        return bool(self.required or self.words)

    @property
    def counted(self) -> tuple[Node, ...]:
        """The words by which a document is judged of which some may be missing: the common
        spellings alone, for "P. Bến" is no more of a query than the name in it."""
        return tuple(
            node.nodes[0] if isinstance(node, Or) and node.common else node for node in self.words
        )

    def order(self, sort: str) -> str:
        """Return the order asked for; with nothing to rank by, the newest come first."""
        return "newest" if sort == "relevance" and not self.is_ranked else sort


def fewest_of(plan: Plan, having: Sequence[int]) -> int:
    """Return how many of a plan's words a document must hold; having[k] documents hold exactly k of
    them."""
    words = len(plan.words)
    return max(fewest_words(words, having), words - plan.missing)


def enough_hits(words: int) -> int:
    """Return the number of hits below which a query of so many words is relaxed; long queries
    sooner than short."""
    return min(max(15 * (words - 2), 1), 60) if words > 1 else 0


def fewest_words(words: int, having: Sequence[int]) -> int:
    """Return how many of the words a document must hold; having[k] documents hold exactly k of
    them.

    One word after the other may be missing until there are enough hits, down to half of them, but
    not to one alone; further only as long as there is no hit at all.
    """
    lowest = max(-(-words // 2), 2)
    hits = 0
    for least in range(words, 0, -1):
        hits += having[least] if least < len(having) else 0
        if hits >= enough_hits(words) or (hits and least <= lowest):
            return least
    return words
