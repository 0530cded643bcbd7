"""Segments: one build, merges in any grouping and the files on disk hold the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_contents import contents, postings
from index_model import FIELDS, document, documents, model_document

from corpus import Article
from corpus.vietnamese.text import fold
from search import IndexDamaged
from search.mentions import StoredMention
from search.model import IndexedArticle
from search.whoosh_engine.storage.segment import (
    GAP,
    PARTS,
    invert_documents,
    merge_segments,
    open_segment,
    write_segment,
)

groups = st.lists(st.lists(documents(), min_size=1, max_size=4), min_size=1, max_size=4)
laws = settings(deadline=None, max_examples=50)


@laws
@given(st.lists(documents(), min_size=1, max_size=6))
def test_a_segment_holds_what_the_texts_say(docs: list[IndexedArticle]) -> None:
    """Terms, frequencies and positions are those of the analysis; title, summary and body are a gap
    apart."""
    segment = invert_documents(docs)
    expected = set()
    for number, doc in enumerate(map(model_document, docs)):
        base = 0
        for field, occurrences in enumerate(doc.occurrences):
            expected |= {(term, number, base + position, field) for position, term in occurrences}
            base += doc.lengths[field] + GAP
        assert [int(lengths[number]) for lengths in segment.docs.lengths] == list(doc.lengths)
    found = [
        (term, doc, position, field)
        for term, doc, frequencies, positions in postings(segment)
        for position, field in zip(
            positions, np.repeat(range(3), frequencies).tolist(), strict=True
        )
    ]
    assert sorted(found) == sorted(expected)
    assert sorted(segment.terms) == sorted({term for term, *_ in expected})


@laws
@given(groups, st.integers(1, 3))
def test_merging_in_any_grouping(written: list[list[IndexedArticle]], cut: int) -> None:
    """Merged at once, in steps, or built as one, a segment holds the same in the same order."""
    whole = merge_segments([invert_documents([doc for group in written for doc in group])])
    parts = [invert_documents(group) for group in written]
    for merged in (
        merge_segments(parts),
        merge_segments([merge_segments(parts[:cut]), *parts[cut:]]),
    ):
        assert contents([merged]) == contents([whole])
        assert list(merged.terms) == list(whole.terms) == sorted(whole.terms)
        for name, array in whole.postings.to_arrays().items():
            assert merged.postings.to_arrays()[name].tolist() == array.tolist(), name


@laws
@given(st.lists(documents(), min_size=1, max_size=6), st.data())
def test_without_some_documents(docs: list[IndexedArticle], data: st.DataObject) -> None:
    """A segment without its dead documents is the segment of the living ones; no term or value of
    the dead stays."""
    live = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(docs), max_size=len(docs)).filter(any))
    )
    left = invert_documents(docs).without(live)
    right = invert_documents([doc for doc, lives in zip(docs, live.tolist(), strict=True) if lives])
    assert contents([left]) == contents([right])
    assert sorted(left.terms) == sorted(right.terms)
    for name, table in right.docs.facets.items():
        assert sorted(left.docs.facets[name].values) == sorted(table.values)


@laws
@given(groups)
def test_files_hold_what_memory_held(written: list[list[IndexedArticle]]) -> None:
    """Written and opened again, a segment is the same, with the folded form of every term."""
    with TemporaryDirectory() as name:
        write_segment(Path(name), "MAIN_0", [invert_documents(group) for group in written])
        assert sorted(path.name for path in Path(name).iterdir()) == sorted(
            f"MAIN_0{part}" for part in PARTS
        )
        opened = open_segment(Path(name), "MAIN_0")
        whole = invert_documents([doc for group in written for doc in group])
        assert contents([opened]) == contents([whole])
        assert opened.folds
        for number, term in enumerate(opened.terms):
            assert number in opened.folds.terms(fold(term))
        assert sum(len(opened.folds.of(form)) for form in range(len(opened.folds.forms))) == len(
            opened.terms
        )


MENTIONS = (
    StoredMention("code", "05-CT/TW", 0, 8, "Chỉ thị"),
    StoredMention("ward", "Phường Bến Thành", 5, 21),
    StoredMention("code", "05-CT/TW", 30, 40, "Chỉ thị"),
    StoredMention("code", "05-CT/TW", 50, 58),
)


def test_every_field_of_an_article_is_stored(tmp_path: Path) -> None:
    """An article comes back from its block as it went in, with what was found in it."""
    article = Article(
        "số 1", "Tên", "thân\nbài", "tóm tắt", "Nguồn", "https://a.vn", None, "mục", ("Ban",), "ảnh"
    )
    stored = IndexedArticle(
        article, {"ward": ("Phường Bến Thành",)}, None, True, "vì sao", MENTIONS
    )
    write_segment(tmp_path, "MAIN_0", [invert_documents([document("x", FIELDS[0]), stored])])
    assert open_segment(tmp_path, "MAIN_0").articles.article(1) == stored


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part(tmp_path: Path, part: str) -> None:
    """A segment that lacks one of its files is damaged, and the file is named."""
    write_segment(tmp_path, "MAIN_0", [invert_documents([document("a", "đảng")])])
    (tmp_path / f"MAIN_0{part}").unlink()
    with pytest.raises(IndexDamaged, match=f"MAIN_0{part}"):
        open_segment(tmp_path, "MAIN_0")
