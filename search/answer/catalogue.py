"""All documents that articles name: values of the facet as documents, where one that leaves open
which it is joins the only one known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

from corpus.codes import parse_code
from corpus.documents import kind_named
from corpus.vietnamese.text import fold
from search.answer.alike import Wordings, apart, candidate, gathered
from search.answer.dossier_parts import Candidate
from search.documents import UNDECIDED
from search.engine import Engine
from search.request import SearchRequest

__all__ = ["Catalogue", "ListedDocument", "catalogue", "listed"]

_MOST_KINDS = 200_000


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """One document: `articles` name it, `unsaid` of them without saying which of its name it is, so
    that it is the only one known that they can mean; `values` are all under which it is named.

    `type` in words, `level` of its issuer, `place` and `period` are "?" where nothing tells them.
    """

    value: str
    name: str
    type: str
    level: str
    place: str
    period: str
    decided: bool
    articles: int
    unsaid: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """The documents of a snapshot, those in most articles first."""

    snapshot: str
    documents: Sequence[ListedDocument]

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Return value of the facet -> value of the document that it means."""
        return {value: one.value for one in self.documents for value in one.values}


_KEPT: "WeakKeyDictionary[Engine, Catalogue]" = WeakKeyDictionary()
"""That of the snapshot which was asked last, of each engine."""


def catalogue(engine: Engine, snapshot: str) -> Catalogue:
    """Return the documents of all articles; made anew when the snapshot is another."""
    kept = _KEPT.get(engine)
    if kept is None or kept.snapshot != snapshot:
        page = engine.search(SearchRequest(facet_limit=1, per_page=1))
        kept = _KEPT[engine] = Catalogue(page.snapshot, listed(page.values("document")))
    return kept


def listed(values: Mapping[str, int], wordings: Wordings | None = None) -> Sequence[ListedDocument]:
    """Return values, each with its articles, as documents, those in most articles first; `wordings`
    of titles tell apart what has one number."""
    named: dict[str, list[Candidate]] = {}
    for value, count in values.items():
        one = candidate(value, count)
        named.setdefault(fold(one.name), []).append(one)
    found = [row for alike in named.values() for row in _rows(alike, wordings or {})]
    return sorted(found, key=lambda one: -one.articles)


def _rows(alike: Sequence[Candidate], wordings: Wordings) -> Iterable[ListedDocument]:
    documents, left = gathered(alike, apart(alike), wordings)
    for one in documents:
        decided = UNDECIDED not in (one.place, one.period)
        yield _row(one.value, decided, one.articles, one.unsaid, one.values)
    for other in left:
        yield _row(other.value, other.decided, other.articles, 0, (other.value,))


def _row(
    value: str, decided: bool, articles: int, unsaid: int, values: tuple[str, ...]
) -> ListedDocument:
    one = candidate(value, articles)
    kind, level = _kind(one.name)
    return ListedDocument(
        value, one.name, kind, level, one.place, one.period, decided, articles, unsaid, values
    )


@lru_cache(maxsize=_MOST_KINDS)
def _kind(name: str) -> tuple[str, str]:
    """Return the type of a document and the level of its issuer, by its code or by its name."""
    try:
        code = parse_code(name)
    except ValueError:
        kind, level = kind_named(name)
        return kind or UNDECIDED, level or UNDECIDED
    return code.type_name or UNDECIDED, code.level or UNDECIDED
