"""Both engines over the real articles: three hundred queries of every kind, with filters, orders
and pages."""

import json
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from both_engines import agree

from corpus import read_articles
from corpus.vietnamese.text import fold
from indexer.pipeline import ingest_articles
from search import SearchRequest, open_engine
from search.engine import Engine
from search.opening import open_writer
from tools.quality.relevance import KINDS, score, topics

pytestmark = pytest.mark.data

ARTICLES = 5_000
QUERIES = 300
PHRASES = ('"{}"', '"{}" -quận', 'title:"{}"', 'body:"{}"')


@pytest.fixture(scope="module")
def engines(
    data_dir: Path, opensearch: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The same real articles in both engines."""
    wanted = {
        id for topic in topics(data_dir / "gold" / "relevance-dev.jsonl") for id in topic.relevant
    }
    every = read_articles([data_dir / "data" / "vinews.jsonl.xz"])
    places = (tmp_path_factory.mktemp("real") / "index", opensearch())
    chosen = list(
        islice(
            (one for place, one in enumerate(every) if one.id in wanted or place % 7 == 0), ARTICLES
        )
    )
    for place in places:
        with open_writer(place) as writer:
            ingest_articles(chosen, writer, jobs=2)
    yield tuple(open_engine(place) for place in places)


def filters(engine: Engine) -> Iterator[dict[str, Any]]:
    """Yield, again and again, filters that leave something, orders, groups and deep pages."""
    facets = engine.search(SearchRequest()).facets
    district, code, ward = (facets[name][1].value for name in ("district", "code", "ward"))
    first, last = engine.span() or (None, None)
    assert first and last
    half = first + (last - first) / 2
    return cycle(
        (
            {},
            {"sort": "newest"},
            {"districts": (district,)},
            {"not_districts": (district,)},
            {"codes": (code,)},
            {"date_from": half},
            {"sort": "oldest", "page": 3},
            {"group": "story", "sort": "newest"},
            {"date_to": half},
            {"wards": (ward,), "sort": "oldest"},
            {"off": ("relax", "fold")},
            {"facet_limit": 5, "facet_q": "quan"},
            {"sort": "newest", "page": 40, "per_page": 25},
            {"off": ("slip", "abbreviation", "code")},
            {
                "districts": (district, "Quận 99"),
                "date_from": half,
                "group": "story",
                "sort": "oldest",
            },
        )
    )


def queries(data_dir: Path, engine: Engine) -> Iterator[str]:
    """Yield what people ask: short queries, known items in four ways, codes in several forms,
    phrases, fields."""
    lines = (data_dir / "gold" / "queries-short.jsonl").read_text(encoding="utf-8").splitlines()
    short = [json.loads(line) for line in lines]
    yield from (query[form] for query in short for form in ("q", "q_plain"))
    codes = [row.value for row in engine.search(SearchRequest(facet_limit=20)).facets["code"]]
    yield from (
        form
        for code in codes
        for form in (code, fold(code), code.replace("-", " - "), f"-{code} đảng")
    )
    yield from (form.format(query["q"]) for query, form in zip(short, cycle(PHRASES), strict=False))
    yield from (
        "",
        "-đảng",
        "từ:2017 đến:2017-06",
        "quận:1",
        "tỉnh:nghệ",
        "nguyen*",
        "đảng*",
        "title:quan",
        "a",
        "1",
    )
    known = topics(data_dir / "gold" / "relevance-dev.jsonl")
    yield from (topic.queries[kind] for kind in KINDS for topic in known if kind in topic.queries)


def test_three_hundred_queries(engines: tuple[Engine, Engine], data_dir: Path) -> None:
    """Ids, totals, facet counts, readings and suggestions are the same for each of them."""
    asked = list(
        islice(zip(queries(data_dir, engines[0]), filters(engines[0]), strict=False), QUERIES)
    )
    assert len(asked) == QUERIES
    for q, chosen in asked:
        agree(*engines, SearchRequest(q=q, **chosen))


def test_known_items_are_found_as_well(engines: tuple[Engine, Engine], data_dir: Path) -> None:
    """What was looked for stands nearly as high; nine of the first ten are the same."""
    reciprocal: list[list[float]] = [[], []]
    overlap: list[float] = []
    for topic in topics(data_dir / "gold" / "relevance-dev.jsonl"):
        for q in topic.queries.values():
            tops = [
                [hit.id for hit in engine.search(SearchRequest(q=q)).results] for engine in engines
            ]
            overlap.append(len({*tops[0]} & {*tops[1]}) / max(len(tops[0]), 1))
            for scores, top in zip(reciprocal, tops, strict=True):
                scores.append(score(top, topic.relevant).reciprocal_rank)
    embedded, distributed = map(fmean, reciprocal)
    print(
        f"\nMRR@10: {embedded:.3f} embedded, {distributed:.3f} "
        f"distributed; first ten alike: {fmean(overlap):.3f}"
    )
    assert distributed > embedded - 0.02 and fmean(overlap) > 0.9
