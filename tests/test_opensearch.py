"""The distributed engine where it is more than the protocol: the answers of the embedded one, and its own duties."""

import json
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from index_model import document
from opensearchpy import OpenSearch
from sample_index import SAMPLE, indexed, sample_articles

from corpus import Article, read_articles
from indexer.cli import cli
from indexer.pipeline import ingest_articles
from search import Busy, IndexMissing, IndexStale, SearchRequest, open_engine
from search.analysis import analyze
from search.engine import Engine, check_index, index_status, open_writer, stored_articles
from search.model import SearchPage
from search.opensearch_engine import cluster, writer
from search.opensearch_engine.documents import key_of
from search.opensearch_engine.location import read_location
from webui import create_app

Places = Callable[..., str]

DOCUMENTS = [
    document("a", "Quận ủy Quận 1 sơ kết", "Chi bộ học tập chuyên đề về xây dựng Đảng.", codes=["05-CT/TW"]),
    document("b", "Hội nghị tuyên giáo", "Ban Tuyên giáo triển khai kế hoạch năm mới."),
    document("c", "Cải cách hành chính", "Ủy ban nhân dân phường tiếp nhận hồ sơ trực tuyến."),
]


def client_of(location: str) -> OpenSearch:
    return cluster.connect(read_location(location))


def behind(location: str) -> str:
    """Return the name of the index behind an alias."""
    return cluster.find_index(client_of(location), read_location(location)).index


def write(location: str, *documents: Any, rebuild: bool = False) -> None:
    with open_writer(location, rebuild=rebuild) as out:
        out.add(out.prepare(list(documents)))
        out.commit()


@pytest.fixture
def location(opensearch: Places) -> str:
    """An index of three articles."""
    place = opensearch()
    write(place, *DOCUMENTS)
    return place


def found(location: str, q: str = "") -> set[str]:
    return {hit.id for hit in open_engine(location).search(SearchRequest(q=q, per_page=100)).results}


def comparable(page: SearchPage) -> dict[str, Any]:
    """Return what two engines must agree on: all but scores, and so the order of relevance."""
    return {
        "total": page.total,
        "facets": {name: [tuple(row) for row in page.facets[name]] for name in page.facets},
        "totals": dict(page.facet_totals),
        "readings": [(one.kind, one.text, one.value) for one in page.readings],
        "suggestions": [(one.q, one.reason, one.total) for one in page.suggestions if one.reason != "diacritics"],
    }


def ids(engine: Engine, request: SearchRequest) -> list[str]:
    return [hit.id for hit in engine.scan(request)]


def agree(embedded: Engine, distributed: Engine, request: SearchRequest) -> None:
    """Hold the answers of both engines to one another."""
    assert comparable(distributed.search(request)) == comparable(embedded.search(request)), request
    expected, answered = ids(embedded, request), ids(distributed, request)
    assert sorted(answered) == sorted(expected), request
    if request.sort != "relevance":
        assert answered == expected, request
        pages = [engine.search(request) for engine in (embedded, distributed)]
        assert [hit.id for hit in pages[0].results] == [hit.id for hit in pages[1].results]


QUERIES = (
    "", "th*",
    "tuyên giáo", "tuyen giao", '"tuyên giáo"', '"tuyên giao"', '"quan 1"', "05-CT/TW", "chỉ thị 05", "chi thi 05",
    "-quận", "quận:1", "loại:chỉ", "từ:2024", "tuyên*", "tuy*", "title:đảng", 'body:"đảng bộ"', "MTTQ", "quaanj uy",
    "xây dựng đảng trong sạch vững mạnh toàn diện năm 2025", "HQ571", "-05-CT/TW", 'đảng -"chỉ thị"', "asdfgh", "Q.1",
)  # fmt: skip
FILTERS: tuple[dict[str, Any], ...] = (
    {}, {"sort": "newest"}, {"sort": "oldest", "page": 2, "per_page": 7}, {"group": "story", "sort": "newest"},
    {"districts": ("Quận 1, Thành phố Hồ Chí Minh",)}, {"not_codes": ("05-CT/TW",), "types": ("Kế hoạch",)},
    {"date_from": "2024-01-01", "date_to": "2024-12-31"}, {"off": ("fold", "relax"), "facet_q": "quan"},
)  # fmt: skip


@pytest.fixture(scope="module")
def samples(opensearch: Places, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, Engine]:
    """The sample corpus in both engines."""
    articles = sample_articles()
    return indexed(articles, tmp_path_factory.mktemp("both")), indexed(articles, opensearch())


@pytest.mark.parametrize("q", QUERIES)
def test_both_engines_give_one_answer(samples: tuple[Engine, Engine], q: str) -> None:
    """Ids, totals, facet counts, readings and suggestions are the same, with every kind of filter, order and page."""
    for filters in FILTERS:
        agree(*samples, SearchRequest(q=q, **filters))


