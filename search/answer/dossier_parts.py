"""What a dossier of a document is made of: the shape of its JSON too."""

from dataclasses import dataclass

__all__ = ["Candidate", "Dossier", "Edge", "Fact", "Member", "Place", "Sentence"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One document of a name, as far as articles decide; `articles` name it."""

    value: str
    name: str
    place: str
    period: str
    decided: bool
    articles: int


@dataclass(frozen=True, slots=True)
class Member:
    """One of the documents of a name: `articles` name it, `unsaid` of them without saying which it
    is, so that it is the only one known that they can mean; `values` are all under which it is
    named, `title` is given where there are several documents."""

    value: str
    name: str
    place: str
    period: str
    articles: int
    unsaid: int
    values: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that articles say, and which: `articles` of those read, the first few as `ids`."""

    text: str
    articles: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What an article says, word for word: `Article.text[start:end]`."""

    text: str
    start: int
    end: int
    id: str
    title: str
    day: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation: `source` is a document's value or "body | place", `articles` tell of it.

    `actor` and `place` name the body that acts where no document does.
    """

    source: str
    type: str
    target: str
    actor: str
    place: str
    articles: int
    sentence: Sentence | None


@dataclass(frozen=True, slots=True)
class Place:
    """A district or ward with the number of articles that name the document there, and how many
    there are of it at all; `days` from the first naming anywhere to that there, None when
    unknown."""

    facet: str
    value: str
    articles: int
    all_articles: int
    days: int | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a collection says of a document, or of all of one name.

    `candidates` are the values of its name as the articles print them, `documents` those told
    apart, `open` the values that may be any of several.

    `done` are relations to it, `carries_out` and `carried_out_by` the tree above and below it, one
    edge each; `silent` are districts that have articles and no naming. `years` maps a year to its
    articles. Titles, issuers and days are said of one document only; they and the documents named
    `together` are of the newest `read` articles.
    """

    name: str
    candidates: tuple[Candidate, ...]
    chosen: tuple[str, ...]
    articles: int
    read: int
    titles: tuple[Fact, ...]
    issuers: tuple[Fact, ...]
    days: tuple[Fact, ...]
    done: tuple[Edge, ...]
    others: tuple[Edge, ...]
    carries_out: tuple[Edge, ...]
    carried_out_by: tuple[Edge, ...]
    places: tuple[Place, ...]
    silent: tuple[Place, ...]
    years: dict[str, int]
    together: tuple[Candidate, ...]
    documents: tuple[Member, ...] = ()
    open: tuple[Candidate, ...] = ()
