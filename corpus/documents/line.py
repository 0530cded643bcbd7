"""A sentence as a line of tokens, and what was told before it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.documents.bodies import Body
from corpus.documents.naming import Naming, Sentence
from corpus.documents.tokens import tokenize

__all__ = ["Actor", "Found", "Line", "Told", "settled"]


class Actor(NamedTuple):
    """What acts: naming number `naming` of the article, or else (-1) what is printed at an
    offset."""

    naming: int
    start: int
    end: int
    body: Body | None = None


class Found(NamedTuple):
    """A relation of what acts to naming number `to` of the article; `text[start:end]` says so.

    One that is `turned` is read from a sentence turned round: where words relate the two otherwise,
    those count.
    """

    actor: Actor
    type: str
    to: int
    start: int
    end: int
    turned: bool = False


class Told:
    """What an article told so far: its namings, and by number those of a type and those replaced;
    what was found; `resolving` is the document whose preamble was read."""

    def __init__(self) -> None:
        self.namings: list[Naming] = []
        self.by_type: dict[str, list[int]] = {}
        self.gone: set[int] = set()
        self.found: list[Found] = []
        self.opening = self.before = self.resolving = -1

    def add(self, sentence: Sentence, found: Sequence[Found]) -> None:
        """Take in a sentence; `opening` is the first naming of the last one, `before` that of the
        one before."""
        self.before, self.opening = max(self.opening, 0), len(self.namings)
        for number, naming in enumerate(sentence.namings, len(self.namings)):
            self.by_type.setdefault(naming.name.type, []).append(number)
        self.namings += sentence.namings
        self.found += found
        self.gone.update(one.to for one in found if one.type == "replaces")


class Line:
    """The tokens of one sentence; those outside it have the kind "" and print ""."""

    def __init__(self, low: str, sentence: Sentence, told: Told) -> None:
        self.low, self.told, self.first = low, told, len(told.namings)
        self.namings, self.bodies = sentence.namings, sentence.bodies
        self.tokens = tokenize(low, sentence.start, sentence.end, self.namings, self.bodies)

    def kind(self, at: int) -> str:
        """Return the kind of a token."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def word(self, at: int) -> str:
        """Return what a token prints, in lower case."""
        return self.between(at, at) if 0 <= at < len(self.tokens) else ""

    def between(self, first: int, last: int) -> str:
        """Return what is printed from one token to another."""
        return self.low[self.tokens[first].start : self.tokens[last].end]

    def naming(self, at: int) -> Naming:
        """Return the naming of a document's token."""
        return self.namings[self.tokens[at].number]

    def number(self, at: int) -> int:
        """Return the number in the article of a document's token."""
        return self.first + self.tokens[at].number

    def naming_of(self, number: int) -> Naming:
        """Return a naming by its number in the article."""
        return (
            self.namings[number - self.first] if number >= self.first else self.told.namings[number]
        )

    def document(self, number: int) -> Actor:
        """Return a naming, by its number in the article, as what acts."""
        name = self.naming_of(number).name
        return Actor(number, name.start, name.end)

    def body(self, at: int) -> Actor:
        """Return a body's token as what acts."""
        token = self.tokens[at]
        return Actor(-1, token.start, token.end, self.bodies[token.number])

    def left_of(self, at: int, kind: str) -> int:
        """Return the nearest token of a kind on the left, -1 for none."""
        return next((left for left in range(at - 1, -1, -1) if self.kind(left) == kind), -1)

    def together(self, actor: Actor) -> Iterator[Actor]:
        """Yield the items of a list with one head that act with an item: "Quyết định 935, 936"."""
        number = actor.naming
        while number > self.first and self.naming_of(number).name.part:
            number -= 1
            yield self.document(number)


def settled(line: Line, kind: str, actor: Actor) -> str:
    """Return the type that a cue has with what acts: a Hướng dẫn details, a body that goes on
    implements."""
    if kind == "continues" and actor.naming < 0:
        return "implements"
    if kind == "implements" and actor.naming >= 0:
        return "details" if line.naming_of(actor.naming).name.type == "Hướng dẫn" else kind
    return kind
