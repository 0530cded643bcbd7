"""Cleaning, folding, placing tones: what every offset and every comparison stands on."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import VIETNAMESE

from corpus.vietnamese.text import clean, fold, fold_words, lower_words, place_tones

any_text = st.text(st.characters(codec=None, categories=None), max_size=60)
written = st.text(
    st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " .,-/_\n0123456789\u0301\u0323\u200b\r"),
    max_size=60,
)
texts = any_text | written


@given(texts)
def test_cleaning_is_done_once(text: str) -> None:
    """Clean text is NFC without controls, invisible letters, half surrogates; cleaning it again
    changes nothing."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(
        unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in cleaned
    )
    assert not set(cleaned) & set("\u200b\ufeff\u00ad\u202e\u2066")
    cleaned.encode()


@given(texts.map(clean))
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    """Folding a clean text keeps every offset, and folding it again changes nothing."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(texts, st.sampled_from((1, 20)))
def test_words_of_a_text(text: str, times: int) -> None:
    """Short and long texts alike: words folded or in lower case, other characters spaces, every
    offset kept."""
    text = clean(text) * times
    assert len(fold_words(text)) == len(lower_words(text)) == len(text)
    assert fold_words(text).split() == re.findall(r"\w+", fold(text))
    assert lower_words(text).split() == re.findall(r"\w+", lower_words(text))
    assert fold(lower_words(text)).replace("ς", "σ") == fold_words(text).replace("ς", "σ")


@given(st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper()), max_size=30))
def test_folded_vietnamese_is_plain_lower_case(text: str) -> None:
    """No Vietnamese letter keeps a mark or a capital, and every other character stays itself."""
    assert fold(text).isascii() and fold(text) == fold(text).lower()
    assert fold(f"{text}€2") == f"{fold(text)}€2"


@given(texts.map(clean))
def test_placing_tones_keeps_the_length_and_is_done_once(text: str) -> None:
    """Both spellings of a tone come to one, in place, and nothing else changes."""
    placed = place_tones(text)
    assert len(placed) == len(text)
    assert place_tones(placed) == placed
    assert fold(placed) == fold(text)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hòa", "hoà"),
        ("Thủy", "Thuỷ"),
        ("ủy", "uỷ"),
        ("KHỎE", "KHOẺ"),
        ("lóe", "loé"),
        ("hóa.", "hoá."),
        ("hòa-thủy", "hoà-thuỷ"),
    ],
)
def test_both_tone_placements_are_one(new: str, old: str) -> None:
    """Final oa, oe and uy carry the tone on the second letter, whichever way they were written."""
    assert place_tones(new) == place_tones(old) == old


@pytest.mark.parametrize("same", ["quý", "Quỳnh", "hoàng", "thuyền", "xòay", "của", "mía"])
def test_other_tones_stay(same: str) -> None:
    """u of qu is no vowel, and inside a longer rhyme the tone has one place only."""
    assert place_tones(same) == same


@pytest.mark.parametrize(
    ("messy", "tidy"),
    [
        ("Đa\u0309ng u\u0309y", "Đảng ủy"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("a\u200bb\u00adc\ufeff", "abc"),
        ("a\x00b\x1bc\x9fd", "a b c d"),
        ("a\ud800b", "a\ufffdb"),
        ("cột\tkhác", "cột\tkhác"),
    ],
)
def test_what_cleaning_does(messy: str, tidy: str) -> None:
    """Marks are composed, line ends become one, invisible letters go, controls become spaces."""
    assert clean(messy) == tidy


def test_a_mountain_of_marks_is_cleaned_in_linear_time() -> None:
    """A letter under a hundred thousand marks costs no more than any other text of that length."""
    assert len(clean("a" + "\u0301\u0323" * 100_000)) <= 40
