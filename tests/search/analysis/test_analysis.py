"""The one analysis of documents and queries: terms, offsets, words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import VIETNAMESE

from corpus.vietnamese.text import clean, fold, place_tones
from search.analysis import (
    MAX_TERM,
    analysis_version,
    analyze,
    is_folded,
    spellings,
    syllables,
    term_of,
)

pieces = st.sampled_from(
    (
        "Đảng",
        "bộ",
        "tuyên",
        "truyền",
        "thành",
        "phố",
        "Hồ",
        "Chí",
        "Minh",
        "05-CT/TW",
        "kỹ",
        "thủy",
        "144",
        "9/1",
        "_",
        "a_b",
        "“",
        "”",
        "...",
        "(UBND)",
        "km²",
        "A&B",
        "x@y.vn",
        "https://a.vn/b",
        "𝒳",
        "日本",
        "🙂",
        "̣",
        "10.000",
        "-",
        "—",
    )
)
texts = (
    st.lists(pieces, max_size=20).map(" ".join)
    | st.lists(pieces, max_size=8).map("".join)
    | st.text(st.sampled_from(VIETNAMESE + " .,-/\n09_"), max_size=80)
    | st.text(max_size=60)
).map(clean)


def _letters(text: str) -> str:
    """Return what of a text must be the same in its term: no marks, no edges, y as i."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", fold(text)).replace("y", "i").replace("_", "-")


@settings(deadline=None)
@given(texts)
def test_offsets_lie_in_the_text(text: str) -> None:
    """Each syllable's offsets cut out of the original what folds to the term, one behind the
    other."""
    tokens = analyze(text)
    end = 0
    for term, start, stop in zip(tokens.syllables, tokens.starts, tokens.ends, strict=True):
        assert end <= start < stop <= len(text)
        assert term_of(place_tones(text)[start:stop]) == term
        if "i̇" not in term:  # the one letter that grows in lower case
            assert _letters(text[start:stop]) == _letters(term)
        end = stop


@settings(deadline=None)
@given(texts)
def test_words_are_runs_of_syllables(text: str) -> None:
    """A word is its syllables joined, at the position of the first; words do not overlap."""
    tokens = analyze(text)
    free = 0
    for word, position, count in tokens.words:
        assert count >= 2 and position >= free
        assert word == "_".join(tokens.syllables[position : position + count])
        free = position + count
    assert free <= len(tokens.syllables)


@settings(deadline=None)
@given(texts)
def test_no_term_is_empty_or_long(text: str) -> None:
    """Terms hold a letter or digit, no capital, no space, at most 255 characters; none looks like a
    word of several."""
    for term in analyze(text).syllables:
        assert 0 < len(term) <= MAX_TERM and re.search(r"[^\W_]", term)
        assert not re.search(r"\s", term) and term == term.lower() and "_" not in term


@settings(deadline=None)
@given(texts)
def test_syllables_do_not_depend_on_words(text: str) -> None:
    """The quick way to the syllables alone gives the same ones."""
    assert syllables(text) == analyze(text).syllables


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("Ủy", "uỷ"),
        ("kỹ", "kĩ"),
        ("lý", "lí"),
        ("MỸ", "mĩ"),
        ("quý", "quí"),
        ("Đảng", "đảng"),
        ("Kỹ", "kĩ"),
    ],
)
def test_spellings_of_one_term(one: str, other: str) -> None:
    """Capitals, tone placement, and y or i as the whole rhyme make no difference."""
    assert syllables(one) == syllables(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("tai", "tay"), ("thui", "thuy"), ("đảng", "đáng"), ("đảng", "dảng"), ("mai", "may")],
)
def test_different_terms(one: str, other: str) -> None:
    """Other letters and marks make other terms."""
    assert syllables(one) != syllables(other)


def test_words_of_the_segmenter() -> None:
    """pyvi's words stand beside their syllables, with capitals seen before they are lowered."""
    tokens = analyze("Công tác tuyên giáo")
    assert tokens.syllables == ["công", "tác", "tuyên", "giáo"]
    assert ("công_tác", 0, 2) in tokens.words


def test_folded_terms() -> None:
    """A term without marks may have been typed by somebody who leaves them out."""
    assert is_folded("dang") and is_folded("05") and not is_folded("đang") and not is_folded("uỷ")


@given(
    st.sampled_from(
        (
            "kỹ",
            "lí",
            "quý",
            "y",
            "i",
            "thuỷ",
            "hoà",
            "khoẻ",
            "lui",
            "mai",
            "tuy",
            "đảng",
            "05",
            "ly",
        )
    )
)
def test_every_spelling_of_a_term_is_that_term(word: str) -> None:
    """What is looked for in a text to mark a term comes to the same term when it is read, and is
    all there is."""
    term = syllables(word)[0]
    assert {term, word} <= set(spellings(term))
    assert {syllables(spelling)[0] for spelling in spellings(term)} == {term}
    assert set(spellings(word)) == set(spellings(term))


def test_the_version_names_the_model() -> None:
    """An index remembers which analysis and which model built it."""
    assert re.fullmatch(r"\d+-[0-9a-f]{12}", analysis_version())


def test_a_long_text_without_a_space() -> None:
    """100,000 letters in a row are no term, and no burden."""
    assert analyze("a" * 100_000).syllables == []
    assert len(analyze("đảng " * 20_000).syllables) == 20_000
