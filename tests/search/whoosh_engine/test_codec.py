"""The index as plain Whoosh sees it. Only tests open an index this way: Whoosh unpickles its table
of contents."""

from collections import Counter
from math import log, log1p
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_contents import ids, reopen
from index_model import FIELDS, PIECES, TERMS, document, documents, model_of, write
from whoosh import index, query, scoring

from search.model import IndexedArticle
from search.opening import open_writer
from search.query import plan
from search.ranking.weighting import BM25F
from search.whoosh_engine.codec import ArrayTermsReader, latest_generation
from search.whoosh_engine.ranking.executor import run
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.storage import parts

laws = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
commits = st.lists(st.lists(documents(), min_size=1, max_size=5), min_size=1, max_size=3)


@pytest.fixture(autouse=True)
def segments_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the segments apart, and do not wait for the disk."""
    monkeypatch.setattr(parts, "MERGE_RATIO", 0)
    monkeypatch.setattr("os.fsync", lambda _: None)


@st.composite
def single_field_queries(draw: st.DrawFn) -> tuple[plan.Node, query.Query]:
    """Draw one query twice: as a plan, and as Whoosh has it."""
    field = draw(st.sampled_from(FIELDS))
    kind = draw(st.sampled_from(("term", "and", "or", "phrase")))
    texts = draw(st.lists(st.sampled_from(TERMS), min_size=2, max_size=3, unique=True))
    terms = tuple(plan.Term(text, field=field) for text in texts)
    whoosh_terms = [query.Term(field, text) for text in texts]
    match kind:
        case "and":
            return plan.And(terms), query.And(whoosh_terms)
        case "or":
            return plan.Or(terms), query.Or(whoosh_terms)
        case "phrase":
            return plan.Phrase(tuple(map(plan.Term, texts)), field), query.Phrase(field, texts)
    return terms[0], whoosh_terms[0]


questions = st.lists(single_field_queries(), min_size=1, max_size=6)


class OurWeighting(scoring.WeightingModel):
    """The engine's BM25F of one field, as a Whoosh weighting."""

    def scorer(self, searcher: Any, fieldname: str, text: str, qf: int = 1) -> Any:
        top = searcher.get_parent()
        found, size = top.doc_frequency(fieldname, text), top.doc_count_all()
        average = max(top.field_length(fieldname) / size, 1.0)
        return _Scorer(
            searcher, FIELDS.index(fieldname), log1p((size - found + 0.5) / (found + 0.5)), average
        )


class _Scorer(scoring.BaseScorer):
    def __init__(self, searcher: Any, field: int, idf: float, average: float) -> None:
        self.length = lambda doc: searcher.doc_field_length(doc, FIELDS[field], 1)
        self.weight, self.b, self.idf, self.average = (
            BM25F.weights[field],
            BM25F.b[field],
            idf,
            average,
        )

    def score(self, matcher: Any) -> float:
        norm = 1 - self.b + self.b * self.length(matcher.id()) / self.average
        frequency = matcher.weight() * self.weight / norm
        return self.idf * frequency * (BM25F.k1 + 1) / (frequency + BM25F.k1)


def _whoosh(
    folder: Path, asked: query.Query, weighting: scoring.WeightingModel
) -> dict[int, float]:
    with index.open_dir(str(folder)).searcher(weighting=weighting) as searcher:
        return {hit.docnum: hit.score for hit in searcher.search(asked, limit=None)}


def _ours(snapshot: Snapshot, node: plan.Node) -> dict[int, float]:
    if isinstance(
        node, plan.Or
    ):  # the engine scores alternatives as one thing, Whoosh adds them up
        parts = [_ours(snapshot, part) for part in node.nodes]
        return {doc: sum(part.get(doc, 0.0) for part in parts) for doc in set().union(*parts)}
    found, _ = run(snapshot, plan.Plan((node,)))
    return dict(zip(found.docs.tolist(), found.weights.tolist(), strict=True))


@laws
@given(
    commits,
    st.sets(st.sampled_from("abcdefgh"), max_size=3),
    st.lists(single_field_queries(), min_size=1, max_size=6),
)
def test_whoosh_finds_what_the_engine_finds(
    written: list[list[IndexedArticle]],
    removed: set[str],
    asked: list[tuple[plan.Node, query.Query]],
) -> None:
    """A plain Whoosh searcher gives the same documents for term, AND, OR and phrase, over segments
    and deletions."""
    with TemporaryDirectory() as name:
        write(Path(name), *written)
        with open_writer(name) as writer:
            for id in removed:
                writer.remove(id)
            writer.commit()
        for node, whoosh_query in asked:
            assert set(_whoosh(Path(name), whoosh_query, scoring.BM25F())) == set(
                _ours(reopen(Path(name)), node)
            ), node


