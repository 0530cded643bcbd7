"""The executor over whole arrays against the brute-force model: same documents, same scores."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_contents import ids, reopen
from index_model import document, documents, model_of, plans, write

from search.model import IndexedArticle
from search.opening import open_writer
from search.query.plan import And, Or, Phrase, Plan, Prefix, Term
from search.ranking import feedback
from search.whoosh_engine.ranking import executor
from search.whoosh_engine.ranking.executor import run
from search.whoosh_engine.reading import term_runs
from search.whoosh_engine.reading.term_numbers import MAX_EXPANSION
from search.whoosh_engine.storage import parts

Commits = list[list[IndexedArticle]]
commits = st.lists(st.lists(documents(), min_size=1, max_size=6), min_size=1, max_size=3)
laws = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def unsynced(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Durability is not the subject here, and fsync is slow."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    yield


@laws
@given(
    commits,
    st.sets(st.sampled_from("abcdefgh"), max_size=4),
    st.booleans(),
    st.sampled_from((0, 1, 1 << 21)),
    st.lists(plans, min_size=1, max_size=8),
)
def test_plans_answer_as_the_model_does(
    monkeypatch: pytest.MonkeyPatch,
    written: Commits,
    removed: set[str],
    apart: bool,
    lookup_cost: int,
    asked: list[Plan],
) -> None:
    """Any plan gives the documents and BM25F scores of the obvious rules, over segments and
    deletions."""
    monkeypatch.setattr(parts, "MERGE_RATIO", 0 if apart else 2)
    monkeypatch.setattr(term_runs, "LOOKUP_COST", lookup_cost)
    monkeypatch.setattr(
        feedback, "LEADERS", 50
    )  # which three lead is not for scores to the last bit to decide
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, *written)
        with open_writer(folder) as writer:
            for id in removed:
                writer.remove(id)
            writer.commit()
        snapshot = reopen(folder)
        model = model_of(snapshot, (d for group in written for d in group))
        assert sorted(d.id for d in model.living) == sorted(
            {d.article.id for g in written for d in g} - removed
        )
        names = ids(snapshot)
        for plan in asked:
            found, _ = run(snapshot, plan)
            got = {
                names[doc]: score
                for doc, score in zip(found.docs.tolist(), found.weights.tolist(), strict=True)
            }
            expected = model.answer(plan)
            assert got.keys() == expected.keys(), plan
            assert got == pytest.approx(expected, rel=1e-4, abs=1e-5), plan
            assert (found.docs[1:] > found.docs[:-1]).all()
            for node in (*plan.required, *plan.words, *plan.together):
                assert executor.count(snapshot, node) == len(model.answer(Plan((node,)))), node


def _answer(folder: Path, node: object) -> list[str]:
    snapshot = reopen(folder)
    names = ids(snapshot)
    found, _ = run(snapshot, Plan((node,)))  # type: ignore[arg-type]
    return [names[doc] for doc in found.docs.tolist()]


def test_no_phrase_across_the_border_of_two_fields(tmp_path: Path) -> None:
    """The last word of a title and the first of the summary or body are no neighbours."""
    write(tmp_path, [document("a", "Quận ủy", "đảng bộ"), document("b", "", "Quận ủy đảng bộ")])
    assert _answer(tmp_path, Phrase((Term("uỷ"), Term("đảng")))) == ["b"]


def test_a_phrase_of_words_typed_without_marks(tmp_path: Path) -> None:
    """Folded terms stand for every form in a phrase; exact terms for one."""
    write(tmp_path, [document("a", "đảng bộ"), document("b", "đáng bỏ"), document("c", "bộ đảng")])
    assert _answer(tmp_path, Phrase((Term("dang", True), Term("bo", True)))) == ["a", "b"]
    assert _answer(tmp_path, Phrase((Term("đảng"), Term("bo", True)))) == ["a"]


def test_a_prefix_stands_for_a_bounded_number_of_terms(tmp_path: Path) -> None:
    """The work for one prefix is bounded: beyond the limit the first terms in order count."""
    words = [f"x{number:05}" for number in range(MAX_EXPANSION + 5)]
    write(tmp_path, [document(word, word) for word in words])
    assert _answer(tmp_path, Prefix("x0")) == words[:MAX_EXPANSION]


def test_a_prefix_scores_where_few_are_asked_for_as_it_does_everywhere(tmp_path: Path) -> None:
    """A prefix looked up in one article scores it as the prefix alone does, in any segment; removed
    articles count nowhere."""
    first = [document(f"a{n}", "đảng uỷ", f"đáng đăng {'đang ' * n}") for n in range(20)]
    second = [document("b", "đơn", "đảng đảng"), document("c", "đảng"), document("d", "quận")]
    write(tmp_path, first, second)
    with open_writer(tmp_path) as writer:
        writer.remove("a3")
        writer.remove("c")
        writer.commit()
    snapshot = reopen(tmp_path)
    whole = executor.run_node(snapshot, Prefix("đa"))
    scored = dict(zip(whole.docs.tolist(), whole.weights.tolist(), strict=True))
    snapshot = reopen(tmp_path)
    for doc in range(snapshot.size):
        looked_up = executor.run_node(snapshot, Prefix("đa")).at(np.array([doc]))
        assert looked_up.tolist() == [pytest.approx(scored.get(doc, 0.0))] or doc in (3, 21)
    assert len(scored) == 18


@pytest.mark.parametrize("node", [And(()), Or(()), Phrase(())])
def test_conditions_on_nothing(tmp_path: Path, node: object) -> None:
    """An empty condition is met by no document and is no error."""
    write(tmp_path, [document("a", "đảng")])
    assert _answer(tmp_path, node) == []


def test_an_index_without_documents(tmp_path: Path) -> None:
    """Every kind of condition runs on an index whose last article was removed."""
    write(tmp_path, [document("a", "đảng")])
    with open_writer(tmp_path) as writer:
        writer.remove("a")
        writer.commit()
    for node in (Term("đảng"), Term("dang", True), Prefix("d"), Phrase((Term("đảng"), Term("uỷ")))):
        assert _answer(tmp_path, node) == []
    assert _answer(tmp_path, Or((Term("đảng"),))) == []
