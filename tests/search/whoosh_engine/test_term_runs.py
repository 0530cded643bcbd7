"""Terms looked up at candidates and terms worked out whole are the same, over segments and
deletions."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_contents import reopen
from index_model import TERMS, document, documents, write

from search.model import IndexedArticle
from search.opening import open_writer
from search.query.plan import Term
from search.whoosh_engine.reading.scoring import LazyScores
from search.whoosh_engine.reading.term_runs import (
    all_frequencies,
    all_places,
    frequencies_at,
    places_at,
    places_in,
)
from search.whoosh_engine.storage import parts

laws = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def _one_segment_a_commit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(parts, "MERGE_RATIO", 0)
    monkeypatch.setattr("os.fsync", lambda _: None)
    yield


@laws
@given(
    st.lists(st.lists(documents(), min_size=1, max_size=6), min_size=1, max_size=3),
    st.lists(st.builds(Term, st.sampled_from(TERMS), st.booleans()), min_size=1, max_size=6),
    st.sampled_from(("", "title", "body")),
    st.sets(st.integers(0, 17)),
)
def test_looked_up_is_worked_out(
    written: list[list[IndexedArticle]], terms: list[Term], field: str, some: set[int]
) -> None:
    """Weighted frequencies and places at some documents are those that the whole has there."""
    with TemporaryDirectory() as name:
        write(Path(name), *written)
        snapshot = reopen(Path(name))
        docs = np.array(sorted(doc for doc in some if doc < snapshot.size), np.int64)
        for term in terms:
            runs = snapshot.runs(term)
            every, frequencies = all_frequencies(runs, snapshot.boosts, field)
            whole = np.zeros(snapshot.size, np.float32)
            whole[every] = frequencies
            assert frequencies_at(runs, docs, snapshot.boosts, field) == pytest.approx(
                whole[docs], rel=1e-6
            )
            assert places_at(runs, docs).tolist() == places_in(all_places(runs), docs).tolist()


def test_a_term_is_kept_once_it_is_hot(tmp_path: Path) -> None:
    """At first a term is looked up; asked for again and again it is worked out whole; the scores
    are the same."""
    words = ("đảng bộ", "đảng uỷ quận", "quận", "đảng đảng đảng")
    write(tmp_path, [document(str(number), "", words[number % 4]) for number in range(40)])
    with open_writer(tmp_path) as writer:
        assert writer.remove("1")
        writer.commit()
    snapshot = reopen(tmp_path)
    docs = np.arange(0, snapshot.size, 20)
    answers = [snapshot.scores(Term("đảng")) for _ in range(5)]
    assert not isinstance(answers[-1], LazyScores)
    for answer in answers:
        assert answer.at(docs) == pytest.approx(answers[-1].at(docs))
        assert answer.count == len(answers[-1].docs) == 29


def test_an_older_snapshot_still_answers(tmp_path: Path) -> None:
    """A snapshot that was replaced keeps no terms, and whoever still reads it gets the same
    answers."""
    write(tmp_path, [document(str(number), "", "đảng bộ quận") for number in range(40)])
    snapshot = reopen(tmp_path)
    kept = [snapshot.scores(Term("đảng")) for _ in range(5)][-1]
    snapshot.retire()
    answers = [snapshot.scores(Term("đảng")) for _ in range(5)]
    assert all(isinstance(answer, LazyScores) for answer in answers)
    assert answers[-1].docs.tolist() == kept.docs.tolist()