@pytest.mark.parametrize("typed", ["05", "quan", "Quận", "tuyen", "tuyên tr", "binh", "x", "05-ct"])
def test_both_engines_complete_alike(samples: tuple[Engine, Engine], typed: str) -> None:
    """Completions come from the same words with the same counts."""
    first, second = ([(one.text, one.kind, one.count) for one in engine.suggest(typed)] for engine in samples)
    assert sorted(first) == sorted(second)


def test_explanations_name_conditions_and_readings(samples: tuple[Engine, Engine]) -> None:
    """Both engines explain a hit by the same conditions and readings; only the figures differ."""
    for q in ("dang bo quan", "05-CT/TW tuyên giáo", '"cải cách" MTTQ'):
        request = SearchRequest(q=q, explain=True, per_page=100)
        first, second = ({hit.id: hit for hit in engine.search(request).results} for engine in samples)
        for id, hit in first.items():
            assert second[id].matched == hit.matched
            assert set(second[id].score_parts) - {"nearness"} == set(hit.score_parts) - {"nearness"}


def tokens_of(client: OpenSearch, index: str, field: str, texts: list[str]) -> list[str]:
    answer = client.indices.analyze(index=index, body={"field": field, "text": texts})
    return [token["token"] for token in answer["tokens"]]


def check_tokens(location: str, articles: list[Article]) -> None:
    """Hold what the cluster makes of an article's fields to the terms of the analysis, for each article."""
    client, index = client_of(location), behind(location)
    for article in articles:
        prepared = json.loads(writer.prepare([document(article.id, article.title, article.body)])[0].source)["text"]
        for field, text in (("title", article.title), ("body", article.body)):
            terms = analyze(text)
            assert tokens_of(client, index, f"text.{field}", [prepared.get(field, "")]) == terms.syllables
            words = [word for word, _, _ in terms.words]
            assert tokens_of(client, index, f"text.{field}_words", [prepared.get(f"{field}_words", "")]) == words


def test_the_cluster_makes_our_tokens(location: str) -> None:
    """Fields only split at spaces: what the cluster indexes are the terms of the analysis, odd ones too."""
    title = "ＡＢＣ 𝟙𝟚 x\u00a0y Đ\u1ea7u 05-CT/TW a_b '’ﬁ İstanbul"
    odd = Article("odd", title, f"{'đ' * 255} {'x' * 256} 🎉 {'𐐀' * 200}")
    check_tokens(location, [*sample_articles()[:25], odd])


@pytest.mark.data
def test_the_cluster_makes_our_tokens_of_real_articles(location: str, data_dir: Path) -> None:
    """So it is for a thousand real articles."""
    check_tokens(location, list(islice(read_articles([data_dir / "data" / "vinews.jsonl.xz"]), 1_000)))


def test_what_is_not_committed_is_not_there(location: str) -> None:
    """Before the commit nothing is found, and leaving without one leaves nothing behind."""
    with open_writer(location) as out:
        out.add(out.prepare([document("d", "Đại hội")]))
        out.remove("a")
        assert found(location) == {"a", "b", "c"}
    write(location, document("e", "Hội nghị"))
    assert found(location) == {"a", "b", "c", "e"}


def test_nothing_committed_is_no_index(opensearch: Places) -> None:
    """A place where a first ingest has not come to its commit is as one without an index."""
    place = opensearch()
    with pytest.raises(IndexMissing, match="index add"):
        open_engine(place)
    with open_writer(place):
        for opening in (open_engine, index_status, check_index):
            with pytest.raises(IndexMissing, match="index add"):
                opening(place)


def test_adding_again_changes_nothing(location: str) -> None:
    """Ids are the articles' own: the same again is unchanged, a new version takes the place of the old."""
    articles = [one.article for one in DOCUMENTS]
    with open_writer(location) as out:
        assert ingest_articles(articles, out).unchanged == len(articles)
    with open_writer(location) as out:
        summary = ingest_articles([replace(articles[0], title="Khác hẳn"), *articles[1:]], out)
    assert (summary.added, summary.replaced, summary.unchanged) == (0, 1, 2)
    assert found(location, "khác hẳn") == {"a"} and found(location) == {"a", "b", "c"}


def test_of_equal_ids_the_last_wins(location: str) -> None:
    """In one run as in several: what was taken last under an id is the article."""
    with open_writer(location) as out:
        out.add(out.prepare([document("d", "Thứ nhất"), document("d", "Thứ hai")]))
        assert out.is_unchanged(document("d", "Thứ hai").article)
        out.remove("d")
        assert not out.remove("d")
        out.add(out.prepare([document("d", "Thứ ba")]))
        out.commit()
    engine = open_engine(location)
    stored = engine.document("d")
    assert stored and stored.article.title == "Thứ ba"
    assert engine.search(SearchRequest(q='"thứ hai"')).total == 0


