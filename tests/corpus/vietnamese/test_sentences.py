"""Where a sentence ends, for whoever quotes, titles or reads one."""

import pytest

from corpus.vietnamese.sentences import sentence_around, sentences_with


@pytest.mark.parametrize(
    ("before", "sentence", "after"),
    [
        ("Hội nghị kết thúc. ", "Quận ủy ban hành 05-KH/QU.", " Sau đó họp."),
        ("", "TP. Hồ Chí Minh theo 05-KH/QU của Q. Bình Thạnh.", " Sau đó họp."),
        ("", "PGS. TS. Nguyễn Văn A đọc 05-KH/QU, gồm 1.250 chữ!", " Ai cũng nghe."),
        ("Dòng đầu\n", "theo 05-KH/QU", "\nDòng sau."),
        ("Ông nói: “Xong.” ", "Rồi ông đọc “05-KH/QU.”", " “Hay”, họ đáp."),
    ],
)
def test_a_sentence_ends_at_a_stop_that_is_no_abbreviation(
    before: str, sentence: str, after: str
) -> None:
    """A sentence is all between two stops, with its closing marks; an abbreviation ends none."""
    text = before + sentence + after
    start = text.index("05-KH/QU")
    first, last = sentence_around(text, start, start + 8, 400)
    assert text[first:last] == sentence
    ((begin, end),) = sentences_with(text, [start])
    assert text[begin:end].strip() == sentence


def test_a_long_sentence_is_cut_between_words() -> None:
    """No more is quoted to either side than was asked for, and no half word."""
    text = "một hai ba " * 50 + "05-KH/QU" + " bốn năm sáu" * 50
    start = text.index("05-KH/QU")
    first, last = sentence_around(text, start, start + 8, 40)
    assert start - 40 <= first and last <= start + 48
    assert set(text[first:last].split()) <= set(text.split())
    assert text[first - 1] == text[last] == " "
