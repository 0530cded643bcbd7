"""All documents that articles name: values of the facet as documents, where one that leaves open
which it is joins the only one known."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import attrgetter
from weakref import WeakKeyDictionary

from corpus.codes import parse_code
from corpus.documents import kind_named
from corpus.vietnamese.ordering import natural_key
from corpus.vietnamese.text import fold
from search.answer.alike import Wordings, apart, candidate, gathered
from search.answer.dossier_parts import Candidate, Member
from search.documents import UNDECIDED
from search.engine import Engine
from search.request import SearchRequest

__all__ = ["COUNTED_BY", "Catalogue", "ListedDocument", "catalogue", "counted", "listed"]

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


COUNTED_BY: Mapping[str, Callable[[ListedDocument], str]] = {
    "type": attrgetter("type"),
    "level": attrgetter("level"),
    "place": attrgetter("place"),
    "term": attrgetter("period"),
}
"""By what documents are counted and chosen."""


@dataclass(frozen=True)
class Catalogue:
    """Documents, those in most articles first; what is worked out of all of them is kept."""

    snapshot: str
    documents: Sequence[ListedDocument]

    @cached_property
    def by_name(self) -> Sequence[ListedDocument]:
        """Return them in the order of their names and numbers."""
        return sorted(
            self.documents, key=lambda one: (natural_key(one.name), one.place, one.period)
        )

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return name of `COUNTED_BY` -> value -> documents, most first."""
        return {name: counted(self.documents, name) for name in COUNTED_BY}

    def beginning(self, letters: str) -> Sequence[ListedDocument]:
        """Return those with some folded letters where a word or number of name or place begins."""
        text, starts = self._letters
        found, at = [], text.find(letters)
        while at >= 0:
            if text[at - 1].isalnum():
                at = text.find(letters, at + 1)
            else:
                row = bisect_right(starts, at)
                found.append(self.documents[row - 1])
                at = text.find(letters, starts[row] - 1 if row < len(starts) else len(text))
        return found

    @cached_property
    def _letters(self) -> tuple[str, Sequence[int]]:
        """Return a line for each with its name and place, folded, and where the lines begin."""
        lines = [fold(f"{one.name} | {one.place}".replace("\n", " ")) for one in self.documents]
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=1)
        return "\n" + "\n".join(lines), list(starts)

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Return value of the facet -> value of the document that it means."""
        return {value: one.value for one in self.documents for value in one.values}


def counted(documents: Iterable[ListedDocument], name: str) -> dict[str, int]:
    """Return the values that documents have in one of `COUNTED_BY`, most documents first."""
    return dict(Counter(map(COUNTED_BY[name], documents)).most_common())


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
        yield _row(one, decided, one.unsaid, one.values)
    for other in left:
        yield _row(other, other.decided, 0, (other.value,))


def _row(
    one: Candidate | Member, decided: bool, unsaid: int, values: tuple[str, ...]
) -> ListedDocument:
    kind, level = _kind(one.name)
    return ListedDocument(
        one.value, one.name, kind, level, one.place, one.period, decided,
        one.articles, unsaid, values,
    )  # fmt: skip


@lru_cache(maxsize=_MOST_KINDS)
def _kind(name: str) -> tuple[str, str]:
    """Return the type of a document and the level of its issuer, by its code or by its name."""
    try:
        code = parse_code(name)
    except ValueError:
        kind, level = kind_named(name)
        return kind or UNDECIDED, level or UNDECIDED
    return code.type_name or UNDECIDED, code.level or UNDECIDED
