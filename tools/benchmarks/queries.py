"""What is asked: at least sixty questions of mixed kinds, from the marked sets or from the
articles' own titles."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random

from corpus import Article
from corpus.codes import find_code_queries
from corpus.vietnamese.text import fold
from search.analysis import analyze, is_folded
from search.request import SearchRequest
from tools.benchmarks.answers import FACETS, Question, Unanswerable, must, phrase_words
from tools.benchmarks.ours import Ours

__all__ = ["KINDS", "Seeds", "questions", "seeds", "top_codes", "varied"]

KINDS = {
    "one syllable, common": 4,
    "one syllable, rare": 4,
    "two syllables": 10,
    "three syllables": 10,
    "four and more": 10,
    "long": 8,
    "abbreviation": 6,
    "phrase": 10,
    "code": 8,
    "folded": 10,
    "district chosen": 6,
    "code chosen": 5,
    "date range": 6,
    "sorted by date": 6,
    "deep page": 5,
}
"""Kind -> at most so many questions."""

STRICT = ("slip", "relax")
"""Switched off, so that every engine has the same thing to find: all the words."""

LONGEST = 9
"""Words of a title that are asked for."""

DEEP_PAGE = 20
ORDERS = ("newest", "oldest")


@dataclass(frozen=True, slots=True)
class Seeds:
    """Texts that people might type: short ones, long ones, and ones that name a code."""

    short: tuple[str, ...]
    long: tuple[str, ...]
    codes: tuple[str, ...]


def seeds(data: str, collection: Iterable[Article]) -> Seeds:
    """Read the marked sets under a folder; without one take the words of titles."""
    gold = Path(data) / "gold"
    if data and gold.is_dir():
        short = tuple(row["q"] for row in _rows(gold / "queries-short.jsonl"))
        known = list(_rows(gold / "relevance-dev.jsonl"))
        typed = [text for row in known for text in (row["q_main"], row["q_variant"]) if text]
        return Seeds(
            short,
            tuple(row["q_main"] for row in known),
            tuple(filter(find_code_queries, (*short, *typed))),
        )
    return _of_titles([article.title for article in collection])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _of_titles(titles: list[str]) -> Seeds:
    titles = [" ".join(title.split()[:LONGEST]) for title in dict.fromkeys(titles)]
    words = (" ".join(word.split("_")) for title in titles for word, _, _ in analyze(title).words)
    pairs = (" ".join(title.split()[:4]) for title in titles)
    return Seeds(
        (*dict.fromkeys(words), *dict.fromkeys(pairs)),
        tuple(titles),
        tuple(filter(find_code_queries, titles)),
    )


def top_codes(engine: Ours) -> list[str]:
    """Return the codes that most articles name."""
    return [count.value for count in engine.engine.search(SearchRequest()).facets["code"][:5]]


def questions(engine: Ours, given: Seeds, top_codes: Iterable[str]) -> list[Question]:
    """Make the questions of every kind that have an answer and that every peer can be asked."""
    made: list[Question] = []
    for kind, requests in _requests(engine, given, top_codes).items():
        room = KINDS[kind]
        for request in dict.fromkeys(requests):
            if room and (question := _question(engine, kind, replace(request, off=STRICT))):
                made.append(question)
                room -= 1
    return made


def _question(engine: Ours, kind: str, request: SearchRequest) -> Question | None:
    question = Question(kind, request, engine.plan(request))
    if engine.engine.search(request).total <= (request.page - 1) * request.per_page:
        return None
    try:
        _check(question)
    except Unanswerable:
        return None
    return question


def _check(question: Question) -> None:
    """Raises `Unanswerable` when a peer cannot be asked."""
    from search.query.plan import And, Node, Or, Phrase, Values

    def walk(node: Node) -> None:
        if isinstance(node, Phrase):
            phrase_words(node)
        elif isinstance(node, Values) and node.facet not in FACETS:
            raise Unanswerable(node.facet)
        elif isinstance(node, And | Or):
            for part in node.nodes:
                walk(part)

    for node in (
        *must(question.plan),
        *question.plan.must_not,
        *(node for node, _ in question.plan.should),
    ):
        walk(node)


def _requests(
    engine: Ours, given: Seeds, top_codes: Iterable[str]
) -> dict[str, list[SearchRequest]]:
    plain = [text for text in given.short if not _read_otherwise(engine, text)]
    by_length = {
        size: [text for text in plain if len(analyze(text).syllables) == size]
        for size in range(1, 9)
    }
    words = _by_frequency(engine, given)
    ranked = sorted(plain, key=lambda text: -engine.engine.search(SearchRequest(text)).total)
    return {
        "one syllable, common": _all(words),
        "one syllable, rare": _all(reversed(words)),
        "two syllables": _all(by_length[2]),
        "three syllables": _all(by_length[3]),
        "four and more": _all(text for size in range(4, 9) for text in by_length[size]),
        "long": _all(text for text in given.long if not _read_otherwise(engine, text)),
        "abbreviation": _all(
            text for text in given.short if "abbreviation" in _read_otherwise(engine, text)
        ),
        "phrase": _all(
            f'"{text}"' for text in (*given.short, *map(fold, given.short)) if " " in text
        ),
        "code": _all((*top_codes, *given.codes)),
        "folded": _all(fold(text) for text in plain if " " in text),
        "district chosen": list(_narrowed(engine, ranked, "district")),
        "code chosen": list(_narrowed(engine, ranked, "code")),
        "date range": list(_dated(engine, plain)),
        "sorted by date": [
            SearchRequest(text, sort=sort)
            for text, sort in zip(ranked, cycle(ORDERS), strict=False)
        ],
        "deep page": [SearchRequest(text, page=DEEP_PAGE) for text in ranked[::2]],
    }


def _all(texts: Iterable[str]) -> list[SearchRequest]:
    return [SearchRequest(text) for text in texts]


def _read_otherwise(engine: Ours, text: str) -> set[str]:
    """Return the readings of a text beyond its letters, words and places: abbreviations, codes."""
    readings = engine.engine.search(SearchRequest(text, off=STRICT)).readings
    return {reading.kind for reading in readings} - {"fold", "place", "word"}


def _by_frequency(engine: Ours, given: Seeds) -> list[str]:
    """Return the marked syllables of the seeds, the most frequent first."""
    syllables = {
        syllable for text in (*given.short, *given.long) for syllable in analyze(text).syllables
    }
    marked = sorted(
        syllable
        for syllable in syllables
        if not is_folded(syllable) and re.fullmatch(r"\w+", syllable)
    )
    totals = {syllable: engine.engine.search(SearchRequest(syllable)).total for syllable in marked}
    return sorted(
        (syllable for syllable in marked if totals[syllable]),
        key=lambda syllable: -totals[syllable],
    )


def _narrowed(engine: Ours, texts: Iterable[str], facet: str) -> Iterator[SearchRequest]:
    """Yield queries with their most frequent value of a facet chosen."""
    choose: dict[str, Callable[[str, str], SearchRequest]] = {
        "district": lambda q, value: SearchRequest(q, districts=(value,)),
        "code": lambda q, value: SearchRequest(q, codes=(value,)),
    }
    for text in texts:
        values = engine.engine.search(SearchRequest(text)).facets[facet]
        if values:
            yield choose[facet](text, values[0].value)


def _dated(engine: Ours, texts: Iterable[str]) -> Iterator[SearchRequest]:
    """Yield queries over the second third of the collection's days."""
    first, last = engine.engine.span() or (date.today(), date.today())
    third = (last - first) / 3
    for text in texts:
        yield SearchRequest(text, date_from=first + third, date_to=last - third)


def varied(made: Iterable[Question], given: Seeds, count: int) -> list[SearchRequest]:
    """Return so many different requests, always the same: questions, known items, pages and plain
    forms of them."""
    base = [question.request for question in made]
    base += [SearchRequest(form) for text in given.long for form in (text, fold(text))]
    base += [
        SearchRequest(" ".join(text.split()[:size])) for text in given.long for size in (1, 2, 3)
    ]
    paged = [request.with_(page=page) for page in range(2, 40) for request in base]
    chosen = list(dict.fromkeys([*base, *paged]))[:count]
    Random(1).shuffle(chosen)  # noqa: S311
    return chosen
