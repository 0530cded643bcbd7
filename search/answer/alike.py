"""Which documents bear one name, and which articles leave open which of them they mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.vietnamese.text import fold
from search.answer.dossier_parts import Candidate, Member
from search.answer.wording import Said, facts, wording
from search.documents import UNDECIDED, DocumentValue, read_value
from search.engine import Engine
from search.model import IndexedArticle, SearchPage
from search.request import MAX_FACET_VALUES, MAX_VALUES, SearchRequest

__all__ = [
    "MAX_READ",
    "Choice",
    "Wordings",
    "apart",
    "candidate",
    "candidates",
    "choose",
    "gathered",
    "title_of",
    "titles_of",
]

MAX_READ = 50
"""So many articles of a document are read for what they call it."""

Wordings = Mapping[str, set[tuple[str, ...]]]
"""Of each value the wordings of its titles."""


class Choice(NamedTuple):
    """The documents of a name: every value (`candidates`), those told apart (`documents`), the
    values that may be any of several (`open`), and the values asked for (`chosen`)."""

    candidates: tuple[Candidate, ...] = ()
    documents: tuple[Member, ...] = ()
    open: tuple[Candidate, ...] = ()
    chosen: tuple[str, ...] = ()

    @property
    def is_one(self) -> bool:
        """Say whether what is chosen is one document."""
        return sum(one.value in self.chosen for one in self.documents) == 1


def candidates(page: SearchPage) -> list[Candidate]:
    """Return the documents that a page of results counts, in its order."""
    return [candidate(row.value, row.count) for row in page.facets["document"] if row.count]


def candidate(value: str, articles: int) -> Candidate:
    """Return a value of the facet as the document it stands for."""
    one: DocumentValue = read_value(value)
    return Candidate(value, one.name, one.place, one.period, one.is_decided, articles)


def choose(engine: Engine, name: str, place: str = "", period: str = "") -> Choice:
    """Return the documents of a name (a code, or a type and number), and those of them at a place
    and of a period."""
    named = engine.search(
        SearchRequest(facet_q=name[:200], facet_limit=MAX_FACET_VALUES, per_page=1)
    )
    alike = tuple(one for one in candidates(named) if fold(one.name) == fold(name))
    known = apart(alike)
    wordings: Wordings = {}
    titles: Mapping[str, str] = {}
    if len(known) > 1:
        wordings, titles = titles_of(engine, [one.value for one in alike])
    documents, left = gathered(alike, known, wordings)
    documents = [replace(one, title=titles.get(one.value, "")) for one in documents]
    chosen = _chosen(alike, documents, place, period)
    return Choice(alike, tuple(documents), tuple(left), chosen[:MAX_VALUES])


def apart(alike: Sequence[Candidate]) -> list[Candidate]:
    """Return the values of a name that mean no other of them: the documents told apart."""
    return [
        one for one in alike if one.decided or not any(_leaves_open(one, other) for other in alike)
    ]


def _leaves_open(one: Candidate, other: Candidate) -> bool:
    """Say whether a value may mean another that says more."""
    return (
        one.value != other.value
        and one.place in (UNDECIDED, other.place)
        and one.period in (UNDECIDED, other.period)
    )


def gathered(
    alike: Iterable[Candidate], known: Sequence[Candidate], wordings: Wordings
) -> tuple[list[Member], list[Candidate]]:
    """Return the documents, each with the values that can mean no other known one, and the values
    left.

    A value of the same place means the only document there, or the only one of its title.
    """
    own = {one.value: [one] for one in known}
    left = []
    for one in alike:
        if one.value in own:
            continue
        homes = [home for home in known if one.place == home.place and _leaves_open(one, home)]
        if len(homes) > 1:
            said = wordings.get(one.value, set())
            homes = [home for home in homes if said & wordings.get(home.value, set())]
        if len(homes) == 1:
            own[homes[0].value].append(one)
        else:
            left.append(one)
    documents = [_member(*own[one.value]) for one in known]
    return sorted(documents, key=lambda one: -one.articles), left


def _member(one: Candidate, *unsaid: Candidate) -> Member:
    count = sum(other.articles for other in unsaid)
    values = (one.value, *(other.value for other in unsaid))
    return Member(one.value, one.name, one.place, one.period, one.articles + count, count, values)


def _chosen(
    alike: Sequence[Candidate], documents: Sequence[Member], place: str, period: str
) -> tuple[str, ...]:
    """Return the values of the documents asked for, else the values that say just what is asked.

    Of several documents all values are taken, those left open too.
    """
    if not place and not period:
        one = documents[0].values if len(documents) == 1 else ()
        return one or tuple(one.value for one in alike)
    asked = [one for one in documents if _is_asked(one, place, period)]
    values = [value for one in asked for value in one.values]
    return tuple(values or (one.value for one in alike if _is_asked(one, place, period)))


def _is_asked(one: Candidate | Member, place: str, period: str) -> bool:
    return place in ("", one.place) and period in ("", one.period)


def titles_of(
    engine: Engine, wanted: Sequence[str], most: int = MAX_READ
) -> tuple[dict[str, set[tuple[str, ...]]], dict[str, str]]:
    """Return of each value the wordings of its titles, and what most of the newest articles call
    it."""
    values = tuple(wanted)[:MAX_VALUES]
    page = engine.search(
        SearchRequest(documents=values, sort="newest", facet_limit=1, per_page=most)
    )
    said: dict[str, list[Said]] = {}
    for article in engine.articles([hit.id for hit in page.results]):
        for one in article.documents:
            title = title_of(article, one.title_start, one.title_end)
            if one.value in values and title:
                said.setdefault(one.value, []).append(Said(title, article.article.id))
    wordings = {value: {wording(one.text) for one in titles} for value, titles in said.items()}
    return wordings, {value: facts(titles)[0].text for value, titles in said.items()}


def title_of(article: IndexedArticle, start: int, end: int) -> str:
    """Return what an article calls a document, without the signs around it."""
    return article.article.text[start:end].strip(' ,.;:“”"')
