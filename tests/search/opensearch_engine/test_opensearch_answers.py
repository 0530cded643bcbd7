"""The answers of a cluster are those of a folder, and its tokens ours."""

import json
import re
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from both_engines import agree
from index_model import document
from opensearch.indexes import Places, behind, client_of, write
from opensearchpy import OpenSearch
from sample_index import indexed, sample_articles

from corpus import Article, read_articles
from corpus.vietnamese.text import fold
from search import SearchRequest, open_engine
from search.analysis import analyze
from search.engine import Engine
from search.opensearch_engine import writer
from webui import create_app

QUERIES = (
    "",
    "th*",
    "tuyên giáo",
    "tuyen giao",
    '"tuyên giáo"',
    '"tuyên giao"',
    '"quan 1"',
    "05-CT/TW",
    "chỉ thị 05",
    "chi thi 05",
    "-quận",
    "quận:1",
    "loại:chỉ",
    "từ:2024",
    "tuyên*",
    "tuy*",
    "title:đảng",
    'body:"đảng bộ"',
    "MTTQ",
    "quaanj uy",
    "xây dựng đảng trong sạch vững mạnh toàn diện năm 2025",
    "HQ571",
    "-05-CT/TW",
    'đảng -"chỉ thị"',
    "asdfgh",
    "Q.1",
)


FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"sort": "newest"},
    {"sort": "oldest", "page": 2, "per_page": 7},
    {"group": "story", "sort": "newest"},
    {"districts": ("Quận 1, Thành phố Hồ Chí Minh",)},
    {"not_codes": ("05-CT/TW",), "types": ("Kế hoạch",)},
    {"date_from": "2024-01-01", "date_to": "2024-12-31"},
    {"off": ("fold", "relax"), "facet_q": "quan"},
)


@pytest.fixture(scope="module")
def samples(opensearch: Places, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, Engine]:
    """The sample corpus in both engines."""
    articles = sample_articles()
    return indexed(articles, tmp_path_factory.mktemp("both")), indexed(articles, opensearch())


@pytest.mark.parametrize("q", QUERIES)
def test_both_engines_give_one_answer(samples: tuple[Engine, Engine], q: str) -> None:
    """Ids, totals, facet counts, readings and suggestions are the same, with every kind of filter,
    order and page."""
    for filters in FILTERS:
        agree(*samples, SearchRequest(q=q, **filters))


COMPLETED = (
    "05",
    "quan",
    "Quận",
    "tuyen",
    "tuyên tr",
    "binh",
    "x",
    "05-ct",
    "đảng ủ",
    "chi thi 05",
    "hoà b",
)


@pytest.mark.parametrize("typed", COMPLETED)
def test_both_engines_complete_alike(samples: tuple[Engine, Engine], typed: str) -> None:
    """Completions come from the same words with the same counts."""
    first, second = (
        [(one.text, one.kind, one.count) for one in engine.suggest(typed)] for engine in samples
    )
    assert sorted(first) == sorted(second)


def test_explanations_name_conditions_and_readings(samples: tuple[Engine, Engine]) -> None:
    """Both engines explain a hit by the same conditions and readings; only the figures differ."""
    for q in ("dang bo quan", "05-CT/TW tuyên giáo", '"cải cách" MTTQ'):
        request = SearchRequest(q=q, explain=True, per_page=100)
        first, second = (
            {hit.id: hit for hit in engine.search(request).results} for engine in samples
        )
        for id, hit in first.items():
            assert second[id].matched == hit.matched
            assert set(second[id].score_parts) - {"nearness"} == set(hit.score_parts) - {"nearness"}


def test_both_engines_rank_alike(samples: tuple[Engine, Engine]) -> None:
    """Nine of the first ten are the same, of words all there and missing, with marks and without."""
    shares = []
    for title in [hit.title for hit in samples[0].search(SearchRequest(per_page=60)).results]:
        words = title.split()
        for q in (" ".join(words[:2]), " ".join(words[:6]), fold(" ".join(words[1:5]))):
            first, second = (
                {hit.id for hit in engine.search(SearchRequest(q)).results} for engine in samples
            )
            shares.append(len(first & second) / max(len(first), len(second), 1))
    assert len(shares) == 180 and fmean(shares) > 0.9


