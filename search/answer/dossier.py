"""What a collection says of one document: which it may be, what it is called, who did what with it
where and when, each with a sentence.

Everything is asked as facets and hits of ordinary searches, so both engines answer alike.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from weakref import WeakKeyDictionary

from corpus.vietnamese.sentences import sentence_around
from search.answer.alike import MAX_READ, Choice, candidate, choose, title_of
from search.answer.catalogue import catalogue
from search.answer.dossier_parts import Candidate, Dossier, Edge, Fact, Place, Sentence
from search.answer.wording import Said, facts
from search.documents import UNDECIDED, RelationValue, StoredDocument, read_value, relation_of
from search.engine import Engine
from search.model import IndexedArticle, SearchPage
from search.request import MAX_FACET_VALUES, MAX_VALUES, SearchRequest

__all__ = [
    "Candidate",
    "Dossier",
    "Edge",
    "Fact",
    "Place",
    "Sentence",
    "dossier",
    "evidence",
    "whole_sentence",
]

MAX_EVIDENCE = 50
"""So many articles are read for the sentences of relations."""

MAX_PLACES = 200
MAX_TOGETHER = 20
DEPTH = 3
"""So many steps up and down a tree goes."""

FRONTIER = 60
_MOST_AROUND = 240
PLACE_FACETS = ("province", "district", "ward")
CARRYING_OUT = ("implements", "details", "continues")


def dossier(engine: Engine, name: str, place: str = "", period: str = "") -> Dossier | None:
    """Return what is said of the document of a name (a code, or a type and number), at a place and
    of a period if they are given; None when no article names it."""
    choice = choose(engine, name, place, period)
    return _read(engine, choice) if choice.chosen else None


def _read(engine: Engine, choice: Choice) -> Dossier:
    values = choice.chosen
    asked = SearchRequest(
        documents=values, sort="newest", facet_limit=MAX_FACET_VALUES, per_page=MAX_READ
    )
    page = engine.search(asked)
    articles = engine.articles([hit.id for hit in page.results])
    up, down = _tree(engine, values, source=True), _tree(engine, values, source=False)
    own = _relations(page, lambda one: one.target in values or one.source in values)
    said = evidence(engine, [*own, *up, *down])
    homes = catalogue(engine, page.snapshot).homes
    edges = {value: _edge(value, count, said, homes) for value, count in (own | up | down).items()}
    done = {value for value in own if edges[value].target in values}
    told = articles if choice.is_one else []
    first = _first_days(page if page.pages <= 1 else engine.search(asked.with_(sort="oldest")))
    totals = _totals(engine, page.snapshot)
    return Dossier(
        name=read_value(values[0]).name,
        candidates=choice.candidates,
        chosen=values,
        articles=page.total,
        read=len(articles),
        titles=_facts(told, values, lambda own, one: title_of(own, one.title_start, one.title_end)),
        issuers=_facts(told, values, lambda _, one: one.issuer),
        days=_facts(told, values, lambda _, one: one.day if _lies_in(one.day, values) else ""),
        done=_once(replace(edges[value], target=values[0]) for value in own if value in done),
        others=_once(edges[value] for value in own if value not in done),
        carries_out=_once(edges[value] for value in up),
        carried_out_by=_once(edges[value] for value in down),
        places=tuple(_places(page, totals, first)),
        silent=tuple(_silent(page, totals)),
        years=_years(page),
        together=tuple(_together(articles, values, homes)),
        documents=choice.documents,
        open=choice.open,
    )


def _lies_in(day: str, values: Sequence[str]) -> bool:
    """Say whether a day lies in the term or year of a document, as far as one is known."""
    periods = (read_value(value).period for value in values)
    since, dots, until = next((one for one in periods if one != UNDECIDED), "").partition("..")
    if not dots:
        return day.startswith(since)
    return since <= day and (not until or day[: len(until)] <= until)


def _facts(
    articles: Iterable[IndexedArticle],
    values: Sequence[str],
    said: Callable[[IndexedArticle, StoredDocument], str],
) -> tuple[Fact, ...]:
    """Return what articles say of a document, what most of them say first."""
    pairs = (
        Said(said(article, one), article.article.id)
        for article in articles
        for one in article.documents
        if one.value in values
    )
    return facts(one for one in pairs if one.text)


def _once(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Return relations between the same two once, whichever of their values they are told of."""
    kept: dict[tuple[str, str, str], Edge] = {}
    for edge in edges:
        key = edge.source, edge.type, edge.target
        before = kept.get(key, edge)
        count = edge.articles + (kept[key].articles if key in kept else 0)
        kept[key] = replace(before, articles=count, sentence=before.sentence or edge.sentence)
    return tuple(kept.values())


def _relations(page: SearchPage, wanted: Callable[[RelationValue], bool]) -> dict[str, int]:
    return {
        row.value: row.count
        for row in page.facets["relation"]
        if row.count and (one := relation_of(row.value)) and wanted(one)
    }