def test_several_writers_at_once(opensearch: Places) -> None:
    """Four writers start on a place without an index; every article of each is there in the end."""
    place = opensearch()
    failures: list[Exception] = []

    def add(name: str) -> None:
        try:
            for part in range(3):
                write(place, *(document(f"{name}{part}{number}", f"Bài số {number}") for number in range(5)))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=add, args=(name,)) for name in "wxyz"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(found(place)) == 4 * 3 * 5


def names_of(location: str) -> list[str]:
    name = read_location(location).name
    return [index for index in client_of(location).indices.get(index=f"{name}-*") if not index.endswith("-terms")]


def test_a_rebuild_switches_at_once_and_keeps_the_one_before(location: str) -> None:
    """The new index is built beside, the alias means it from one moment on; of the old ones the newest stays."""
    seen = [behind(location)]
    for _ in range(2):
        with open_writer(location, rebuild=True) as out:
            ingest_articles(stored_articles(location), out)
        seen.append(behind(location))
    assert all(re.fullmatch(r"timtin-test-[\d-]+-1-\d{8}t\d+", index) for index in seen[1:]) and len(set(seen)) == 3
    assert sorted(names_of(location)) == sorted(seen[1:])
    assert found(location) == {"a", "b", "c"}
    assert [one.id for one in stored_articles(location)] == ["a", "b", "c"], "the order of writing is kept"
    with open_writer(location) as out:
        out.compact()
    assert names_of(location) == seen[2:]


def test_an_unfinished_rebuild_leaves_the_old_index(location: str) -> None:
    """A rebuild that fails, is left, or that another writer crosses, changes nothing and leaves nothing."""
    before = behind(location)
    with open_writer(location, rebuild=True) as out:
        out.add(out.prepare([document("x", "Mới")]))
    with open_writer(location, rebuild=True) as out:
        out.add(out.prepare([document("x", "Mới")]))
        write(location, document("d", "Giữa chừng"))
        with pytest.raises(Busy, match="rebuild"):
            out.commit()
    assert names_of(location) == [before]
    assert found(location) == {"a", "b", "c", "d"}


def test_an_index_of_another_version(location: str) -> None:
    """It is stale to readers and writers, its articles can be had, and a rebuild mends it."""
    client, index = client_of(location), behind(location)
    remembered = dict(cluster.find_index(client, read_location(location)).meta)
    client.indices.put_mapping(index=index, body={"_meta": remembered | {"analysis": "0-other"}})
    for opening in (open_engine, open_writer):
        with pytest.raises(IndexStale, match="--rebuild"):
            opening(location)
    assert index_status(location).state == "stale"
    with open_writer(location, rebuild=True) as out:
        ingest_articles(stored_articles(location), out)
    assert index_status(location).state == "ok" and found(location) == {"a", "b", "c"}


def test_stories_grow_together(opensearch: Places) -> None:
    """An article that tells two stories in one makes one of them, whether written before, with it or after."""
    words = [f"từ{number}" for number in range(120)]
    first, second = " ".join(words[:90]), " ".join(words[30:])
    texts = {"a": first, "b": second, "both": f"{first} {' '.join(words[90:])}", "c": "chuyện khác hẳn " * 9}
    place = opensearch()
    for id in ("a", "b", "c", "both"):
        write(place, document(id, body=texts[id]))
    engine = open_engine(place)
    page = engine.search(SearchRequest(group="story", sort="oldest"))
    stories = {hit.id: set(hit.similar) for hit in page.results}
    assert page.total == len(stories)
    together = [{id, *others} for id, others in stories.items()]
    write(place, *(document(id, body=text) for id, text in texts.items()), rebuild=True)
    rebuilt = open_engine(place).search(SearchRequest(group="story", sort="oldest"))
    assert sorted(map(sorted, together)) == sorted(sorted({hit.id, *hit.similar}) for hit in rebuilt.results)


def test_one_answer_has_one_snapshot(location: str) -> None:
    """What is read late of an answer (facets, the rest of a scan) is of the snapshot that it came from."""
    engine = open_engine(location)
    page, scanning = engine.search(SearchRequest()), engine.scan(SearchRequest())
    first = next(scanning)
    write(location, document("d", "Mới", codes=["01-KL/TW"]))
    assert page.facet_totals == {} and [row.value for row in page.facets["code"]] == ["05-CT/TW"]
    assert {first.id, *(hit.id for hit in scanning)} == {"a", "b", "c"}


def test_a_point_in_time_that_is_gone_is_taken_anew(location: str) -> None:
    """An engine that was not asked for long answers all the same."""
    engine = open_engine(location)
    client_of(location).delete_all_pits()
    assert engine.search(SearchRequest(q="quận")).total == 1