def tokens_of(client: OpenSearch, index: str, field: str, texts: list[str]) -> list[str]:
    answer = client.indices.analyze(index=index, body={"field": field, "text": texts})
    return [token["token"] for token in answer["tokens"]]


def check_tokens(location: str, articles: list[Article]) -> None:
    """Hold what the cluster makes of an article's fields to the terms of the analysis, for each
    article."""
    client, index = client_of(location), behind(location)
    for article in articles:
        prepared = json.loads(
            writer.prepare([document(article.id, article.title, article.body)])[0].source
        )["text"]
        for field, text in (("title", article.title), ("body", article.body)):
            terms = analyze(text)
            assert (
                tokens_of(client, index, f"text.{field}", [prepared.get(field, "")])
                == terms.syllables
            )
        every = [analyze(text) for text in (article.title, article.body)]
        words = {word for terms in every for word, _, _ in terms.words}
        syllables = {one for terms in every for one in terms.syllables}
        assert set(tokens_of(client, index, "text.weighted", [prepared["weighted"]])) == (
            words | syllables
        )


def test_the_cluster_makes_our_tokens(location: str) -> None:
    """Fields only split at spaces: what the cluster indexes are the terms of the analysis, odd ones
    too."""
    title = "ＡＢＣ 𝟙𝟚 x\u00a0y Đ\u1ea7u 05-CT/TW a_b '’ﬁ İstanbul"
    odd = Article("odd", title, f"{'đ' * 255} {'x' * 256} 🎉 {'𐐀' * 200}")
    check_tokens(location, [*sample_articles()[:25], odd])


@pytest.mark.data
def test_the_cluster_makes_our_tokens_of_real_articles(location: str, data_dir: Path) -> None:
    """So it is for a thousand real articles."""
    check_tokens(
        location, list(islice(read_articles([data_dir / "data" / "vinews.jsonl.xz"]), 1_000))
    )


def test_the_pages_know_no_engine(opensearch: Places, tmp_path: Path) -> None:
    """The same addresses give the same JSON, but for scores and times; the pages open."""
    places = (opensearch(), tmp_path / "index")
    for place in places:
        indexed(sample_articles(), place)
    clients = [create_app(place, TESTING=True).test_client() for place in places]
    for path in (
        "/search.json?q=tuyen+giao&sort=newest",
        "/api/v1/suggest?q=quan+1",
        "/search.ndjson?q=đảng&sort=oldest",
        "/search.json?group=story&district=Quận 1, Thành phố Hồ Chí Minh",
    ):
        first, second = (unscored(client.get(path).text) for client in clients)
        assert first == second and len(first) > 100
    for path in (
        "/",
        "/search?q=đảng",
        "/search.csv?q=đảng",
        "/search.atom?q=đảng",
        "/readyz",
        "/van-ban/05-CT/TW",
    ):
        assert [client.get(path).status_code for client in clients] == [200, 200], path


def unscored(text: str) -> str:
    return re.sub(r'"(score|took_ms|snapshot)": ?[^,}]*', "", text)


def test_an_answer_lists_every_value_exactly(
    opensearch: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a facet has more values than one request counts, they are walked through; counts stay
    exact."""
    place = opensearch()
    write(place, *(document(f"{n}", "Bài", codes=[f"{n % 40 + 1:02}-KH/QU"]) for n in range(100)))
    expected = open_engine(place).search(SearchRequest(facet_limit=100)).facets["code"]
    monkeypatch.setattr("search.opensearch_engine.asking.selection.MOST_VALUES", 7)
    monkeypatch.setattr("search.opensearch_engine.asking.snapshot.MOST_BUCKETS", 9)
    page = open_engine(place).search(SearchRequest(facet_limit=100))
    assert list(page.facets["code"]) == list(expected) and page.facet_totals["code"] == 40