def _tree(engine: Engine, values: Sequence[str], *, source: bool) -> dict[str, int]:
    """Return the relations of carrying out that lead up from documents (`source`) or down to
    them, those nearest first."""
    found: dict[str, int] = {}
    seen, frontier = set(values), list(values)
    for _ in range(DEPTH):
        if not frontier:
            break
        asked = SearchRequest(
            documents=tuple(frontier[:FRONTIER]), facet_limit=MAX_FACET_VALUES, per_page=1
        )
        page, now = engine.search(asked), set(frontier)
        step = _relations(page, lambda one, now=now: _end(one, source) in now and _carries(one))  # type: ignore[misc]
        found |= {value: count for value, count in step.items() if value not in found}
        ends = [_end(one, not source) for value in step if (one := relation_of(value))]
        frontier = [end for end in dict.fromkeys(ends) if end not in seen]
        seen |= set(frontier)
    return found


def _end(one: RelationValue, source: bool) -> str:
    return one.source if source else one.target


def _carries(one: RelationValue) -> bool:
    return one.type in CARRYING_OUT and not one.actor


def evidence(engine: Engine, values: Iterable[str]) -> dict[str, Sentence]:
    """Return of each relation the first sentence that tells it."""
    wanted = tuple(dict.fromkeys(values))[:MAX_VALUES]
    if not wanted:
        return {}
    asked = SearchRequest(relations=wanted, sort="oldest", per_page=MAX_EVIDENCE)
    said: dict[str, Sentence] = {}
    for article in engine.articles([hit.id for hit in engine.search(asked).results]):
        for one in article.relations:
            if one.value in wanted and one.value not in said:
                said[one.value] = _sentence(article, one.start, one.end)
    return said


def _sentence(article: IndexedArticle, start: int, end: int) -> Sentence:
    own = article.article
    day = own.published or article.event_date
    start, end = whole_sentence(own.text, start, end)
    text = own.text[start:end]
    return Sentence(text, start, end, own.id, own.title, day.isoformat() if day else "")


def whole_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence that a relation stands in, without space around it."""
    first, last = sentence_around(text, start, end, _MOST_AROUND)
    said = text[first:last]
    return first + len(said) - len(said.lstrip()), first + len(said.rstrip())


def _edge(value: str, articles: int, said: dict[str, Sentence], homes: Mapping[str, str]) -> Edge:
    """Return a relation between the documents that its ends mean (`homes`)."""
    one = relation_of(value)
    assert one  # noqa: S101 only such values are counted
    source, target = (homes.get(end, end) for end in (one.source, one.target))
    return Edge(source, one.type, target, one.actor, one.place, articles, said.get(value))


def _first_days(page: SearchPage) -> dict[str, int]:
    """Return of each district named in the oldest articles the days from the first naming to its
    own."""
    dated = sorted((hit for hit in page.results if hit.day), key=lambda hit: hit.day or date.max)
    days: dict[str, int] = {}
    for hit in dated:
        for place in hit.districts:
            days.setdefault(place, (hit.day - dated[0].day).days)  # type: ignore[operator]
    return days


_Totals = dict[str, dict[str, int]]
_KEPT: "WeakKeyDictionary[Engine, tuple[str, _Totals]]" = WeakKeyDictionary()
"""The totals of the snapshot that was asked last, of each engine: the same for every document."""


def _totals(engine: Engine, snapshot: str) -> _Totals:
    """Return place facet -> value -> articles of the whole collection, most first."""
    kept = _KEPT.get(engine)
    if kept and kept[0] == snapshot:
        return kept[1]
    page = engine.search(SearchRequest(facet_limit=MAX_FACET_VALUES, per_page=1))
    totals = {facet: {row.value: row.count for row in page.facets[facet]} for facet in PLACE_FACETS}
    _KEPT[engine] = page.snapshot, totals
    return totals


def _places(page: SearchPage, totals: _Totals, first: dict[str, int]) -> Iterable[Place]:
    for facet in PLACE_FACETS:
        for row in page.facets[facet][:MAX_PLACES]:
            total = max(totals[facet].get(row.value, 0), row.count)
            yield Place(facet, row.value, row.count, total, first.get(row.value))


def _silent(page: SearchPage, totals: _Totals) -> Iterable[Place]:
    """Yield the districts with most articles of those where the document is not named."""
    named = {row.value for row in page.facets["district"] if row.count}
    rest = ((value, count) for value, count in totals["district"].items() if value not in named)
    return (Place("district", value, 0, count, None) for value, count in islice(rest, MAX_PLACES))


def _years(page: SearchPage) -> dict[str, int]:
    years: Counter[str] = Counter()
    for bucket in page.facets["date"]:
        years[bucket.value[:4]] += bucket.count
    return dict(sorted(years.items()))


def _together(
    articles: Iterable[IndexedArticle], values: Sequence[str], homes: Mapping[str, str]
) -> list[Candidate]:
    """Return the documents that articles name beside one, by the number of those articles."""
    named = ({homes.get(one.value, one.value) for one in article.documents} for article in articles)
    counts = Counter(value for own in named for value in sorted(own) if value not in values)
    return [candidate(value, count) for value, count in counts.most_common(MAX_TOGETHER)]