def test_deep_check_finds_what_was_changed_behind_our_back(location: str) -> None:
    """A stored article that is not what was written, or is not indexed under its words, is named."""
    assert check_index(location, deep=True) == []
    client, index = client_of(location), behind(location)
    source = client.get(index=index, id=key_of("b"))["_source"]
    source["stored"]["article"]["body"] = "Giả mạo"
    client.index(index=index, id=key_of("b"), body=source, params={"refresh": "true"})
    assert check_index(location) == []
    assert any("article b" in line for line in check_index(location, deep=True))


def test_an_article_that_the_cluster_refuses(location: str) -> None:
    """It is reported with the reason; the others are taken."""
    with open_writer(location) as out:
        batch = out.prepare([document("bad", "Hỏng"), document("good", "Lành")])
        batch[0].source = batch[0].source.replace('{"id"', '{"unknown_field":1,"id"', 1)
        out.add(batch)
        out.commit()
    assert [id for id, _ in out.counts.refused] == ["bad"] and "strict" in out.counts.refused[0][1]
    assert found(location) == {"a", "b", "c", "good"}


def test_every_command(opensearch: Places, tmp_path: Path) -> None:
    """The commands do on a cluster what they do in a folder."""
    place, folder, file = opensearch(), str(tmp_path / "index"), tmp_path / "exported.jsonl"

    def run(command: str, *args: object) -> tuple[int, str]:
        done = [CliRunner().invoke(cli, [command, "--index", where, *map(str, args)]) for where in (place, folder)]
        assert done[0].exit_code == done[1].exit_code, [one.output for one in done]
        return done[0].exit_code, done[0].stdout

    summary = json.loads(run("add", SAMPLE, "--json")[1])
    assert (summary["added"], summary["replaced"], summary["rejected"]) == (len(sample_articles()), 0, 0)
    assert json.loads(run("add", SAMPLE, "--json")[1])["unchanged"] == len(sample_articles())
    found = json.loads(run("search", "chỉ thị 05", "--json")[1])
    assert found["total"] > 0 and "<mark>" in json.dumps(found["results"])
    id = found["results"][0]["id"]
    assert json.loads(run("show", id, "--json")[1])["id"] == id
    status = json.loads(run("status", "--json")[1])
    assert (status["state"], status["articles"]) == ("ok", len(sample_articles()))
    assert run("check", "--deep") == (0, "the index is sound\n")
    assert run("remove", id)[0] == 0 and run("remove", id)[0] == 1 and run("show", id)[0] == 1
    assert run("compact")[0] == 0 and run("add", "--rebuild")[0] == 0
    file.write_text(run("export")[1], encoding="utf-8")
    assert len(file.read_text(encoding="utf-8").splitlines()) == len(sample_articles()) - 1
    assert run("add", file, "--rebuild")[0] == 0 and run("add", tmp_path / "none.jsonl")[0] == 1


def test_the_pages_know_no_engine(opensearch: Places, tmp_path: Path) -> None:
    """The same addresses give the same JSON, but for scores and times; the pages open."""
    places = (opensearch(), tmp_path / "index")
    for place in places:
        indexed(sample_articles(), place)
    clients = [create_app(place, TESTING=True).test_client() for place in places]
    for path in (
        "/search.json?q=tuyen+giao&sort=newest", "/api/v1/suggest?q=quan+1", "/search.ndjson?q=đảng&sort=oldest",
        "/search.json?group=story&district=Quận 1, Thành phố Hồ Chí Minh",
    ):  # fmt: skip
        first, second = (unscored(client.get(path).text) for client in clients)
        assert first == second and len(first) > 100
    for path in ("/", "/search?q=đảng", "/search.csv?q=đảng", "/search.atom?q=đảng", "/readyz", "/van-ban/05-CT/TW"):
        assert [client.get(path).status_code for client in clients] == [200, 200], path


def unscored(text: str) -> str:
    return re.sub(r'"(score|took_ms|snapshot)": ?[^,}]*', "", text)


def test_an_answer_lists_every_value_exactly(opensearch: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a facet has more values than one request counts, they are walked through; counts stay exact."""
    place = opensearch()
    write(place, *(document(f"{n}", "Bài", codes=[f"{n % 40 + 1:02}-KH/QU"]) for n in range(100)))
    expected = open_engine(place).search(SearchRequest(facet_limit=100)).facets["code"]
    monkeypatch.setattr("search.opensearch_engine.selection.MOST_VALUES", 7)
    monkeypatch.setattr("search.opensearch_engine.snapshot.MOST_BUCKETS", 9)
    page = open_engine(place).search(SearchRequest(facet_limit=100))
    assert list(page.facets["code"]) == list(expected) and page.facet_totals["code"] == 40