@laws
@given(commits, questions)
def test_whoosh_scores_as_the_engine_scores(
    written: list[list[IndexedArticle]], asked: list[tuple[plan.Node, query.Query]]
) -> None:
    """With the engine's weighting Whoosh gives the engine's scores; phrases apart, which it scores
    word by word."""
    unique = list({doc.article.id: doc for group in written for doc in group}.values())
    with TemporaryDirectory() as name:
        write(Path(name), unique[::2], unique[1::2])
        snapshot = reopen(Path(name))
        for node, whoosh_query in asked:
            if not isinstance(node, plan.Phrase):
                found = _whoosh(Path(name), whoosh_query, OurWeighting())
                assert found == pytest.approx(_ours(snapshot, node), abs=1e-4), node


@laws
@given(commits, st.sampled_from(FIELDS), st.sampled_from(TERMS))
def test_whoosh_scores_by_its_own_formula(
    written: list[list[IndexedArticle]], field: str, term: str
) -> None:
    """Whoosh's own BM25F over the codec is its formula over the texts: frequencies, lengths, counts
    are right."""
    with TemporaryDirectory() as name:
        unique = list({doc.article.id: doc for group in written for doc in group}.values())
        write(Path(name), unique[::2], unique[1::2])
        model = model_of(reopen(Path(name)), unique)
        number = FIELDS.index(field)
        found = _whoosh(Path(name), query.Term(field, term), scoring.BM25F(B=0.75, K1=1.2))
        average = sum(d.lengths[number] for d in model.all) / len(model.all)
        frequencies = {
            doc: d.counts(lambda other: other == term, field)[number]
            for doc, d in enumerate(model.all)
        }
        idf = log(len(model.all) / (sum(map(bool, frequencies.values())) + 1)) + 1
        expected = {
            doc: idf
            * tf
            * 2.2
            / (tf + 1.2 * (0.25 + 0.75 * model.all[doc].lengths[number] / average))
            for doc, tf in frequencies.items()
            if tf and model.all[doc] in model.living
        }
        assert found == pytest.approx(expected, abs=1e-4)


@laws
@given(st.lists(documents(), min_size=1, max_size=5))
def test_the_terms_of_each_field(docs: list[IndexedArticle]) -> None:
    """Terms in order with document and total frequencies, field lengths and names are those of the
    texts."""
    with TemporaryDirectory() as name:
        write(Path(name), docs)
        model = model_of(reopen(Path(name)), docs)
        with index.open_dir(name).reader() as reader:
            assert reader.doc_count() == len(model.living)
            for number, field in enumerate(FIELDS):
                counts = Counter(term for d in model.living for _, term in d.occurrences[number])
                holders = Counter(
                    term
                    for d in model.living
                    for term in {term for _, term in d.occurrences[number]}
                )
                assert list(reader.field_terms(field)) == sorted(counts)
                assert {term: reader.frequency(field, term) for term in counts} == counts
                assert {term: reader.doc_frequency(field, term) for term in counts} == holders
                assert reader.field_length(field) == sum(d.lengths[number] for d in model.living)
                assert reader.min_field_length(field) == min(
                    d.lengths[number] for d in model.living
                )
                assert reader.max_field_length(field) == max(
                    d.lengths[number] for d in model.living
                )


def test_all_terms_come_sorted_by_field(tmp_path: Path) -> None:
    """Whoosh walks terms in the order of (field, term), from any place on."""
    write(tmp_path, [document("a", "uỷ đảng", "quận", "bộ")])
    terms = ArrayTermsReader(reopen(tmp_path).segments[0])
    assert list(terms.terms()) == [
        ("body", "quận".encode()),
        ("summary", "bộ".encode()),
        ("title", "uỷ".encode()),
        ("title", "đảng".encode()),
    ]
    assert [text for _, text in terms.terms_from("title", b"v")] == ["đảng".encode()]
    assert dict(terms.items())["title", "uỷ".encode()].doc_frequency() == 1
    assert dict(terms.items_from("body", b"q"))["body", "quận".encode()].weight() == 1
    assert set(terms.indexed_field_names()) == set(FIELDS)


def test_nothing_is_kept_in_stored_fields(tmp_path: Path) -> None:
    """Whoosh would pickle stored fields, so there are none; deleted documents are known as such."""
    write(tmp_path, [document("a", PIECES[0]), document("b", PIECES[0])])
    with open_writer(tmp_path) as writer:
        writer.remove("a")
        writer.commit()
    with index.open_dir(str(tmp_path)).reader() as reader:
        assert list(reader.all_doc_ids()) == [1]
        assert reader.stored_fields(1) == {}
        assert (reader.doc_count_all(), reader.doc_count()) == (2, 1)
        assert reader.has_deletions() and reader.is_deleted(0)
    assert ids(reopen(tmp_path)) == ["a", "b"]


def test_the_latest_generation(tmp_path: Path) -> None:
    """A rebuild over a lost manifest counts on from the tables of contents it finds."""
    assert latest_generation(tmp_path) == 0
    for name in ("_MAIN_3.toc", "_MAIN_12.toc", "_MAIN_99.toc.tmp", "MAIN_77.toc"):
        (tmp_path / name).touch()
    assert latest_generation(tmp_path) == 12
