"""The distributed engine where it is more than the protocol: the answers of the embedded one, and
its own duties."""

import json
import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from index_model import document
from opensearch.indexes import DOCUMENTS, Places, behind, client_of, found, write
from sample_index import SAMPLE, sample_articles

from indexer.cli import cli
from indexer.pipeline import ingest_articles
from search import Busy, IndexMissing, IndexStale, SearchRequest, open_engine
from search.opening import check_index, index_status, open_writer, stored_articles
from search.opensearch_engine.connection import cluster
from search.opensearch_engine.connection.location import read_location
from search.opensearch_engine.mapping import SCHEMA
from search.opensearch_engine.wire import key_of


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
    """Ids are the articles' own: the same again is unchanged, a new version takes the place of the
    old."""
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
    stored = engine.article("d")
    assert stored and stored.article.title == "Thứ ba"
    assert engine.search(SearchRequest(q='"thứ hai"')).total == 0


def test_several_writers_at_once(opensearch: Places) -> None:
    """Four writers start on a place without an index; every article of each is there in the end."""
    place = opensearch()
    failures: list[Exception] = []

    def add(name: str) -> None:
        try:
            for part in range(3):
                write(
                    place,
                    *(document(f"{name}{part}{number}", f"Bài số {number}") for number in range(5)),
                )
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
    return [
        index
        for index in client_of(location).indices.get(index=f"{name}-*")
        if not index.endswith("-terms")
    ]


def test_a_rebuild_switches_at_once_and_keeps_the_one_before(location: str) -> None:
    """The new index is built beside, the alias means it from one moment on; of the old ones the
    newest stays."""
    seen = [behind(location)]
    for _ in range(2):
        with open_writer(location, rebuild=True) as out:
            ingest_articles(stored_articles(location), out)
        seen.append(behind(location))
    assert (
        all(re.fullmatch(rf"timtin-test-[\d-]+-{SCHEMA}-\d{{8}}t\d+", index) for index in seen[1:])
        and len(set(seen)) == 3
    )
    assert sorted(names_of(location)) == sorted(seen[1:])
    assert found(location) == {"a", "b", "c"}
    assert [one.id for one in stored_articles(location)] == ["a", "b", "c"], (
        "the order of writing is kept"
    )
    with open_writer(location) as out:
        out.compact()
    assert names_of(location) == seen[2:]


def test_an_unfinished_rebuild_leaves_the_old_index(location: str) -> None:
    """A rebuild that fails, is left, or that another writer crosses, changes nothing and leaves
    nothing."""
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
    """An article that tells two stories in one makes one of them, whether written before, with it
    or after."""
    words = [f"từ{number}" for number in range(120)]
    first, second = " ".join(words[:90]), " ".join(words[30:])
    texts = {
        "a": first,
        "b": second,
        "both": f"{first} {' '.join(words[90:])}",
        "c": "chuyện khác hẳn " * 9,
    }
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
    assert sorted(map(sorted, together)) == sorted(
        sorted({hit.id, *hit.similar}) for hit in rebuilt.results
    )


def test_one_answer_has_one_snapshot(location: str) -> None:
    """What is read late of an answer (facets, the rest of a scan) is of the snapshot that it came
    from."""
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
    """A stored article that is not what was written, or is not indexed under its words, is
    named."""
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
        done = [
            CliRunner().invoke(cli, [command, "--index", where, *map(str, args)])
            for where in (place, folder)
        ]
        assert done[0].exit_code == done[1].exit_code, [one.output for one in done]
        return done[0].exit_code, done[0].stdout

    summary = json.loads(run("add", SAMPLE, "--json")[1])
    assert (summary["added"], summary["replaced"], summary["rejected"]) == (
        len(sample_articles()),
        0,
        0,
    )
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
